"""LL106 gap-without-resolution."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.concepts.rows import denies_gaps, unresolved
from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.rule import Scope, rule
from lessonlint.wording import bare, quoted


@rule("LL106", "gap-without-resolution", Scope.PLAN, Severity.WARNING, since="0.1", rests=True)
def gap_without_resolution(doc: Doc, plan: LessonPlan) -> Iterator[Finding]:
    """A prerequisite is called a gap, but nothing says how the lesson closes it.

    ## Why it matters
    Finding a gap is the useful half of the work; students only notice the other half. A gap that is named and then
    left meets them in the middle of the lesson, and the teacher improvises.

    A resolution is a row of the gap table or a sentence of the gap section that names the concept. “No gaps” beside a
    row called a gap is none.

    ## When it does not apply
    Rows that say that the concept is taught in this lesson, and rows whose own depths are met (LL105 asks about
    those, unless they speak of time that has passed). A resolution in other words counts as long as there are as many
    of them as gaps left.

    ## Bad
    ~~~file lesson.md
    # Lesson: Shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Gluten network | DEVELOPED | INTRODUCED | first-dough | GAP | Shaping stretches it |

    ## Gap Resolution

    No gaps.
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Gluten network | DEVELOPED | INTRODUCED | first-dough | GAP | Shaping stretches it |

    ## Gap Resolution

    | Gap | Size | Resolution |
    |---|---|---|
    | Gluten network | Small | Ten minutes with two doughs, pulled between the hands |
    ~~~
    """
    denied = denies_gaps(plan)
    for row in unresolved(plan):
        called = f"{quoted(row.concept)} is called {bare(row.status)}"
        yield Finding(
            doc.at(row.status),
            f"{called}, but the gap resolution says that there are none."
            if denied
            else f"{called}, but nothing says how the lesson closes it.",
            "Add a row to the gap resolution: what students will do, where in the lesson, how long it takes.",
            field="status",
            concept=row.concept.value,
        )
