"""LL514 missing-lesson-plan."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.course.values import Module
from lessonlint.diagnostic import Finding, Severity
from lessonlint.rule import Scope, rule


@rule("LL514", "missing-lesson-plan", Scope.MODULE, Severity.WARNING, since="0.1")
def missing_lesson_plan(module: Module) -> Iterator[Finding]:
    """The module plan lists a lesson whose own plan is not there, although the module is said to be whole.

    ## Why it matters
    A file that was deleted, renamed or left out of a commit takes with it what its lesson needs, and nobody notices:
    what is not there has no mistakes.

    ## When it does not apply
    Where `complete` in lessonlint.yaml does not name the module, its series or the course: then what is absent is
    unknown. Nor in a module without any lesson plan: its lessons are kept elsewhere.

    ## Bad
    ~~~config
    complete: ["1.1"]
    ~~~
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | kneading | Working dough | BUILD | Where everyone starts |
    | resting | Letting dough relax | BUILD | Needs worked dough |
    ~~~
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    **Slug:** kneading
    ~~~

    ## Good
    ~~~config
    complete: ["1.1"]
    ~~~
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | kneading | Working dough | BUILD | Where everyone starts |
    ~~~
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    **Slug:** kneading
    ~~~
    """
    if not module.closed or module.disputed or not any(lesson.doc for lesson in module.lessons):
        return
    for lesson in module.lessons:
        if lesson.planned and lesson.doc is None:
            plan, row = lesson.planned
            yield Finding(
                plan.at(row.lesson),
                f"There is no lesson plan of {lesson.name}, although module {module.name} is said to be complete.",
                "Bring its file back, take the row out, or correct `complete` in lessonlint.yaml.",
                field="lesson",
                concept=lesson.slug,
            )
