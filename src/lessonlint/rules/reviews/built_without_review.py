"""LL409 built-without-review."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.course.values import Course, Lesson
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.rule import Scope, rule


@rule("LL409", "built-without-review", Scope.COURSE, Severity.WARNING, since="0.1")
def built_without_review(course: Course) -> Iterator[Finding]:
    """A lesson is recorded as built, and nobody has reviewed it.

    ## Why it matters
    The author of a lesson knows what was meant and cannot see where students will stumble. Once it is recorded,
    later lessons build on it.

    ## When it does not apply
    Only where reviews are the custom: some lesson of the course has one. A lesson whose file is not part of the input
    may well have been reviewed, and so may one whose record says that it was.

    ## Bad
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Per-Lesson Summaries

    ### kneading

    **Status:** Built

    ### resting

    **Status:** Built
    ~~~
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    **Slug:** kneading

    ## Review -- 2026-03-02

    ### Verdict: PASS
    ~~~
    ~~~file resting.md
    # Lesson: Resting

    **Module:** 1.1 (Dough)
    **Slug:** resting
    ~~~

    ## Good
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Per-Lesson Summaries

    ### kneading

    **Status:** Built

    ### resting

    **Status:** Planned
    ~~~
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    **Slug:** kneading

    ## Review -- 2026-03-02

    ### Verdict: PASS
    ~~~
    ~~~file resting.md
    # Lesson: Resting

    **Module:** 1.1 (Dough)
    **Slug:** resting
    ~~~
    """
    if not any(lesson.plan and lesson.plan.outcome.last for lesson in (*course.lessons, *course.loose)):
        return
    for lesson in course.lessons:
        recorded = _recorded(lesson)
        if recorded and lesson.doc and lesson.plan and not lesson.plan.outcome.last and not lesson.disputed:
            if lesson.doc.syntax_errors:
                continue  # LL009 says what could not be read; the review may stand there
            yield Finding(
                lesson.doc.at(lesson.doc.identity.text),
                f"{lesson.name} is recorded as built, but has never been reviewed.",
                "Review it and add the review below the plan.",
                (recorded,),
                field="review",
            )


def _recorded(lesson: Lesson) -> Related | None:
    """Where the record says that the lesson was built, unless it says that it was reviewed."""
    if lesson.summary:
        doc, summary = lesson.summary
        built = summary.status is None or summary.status.state == "complete"
        return Related(doc.at(summary.title), "its summary in the record") if built and not summary.review else None
    taught = next(iter(lesson.taught), None)
    return Related(taught[0].at(taught[1].concept), "its first row in the concept index") if taught else None
