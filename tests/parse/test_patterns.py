"""No regular expression in the package backtracks: each is attacked by itself, by the methods it is used with."""

from __future__ import annotations

import ast
import importlib
import re
import time
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

import lessonlint

PACKAGE = Path(lessonlint.__file__).parent
PUMPS = (" ", "\t", " \t", ",", "<!-- lessonlint:", "-", "- ", "(", "a", "a-", "a ", "1.", "*", "() ", "[", "`", "#",
         " #", "lesson ", "|", "(a)", "fixed ")  # fmt: skip
OPENINGS = ("", "a", "1", "(1)", "a (", "lesson 1", "module 1.1", "course", "<!-- lessonlint:", "allow x", "[", "a:")
ENDINGS = ("", "x)!")
SIZE, FLOOR, RATIO = 600, 0.004, 2.8

Search = Callable[[re.Pattern[str], str], object]
SEARCHES: dict[str, Search] = {
    "search": lambda pattern, text: pattern.search(text),
    "match": lambda pattern, text: pattern.match(text),
    "fullmatch": lambda pattern, text: pattern.fullmatch(text),
    "finditer": lambda pattern, text: sum(1 for _ in pattern.finditer(text)),
    "sub": lambda pattern, text: pattern.sub("", text),
    "split": lambda pattern, text: pattern.split(text),
}


def patterns() -> Iterator[tuple[str, re.Pattern[str], str]]:
    """Every pattern of a module, also in tuples, with each method it is called by (`search` if none is seen)."""
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text("utf-8")
        if "re.compile" not in text:
            continue
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        module = importlib.import_module(name)
        calls = _calls(text)
        for held, value in vars(module).items():
            if f"\n{held} = " not in text:
                continue
            for index, pattern in enumerate(_within(value)):
                where = f"{name.removeprefix('lessonlint.')}.{held}{f'[{index}]' if index else ''}"
                for method in sorted(calls.get(held, set()) & set(SEARCHES)) or ["search"]:
                    yield f"{where}.{method}", pattern, method


def _within(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _within(inner)


def _calls(text: str) -> dict[str, set[str]]:
    calls: dict[str, set[str]] = {}
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)):
                calls.setdefault(name, set()).add(method)
    return calls


PATTERNS = list(patterns())


@pytest.mark.parametrize(("pattern", "method"), [item[1:] for item in PATTERNS], ids=[item[0] for item in PATTERNS])
def test_no_pattern_backtracks(pattern: re.Pattern[str], method: str) -> None:
    search = SEARCHES[method]

    def seconds(opening: str, pump: str, ending: str, size: int) -> float:
        text = opening + pump * (size // len(pump)) + ending
        started = time.thread_time()
        search(pattern, text)
        return time.thread_time() - started

    for attack in product(OPENINGS, PUMPS, ENDINGS):
        # Small first: what is cubic or worse shows here, before it can hang.
        small = seconds(*attack, SIZE // 4)
        if small < FLOOR:
            small = seconds(*attack, SIZE)
            if small < FLOOR / 4:
                continue
            large = min(seconds(*attack, SIZE * 2) for _ in range(3))
            small = max(small, seconds(*attack, SIZE))
        else:
            large = seconds(*attack, SIZE // 2)
        assert large < max(FLOOR, RATIO * small), (
            f"{attack}: {small * 1000:.1f} ms, twice as long {large * 1000:.1f} ms"
        )


def test_patterns_are_found() -> None:
    assert len(PATTERNS) > 60
