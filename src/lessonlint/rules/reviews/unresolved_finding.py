"""LL404 unresolved-finding."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.outcome import is_answered, open_counts
from lessonlint.model.reviews import last_words
from lessonlint.model.values import GRAVE
from lessonlint.rule import Scope, rule
from lessonlint.wording import quoted

_SAID = {"open": "not fixed, or only in part", "deferred": "put off"}


@rule("LL404", "unresolved-finding", Scope.PLAN, Severity.ERROR, since="0.1")
def unresolved_finding(doc: Doc, plan: LessonPlan) -> Iterator[Finding]:
    """A review passes although it says itself that a critical or improvement was not fixed, or was put off.

    ## Why it matters
    The reviewer saw students come to harm here, looked again, and found it unchanged. A PASS on top of that lets it
    through without anyone having decided that it may stay.

    ## When it does not apply
    Say that it may stay, and it may: “accepted”, “intentional”, “by design”, “no change needed” next to the status.
    A fix pass after the review settles it too. Polish may always wait. Where the review counts or lists the finding
    as open, LL402 speaks of its verdict.

    ## Bad
    ~~~file lesson.md
    # Lesson: Kneading

    ## Review -- 2026-03-04 (Iteration 2/3)

    ### Verdict: PASS

    ### Iteration 1 Fix Verification

    | Finding | Severity | Status |
    |---|---|---|
    | Students never touch the dough | IMPROVEMENT | PARTIALLY FIXED |
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Kneading

    ## Review -- 2026-03-04 (Iteration 2/3)

    ### Verdict: PASS

    ### Iteration 1 Fix Verification

    | Finding | Severity | Status |
    |---|---|---|
    | Students never touch the dough | IMPROVEMENT | PARTIALLY FIXED, accepted until the new bowls are here |
    ~~~
    """
    if not plan.reviews or plan.reviews[-1].verdict != "PASS":
        return
    last = plan.reviews[-1]
    if is_answered(last, plan.answers) or any(open_counts(last).values()):
        return
    for word in last_words(plan.reviews):
        if word.severity in GRAVE and word.outcome in _SAID:
            yield Finding(
                doc.at(word.finding),
                f"{quoted(word.finding)} is said to be {_SAID[word.outcome]}, and the review passes all the same.",
                f"Fix it and say so, or write who accepts this {word.severity.lower()} and why.",
                field="review",
                concept=str(word.finding),
            )
