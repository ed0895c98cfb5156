"""Which teaching events have the most weight of some words, found without a look at most of them.

An inverted index. Words that few events have are looked up, event by event. A word that many have would cost more the
longer a course is, so its events are the bits of one number: such sets are cut by each other at once, the most
promising first, until nothing that is left can come among the best.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from heapq import heapify, heappop, heappush, heappushpop
from itertools import accumulate, islice
from operator import add, and_, itemgetter, or_

_RARE = 12
_FEW = 4
_WIDTH = 1024
_CHUNK = (1 << _WIDTH) - 1
_ROUNDING = 1e-9
_most = itemgetter(0)

Bits = int
"""A set of events: bit `n` stands for the event with id `n`."""
Weights = Sequence[tuple[str, float]]
"""Words with what each of them weighs, which is more than 0."""
Gains = Sequence[tuple[float, Bits]]
"""Sets of events with what each of them gains, the best first."""
Level = tuple[float, float, Gains]
"""What can be gained at most by one word, what the word weighs, and by whom it is had and what it counts there."""
_Waiting = tuple[float, int, float, float, Bits]
"""Events that may be among the best: their value at most, below zero, by how many words they were cut, what share they
have by those, and what they gain."""
Found = tuple[float, int, float, float]
"""The value of an event below zero, the event, its share of the weights, and what it gains."""


def bits(events: Iterable[int]) -> Bits:
    """The set of some events."""
    ids = list(events)
    found = bytearray(max(ids, default=0) // 8 + 1)
    for event in ids:
        found[event >> 3] |= 1 << (event & 7)
    return int.from_bytes(found, "little")


class Postings:
    """Of each word, the events that have it, with how much it counts there.

    `counts` are the words of each event with what they count; `first` is the lesson from which on it counts itself.
    """

    def __init__(self, counts: Iterable[Mapping[str, float]], first: Sequence[int]) -> None:
        self._counts, self._first = list(counts), first
        self._rare: dict[str, tuple[int, ...]] = {}
        self._common: dict[str, Gains] = {}
        # How far events begin with ones taught by a lesson, and those behind that are taught by an earlier one.
        self._latest = list(accumulate(first, max))
        self._early = [event for event, lesson in enumerate(first) if lesson < self._latest[event]]
        self._taught: tuple[int, Bits] = (-1, 0)  # by the lesson that asked last: it asks again and again
        by_word: dict[str, dict[float, list[int]]] = defaultdict(lambda: defaultdict(list))
        for event, words in enumerate(self._counts):
            for word, count in words.items():
                by_word[word][count].append(event)
        for word, found in by_word.items():
            if sum(map(len, found.values())) <= _RARE:
                self._rare[word] = tuple(event for events in found.values() for event in events)
            else:
                fields = sorted(found, reverse=True)
                self._common[word] = tuple((count, bits(found[count])) for count in fields)

    def having(self, words: Collection[str]) -> Iterator[int]:
        """The events that have all of some words."""
        sets = [
            reduce(or_, [ids for _, ids in self._common[word]])
            if word in self._common
            else bits(self._rare.get(word, ()))
            for word in words
        ]
        return members(reduce(and_, sets) if sets else 0)

    def share(self, weights: Weights, event: int) -> float:
        """The share of some weights that one event has."""
        return _heard(weights, self._counts[event]) / _sum(weights)

    def best(self, weights: Weights, gains: Gains, gain: Callable[[int], float], at: int, most: int) -> list[Found]:
        """The `most` best of the events that lesson `at` or one before it teaches and that have any of some words.

        An event's value is its share of the weights, each by what the word counts there, and its `gain`. `gains` are
        sets of events by what they gain, each within the next.
        """
        first, counts, total = self._first, self._counts, _sum(weights)
        rare = {event for word, _ in weights for event in self._rare.get(word, ()) if first[event] <= at}
        found: list[Found] = []
        for event in rare:
            share, gained = _heard(weights, counts[event]) / total, gain(event) if gains else 0.0
            found.append((-share - gained, event, share, gained))
        best = sorted([0.0] * most + [-below for below, _, _, _ in found])[-most:]
        levels = self._levels(weights, total)
        left = [0.0, *accumulate([at_most for at_most, _, _ in reversed(levels)])][::-1]
        waiting = [(-left[0] - extra, 0, 0.0, extra, events) for extra, events in _parted(self._taught_by(at), gains)]
        heapify(waiting)
        while waiting and -waiting[0][0] > max(0.0, best[0] - _ROUNDING):
            _, depth, share, extra, events = heappop(waiting)
            if depth == len(levels):  # all of them have the same
                alike = list(islice((each for each in members(events) if each not in rare), most))
                heard = _heard(weights, counts[alike[0]]) / total if alike else 0.0
                for event in alike if heard else ():
                    found.append((-heard - extra, event, heard, extra))
                    heappushpop(best, heard + extra)
            elif events.bit_count() <= _FEW:
                while events:
                    event = events.bit_length() - 1
                    events ^= 1 << event
                    if event not in rare and (heard := _heard(weights, counts[event]) / total):
                        found.append((-heard - extra, event, heard, extra))
                        heappushpop(best, heard + extra)
            else:
                _cut(waiting, levels[depth], left[depth + 1], depth + 1, share, extra, events)
        return sorted(found)[:most]

    def _taught_by(self, at: int) -> Bits:
        """The events that lesson `at` or one before it teaches."""
        if self._taught[0] != at:
            all_before = bisect_right(self._latest, at)
            early = self._early[bisect_left(self._early, all_before) :]
            self._taught = at, (1 << all_before) - 1 | bits(event for event in early if self._first[event] <= at)
        return self._taught[1]

    def _levels(self, weights: Weights, total: float) -> list[Level]:
        """What share is had at most by each word that many events have, the most first."""
        common = [(weight / total, self._common[word]) for word, weight in weights if word in self._common]
        return sorted([(weight * sets[0][0], weight, sets) for weight, sets in common], key=_most, reverse=True)


def _heard(weights: Weights, counts: Mapping[str, float]) -> float:
    """The weight of the words that an event has, each by what it counts there."""
    heard = 0.0
    for word, weight in weights:
        if word in counts:
            heard += weight * counts[word]
    return heard


def _sum(weights: Weights) -> float:
    return reduce(add, [weight for _, weight in weights], 0.0)


def _cut(
    waiting: list[_Waiting], level: Level, left: float, depth: int, share: float, extra: float, events: Bits
) -> None:
    """Let a set of events wait by how much of one word they have; those without any of the words are left out."""
    at_most = share + left + extra
    _, weight, sets = level
    for count, ids in sets:
        if both := events & ids:
            more = weight * count
            heappush(waiting, (-at_most - more, depth, share + more, extra, both))
            events ^= both
    if events and (share or left):
        heappush(waiting, (-at_most, depth, share, extra, events))


def _parted(events: Bits, gains: Gains) -> Iterator[tuple[float, Bits]]:
    """A set of events by what they gain."""
    for gain, ids in gains:
        if both := events & ids:
            yield gain, both
            events ^= both
    if events:
        yield 0.0, events


def members(events: Bits) -> Iterator[int]:
    """The events of a set, in order."""
    start = 0
    while events:
        chunk = events & _CHUNK
        while chunk:
            lowest = chunk & -chunk
            yield start + lowest.bit_length() - 1
            chunk ^= lowest
        events >>= _WIDTH
        start += _WIDTH
