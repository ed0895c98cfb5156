"""Tables with a role become rows of the model."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonlint.model import values as v
from lessonlint.model.values import ReadTable
from lessonlint.parse.tables import SHORT, TAIL, Row
from lessonlint.source import Text
from lessonlint.vocabulary import Vocabulary, folded, is_blank
from lessonlint.vocabulary.words import GAP as GAP
from lessonlint.vocabulary.words import NO_STATUS as NO_STATUS
from lessonlint.vocabulary.words import OK as OK
from lessonlint.vocabulary.words import UNKNOWN as UNKNOWN
from lessonlint.vocabulary.words import DepthWords

_LINK = re.compile(r"\[([^\[\]]++)\]\([^()\s]*+\)")


def cell(row: Row, columns: dict[str, int], name: str) -> Text:
    """One cell of a row by the part its column plays; empty, at the row's end, when there is no such column.

    Of a lesson that is one link its words.
    """
    index = columns.get(name)
    if index is None:
        return Text("", row.end, row.end)
    found = row.cells[index]
    linked = _LINK.fullmatch(found.value) if name == "lesson" else None
    return found.group(linked, 1) if linked else found


def rows(read: ReadTable) -> Iterator[Row]:
    """The rows of a table that hold something."""
    return (row for row in read.table.rows if any(row.cells))


def _extent(row: Row) -> Text:
    return Text("", row.start, row.end)


def prerequisites(read: ReadTable, words: Vocabulary) -> Iterator[v.Prerequisite]:
    """The rows of a prerequisites table."""
    depths, phrase = words.depths, words.phrase
    for row in rows(read):
        required, actual, status = (cell(row, read.columns, name) for name in ("required", "actual", "status"))
        source, reasoning = (cell(row, read.columns, name) for name in ("source", "reasoning"))
        yield v.Prerequisite(
            concept=cell(row, read.columns, "concept"),
            required=required,
            actual=actual,
            source=source,
            status=status,
            reasoning=reasoning,
            required_depth=depths.read(required.value),
            actual_depth=depths.read(actual.value),
            standing=words.statuses.standing(status.value) if row.repair not in (TAIL, SHORT) else UNKNOWN,
            row=_extent(row),
            said=v.RowWords(*(phrase(text.value) for text in (source, status, actual, reasoning))),
        )


def concepts(read: ReadTable, depths: DepthWords) -> Iterator[v.ConceptRow]:
    """The rows of any table of concepts with depths."""
    where = next((name for name in ("lesson", "source", "module") if name in read.columns), "lesson")
    notes = next((name for name in ("notes", "teaching") if name in read.columns), "notes")
    for row in rows(read):
        depth = cell(row, read.columns, "depth")
        yield v.ConceptRow(
            concept=cell(row, read.columns, "concept"),
            depth=depth,
            lesson=cell(row, read.columns, where),
            notes=cell(row, read.columns, notes),
            level=depths.read(depth.value),
            row=_extent(row),
        )


def misconceptions(read: ReadTable, words: Vocabulary) -> Iterator[v.Misconception]:
    """The rows of a lesson's misconceptions table. Of a row with surplus cells only the first can be trusted."""
    for row in rows(read):
        belief, *others = _cells(row, read, "belief", "reason", "negative", "place")
        missing = Text("", row.end, row.end)
        reason, negative, place = others if row.repair != TAIL else [missing] * len(others)
        yield v.Misconception(belief, reason, _unless_blank(negative, words), place, _extent(row))


def examples(read: ReadTable, words: Vocabulary) -> Iterator[v.Example]:
    """The rows of an examples table."""
    for row in rows(read):
        example, kind, purpose, reason = _cells(row, read, "example", "type", "purpose", "reason")
        yield v.Example(example, said(kind, words), purpose, reason, _extent(row))


def modalities(read: ReadTable) -> Iterator[v.Modality]:
    """The rows of a modalities table."""
    for row in rows(read):
        yield v.Modality._make((*_cells(row, read, "modality", "what", "reason"), _extent(row)))


def gaps(read: ReadTable, words: Vocabulary) -> Iterator[v.Gap]:
    """The rows of a gap resolution table."""
    for row in rows(read):
        gap, size, resolution = (said(text, words) for text in _cells(row, read, "gap", "size", "resolution"))
        yield v.Gap(gap, size, resolution, _extent(row))


def said(text: Text, words: Vocabulary) -> Text:
    """A text that is only ever compared, in our words."""
    return text._replace(value=words.phrase(text.value))


def _unless_blank(text: Text, words: Vocabulary) -> Text:
    """A cell without the words by which a team says nothing; ours are known everywhere."""
    said = words.phrase(text.value)
    return text if said == text.value or not is_blank(said) else Text("", text.start, text.end)


def connections(read: ReadTable) -> Iterator[v.Connection]:
    """The rows of a connections table."""
    heading = read.table.header[read.columns["concept"]] if "concept" in read.columns else None
    is_new = heading is not None and folded(heading.value).startswith("new ")
    for row in rows(read):
        yield v.Connection._make((*_cells(row, read, "concept", "connection", "how", "source"), _extent(row), is_new))


def analogies(read: ReadTable) -> Iterator[v.Analogy]:
    """The rows of a table of mental models and analogies."""
    for row in rows(read):
        yield v.Analogy._make((*_cells(row, read, "model", "established", "used"), _extent(row)))


def topics(read: ReadTable) -> Iterator[v.Topics]:
    """The rows of a topic allocation."""
    for row in rows(read):
        yield v.Topics._make((*_cells(row, read, "lesson", "topics"), _extent(row)))


def sequence(read: ReadTable) -> Iterator[v.SequenceRow]:
    """The rows of a table of lessons."""
    names = ("number", "lesson", "title", "concept", "load", "notebook", "status")
    for row in rows(read):
        yield v.SequenceRow._make((*_cells(row, read, *names), _extent(row)))


def modules(read: ReadTable) -> Iterator[v.ModuleRow]:
    """The rows of a table of modules, or of series."""
    number = "module" if read.role == "modules" else "series"
    for row in rows(read):
        yield v.ModuleRow._make((*_cells(row, read, number, "title", "lessons", "status"), _extent(row)))


def _cells(row: Row, read: ReadTable, *names: str) -> list[Text]:
    return [cell(row, read.columns, name) for name in names]
