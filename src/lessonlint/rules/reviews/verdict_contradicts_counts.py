"""LL402 verdict-contradicts-counts."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.outcome import nothing_open, open_findings, verdict_words
from lessonlint.model.values import Review
from lessonlint.rule import Scope, rule
from lessonlint.vocabulary import NEEDS_REVISION, PASS


@rule("LL402", "verdict-contradicts-counts", Scope.PLAN, Severity.WARNING, since="0.1", critical=Severity.ERROR)
def verdict_contradicts_counts(doc: Doc, plan: LessonPlan) -> Iterator[Finding]:
    """A review says PASS with a critical or improvement open, or NEEDS REVISION with neither.

    ## Why it matters
    The verdict is what gates go by. PASS means that no critical and no improvement is open; a PASS that does not mean
    it lets a lesson through that the reviewer would have stopped.

    A PASS over an open critical is the variant `critical`, an error. Findings that their own text withdraws, accepts
    or reports as fixed are not open.

    ## Bad
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Review -- 2026-03-02 (Iteration 1/3)

    ### Summary
    - Critical: 0
    - Improvement: 1
    - Polish: 0

    ### Verdict: PASS
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Review -- 2026-03-02 (Iteration 1/3)

    ### Summary
    - Critical: 0
    - Improvement: 0
    - Polish: 1

    ### Verdict: PASS
    ~~~
    """
    for review in plan.reviews:
        yield from _judged(doc, review)


def _judged(doc: Doc, review: Review) -> Iterator[Finding]:
    severity, findings = open_findings(review)
    names = doc.vocabulary.verdicts
    related = tuple(Related(doc.at(finding.title), f"open: {finding.title}") for finding in findings)
    if review.verdict == PASS and severity:
        grave = "a critical" if severity == "critical" else "an improvement"
        yield Finding(
            doc.at(review.verdict_text),
            f"This review says {verdict_words(review)} with {grave} open.",
            f"Close or withdraw the finding, or make the verdict {names.name(NEEDS_REVISION)}.",
            related,
            variant="critical" if severity == "critical" else "",
            field="verdict",
            concept=str(review.title),
        )
    elif review.verdict.endswith("REVISION") and nothing_open(review):
        yield Finding(
            doc.at(review.verdict_text),
            f"This review says {verdict_words(review)} with no critical and no improvement open.",
            f"Make the verdict {names.name(PASS)}, or list what has to be revised.",
            field="verdict",
            concept=str(review.title),
        )
