"""LL208 trajectory-incomplete."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lessonlint.course.values import Lesson, Module
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.documents import Doc
from lessonlint.model.phrases import read_slug
from lessonlint.model.values import Trajectory
from lessonlint.rule import Scope, rule
from lessonlint.wording import counted, listed


@rule("LL208", "trajectory-incomplete", Scope.MODULE, Severity.ERROR, since="0.1")
def trajectory_incomplete(module: Module) -> Iterator[Finding]:
    """A module plan's cognitive load trajectory and its lesson sequence list different lessons.

    ## Why it matters
    The trajectory is where a module is checked for rest between demanding lessons. A lesson that it leaves out may be
    the second stretch in a row; one that was dropped from the sequence may be the rest that is no longer there.

    A trajectory without names (`STRETCH → BUILD → CONSOLIDATE`) is compared by its length, where nothing names the
    lessons and it stands by itself; within a sentence it may speak of a part of the module.

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | gluten | How dough holds together | STRETCH | Everything builds on it |
    | kneading | Working dough | BUILD | Needs gluten |

    ## Cognitive Load Trajectory

    | Lesson | Load | Rationale |
    |---|---|---|
    | gluten | STRETCH | Nothing can be seen |
    ~~~

    ## Good
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | gluten | How dough holds together | STRETCH | Everything builds on it |
    | kneading | Working dough | BUILD | Needs gluten |

    ## Cognitive Load Trajectory

    | Lesson | Load | Rationale |
    |---|---|---|
    | gluten | STRETCH | Nothing can be seen |
    | kneading | BUILD | Hands at work |
    ~~~
    """
    planned = [lesson for lesson in module.lessons if lesson.planned]
    if module.plan is None or module.plan_doc is None or module.disputed or not planned:
        return
    trajectories = [each for each in module.plan.trajectories if each.lessons]
    named = [each for each in trajectories if each.named]
    if named and all(read_slug(row.lesson.value) for row in module.plan.sequence):
        yield from _by_name(module.plan_doc, planned, named)
    elif trajectories and all(len(each.lessons) != len(planned) for each in trajectories):
        first = trajectories[0]
        yield Finding(
            module.plan_doc.at(first.lessons[0]),
            f"The trajectory of module {module.name} has {counted(len(first.lessons), 'lesson')}, "
            f"its sequence {len(planned)}.",
            "Give every lesson of the sequence its load here.",
            field="trajectory",
        )


def _by_name(doc: Doc, planned: Sequence[Lesson], named: Sequence[Trajectory]) -> Iterator[Finding]:
    """One finding for all that differs, at the first lesson that stands on one side only."""
    cells = {read_slug(cell.value): cell for trajectory in named for cell in trajectory.lessons}
    rows = {lesson.slug: lesson.planned[1].lesson for lesson in planned if lesson.planned}
    missing = [slug for slug in rows if slug not in cells]
    strange = [slug for slug in cells if slug not in rows]
    if not missing and not strange:
        return
    said = [f"leaves out {listed(missing)}"] if missing else []
    said += [f"lists {listed(strange)}, which the sequence does not have"] if strange else []
    at = rows[missing[0]] if missing else cells[strange[0]]
    related = [Related(doc.at(cells[slug]), "only in the trajectory") for slug in strange if cells[slug] is not at]
    begin = Related(doc.at(named[0].lessons[0]), "the trajectory begins here")
    yield Finding(
        doc.at(at),
        f"The load trajectory {listed(said)}.",
        "Let both list the same lessons, each with its load." if missing else "Remove it there, or plan the lesson.",
        tuple(related or [begin] if missing else related),
        field="trajectory",
    )
