"""Which of many words is spelt most like one: what `difflib` says, without asking it about most of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import pairwise

_ROUNDING = 1e-9
_NAMESAKES = 0.6


def may_be_renamed(slug: str, known: str) -> bool:
    """Whether a slug may be an older or a wrong one of a lesson that is known by another, where the numbers agree.

    A number alone says little: when a lesson goes, the next one gets its number.
    """
    judge = SequenceMatcher(b=known, a=slug)
    return judge.real_quick_ratio() >= _NAMESAKES and judge.ratio() >= _NAMESAKES


class Spellings:
    """Words with the letters and the pairs of letters that they are made of: each is one bit, each time it comes."""

    def __init__(self, words: Iterable[str]) -> None:
        self._bits: dict[tuple[object, int], int] = {}
        self._words = [(word, self._made_of(word), self._made_of(pairwise(word))) for word in words]

    def nearest(self, word: str, cutoff: float) -> str:
        """The word spelt most like one, "" where none is alike by `cutoff` (0 to 1) or more.

        Every stretch of letters that two words share holds one pair less than letters, and letters that they do not
        share part the stretches: so two words of T letters with p pairs in common share (p + T + 1) / 3 at most.
        """
        letters, pairs, size = self._made_of(word), self._made_of(pairwise(word)), len(word)
        near: list[tuple[float, str]] = []
        for other, their_letters, their_pairs in self._words:
            both = size + len(other)
            by_letters = (letters & their_letters).bit_count() / both
            by_pairs = ((pairs & their_pairs).bit_count() + both + 1) / (3 * both)
            alike = 2 * min(by_letters, by_pairs)
            if alike >= cutoff - _ROUNDING:
                near.append((alike, other))
        judge, found = SequenceMatcher(b=word), (cutoff, "")
        for alike, other in sorted(near, reverse=True):
            if alike < found[0] - _ROUNDING:
                break
            judge.set_seq1(other)
            found = max(found, (judge.ratio(), other))
        return found[1]

    def _made_of(self, parts: Iterable[object]) -> int:
        found, seen = 0, Counter[object]()
        for part in parts:
            found |= 1 << self._bits.setdefault((part, seen[part]), len(self._bits))
            seen[part] += 1
        return found
