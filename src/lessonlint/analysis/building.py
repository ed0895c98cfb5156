"""How the lessons of a course build on each other: what is used and when, what much depends on, what nothing does."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from lessonlint.analysis.metrics import Edge, neighbours, reachable, redundant
from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import LIKELY, SETTLED
from lessonlint.concepts.references import PREREQUISITES, STATE

_TAUGHT = 1  # the first step of the ladder that is more than a mention


class Spacing(NamedTuple):
    """A concept with the lessons, by index, that teach it and those that use it. `first` is its first event.

    Of some lessons it is only a guess that they use it; `sure` are those of which it is settled.
    """

    first: Event
    taught: tuple[int, ...]
    used: tuple[int, ...]
    sure: tuple[int, ...]

    @property
    def seen(self) -> tuple[int, ...]:
        """The lessons in which it appears, or may appear."""
        return tuple(sorted({*self.taught, *self.used}))

    @property
    def gaps(self) -> tuple[int, ...]:
        """How many lessons lie between one appearance and the next."""
        return tuple(later - earlier - 1 for earlier, later in pairwise(self.seen))

    @property
    def alone(self) -> tuple[int, int]:
        """The two lessons between which it rests longest, where both surely name it and none between them may."""
        known = {*self.taught, *self.sure}
        rests = [pair for pair in pairwise(self.seen) if known.issuperset(pair)]
        return max(rests, key=lambda pair: pair[1] - pair[0], default=(self.seen[0], self.seen[0]))

    @property
    def returns(self) -> bool:
        """Whether a later lesson surely teaches or uses it again."""
        return len({*self.taught, *self.sure}) > 1


class Bottleneck(NamedTuple):
    """A lesson by its index, with how many later lessons build on it, directly and in all."""

    at: int
    direct: int
    all: int


class Building(NamedTuple):
    """How a course builds. Lessons are given by index in course order.

    `requisites` says for each pair of lessons how many rows of the later one rest on the earlier; `redundant` are the
    pairs that follow from others. `dead_ends` are lessons that no later one builds on, `unused` concepts that no later
    lesson names. `unplanned` counts lessons without a plan here: what they use is not known.
    """

    requisites: Mapping[Edge, int]
    redundant: tuple[Edge, ...]
    dead_ends: tuple[int, ...]
    bottlenecks: tuple[Bottleneck, ...]
    spacing: tuple[Spacing, ...]
    unused: tuple[Spacing, ...]
    unplanned: int


def building(knowledge: Knowledge) -> Building:
    """How the lessons of a course build on each other, by their prerequisites and student state tables."""
    lessons = knowledge.course.lessons
    requisites = _requisites(knowledge)
    spacing = _spacing(knowledge)
    onward = neighbours(len(lessons), requisites)
    ahead = reachable(onward)
    bottlenecks = [Bottleneck(at, len(onward[at]), ahead[at].bit_count()) for at in range(len(lessons)) if onward[at]]
    bottlenecks.sort(key=lambda each: (-each.direct, -each.all, each.at))
    named = {taught for each in spacing for taught in each.taught if any(use > taught for use in each.used)}
    last = len(lessons) - 1
    return Building(
        requisites,
        tuple(redundant(len(lessons), requisites)),
        tuple(
            at for at, lesson in enumerate(lessons) if lesson.built and at < last and not (onward[at] or at in named)
        ),
        tuple(bottlenecks),
        tuple(spacing),
        tuple(each for each in spacing if _is_unused(each, last)),
        sum(not lesson.plan for lesson in lessons),
    )


def _requisites(knowledge: Knowledge) -> dict[Edge, int]:
    """The lessons whose teaching a later one rests on: those that took its prerequisites deepest before it."""
    found: Counter[Edge] = Counter()
    for link in knowledge.links:
        at = link.reference.at
        if link.reference.table == PREREQUISITES and link.standing in (SETTLED, LIKELY):
            for target in link.targets:
                earlier = [each for each in knowledge.groups.same(target) if each.order < at]
                if earlier:
                    found[max(earlier, key=lambda each: (each.level, each.order)).order, at] += 1
    return dict(sorted(found.items()))


def _spacing(knowledge: Knowledge) -> list[Spacing]:
    """Every concept that is more than mentioned, in the order in which it first comes up."""
    settled: dict[int, set[int]] = defaultdict(set)
    for link in knowledge.links:
        if link.standing == SETTLED and link.reference.table in (PREREQUISITES, STATE):
            for target in link.targets:
                settled[target.id].add(link.reference.at)
    concepts: dict[int, list[Event]] = defaultdict(list)
    for event in knowledge.events:
        concepts[knowledge.groups.same(event)[0].id].append(event)
    found: list[Spacing] = []
    for events in concepts.values():
        if max(event.level for event in events) >= _TAUGHT:
            taught = {order for event in events for order in event.orders}
            used = {at for event in events for at in knowledge.uses(event)} - taught
            sure = {at for event in events for at in settled[event.id]} - taught
            found.append(Spacing(events[0], *(tuple(sorted(each)) for each in (taught, used, sure))))
    return found


def _is_unused(concept: Spacing, last: int) -> bool:
    """Whether nothing comes back to a concept, though something could: the course goes on after it."""
    return (
        len(concept.taught) == 1 and concept.taught[0] < last and not any(at > concept.taught[0] for at in concept.used)
    )
