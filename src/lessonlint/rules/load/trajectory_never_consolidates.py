"""LL207 trajectory-never-consolidates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lessonlint.comparison import cited_loads
from lessonlint.course.values import Module
from lessonlint.diagnostic import Finding, Severity
from lessonlint.rule import Scope, rule
from lessonlint.wording import listed


class ConsolidationOptions(NamedTuple):
    """From how many lessons on a module needs a lesson of rest behind its last heavy one."""

    fewest_lessons: int = 4


@rule(
    "LL207", "trajectory-never-consolidates", Scope.MODULE, Severity.INFO,
    since="0.1", options=ConsolidationOptions,
)  # fmt: skip
def trajectory_never_consolidates(module: Module, options: ConsolidationOptions) -> Iterator[Finding]:
    """A module of four or more lessons ends without a CONSOLIDATE lesson after its last STRETCH.

    ## Why it matters
    What was demanding settles when students use it without anything new beside it. A module that ends on new material
    leaves that to chance, and the next module builds on it.

    ## When it does not apply
    A short module needs no lesson of its own for this; set `fewest-lessons`. Where the next module opens with a
    project on this one's material, waive it with that reason.

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | first-loaf | Bake what you have | CONSOLIDATE | A loaf to begin with |
    | gluten | How dough holds together | STRETCH | Everything builds on it |
    | kneading | Working dough | BUILD | Needs gluten |
    | shaping | A tight skin | BUILD | Needs worked dough |
    ~~~

    ## Good
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | gluten | How dough holds together | STRETCH | Everything builds on it |
    | kneading | Working dough | BUILD | Needs gluten |
    | shaping | A tight skin | BUILD | Needs worked dough |
    | first-loaf | Bake what you have | CONSOLIDATE | Rest, and a loaf to eat |
    ~~~
    """
    if module.plan is None or not module.plan.sequence or module.disputed:
        return
    lessons = [lesson for lesson in module.lessons if lesson.planned]
    heavy = [place for place, lesson in enumerate(lessons) if any(c.claim.load.heaviest for c in lesson.loads)]
    if not heavy or len(lessons) < options.fewest_lessons:
        return
    last, after = lessons[heavy[-1]], lessons[heavy[-1] + 1 :]
    rests = any(cited.claim.load.lightest for lesson in (last, *after) for cited in lesson.loads)
    if rests or not all(lesson.loads for lesson in after):
        return
    stretch = next(cited for cited in cited_loads(last) if cited.claim.load.heaviest)
    follows = f"only {listed([lesson.slug for lesson in after])} {'follow' if len(after) > 1 else 'follows'}"
    load = stretch.claim.load
    yield Finding(
        stretch.place,
        f"Module {module.name} has no {load.rest} lesson after its last {load.word}, {last.name}: "
        f"{follows if after else 'it ends there'}.",
        "Close the module with a lesson that only uses what students have met, or make the last one that.",
        field="trajectory",
    )
