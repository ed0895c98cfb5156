"""LL401 review-not-passed."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.course.values import Lesson
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.outcome import nothing_open, open_counts, open_findings
from lessonlint.model.standing import standings
from lessonlint.model.values import GRAVE, Review
from lessonlint.model.verifications import OPEN
from lessonlint.rule import Scope, rule
from lessonlint.vocabulary import PASS
from lessonlint.wording import counted, listed, quoted

_NEXT = "the next thing to do"


@rule("LL401", "review-not-passed", Scope.LESSON, Severity.WARNING, since="0.1", critical=Severity.ERROR)
def review_not_passed(lesson: Lesson) -> Iterator[Finding]:
    """The last review of a lesson is not a PASS, and nothing after it answers it.

    ## Why it matters
    A reviewer found something that hurts students and nobody has said that it was dealt with. With a critical
    finding open this is an error (variant `critical`).

    The last review is the last one in the document, whatever its number. A fix pass, revision or improvement summary
    below it answers it, unless that names remaining items. One that speaks of findings by name and of nothing else
    leaves the others open, and those that it says are not fixed.

    ## Bad
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Review -- 2026-03-02 (Iteration 1/3)

    ### Summary
    - Critical: 0
    - Improvement: 1
    - Polish: 0

    ### Verdict: NEEDS REVISION

    ### Findings

    #### [IMPROVEMENT] -- Students never touch the dough
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Review -- 2026-03-02 (Iteration 1/3)

    ### Summary
    - Critical: 0
    - Improvement: 0
    - Polish: 0

    ### Verdict: PASS
    ~~~
    """
    plan = lesson.plan
    if lesson.doc is None or plan is None or not plan.reviews:
        return
    last = plan.reviews[-1]
    if not plan.outcome.is_open:
        yield from _left_out(lesson, lesson.doc, plan, last)
        return
    severity, findings = open_findings(last)
    related = tuple(Related(lesson.doc.at(finding.title), finding.name) for finding in findings)
    ending = f"ends {quoted(last.verdict_text)}" if last.verdict_text else "gives no verdict"
    yield Finding(
        lesson.doc.at(last.verdict_text or last.title),
        f"The last review of {lesson.slug} {ending}{_what(last)}, and nothing after it answers it.",
        f"If it is dealt with, add a fix pass or the next iteration; if not, it is {_NEXT}."
        if last.verdict_text
        else "Finish the review: say what it found, and give it a verdict.",
        related,
        variant="critical" if severity == "critical" else "",
        field="review",
    )


def _left_out(lesson: Lesson, doc: Doc, plan: LessonPlan, last: Review) -> Iterator[Finding]:
    """What the fix pass below the last review leaves open: it names other findings, or says so."""
    answer = next((each for each in reversed(plan.answers) if each.start > last.start), None)
    if answer is None or last.verdict == PASS or nothing_open(last):
        return
    found = [one.finding for one in standings(plan) if one.review is last and one.state == OPEN]
    left = [finding for finding in found if finding.severity in GRAVE]
    if left:
        names = listed([quoted(finding.title) for finding in left])
        yield Finding(
            doc.at(left[0].title),
            f"{quoted(answer.title)} answers the last review of {lesson.slug}, but leaves {names} open.",
            f"If that is dealt with too, say so there; if not, it is {_NEXT}.",
            (
                *(Related(doc.at(each.title), each.name) for each in left[1:]),
                Related(doc.at(answer.title), "the answer to the review"),
            ),
            variant="critical" if any(each.severity == GRAVE[0] for each in left) else "",
            field="review",
        )


def _what(review: Review) -> str:
    counts = [counted(number, name.lower()) for name, number in open_counts(review).items() if number]
    return f" with {listed(counts)} open" if counts else ""
