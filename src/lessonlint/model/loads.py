"""Cognitive load, wherever authors state it: header, load section, sequence, trajectory, record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from lessonlint.model.phrases import read_count, read_slug
from lessonlint.model.plain_labels import plain_labels
from lessonlint.model.rows import cell, rows
from lessonlint.model.values import NOWHERE, Count, LoadClaim, ReadTable, Trajectory
from lessonlint.parse.document import LABEL_RANK, Fence, Item, Paragraph, Part, extent
from lessonlint.source import Text
from lessonlint.vocabulary import LoadWords, Vocabulary

HEADER_KEYS = ("cognitive load", "cognitive load type", "load type", "load", "type", "lesson type")

_LOAD_LABEL = re.compile(r"this lesson s load|this lesson load|lesson load|cognitive load(?: type)?|load type")
_NEW_CONCEPTS = ("new concepts", "new concept count", "number of new concepts")
_PREVIOUS = ("previous", "prior lesson")
_MAY_BE_LOADS = (*_PREVIOUS, "this lesson", "lesson type", "lesson load", "load", "assessment", "cognitive load")
_READ_PLAIN = (*_NEW_CONCEPTS, "previous lesson", "prior lesson", "this lesson", "lesson load", "load type")
_LOAD_LABELS = (*_PREVIOUS, "this lesson", "lesson", "load", "cognitive", "assessment", "trajectory", "note")
_WORD = re.compile(r"\w+")
_LISTED = r"(?i)[ \t>*-]*+lesson\s++(\d{1,2})\s*+(?:\(`?([a-z0-9-]++)`?\))?\s*+[:—–-]++\s*+"
_NUMBER_AND_LIST = re.compile(r"^[\w\s-]*+(?:\((?:[^()]++|\([^()]*+\))*+\)[^().]*+)*+")
_TEMPLATE = re.compile(r"\b(?:is\s+)?(?:appropriate|fine|ok|right|correct)\b", re.IGNORECASE)
_BEFORE_CHAIN = re.compile(r"[\W_]*+(?:(?:type|load|trajectory)s?\s*+:)?[\W_]*+", re.IGNORECASE)
_BEHIND_CHAIN = re.compile(r"[ \t*_`]*+(?:[.;]|$|[\r\n](?!\s*+(?:→|->|—|–|-|>|,)))")
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
    for inner in part.walk():
        for title, value in plain_labels(inner):
            if (name := said(title.value)).startswith(_READ_PLAIN):
                found.setdefault(name, Part(title, LABEL_RANK, value, (), (), title.start, value.end))
    return found


def section_claims(labels: dict[str, Part], words: LoadWords) -> Iterator[LoadClaim]:
    """What a lesson's load section says of this lesson. An assessment counts only where it opens with a load."""
    for name, part in labels.items():
        if name.startswith(("this lesson", "lesson type", "lesson load", "load type")):
            if load := words.opening(part.value.value):
                yield LoadClaim("load section", load, part.value)
        elif name in ("assessment", "load", "load assessment") and (load := words.opening(part.value.value)):
            yield LoadClaim("load section", load, part.value)


def odd_loads(parts: Iterable[Part], said: Callable[[str], str], words: LoadWords) -> Iterator[Text]:
    """What stands behind the labels of a load section or record and should be a load.

    That is a first word that is nearly one, and behind a label for nothing else all that does not mention one.
    """
    for label in (inner for part in parts for inner in part.walk() if inner.value):
        name = said(label.title.value)
        if name.startswith(_MAY_BE_LOADS) and (slip := words.misspelt(label.value.value)):
            yield label.value.group(slip)
        elif _LOAD_LABEL.fullmatch(name) and not words.mentioned(label.value.value):
            yield label.value


def previous_claim(labels: dict[str, Part], words: LoadWords) -> LoadClaim | None:
    """What a lesson's load section says of the lesson before."""
    for name, part in labels.items():
        value = part.value
        opened = words.opened(value.value) if name.startswith(_PREVIOUS) else None
        spans = [word.span() for word in islice(_WORD.finditer(value.value), opened[1])] if opened else []
        if opened and spans:
            load, start, end = opened[0], spans[0][0], spans[-1][1]
            stated = Text(value.value[start:end], value.start + start, value.start + end)
            return LoadClaim("previous", load, stated, reason=value)
    return None


def new_concepts(labels: dict[str, Part], words: Vocabulary) -> Count | None:
    """How many new concepts a load section states, with the list beneath the number."""
    for name, part in labels.items():
        if name.startswith(_NEW_CONCEPTS):
            return read_count(part.value, tuple(_below(part, words.title)), words.phrase)
    return None


def _below(part: Part, said: Callable[[str], str]) -> list[Text]:
    """The one list below a number, its outermost items only; none when that cannot be told for certain."""
    inside = [part]
    if part.rank > LABEL_RANK:
        inside += [inner for inner in part.walk() if inner is not part]
    elif not all(said(inner.title.value).startswith(_LOAD_LABELS) for inner in part.parts):
        return []
    blocks = sorted((block for inner in inside for block in inner.content), key=lambda block: extent(block)[0])
    own = 1 if part.rank > LABEL_RANK else 0  # an item's own words open its part
    items = [block for block in blocks[own:] if isinstance(block, Item)]
    if not items:
        return []
    first, last = items[0], items[-1]
    between = (block for block in blocks if first.end <= extent(block)[0] < last.text.start)
    if not all(isinstance(block, Item) for block in between):
        return []
    return [item.text for item in items if item.depth == first.depth]


def reasons(labels: dict[str, Part], words: LoadWords) -> str:
    """What a load section says besides numbers, loads and lists: the words that may argue for the load."""
    found = []
    for name, part in labels.items():
        value = part.value.value
        if name.startswith(_NEW_CONCEPTS):
            found.append(_behind_list(part.value))
        elif name.startswith(
            ("this lesson", "lesson load", "assessment", "note", "load", "rationale", "justification")
        ):
            claimed = words.find(value)
            found.append(value[claimed[2] :] if claimed and claimed[1] == 0 else value)
    said = [each for text in found if (each := _TEMPLATE.sub("", text).strip(" .,:;-–—*"))]
    return " ".join(each if each[-1] in "?!" else f"{each}." for each in said).removesuffix(".")


def _behind_list(text: Text) -> str:
    """What is said behind the number of new concepts and their list."""
    rest = _NUMBER_AND_LIST.sub("", text.value, count=1)
    stated = read_count(text)
    end = stated.items[-1].end - text.start if stated and stated.items else 0
    return text.value[end:] if end > len(text.value) - len(rest) else rest


def table_claims(read: ReadTable, words: LoadWords, place: str) -> Iterator[LoadClaim]:
    """The load column of a lesson sequence or trajectory table."""
    for number, row in enumerate(rows(read), 1):
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


def table_trajectory(read: ReadTable) -> Trajectory:
    """The lessons of a trajectory table, whether or not a load stands beside them."""
    lessons = tuple(cell(row, read.columns, "lesson") for row in rows(read))
    return Trajectory(lessons, _all_slugs(lessons))


def prose_trajectories(part: Part, vocabulary: Vocabulary) -> Iterator[Trajectory]:
    """Trajectories outside tables: fenced lists of lessons, and chains of loads that stand by themselves."""
    for inner in part.walk():
        for text in (inner.value, *(block.text for block in inner.content if isinstance(block, Paragraph | Item))):
            yield from _standing_chain(text, vocabulary)
        for block in inner.content:
            if isinstance(block, Fence):
                yield from _fenced_trajectories(block.text, vocabulary)


def _fenced_trajectories(text: Text, vocabulary: Vocabulary) -> Iterator[Trajectory]:
    lessons = []
    for line in _lines(text):
        if listed := _listed(line, vocabulary):
            lessons.append(listed[0])
        else:
            yield from _standing_chain(line, vocabulary)
    if lessons:
        yield Trajectory(tuple(lessons), _all_slugs(lessons))


def _standing_chain(text: Text, vocabulary: Vocabulary) -> Iterator[Trajectory]:
    """A chain that is a statement of its own; one within a sentence may show only a part of the module."""
    chain = tuple(claim.text for claim in _chain(text, vocabulary.loads))
    if not chain:
        return
    before, behind = chain[0].start - text.start, chain[-1].end - text.start
    if _BEFORE_CHAIN.fullmatch(text.value, 0, before) and _BEHIND_CHAIN.match(text.value, behind):
        yield Trajectory(chain, named=False)


def _all_slugs(lessons: Iterable[Text]) -> bool:
    return all((slug := read_slug(lesson.value)) and not slug.isdigit() for lesson in lessons)


def _listed(line: Text, vocabulary: Vocabulary) -> tuple[Text, int] | None:
    """The lesson that a line of a fenced list opens with, by slug or else number, and where its load begins."""
    said = vocabulary.kind(line.value)
    listed = re.match(_LISTED, said)
    if listed is None:
        return None
    moved = len(line.value) - len(said)  # by a team's own word for a lesson, which stands in front
    group = 2 if listed[2] else 1
    lesson = Text(listed[group], line.start + moved + listed.start(group), line.start + moved + listed.end(group))
    return lesson, listed.end() + moved


def _fenced(text: Text, vocabulary: Vocabulary) -> Iterator[LoadClaim]:
    words = vocabulary.loads
    for line in _lines(text):
        if listed := _listed(line, vocabulary):
            lesson, behind = listed
            if found := words.find(line.value[behind:]):
                load, start, end = found
                span = Text(load.word, line.start + behind + start, line.start + behind + end)
                yield LoadClaim("trajectory", load, span, lesson.value)
        else:
            yield from _chain(line, words)


def _lines(text: Text) -> Iterator[Text]:
    at = text.start
    for raw in text.value.splitlines(keepends=True):
        yield Text(raw, at, at + len(raw))
        at += len(raw)


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
