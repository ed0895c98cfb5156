"""LL905 unknown-rule."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Finding, Severity
from lessonlint.rule import Scope, Silence, rule
from lessonlint.wording import quoted


@rule("LL905", "unknown-rule", Scope.SILENCE, Severity.ERROR, since="0.1")
def unknown_rule(silence: Silence) -> Iterator[Finding]:
    """A waiver or the configuration names a rule that does not exist.

    ## Why it matters
    A waiver with a typing error silences nothing, and a selection with one checks nothing. Both look as if they
    worked.

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    <!-- lessonlint: allow consecutive-strech: lesson 3 is passive measurement -->
    ## Lesson Sequence
    ~~~

    ## Good
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    <!-- lessonlint: allow consecutive-stretch: lesson 3 is passive measurement -->
    ## Lesson Sequence
    ~~~
    """
    if silence.is_waiver and not silence.rule:
        yield Finding(
            silence.place,
            "This comment is addressed to lessonlint but says nothing it understands.",
            "Write `<!-- lessonlint: allow RULE until 2027-03-01: reason -->`: one rule a comment, the date optional.",
            field="waiver",
        )
    elif not silence.known:
        near = f"Did you mean {silence.near}? " if silence.near else ""
        yield Finding(
            silence.place,
            f"There is no rule {quoted(silence.rule)}.",
            f"{near}`lessonlint rules` lists them all.",
            field="waiver" if silence.is_waiver else "configuration",
            concept=silence.rule,
        )
