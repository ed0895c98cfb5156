"""LL505 order-disagrees."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.comparison import Statement, disagreement
from lessonlint.course.values import Lesson, Module
from lessonlint.diagnostic import Finding, Severity
from lessonlint.rule import Scope, rule
from lessonlint.source import Place
from lessonlint.wording import listed

_Order = list[tuple[str, Place]]
_NUMBERING = "the lessons' own numbering"


@rule("LL505", "order-disagrees", Scope.MODULE, Severity.ERROR, since="0.1")
def order_disagrees(module: Module) -> Iterator[Finding]:
    """Plan, record and lessons put the lessons of a module in different orders.

    ## Why it matters
    What students know when they come to a lesson is what the lessons before it taught. With two orders there are two
    answers, and one of them is wrong for every lesson in between.

    The order most places give is taken for meant; between plan and record, the plan's. Only lessons that all of them
    name are compared.

    ## When it does not apply
    Where plan and record agree and a lesson's “Lesson n of m” does not, LL506 says so at the lesson.

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | kneading | Working dough | BUILD | Where everyone starts |
    | resting | Letting dough relax | BUILD | Needs worked dough |
    ~~~
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Per-Lesson Summaries

    ### resting

    ### kneading
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
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Per-Lesson Summaries

    ### kneading

    ### resting
    ~~~
    """
    if module.disputed:
        return
    orders = {"the plan": _planned(module), "the record": _recorded(module), _NUMBERING: _stated(module)}
    given = {where: order for where, order in orders.items() if order}
    common = set.intersection(*({slug for slug, _ in order} for order in given.values())) if given else set()
    kept = {where: [pair for pair in order if pair[0] in common] for where, order in given.items()}
    found = disagreement([_statement(where, order) for where, order in kept.items()]) if len(common) > 1 else None
    if found is None or (found.odd.where == _NUMBERING and "the plan" in given):
        return
    pairs = zip(kept[found.odd.where], kept[found.against.where], strict=True)
    (first, place), (expected, _) = next((one, other) for one, other in pairs if one[0] != other[0])
    yield Finding(
        place,
        f"In module {module.name}, {found.odd.where} has {first} where {found.against.where} has {expected}: "
        f"{found.against.words}.",
        "Students can only meet them in one order. Put them in the same order everywhere.",
        found.related,
        field="order",
    )


def _statement(where: str, order: _Order) -> Statement:
    slugs = [slug for slug, _ in order]
    return Statement(tuple(slugs), listed(slugs), order[0][1], where)


def _planned(module: Module) -> _Order:
    """The lessons as the plan's table lists them."""
    return [(x.slug, x.planned[0].at(x.planned[1].lesson or x.planned[1].title)) for x in module.lessons if x.planned]


def _recorded(module: Module) -> _Order:
    """The lessons in the order of their summaries."""
    found = [(each.slug, *each.summary) for each in module.lessons if each.summary]
    return [(slug, doc.at(summary.title)) for slug, doc, summary in sorted(found, key=lambda each: each[2].start)]


def _stated(module: Module) -> _Order:
    """The lessons by their own “Lesson n of m”; two with the same number are in no order."""
    found = [(number, x.slug, place) for x in module.lessons for number, place in _positions(x)]
    numbers = [number for number, _, _ in found]
    return [(slug, place) for number, slug, place in sorted(found) if numbers.count(number) == 1]


def _positions(lesson: Lesson) -> Iterator[tuple[int, Place]]:
    if lesson.plan and lesson.doc:
        stated = [position for position in lesson.plan.positions if position.scope == "module"]
        yield from ((position.number, lesson.doc.at(position.text)) for position in stated[:1])
