"""LL407 review-out-of-order."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.values import Review
from lessonlint.rule import Scope, rule


@rule("LL407", "review-out-of-order", Scope.PLAN, Severity.INFO, since="0.1")
def review_out_of_order(doc: Doc, plan: LessonPlan) -> Iterator[Finding]:
    """The reviews of a lesson go back in time, skip or repeat an iteration, or go beyond their own limit.

    ## Why it matters
    The last review in the document decides whether a lesson is ready for students. If reviews are out of order, it
    may be an older one that decides.

    ## When it does not apply
    After a PASS, a rework, a revision or a fix pass the count may start again at 1. A review without a number may
    take any place. The first review may have any number: earlier ones may live elsewhere.

    ## Bad
    ~~~file lesson.md
    # Lesson: Kneading

    ## Review -- 2026-03-04 (Iteration 2/3)

    ### Verdict: PASS

    ## Review -- 2026-03-02 (Iteration 1/3)

    ### Verdict: NEEDS REVISION
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Kneading

    ## Review -- 2026-03-02 (Iteration 1/3)

    ### Verdict: NEEDS REVISION

    ## Review -- 2026-03-04 (Iteration 2/3)

    ### Verdict: PASS
    ~~~
    """
    for index, review in enumerate(plan.reviews):
        earlier = plan.reviews[index - 1] if index else None
        wrong = _date(earlier, review) or _number(plan, index) or _limit(plan, review)
        if wrong:
            yield Finding(
                doc.at(review.title),
                wrong,
                "Correct the title, or put the reviews in the order they were made.",
                (Related(doc.at(earlier.title), "the review before it"),) if earlier else (),
                field="review",
                concept=str(review.title),
            )


def _date(earlier: Review | None, review: Review) -> str:
    if earlier and review.date and review.date < earlier.date:
        return f"This review of {review.date} stands below one of {earlier.date}."
    return ""


def _number(plan: LessonPlan, index: int) -> str:
    """What is wrong with an iteration number, given the last number before it and the reviews without one."""
    review = plan.reviews[index]
    at = next((i for i in reversed(range(index)) if plan.reviews[i].iteration), None)
    last = plan.reviews[at].iteration if at is not None else None
    if at is None or last is None or review.iteration is None or _starts_again(plan, index):
        return ""
    if last < review.iteration <= last + index - at:
        return ""
    return f"This review is iteration {review.iteration}, the one before it was iteration {last}."


def _starts_again(plan: LessonPlan, index: int) -> bool:
    earlier, review = plan.reviews[index - 1], plan.reviews[index]
    answered = any(earlier.start < answer.start < review.start for answer in plan.answers)
    return review.iteration == 1 and (earlier.verdict == "PASS" or answered)


def _limit(plan: LessonPlan, review: Review) -> str:
    if review.cap is None or review.iteration is None or review.iteration <= review.cap:
        return ""
    if any(answer.anew for answer in plan.answers if answer.start < review.start):
        return ""
    return f"This review is iteration {review.iteration} of at most {review.cap}."
