"""What is known about the concepts of a course: the one door to this package.

Built once per run. Rules and commands ask it which concept a row means, what students know when they reach a lesson,
and where they learnt it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from lessonlint.concepts.citations import Citation, CitationReader
from lessonlint.concepts.decisions import Decisions
from lessonlint.concepts.events import Event, teaching_events
from lessonlint.concepts.groups import Groups, Histories
from lessonlint.concepts.links import Link, Resolver, Spot
from lessonlint.concepts.matching import Matcher
from lessonlint.concepts.names import read_name
from lessonlint.concepts.rankings import Ranked, Rankings
from lessonlint.concepts.records import Records
from lessonlint.concepts.references import PREREQUISITES, STATE, Reference, references
from lessonlint.concepts.registry import Registry
from lessonlint.course.values import Course, Lesson, Module
from lessonlint.processes import copies, shares

SHARE = 1_800
"""References that are worth a process of their own (measured, while other processes run rules)."""


class Known(NamedTuple):
    """A concept as students know it at some point: its deepest event, and when it was last taught or used.

    `since` counts the lessons that lie between that use and the lesson asked about.
    """

    event: Event
    level: int
    last_used: int
    since: int


class LinkedLesson(NamedTuple):
    """A lesson with its references resolved: what rules about prerequisites look at."""

    lesson: Lesson
    at: int
    links: tuple[Link, ...]
    knowledge: Taught

    def of(self, *tables: str) -> list[Link]:
        """The links of some tables."""
        return [link for link in self.links if link.reference.table in tables]

    def before(self, module: Module) -> list[Lesson]:
        """The lessons of a module that come before this one."""
        if module.number == self.lesson.module:
            return list(takewhile(lambda each: each.slug != self.lesson.slug, module.lessons))
        return list(module.lessons) if self.lesson.module and module.number < self.lesson.module else []


class _Basis(NamedTuple):
    """What references are resolved against. It is the same for the next course where `events` and `frame` are."""

    events: tuple[Event, ...]
    frame: tuple[object, ...]
    citations: CitationReader
    matcher: Matcher
    groups: Groups


class Taught(ABC):
    """What a course teaches, its lessons in this order or another: all that a rule may ask about a row of one."""

    lessons: tuple[LinkedLesson, ...]

    def __init__(self, course: Course, events: tuple[Event, ...], groups: Histories, matcher: Matcher) -> None:
        self.course, self.records = course, Records(course)
        self.events, self.groups, self.matcher = events, groups, matcher

    def having(self, words: Collection[str]) -> Iterator[Event]:
        """The events that have all of some words in their name, their notes or their place, in course order."""
        return (self.events[number] for number in self.matcher.having(words))

    @abstractmethod
    def uses(self, event: Event) -> Sequence[int]:
        """The lessons whose prerequisites or student state name an event, in course order."""

    def last_use(self, event: Event, at: int) -> int:
        """The index of the last lesson before `at` that taught or used a concept."""
        same = self.groups.same(event)
        used = [uses[last - 1] for each in same if (last := bisect_left(uses := self.uses(each), at))]
        return max([*(each.order for each in same if each.order < at), *used], default=-1)


class Knowledge(Taught):
    """The concept graph of one course, with its links.

    `before` is the graph of the course before an edit, `ranked` what an earlier run ranked: what cannot have changed is
    taken from there. So many `processes` at most, copies of this one, rank.
    """

    rankings: Rankings
    _basis: _Basis

    def __init__(
        self,
        course: Course,
        registry: Registry | None = None,
        before: Knowledge | None = None,
        ranked: Ranked | None = None,
        processes: int = 1,
    ) -> None:
        known = before._basis if before else None
        events = teaching_events(course)
        if known and known.events == events:
            events = known.events
        self.decisions = Decisions(registry or Registry(), events, course)
        basis, self.rankings = _based(course, events, tuple(self.decisions.groups()), known, ranked)
        super().__init__(course, events, basis.groups, basis.matcher)
        self._basis = basis
        self._resolver = Resolver(self.rankings, basis.groups, basis.citations, self.decisions, events)
        links = before._resolved if before and before._basis is basis else {}
        self._resolved: dict[Spot, Link] = self._by_words(list(references(course)), links, processes)
        self.links = self._resolver.decided(self._resolved.values())
        by_lesson: dict[int, list[Link]] = defaultdict(list)
        for link in self.links:
            by_lesson[link.reference.at].append(link)
        self.lessons = tuple(
            LinkedLesson(lesson, at, tuple(x for x in by_lesson[at] if x.reference.doc is lesson.doc), self)
            for at, lesson in enumerate(course.lessons)
        )
        self._uses = self._used_in()

    def _by_words(self, found: Sequence[Reference], known: Mapping[Spot, Link], processes: int) -> dict[Spot, Link]:
        """The link of each reference by itself. Where there are many, each process ranks for a stretch of them."""

        def ranked(share: Sequence[Reference]) -> Ranked:
            return self.rankings.asked_by(lambda: self._resolver.by_words(share, known))

        own, *others = shares(found, [1] * len(found), max(1, min(processes, len(found) // SHARE)))
        with copies(partial(ranked, share) for share in others) as ends:
            links = self._resolver.by_words(own, known)
            for share, end in zip(others, ends, strict=True):
                self.rankings.learn(end())
                links |= self._resolver.by_words(share, known)
        return links

    def state_before(self, at: int) -> list[Known]:
        """What students know when they reach the lesson at index `at`: every concept once, at its deepest."""
        found: dict[int, Known] = {}
        for event in self.events:
            if event.order >= at:
                continue
            same = self.groups.same(event)
            root = same[0].id
            if root in found:
                continue
            earlier = [each for each in same if each.order < at]
            deepest = max(earlier, key=lambda each: (each.level, each.order))
            last = self.last_use(event, at)
            found[root] = Known(deepest, deepest.level, last, at - last - 1)
        return list(found.values())

    def search(self, words: str) -> list[Event]:
        """The events whose names come nearest to some words, anywhere in the course."""
        ranked = self.matcher.rank(read_name(words), Citation(), len(self.course.lessons))
        return [candidate.event for candidate in ranked.candidates]

    def meaning(self, reference: Reference, at: int) -> Link:
        """What a reference would mean if its lesson stood at index `at`."""
        return self._resolver.resolve_as_if(reference, at)

    def uses(self, event: Event) -> Sequence[int]:
        """The lessons whose prerequisites or student state name an event, in course order."""
        return self._uses.get(event.id, ())

    def _used_in(self) -> dict[int, list[int]]:
        """The lessons that build on each event, in course order, by their prerequisites and student state tables."""
        uses: dict[int, set[int]] = defaultdict(set)
        for link in self.links:
            if link.reference.table in (PREREQUISITES, STATE):
                for event in link.targets:
                    uses[event.id].add(link.reference.at)
        return {event: sorted(lessons) for event, lessons in uses.items()}


def _based(
    course: Course,
    events: tuple[Event, ...],
    decided: tuple[tuple[Event, ...], ...],
    known: _Basis | None,
    ranked: Ranked | None,
) -> tuple[_Basis, Rankings]:
    frame = (decided, *_frame(course))
    if known and known.events is events and known.frame == frame:
        return known, Rankings(known.matcher, events, course, ranked)
    citations, matcher = CitationReader(course), Matcher(events, course)
    rankings = Rankings(matcher, events, course, ranked)
    groups = Groups(events, matcher, rankings, citations, decided, course.vocabulary)
    return _Basis(events, frame, citations, matcher, groups), rankings


def _frame(course: Course) -> tuple[object, ...]:
    """What of a course citations and the ranking of events depend on, besides the events."""
    titles = [
        (series.number, [doc.identity.title.value for doc in (series.plan_doc, series.summary_doc) if doc])
        for series in course.series
    ]
    lessons = [(x.slug, x.title, x.module, x.order, x.count) for x in course.lessons]
    return course.vocabulary, lessons, [(module.number, module.title) for module in course.modules], titles
