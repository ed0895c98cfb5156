"""Small edits that authors would make by hand: a row below a table, in the columns the table has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lessonlint.diagnostic import Edit
from lessonlint.model.documents import Doc
from lessonlint.model.read import as_markdown
from lessonlint.model.values import ReadTable
from lessonlint.model.waivers import newline_of
from lessonlint.model.yaml_edits import edits_in
from lessonlint.source import Place


def add_rows(doc: Doc, read: ReadTable, rows: Sequence[Mapping[str, str]]) -> Edit:
    """Rows below the last one of a table in Markdown, by the parts its columns play; what nobody fills stays empty."""
    newline, at = newline_of(doc.source.text), read.table.end
    while at > read.table.start and doc.source.text[at - 1] in " \t\r\n":
        at -= 1
    lines = (_line(read, row) for row in rows)
    return Edit(Place(doc.path, at, at), "".join(f"{newline}{line}" for line in lines))


def listing(doc: Doc, role: str, row: Mapping[str, str]) -> list[Edit]:
    """The row that a document gets in its first table of a role. Raises `NoPlace`."""
    written = as_markdown(doc)
    read = table_of(written, role)
    return edits_in(doc, [add_rows(written, read, [row])]) if read else []


def _line(read: ReadTable, row: Mapping[str, str]) -> str:
    names = {index: name for name, index in read.columns.items()}
    cells = [row.get(names.get(index, ""), "") for index in range(len(read.table.header))]
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|"


def table_of(doc: Doc | None, role: str) -> ReadTable | None:
    """The first table of a role in a document."""
    return next((read for read in doc.tables if read.role == role), None) if doc else None
