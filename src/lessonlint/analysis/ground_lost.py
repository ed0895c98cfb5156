"""Which prerequisites a change leaves with less than they need, and with less than they had.

What a row means is taken from before the change: with its concept gone, the words of a row would be taken for
something else that resembles it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import LIKELY, SETTLED, Link
from lessonlint.concepts.references import PREREQUISITES
from lessonlint.concepts.rows import has_gap, taught_here
from lessonlint.course.values import Lesson
from lessonlint.model.values import Prerequisite

NOT_TAUGHT = -1

Place = Callable[[Event], tuple[float, int] | None]
"""Where an event stands after a change, with the step it reaches there; None when it is gone."""


class Lost(NamedTuple):
    """A row whose ground is gone: the steps required, reached before and left (-1: not taught), and its lesson.

    `sure` says whether it is settled which concept the row means.
    """

    lesson: Lesson
    link: Link
    row: Prerequisite
    required: int
    before: int
    left: int
    sure: bool


def lost(before: Knowledge, moved: Callable[[int], float | None], event: Place) -> Iterator[Lost]:
    """The rows that have less ground than before, and too little; `moved` says where a lesson stands then, if at all.

    As `check` does, it believes a concept to be as deep as anything that may teach it too. A row that was not met
    before counts as well: what little it stood on is gone.
    """
    for linked in before.lessons:
        at, plan = moved(linked.at), linked.lesson.plan
        if at is None or plan is None:
            continue
        for link in linked.of(PREREQUISITES):
            row = link.reference.prerequisite
            if row is None or not link.targets or has_gap(plan, row) or taught_here(row):
                continue
            required = row.required_depth.low if row.required_depth.kind == "taught" else 0
            same = {each.id: each for target in link.targets for each in before.groups.same(target)}
            like = {each.id: each for target in link.targets for each in before.groups.possible(target)}
            then = max([each.level for each in same.values() if each.order < linked.at], default=NOT_TAUGHT)
            left = _deepest(same, event, at)
            if required > max(left, _deepest(like, event, at)) and left < then:
                yield Lost(linked.lesson, link, row, required, then, left, link.standing in (SETTLED, LIKELY))


def _deepest(events: dict[int, Event], place: Place, at: float) -> int:
    found = [placed for each in events.values() if (placed := place(each)) is not None]
    return max([level for order, level in found if order < at], default=NOT_TAUGHT)
