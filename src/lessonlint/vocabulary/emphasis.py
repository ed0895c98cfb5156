"""Which marks in a text are emphasis and which are words: `*all*` is, `w*x`, `x_{t-1}`, `~50` and `__init__` are not.

Markdown's flanking rules, with two differences that formulas and code in running text ask for: inside a word no mark
is emphasis, and a double underscore around one small-lettered name is part of that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_RUN = re.compile(r"\*+|_+|~+|`+")
_DUNDER = re.compile(r"(?<!\w)__[a-z][a-z0-9_]*(?!\w)")

_Span = tuple[int, int]


def without_marks(text: str) -> str:
    """A text without its emphasis and code marks; inside code every other mark is a word."""
    if not ("*" in text or "_" in text or "`" in text or "~" in text):
        return text
    runs = [match.span() for match in _RUN.finditer(text)]
    dropped = [run for run in runs if text[run[0]] == "`"]
    open_runs: dict[str, list[list[int]]] = {"*": [], "_": [], "~": []}
    for start, end in _outside_code(text, runs, dropped) if dropped or "__" in text else runs:
        before, after, stack = text[start - 1 : start], text[end : end + 1], open_runs[text[start]]
        if text[start:end] == "~":
            continue
        closes = bool(before.strip()) and not after.isalnum()
        while closes and stack and start < end:
            first = stack[-1]
            paired = min(first[1] - first[0], end - start)
            dropped += [(first[1] - paired, first[1]), (start, start + paired)]
            first[1] -= paired
            start += paired
            if first[0] == first[1]:
                stack.pop()
        if start < end and after.strip() and not before.isalnum():
            stack.append([start, end])
    return _without(text, dropped)


def _outside_code(text: str, runs: list[_Span], ticks: list[_Span]) -> Iterator[_Span]:
    """The runs that stand neither between two code marks nor in a name with double underscores."""
    names = {at for match in _DUNDER.finditer(text) if match[0].endswith("__") for at in range(*match.span())}
    paired, before = len(ticks) // 2 * 2, 0
    for start, end in runs:
        is_tick = text[start] == "`"
        before += is_tick
        is_code = before % 2 == 1 and before < paired
        if not (is_tick or is_code or start in names):
            yield start, end


def _without(text: str, dropped: list[_Span]) -> str:
    kept, last = [], 0
    for start, end in sorted(dropped):
        kept.append(text[last:start])
        last = end
    return "".join([*kept, text[last:]])
