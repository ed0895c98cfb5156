"""LL510 goal-disagrees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonlint.course.values import Module
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.rule import Scope, rule
from lessonlint.wording import quoted

_WORD = re.compile(r"\w{4,}")
_STEM = 5
_FEWEST = 4


@rule("LL510", "goal-disagrees", Scope.MODULE, Severity.INFO, since="0.1")
def goal_disagrees(module: Module) -> Iterator[Finding]:
    """Plan and record of a module state different goals.

    ## Why it matters
    The plan says what students should be able to do, the record what the lessons were built for. Where the two are
    not about the same thing, either the module has changed course and its plan is stale, or it has missed its goal.

    ## When it does not apply
    The record may shorten the goal or put it in other words: the two differ when less than a third of the shorter
    one's words occur in the longer one. Goals of fewer than four longer words are not compared.

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    **Goal:** Students mix, knead and rest a plain wheat dough and can tell when it is ready.
    ~~~
    ~~~file record.md
    # Module 1.1: Dough -- Record

    **Goal:** Everyone keeps a sourdough starter alive for two weeks.
    ~~~

    ## Good
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    **Goal:** Students mix, knead and rest a plain wheat dough and can tell when it is ready.
    ~~~
    ~~~file record.md
    # Module 1.1: Dough -- Record

    **Goal:** Mixing, kneading and resting a plain dough.
    ~~~
    """
    plan, record = module.plan_doc, module.record_doc
    if module.plan is None or module.record is None or plan is None or record is None or module.disputed:
        return
    planned, recorded = module.plan.goal, module.record.goal
    shorter, longer = sorted((_stems(planned.value), _stems(recorded.value)), key=len)
    if len(shorter) >= _FEWEST and len(shorter & longer) * 3 < len(shorter):
        yield Finding(
            record.at(recorded),
            f"The record of module {module.name} states another goal than its plan: {quoted(planned)}",
            "Say in both what students should be able to do after this module.",
            (Related(plan.at(planned), "the goal in the plan"),),
            field="goal",
        )


def _stems(words: str) -> set[str]:
    """The longer words, cut so that their endings do not matter."""
    return {word[:_STEM] for word in _WORD.findall(words.casefold())}
