"""LL307 module-misconception-unaddressed."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.comparison import unaddressed
from lessonlint.course.values import Module
from lessonlint.diagnostic import Finding, Severity
from lessonlint.rule import Scope, rule
from lessonlint.wording import quoted

_CLOSING = '."”'


@rule("LL307", "module-misconception-unaddressed", Scope.MODULE, Severity.INFO, since="0.1")
def module_misconception_unaddressed(module: Module) -> Iterator[Finding]:
    """A misconception of the module plan that none of the module's lessons takes up.

    ## Why it matters
    The module plan names what students will believe throughout; each lesson then lists what it disproves. A belief
    that every lesson leaves to another survives the module.

    A lesson takes a belief up if one of its misconceptions, its reason and negative example included, or one heading
    of its outline shares half of the belief's words. That is read from words alone, so the finding is an info.

    ## When it does not apply
    Nothing is said unless plan, record and every lesson of the module are there and each lesson has such a table.
    A belief that is met in quite other words is better renamed in one of the two places.

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | kneading | Working dough | BUILD | Where everyone starts |

    ## Module-Level Misconceptions

    - **"Salt kills yeast."** It slows it down.
    ~~~
    ~~~file record.md
    # Module 1.1: Dough -- Record
    ~~~
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    **Slug:** kneading

    ## Misconceptions

    | Misconception | Why They'd Think This | Negative Example | Where to Address |
    |---|---|---|---|
    | "More kneading is always better" | It helped so far | After 40 minutes in the mixer dough tears | Section 3 |
    ~~~

    ## Good
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | kneading | Working dough | BUILD | Where everyone starts |

    ## Module-Level Misconceptions

    - **"Salt kills yeast."** It slows it down.
    ~~~
    ~~~file record.md
    # Module 1.1: Dough -- Record
    ~~~
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    **Slug:** kneading

    ## Misconceptions

    | Misconception | Why They'd Think This | Negative Example | Where to Address |
    |---|---|---|---|
    | "Salt would kill the yeast" | They heard so | The salted dough rises too, an hour later | Section 3 |
    ~~~
    """
    if module.plan is None or module.plan_doc is None or not module.closed or module.disputed:
        return
    written = (lesson.doc and not lesson.doc.todos and lesson.plan for lesson in module.lessons)
    if not all(plan and plan.misconceptions for plan in written):
        return
    for belief in unaddressed(module):
        words = quoted(belief.value.rstrip(_CLOSING))
        yield Finding(
            module.plan_doc.at(belief),
            f"No lesson of module {module.name} takes up the misconception {words}.",
            "Give it a row and a negative example in the lesson where it first shows, or drop it here.",
            field="misconceptions",
            concept=belief.value,
        )
