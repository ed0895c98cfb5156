"""Words that no index row has, read as the ones they stand for.

Initials stand for the name they begin: who writes `FFT` where the index has `Fast Fourier transform` means nothing
else. A word may also be of the family of one in the index: `ferment` beside `fermentation`. The first is another way to
write a name, the second only a reason to look at a row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from lessonlint.concepts.names import Name, initials, reworded

_FEWEST_INITIALS = 2
_BEGINNING, _TAIL = 5, 4


class Wordings:
    """What the words of a reference stand for among the names of one index."""

    def __init__(self, names: Sequence[Name], words: Collection[str]) -> None:
        self._words = words
        self._sorted = sorted(words)
        self._named = frozenset(word for name in names for word in (*name.head, *name.alias))
        self._initials: dict[str, str] = {}
        for name in names:
            short = initials(name)
            if len(short) >= _FEWEST_INITIALS and self._initials.setdefault(short, name.head_key) != name.head_key:
                self._initials[short] = ""  # two names begin with these letters: they tell neither
        self._families: dict[str, str] = {}

    def spelled_out(self, name: Name) -> Name:
        """A name with the words that its initials stand for, unless a row is named with the initials themselves."""
        strange = name.capitals.difference(self._named)
        return reworded(name, {word: self._initials[word] for word in strange if self._initials.get(word)})

    def akin(self, name: Name) -> Name:
        """A name with the nearest words of the index for those that it has not."""
        strange = name.words.difference(self._words)
        return reworded(name, {word: found for word in strange if (found := self._family(word))})

    def _family(self, word: str) -> str:
        if word not in self._families:
            near = [] if word.isdigit() else self._beginning_alike(word)
            self._families[word] = min(near, key=lambda other: (abs(len(other) - len(word)), other), default="")
        return self._families[word]

    def _beginning_alike(self, word: str) -> Iterator[str]:
        """The words of the index that go on where this one ends, or end where it goes on."""
        start = bisect_left(self._sorted, word)
        for other in takewhile(lambda each: each.startswith(word), self._sorted[start:]):
            if len(word) >= _BEGINNING and len(other) <= len(word) + _TAIL:
                yield other
        for end in range(max(_BEGINNING, len(word) - _TAIL), len(word)):
            if word[:end] in self._words:
                yield word[:end]
