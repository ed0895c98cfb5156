"""The scored step: which teaching event do the words of a reference mean?

The score of an event is the rarity-weighted share of the reference's words found in it, plus how much of the event's
head the reference covers, plus a soft prior for the cited place. Candidates come from an inverted index, so the cost
of a reference grows with the events that share a word with it and not with the course.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from heapq import nsmallest
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
        self._found_in: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for event in events:
            self._in_module[event.module].append(event.id)
            self._in_series[event.module[0]].append(event.id)
            for index in event.orders:
                self._in_lesson[index].append(event.id)
            for word, weight in _fields(event):
                self._found_in[word].append((event.id, weight))

    def rank(self, name: Name, citation: Citation, at: int) -> list[Candidate]:
        """The best candidates for a name cited in lesson `at`, best first. Lessons after `at` teach too late."""
        weights = self._weights(name)
        total = sum(weights.values())
        if not total:
            return []
        shares: dict[int, float] = defaultdict(float)
        for word, weight in weights.items():
            for event_id, field in self._found_in.get(word, ()):
                shares[event_id] += weight * field
        priors, first = self._prior(citation), self._first
        near = [
            (-share / total - priors.get(event_id, 0.0), event_id, share / total)
            for event_id, share in shares.items()
            if first[event_id] <= at
        ]
        found = [
            self._candidate(name, self._events[event_id], share, priors.get(event_id, 0.0), at)
            for _, event_id, share in nsmallest(_WEIGHED, near)
        ]
        return sorted(found, key=lambda each: (-each.score, each.event.id))[:_KEPT]

    def likeness(self, name: Name, event: Event) -> float:
        """How well one event fits a name, wherever it is taught."""
        weights, fields = self._weights(name), dict(_fields(event))
        total = sum(weights.values())
        share = sum(weight * fields.get(word, 0.0) for word, weight in weights.items())
        return self._candidate(name, event, share / total, 0.0, -1).score if total else 0.0

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


def _fields(event: Event) -> Iterable[tuple[str, float]]:
    """Each word of an event once, with the weight of the best field it stands in."""
    weights = dict.fromkeys(event.place, _IN_PLACE)
    weights |= dict.fromkeys(event.notes, _IN_NOTES)
    weights |= dict.fromkeys(event.name.gloss, _IN_GLOSS)
    weights |= dict.fromkeys(event.name.head, _IN_HEAD)
    return weights.items()
