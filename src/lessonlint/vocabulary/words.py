"""How words are compared, and what the words of a vocabulary mean.

All reading of depth, load, status, severity and verdict *words* happens here, so that a team with another ladder
changes data and not code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from lessonlint.vocabulary.emphasis import without_marks

_DASHES = re.compile(r"(?:(?<!\s)\s++)?(?:--++|[–—−])\s*+")
_MARKUP = re.compile(r"[*`~\"“”]+|(?<!\w)_+|_+(?!\w)")
_QUOTES = re.compile(r"[\"“”]+")
_NOT_WORD = re.compile(r"[^\w]+")
_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*[.):]?|[a-z][.)])\s+")
_BRACKETED = re.compile(r"\([^()]*+\)")
_RISE = re.compile(r"->|→|\bto\b")


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Lower case, one space between words, no punctuation and no numbering: what titles are compared by."""
    words = _DASHES.sub(" -- ", _MARKUP.sub("", text)).strip()
    return _NOT_WORD.sub(" ", _NUMBERING.sub("", words.casefold())).strip()


def plain(text: str) -> str:
    """The words without emphasis, code marks and quotes, with every dash written ` -- `."""
    return _DASHES.sub(" -- ", _QUOTES.sub("", without_marks(text))).strip()


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, a dash, or a word such as `TBD` that only promises."""
    words = folded(text)
    return words in _NOTHING or words.startswith(_PROMISES)


_PROMISES = (
    "tbd ", "todo ", "to do ", "to be added", "to be decided", "to be written", "tba ", "none yet", "none so far",
    "not yet ", "not addressed ", "addressed later", "deferred ",
)  # fmt: skip
_NOTHING = {"", "n a", "na", "none", "tbd", "todo", "tba", "see above", "same as above", "as above", "ditto", "xxx"}


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word an author most likely meant, if any is close."""
    by_fold = {candidate.casefold(): candidate for candidate in known}
    found = get_close_matches(word.casefold(), list(by_fold), n=1, cutoff=0.75)
    return by_fold[found[0]] if found else None


class Depth(NamedTuple):
    """How deep a concept is known, as a claim in a cell.

    `low` and `high` are steps of the ladder, 0 being the shallowest; they differ when the cell claims both halves
    of a split (`DEVELOPED/INTRODUCED`). -1 means not taught at all. `kind` is `taught`, `untaught`, `kept` (the
    event keeps whatever depth there was), `outside` (known from elsewhere) or `unknown`.
    """

    kind: str
    low: int = -1
    high: int = -1


UNKNOWN_DEPTH = Depth("unknown")


class DepthWords(NamedTuple):
    """The ladder, shallowest first, and the words that stand beside it."""

    ladder: tuple[str, ...]
    untaught: tuple[str, ...]
    kept: tuple[str, ...]
    outside: tuple[str, ...]

    def known(self) -> tuple[str, ...]:
        """Every word that may stand in a depth cell."""
        return (*self.ladder, *self.untaught, *self.kept, *self.outside)

    def is_step(self, cell: str) -> bool:
        """Whether a cell opens with a word of the ladder, as depth cells do and prose does not."""
        words = f"{folded(plain(cell))} "
        return any(words.startswith(f"{folded(step)} ") for step in self.ladder)

    def read(self, cell: str) -> Depth:
        """What a depth cell claims."""
        words = plain(cell)
        if not folded(words):
            return Depth("untaught")
        head = _BRACKETED.sub(" ", words)
        steps = self._steps(head if folded(head) else words)
        rises = _RISE.search(head.casefold()) is not None
        denied = any(_opens_with(folded(words), folded(word)) for word in self.untaught)
        if steps and (rises or not denied):
            if rises and len(steps) > 1:
                return Depth("taught", steps[-1], steps[-1])
            return Depth("taught", min(steps), max(steps))
        opening = folded(words)
        for kind, known in (("kept", self.kept), ("untaught", self.untaught), ("outside", self.outside)):
            if any(_opens_with(opening, folded(word)) for word in known):
                inner = self._steps(words)
                return Depth("taught", inner[-1], inner[-1]) if kind == "kept" and inner else Depth(kind)
        return UNKNOWN_DEPTH

    def _steps(self, text: str) -> list[int]:
        upper = _NOT_WORD.sub(" ", text.upper()).split()
        phrase = " ".join(upper)
        found = [(phrase.find(word), step) for step, word in enumerate(self.ladder) if f" {word} " in f" {phrase} "]
        return [step for _, step in sorted(found)]


def _opens_with(text: str, word: str) -> bool:
    return text == word or text.startswith(f"{word} ")


class Load(NamedTuple):
    """A cognitive load a place claims: its step (0 = the lightest) of `steps`, and its word in the vocabulary."""

    step: int
    word: str
    steps: int

    @property
    def heaviest(self) -> bool:
        """Whether nothing is more demanding."""
        return self.step == self.steps - 1

    @property
    def lightest(self) -> bool:
        """Whether it is meant for rest and integration."""
        return self.step == 0


class LoadWords(NamedTuple):
    """The loads from lightest to heaviest, each with the words authors use for it (the first is the name)."""

    words: tuple[tuple[str, ...], ...]

    def names(self) -> tuple[str, ...]:
        """The names of the loads, lightest first."""
        return tuple(names[0] for names in self.words)

    def find(self, text: str) -> tuple[Load, int, int] | None:
        """The first load word in a text, with its offsets there; only whole words, capitals as in the name."""
        match = self._pattern().search(text)
        return (self._load(match[0]), *match.span()) if match else None

    def find_all(self, text: str) -> list[tuple[Load, int, int]]:
        """Every load word of a text with its offsets."""
        return [(self._load(match[0]), *match.span()) for match in self._pattern().finditer(text)]

    def opening(self, text: str) -> Load | None:
        """The load a text opens with, capitals or not."""
        words = folded(text)
        for step, names in enumerate(self.words):
            if any(_opens_with(words, folded(name)) for name in names):
                return Load(step, names[0], len(self.words))
        return None

    def _pattern(self) -> re.Pattern[str]:
        # re keeps its own cache of compiled patterns, so building this per call costs a dictionary look-up.
        words = sorted((name for names in self.words for name in names), key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")

    def _load(self, word: str) -> Load:
        step = next(step for step, names in enumerate(self.words) if word in names)
        return Load(step, self.words[step][0], len(self.words))
