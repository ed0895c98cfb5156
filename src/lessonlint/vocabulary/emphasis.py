"""Which marks in a text are emphasis and which are words: `*all*` is, `w*x`, `x_{t-1}`, `~50` and `__init__` are not.

Markdown's flanking rules, with two differences that formulas and code in running text ask for: inside a word no mark
is emphasis, and a double underscore around one small-lettered name is part of that name.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_MARKS = frozenset("*_~`")
_RUN = re.compile(r"\*+|_+|~+|`+")
_DUNDER = re.compile(r"(?<!\w)__[a-z][a-z0-9_]*(?!\w)")


class _Run(NamedTuple):
    """A run of one mark, whether it may open or close emphasis, and how many of it are still unpaired."""

    start: int
    end: int
    opens: bool
    closes: bool


def without_marks(text: str) -> str:
    """A text without its emphasis and code marks; inside code every other mark is a word."""
    if _MARKS.isdisjoint(text):
        return text
    runs, dropped = _runs(text)
    open_runs: dict[str, list[list[int]]] = {"*": [], "_": [], "~": []}
    for run in runs:
        start, stack = run.start, open_runs[text[run.start]]
        while run.closes and stack and start < run.end:
            first = stack[-1]
            paired = min(first[1] - first[0], run.end - start)
            dropped += [*range(first[1] - paired, first[1]), *range(start, start + paired)]
            first[1] -= paired
            start += paired
            if first[0] == first[1]:
                stack.pop()
        if run.opens and start < run.end:
            stack.append([start, run.end])
    return _without(text, dropped)


def _runs(text: str) -> tuple[list[_Run], list[int]]:
    """The runs that may be emphasis, and the places of code marks."""
    found: list[_Run] = []
    names = {at for match in _DUNDER.finditer(text) if match[0].endswith("__") for at in range(*match.span())}
    ticks = [match.span() for match in _RUN.finditer(text) if text[match.start()] == "`"]
    code = list(zip(ticks[::2], ticks[1::2], strict=False))
    inside = {at for opening, closing in code for at in range(opening[1], closing[0])}
    for match in _RUN.finditer(text):
        start, end = match.span()
        if text[start] == "`" or start in inside or start in names or match[0] == "~":
            continue
        before, after = text[start - 1 : start], text[end : end + 1]
        opens = bool(after.strip()) and not before.isalnum()
        closes = bool(before.strip()) and not after.isalnum()
        found.append(_Run(start, end, opens, closes))
    return found, [at for span in ticks for at in range(*span)]


def _without(text: str, dropped: list[int]) -> str:
    gone = set(dropped)
    return "".join(char for at, char in enumerate(text) if at not in gone)
