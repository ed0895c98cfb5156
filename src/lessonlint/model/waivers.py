"""Comments to us, most of them waivers: `<!-- lessonlint: allow consecutive-stretch until 2027-03-01: why -->`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from lessonlint.model.stretches import Nested, Stretch
from lessonlint.model.values import ReadTable, Waiver
from lessonlint.parse.document import Document, Part, extent
from lessonlint.parse.tables import Table
from lessonlint.source import Place, Source, Text, line_start

_OPENING = re.compile(r"<!--\s*+lessonlint:\s*+")
_CLOSING = "-->"
STAMP = re.compile(r"reviewed\s++(?P<date>\d{4}-\d{2}-\d{2})\s++sha256:(?P<digest>[0-9a-f]{16})")
_NEWLINE, _UNFIT = re.compile(r"\r\n|\n|\r"), re.compile(r"[\[\]\n]|-->")
_ALLOW = (
    r"(?s)allow(?P<file>-file)?\s+(?P<rule>[\w.-]+)(?:\[(?P<key>[^\]]*)\])?"
    r"(?:\s+until\s+(?P<until>\d{4}-\d{2}-\d{2}))?\s*(?::\s*(?P<reason>.*))?"
)


def read_waivers(document: Document, tables: tuple[ReadTable, ...]) -> tuple[Waiver, ...]:
    """The waivers of a document with the stretch each one covers: a row, or the block or section below."""
    text = document.source.text
    if "lessonlint:" not in text:
        return ()
    stretches = sorted(_stretches(document))
    rows = sorted((row.start, row.end) for read in tables for row in read.table.rows)
    found = []
    for comment, at in our_comments(document):
        if not is_stamp(words_in(comment, at)):
            start, end = _covered(comment.start, comment.end, rows, stretches, len(text))
            found.append(_waiver(comment, at, start, end))
    return tuple(found)


def our_comments(document: Document) -> Iterator[tuple[Text, int]]:
    """The comments addressed to us, each with where its words begin; those in code are examples."""
    starts = [start for start, _ in document.code]
    for comment, at in _comments(document.source.text):
        before = bisect_right(starts, comment.start) - 1
        if before < 0 or comment.start >= document.code[before][1]:
            yield comment, at


def words_in(comment: Text, at: int) -> str:
    """What a comment addressed to us says."""
    return comment.value[at - comment.start : -len(_CLOSING)].strip()


def is_stamp(words: str) -> bool:
    """Whether a comment's words are a review's stamp, which excuses nothing."""
    return STAMP.fullmatch(words) is not None


def waiver_line(source: Source, blocks: Nested, place: Place, rule: str, concept: str, reason: str) -> tuple[int, str]:
    """Where a waiver of a finding is to be put, and its line: above the smallest of the blocks around the finding.

    A finding in a table row is named by its concept, because a comment between rows would cut the table.
    """
    text = source.text
    block = blocks.innermost(place.start) or Stretch(place.start, place.start)
    head = concept.partition("(")[0].strip()
    key = f"[{head}]" if block.is_table and head and not _UNFIT.search(head) else ""
    line = line_start(text, block.start)
    words = " ".join(reason.replace("--", "-").split())
    return line, f"<!-- lessonlint: allow {rule}{key}: {words} -->{newline_of(text)}"


def blocks_of(root: Part) -> Nested:
    """The parts of a document and the blocks in them."""
    found = [Stretch(part.start, part.end) for part in root.walk() if part.rank]
    for part in root.walk():
        found += [Stretch(*extent(block), isinstance(block, Table)) for block in part.content]
    return Nested(found)


def newline_of(text: str) -> str:
    """How a file ends its lines."""
    found = _NEWLINE.search(text)
    return found[0] if found else "\n"


def _comments(text: str) -> Iterator[tuple[Text, int]]:
    """The comments addressed to us, each with where its words begin.

    An opening without an end is no comment; one between backticks on its line is an example.
    """
    at = counted = ticks = 0
    while (opening := _OPENING.search(text, at)) and (end := text.find(_CLOSING, opening.end())) >= 0:
        start, at = opening.start(), end + len(_CLOSING)
        line = max(text.rfind("\n", counted, start), text.rfind("\r", counted, start)) + 1
        ticks = text.count("`", line or counted, start) + (0 if line else ticks)
        counted = start
        if ticks % 2 == 0:
            yield Text(text[start:at], start, at), opening.end()


def _waiver(comment: Text, at: int, start: int, end: int) -> Waiver:
    words = words_in(comment, at)
    allow = re.fullmatch(_ALLOW, words)
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
    row = bisect_right(rows, (start, length)) - 1
    if row >= 0 and start < rows[row][1]:
        return rows[row]
    below = bisect_right(stretches, (end, -length - 1))
    if below == len(stretches):
        return end, end
    return stretches[below][0], -stretches[below][1]
