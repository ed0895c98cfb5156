"""Which teaching events have the most weight of some words, found without a look at most of them.

An inverted index. Words that few events have are looked up, event by event. A word that many have would cost more the
longer a course is, so its events are the bits of one number: such sets are cut by each other at once, the most
promising first, until nothing that is left can come among the best.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from heapq import heappop, heappush, heappushpop
from itertools import accumulate, islice
from operator import and_, itemgetter, or_

_RARE = 12
_FEW = 4
_WIDTH = 1024
_CHUNK = (1 << _WIDTH) - 1
_ROUNDING = 1e-9
_most = itemgetter(0)

Bits = int
"""A set of events: bit `n` stands for the event with id `n`."""
Level = tuple[float, tuple[tuple[float, Bits], ...]]
"""What can be gained at most by one word, and sets of events with what each of them gains, the best first."""


def bits(events: Iterable[int]) -> Bits:
    """The set of some events."""
    found = 0
    for event in events:
        found |= 1 << event
    return found


class Postings:
    """Of each word, the events that have it, with how much it counts there.

    `counts` are the words of each event with what they count; `first` is the lesson from which on it counts itself.
    """

    def __init__(self, counts: Iterable[Mapping[str, float]], first: Sequence[int], lessons: int) -> None:
        self._first = first
        self._rare: dict[str, tuple[int, ...]] = {}
        self._common: dict[str, Level] = {}
        started: dict[int, list[int]] = defaultdict(list)
        for event, lesson in enumerate(first):
            started[lesson].append(event)
        self._taught = list(accumulate((bits(started[lesson]) for lesson in range(lessons)), or_))
        by_word: dict[str, dict[float, list[int]]] = defaultdict(lambda: defaultdict(list))
        for event, words in enumerate(counts):
            for word, count in words.items():
                by_word[word][count].append(event)
        for word, found in by_word.items():
            if sum(map(len, found.values())) <= _RARE:
                self._rare[word] = tuple(event for events in found.values() for event in events)
            else:
                fields = sorted(found, reverse=True)
                self._common[word] = (fields[0], tuple((count, bits(found[count])) for count in fields))

    def having(self, words: Collection[str]) -> Iterator[int]:
        """The events that have all of some words."""
        sets = [
            reduce(or_, [ids for _, ids in self._common[word][1]])
            if word in self._common
            else bits(self._rare.get(word, ()))
            for word in words
        ]
        return members(reduce(and_, sets) if sets else 0)

    def best(
        self, weights: Mapping[str, float], extra: Level, at: int, most: int, value: Callable[[int], float]
    ) -> None:
        """Ask for the `value` of the events taught by lesson `at` that may be among the `most` best, and of a few more.

        An event's value is 0 when it has none of the words, else the weights of those it has, each by what it counts
        there, and what it gains by `extra`.
        """
        first, rare = self._first, self._rare
        asked = {event for word in weights for event in rare.get(word, ()) if first[event] <= at}
        best = sorted([0.0] * most + [value(event) for event in asked])[-most:]
        levels = self._levels(weights, extra)
        left = [0.0, *accumulate(gain for gain, _ in reversed(levels))][::-1]
        # Sets of events that may hold some of the best: what they gain at most, by how many levels they were cut, what
        # they gained there.
        waiting = [(-left[0], 0, 0.0, self._taught[min(at, len(self._taught) - 1)] if self._taught else 0)]
        while waiting and -waiting[0][0] > max(0.0, best[0] - _ROUNDING):
            _, depth, gained, events = heappop(waiting)
            if depth == len(levels) or events.bit_count() <= _FEW:
                for event in islice((each for each in members(events) if each not in asked), most):
                    asked.add(event)
                    heappushpop(best, value(event))
                continue
            for gain, ids in levels[depth][1]:
                if both := events & ids:
                    heappush(waiting, (-gained - gain - left[depth + 1], depth + 1, gained + gain, both))
                    events ^= both
            if events:
                heappush(waiting, (-gained - left[depth + 1], depth + 1, gained, events))

    def _levels(self, weights: Mapping[str, float], extra: Level) -> list[Level]:
        """What can be gained by each word that many events have, and beside words, the most first."""
        common = ((weight, self._common[word]) for word, weight in weights.items() if word in self._common)
        levels = [(weight * top, tuple((weight * count, ids) for count, ids in sets)) for weight, (top, sets) in common]
        return sorted([*levels, extra], key=_most, reverse=True)


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
