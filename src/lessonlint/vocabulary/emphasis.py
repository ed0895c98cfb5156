"""Which marks in a text are emphasis and which are words: `*all*` is, `w*x`, `x_{t-1}`, `~50` and `__init__` are not.

Markdown's flanking rules, with two differences that formulas and code in running text ask for: inside a word no mark
is emphasis, and a double underscore around one small-lettered name is part of that name.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_MARKS = "*_~`"
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
    if not any(mark in text for mark in _MARKS):
        return text
    runs, dropped = _runs(text)
    open_runs: dict[str, list[list[int]]] = {"*": [], "_": [], "~": []}
    for run in runs:
        start, stack = run.start, open_runs[text[run.start]]
        while run.closes and stack and start < run.end:
            first = stack[-1]
            paired = min(first[1] - first[0], run.end - start)
            dropped += [(first[1] - paired, first[1]), (start, start + paired)]
            first[1] -= paired
            start += paired
            if first[0] == first[1]:
                stack.pop()
        if run.opens and start < run.end:
            stack.append([start, run.end])
    return _without(text, dropped)


def _runs(text: str) -> tuple[list[_Run], list[tuple[int, int]]]:
    """The runs that may be emphasis, and the code marks."""
    found: list[_Run] = []
    names = {at for match in _DUNDER.finditer(text) if match[0].endswith("__") for at in range(*match.span())}
    spans = [match.span() for match in _RUN.finditer(text)]
    ticks = [span for span in spans if text[span[0]] == "`"]
    paired, before = len(ticks) // 2 * 2, 0
    for start, end in spans:
        mark = text[start]
        before += mark == "`"
        is_code = before % 2 == 1 and before < paired
        if mark == "`" or is_code or start in names or text[start:end] == "~":
            continue
        left, right = text[start - 1 : start], text[end : end + 1]
        opens = bool(right.strip()) and not left.isalnum()
        closes = bool(left.strip()) and not right.isalnum()
        found.append(_Run(start, end, opens, closes))
    return found, ticks


def _without(text: str, dropped: list[tuple[int, int]]) -> str:
    kept, last = [], 0
    for start, end in sorted(dropped):
        kept.append(text[last:start])
        last = end
    return "".join([*kept, text[last:]])
