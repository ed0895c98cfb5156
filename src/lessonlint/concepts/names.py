"""Concept names as they are compared: words folded and stemmed, the head apart from its gloss.

Authors write one concept in many words: `Softmax`, `Softmax function`, `softmax (scores to probabilities)`. A name
is split into its *core* (what is named first), its *head* (up to the gloss) and its *gloss* (what explains it), and
each word is reduced to a stem. The stemmer is deliberately light: it folds endings and nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

_STOP = frozenset(
    """a an and are as at be between by do does each eg for from how ie in into is it its new not of on or per that the
    their this to use used uses using via vs was were what when where which why with your""".split()  # noqa: SIM905
)
_GENERIC_WORDS = """approach basics concept concepts conceptual complete formula framework framing full function
    functions idea intuition intuitive mechanics mechanism method model models overview pattern patterns practice
    principle process role simple structure system technique understanding"""
# A slash between two words is one name (`Mean/max pooling`); one with room around it sets two names apart.
_CONNECTOR = re.compile(
    r"\b(?:as|between|by|for|from|in|of|on|preventing|that|through|to|using|via|with|without)\b"
    r"|[:=,→]|->|/(?!\S)|(?<!\S)/"
)
# How well students have a concept, and not which: `Familiarity with dividers`, `Being able to read a chart`.
_HOW_WELL = re.compile(
    r"(?:(?:being able|able|ability) to|(?:familiarity|comfort|fluency|familiar|comfortable|fluent) (?:with|in)"
    r"|(?:awareness|knowledge|understanding) of|aware of|know(?:ing|s)? (?:how to|what|that|of|how|about)) +(?=\w)",
    re.IGNORECASE,
)
# A parenthesis that touches a word belongs to it: `torch.save(model)`.
_GLOSS = re.compile(r"(?<=\s)\(|\uff08| -- | — |: | = ")
# A slash between two letters is one name (`I/O`, `A/B`); three are a list (`Q/K/V`).
_INSIDE, _BETWEEN = re.compile(r"\([^()]*+\)"), re.compile(r"(?<!\b\w)/|/(?!\w\b)|/(?=\w/)|(?<=\w/\w)/|,|\+|&|\band\b")
# `MSE`, `RCDs`; with full stops (`p.d.`) the letters are one word.
_CAPITALS, _STOPPED = re.compile(r"\b[A-Z]{2,}(?=s?\b)"), re.compile(r"\b(?:[A-Za-z]\.){2,}")
_WORD, _ASCII_WORD = re.compile(r"[^\W\d_]+|\d+"), re.compile(r"[A-Za-z]++|[0-9]++")
_DOTTED = re.compile(r"\b[A-Za-z_]{2,}+(?:\.[A-Za-z_]{2,}+)++")
# `(4.1.3)` says where, not what.
_LESSON_NUMBER = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}\.\d{1,2}(?![\d.]*\d)")
# `AdamW` is a name of its own and not two words: a word behind a small letter goes on.
_CAMEL = re.compile(r"[A-Z](?<=[a-z][A-Z])(?=[a-z])")  # it begins with what few characters are: that is found fast
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_SYMBOLS = {"∇": " nabla gradient ", "∂": " partial ", "√": " sqrt ", "×": " times ", "∑": " sum ", "∞": " infinity "}
_ENDINGS = (
    ("ization", "iz"), ("isation", "iz"), ("izing", "iz"), ("ized", "iz"), ("izer", "iz"), ("izes", "iz"),
    ("ize", "iz"), ("ations", "at"), ("ation", "at"), ("ating", "at"), ("ated", "at"), ("ates", "at"), ("ate", "at"),
    ("ings", ""), ("ing", ""), ("ies", "y"), ("ied", "y"), ("ers", "er"), ("edly", ""), ("ed", ""), ("ions", "ion"),
    ("edness", ""), ("ness", ""), ("sses", "ss"), ("es", "e"), ("s", ""),
)  # fmt: skip
_BY_LAST_LETTER = {end[-1]: [pair for pair in _ENDINGS if pair[0][-1] == end[-1]] for end, _ in _ENDINGS}
_SHORTEST = 3
_NONE = frozenset[str]()


class Name(NamedTuple):
    """A concept name taken apart. `key` and `head_key` are equal for names that differ only in form.

    `telling` are the words of the head that say more than “concept”, “basics” or “pattern” do. `capitals` are the words
    written in capitals throughout. `alias` are the words of the gloss that name the head once more, short or in full:
    `Fast Fourier transform (FFT)`, `FFT (fast Fourier transform)`.
    """

    key: str
    head_key: str
    core: frozenset[str]
    head: frozenset[str]
    gloss: tuple[str, ...]
    telling: frozenset[str]
    capitals: frozenset[str]
    alias: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """All stems of the name."""
        return self.head.union(self.gloss)

    def in_order(self, words: frozenset[str]) -> list[str]:
        """Some of its stems as they follow each other, each once."""
        return [word for word in dict.fromkeys(self.key.split()) if word in words]


@lru_cache(maxsize=262144)
def read_name(text: str) -> Name:
    """Take a concept name apart. Emphasis and code marks do not count."""
    words = text.replace("`", "").replace("*", "").strip()
    if (well := _HOW_WELL.match(words)) and stems(words[well.end() :]):
        words = words[well.end() :]
    gloss = _GLOSS.search(words, _SHORTEST)
    head_text, gloss_text = (words[: gloss.start()], words[gloss.start() :]) if gloss else (words, "")
    head = _stems(head_text)
    if not head:
        head, gloss_text = _stems(words), ""
    connector = _CONNECTOR.search(head_text, _SHORTEST)
    core = _stems(head_text[: connector.start()]) if connector else head
    whole, named = frozenset(head), frozenset(core or head)
    explained, capitals = _stems(gloss_text) if gloss_text else (), _capital_words(words)
    head_key = " ".join(head)
    return Name(
        key=" ".join([*head, *explained]) if explained else head_key,
        head_key=head_key,
        core=whole if named == whole else named,
        head=whole,
        gloss=_apart(explained, whole),
        telling=told_by(whole),
        capitals=capitals,
        alias=_alias(head, explained, capitals) if explained and capitals else _NONE,
    )


def _apart(gloss: Iterable[str], head: frozenset[str]) -> tuple[str, ...]:
    """The words of a gloss that its head has not, each once."""
    return tuple([word for word in dict.fromkeys(gloss) if word not in head])


def _capital_words(text: str) -> frozenset[str]:
    """The words that are written in capitals throughout."""
    found = _CAPITALS.findall(_joined(text))
    return frozenset([stem(word.casefold()) for word in found]) if found else _NONE


def initials(name: Name) -> str:
    """The letters with which the words of a head begin."""
    return "".join([word[0] for word in name.head_key.split()])


def reworded(name: Name, instead: Mapping[str, str]) -> Name:
    """A name with other words for some of its own."""
    if not instead:
        return name

    def swapped(words: Iterable[str]) -> list[str]:
        return [new for word in words for new in instead.get(word, word).split()]

    head = frozenset(swapped(name.head))
    return name._replace(
        key=" ".join(swapped(name.key.split())),
        head_key=" ".join(swapped(name.head_key.split())),
        core=frozenset(swapped(name.core)),
        head=head,
        gloss=_apart(swapped(name.gloss), head),
        telling=told_by(head),
    )


def _alias(head: Sequence[str], gloss: Sequence[str], capitals: Collection[str]) -> frozenset[str]:
    """The words of a gloss that name the head once more."""
    if gloss[0] in capitals:
        letters = iter("".join([word[0] for word in head]))
        return frozenset(gloss[:1]) if all(letter in letters for letter in gloss[0]) else _NONE
    short = head[0] if len(head) == 1 and head[0] in capitals else ""
    spelled = gloss[: len(short)]
    return frozenset(spelled) if short and short == "".join([word[0] for word in spelled]) else _NONE


def told_by(words: frozenset[str]) -> frozenset[str]:
    """The words that say more than “concept” or “basics”, all where none does. Equal sets are one: there are many."""
    return words if words.isdisjoint(GENERIC) else words - GENERIC or words


def merged(text: str) -> list[Name]:
    """The concepts that a name merges (`Adam / AdamW`), each with its own gloss; none where it names only one."""
    if not _BETWEEN.search(text):
        return []
    outside = _outside_brackets(text)
    cuts = [0, *(edge for found in _BETWEEN.finditer(outside) for edge in found.span()), len(text)]
    parts = [text[start:end] for start, end in zip(cuts[::2], cuts[1::2], strict=True)]
    names = [name for part in parts if (name := read_name(part)).head]
    return names if len(names) > 1 else []


def _outside_brackets(text: str) -> str:
    """A text with spaces for all that stands in brackets, brackets in brackets too."""
    outside, inner = text, ""
    while outside != inner:
        inner, outside = outside, _INSIDE.sub(lambda inside: " " * len(inside[0]), outside)
    return outside


def is_of_another_kind(one: Name, other: Name) -> bool:
    """Whether two names share the thing and differ in which: `Softmax` and `Layer normalization`, `Oven 1` and `11`."""
    numbers = [{word for word in name.head if word.isdigit()} for name in (one, other)]
    if all(numbers) and numbers[0].isdisjoint(numbers[1]):
        return True
    mine, theirs = one.in_order(one.core), other.in_order(other.core)
    if len(mine) < 2 or len(theirs) < 2 or mine[-1] != theirs[-1]:
        return False
    return not (other.words.intersection(mine[:-1]) or one.words.intersection(theirs[:-1]))


def same_words(text: str) -> str:
    """What two wordings share that count as one: their stems in order, or the text itself where it has none."""
    return read_name(text).key or text.strip().casefold()


@lru_cache(maxsize=2048)  # who asks again does so soon
def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words in order, without stop words."""
    return _stems(text)


def _stems(text: str) -> tuple[str, ...]:
    """The same, not remembered: the parts of names are read with their names, and these are remembered as a whole."""
    letters, dots, words = text, text.count("."), _ASCII_WORD
    if dots > 1:
        letters = _LESSON_NUMBER.sub(" ", _joined(text))
    if not letters[1:].islower():
        letters = _CAMEL.sub(r" \g<0>", letters)
    if not letters.isascii():
        letters, words = _NOT_ASCII.sub(_spelled_out, unicodedata.normalize("NFKD", letters)).replace("’", ""), _WORD
    found = map(stem_of, words.findall(letters.replace("'", "")))
    dotted = [name.casefold() for name in _DOTTED.findall(text)] if dots else []
    return (*filter(None, found), *dotted)


@lru_cache(maxsize=262144)
def stem_of(word: str) -> str:
    """The stem of a word as it is written; "" for one that says nothing."""
    # A capital letter by itself is a name (Q, K, V); a small one is a variable and says nothing.
    if len(word) == 1 and not (word.isdigit() or word.isupper()):
        return ""
    lowered = word.casefold()
    return "" if lowered in _STOP else stem(lowered)


def _joined(text: str) -> str:
    """A text with abbreviations as words: `p.d.` is one in capitals."""
    return _STOPPED.sub(lambda found: found[0].replace(".", "").upper(), text) if "." in text else text


def _spelled_out(char: re.Match[str]) -> str:
    return _spelled(char[0])


@lru_cache(maxsize=1024)
def _spelled(char: str) -> str:
    """Greek letters and common symbols as words; accents dropped."""
    if unicodedata.combining(char):
        return ""
    if char in _SYMBOLS:
        return _SYMBOLS[char]
    name = unicodedata.name(char, "")
    return f" {name.rsplit(' ', 1)[-1].lower()} " if name.startswith("GREEK") else char


def stem(word: str) -> str:
    """A word without its ending: `tokenization`, `tokenizer` and `tokenize` are one."""
    if len(word) <= _SHORTEST or word.isdigit():
        return word
    for ending, instead in _BY_LAST_LETTER.get(word[-1], ()):
        if (
            word.endswith(ending)
            and len(word) - len(ending) >= _SHORTEST
            and not (ending == "s" and word.endswith("ss"))
        ):
            word = word[: -len(ending)] + instead
            break
    if word.endswith("e") and len(word) > _SHORTEST + 1:
        word = word[:-1]
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word


GENERIC = frozenset(stem(word) for word in _GENERIC_WORDS.split())
