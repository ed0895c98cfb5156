"""LL003 broken-table-row."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Edit, Finding, Fix, Related, Severity
from lessonlint.model.documents import Doc
from lessonlint.model.values import ANCHORED, BALANCED, CLEAN, SHORT, ReadTable, Row, splitting_pipes
from lessonlint.rule import Scope, rule
from lessonlint.source import Text
from lessonlint.wording import counted, quoted
from lessonlint.yaml_text import is_yaml


@rule("LL003", "broken-table-row", Scope.DOCUMENT, Severity.ERROR, since="0.1")
def broken_table_row(doc: Doc) -> Iterator[Finding]:
    """A table row has more or fewer cells than its header.

    ## Why it matters
    A pipe inside maths or code (`P(A | B)`) splits a cell in two. Markdown then drops the last cell without a word,
    and readers see the depth where the source should be. lessonlint puts the row together again where it can tell
    how, and goes on with the right values; the page your team reads stays broken until the pipe is escaped. Write `\\|`
    for a pipe that is part of the text; `--fix` does, wherever it is certain which one that is.

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
    """At the pipe that splits a cell, at the words the header has no column for, or where a cell is missing."""
    width = len(read.table.header)
    message = f"This row has {counted(row.found, 'cell')}, its header has {width}."
    # In YAML nothing splits a cell: there are just too many of them.
    mended = () if is_yaml(doc.path) else row.mended
    pipes = [pipe for cell in mended for pipe in splitting_pipes(doc.raw(cell), cell.start)]
    place, fix = row.mended[0], None
    if row.repair == SHORT:
        help_text = "Add the missing cells; an empty cell is written `| |`."
    elif pipes and row.repair in (ANCHORED, BALANCED):
        place, fix = pipes[0], Fix(tuple(Edit(doc.at(pipe), "\\|") for pipe in pipes))
        help_text = f"{_splitting(row, len(pipes))}; the row was read as you meant it."
    else:
        help_text = (
            f"The header ends with {quoted(read.table.header[-1])} and has no column for the words marked here: add "
            "one, or take them out."
        )
        if pipes:
            place = Text("", pipes[0].start, place.end)
            help_text += " If a pipe of this row is part of the text, write `\\|` there."
    more = tuple(Related(doc.at(pipe), "this one splits a cell too") for pipe in pipes[1:] if fix)
    return Finding(doc.at(place), message, help_text, more, concept=_named(row), fix=fix)


def _named(row: Row) -> str:
    """What a waiver calls the row by: its first cell that is more than a number."""
    return next((cell.value for cell in row.cells if any(map(str.isalpha, cell.value))), row.cells[0].value)


def _splitting(row: Row, pipes: int) -> str:
    """What the pipes do, and what to write for them."""
    if pipes == 1:
        return "This pipe splits its cell. Write `\\|` for it"
    cells = "its cell" if len(row.mended) == 1 else f"{len(row.mended)} cells"
    return f"{pipes} pipes split {cells}. Write `\\|` for each"
