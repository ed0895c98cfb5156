"""What each lesson of a module needs to come before it, learnt from the rules themselves.

Whether a row of a lesson is met depends on the set of lessons before it, and only on the few that have to do with the
row. For every such set the real rules are asked about the row, in a course that puts those lessons first. What a row
means stays as it is: a lesson does not speak of something else because it has moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from lessonlint.analysis.ground import Ground
from lessonlint.concepts.events import Event
from lessonlint.concepts.groups import Groups
from lessonlint.concepts.knowledge import Knowledge, LinkedLesson
from lessonlint.concepts.links import BY_WORDS, MET, NONE, OUTSIDE, PLAUSIBLE, SETTLED, UNLINKED, UNMET, Link
from lessonlint.concepts.names import read_name
from lessonlint.concepts.references import PREREQUISITES
from lessonlint.concepts.rows import has_gap, taught_here
from lessonlint.course.values import Lesson, Module
from lessonlint.diagnostic import Finding, Severity
from lessonlint.engine import Raw
from lessonlint.policy import judge
from lessonlint.rule import Rule, Scope
from lessonlint.rules import RULES

PREREQUISITE_RULES, LOAD_RULES = ("LL101", "LL102", "LL103"), ("LL202",)
"""The rules that the order of lessons can satisfy or break. Others judge what lessons say of themselves."""


class Need(NamedTuple):
    """A row of the module's lesson `at` (counted from 0) that the order decides.

    `relevant` are the lessons that have to do with it and `broken` the sets of those before it with which a rule
    objects, all as bit sets; `teachers` the lessons of the module that teach what it means.
    """

    at: int
    link: Link
    relevant: int
    broken: Mapping[int, str]
    teachers: int

    def breaks(self, before: int) -> bool:
        """Whether it is not met after a set of lessons."""
        return before & self.relevant in self.broken

    @property
    def hopeless(self) -> bool:
        """Whether no order meets it."""
        return len(self.broken) == 1 << self.relevant.bit_count()


def needs_of(ground: Ground, module: Module) -> list[Need]:
    """Every row of a module's lessons that some order of them breaks."""
    knowledge, rules = ground.knowledge, _rules(ground, PREREQUISITE_RULES)
    start = next(at for at, lesson in enumerate(ground.course.lessons) if lesson is module.lessons[0])
    inside = _Module(knowledge, start, len(module.lessons))
    found: list[Need] = []
    for at in range(inside.size):
        linked = knowledge.lessons[start + at]
        for link in linked.of(PREREQUISITES):
            row, plan = link.reference.prerequisite, linked.lesson.plan
            if row is None or plan is None or has_gap(plan, row) or taught_here(row):
                continue
            meanings = _meanings(knowledge, link, start + inside.size)
            relevant = inside.relevant(at, meanings)
            broken = {
                before: code
                for before in subsets(relevant)
                if (code := _objection(ground, rules, inside.imagined(at, before, meanings)))
            }
            if broken:
                teachers = inside.lessons(x for target in meanings[0].targets for x in knowledge.groups.same(target))
                found.append(Need(at, link, relevant, broken, teachers & ~(1 << at)))
    return found


def tiring_pairs(ground: Ground, module: Module) -> frozenset[tuple[int, int]]:
    """The pairs of lessons (counted from 0) of which the second must not follow right after the first."""
    rules = _rules(ground, LOAD_RULES)
    lessons = module.lessons
    return frozenset(
        (one, other)
        for one in range(len(lessons))
        for other in range(len(lessons))
        if one != other and _objects(ground, rules, module, (lessons[one], lessons[other]))
    )


def _objects(ground: Ground, rules: Sequence[Rule], module: Module, pair: tuple[Lesson, Lesson]) -> bool:
    two = tuple(replace(lesson, order=order) for order, lesson in enumerate(pair, 1))
    alone = replace(module, lessons=two, before=None)
    return bool(_reported(ground, ((rule, finding) for rule in rules for finding in rule.run(alone))))


def _rules(ground: Ground, codes: Sequence[str]) -> list[Rule]:
    return [rule for rule in RULES if rule.code in codes and ground.decision.enabled(rule)]


def _objection(ground: Ground, rules: Sequence[Rule], imagined: LinkedLesson) -> str:
    """The code of the rule that objects to the only row of a lesson, "" when none does."""

    def run() -> Iterator[tuple[Rule, Finding]]:
        for rule in rules:
            subject = imagined if rule.scope is Scope.REFERENCES else imagined.knowledge
            yield from ((rule, finding) for finding in rule.run(subject, ground.options.get(rule.code)))

    return _reported(ground, run())


def _reported(ground: Ground, found: Iterator[tuple[Rule, Finding]]) -> str:
    raw = [Raw(rule, ground.course.subject(finding.place.path), finding) for rule, finding in found]
    if not raw:
        return ""
    told = judge(raw, ground.course.waivers(), ground.decision, ground.today, lambda _: True).diagnostics
    return next((each.code for each in told if each.severity is not Severity.INFO), "")


def _meanings(knowledge: Knowledge, link: Link, end: int) -> tuple[Link, Link]:
    """What a row means with the whole module taught, and what it means today."""
    own = link.reference.at
    whole = knowledge.meaning(link.reference, end)
    unclear = whole.standing in (NONE, OUTSIDE) or any(event.order == own for event in whole.targets)
    return (link if unclear or whole.targets == link.targets else whole), link


def subsets(bits: int) -> Iterator[int]:
    """Every subset of a bit set."""
    subset = bits
    while True:
        yield subset
        if not subset:
            return
        subset = (subset - 1) & bits


class _Module:
    """The lessons of one module within the course, by their number from 0."""

    def __init__(self, knowledge: Knowledge, start: int, size: int) -> None:
        self._knowledge, self._start, self.size = knowledge, start, size
        self._events = [event for event in knowledge.events if any(self._has(order) for order in event.orders)]

    def _has(self, order: int) -> bool:
        return self._start <= order < self._start + self.size

    def lessons(self, events: Iterator[Event]) -> int:
        """The lessons of the module that teach some events, as a bit set."""
        orders = {order for event in events for order in event.orders if self._has(order)}
        return sum(1 << (order - self._start) for order in orders)

    def relevant(self, at: int, meanings: tuple[Link, Link]) -> int:
        """The lessons whose place decides about a row: they teach what it may mean, or it cites them."""
        groups = self._knowledge.groups

        def events() -> Iterator[Event]:
            for link in meanings:
                for target in link.targets:
                    yield from (*groups.same(target), *groups.possible(target))
                if link.how in (*BY_WORDS, "none"):
                    yield from (each.event for each in link.candidates)
            telling = read_name(meanings[1].reference.concept.value).telling
            yield from (event for event in self._events if telling and telling <= event.name.words | event.notes)

        cited = {order - self._start for link in meanings for order in link.citation.lessons if self._has(order)}
        return (self.lessons(events()) | sum(1 << each for each in cited)) & ~(1 << at)

    def imagined(self, at: int, before: int, meanings: tuple[Link, Link]) -> LinkedLesson:
        """Lesson `at` with one row, after a set of lessons of its module and before the others."""
        ahead = [each for each in range(self.size) if before >> each & 1]
        behind = [each for each in range(self.size) if not before >> each & 1 and each != at]
        order = {self._start + old: self._start + new for new, old in enumerate((*ahead, at, *behind))}
        return _Imagined(self._knowledge, order, self._events, self._start + at, meanings).lessons[0]


class _Regrouped(Groups):
    """The groups of a course whose lessons stand elsewhere; which events belong together stays."""

    def __init__(self, real: Groups, events: Sequence[Event]) -> None:
        self._real, self._moved = real, events

    def same(self, event: Event) -> list[Event]:
        return sorted((self._moved[each.id] for each in self._real.same(event)), key=lambda each: each.order)

    def possible(self, event: Event) -> list[Event]:
        return [self._moved[each.id] for each in self._real.possible(event)]

    def together(self, one: Event, other: Event) -> bool:
        return self._real.together(one, other)


class _Imagined(Knowledge):
    """What is known of a course when the lessons of one module stand in another order, seen from one row."""

    def __init__(
        self, real: Knowledge, order: Mapping[int, int], events: Sequence[Event], at: int, meanings: tuple[Link, Link]
    ) -> None:
        # Nothing is read again, which is all the constructor of a real one would do.
        lessons = list(real.course.lessons)
        for old, new in order.items():
            lessons[new] = real.course.lessons[old]
        self.course = replace(real.course, lessons=tuple(lessons))
        moved = list(real.events)
        for event in events:
            orders = tuple(sorted(order.get(each, each) for each in event.orders))
            moved[event.id] = event._replace(orders=orders, order=orders[-1])
        self.events = tuple(moved)
        self.groups = _Regrouped(real.groups, moved)
        link = self._link(order, order[at], meanings)
        self.lessons = (LinkedLesson(real.course.lessons[at], order[at], (link,), self),)

    def _link(self, order: Mapping[int, int], at: int, meanings: tuple[Link, Link]) -> Link:
        """The row's link in this order: its meaning where that is taught by now, else nothing."""
        seen = [link for link in meanings if link.targets and self.events[link.targets[0].id].orders[0] <= at]
        link = seen[0] if seen else meanings[1]
        citation = link.citation._replace(lessons=frozenset(order.get(each, each) for each in link.citation.lessons))
        reference = link.reference._replace(at=at)
        candidates = tuple(
            each._replace(event=event)
            for each in link.candidates
            if (event := self.events[each.event.id]).orders[0] <= at
        )
        if not seen:
            standing = link.standing if link.standing == OUTSIDE else NONE
            return link._replace(
                reference=reference, citation=citation, candidates=candidates, targets=(), standing=standing,
                how="none", depth_before=-1, plausible=-1, verdict=UNLINKED,
            )  # fmt: skip
        targets = tuple(self.events[each.id] for each in link.targets)
        same = [each for target in targets for each in self.groups.same(target)]
        like = [each for target in targets for each in self.groups.possible(target)]
        if link.standing != SETTLED:
            like += [
                x
                for each in candidates
                if each.score >= candidates[0].score - PLAUSIBLE
                for x in self.groups.same(each.event)
            ]
        sure = max((each.level for each in same if each.order < at), default=-1)
        plausible = max([sure, *(each.level for each in like if each.order < at)])
        needed = reference.required.low if reference.required.kind == "taught" else 0
        return link._replace(
            reference=reference, citation=citation, candidates=candidates, targets=targets,
            depth_before=sure, plausible=plausible, verdict=MET if plausible >= needed else UNMET,
        )  # fmt: skip
