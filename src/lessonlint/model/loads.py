"""Cognitive load, wherever authors state it: header, load section, sequence, trajectory, record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from lessonlint.model.phrases import read_count, read_slug
from lessonlint.model.rows import cell, rows
from lessonlint.model.values import NOWHERE, Count, LoadClaim, ReadTable
from lessonlint.parse.document import LABEL_RANK, Fence, Item, Paragraph, Part
from lessonlint.source import Text
from lessonlint.vocabulary import LoadWords, Vocabulary

HEADER_KEYS = ("cognitive load", "cognitive load type", "load type", "load", "type", "lesson type")

_LOAD_LABEL = re.compile(r"this lesson s load|this lesson load|lesson load|cognitive load(?: type)?|load type")
_LISTED = re.compile(r"[ \t>*-]*+lesson\s++(\d{1,2})\s*+(?:\(`?([a-z0-9-]++)`?\))?\s*+[:—–-]++\s*+", re.IGNORECASE)
_NUMBER_AND_LIST = re.compile(r"^[\w\s-]*+(?:\((?:[^()]++|\([^()]*+\))*+\)[^().]*+)*+")
_TEMPLATE = re.compile(r"\b(?:is\s+)?(?:appropriate|fine|ok|right|correct)\b", re.IGNORECASE)
_JOIN = re.compile(r"[ \t*_`]*+(?:→|->|—|–|-|>|,)?[ \t*_`]*+")


def header_claims(header: dict[str, Text], words: LoadWords) -> Iterator[LoadClaim]:
    """The load a document's header states. `Type` counts only where it opens with a load: it may be a format."""
    for key in HEADER_KEYS:
        text = header.get(key, NOWHERE)
        if load := words.opening(text.value):
            yield LoadClaim("header", load, text)


def labelled(part: Part, said: Callable[[str], str]) -> dict[str, Part]:
    """The labels of a load section by what they say, in our words; the first of equal labels wins."""
    found: dict[str, Part] = {}
    for inner in part.walk():
        if inner is not part:
            found.setdefault(said(inner.title.value), inner)
    return found


def section_claims(labels: dict[str, Part], words: LoadWords) -> Iterator[LoadClaim]:
    """What a lesson's load section says of this lesson. An assessment counts only where it opens with a load."""
    for name, part in labels.items():
        if name.startswith(("this lesson", "lesson type", "lesson load", "load type")):
            if load := words.opening(part.value.value):
                yield LoadClaim("load section", load, part.value)
        elif name in ("assessment", "load", "load assessment") and (load := words.opening(part.value.value)):
            yield LoadClaim("load section", load, part.value)


def load_claims(parts: Iterable[Part], said: Callable[[str], str]) -> tuple[Text, ...]:
    """Every label of a load section or record that must be followed by a load."""
    return tuple(
        inner.value
        for part in parts
        for inner in part.walk()
        if inner.value and _LOAD_LABEL.fullmatch(said(inner.title.value))
    )


def previous_claim(labels: dict[str, Part], words: LoadWords) -> LoadClaim | None:
    """What a lesson's load section says of the lesson before."""
    for name, part in labels.items():
        if name.startswith("previous") and (load := words.opening(part.value.value)):
            return LoadClaim("previous", load, part.value)
    return None


def new_concepts(labels: dict[str, Part], said: Callable[[str], str]) -> Count | None:
    """How many new concepts a load section states, with the list beneath the number."""
    for name, part in labels.items():
        if name.startswith("new concepts"):
            listed = [block.text for block in part.content if isinstance(block, Item)]
            listed = listed[1:] if part.rank > LABEL_RANK else listed  # an item's own words open its part
            return read_count(part.value, tuple(listed), said)
    return None


def reasons(labels: dict[str, Part], words: LoadWords) -> str:
    """What a load section says besides numbers, loads and lists: the words that may argue for the load."""
    found = []
    for name, part in labels.items():
        value = part.value.value
        if name.startswith("new concepts"):
            found.append(_NUMBER_AND_LIST.sub("", value, count=1))
        elif name.startswith(
            ("this lesson", "lesson load", "assessment", "note", "load", "rationale", "justification")
        ):
            claimed = words.find(value)
            found.append(value[claimed[2] :] if claimed and claimed[1] == 0 else value)
    return " ".join(_TEMPLATE.sub("", text).strip(" .,:;-–—*") for text in found).strip()


def table_claims(read: ReadTable, words: LoadWords, place: str) -> Iterator[LoadClaim]:
    """The load column of a lesson sequence or trajectory table."""
    for number, (row, _) in enumerate(rows(read), 1):
        text = cell(row, read.columns, "load")
        if load := words.opening(text.value):
            lesson = read_slug(cell(row, read.columns, "lesson").value) or str(number)
            yield LoadClaim(place, load, text, lesson, cell(row, read.columns, "reason"))


def prose_claims(part: Part, vocabulary: Vocabulary) -> Iterator[LoadClaim]:
    """Trajectories outside tables: `A → B -> C`, `A-B-C`, a fenced list `Lesson 1 (slug): A`, a fenced grid."""
    words = vocabulary.loads
    for inner in part.walk():
        yield from _chain(inner.value, words)
        for block in inner.content:
            if isinstance(block, Fence):
                yield from _fenced(block.text, vocabulary)
            elif isinstance(block, Paragraph | Item):
                yield from _chain(block.text, words)


def _fenced(text: Text, vocabulary: Vocabulary) -> Iterator[LoadClaim]:
    words = vocabulary.loads
    at = text.start
    for raw in text.value.splitlines(keepends=True):
        line = Text(raw, at, at + len(raw))
        at += len(raw)
        said = vocabulary.kind(raw)
        if listed := _LISTED.match(said):
            behind = listed.end() + len(raw) - len(said)
            if found := words.find(raw[behind:]):
                load, start, end = found
                span = Text(load.word, line.start + behind + start, line.start + behind + end)
                yield LoadClaim("trajectory", load, span, listed[2] or listed[1])
        else:
            yield from _chain(line, words)


def _chain(text: Text, words: LoadWords) -> Iterator[LoadClaim]:
    """The longest run of load words with nothing but arrows, dashes or blanks between them; two at least."""
    runs: list[list[LoadClaim]] = []
    last_end = -1
    for load, start, end in words.find_all(text.value):
        joined = last_end >= 0 and _JOIN.fullmatch(text.value, last_end, start) is not None
        claim = LoadClaim("trajectory", load, Text(text.value[start:end], text.start + start, text.start + end))
        if joined:
            runs[-1].append(claim)
        else:
            runs.append([claim])
        last_end = end
    longest = max(runs, key=len, default=[])
    if len(longest) > 1:
        yield from (claim._replace(lesson=str(number)) for number, claim in enumerate(longest, 1))
