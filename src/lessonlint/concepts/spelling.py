"""Which of many words is spelt most like one: what `difflib` says, without asking it about most of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import pairwise

_ROUNDING = 1e-9


class Spellings:
    """Words with the pairs of letters that they are made of: each pair is one bit, each time it comes."""

    def __init__(self, words: Iterable[str]) -> None:
        self._bits: dict[tuple[tuple[str, str], int], int] = {}
        self._words = [(word, self._pairs(word)) for word in words]

    def nearest(self, word: str, cutoff: float) -> str:
        """The word spelt most like one, "" where none is alike by `cutoff` (0 to 1) or more.

        Every stretch of letters that two words share holds one pair less than letters, and letters that they do not
        share part the stretches: so two words of T letters with p pairs in common share (p + T + 1) / 3 at most.
        """
        own, size = self._pairs(word), len(word)
        shares = ((((own & pairs).bit_count() + 1) / (size + len(other)), other) for other, pairs in self._words)
        judge, found = SequenceMatcher(b=word), (cutoff, "")
        for shared, other in sorted((each for each in shares if each[0] >= _least(cutoff)), reverse=True):
            if shared < _least(found[0]):
                break
            judge.set_seq1(other)
            if min(judge.real_quick_ratio(), judge.quick_ratio()) >= found[0]:
                found = max(found, (judge.ratio(), other))
        return found[1]

    def _pairs(self, word: str) -> int:
        found, seen = 0, Counter[tuple[str, str]]()
        for pair in pairwise(word):
            found |= 1 << self._bits.setdefault((pair, seen[pair]), len(self._bits))
            seen[pair] += 1
        return found


def _least(ratio: float) -> float:
    """The pairs and one, by letter, that two words share at least which are alike by a ratio."""
    return 1.5 * ratio - 1 - _ROUNDING
