"""`fmt`: one way to write tables, dashes, vocabulary words and blank lines, and not one word changed.

Edits are made at places, from what was read; code, HTML, links, comments and front matter are not looked at. The
result is read again: an edit of one sort that would make the file say something else is left out with its sort.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from lessonlint.api import read_document
from lessonlint.diagnostic import Edit
from lessonlint.fixing import apply
from lessonlint.model.documents import Doc, LessonPlan, ModulePlan
from lessonlint.model.sameness import first_difference
from lessonlint.model.values import CLEAN, ReadTable
from lessonlint.model.waivers import newline_of
from lessonlint.parse.blocks import literal_spans
from lessonlint.parse.tables import Table, is_delimiter
from lessonlint.source import Place, Source, Text, line_end, line_start
from lessonlint.vocabulary import Vocabulary

DASH = "--"
_LINE_END = r"(?>\r\n|\n|\r)"
_LINE_ENDS = re.compile(_LINE_END)
_BLANK_LINES = re.compile(rf"{_LINE_END}(?:[ \t]*+{_LINE_END})++")
_LEADING = re.compile(rf"(?:[ \t]*+{_LINE_END})++")
_BLANK = " \t\r\n"
_HEADING = re.compile(r"^#{1,6}(?=[ \t])[^\r\n]*+", re.MULTILINE)
_SPACED = re.compile(r"(?<=[^\s|>])[ \t]++[—–][ \t]++(?=[^\s|])")
_TIGHT = re.compile(r"(?<=[\w.,;:!?)\]\"”’])—(?=[\w(\[\"“$])")
_DASH_CELL = re.compile(r"[—–]")
_QUOTE = re.compile(r"[ \t>]*")
_OPENING_PIPE = re.compile(r"\|[ \t]*\Z")
_GAP_AND_COMMENT = re.compile(r"[ \t]++<!--")
_MARKS = re.compile(r"[*_`]*")
_LONGEST_RULE = 3


class Formatted(NamedTuple):
    """A file as `fmt` would write it. `left` are the sorts of edits that would have changed what it says."""

    source: Source
    left: tuple[str, ...] = ()


def formatted(source: Source, vocabulary: Vocabulary) -> Formatted | None:
    """A document in the one way to write it; None when the text is no part of a curriculum."""
    doc = read_document(source, vocabulary)
    if doc is None:
        return None
    tried = _edited(doc, _SORTS)
    if tried == source or _says_the_same(doc, tried):
        return Formatted(tried)
    kept: dict[str, _Sort] = {}
    for name, sort in _SORTS.items():
        if _says_the_same(doc, _edited(doc, {**kept, name: sort})):
            kept[name] = sort
    return Formatted(_edited(doc, kept), tuple(name for name in _SORTS if name not in kept))


def _says_the_same(doc: Doc, tried: Source) -> bool:
    read = read_document(tried, doc.vocabulary)
    if read is None or first_difference(doc, read):
        return False
    odd, odd_before = (Counter((word.meant, word.text.value.casefold()) for word in of.odd_words) for of in (read, doc))
    return not odd - odd_before


def _edited(doc: Doc, sorts: dict[str, _Sort]) -> Source:
    """A document with the edits of some sorts. Sorts do not meet: what one edits, no other does."""
    literal = _Literal(doc.source.text)
    found = {edit.place.start: edit for sort in sorts.values() for edit in sort(doc, literal)}
    return apply(
        doc.source, [edit for edit in found.values() if doc.source.text[edit.place.start : edit.place.end] != edit.text]
    )


class _Literal:
    """What of a text is code, HTML, a link or front matter; found out when first asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans: list[tuple[int, int]] | None = None

    def __contains__(self, offset: int) -> bool:
        if self._spans is None:
            self._spans = literal_spans(self._text)
        before = bisect_right(self._spans, (offset, len(self._text) + 1)) - 1
        # A link may hold code, so the stretch that begins last need not be the one that ends last.
        return any(
            start < offset < end or start == offset < end for start, end in self._spans[max(0, before - 3) : before + 1]
        )


_Sort = Callable[[Doc, _Literal], Iterator[Edit]]


def _edit(doc: Doc, start: int, end: int, text: str) -> Edit:
    return Edit(Place(doc.path, start, end), text)


def _tables(doc: Doc, literal: _Literal) -> Iterator[Edit]:
    """One space on each side of a cell's words, three dashes under a header."""
    for read in doc.tables:
        yield from _table(doc, read.table)


def _table(doc: Doc, table: Table) -> Iterator[Edit]:
    text = doc.source.text
    start, end = _line_around(text, table.header[0].start)
    yield from _row(doc, table.header, start, end)
    yield from _rule(doc, *_line_around(text, _line_below(text, end)))
    for row in table.rows:
        if not 0 < row.found <= len(table.header):
            continue  # which pipes are words is a guess there, and a finding
        yield from _row(doc, row.cells[: row.found], row.start, line_end(text, row.end))


def _line_around(text: str, offset: int) -> tuple[int, int]:
    return line_start(text, offset), line_end(text, offset)


def _line_below(text: str, end: int) -> int:
    return end + (2 if text.startswith("\r\n", end) else 1)


def _row(doc: Doc, cells: Sequence[Text], start: int, end: int) -> Iterator[Edit]:
    """Only gaps that hold nothing but a pipe are touched: a waiver may stand in a row, too."""
    text = doc.source.text
    if opening := _OPENING_PIPE.search(text[start : cells[0].start]):
        yield _edit(doc, start + opening.start(), cells[0].start, f"|{_before(text, cells[0])}")
    for cell, following in pairwise(cells):
        if text[cell.end : following.start].strip(" \t") == "|":
            yield _edit(doc, cell.end, following.start, f"{_behind(cell)}|{_before(text, following)}")
    tail = text[cells[-1].end : end].rstrip(" \t")
    rest = tail.strip()
    if tail.lstrip(" \t").startswith(rest) and rest in ("", "|"):
        other = tail[len(tail.rstrip()) :].lstrip(" \t")  # white space that is not ours to tidy stays behind the row
        yield _edit(doc, cells[-1].end, end, (f"{_behind(cells[-1])}|" if rest else "") + other)


def _before(text: str, cell: Text) -> str:
    """The gap between a pipe and a cell; a cell of nothing but a comment begins, as an empty one does, at its pipe."""
    return "" if cell.start == cell.end and _GAP_AND_COMMENT.match(text, cell.start) else " "


def _behind(cell: Text) -> str:
    return " " if cell.start < cell.end else ""


def _rule(doc: Doc, start: int, end: int) -> Iterator[Edit]:
    line = doc.source.text[start:end]
    quoted = _QUOTE.match(line)
    start += quoted.end() if quoted else 0
    line = doc.source.text[start:end]
    if is_delimiter(line):
        cells = (cell.strip() for cell in line.split("|"))
        short = "|".join(re.sub("-+", lambda dashes: dashes[0][:_LONGEST_RULE], cell) for cell in cells)
        yield _edit(doc, start, end, short)


def _blank_lines(doc: Doc, literal: _Literal) -> Iterator[Edit]:
    """One blank line where there are several, and around headings; none at the start, one line end at the end."""
    text = doc.source.text
    leading = _LEADING.match(text)
    first, last = leading.end() if leading else 0, len(text.rstrip(_BLANK))
    newline = newline_of(text[first:] if _LINE_ENDS.search(text, first, last) else text)
    yield _edit(doc, 0, first, "")
    yield _edit(doc, last, len(text), newline if last else "")
    for blank in _BLANK_LINES.finditer(text, first, last):
        if blank.start() not in literal:
            yield _edit(doc, *blank.span(), _two(re.findall(_LINE_END, blank[0])))
    headings = [heading.span() for heading in _HEADING.finditer(text) if heading.start() not in literal]
    starts = {start for start, _ in headings}
    for start, end in headings:
        if start > first and not _is_blank_before(text, start):
            yield _edit(doc, start, start, text[_last_of_line(text, start) : start])
        if end < last and not _BLANK_LINES.match(text, end) and _line_below(text, end) not in starts:
            yield _edit(doc, end, end, text[end : _line_below(text, end)])


def _two(ends: Sequence[str]) -> str:
    """The first two of several line ends, unless they would be one where no blanks are left between them."""
    both = "".join(ends[:2])
    return ends[0] * 2 if both == "\r\n" else both


def _last_of_line(text: str, start: int) -> int:
    """Where the line end lies that is right before a line."""
    return start - (2 if text.startswith("\r\n", start - 2) else 1)


def _is_blank_before(text: str, start: int) -> bool:
    end = _last_of_line(text, start)
    return not text[line_start(text, end) : end].strip(" \t")


def _dashes(doc: Doc, literal: _Literal) -> Iterator[Edit]:
    """` -- ` between words, `--` in a cell of its own."""
    text = doc.source.text
    rows = [row for read in doc.tables for row in read.table.rows]
    # The parser drops surplus cells, so what is code in them is not known.
    broken = [(row.start, row.end) for row in rows if row.repair != CLEAN]
    for pattern in (_SPACED, _TIGHT):
        for dash in pattern.finditer(text):
            if dash.start() not in literal and not any(start <= dash.start() < end for start, end in broken):
                yield _edit(doc, *dash.span(), f" {DASH} ")
    for cell in (cell for row in rows if row.repair == CLEAN for cell in row.cells):
        if _DASH_CELL.fullmatch(cell.value):
            yield _edit(doc, cell.start, cell.end, DASH)


def _capitals(doc: Doc, literal: _Literal) -> Iterator[Edit]:
    """Depths, loads, statuses and severities as the vocabulary writes them."""
    words = doc.vocabulary
    loads = tuple(name for names in words.loads.words for name in names)
    for read in doc.tables:
        for names, text in _vocabulary_cells(read, words, loads):
            yield from _capital(doc, text, names)
    body = doc.body
    if isinstance(body, LessonPlan | ModulePlan):
        for claim in body.loads:
            yield from _capital(doc, claim.text, loads)
    if isinstance(body, LessonPlan):
        for review in body.reviews:
            for finding in review.findings:
                yield from _capital(doc, finding.label, words.severities.names)


def _vocabulary_cells(
    read: ReadTable, words: Vocabulary, loads: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Text]]:
    ladder = words.depths.ladder
    known = {"required": ladder, "actual": ladder, "depth": ladder}
    if read.role in ("loads", "sequence"):
        known["load"] = loads
    if read.role == "prerequisites":
        known["status"] = words.statuses.names
    for row in read.table.rows:
        if row.repair == CLEAN:
            yield from ((names, row.cells[read.columns[name]]) for name, names in known.items() if name in read.columns)


def _capital(doc: Doc, text: Text, names: Sequence[str]) -> Iterator[Edit]:
    marks = _MARKS.match(text.value)
    start = text.start + (marks.end() if marks else 0)
    for name in sorted(names, key=len, reverse=True):
        end = start + len(name)
        written = doc.source.text[start:end]
        if end <= text.end and written.casefold() == name.casefold():
            following = doc.source.text[end : end + 1]
            if written != name and not (following.isalnum() or following in ("-", "_", "'", "’")):
                yield _edit(doc, start, end, name)
            return


_SORTS: dict[str, _Sort] = {
    "tables": _tables,
    "dashes": _dashes,
    "capitals": _capitals,
    "blank lines": _blank_lines,
}
