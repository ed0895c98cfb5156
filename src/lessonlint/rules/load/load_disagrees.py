"""LL201 load-disagrees."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.comparison import disagreement, stated_loads
from lessonlint.course.values import Lesson
from lessonlint.diagnostic import Finding, Severity
from lessonlint.rule import Scope, rule


@rule("LL201", "load-disagrees", Scope.LESSON, Severity.ERROR, since="0.1")
def load_disagrees(lesson: Lesson) -> Iterator[Finding]:
    """The places that state a lesson's cognitive load do not agree.

    ## Why it matters
    The plan's sequence, its trajectory, the lesson's header, its load section and the record all say how demanding a
    lesson is. The trajectory of the module is planned from one of them and the lesson written from another; when they
    differ, students get a stretch where the plan promised rest.

    The load most places give is taken as meant; between equals the plan is believed.

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | first-dough | Flour and water | BUILD | Where everyone starts |
    ~~~
    ~~~file first-dough.md
    # Lesson: First Dough

    **Module:** 1.1 (Dough)
    **Slug:** first-dough
    **Cognitive load:** STRETCH
    ~~~

    ## Good
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | first-dough | Flour and water | BUILD | Where everyone starts |
    ~~~
    ~~~file first-dough.md
    # Lesson: First Dough

    **Module:** 1.1 (Dough)
    **Slug:** first-dough
    **Cognitive load:** BUILD
    ~~~
    """
    found = disagreement(stated_loads(lesson))
    if found:
        yield Finding(
            found.odd.place,
            f"Lesson {lesson.name} is {found.odd.words} here, but {found.against.words} in {found.against.where}.",
            f"Decide which it is and write it in all {len(lesson.loads)} places.",
            found.related,
            field="load",
        )
