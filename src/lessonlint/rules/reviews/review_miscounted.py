"""LL403 review-miscounted."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import SAFE, UNSAFE, Edit, Finding, Fix, Related, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.values import Count, Review, ReviewFinding
from lessonlint.rule import Scope, rule
from lessonlint.wording import listed


@rule("LL403", "review-miscounted", Scope.PLAN, Severity.WARNING, since="0.1")
def review_miscounted(doc: Doc, plan: LessonPlan) -> Iterator[Finding]:
    """The summary of a review counts more or fewer findings than the review lists.

    ## Why it matters
    The counts are what people read, and the list is what the author works through. If they differ, a problem that
    students would meet is either missing from the list or is worked on without being counted.

    ## When it does not apply
    A finding that its own text withdraws, accepts or reports as fixed may or may not be counted. A review that lists
    no findings at all, or one with a severity nobody knows, has nothing to count by.

    `--fix` raises a count to what is listed. A count above the list may remember a finding that was lost, so only
    `--unsafe-fixes` lowers it, and one beside withdrawn findings is left to you.

    ## Bad
    ~~~file lesson.md
    # Lesson: Kneading

    ## Review -- 2026-03-02 (Iteration 1/3)

    ### Summary
    - Critical: 0
    - Improvement: 2
    - Polish: 0

    ### Verdict: NEEDS REVISION

    ### Findings

    #### [IMPROVEMENT] -- Students never touch the dough
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Kneading

    ## Review -- 2026-03-02 (Iteration 1/3)

    ### Summary
    - Critical: 0
    - Improvement: 1
    - Polish: 0

    ### Verdict: NEEDS REVISION

    ### Findings

    #### [IMPROVEMENT] -- Students never touch the dough
    ~~~
    """
    for review in plan.reviews:
        if review.findings and all(finding.severity for finding in review.findings):
            yield from _judged(doc, review)


def _judged(doc: Doc, review: Review) -> Iterator[Finding]:
    """One finding for a review, at the first count that is off."""
    wrong: list[tuple[str, Count, list[ReviewFinding]]] = []
    for severity, count in review.counts:
        found = [finding for finding in review.findings if finding.severity == severity]
        if not sum(not finding.closed for finding in found) <= count.low <= len(found):
            wrong.append((severity.lower(), count, found))
    if wrong:
        said = [f"{count.low} as {name} where {_number(len(found))} listed" for name, count, found in wrong]
        right = [f"{name} {len(found)}" for name, _, found in wrong]
        yield Finding(
            doc.at(wrong[0][1].text),
            f"The summary of this review counts {listed(said)}.",
            f"Write {listed(right)}, or list what is missing.",
            tuple(Related(doc.at(finding.title), finding.name) for _, _, found in wrong for finding in found),
            field="summary",
            concept=str(review.title),
            fix=_recounted(doc, wrong),
        )


def _recounted(doc: Doc, wrong: list[tuple[str, Count, list[ReviewFinding]]]) -> Fix | None:
    """The listed numbers in place of the stated ones, where it is certain what is to be counted."""
    numbers = [doc.within(count.text, str(count.low)) for _, count, _ in wrong]
    if any(finding.closed for _, _, found in wrong for finding in found) or not all(numbers):
        return None
    edits = [Edit(doc.at(at), str(len(found))) for at, (_, _, found) in zip(numbers, wrong, strict=True) if at]
    return Fix(tuple(edits), SAFE if all(count.low < len(found) for _, count, found in wrong) else UNSAFE)


def _number(number: int) -> str:
    return "none is" if number == 0 else f"{number} {'is' if number == 1 else 'are'}"
