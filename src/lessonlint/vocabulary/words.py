"""How words are compared, and what the words of a vocabulary mean.

All reading of depth, load, status, severity and verdict *words* happens here, so that a team with another ladder
changes data and not code.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from lessonlint.vocabulary.emphasis import without_marks

_DASHES = re.compile(r"(?:(?<!\s)\s++)?(?:--++|[–—−])\s*+")
_UNDERSCORES = re.compile(r"(?<!\w)_+|_+(?!\w)")
_QUOTES, _MARKS = '"“”', "*`~"
_WORD = re.compile(r"\w+")
_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*[.):]?|[a-z][.)])\s+")
_BRACKETED = re.compile(r"\([^()]*+\)")
_LOUD = re.compile(r"[A-Z]{4}")
_FIRST_LOUD = re.compile(r"[A-Z]{4,}\b")
_RISE = re.compile(r"->|→|\bto\b")
ENDINGS = ("", "s", "es")
"""What may hang on a title's opening, shortest first: a plural."""
TODO = "TODO:"
"""What stands where a person has still to decide; `lessonlint new` writes it, the same in every language."""


@lru_cache(maxsize=262144)
def folded(text: str) -> str:
    """Lower case, one space between words, no punctuation and no numbering: what titles are compared by."""
    words = _without(_QUOTES + _MARKS, _UNDERSCORES.sub("", text) if "_" in text else text)
    words = dashes_unified(words).strip().casefold()
    return " ".join(_WORD.findall(_NUMBERING.sub("", words)))


def plain(text: str) -> str:
    """The words without emphasis, code marks and quotes, with every dash written ` -- `."""
    return dashes_unified(unmarked(text)).strip()


def unmarked(text: str) -> str:
    """The words without emphasis, code marks and quotes; dashes stay, so that they can be searched in the file."""
    return _without(_QUOTES, without_marks(text)).strip()


def dashes_unified(text: str) -> str:
    """The words with every dash written ` -- `."""
    # Looking for a letter is many times faster than looking for a pattern, and most texts have no dash.
    return _DASHES.sub(" -- ", text) if "--" in text or "–" in text or "—" in text or "−" in text else text


def _without(marks: str, text: str) -> str:
    for mark in marks:
        text = text.replace(mark, "")
    return text


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, a dash, or a word such as `TBD` that only promises."""
    words = folded(text[:_OPENING])
    if len(words) <= _LONGEST:  # of all the text, if there is more
        words = folded(text)
    return words in _NOTHING or words.startswith(_PROMISES)


_PROMISES = (
    "tbd ", "todo ", "to do ", "to be added", "to be decided", "to be written", "tba ", "none yet", "none so far",
    "not yet ", "not addressed ", "addressed later", "deferred ",
)  # fmt: skip
_NOTHING = {"", "n a", "na", "none", "tbd", "todo", "tba", "see above", "same as above", "as above", "ditto", "xxx"}
_LONGEST = max(map(len, (*_NOTHING, *_PROMISES)))
_OPENING = 3 * _LONGEST


def is_todo(text: str) -> bool:
    """Whether a text is a place its author has still to fill: it opens with our mark."""
    return text.startswith(TODO)


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word an author most likely meant, if any is close."""
    by_fold = {candidate.casefold(): candidate for candidate in known}
    from difflib import get_close_matches

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


@dataclass(frozen=True, slots=True)
class DepthWords:
    """The ladder, shallowest first, and the words that stand beside it.

    `synonyms` are further words for each step, in the order of the ladder.
    """

    ladder: tuple[str, ...]
    untaught: tuple[str, ...]
    kept: tuple[str, ...]
    outside: tuple[str, ...]
    synonyms: tuple[tuple[str, ...], ...] = ()
    # Every cell asks for these, so they are made once.
    _named: tuple[tuple[str, int], ...] = field(init=False, repr=False, compare=False)
    _openings: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _written: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _beside: tuple[tuple[str, tuple[str, ...]], ...] = field(init=False, repr=False, compare=False)
    _claims: dict[str, Depth] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        synonyms = self.synonyms or ((),) * len(self.ladder)
        steps = [(name, *others) for name, others in zip(self.ladder, synonyms, strict=True)]
        named = [(_capitals(word), step) for step, words in enumerate(steps) for word in words]
        beside = (("kept", self.kept), ("untaught", self.untaught), ("outside", self.outside))
        set_once = object.__setattr__
        set_once(self, "_named", tuple(sorted(named, key=lambda pair: -len(pair[0]))))
        set_once(self, "_written", tuple(word for words in steps for word in words))
        set_once(self, "_openings", tuple(f"{folded(word)} " for words in steps for word in words))
        set_once(self, "_beside", tuple((kind, tuple(f"{folded(word)} " for word in words)) for kind, words in beside))

    def is_step(self, cell: str) -> bool:
        """Whether a cell opens with a word of the ladder, as depth cells do and prose does not."""
        return f"{folded(plain(cell))} ".startswith(self._openings)

    def opens(self, text: str) -> bool:
        """Whether a text opens with a step as the ladder writes it, or with a word in capitals meant for one."""
        return _LOUD.match(text) is not None or text.startswith(self._written)

    def named(self, word: str) -> str:
        """The step of this name as the ladder writes it, capitals or not; "" when there is none."""
        return next((name for name in self.ladder if name.casefold() == word.casefold()), "")

    def read(self, cell: str) -> Depth:
        """What a depth cell claims. A course says the same few things in thousands of cells: each is read once."""
        if cell not in self._claims:
            self._claims[cell] = self._claimed(cell)
        return self._claims[cell]

    def _claimed(self, cell: str) -> Depth:
        words = plain(cell)
        opening = f"{folded(words)} "
        if opening == " ":
            return Depth("untaught")
        head = _BRACKETED.sub(" ", words)
        steps = self._steps(head if folded(head) else words)
        rises = _RISE.search(head.casefold()) is not None
        denied = any(kind == "untaught" and opening.startswith(known) for kind, known in self._beside)
        if steps and (rises or not denied):
            if rises and len(steps) > 1:
                return Depth("taught", steps[-1], steps[-1])
            return Depth("taught", min(steps), max(steps))
        for kind, known in self._beside:
            if opening.startswith(known):
                inner = self._steps(words)
                return Depth("taught", inner[-1], inner[-1]) if kind == "kept" and inner else Depth(kind)
        return UNKNOWN_DEPTH

    def _steps(self, text: str) -> list[int]:
        """The steps named in a text, in its order. A longer name hides a shorter one that stands in it."""
        phrase = f" {_capitals(text)} "
        found = []
        for word, step in self._named:
            at = phrase.find(f" {word} ")
            if at >= 0:
                found.append((at, step))
                if " " in word:
                    phrase = phrase.replace(word, "_" * len(word), 1)
        return [step for _, step in sorted(found)]


def _capitals(text: str) -> str:
    return " ".join(_WORD.findall(text.upper()))


def _opens_with(text: str, word: str) -> bool:
    return text == word or text.startswith(f"{word} ")


class Load(NamedTuple):
    """A cognitive load a place claims: its step (0 = the lightest) of `steps`, and its word in the vocabulary.

    `heavier` is the word of the next step, "" when there is none; `rest` the word of the lightest.
    """

    step: int
    word: str
    steps: int
    heavier: str = ""
    rest: str = ""

    @property
    def heaviest(self) -> bool:
        """Whether nothing is more demanding."""
        return self.step == self.steps - 1

    @property
    def lightest(self) -> bool:
        """Whether it is meant for rest and integration."""
        return self.step == 0


@lru_cache
def _any_word(words: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    longest_first = sorted((name for names in words for name in names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


class LoadWords(NamedTuple):
    """The loads from lightest to heaviest, each with the words authors use for it (the first is the name)."""

    words: tuple[tuple[str, ...], ...]

    def names(self) -> tuple[str, ...]:
        """The names of the loads, lightest first."""
        return tuple(names[0] for names in self.words)

    def find(self, text: str) -> tuple[Load, int, int] | None:
        """The first load word in a text, with its offsets there; only whole words, capitals as in the name."""
        match = _any_word(self.words).search(text)
        return (self._load(match[0]), *match.span()) if match else None

    def find_all(self, text: str) -> list[tuple[Load, int, int]]:
        """Every load word of a text with its offsets."""
        return [(self._load(match[0]), *match.span()) for match in _any_word(self.words).finditer(text)]

    def mentioned(self, text: str) -> bool:
        """Whether a load stands anywhere in a text, capitals or not."""
        words = f" {folded(text)} "
        return any(f" {folded(name)} " in words for names in self.words for name in names)

    def opening(self, text: str) -> Load | None:
        """The load a text opens with, capitals or not."""
        found = self.opened(text)
        return found[0] if found else None

    def opened(self, text: str) -> tuple[Load, int] | None:
        """The load a text opens with, and of how many words its name is made."""
        words = folded(text)
        for step, names in enumerate(self.words):
            lengths = [len(name.split()) for name in map(folded, names) if _opens_with(words, name)]
            if lengths:
                return self._at(step), max(lengths)
        return None

    def misspelt(self, text: str) -> re.Match[str] | None:
        """The word in capitals that a text opens with, if it is nearly a load; small letters may be prose."""
        word = _FIRST_LOUD.match(text)
        known = [name for names in self.words for name in names if name.isupper()]
        return word if word and self.opening(text) is None and near(word[0], known) else None

    def _load(self, word: str) -> Load:
        step = next(step for step, names in enumerate(self.words) if word in names)
        return self._at(step)

    def _at(self, step: int) -> Load:
        heavier = self.words[step + 1][0] if step + 1 < len(self.words) else ""
        return Load(step, self.words[step][0], len(self.words), heavier, self.words[0][0])


class Terms:
    """Words with a meaning of their own: each meaning with the words a team has for it, the first being its name.

    `names` are those of the meanings, in order; `meanings` say what each word means, words in lower case.
    """

    __slots__ = ("_written", "meanings", "names")

    def __init__(self, words: Mapping[str, tuple[str, ...]]) -> None:
        self._written = [(word, meaning) for meaning, given in words.items() for word in given]
        self.names = tuple(name for given in words.values() for name in given[:1])
        self.meanings = {word.casefold(): meaning for meaning, given in words.items() for word in given}

    def read(self, word: str) -> str:
        """What a word means, capitals or not; "" for an unknown one."""
        return self.meanings.get(word.casefold(), "")

    def found(self, text: str) -> list[tuple[int, str]]:
        """The meanings of the words in a text, the first and then the longest word first, with their offsets."""
        lowered = text.casefold()
        spots = [
            (at, -len(word), meaning) for word, meaning in self.meanings.items() if (at := lowered.find(word)) >= 0
        ]
        return [(at, meaning) for at, _, meaning in sorted(spots)]

    def spelt(self, text: str) -> str:
        """The first meaning of which a whole word stands in a text, spelt as the team spells it; "" when none does.

        A longer word hides a shorter one that stands in it.
        """
        found = set()
        for word, meaning in sorted(self._written, key=lambda pair: -len(pair[0])):
            text, times = re.subn(rf"(?<!\w){re.escape(word)}(?!\w)", "|", text)
            if times:
                found.add(meaning)
        return next((meaning for _, meaning in self._written if meaning in found), "")

    def name(self, meaning: str) -> str:
        """How the team calls a meaning."""
        return next(word for word, meant in self._written if meant == meaning)

    def nearest(self, word: str) -> str:
        """The meaning of the word most likely meant; "" when none is close."""
        meant = near(word, self.meanings)
        return self.read(meant) if meant else ""


OK, GAP, NO_STATUS, UNKNOWN = "ok", "gap", "none", "unknown"
_OK_MARKS = ("✓", "✅", "✔")
_DENIED_GAP = re.compile(r" (?:no|not a|not|without a) (?:gaps?|missing|new|weak) ")
_STATUS_REACH = 3  # words of a status cell that may hold its status; what follows is a remark


class StatusWords:
    """The words for prerequisites that are met, and for gaps. `names` are told to people; `ok` and `gap` come first."""

    __slots__ = ("_gap", "_ok", "gap", "names", "ok")

    def __init__(
        self, ok: Iterable[str], gap: Iterable[str], ok_names: tuple[str, ...], gap_names: tuple[str, ...]
    ) -> None:
        self._ok, self._gap = (tuple(f" {folded(word)} " for word in words) for words in (ok, gap))
        self.names = (*ok_names, *gap_names)
        self.ok, self.gap = ok_names[0], gap_names[0]

    def standing(self, status: str) -> str:
        """What a status cell says of a prerequisite: ok, gap, none (a dash) or unknown."""
        if any(mark in status for mark in _OK_MARKS):
            return OK
        words = folded(status).split()
        if not words:
            return NO_STATUS
        opening = f" {' '.join(words[:_STATUS_REACH])} "
        if _DENIED_GAP.match(opening):
            return OK
        if any(word in opening for word in self._gap):
            return GAP
        return OK if any(word in opening for word in self._ok) else UNKNOWN
