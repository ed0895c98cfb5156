"""Marks that were left open: merge conflicts nobody has decided, comments and code blocks that are not closed.

Markdown has an answer for each, and it is never what the author meant: markers become paragraphs or rows of a table,
and what stands below an open comment or fence is no longer heading or table.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lessonlint.source import Text, in_lines, line_end

CONFLICT = "a merge conflict is left here"
COMMENT = "a comment begins here and is not closed"
CODE = "a code block begins here and is not closed"

_MARKER = r"(?m)^(?:<{7}|>{7}|\|{7}|={7}(?=[ \t\r]*$))(?![^ \r\n])"
_COMMENT = re.compile(r"^ {0,3}<!--", re.MULTILINE)
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})[ \t]*(\w*)")
_STRUCTURE = re.compile(r"^ {0,3}(?:#{2,6}[ \t]+\S|\|?[ \t]*:?-{3,}:?[ \t]*\|)", re.MULTILINE)
_MARKDOWN = ("markdown", "md")  # code that may hold headings and tables

Span = tuple[int, int]


class Conflict(NamedTuple):
    """Both sides of a merge conflict. `left_out` are the lines of markers and of all sides but the first."""

    whole: Text
    left_out: tuple[Span, Span]


def conflicts(text: str, code: Sequence[Span] = ()) -> tuple[Conflict, ...]:
    """The conflicts that `git merge` has left in a text, in order; those shown in `code` are only talked about."""
    if "<<<<<<<" not in text:
        return ()
    found, opened, second, lines = [], -1, -1, in_lines(text)
    for marker in re.finditer(_MARKER, lines):
        sign, at = marker[0][0], marker.start()
        if sign == "<":
            opened, second = (at, -1) if not _inside(at, code) else (-1, -1)
        elif sign in "|=" and opened >= 0 and second < 0:
            second = at
        elif sign == ">" and second >= 0:
            end = line_end(text, at)
            sides = (opened, _next_line(lines, opened)), (second, _next_line(lines, at))
            found.append(Conflict(Text(text[opened:end], opened, end), sides))
            opened = second = -1
    return tuple(found)


def unclosed(text: str, code: Sequence[Span]) -> Iterator[tuple[Text, str]]:
    """Comments and code blocks that run on over what was not meant to be in them: their first line, and what it is."""
    lines = in_lines(text)
    if "<!--" in text and (at := _open_comment(lines, code)) >= 0:
        yield _line(text, at), COMMENT
    if (at := _open_code(lines, code)) >= 0:
        yield _line(text, at), CODE


def _open_comment(text: str, code: Sequence[Span]) -> int:
    """Where a comment begins that nothing closes, or only the end of the next one, below headings or tables."""
    at = 0
    while opening := _COMMENT.search(text, at):
        at = opening.end()
        if _inside(opening.start(), code):
            continue
        end = text.find("-->", at)
        following = _COMMENT.search(text, at, max(end, at))
        if end < 0 or (following and _STRUCTURE.search(text, at, following.start())):
            return opening.start()
        at = end
    return -1


def _open_code(text: str, code: Sequence[Span]) -> int:
    """Where a code block begins that holds headings or tables, when fences do not come in pairs from there on."""
    first = -1
    for start, end in code:
        fence = _FENCE.match(text, start, end)
        if fence is None:
            continue  # indented code has no end to forget
        below = _next_line(text, start)
        if first < 0 and fence[2].lower() not in _MARKDOWN and _STRUCTURE.search(text, below, end):
            first = start
        mark = fence[1]
        last = text[max(text.rfind("\n", start, end), below - 1) + 1 : end].strip(" \t\r>")
        if first >= 0 and not (last.startswith(mark) and not last.strip(mark[0])):
            return first
        if first == start and re.search(rf"^ {{0,3}}{mark}{mark[0]}*[ \t]*\w", text[below:end], re.MULTILINE):
            return first
    return -1


def _inside(at: int, spans: Sequence[Span]) -> bool:
    before = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return before >= 0 and at < spans[before][1]


def _next_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _line(text: str, at: int) -> Text:
    line = text[at : line_end(text, at)]
    start = at + len(line) - len(line.lstrip())
    return Text(line.strip(), start, at + len(line.rstrip()))
