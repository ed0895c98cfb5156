"""LL411 complete-with-open-review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lessonlint.course.completed import completed
from lessonlint.course.values import Course, Lesson
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.documents import Doc
from lessonlint.model.outcome import Outcome
from lessonlint.rule import Scope, rule
from lessonlint.source import Text
from lessonlint.wording import counted, listed, quoted


@rule("LL411", "complete-with-open-review", Scope.COURSE, Severity.WARNING, since="0.1", critical=Severity.ERROR)
def complete_with_open_review(course: Course) -> Iterator[Finding]:
    """A module, series or course is called complete while the review of one of its lessons is still open.

    ## Why it matters
    “Complete” is what people build on: the next module is planned, the page goes online. It is reported once, on the
    document that says so; with a critical open it is an error (variant `critical`).

    ## Bad
    ~~~file record.md
    # Module 1.1: Dough -- Record

    **Status:** Complete (1 of 1 lessons built)

    ## Per-Lesson Summaries

    ### kneading
    ~~~
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    **Slug:** kneading

    ## Review -- 2026-03-02 (Iteration 1/3)

    ### Summary
    - Critical: 0
    - Improvement: 1
    - Polish: 0

    ### Verdict: NEEDS REVISION
    ~~~

    ## Good
    ~~~file record.md
    # Module 1.1: Dough -- Record

    **Status:** In progress (1 of 1 lessons built)

    ## Per-Lesson Summaries

    ### kneading
    ~~~
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    **Slug:** kneading

    ## Review -- 2026-03-02 (Iteration 1/3)

    ### Summary
    - Critical: 0
    - Improvement: 1
    - Polish: 0

    ### Verdict: NEEDS REVISION
    ~~~
    """
    reported: set[str] = set()
    for what, doc, text, lessons in completed(course):
        left = [(x, x.plan.outcome) for x in lessons if x.plan and x.plan.outcome.is_open and x.name not in reported]
        if left:
            reported.update(lesson.name for lesson, _ in left)
            yield _finding(what, doc, text, left)


def _finding(what: str, doc: Doc, text: Text, left: Sequence[tuple[Lesson, Outcome]]) -> Finding:
    worst, last = next((each for each in left if each[1].worst == "critical"), left[0])
    iteration = f", iteration {last.iteration}," if last.iteration else ""
    more = f" {counted(len(left) - 1, 'more lesson')} besides." if len(left) > 1 else ""
    return Finding(
        doc.at(text),
        f"{what} says {quoted(text)}, but the last review of {worst.name}{iteration} ends "
        f"{last.verdict or 'without a verdict'}{_left(last)}.{more}",
        "If it is fixed, add a fix pass or the next iteration to the lesson."
        if last.verdict
        else "Finish the review: say what it found, and give it a verdict.",
        tuple(Related(x.doc.at(outcome.last), f"the open review of {x.slug}") for x, outcome in left if x.doc),
        variant="critical" if last.worst == "critical" else "",
        field="status",
    )


def _left(last: Outcome) -> str:
    """What is open, with the first finding named."""
    counts = [counted(number, name.lower()) for name, number in last.left if number]
    named = f": {quoted(last.finding)}" if last.finding else ""
    return f" with {listed(counts)} open{named}" if counts else ""
