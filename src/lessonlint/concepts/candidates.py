"""Candidates for what a name means, kept small: a long course has a million, and most of them nobody looks at again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import starmap
from struct import Struct
from typing import NamedTuple

from lessonlint.concepts.events import Event

Scores = tuple[int, float, float, float]
"""A candidate with the id of its event."""
_SCORES = Struct("<I3d")


class Candidate(NamedTuple):
    """An event with its score and what the score is made of."""

    event: Event
    score: float
    containment: float
    scope: float


class Ranking:
    """The best candidates for a name, best first. They are numbers until somebody asks for them."""

    __slots__ = ("_events", "packed")

    def __init__(self, events: Sequence[Event], packed: bytes) -> None:
        self._events, self.packed = events, packed

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The candidates, made anew."""
        return tuple(self)

    def __iter__(self) -> Iterator[Candidate]:
        """The same, one after the other: most who ask look at the first few."""
        events = self._events
        for number, score, containment, scope in _SCORES.iter_unpack(self.packed):
            yield Candidate(events[number], score, containment, scope)

    def where(self, may_be: Callable[[Event], bool]) -> Ranking:
        """The candidates whose events may be meant."""
        events, scores = self._events, _SCORES.iter_unpack(self.packed)
        return Ranking(events, packed([each for each in scores if may_be(events[each[0]])]))

    def among(self, events: Sequence[Event]) -> Ranking:
        """The same candidates where their events, by their ids, are others."""
        return Ranking(events, self.packed)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ranking) and self.candidates == other.candidates

    def __hash__(self) -> int:
        return hash(self.packed)


NOTHING = Ranking((), b"")


def packed(scores: Iterable[Scores]) -> bytes:
    """Candidates as bytes: 28 each."""
    return b"".join(starmap(_SCORES.pack, scores))
