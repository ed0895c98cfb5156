"""The scored step: which teaching event do the words of a reference mean?

The score of an event is the rarity-weighted share of the reference's words found in it, plus how much of the event's
head the reference covers, plus a soft prior for the cited place. Candidates come from an inverted index, so the cost
of a reference grows with the events that share a word with it and not with the course.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence, Set
from functools import reduce
from operator import or_
from typing import NamedTuple

from lessonlint.concepts.candidates import NOTHING, Ranking, packed
from lessonlint.concepts.citations import Citation
from lessonlint.concepts.events import Event
from lessonlint.concepts.names import GENERIC, Name, told_by
from lessonlint.concepts.postings import Bits, Postings, Weights, bits
from lessonlint.concepts.wordings import Wordings
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
_PLACES = 64


class _Head(NamedTuple):
    """What the score needs of an event's head: its words with weights, their sum, the words that tell it, its alias."""

    weights: tuple[tuple[str, float], ...]
    total: float
    telling: tuple[frozenset[str], ...]
    alias: frozenset[str]


class _Cited(NamedTuple):
    """The events of cited lessons, and the cited modules and series with those that lessons and modules stand in."""

    own: frozenset[int]
    modules: Set[ModuleNumber]
    series: Set[int]
    gains: Sequence[tuple[float, Bits]]

    def prior(self, event: Event) -> float:
        """What an event gains for standing in a cited lesson, its module or its series."""
        if event.id in self.own:
            return _CITED_LESSON
        if event.module in self.modules:
            return _CITED_MODULE
        return _CITED_SERIES if event.module[0] in self.series else 0.0


class Matcher:
    """Ranks the teaching events of one course for any reference."""

    def __init__(self, events: Sequence[Event], course: Course) -> None:
        self._events = events
        self._modules = [lesson.module for lesson in course.lessons]
        frequency = Counter(word for event in events for word in event.name.words)
        self._rarity = {word: math.log((len(events) + 1) / (count + 0.5)) for word, count in frequency.items()}
        self._unseen = math.log((len(events) + 1) / 0.5)
        self._heads = [self._head(event.name) for event in events]
        self._wordings = Wordings([event.name for event in events], self._rarity)
        self._postings = Postings(map(_counts, events), [event.orders[0] for event in events])
        self._places: dict[Citation, _Cited] = {}
        self._in_lesson: dict[int, list[int]] = defaultdict(list)
        in_module: dict[ModuleNumber, list[int]] = defaultdict(list)
        in_series: dict[int, list[int]] = defaultdict(list)
        for event in events:
            in_module[event.module].append(event.id)
            in_series[event.module[0]].append(event.id)
            for index in event.orders:
                self._in_lesson[index].append(event.id)
        self._in_module = defaultdict(int, {number: bits(ids) for number, ids in in_module.items()})
        self._in_series = defaultdict(int, {number: bits(ids) for number, ids in in_series.items()})

    def rank(self, name: Name, citation: Citation, at: int) -> Ranking:
        """The best candidates for a name cited in lesson `at`, best first. Lessons after `at` teach too late."""
        name = self._wordings.akin(name)
        weights = self._weights(name)
        if not weights:
            return NOTHING
        events, words, cited = self._events, name.words, self._cited(citation)
        found: list[tuple[float, int, float, float]] = []
        best = self._postings.best(weights, cited.gains, lambda event: cited.prior(events[event]), at, _WEIGHED)
        for _, number, share, prior in best:
            event = events[number]
            score = self._score(name, words, number, share, prior)
            if prior == _CITED_LESSON and len(name.head) > 1 and name.head.issubset(event.place):
                score += _NAMES_THE_LESSON
            if event.order == at:
                score += _SAME_LESSON
            found.append((-score, number, share, prior))
        best_of_all = sorted(found)[:_KEPT]
        return Ranking(events, packed([(number, -below, share, prior) for below, number, share, prior in best_of_all]))

    def spelled_out(self, name: Name) -> Name:
        """A name with the words that its initials stand for in the index."""
        return self._wordings.spelled_out(name)

    def having(self, words: Collection[str]) -> Iterator[int]:
        """The events, by their ids, that have all of some words somewhere."""
        return self._postings.having(words)

    def likeness(self, name: Name, event: Event) -> float:
        """How well one event fits a name, wherever it is taught."""
        name = self._wordings.akin(name)
        weights = self._weights(name)
        if not weights:
            return 0.0
        return self._score(name, name.words, event.id, self._postings.share(weights, event.id), 0.0)

    def _weights(self, name: Name) -> Weights:
        # Sorted here and below, so that sums of rounded numbers come out the same in every run.
        weights = [(word, self._weight(word)) for word in sorted(name.head)]
        return weights + [(word, self._weight(word) * _GLOSS_OF_REFERENCE) for word in sorted(name.gloss)]

    def _score(self, name: Name, words: Set[str], event: int, share: float, prior: float) -> float:
        """The score of an event by its words, by how much of its head a name covers, and by its place."""
        weights, total, telling, alias = self._heads[event]
        covered = 0.0
        for word, weight in weights:
            if word in words:
                covered += weight
        coverage = covered / total if total else 0.0
        if alias and (alias <= name.head or alias.issubset(name.gloss)):
            coverage = 1.0
        score = share + _COVERAGE * coverage + prior
        return score + _SAME_CORE if name.telling in telling else score

    def _head(self, name: Name) -> _Head:
        """Words behind the core of a head matter less."""
        weights = {word: self._weight(word) * (1 if word in name.core else _BEHIND_CORE) for word in sorted(name.head)}
        telling = (told_by(name.core), name.telling, name.alias or name.telling)
        return _Head(tuple(weights.items()), sum(weights.values()), telling, name.alias)

    def _cited(self, citation: Citation) -> _Cited:
        if citation not in self._places:
            if len(self._places) == _PLACES:
                self._places.clear()  # neighbours cite the same places; all that a long course cites are many bits
            self._places[citation] = self._read(citation)
        return self._places[citation]

    def _read(self, citation: Citation) -> _Cited:
        modules = {module for index in citation.lessons if (module := self._modules[index])} | citation.modules
        series = {number for number, _ in modules} | citation.series
        own = [event for index in citation.lessons for event in self._in_lesson[index]]
        gains = (
            (_CITED_LESSON, bits(own)),
            (_CITED_MODULE, reduce(or_, [self._in_module[number] for number in modules], 0)),
            (_CITED_SERIES, reduce(or_, [self._in_series[number] for number in series], 0)),
        )
        return _Cited(frozenset(own), modules, series, gains if series else ())

    def _weight(self, word: str) -> float:
        return self._rarity.get(word, self._unseen) * (_GENERIC if word in GENERIC else 1)


def _counts(event: Event) -> dict[str, float]:
    """The words of an event with what each counts: by the field where it counts most."""
    fields = dict.fromkeys(event.place, _IN_PLACE)
    fields |= dict.fromkeys(event.notes, _IN_NOTES)
    fields |= dict.fromkeys(event.name.gloss, _IN_GLOSS)
    return fields | dict.fromkeys(event.name.head | event.name.alias, _IN_HEAD)
