"""A team's own titles and phrases, said in the words the readers know.

Readers compare with one set of words. A team that writes others is understood by putting ours in their place before
anything is compared. What is translated is only ever compared: findings quote what the author wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from lessonlint.vocabulary.words import ENDINGS, folded

Synonyms = Mapping[str, Sequence[str]]
"""Our word -> the words a team has for it."""


def unchanged(text: str) -> str:
    """What the default vocabulary does to phrases: nothing."""
    return text


def comparable(text: str) -> str:
    """Folded words; the text itself where nothing would be left of it (`#`)."""
    return folded(text) or text.strip()


class Openings:
    """Folds titles, and puts our words for those that a title opens with. The longest opening wins."""

    __slots__ = ("_known", "_ours")

    def __init__(self, synonyms: Synonyms) -> None:
        pairs = [(comparable(word), comparable(ours)) for ours, words in synonyms.items() for word in words]
        self._ours = sorted(pairs, key=lambda pair: -len(pair[0]))
        self._known: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        if text not in self._known:
            self._known[text] = self._translated(comparable(text))
        return self._known[text]

    def _translated(self, words: str) -> str:
        for team, ours in self._ours:
            if words.startswith(team):
                ending, space, rest = words[len(team) :].partition(" ")
                if ending in ENDINGS:
                    return f"{ours}{space}{rest}"
        return words


class Phrases:
    """Puts our words for a team's wherever they stand in a text, as whole words, capitals or not."""

    __slots__ = ("_ours", "_pattern")

    def __init__(self, synonyms: Synonyms) -> None:
        self._ours = {_spaced(word): ours for ours, words in synonyms.items() for word in words}
        self._pattern = re.compile(rf"(?<!\w)(?:{_either(self._ours)})(?!\w)", re.IGNORECASE)

    def __call__(self, text: str) -> str:
        return self._pattern.sub(lambda match: self._ours[_spaced(match[0])], text)


class Titles:
    """Puts our words for the kinds of documents in titles: at the start, behind the last dash, before a number.

    Elsewhere such a word belongs to the name of the thing. A word for a whole kind (`module plan`) is ours for the
    thing in front, and for the kind behind a dash.
    """

    __slots__ = ("_ours", "_pattern")

    def __init__(self, synonyms: Synonyms) -> None:
        self._ours = {_spaced(word): ours for ours, words in synonyms.items() for word in words}
        either = _either(self._ours)
        self._pattern = re.compile(
            rf"(?P<first>^(?:from\s+)?)(?P<opening>{either})(?!\w)|(?<=-- )(?P<ending>{either})(?=\s*$)"
            rf"|(?<!\w)(?P<numbered>{either})(?=\s+\d)",
            re.IGNORECASE,
        )

    def __call__(self, title: str) -> str:
        kinds: list[str] = []

        def ours(match: re.Match[str]) -> str:
            word = self._ours[_spaced(match["opening"] or match["ending"] or match["numbered"])]
            if match["ending"] is not None:
                return word.removeprefix("module ").removeprefix("series ")
            thing, _, kind = word.partition(" ")
            kinds.append(kind)
            return f"{match['first'] or ''}{thing}"

        said = self._pattern.sub(ours, title)
        kind = next(filter(None, kinds), "")
        return f"{said} -- {kind}" if kind else said


def besides(own: Synonyms, ours: str) -> str:
    """A team's words for one of ours as further alternatives of a pattern; "" where it has none."""
    return f"|(?i:{_either(own[ours])})" if ours in own else ""


def _spaced(word: str) -> str:
    return " ".join(word.casefold().split())


def _either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, however they are spaced."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, word.split())) for word in ordered)
