"""LL408 review-claim-disagrees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonlint.course.values import Lesson
from lessonlint.diagnostic import UNSAFE, Edit, Finding, Fix, Related, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.outcome import is_answered, verdict_words
from lessonlint.model.standing import in_progress
from lessonlint.model.values import Review, ReviewClaim
from lessonlint.rule import Scope, rule
from lessonlint.wording import quoted


@rule("LL408", "review-claim-disagrees", Scope.LESSON, Severity.WARNING, since="0.1")
def review_claim_disagrees(lesson: Lesson) -> Iterator[Finding]:
    """What the record says of a lesson's review is not what the lesson says.

    ## Why it matters
    Planners read the record, not every lesson. A record that says PASS over a review that does not lets the next
    lessons build on one whose faults students still meet.

    ## When it does not apply
    A claim that fits any review of the lesson is right as long as the last one ends alike. A fix pass or revision
    after the last review may be what the record calls a PASS. While a review is begun and has no verdict, the record
    may say what the one before it said.

    `--unsafe-fixes` writes the number of the last review where the record has its verdict right. A verdict is never
    written: which of the two is true, only a person can tell.

    ## Bad
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Per-Lesson Summaries

    ### kneading

    **Review:** PASS (iteration 2/3)
    ~~~
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    **Slug:** kneading

    ## Review -- 2026-03-02 (Iteration 1/3)

    ### Verdict: NEEDS REVISION
    ~~~

    ## Good
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Per-Lesson Summaries

    ### kneading

    **Review:** PASS (iteration 2/3)
    ~~~
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    **Slug:** kneading

    ## Review -- 2026-03-02 (Iteration 1/3)

    ### Verdict: NEEDS REVISION

    ## Review -- 2026-03-04 (Iteration 2/3)

    ### Verdict: PASS
    ~~~
    """
    plan, doc = lesson.plan, lesson.doc
    if lesson.summary is None or plan is None or doc is None or not plan.reviews or lesson.disputed:
        return
    record, summary = lesson.summary
    claim, last = summary.review, plan.reviews[-1]
    if claim and not in_progress(last) and not (_fits(claim, plan) and _ends_alike(claim, plan)):
        yield Finding(
            record.at(claim.text),
            f"The record says {quoted(claim.text)} of {lesson.slug}, but its last review{_which(last)} ends "
            f"{verdict_words(last) or 'without a verdict'}.",
            "Write what the lesson's last review says, or add the review that is missing to the lesson.",
            (Related(doc.at(last.title), "the last review"),),
            field="review",
            fix=_renumbered(record, claim, last),
        )


def _renumbered(record: Doc, claim: ReviewClaim, last: Review) -> Fix | None:
    """The number of the last review in place of another, where both give the same verdict."""
    if not (claim.verdict == last.verdict and claim.iteration and last.iteration):
        return None
    found = re.search(rf"(?<!\d)iteration\s+{claim.iteration}(?!\d)", record.raw(claim.text), re.IGNORECASE)
    stated = record.within(claim.text, found[0]) if found else None
    number = record.within(stated, str(claim.iteration)) if stated else None
    return Fix((Edit(record.at(number), str(last.iteration)),), UNSAFE) if number else None


def _fits(claim: ReviewClaim, plan: LessonPlan) -> bool:
    """Whether some review has this number and verdict. One without a number may have any."""
    return any(
        claim.iteration in (None, review.iteration) or review.iteration is None
        for review in plan.reviews
        if claim.verdict in ("", review.verdict) or is_answered(review, plan.answers)
    )


def _ends_alike(claim: ReviewClaim, plan: LessonPlan) -> bool:
    last = plan.reviews[-1]
    return claim.verdict in ("", last.verdict) or (claim.verdict == "PASS" and is_answered(last, plan.answers))


def _which(review: Review) -> str:
    return f", iteration {review.iteration}," if review.iteration else ""
