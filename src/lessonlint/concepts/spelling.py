"""Which of many words is spelt most like one: what `difflib` says, without asking it about most of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import reduce
from math import ceil
from operator import or_

from lessonlint.concepts.postings import Bits, bits, members

_ROUNDING = 1e-9
_NAMESAKES = 0.6


def may_be_renamed(slug: str, known: str) -> bool:
    """Whether a slug may be an older or a wrong one of a lesson that is known by another, where the numbers agree.

    A number alone says little: when a lesson goes, the next one gets its number.
    """
    judge = SequenceMatcher(b=known, a=slug)
    return judge.real_quick_ratio() >= _NAMESAKES and judge.ratio() >= _NAMESAKES


class Spellings:
    """Words by the letters that they are made of. Sets of words are the bits of one number, as in `postings`."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = list(words)
        having: dict[tuple[str, int], list[int]] = defaultdict(list)
        lengths: dict[int, list[int]] = defaultdict(list)
        for number, word in enumerate(self._words):
            lengths[len(word)].append(number)
            for letter in _letters(word):
                having[letter].append(number)
        self._having = {letter: bits(numbers) for letter, numbers in having.items()}
        self._lengths = {length: bits(numbers) for length, numbers in lengths.items()}

    def nearest(self, word: str, cutoff: float) -> str:
        """The word spelt most like one, "" where none is alike by `cutoff` (0 to 1) or more.

        The stretches of letters that two words share are in both in the same order: they are no longer together than
        the longest letters in order, and these no longer than all letters that both have.
        """
        at_least, in_order = cutoff - _ROUNDING, _InOrder(word)
        others = (self._words[number] for number in members(self._sharing(word, at_least)))
        near = [(2 * in_order.shared(other) / (len(word) + len(other)), other) for other in others]
        judge, found = SequenceMatcher(b=word), (cutoff, "")
        for alike, other in sorted(near, reverse=True):
            if alike < max(at_least, found[0] - _ROUNDING):
                break
            judge.set_seq1(other)
            found = max(found, (judge.ratio(), other))
        return found[1]

    def _sharing(self, word: str, at_least: float) -> Bits:
        """The words that share enough letters with one, counted for all of them at once: in columns, as on paper."""
        columns: list[Bits] = []
        for letter in _letters(word):
            carry = self._having.get(letter, 0)
            for place, digits in enumerate(columns):
                columns[place], carry = digits ^ carry, digits & carry
            if carry:
                columns.append(carry)
        enough = ((ceil(at_least * (len(word) + length) / 2), words) for length, words in self._lengths.items())
        return reduce(or_, (_reaching(number, columns, words) for number, words in enough), 0)


def _letters(word: str) -> Iterator[tuple[str, int]]:
    """The letters of a word, each with how often it came before."""
    return ((letter, before) for letter in set(word) for before in range(word.count(letter)))


def _reaching(number: int, columns: list[Bits], same: Bits) -> Bits:
    """Of some words those that were counted as often as a number says, or more often; digits are compared in turn."""
    more = 0
    for place in reversed(range(max(len(columns), number.bit_length()))):
        digits = columns[place] if place < len(columns) else 0
        if number >> place & 1:
            same &= digits
        else:
            more |= same & digits
            same &= ~digits
    return more | same


class _InOrder:
    """How many letters of one word stand in others in its order (Hyyrö 2004): each of its letters is a bit."""

    def __init__(self, word: str) -> None:
        self._all = (1 << len(word)) - 1
        self._places: dict[str, int] = defaultdict(int)
        for place, letter in enumerate(word):
            self._places[letter] |= 1 << place

    def shared(self, other: str) -> int:
        """The length of the longest row of letters that both have in this order, not only without a gap."""
        left = self._all
        for letter in other:
            met = left & self._places.get(letter, 0)
            left = (left + met | left - met) & self._all
        return (self._all ^ left).bit_count()
