"""LL503 index-summary-disagree."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.comparison import Statement, claim, disagreement, same_name
from lessonlint.concepts.names import read_name
from lessonlint.course.values import Lesson
from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.documents import Doc
from lessonlint.model.values import ConceptRow
from lessonlint.rule import Scope, rule
from lessonlint.wording import bare, quoted


@rule("LL503", "index-summary-disagree", Scope.LESSON, Severity.WARNING, since="0.1")
def index_summary_disagree(lesson: Lesson) -> Iterator[Finding]:
    """The concept index and the lesson's summary give different depths for one concept.

    ## Why it matters
    Both are read as what students know after the lesson: the index by whoever looks a concept up, the summary by
    whoever writes the next lesson. One of the two builds on a depth students never reached.

    ## When it does not apply
    Only concepts both name alike are compared; what stands in brackets behind a name may differ. Of “elevated from
    INTRODUCED to DEVELOPED” the last depth counts.

    ## Bad
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Gluten | INTRODUCED | kneading | Seen and felt |

    ## Per-Lesson Summaries

    ### kneading

    **Concepts taught:**
    - Gluten (DEVELOPED)
    ~~~

    ## Good
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Gluten | DEVELOPED | kneading | Seen, felt and explained |

    ## Per-Lesson Summaries

    ### kneading

    **Concepts taught:**
    - Gluten (DEVELOPED, elevated from INTRODUCED in first-dough)
    ~~~
    """
    if lesson.summary is None:
        return
    doc, summary = lesson.summary
    for said in summary.taught:
        rows = _alike(lesson, said)
        if any(_fits(row, said) for _, row in rows):
            continue
        statements = [_statement(where, row, "the concept index") for where, row in rows]
        if found := disagreement([*statements, _statement(doc, said, "the summary")]):
            yield Finding(
                doc.at(said.depth),
                f"{quoted(said.concept)} is {claim(said.depth)} here, but {found.against.words} in the concept index.",
                "Decide how deep students have it after this lesson, and write that in both places.",
                tuple(related for related in found.related if related.place != doc.at(said.depth)),
                field="summary",
                concept=bare(said.concept),
            )


def _alike(lesson: Lesson, said: ConceptRow) -> list[tuple[Doc, ConceptRow]]:
    """The lesson's index rows of a concept. Where several begin alike, what stands in brackets must not differ."""
    head = read_name(said.concept.value).head_key
    rows = [(doc, row) for doc, row in lesson.taught if head and read_name(row.concept.value).head_key == head]
    if len(rows) == 1:
        return rows
    return [(doc, row) for doc, row in rows if same_name(row.concept.value, said.concept.value)]


def _fits(row: ConceptRow, said: ConceptRow) -> bool:
    """Whether two depths can be meant alike; an event that keeps what was there fits anything."""
    return row.level.kind != "taught" or (row.level.low <= said.level.high and said.level.low <= row.level.high)


def _statement(doc: Doc, row: ConceptRow, where: str) -> Statement:
    return Statement(row.level.high, claim(row.depth), doc.at(row.depth), where)
