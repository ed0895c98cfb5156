"""A course whose lessons stand in another order, as one row of one lesson sees it: read anew as little as possible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lessonlint.concepts.events import Event
from lessonlint.concepts.groups import Histories
from lessonlint.concepts.knowledge import Knowledge, LinkedLesson, Taught
from lessonlint.concepts.links import LEAST, MET, NONE, OUTSIDE, PLAUSIBLE, QUESTION, SETTLED, UNLINKED, UNMET, Link


class _Regrouped:
    """The groups of a course whose lessons stand elsewhere; which events belong together stays."""

    def __init__(self, real: Histories, events: Sequence[Event]) -> None:
        self._real, self._moved = real, events

    def same(self, event: Event) -> list[Event]:
        return sorted((self._moved[each.id] for each in self._real.same(event)), key=lambda each: each.order)

    def possible(self, event: Event) -> list[Event]:
        return [self._moved[each.id] for each in self._real.possible(event)]

    def together(self, one: Event, other: Event) -> bool:
        return self._real.together(one, other)


class Imagined(Taught):
    """What is taught in a course when the lessons of one module stand in another order, seen from one row."""

    def __init__(
        self, real: Knowledge, order: Mapping[int, int], events: Sequence[Event], at: int, meanings: tuple[Link, Link]
    ) -> None:
        self._real, self._order = real, order
        lessons = list(real.course.lessons)
        for old, new in order.items():
            lessons[new] = real.course.lessons[old]
        moved = list(real.events)
        for event in events:
            orders = tuple(sorted(order.get(each, each) for each in event.orders))
            moved[event.id] = event._replace(orders=orders, order=orders[-1])
        course = real.course._replace(lessons=tuple(lessons))
        super().__init__(course, tuple(moved), _Regrouped(real.groups, moved), real.matcher)
        link = self._link(order, order[at], meanings)
        self.lessons = (LinkedLesson(real.course.lessons[at], order[at], (link,), self),)

    def uses(self, event: Event) -> Sequence[int]:
        """The lessons that name an event, where they stand in this order."""
        return sorted(self._order.get(each, each) for each in self._real.uses(event))

    def _link(self, order: Mapping[int, int], at: int, meanings: tuple[Link, Link]) -> Link:
        """The row's link in this order: its meaning where that is taught by now, else a question or nothing."""
        found = [(link, targets) for link in meanings if (targets := self._taught(link, at))]
        link, targets = found[0] if found else (meanings[1], ())
        citation = link.citation._replace(lessons=frozenset(order.get(each, each) for each in link.citation.lessons))
        link = link._replace(
            reference=link.reference._replace(at=at),
            citation=citation,
            ranking=link.ranking.among(self.events).where(lambda event: event.orders[0] <= at),
            targets=targets,
        )
        if targets:
            return self._judged(link, at)
        standing = link.standing if link.standing == OUTSIDE else NONE
        if (
            standing == NONE
            and link.how not in ("id", "alias")
            and any(each.score >= LEAST for each in link.candidates)
        ):
            standing = QUESTION  # something like it is taught by then, and nobody said that it is not what is meant
        return link._replace(standing=standing, how="none", depth_before=-1, plausible=-1, verdict=UNLINKED)

    def _taught(self, link: Link, at: int) -> tuple[Event, ...]:
        """What a link means, as far as it is taught by lesson `at`: that row, else another step of its concept."""
        found: list[Event] = []
        for target in link.targets:
            steps = [self.events[target.id], *self.groups.same(target)]
            found += [each for each in steps if each.orders[0] <= at][:1]
        return tuple(found)

    def _judged(self, link: Link, at: int) -> Link:
        """The link with the depths that its concepts have reached, as `Resolver` works them out."""
        same = [each for target in link.targets for each in self.groups.same(target)]
        like = [each for target in link.targets for each in self.groups.possible(target)]
        if link.standing != SETTLED and (ranked := link.candidates):
            close = [each for each in ranked if each.score >= ranked[0].score - PLAUSIBLE]
            like += [other for each in close for other in self.groups.same(each.event)]
        sure = max((each.level for each in same if each.order < at), default=-1)
        plausible = max([sure, *(each.level for each in like if each.order < at)])
        required = link.reference.required
        needed = required.low if required.kind == "taught" else 0
        return link._replace(depth_before=sure, plausible=plausible, verdict=MET if plausible >= needed else UNMET)
