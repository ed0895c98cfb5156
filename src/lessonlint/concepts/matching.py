"""The scored step: which teaching event do the words of a reference mean?

The score of an event is the rarity-weighted share of the reference's words found in it, plus how much of the event's
head the reference covers, plus a soft prior for the cited place. Candidates come from an inverted index, so the cost
of a reference grows with the events that share a word with it and not with the course.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lessonlint.concepts.citations import Citation
from lessonlint.concepts.events import Event
from lessonlint.concepts.names import GENERIC, Name
from lessonlint.course.values import Course

# Weights of where a word is found, chosen on the tuned half of the labels; the plateau is wide (benchmarks/resolution).
_IN_HEAD, _IN_GLOSS, _IN_NOTES, _IN_PLACE = 1.0, 0.6, 0.25, 0.3
_GLOSS_OF_REFERENCE = 0.5
_COVERAGE, _BEHIND_CORE = 0.8, 0.45
_GENERIC = 0.3
_SAME_CORE = 0.25
_CITED_LESSON, _CITED_MODULE, _CITED_SERIES = 0.4, 0.15, 0.05
_NAMES_THE_LESSON = 0.3
_SAME_LESSON = -0.3
_KEPT = 12


class Candidate(NamedTuple):
    """An event with its score and what the score is made of."""

    event: Event
    score: float
    containment: float
    coverage: float
    scope: float


class Matcher:
    """Ranks the teaching events of one course for any reference."""

    def __init__(self, events: Sequence[Event], course: Course) -> None:
        self._events = events
        self._modules = [lesson.module for lesson in course.lessons]
        frequency = Counter(word for event in events for word in event.name.words)
        self._rarity = {word: math.log((len(events) + 1) / (count + 0.5)) for word, count in frequency.items()}
        self._unseen = math.log((len(events) + 1) / 0.5)
        self._found_in: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for event in events:
            for word, weight in _fields(event):
                self._found_in[word].append((event.id, weight))

    def rank(self, name: Name, citation: Citation, at: int) -> list[Candidate]:
        """The best candidates for a name cited in lesson `at`, best first. Lessons after `at` teach too late."""
        weights = {word: self._weight(word) for word in name.head}
        weights |= {word: self._weight(word) * _GLOSS_OF_REFERENCE for word in name.gloss}
        total = sum(weights.values())
        if not total:
            return []
        shares: dict[int, float] = defaultdict(float)
        for word, weight in weights.items():
            for event_id, field in self._found_in.get(word, ()):
                shares[event_id] += weight * field
        near = [(share / total, self._events[i]) for i, share in shares.items() if self._events[i].orders[0] <= at]
        near.sort(key=lambda pair: (-pair[0] - self._scope(pair[1], citation), pair[1].id))
        found = [self._candidate(name, event, share, citation, at) for share, event in near[: _KEPT * 3]]
        return sorted(found, key=lambda each: (-each.score, each.event.id))[:_KEPT]

    def _candidate(self, name: Name, event: Event, containment: float, citation: Citation, at: int) -> Candidate:
        coverage = self._coverage(name.words, event.name)
        scope = self._scope(event, citation)
        score = containment + _COVERAGE * coverage + scope
        telling = (name.head - GENERIC) or name.head
        if telling in ((event.name.core - GENERIC) or event.name.core, (event.name.head - GENERIC) or event.name.head):
            score += _SAME_CORE
        if len(name.head) > 1 and name.head <= event.place and citation.lessons & set(event.orders):
            score += _NAMES_THE_LESSON
        if event.order == at:
            score += _SAME_LESSON
        return Candidate(event, score, containment, coverage, scope)

    def _coverage(self, words: frozenset[str], name: Name) -> float:
        """How much of an event's head the reference names; words behind its core matter less."""
        covered = total = 0.0
        for word in name.head:
            weight = self._weight(word) * (1 if word in name.core else _BEHIND_CORE)
            total += weight
            if word in words:
                covered += weight
        return covered / total if total else 0.0

    def _scope(self, event: Event, citation: Citation) -> float:
        if citation.lessons.intersection(event.orders):
            return _CITED_LESSON
        cited = {self._modules[index] for index in citation.lessons}
        if event.module in citation.modules or event.module in cited:
            return _CITED_MODULE
        series = event.module[0]
        if series in citation.series or any(m and m[0] == series for m in (*citation.modules, *cited)):
            return _CITED_SERIES
        return 0.0

    def _weight(self, word: str) -> float:
        return self._rarity.get(word, self._unseen) * (_GENERIC if word in GENERIC else 1)


def _fields(event: Event) -> Iterable[tuple[str, float]]:
    """Each word of an event once, with the weight of the best field it stands in."""
    weights = dict.fromkeys(event.place, _IN_PLACE)
    weights |= dict.fromkeys(event.notes, _IN_NOTES)
    weights |= dict.fromkeys(event.name.gloss, _IN_GLOSS)
    weights |= dict.fromkeys(event.name.head, _IN_HEAD)
    return weights.items()
