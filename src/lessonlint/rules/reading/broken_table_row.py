"""LL003 broken-table-row."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Edit, Finding, Fix, Severity
from lessonlint.model.documents import Doc
from lessonlint.model.values import ANCHORED, BALANCED, CLEAN, SHORT, ReadTable, Row, splitting_pipes
from lessonlint.rule import Scope, rule
from lessonlint.wording import counted


@rule("LL003", "broken-table-row", Scope.DOCUMENT, Severity.ERROR, since="0.1")
def broken_table_row(doc: Doc) -> Iterator[Finding]:
    """A table row has more or fewer cells than its header.

    ## Why it matters
    A pipe inside maths or code (`P(A | B)`) splits a cell in two. Markdown then drops the last cell without a word,
    and readers see the depth where the source should be. lessonlint puts the row together again where it can tell
    how, and goes on with the right values; the page your team reads stays broken until the pipe is escaped.

    ## When it does not apply
    Write `\\|` for a pipe that is part of the text.

    ## Bad
    ~~~file lesson.md
    # Lesson: Chances of a good rise

    ## Phase 1: Student State

    | Concept | Depth | Source |
    |---|---|---|
    | Chance of rain P(rain | clouds) | INTRODUCED | weather |
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Chances of a good rise

    ## Phase 1: Student State

    | Concept | Depth | Source |
    |---|---|---|
    | Chance of rain P(rain \\| clouds) | INTRODUCED | weather |
    ~~~
    """
    for read in doc.tables:
        for row in read.table.rows:
            if row.repair != CLEAN:
                yield _finding(doc, read, row)


def _finding(doc: Doc, read: ReadTable, row: Row) -> Finding:
    width = len(read.table.header)
    message = f"This row has {counted(row.found, 'cell')}, its header has {width}."
    if row.repair == SHORT:
        help_text = "Add the missing cells; an empty cell is written `| |`."
    elif row.repair in (ANCHORED, BALANCED):
        help_text = "A pipe inside this cell splits it. Write `\\|` there; the row was read as you meant it."
    else:
        help_text = "Remove the surplus cell, or write `\\|` for a pipe that is part of the text."
    return Finding(doc.at(row.mended[0]), message, help_text, concept=row.cells[0].value, fix=_escaped(doc, row))


def _escaped(doc: Doc, row: Row) -> Fix | None:
    """Every pipe that splits a cell, escaped; only where the row says by itself which cells belong together."""
    if row.repair not in (ANCHORED, BALANCED):
        return None
    pipes = [pipe for cell in row.mended for pipe in splitting_pipes(doc.source.text, cell)]
    return Fix(tuple(Edit(doc.at(pipe), "\\|") for pipe in pipes))
