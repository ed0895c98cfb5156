"""Kills commands that write, at random moments: each file must be the old one or the new one, whole.

    python benchmarks/writers/cuts.py 100 curriculum/

Runs `fmt`, `check --fix`, `convert --remove` and `record` on copies that give them something to do, and `record` and
`review --new` on copies in YAML. A file may only be missing where the whole run takes it away; files that a killed run
left behind are counted as litter.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from lessonlint.api import course_of
from lessonlint.cli.main import cli
from lessonlint.converting import NotConverted, converted
from lessonlint.source import Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY

State = dict[str, bytes]
# Files are written at the end of a run, so half of the cuts are put there.
_EVENLY, _LATE = 0.5, 0.6


class Command(NamedTuple):
    """A command that writes, and what makes a course need it."""

    words: Callable[[Path], list[str]]
    spoil: Callable[[str], str]
    in_yaml: bool = False


def _ragged(text: str) -> str:
    return re.sub(r"^\| ", "|    ", text, flags=re.MULTILINE)


def _bare_pipe(text: str) -> str:
    """A pipe in a cell, where a table of prerequisites begins."""
    return re.sub(r"(\|[-| ]+\|\n\|)( [^|\n]+ )(\| (?:INTRODUCED|DEVELOPED) \|)", r"\1 P(a | b) \3", text, count=1)


def _lessons(tree: Path) -> list[str]:
    return [
        str(path.relative_to(tree))
        for path in sorted(tree.rglob("*.md"))
        if "## Prerequisites" in path.read_text("utf-8")
    ]


def _unrecorded(text: str) -> str:
    """A record without its last lesson."""
    slugs = re.findall(r"^### ([a-z0-9-]+)$", text, re.MULTILINE) if "## Per-Lesson Summaries" in text else []
    if not slugs:
        return text
    text = re.sub(rf"^### {slugs[-1]}$.*?(?=^## |\Z)", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(rf"^\|.* {slugs[-1]} \|.*\n", "", text, flags=re.MULTILINE)
    return text.replace(f"{len(slugs)} of {len(slugs)}", f"{len(slugs) - 1} of {len(slugs)}", 1)


def _missing(tree: Path) -> str:
    """The first lesson that has a plan and is in no record."""
    return next(each.slug for each in course_of([str(tree)]).lessons if each.plan and each.summary is None)


def _into_yaml(tree: Path) -> None:
    for path in sorted(tree.rglob("*.md")):
        try:
            made = converted(Source(str(path), path.read_text("utf-8")), DEFAULT_VOCABULARY)
        except NotConverted:
            continue
        Path(made.path).write_text(made.text, "utf-8")
        path.unlink()


COMMANDS = {
    "fmt": Command(lambda tree: ["fmt", "."], _ragged),
    "fix": Command(lambda tree: ["check", ".", "--fix", "--unsafe-fixes"], _bare_pipe),
    "convert": Command(lambda tree: ["convert", *_lessons(tree), "--remove"], lambda text: text),
    "record": Command(lambda tree: ["record", _missing(tree), ".", "--write"], _unrecorded),
    "record in YAML": Command(lambda tree: ["record", _missing(tree), ".", "--write"], _unrecorded, in_yaml=True),
    "review in YAML": Command(lambda tree: ["review", _missing(tree), ".", "--new"], _unrecorded, in_yaml=True),
}


def state(tree: Path) -> State:
    """The bytes of every document."""
    return {str(path.relative_to(tree)): path.read_bytes() for path in tree.rglob("*") if path.is_file()}


def run(tree: Path, words: list[str], seconds: float | None) -> float:
    """Run a command in a process of its own and kill it after some seconds; how long it took."""
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.chdir(tree)
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        try:
            cli.main(words, standalone_mode=False)
        finally:
            os._exit(0)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return time.monotonic() - started


def cuts(command: Command, course: Path, times: int, pick: random.Random) -> tuple[int, int, int, int]:
    """How many runs changed something, were cut in the middle of it, left a half-written file, or litter."""
    with tempfile.TemporaryDirectory() as folder:
        clean, tree = Path(folder) / "clean", Path(folder) / "tree"
        shutil.copytree(course, clean, ignore=shutil.ignore_patterns(".*"))
        for path in clean.rglob("*.md"):
            path.write_text(command.spoil(path.read_text("utf-8")), "utf-8")
        if command.in_yaml:
            _into_yaml(clean)
        words = command.words(clean)
        before = state(clean)
        shutil.copytree(clean, tree)
        whole = run(tree, words, None)
        after = state(tree)
        middle = half = litter = 0
        for _ in range(times):
            shutil.rmtree(tree)
            shutil.copytree(clean, tree)
            earliest = 0.0 if pick.random() < _EVENLY else _LATE * whole
            run(tree, words, pick.uniform(earliest, whole))
            found = state(tree)
            middle += found not in (before, after)
            for name, data in found.items():
                known = [each[name] for each in (before, after) if name in each]
                half += bool(known) and data not in known
                litter += not known
            half += sum(name not in found and name in after for name in before)
        return sum(before.get(name) != after.get(name) for name in before | after), middle, half, litter


def main() -> int:
    """Cut every command a number of times; exit code 1 when a file was left half-written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("times", type=int)
    parser.add_argument("course", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    for name in ("checking", "fmt", "convert", "mend", "record", "review"):
        import_module(f"lessonlint.cli.{name}")
    pick, halves = random.Random(given.seed), 0
    for name, command in COMMANDS.items():
        changed, middle, half, litter = cuts(command, given.course.resolve(), given.times, pick)
        halves += half
        print(
            f"{name:<14} changes {changed} files; killed {given.times} times, {middle} of them between writes: ", end=""
        )
        print(f"{half} files half-written, {litter} left behind", flush=True)
    return 1 if halves else 0


if __name__ == "__main__":
    sys.exit(main())
