"""The scored step: which teaching event do the words of a reference mean?

The score of an event is the rarity-weighted share of the reference's words found in it, plus how much of the event's
head the reference covers, plus a soft prior for the cited place. Candidates come from an inverted index, so the cost
of a reference grows with the events that share a word with it and not with the course.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from heapq import nlargest, nsmallest
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from lessonlint.concepts.citations import Citation
from lessonlint.concepts.events import Event
from lessonlint.concepts.names import GENERIC, Name
from lessonlint.course.values import Course, ModuleNumber

# Weights of where a word is found, chosen on the tuned half of the labels; the plateau is wide (benchmarks/resolution).
_IN_HEAD, _IN_GLOSS, _IN_NOTES, _IN_PLACE = 1.0, 0.6, 0.25, 0.3
_GLOSS_OF_REFERENCE = 0.5
_COVERAGE, _BEHIND_CORE = 0.8, 0.45
_GENERIC = 0.3
_SAME_CORE = 0.25
_CITED_LESSON, _CITED_MODULE, _CITED_SERIES = 0.4, 0.15, 0.05
_NAMES_THE_LESSON = 0.3
_SAME_LESSON = -0.3
_WEIGHED, _KEPT = 12, 8
_ROUNDING = 1e-9
_gain = itemgetter(0)


class Candidate(NamedTuple):
    """An event with its score and what the score is made of."""

    event: Event
    score: float
    containment: float
    coverage: float
    scope: float


class _Head(NamedTuple):
    """What the score needs of an event's head: its words with weights, their sum, and the words that tell it."""

    weights: dict[str, float]
    total: float
    telling: tuple[frozenset[str], frozenset[str]]


class _Found(NamedTuple):
    """The events that have a word in one field, and by how much that field counts more than the next one."""

    field: float
    drop: float
    events: list[int]


class Matcher:
    """Ranks the teaching events of one course for any reference."""

    def __init__(self, events: Sequence[Event], course: Course) -> None:
        self._events = events
        self._modules = [lesson.module for lesson in course.lessons]
        frequency = Counter(word for event in events for word in event.name.words)
        self._rarity = {word: math.log((len(events) + 1) / (count + 0.5)) for word, count in frequency.items()}
        self._unseen = math.log((len(events) + 1) / 0.5)
        self._heads = [self._head(event.name) for event in events]
        self._first = [event.orders[0] for event in events]
        self._priors: dict[Citation, dict[int, float]] = {}
        self._in_lesson: dict[int, list[int]] = defaultdict(list)
        self._in_module: dict[ModuleNumber, list[int]] = defaultdict(list)
        self._in_series: dict[int, list[int]] = defaultdict(list)
        self._found_in = _index(events)
        for event in events:
            self._in_module[event.module].append(event.id)
            self._in_series[event.module[0]].append(event.id)
            for index in event.orders:
                self._in_lesson[index].append(event.id)

    def rank(self, name: Name, citation: Citation, at: int) -> list[Candidate]:
        """The best candidates for a name cited in lesson `at`, best first. Lessons after `at` teach too late."""
        weights = self._weights(name)
        total = sum(weights.values())
        if not total:
            return []
        priors = self._prior(citation)
        near = [
            (-share / total - priors.get(event_id, 0.0), event_id, share / total)
            for event_id in self._near(weights, total, priors, at)
            if (share := _share(weights, self._events[event_id]))
        ]
        found = [
            self._candidate(name, self._events[event_id], share, priors.get(event_id, 0.0), at)
            for _, event_id, share in nsmallest(_WEIGHED, near)
        ]
        return sorted(found, key=lambda each: (-each.score, each.event.id))[:_KEPT]

    def likeness(self, name: Name, event: Event) -> float:
        """How well one event fits a name, wherever it is taught."""
        weights = self._weights(name)
        total = sum(weights.values())
        return self._candidate(name, event, _share(weights, event) / total, 0.0, -1).score if total else 0.0

    def _near(self, weights: dict[str, float], total: float, priors: dict[int, float], at: int) -> set[int]:
        """The events taught by lesson `at` that may be among the best, and a few more.

        What adds most is added up first. Once an event that was not met so far could not come among the best by all
        that is left, only those met can: words that half of the course uses cost little, however long it is.
        """
        shares: dict[int, float] = defaultdict(float)
        first, prior = self._first, _CITED_MODULE * total if priors else 0.0
        left = _ROUNDING
        lists = []
        for word, weight in weights.items():
            if found := self._found_in.get(word):
                left += weight * found[0].field
                lists += [(weight * each.field, weight * each.drop, each.events) for each in found]
        lists.sort(key=_gain, reverse=True)
        for gain, drop, events in lists:
            if len(events) > len(shares) >= _WEIGHED and nlargest(_WEIGHED, shares.values())[-1] > left + prior:
                break
            for event_id in events:
                if first[event_id] <= at:
                    shares[event_id] += gain
            left -= drop
        for event_id in priors.keys() & shares.keys():
            shares[event_id] += priors[event_id] * total
        enough = nlargest(_WEIGHED, shares.values())[-1] - left if len(shares) > _WEIGHED else 0.0
        met = {event_id for event_id, share in shares.items() if share >= enough}
        return met.union(event_id for event_id in priors if priors[event_id] == _CITED_LESSON and first[event_id] <= at)

    def _weights(self, name: Name) -> dict[str, float]:
        # Sorted here and below, so that sums of rounded numbers come out the same in every run.
        weights = {word: self._weight(word) for word in sorted(name.head)}
        return weights | {word: self._weight(word) * _GLOSS_OF_REFERENCE for word in sorted(name.gloss)}

    def _candidate(self, name: Name, event: Event, containment: float, prior: float, at: int) -> Candidate:
        head = self._heads[event.id]
        covered = sum([weight for word, weight in head.weights.items() if word in name.head or word in name.gloss])
        coverage = covered / head.total if head.total else 0.0
        score = containment + _COVERAGE * coverage + prior
        if name.telling in head.telling:
            score += _SAME_CORE
        if prior == _CITED_LESSON and len(name.head) > 1 and name.head <= event.place:
            score += _NAMES_THE_LESSON
        if event.order == at:
            score += _SAME_LESSON
        return Candidate(event, score, containment, coverage, prior)

    def _head(self, name: Name) -> _Head:
        """Words behind the core of a head matter less."""
        weights = {word: self._weight(word) * (1 if word in name.core else _BEHIND_CORE) for word in sorted(name.head)}
        return _Head(weights, sum(weights.values()), ((name.core - GENERIC) or name.core, name.telling))

    def _prior(self, citation: Citation) -> dict[int, float]:
        """What each event gains for standing in a cited lesson, its module or its series."""
        if citation not in self._priors:
            cited = {module for index in citation.lessons if (module := self._modules[index])} | citation.modules
            series = {number for number, _ in cited} | citation.series
            found: dict[int, float] = {}
            for number in sorted(series):
                found |= dict.fromkeys(self._in_series[number], _CITED_SERIES)
            for module in sorted(cited):
                found |= dict.fromkeys(self._in_module[module], _CITED_MODULE)
            for index in citation.lessons:
                found |= dict.fromkeys(self._in_lesson[index], _CITED_LESSON)
            self._priors[citation] = found
        return self._priors[citation]

    def _weight(self, word: str) -> float:
        return self._rarity.get(word, self._unseen) * (_GENERIC if word in GENERIC else 1)


def _share(weights: dict[str, float], event: Event) -> float:
    """The weight of the words that an event has, each by the field it stands in."""
    head, gloss, notes, place = event.name.head, event.name.gloss, event.notes, event.place
    share = 0.0
    for word, weight in weights.items():
        if word in head:
            share += weight * _IN_HEAD
        elif word in gloss:
            share += weight * _IN_GLOSS
        elif word in notes:
            share += weight * _IN_NOTES
        elif word in place:
            share += weight * _IN_PLACE
    return share


def _index(events: Sequence[Event]) -> dict[str, list[_Found]]:
    """Which events have a word in which field, what counts most first."""
    found: dict[str, dict[float, list[int]]] = defaultdict(lambda: defaultdict(list))
    for event in events:
        fields = dict.fromkeys(event.place, _IN_PLACE)
        fields |= dict.fromkeys(event.notes, _IN_NOTES)
        fields |= dict.fromkeys(event.name.gloss, _IN_GLOSS)
        fields |= dict.fromkeys(event.name.head, _IN_HEAD)
        for word, field in fields.items():
            found[word][field].append(event.id)
    return {word: _ordered(fields) for word, fields in found.items()}


def _ordered(fields: dict[float, list[int]]) -> list[_Found]:
    order = sorted(fields, reverse=True)
    return [_Found(field, field - less, fields[field]) for field, less in pairwise([*order, 0.0])]
