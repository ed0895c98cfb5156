"""The lessons of a module as a row of one of them sees the others: which decide about it, and by what they do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from lessonlint.analysis.imagined import Imagined
from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge, LinkedLesson
from lessonlint.concepts.links import BY_WORDS, LEAST, SETTLED, Link
from lessonlint.concepts.names import merged, read_name


class Row(NamedTuple):
    """A row of the module's lesson `at` (counted from 0) with what it means with all taught, and what it means today.

    `relevant` are the lessons that have to do with it, `silent` further ones of which nobody recorded what they teach,
    both as bit sets.
    """

    at: int
    meanings: tuple[Link, Link]
    relevant: int
    silent: int


class Inside:
    """The lessons of one module within the course, by their number from 0."""

    def __init__(self, knowledge: Knowledge, start: int, size: int) -> None:
        self._knowledge, self._start, self.size = knowledge, start, size
        self._lessons = knowledge.course.lessons[start : start + size]
        self._events = [event for event in knowledge.events if any(self._has(order) for order in event.orders)]

    def row(self, at: int, meanings: tuple[Link, Link]) -> Row:
        """A row of lesson `at` by its meanings."""
        relevant = self._relevant(at, meanings)
        unrecorded = (each for each, lesson in enumerate(self._lessons) if not (lesson.taught or lesson.summary))
        silent = sum(1 << each for each in unrecorded)
        return Row(at, meanings, relevant, silent & ~relevant & ~(1 << at))

    def teachers(self, row: Row) -> int:
        """The other lessons that teach what a row means."""
        same = self._knowledge.groups.same
        return self._teaching(each for target in row.meanings[0].targets for each in same(target)) & ~(1 << row.at)

    def imagined(self, row: Row, before: int) -> LinkedLesson:
        """The row's lesson with that row alone, after a set of lessons of its module and before the others."""
        ahead = [each for each in range(self.size) if before >> each & 1]
        behind = [each for each in range(self.size) if not before >> each & 1 and each != row.at]
        order = {self._start + old: self._start + new for new, old in enumerate((*ahead, row.at, *behind))}
        return Imagined(self._knowledge, order, self._events, self._start + row.at, row.meanings).lessons[0]

    def marks(self, row: Row) -> dict[int, int]:
        """What the rules about prerequisites may tell relevant lessons apart by, as bits: a few for each lesson.

        Two sets of lessons before a row that have the same bits together are the same to it. A concept that twelve
        lessons deepen has as many marks as depths, where it has four thousand sets of lessons.
        """
        number: dict[Hashable, int] = {}
        looks = self._looks(row)
        taught: dict[int, list[Event]] = defaultdict(list)
        for event in self._events:
            for order in event.orders:
                taught[order - self._start].append(event)
        found: dict[int, int] = {}
        for at in _members(row.relevant):
            lesson = self._lessons[at]
            cited = tuple(self._start + at in link.citation.lessons for link in row.meanings)
            own: Hashable = (*cited, bool(lesson.taught or lesson.summary))
            # What several lessons share is taught when the last of them is over: each of them counts by itself.
            seen = [(own, looks(each), (at, each.id) if len(each.orders) > 1 else ()) for each in taught[at]]
            found[at] = sum(1 << number.setdefault(mark, len(number)) for mark in {own, *seen})
        return found

    def _looks(self, row: Row) -> Callable[[Event], Hashable]:
        """What a row sees of an event: how deep, of which concept, and how near to its own words."""
        concept = row.meanings[1].reference.concept.value
        telling = read_name(concept).telling
        parts = [part.telling for part in merged(concept)]
        same, possible = self._knowledge.groups.same, self._knowledge.groups.possible
        targets = [target for link in row.meanings for target in link.targets]
        close = [each.event for link in row.meanings if link.standing != SETTLED for each in link.candidates]
        # A candidate by itself is told by its nearness; one with further steps brings those along.
        steps = [*targets, *(event for event in close if len(same(event)) > 1)]
        groups = {each.id: same(event)[0].id for event in steps for each in same(event)}
        perhaps = {each.id for target in targets for each in possible(target)}
        near = [_nearness(link) for link in row.meanings]

        def look(event: Event) -> Hashable:
            words = event.name.words
            named = (telling <= words, event.speaks_of(telling), *(part <= event.name.head for part in parts))
            candidate = tuple(each.get(event.id, -1) for each in near)
            return event.level, groups.get(event.id, -1), event.id in perhaps, named, candidate

        return look

    def _relevant(self, at: int, meanings: tuple[Link, Link]) -> int:
        """The lessons whose place decides about a row: they teach what it may mean, or it cites them."""
        groups = self._knowledge.groups

        def events() -> Iterator[Event]:
            for link in meanings:
                for target in link.targets:
                    yield from (*groups.same(target), *groups.possible(target))
                least = 0.0 if link.how in (*BY_WORDS, "none") else LEAST
                yield from (each.event for each in link.candidates if each.score >= least)
            telling = read_name(meanings[1].reference.concept.value).telling
            yield from (event for event in self._events if telling and event.speaks_of(telling))

        cited = {order - self._start for link in meanings for order in link.citation.lessons if self._has(order)}
        return (self._teaching(events()) | sum(1 << each for each in cited)) & ~(1 << at)

    def _has(self, order: int) -> bool:
        return self._start <= order < self._start + self.size

    def _teaching(self, events: Iterable[Event]) -> int:
        """The lessons of the module that teach some events, as a bit set."""
        orders = {order for event in events for order in event.orders if self._has(order)}
        return sum(1 << (order - self._start) for order in orders)


def _nearness(link: Link) -> dict[int, int]:
    """The candidates of a link by their id, equal ones that follow each other by one number."""
    runs = groupby(link.candidates, key=lambda each: (each.score, each.scope, each.containment))
    return {each.event.id: number for number, (_, run) in enumerate(runs) for each in run}


def _members(lessons: int) -> Iterator[int]:
    return (each for each in range(lessons.bit_length()) if lessons >> each & 1)
