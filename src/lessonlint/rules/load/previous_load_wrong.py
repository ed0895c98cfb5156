"""LL206 previous-load-wrong."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.course.values import Lesson, Module
from lessonlint.diagnostic import Edit, Finding, Fix, Related, Severity
from lessonlint.rule import Scope, rule


@rule("LL206", "previous-load-wrong", Scope.MODULE, Severity.WARNING, since="0.1")
def previous_load_wrong(module: Module) -> Iterator[Finding]:
    """The load a lesson gives for the lesson before it is not that lesson's load.

    ## Why it matters
    Authors choose how much to ask of students by what those have just been through. Where the plan has changed since,
    a lesson written to follow a rest may follow a stretch.

    ## When it does not apply
    Where the lesson before is not known, or its own documents give it several loads (LL201), nothing is said. A claim
    that names another lesson of the module and has that lesson's load right is left alone.

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | gluten | How dough holds together | STRETCH | Everything builds on it |
    | kneading | Working dough | BUILD | Needs gluten |
    ~~~
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    **Slug:** kneading

    ## Cognitive Load Assessment

    - **Previous lesson load:** BUILD (gluten)
    ~~~

    ## Good
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | gluten | How dough holds together | STRETCH | Everything builds on it |
    | kneading | Working dough | BUILD | Needs gluten |
    ~~~
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    **Slug:** kneading

    ## Cognitive Load Assessment

    - **Previous lesson load:** STRETCH (gluten)
    ~~~
    """
    if module.disputed:
        return
    for before, lesson in zip((module.before, *module.lessons), module.lessons, strict=False):
        if before and (before is module.before or 0 < before.order == lesson.order - 1):
            yield from _compare(module, before, lesson)


def _compare(module: Module, before: Lesson, lesson: Lesson) -> Iterator[Finding]:
    claim = lesson.plan.previous_load if lesson.plan else None
    steps = {cited.claim.load.step for cited in before.loads}
    if lesson.doc is None or claim is None or len(steps) != 1:
        return
    true = before.loads[0]
    named = [other for other in module.lessons if other.slug in claim.reason.value]
    right = {cited.claim.load.step for other in named for cited in other.loads} | steps
    if claim.load.step in right or true.claim.load.word in claim.reason.value:
        return
    yield Finding(
        lesson.doc.at(claim.text),
        f"{lesson.slug} takes the lesson before it for {claim.load.word}, but {before.name} is {true.claim.load.word}.",
        f"Write {true.claim.load.word}, and see whether this lesson still asks the right amount of students who come "
        "from there.",
        (Related(true.place, f"the load of {before.slug}"),),
        field="previous load",
        fix=Fix((Edit(lesson.doc.at(claim.text), true.claim.load.word),)),
    )
