"""LL004 split-table."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Edit, Finding, Fix, Related, Severity
from lessonlint.model.documents import Doc
from lessonlint.model.values import without_blank_lines
from lessonlint.rule import Scope, rule
from lessonlint.source import Place


@rule("LL004", "split-table", Scope.DOCUMENT, Severity.ERROR, since="0.1")
def split_table(doc: Doc) -> Iterator[Finding]:
    """A blank line or a comment cuts a table, or its delimiter line is missing; what stands there is no table.

    ## Why it matters
    In Markdown a table ends at the first blank line. The rows below turn into a paragraph of pipes, and whatever
    they taught is lost to every tool and most readers. lessonlint reads them as rows of the table above.

    ## When it does not apply
    Two tables that follow each other each need a header of their own; then neither is reported.

    ## Bad
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson |
    |---|---|---|
    | Gluten | INTRODUCED | first-dough |

    | Hydration | INTRODUCED | first-dough |
    ~~~

    ## Good
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson |
    |---|---|---|
    | Gluten | INTRODUCED | first-dough |
    | Hydration | INTRODUCED | first-dough |
    ~~~
    """
    for rows in doc.orphan_rows:
        yield Finding(
            doc.at(rows),
            "These rows are no table: the `|---|---|` line below their header is missing.",
            "Put the delimiter line right below the header, without a blank line between.",
            concept=rows.value.strip("| ").split("|")[0].strip(),
        )
    for read in doc.tables:
        for cut, gap in zip(read.table.cuts, read.table.gaps, strict=True):
            joined = without_blank_lines(gap)
            header = read.table.header[0]
            yield Finding(
                doc.at(cut),
                "A blank line or comment above this row cuts the table: this row and those below it are no table.",
                "Remove the blank line; put comments above the table or inside the row's last cell.",
                (Related(Place(doc.path, read.table.start, header.end), "the table starts here"),),
                concept=cut.value.strip("| ").split("|")[0].strip(),
                fix=None if joined is None else Fix((Edit(doc.at(gap), joined),)),
            )
