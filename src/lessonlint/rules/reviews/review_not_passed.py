"""LL401 review-not-passed."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.course.values import Lesson
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.outcome import open_counts, open_findings
from lessonlint.model.values import Review
from lessonlint.rule import Scope, rule
from lessonlint.wording import counted, listed, quoted


@rule("LL401", "review-not-passed", Scope.LESSON, Severity.WARNING, since="0.1", critical=Severity.ERROR)
def review_not_passed(lesson: Lesson) -> Iterator[Finding]:
    """The last review of a lesson is not a PASS, and nothing after it answers it.

    ## Why it matters
    A reviewer found something that hurts students and nobody has said that it was dealt with. With a critical
    finding open this is an error (variant `critical`).

    The last review is the last one in the document, whatever its number. A fix pass, revision or improvement summary
    below it answers it, unless that names remaining items.

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
    if lesson.doc is None or plan is None or not plan.outcome.is_open:
        return
    last = plan.reviews[-1]
    severity, findings = open_findings(last)
    related = tuple(
        Related(lesson.doc.at(finding.title), f"{finding.severity.lower()}: {finding.title}") for finding in findings
    )
    ending = f"ends {quoted(last.verdict_text)}" if last.verdict_text else "gives no verdict"
    yield Finding(
        lesson.doc.at(last.verdict_text or last.title),
        f"The last review of {lesson.slug} {ending}{_what(last)}, and nothing after it answers it.",
        "If it is dealt with, add a fix pass or the next iteration; if not, it is the next thing to do."
        if last.verdict_text
        else "Finish the review: say what it found, and give it a verdict.",
        related,
        variant="critical" if severity == "critical" else "",
        field="review",
    )


def _what(review: Review) -> str:
    counts = [counted(number, name.lower()) for name, number in open_counts(review).items() if number]
    return f" with {listed(counts)} open" if counts else ""
