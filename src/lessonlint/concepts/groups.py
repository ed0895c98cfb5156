"""One concept, many rows: which teaching events are steps in the history of the same concept.

A concept is introduced here, deepened there and applied in a project, in other words each time. Events are grouped
when their heads are the same, or when a row's own notes say where it comes from (“elevated from INTRODUCED in 4.2.3”).
A looser likeness makes a *possible* group; that may silence an alarm and never raises one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Protocol

from lessonlint.concepts.citations import Citation, CitationReader
from lessonlint.concepts.events import Event
from lessonlint.concepts.matching import Matcher
from lessonlint.concepts.rankings import Rankings
from lessonlint.vocabulary import DEFAULT_VOCABULARY, Vocabulary

_RISING = ("elevat", "upgrad", "extend", "deepen", "develop", "promot", "revisit", "resolv", "build", "bridg")
_RISES = (
    rf"(?:{'|'.join(_RISING)})\w*\s+(?:\w+\s+){{0,3}}?(?:from|to|on|concept)\b(?:[^.;]|\.(?=\S))*"
    r"|\bfrom\s+(?:LADDER)\b(?:[^.;]|\.(?=\S))*"
)
_TOLD = (*_RISING, "from")
"""A rise is told by one of these: looking for them first spares most notes the pattern."""
_SURE, _POSSIBLE, _LIKE = 0.9, 1.25, 1.0
_ANYWHERE = Citation()


class Histories(Protocol):
    """Which events are steps in the history of one concept."""

    def same(self, event: Event) -> list[Event]:
        """The events that teach the same concept, this one included, in course order."""

    def possible(self, event: Event) -> list[Event]:
        """Further events that may teach the same concept."""

    def together(self, one: Event, other: Event) -> bool:
        """Whether two events surely teach the same concept."""


class Groups:
    """The history of every concept: for each event, the events that surely or possibly teach the same thing."""

    def __init__(
        self,
        events: Sequence[Event],
        matcher: Matcher,
        rankings: Rankings,
        citations: CitationReader,
        decided: Iterable[tuple[Event, ...]] = (),
        vocabulary: Vocabulary = DEFAULT_VOCABULARY,
    ) -> None:
        self._said = vocabulary.phrase
        ladder = "|".join(map(re.escape, vocabulary.depths.ladder))
        self._rises = re.compile(_RISES.replace("LADDER", ladder), re.IGNORECASE)
        self._events = events
        self._parent = list(range(len(events)))
        self._maybe: dict[int, set[int]] = defaultdict(set)
        for group in decided:
            for event in group:
                self._join(group[0].id, event.id)
        by_head: dict[frozenset[str], int] = {}
        for event in events:
            # Behind a colon stands which of several (`Sigmoid: derivative`), and not what the first is.
            named = event.name.words if ": " in event.row.concept.value else event.name.telling
            self._join(by_head.setdefault(named, event.id), event.id)
        for event in events:
            self._follow_notes(event, rankings, citations)
            self._look_back(event, matcher, rankings)
        self._roots = [self._find(event.id) for event in events]
        self._members: dict[int, list[Event]] = defaultdict(list)
        for event in events:
            self._members[self._roots[event.id]].append(event)

    def same(self, event: Event) -> list[Event]:
        """The events that teach the same concept, this one included, in course order."""
        return self._members[self._roots[event.id]]

    def possible(self, event: Event) -> list[Event]:
        """Further events that may teach the same concept."""
        sure = {other.id for other in self.same(event)}
        if self._maybe.keys().isdisjoint(sure):
            return []
        reached = {other for member in sure for other in self._maybe.get(member, ())} - sure
        return [self._events[number] for number in sorted(reached)]

    def together(self, one: Event, other: Event) -> bool:
        """Whether two events surely teach the same concept."""
        return self._roots[one.id] == self._roots[other.id]

    def _follow_notes(self, event: Event, rankings: Rankings, citations: CitationReader) -> None:
        notes = self._said(event.row.notes.value)
        folded = notes.casefold()
        for claim in self._rises.findall(notes) if any(word in folded for word in _TOLD) else ():
            citation = citations.read_in(claim, event.order)
            if not citation.says:
                continue
            for candidate in islice(rankings.rank(event.name, citation, event.order), 3):
                cited = candidate.event.order in citation.lessons or candidate.event.module in citation.modules
                if cited and candidate.event.order < event.order and candidate.score >= _SURE:
                    self._join(candidate.event.id, event.id)
                    break

    def _look_back(self, event: Event, matcher: Matcher, rankings: Rankings) -> None:
        for candidate in islice(rankings.rank(event.name, _ANYWHERE, event.order), 4):
            if candidate.event.order >= event.order or candidate.score < _LIKE:
                continue
            back = matcher.likeness(candidate.event.name, event)
            if max(candidate.score, (candidate.score + back) / 2) >= _POSSIBLE:
                self._maybe[candidate.event.id].add(event.id)
                self._maybe[event.id].add(candidate.event.id)

    def _find(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def _join(self, one: int, other: int) -> None:
        self._parent[self._find(other)] = self._find(one)
