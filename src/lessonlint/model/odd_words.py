"""Words outside the vocabulary or in the wrong column, noticed while reading: what LL005 and LL006 report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lessonlint.model import values as v
from lessonlint.model.documents import Body, LessonPlan
from lessonlint.model.loads import HEADER_KEYS
from lessonlint.model.rows import UNKNOWN, cell, rows
from lessonlint.parse.tables import SHORT, TAIL
from lessonlint.source import Text
from lessonlint.vocabulary import Section, Vocabulary, near, plain
from lessonlint.vocabulary.tables import DEPTH_COLUMNS

COLUMN = "column header"
_SOURCES = ("source", "lesson", "module")
_LOAD_KEYS = tuple(key for key in HEADER_KEYS if "load" in key)


def odd_words(
    header: dict[str, Text],
    tables: Sequence[tuple[v.ReadTable, Section]],
    swapped: tuple[v.SwappedCells, ...],
    body: Body,
    loads: Iterable[Text],
    words: Vocabulary,
) -> Iterator[v.OddWord]:
    """Depth, load, status, severity and verdict words that the vocabulary does not have; what is to do counts, too."""
    misplaced = {cells.depth.start for cells in swapped}
    # The sections that say of their table what it is: in a module plan, misconceptions need no negative example.
    said = {"prerequisites", "misconceptions"} if isinstance(body, LessonPlan) else {"concept index"}
    said -= {read.role for read, _ in tables}
    for read, section in tables:
        yield from _header_words(read, section.role if section.role in said else read.role, words)
        yield from _table_words(read, misplaced, words)
    stated = [text for key in _LOAD_KEYS if (text := header.get(key))]
    yield from (_odd(text, "load", words.loads.names()) for text in stated if not words.loads.opening(text.value))
    yield from (_odd(text, "load", words.loads.names()) for text in loads)
    if isinstance(body, LessonPlan):
        for target in body.targets:
            if target.level.kind == "unknown" and not _in_table(target, (read for read, _ in tables)):
                yield from _depth_word(target.depth, words)
        for review in body.reviews:
            yield from _review_words(review, words)


def _review_words(review: v.Review, words: Vocabulary) -> Iterator[v.OddWord]:
    if review.verdict_text and not review.verdict:
        yield _odd(review.verdict_text, "verdict", words.verdicts.names)
    for finding in review.findings:
        if not words.severities.read(finding.label.value):
            yield _odd(finding.label, "severity", words.severities.names)


def swapped_cells(tables: tuple[v.ReadTable, ...], words: Vocabulary) -> Iterator[v.SwappedCells]:
    """Rows with a depth where the source belongs and no depth where one does."""
    for read in tables:
        depth_name = next((name for name in ("actual", "depth") if name in read.columns), None)
        if depth_name is None:
            continue
        for row in rows(read):
            depth = cell(row, read.columns, depth_name)
            if row.repair == TAIL or words.depths.read(depth.value).kind not in ("unknown", "outside"):
                continue
            sources = (cell(row, read.columns, name) for name in _SOURCES if name in read.columns)
            for source in sources:
                if words.depths.is_step(source.value):
                    yield v.SwappedCells(cell(row, read.columns, "concept"), depth, source)


def _header_words(read: v.ReadTable, role: str, words: Vocabulary) -> Iterator[v.OddWord]:
    """Column headers that are misspelt, or unknown: what stands below them is not read, or read as something else.

    `role` is what the table is, or ought to be.
    """
    if read.bin == "ignored":
        return
    titles = tuple(text.value for text in read.table.header)
    slips = [(at, meant) for at in range(len(titles)) if (meant := words.tables.meant(titles, at))]
    for at, meant in slips or words.tables.strange(titles, role):
        yield v.OddWord(read.table.header[at], COLUMN, meant.capitalize(), ())


def _table_words(read: v.ReadTable, swapped: set[int], words: Vocabulary) -> Iterator[v.OddWord]:
    with_depths = [name for name in (*DEPTH_COLUMNS, "actual") if name in read.columns]
    if not with_depths and read.role not in ("prerequisites", "loads", "sequence"):
        return
    for row in rows(read):
        if row.repair in (TAIL, SHORT) or (swapped and any(cell.start in swapped for cell in row.cells)):
            continue  # its cells stand in the wrong columns, and LL003 or LL005 says so
        for name in with_depths:
            if text := cell(row, read.columns, name):
                yield from _depth_word(text, words)
        if read.role == "prerequisites" and _standing(status := cell(row, read.columns, "status"), words) == UNKNOWN:
            yield _odd(status, "status", words.statuses.names)
        if read.role in ("loads", "sequence"):
            text = cell(row, read.columns, "load")
            if text and not words.loads.opening(text.value):
                yield _odd(text, "load", words.loads.names())


def _standing(status: Text, words: Vocabulary) -> str:
    return words.statuses.standing(status.value)


def _in_table(target: v.ConceptRow, tables: Iterable[v.ReadTable]) -> bool:
    """Depths in tables are looked at with their table."""
    return any(read.table.start <= target.row.start < read.table.end for read in tables)


def _depth_word(text: Text, words: Vocabulary) -> Iterator[v.OddWord]:
    if text.value in words.depths.ladder:
        return
    first = plain(text.value).split(" ", 1)[0].rstrip(",;:")
    if words.depths.read(text.value).kind == "unknown":
        yield _odd(text, "depth", words.depths.ladder)
    elif (name := words.depths.named(first)) and first != name:
        at = text.value.find(first)
        span = Text(first, text.start + at, text.start + at + len(first)) if at >= 0 else text
        yield v.OddWord(span, "depth", name, words.depths.ladder)


def _odd(text: Text, meant: str, known: tuple[str, ...]) -> v.OddWord:
    first = plain(text.value).split(" ", 1)[0].strip("()[],.;:")
    return v.OddWord(text, meant, near(plain(text.value), known) or near(first, known), known)
