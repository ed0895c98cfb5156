"""The small phrases authors use for numbers: counts, positions, statuses, places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from lessonlint.model.values import Count, Position, Status
from lessonlint.source import Text
from lessonlint.vocabulary import DEFAULT_VOCABULARY, Vocabulary, folded, plain
from lessonlint.vocabulary.translation import unchanged

_NUMBER_WORDS = {
    "zero": 0, "no": 0, "none": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_RANGE = re.compile(r"(?<![\w.])(\d{1,3})(?:\s*(?:-|–|to|or)\s*(\d{1,3}))?(?![\w.]\d)")
_INLINE_MARK = re.compile(r"\((\d{1,2})\)")
_TOTAL = r"(?<![\w.(])(\d{1,2}) (?:genuinely |really )?new concepts?\b"
_BRACKETS = re.compile(r"[\w\s]*+\(((?:[^()]++|\([^()]*+\))*+)\)")
_BEHIND_NUMBER = re.compile(r"[\w\s]*+(?:--|[—–:-])\s++((?:[^.;]|\.(?!\s|$))++)")
_POSITION = re.compile(r"(?:lesson\s+)?(\d{1,3})\s*(?:of|/)\s*(\d{1,3}|\?)|lesson\s+(\d{1,3})", re.IGNORECASE)
_BUILT = r"(?i)(?<![\d/])(\d{1,3})\s*+(?:\bof\b|/(?=\s*+\d++\s*+(?:\)|lessons?|built|done)))\s*+(\d{1,3})(?![\d/])"
_BUILT_BEHIND = r"(?i)\b(?:built|done|lessons):\W*+(\d{1,3})\s*+/\s*+(\d{1,3})(?![\d/])"
_BUILT_ALONE = r"(?i)(?<![\d.])(\d{1,3})\s+lessons?\s+built"
_REMARK = re.compile(r"\([^()]*+\)")
_ROSE = (
    r"(?<!\w)(?:(?i:advanc|deepen|elevat|extend|lift|promot|rais|resolv|upgrad)\w*+\s++from|from\s++[A-Z]{4,})(?!\w)"
)
_TRIPLE = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})(?:\.(\d{1,2}))?(?![\d.]*\d)")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

NEW, KNOWN, DOUBTFUL = "new", "known", "doubtful"
_KNOWN = re.compile(r"\bnot (?:a )?new\b|\bnothing new\b|\bno new\b", re.IGNORECASE)
_DOUBTFUL = re.compile(
    r"\bnot (?:\w+ )?new\b|\bnew framing\b|\bre-?(?:fram|us|cap|inforc|view|mind)|\bcall-?back|\bfamiliar\b"
    r"|\balready\b|\bknown\b|\bbuilds on\b|\bexten(?:d|sion)|\bapplied\b|\bsupporting\b|\bminor\b"
    # What is for those who are quick, not what a dough can do.
    r"|\bas (?:a )?stretch\b|\bstretch (?:goal|exercise|topic|concept|item)|(?<![^\W_] )\bstretch\b(?! [^\W_])"
    r"|\boptional|\bbonus\b|\bpreview|\bif time\b|\blight(?:er|ly)?\b|\bmention|\bplus\b",
    re.IGNORECASE,
)

_STATES = (
    ("planned", ("planning", "planned", "not started", "draft", "todo", "upcoming", "future", "idea")),
    ("active", ("in progress", "active", "started", "wip", "building", "ongoing", "partial")),
    ("complete", ("complete", "completed", "done", "finished", "built", "shipped")),
)


def read_count(text: Text, items: tuple[Text, ...] = (), said: Callable[[str], str] = unchanged) -> Count | None:
    """The number a phrase such as "2-3 genuinely new" or "Zero." states; inline `(1) …, (2) …` lists are counted."""
    words = text.value
    inline = list(_inline(text))
    listed = items or tuple(inline)
    opening = folded(said(words)).split(" ", 1)[0]
    match, told = (_RANGE.search(spoken.split("(", 1)[0]) for spoken in (words, said(words)))
    if match and told:
        low, high = int(told[1]), int(told[2] or told[1])
        stated = text.group(match)
        return Count(low, max(low, high), stated, listed or tuple(_behind(text, match.end(), low)))
    if opening in _NUMBER_WORDS:
        number = _NUMBER_WORDS[opening]
        return Count(number, number, text, listed)
    if inline:
        total = re.search(_TOTAL, words)
        number = int(total[1]) if total else len(inline)
        stated = text.group(total, 1) if total else text
        return Count(number, number, stated, listed)
    return None


def _inline(text: Text) -> Iterator[Text]:
    """The items of `(1) one, (2) two. That makes two.`; the last ends with its sentence."""
    marks = list(_INLINE_MARK.finditer(text.value))
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        end = following.start() if following else text.value.find(". ", mark.end())
        end = len(text.value) if end < 0 else end
        words = text.value[mark.end() : end].rstrip(" ,;.").removesuffix(" and")
        yield _stripped(text, mark.end(), mark.end() + len(words))


def _stripped(text: Text, start: int, end: int) -> Text:
    value = text.value[start:end].strip(" ,;.")
    start += text.value[start:end].find(value)
    return Text(value, text.start + start, text.start + start + len(value))


def _behind(text: Text, at: int, number: int) -> Iterator[Text]:
    """The items of `3 (one, two, three)` or `3: one, two, three`, when there are as many as the number says."""
    match = _BRACKETS.match(text.value, at) or (_BEHIND_NUMBER.match(text.value, at) if number > 1 else None)
    if match is None:
        return
    words = _at_commas(match[1])
    if len(words) == number:
        start = text.start + match.start(1)
        for word in words:
            yield Text(word.strip(), start, start + len(word))
            start += len(word) + 1


def _at_commas(words: str) -> list[str]:
    """A list split at its commas; those inside brackets do not count."""
    found, depth, last = [], 0, 0
    for index, char in enumerate(words):
        depth += (char == "(") - (char == ")")
        if char == "," and not depth:
            found.append(words[last:index])
            last = index + 1
    return [*found, words[last:]]


def novelty(item: str) -> str:
    """What a listed concept says of itself: new, known, or doubtful where it is new only in part."""
    if _KNOWN.search(item):
        return KNOWN
    return DOUBTFUL if _DOUBTFUL.search(item) else NEW


def read_positions(
    text: Text, scope: str = "module", vocabulary: Vocabulary = DEFAULT_VOCABULARY
) -> tuple[Position, ...]:
    """The "n of m" claims of a phrase. Words such as "in Series 4" after a number make it count in the series."""
    found = []
    said = vocabulary.phrase(vocabulary.kind(text.value))
    if said != text.value:  # places in it are not those in the file: each claim stands for the whole phrase
        own = read_positions(Text(said, text.start, text.end), scope)
        return tuple(position._replace(text=text) for position in own)
    matches = list(_POSITION.finditer(text.value))
    for index, match in enumerate(matches):
        until = matches[index + 1].start() if index + 1 < len(matches) else len(text.value)
        tail = text.value[match.end() : until].split("(", 1)[0].casefold()
        number = int(match[1] or match[3])
        total = int(match[2]) if match[2] and match[2] != "?" else None
        where = "series" if re.match(r"\W*(?:in|of)\s+(?:the\s+)?series", tail) else scope
        span = text.group(match)
        found.append(Position(number, total, where, span))
    return tuple(found)


def read_status(text: Text, said: Callable[[str], str] = unchanged) -> Status | None:
    """How far something is; the number built and the total where the phrase gives them."""
    if not text:
        return None
    phrase = said(text.value)
    words = f" {folded(phrase)} "
    state = next((state for state, names in _STATES if any(words.startswith(f" {name} ") for name in names)), "")
    if built := re.search(_BUILT, phrase) or re.search(_BUILT_BEHIND, phrase):
        return Status(state, int(built[1]), int(built[2]), text)
    alone = re.search(_BUILT_ALONE, phrase)
    return Status(state, int(alone[1]) if alone else None, None, text)


@lru_cache(maxsize=1 << 12)
def read_place(text: str) -> tuple[int, int, int | None] | None:
    """The first `S.M` or `S.M.L` number of a phrase."""
    match = _TRIPLE.search(text)
    return (int(match[1]), int(match[2]), int(match[3]) if match[3] else None) if match else None


def without_history(source: str, said: Callable[[str], str] = unchanged) -> str:
    """A source without the remarks on where its concept came from: `baking (upgraded from INTRODUCED in 3.2)`.

    Brackets behind a source may say where that is, `baking (3.2.1)`; those that tell a rise say where it began.
    """
    return _REMARK.sub(lambda match: " " if re.search(_ROSE, said(match[0])) else match[0], source).strip() or source


def read_slug(text: str) -> str:
    """The slug a phrase is, without code marks; "" when it is not one."""
    word = plain(text).strip("` ")
    return word if SLUG.fullmatch(word) else ""


def slugified(title: str) -> str:
    """The slug a title would have."""
    return folded(title).replace("_", " ").replace(" ", "-")
