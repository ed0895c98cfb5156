"""Waiver comments: `<!-- lessonlint: allow consecutive-stretch until 2027-03-01: why -->`."""

from __future__ import annotations

import re
from bisect import bisect_right

from lessonlint.model.values import ReadTable, Waiver
from lessonlint.parse.document import Document, extent
from lessonlint.source import Text

_COMMENT = re.compile(r"<!--\s*lessonlint:\s*(.*?)-->", re.DOTALL)
_ALLOW = re.compile(
    r"allow(?P<file>-file)?\s+(?P<rule>[\w.-]+)(?:\[(?P<key>[^\]]*)\])?"
    r"(?:\s+until\s+(?P<until>\d{4}-\d{2}-\d{2}))?\s*(?::\s*(?P<reason>.*))?",
    re.DOTALL,
)


def read_waivers(document: Document, tables: tuple[ReadTable, ...]) -> tuple[Waiver, ...]:
    """The waivers of a document with the stretch each one covers: a row, or the block or section below."""
    text = document.source.text
    if "lessonlint:" not in text:
        return ()
    stretches = sorted(_stretches(document))
    rows = [(row.start, row.end) for read in tables for row in read.table.rows]
    found = []
    for match in _COMMENT.finditer(text):
        if any(start <= match.start() < end for start, end in document.code):
            continue
        start, end = _covered(match.start(), match.end(), rows, stretches, len(text))
        found.append(_waiver(match, start, end))
    return tuple(found)


def _waiver(match: re.Match[str], start: int, end: int) -> Waiver:
    words = match[1].strip()
    at = match.start(1)
    comment = Text(match[0], match.start(), match.end())
    allow = _ALLOW.fullmatch(words)
    if allow is None:
        return Waiver(Text("", at, at + len(words)), "", "", "", False, comment, start, end)
    rule = Text(allow["rule"], at + allow.start("rule"), at + allow.end("rule"))
    key, reason, until = (allow[name] or "" for name in ("key", "reason", "until"))
    return Waiver(rule, key.strip(), reason.strip(), until, allow["file"] is not None, comment, start, end)


def _stretches(document: Document) -> list[tuple[int, int]]:
    """Every part and block as (start, -end), so that of those with one start the widest sorts first."""
    found = []
    for part in document.root.walk():
        if part.rank:
            found.append((part.start, -part.end))
        found += [(start, -end) for start, end in map(extent, part.content)]
    return found


def _covered(
    start: int, end: int, rows: list[tuple[int, int]], stretches: list[tuple[int, int]], length: int
) -> tuple[int, int]:
    """The row around the comment, else the widest block that starts next below it."""
    for row_start, row_end in rows:
        if row_start <= start < row_end:
            return row_start, row_end
    below = bisect_right(stretches, (end, -length - 1))
    if below == len(stretches):
        return end, end
    return stretches[below][0], -stretches[below][1]
