"""LL506 position-wrong."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.course.values import Lesson
from lessonlint.diagnostic import Edit, Finding, Fix, Related, Severity
from lessonlint.model.documents import Doc
from lessonlint.model.values import Position
from lessonlint.rule import Scope, rule


@rule("LL506", "position-wrong", Scope.LESSON, Severity.WARNING, since="0.1")
def position_wrong(lesson: Lesson) -> Iterator[Finding]:
    """A lesson's “Lesson n of m”, or the number in its title, is not its place in the module plan.

    ## Why it matters
    What a lesson may rely on depends on where it stands. Authors read the position in the header; if the plan was
    reordered since, they write for students who have not had that lesson yet.

    A position may count in the module, in the series, or both; one that fits either is right. Without the module's
    plan there is nothing to compare with.

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | kneading | Working dough | BUILD | Where everyone starts |
    | resting | Letting dough relax | BUILD | Needs worked dough |
    ~~~
    ~~~file resting.md
    # Lesson: Resting

    **Module:** 1.1 (Dough)
    **Slug:** resting
    **Position:** Lesson 1 of 2
    ~~~

    ## Good
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | kneading | Working dough | BUILD | Where everyone starts |
    | resting | Letting dough relax | BUILD | Needs worked dough |
    ~~~
    ~~~file resting.md
    # Lesson: Resting

    **Module:** 1.1 (Dough)
    **Slug:** resting
    **Position:** Lesson 2 of 2
    ~~~
    """
    if lesson.doc is None or lesson.plan is None or lesson.planned is None or lesson.disputed:
        return
    plan, row = lesson.planned
    yield from _misnumbered(lesson, lesson.doc, Related(plan.at(row.lesson), "its row in the module plan"))
    for position in lesson.plan.positions:
        if not (_in_module(lesson, position) or _in_series(lesson, position)):
            counts_in_series = position.scope == "series" and lesson.series_order
            what = "series" if counts_in_series else "plan"
            yield Finding(
                lesson.doc.at(position.text),
                f"{lesson.slug} says it is {position.text}; the {what} has it as lesson {_place(lesson, position)}.",
                f"Write “Lesson {_place(lesson, position)}”, or correct the order in the plan.",
                (Related(plan.at(row.lesson), "its row in the module plan"),),
                field="position",
                fix=_corrected(lesson.doc, lesson, position),
                cause="" if counts_in_series else plan.path,
            )


def _misnumbered(lesson: Lesson, doc: Doc, planned: Related) -> Iterator[Finding]:
    """What is wrong with a title such as `Resting (1.1.2)`."""
    number = doc.identity.numbered
    if number and [int(each) for each in number.value.split(".")] != [*(lesson.module or ()), lesson.order]:
        yield Finding(
            doc.at(number),
            f"The title says that {lesson.slug} is {number}; the plan has it as {lesson.number}.",
            f"Write {lesson.number}, or correct the order in the plan.",
            (planned,),
            field="title",
            fix=Fix((Edit(doc.at(number), lesson.number),)),
            cause=planned.place.path,
        )


def _corrected(doc: Doc, lesson: Lesson, position: Position) -> Fix | None:
    said = str(position.number) if position.total is None else f"{position.number} of {position.total}"
    right = _place(lesson, position)
    found = doc.within(position.text, said)
    return Fix((Edit(doc.at(found), right.partition(" ")[0] if position.total is None else right),)) if found else None


def _place(lesson: Lesson, position: Position) -> str:
    if position.scope == "series" and lesson.series_order:
        return f"{lesson.series_order} of {lesson.series_count}" if lesson.series_count else str(lesson.series_order)
    return f"{lesson.order} of {lesson.count}"


def _in_module(lesson: Lesson, position: Position) -> bool:
    return position.scope == "module" and position.number == lesson.order and position.total in (None, lesson.count)


def _in_series(lesson: Lesson, position: Position) -> bool:
    """What cannot be known of a series that is not all there is taken to be right."""
    if position.scope == "module" and position.total == lesson.count:
        return False
    number_fits = lesson.series_order is None or position.number == lesson.series_order
    known = lesson.series_count
    total_fits = position.total is None or (position.total == known if known else position.total >= lesson.series_seen)
    return number_fits and total_fits
