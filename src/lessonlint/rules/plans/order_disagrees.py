"""LL505 order-disagrees."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.comparison import Statement, disagreement
from lessonlint.course.values import Module
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
    name are compared, and then those that plan and record name.

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
    orders = {where: order for where, order in _orders(module).items() if order}
    documents = {where: order for where, order in orders.items() if where != _NUMBERING}
    for compared in (orders, documents):  # where few lessons are numbered, plan and record have more in common
        kept = _common(compared)
        found = disagreement([_statement(where, order) for where, order in kept.items()])
        if found is None or (found.odd.where == _NUMBERING and "the plan" in orders):
            continue
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
        return


def _orders(module: Module) -> dict[str, _Order]:
    """The lessons as the plan's table lists them, as the record tells of them, and by their own “Lesson n of m”."""
    planned = ((x.slug, x.planned) for x in module.lessons if x.planned)
    told = ((x.slug, x.summary) for x in module.told if x.summary)
    numbered = ((x.slug, x.doc, x.position) for x in module.numbered)
    return {
        "the plan": [(slug, doc.at(row.lesson or row.title)) for slug, (doc, row) in planned],
        "the record": [(slug, doc.at(summary.title)) for slug, (doc, summary) in told],
        _NUMBERING: [(slug, doc.at(position.text)) for slug, doc, position in numbered if doc and position],
    }


def _common(orders: dict[str, _Order]) -> dict[str, _Order]:
    """The orders with only the lessons that all of them name; none of a lesson alone."""
    named = [{slug for slug, _ in order} for order in orders.values()]
    common = set.intersection(*named) if named else set()
    kept = {where: [pair for pair in order if pair[0] in common] for where, order in orders.items()}
    return kept if len(common) > 1 else {}


def _statement(where: str, order: _Order) -> Statement:
    slugs = [slug for slug, _ in order]
    return Statement(tuple(slugs), listed(slugs), order[0][1], where)
