"""LL901 unused-waiver."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Edit, Finding, Fix, Severity
from lessonlint.rule import Scope, Silence, rule
from lessonlint.wording import quoted


@rule("LL901", "unused-waiver", Scope.UNUSED, Severity.WARNING, since="0.1")
def unused_waiver(silence: Silence) -> Iterator[Finding]:
    """A waiver silences nothing.

    ## Why it matters
    What it excused has been mended, or stands somewhere else now. Left behind, it tells the next author that something
    here is wrong, and it will hide the next fault of that kind.

    ## When it does not apply
    Waivers of rules that did not run, for example with `--select`; waivers that have expired (LL903) or name no rule
    (LL905).

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    <!-- lessonlint: allow duplicate-document: both teams keep a plan until the autumn -->
    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | kneading | Working dough | BUILD | Where everyone starts |

    ## Cognitive Load Trajectory

    | Lesson | Load | Why |
    |---|---|---|
    | kneading | BUILD | One new thing |
    ~~~

    ## Good
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | kneading | Working dough | BUILD | Where everyone starts |

    ## Cognitive Load Trajectory

    | Lesson | Load | Why |
    |---|---|---|
    | kneading | BUILD | One new thing |
    ~~~
    """
    about, advice = "", "Remove it; if it stands in the wrong place, put it above the block it excuses."
    if silence.key:
        about = f"[{silence.key}]"
        advice = f"Remove it, or write {quoted(silence.key)} as the row that it excuses does, above that row's table."
    yield Finding(
        silence.place,
        f"This waiver of {silence.rule}{about} silences nothing.",
        advice,
        field="waiver",
        concept=silence.rule,
        fix=Fix((Edit(silence.whole, ""),)),
    )
