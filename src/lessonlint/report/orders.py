"""The orders of a module's lessons, as text and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from lessonlint.analysis.needs import Need
from lessonlint.analysis.orders import Before, Conflict, Cost, Order, Problem, cost, stays
from lessonlint.diagnostic import Diagnostic
from lessonlint.report.json import dumped
from lessonlint.report.places import Places
from lessonlint.report.terminal import Style, visible
from lessonlint.wording import bare, counted, listed, quoted

_DISTANCE = "Requisite distance: over how many lessons each need reaches back, added up; less is easier to remember."


class Orders(NamedTuple):
    """What `lessonlint order` found out.

    `more` says that there are further clean orders, `conflict` and `least_bad` stand where there is none. `objections`
    are what a full check says of an order against expectation; `unchecked` says why there could be none.
    """

    problem: Problem
    orders: tuple[Order, ...]
    more: bool
    precedences: tuple[Before, ...]
    objections: Mapping[Order, tuple[Diagnostic, ...]]
    unchecked: str = ""
    conflict: Conflict | None = None
    least_bad: tuple[Order, Conflict] | None = None


def render_orders(found: Orders, places: Places, style: Style) -> str:
    """The orders with what they cost, and what they keep to; or why there is none."""
    shown = _Shown(found.problem, places)
    lines: list[str] = []
    unplanned = [lesson.slug for lesson in found.problem.module.lessons if not lesson.plan]
    if unplanned:
        lines += [f"Nobody knows what {visible(listed(unplanned))} need: their plans are not here.", ""]
    lines += [style.paint(_headline(found, len(unplanned)), "bold")]
    if found.conflict:
        lines += [f"  {each}" for each in shown.demands(found.conflict)]
    for number, order in enumerate(found.orders, 1):
        lines += ["", f"{number:>3}  {shown.names(order)}", f"     {shown.told(order)}"]
        lines += [
            f"     check would say: {visible(each.code)} {visible(each.message)}"
            for each in found.objections.get(order, ())
        ]
    if found.least_bad:
        order, broken = found.least_bad
        lines += ["", "The least bad order:", f"     {shown.names(order)}", f"     {shown.told(order)}"]
        lines += ["  It leaves this undone:", *(f"    {each}" for each in shown.demands(broken, order))]
    if reasons := [*shown.reasons(found.precedences)] if found.orders else []:
        lines += ["", *reasons]
    if found.problem.needs and (found.orders or found.least_bad):
        lines += ["", _DISTANCE]
    if found.unchecked:
        lines += ["", visible(f"The orders are not checked as a whole: {found.unchecked}.")]
    if found.problem.hopeless:
        rows = counted(len(found.problem.hopeless), "row")
        lines += ["", f"{rows} of this module no order would mend; lessonlint check says what is wrong with them."]
    return "\n".join(lines) + "\n"


def _headline(found: Orders, unplanned: int) -> str:
    """What the orders below are."""
    name = f"module {found.problem.module.name}"
    if found.conflict:
        return f"No order of {name} can do all of this:"
    if found.more:
        return f"The best {counted(len(found.orders), 'order')} of {name}:"
    if unplanned == found.problem.size and len(found.orders) == 1 and stays(found.orders[0]):
        return f"The order of {name} can stay as it is, as far as its loads go:"
    all_of = "The only order" if len(found.orders) == 1 else f"All {len(found.orders)} orders"
    return f"{all_of} of {name} {_fitting(found.problem, bool(unplanned))}:"


def _fitting(problem: Problem, unplanned: bool) -> str:
    """What orders without objection have in common, as far as it is known."""
    if unplanned:
        return "that loads and the plans that are here allow"
    return f"in which everything {'that an order can mend ' if problem.hopeless else ''}comes in time"


def render_orders_json(found: Orders, places: Places) -> str:
    """The same as data."""
    shown = _Shown(found.problem, places)
    data: dict[str, Any] = {
        "version": 1,
        "module": found.problem.module.name,
        "orders": [{**shown.order_data(order), "objections": [
            {"code": each.code, "message": each.message} for each in found.objections.get(order, ())
        ]} for order in found.orders],
        "more": found.more,
        "unchecked": found.unchecked,
        "precedences": [
            {"first": shown.slug(each.first), "then": shown.slug(each.at),
             "rows": [shown.need_data(need) for need in each.needs]}
            for each in found.precedences
        ],
        "apart": [lesson.slug for lesson in found.problem.heavy],
        "hopeless": [shown.need_data(need) for need in found.problem.hopeless],
        "conflict": shown.conflict_data(found.conflict) if found.conflict else None,
        "least_bad": None,
    }  # fmt: skip
    if found.least_bad:
        order, broken = found.least_bad
        data["least_bad"] = {**shown.order_data(order), "undone": shown.conflict_data(broken)}
    return dumped(data)


class _Shown:
    """Lessons, rows and costs of one module in words."""

    def __init__(self, problem: Problem, places: Places) -> None:
        self._problem, self._places = problem, places

    def slug(self, at: int) -> str:
        return self._problem.module.lessons[at].slug

    def names(self, order: Order) -> str:
        return visible(" → ".join(self.slug(at) for at in order))

    def told(self, order: Order) -> str:
        """What an order changes and costs."""
        found = cost(self._problem, order)
        if found.moved:
            moved = [f"{self.slug(was)} {was + 1} → {now}" for now, was in enumerate(order, 1) if was + 1 != now]
            parts = [f"moves {visible(listed(moved))}"]
        else:
            parts = ["as it is now"]
        parts += [_border(found)] if found.tiring else []
        parts += [f"requisite distance {found.distance}"] if self._problem.needs else []
        return "; ".join(parts)

    def reasons(self, found: tuple[Before, ...]) -> Iterator[str]:
        """What every order keeps to."""
        if found or self._problem.apart:
            yield "What every order keeps to:"
        for each in found:
            more = f", and {counted(len(each.needs) - 1, 'more row')}" if len(each.needs) > 1 else ""
            pair = visible(f"{self.slug(each.first)} before {self.slug(each.at)}")
            yield f"  {pair}: {self._need(each.needs[0])}{more}"
        if self._problem.apart:
            yield f"  {self._apart()}"

    def demands(self, conflict: Conflict, order: Order = ()) -> Iterator[str]:
        """The demands of a conflict; of heavy lessons those that an order puts side by side, where one is given."""
        for need in conflict.needs:
            yield f"{visible(self.slug(need.at))}: {self._need(need)}"
        if conflict.apart:
            lessons, heavy = self._problem.module.lessons, self._problem.heavy
            touching = [pair for pair in pairwise(order) if all(lessons[at] in heavy for at in pair)]
            side_by_side = list(dict.fromkeys(self.slug(at) for pair in touching for at in pair))
            yield f"{visible(listed(side_by_side))} are heavy and follow each other" if touching else self._apart()

    def _apart(self) -> str:
        heavy = [lesson.slug for lesson in self._problem.heavy]
        return f"no two heavy lessons in a row: {visible(listed(heavy))}"

    def _need(self, need: Need) -> str:
        row = need.link.reference
        depth = f" at {visible(_required(need))}" if _required(need) else ""
        return f"{visible(quoted(row.concept))}{depth} ({visible(self._places.show(row.place))})"

    def need_data(self, need: Need) -> dict[str, Any]:
        row = need.link.reference
        where = self._places.data(row.place)
        return {"lesson": self.slug(need.at), "concept": row.concept.value, "required": _required(need), **where}

    def conflict_data(self, conflict: Conflict) -> dict[str, Any]:
        heavy = [lesson.slug for lesson in self._problem.heavy] if conflict.apart else []
        return {"rows": [self.need_data(need) for need in conflict.needs], "apart": heavy}

    def order_data(self, order: Order) -> dict[str, Any]:
        return {"lessons": [self.slug(at) for at in order], **cost(self._problem, order)._asdict()}


def _border(found: Cost) -> str:
    return "a heavy lesson meets another across the module's border" + (", at both ends" if found.tiring > 1 else "")


def _required(need: Need) -> str:
    row = need.link.reference.prerequisite
    return bare(row.required) if row else ""
