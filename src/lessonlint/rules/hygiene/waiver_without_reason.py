"""LL902 waiver-without-reason."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Finding, Severity
from lessonlint.rule import Scope, Silence, rule


@rule("LL902", "waiver-without-reason", Scope.SILENCE, Severity.WARNING, since="0.1")
def waiver_without_reason(silence: Silence) -> Iterator[Finding]:
    """A waiver silences a rule without saying why.

    ## Why it matters
    A finding about teaching is a question. The reason is the answer, and whoever meets the waiver next year needs it
    to see whether it still holds.

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    <!-- lessonlint: allow missing-section -->
    ## Lesson Sequence
    ~~~

    ## Good
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    <!-- lessonlint: allow missing-section: the trajectory is decided when lesson 2 is written -->
    ## Lesson Sequence
    ~~~
    """
    if silence.is_waiver and silence.rule and not silence.reason:
        yield Finding(
            silence.place,
            f"This waiver of {silence.rule} gives no reason.",
            f"Write `<!-- lessonlint: allow {silence.rule}: why it is all right here -->`.",
            field="waiver",
            concept=silence.rule,
        )
