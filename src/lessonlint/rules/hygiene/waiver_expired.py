"""LL903 waiver-expired."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Finding, Severity
from lessonlint.rule import Scope, Silence, rule


@rule("LL903", "waiver-expired", Scope.SILENCE, Severity.ERROR, since="0.1")
def waiver_expired(silence: Silence) -> Iterator[Finding]:
    """The date of a waiver has passed; it silences nothing any more.

    ## Why it matters
    A date is a promise to look again. What the waiver excused is reported once more; either it is mended by now, or
    somebody gives the waiver another date and says why.

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    <!-- lessonlint: allow missing-section until 2020-03-01: the trajectory comes with lesson 2 -->
    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | kneading | Working dough | BUILD | Where everyone starts |
    ~~~

    ## Good
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | kneading | Working dough | BUILD | Where everyone starts |
    ~~~
    """
    if silence.is_waiver and silence.ended:
        yield Finding(
            silence.place,
            f"This waiver of {silence.rule} ended on {silence.ended}.",
            "Mend what it excused and remove it, or give it a new date if the reason still holds.",
            field="waiver",
            concept=silence.rule,
        )
