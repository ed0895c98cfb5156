"""What a record's summary of a lesson lists: concepts with their depths, and topics left for later."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonlint.model.values import ConceptRow
from lessonlint.parse.document import Item, Paragraph, Part
from lessonlint.source import Text, line_start
from lessonlint.vocabulary import Depth, DepthWords, Vocabulary

_TAUGHT = ("concepts taught", "what was taught", "new concepts")
_NOT_COVERED = ("what was not", "what is not", "not covered", "explicitly deferred", "deferred")
_BRACKET = re.compile(r"\(([^()\r\n]*)\)")
_DASH = re.compile(r"(?::|--|—|–)\s++\**+")
_BETWEEN = re.compile(r"[\s,;.]*(?:and\s+)?")
_RISES_TO = re.compile(r"\bfrom\s+\W*\w+\W+(?:to\W+)?(\w+)")
_FIRST_CLAIM = re.compile(r"[,;:.(]|\bfrom\b|\s--\s|\s—\s")
_UNSAID = Depth("unknown")


def taught(summary: Part, words: Vocabulary) -> Iterator[ConceptRow]:
    """The concepts a summary gives with a depth in brackets, `Hydration (DEVELOPED)`, or behind a dash or colon."""
    for text in _pieces(summary, _TAUGHT, words):
        yield from _claims(text, words.depths)


def not_covered(summary: Part, words: Vocabulary) -> tuple[Text, ...]:
    """The topics a summary says were left out."""
    return tuple(_pieces(summary, _NOT_COVERED, words))


def _pieces(summary: Part, names: tuple[str, ...], words: Vocabulary) -> Iterator[Text]:
    """What stands behind the labels of these names, and their items and paragraphs."""
    for part in summary.parts:
        if words.title(part.title.value).startswith(names):
            if part.value:
                yield part.value
            for inner in part.walk():
                yield from (block.text for block in inner.content if isinstance(block, Item | Paragraph))


def _claims(words: Text, depths: DepthWords) -> Iterator[ConceptRow]:
    start = 0
    for match in _BRACKET.finditer(words.value):
        level = _claimed(match[1], depths)
        if level.kind == "taught":
            between = _BETWEEN.match(words.value, start)
            first = between.end() if between else start
            yield _row(words, (first, match.start()), match.span(1), level)
            start = match.end()
    behind = _dash_before_depth(words.value, depths) if start == 0 else None
    name = words.value[: behind.start()].rstrip() if behind else ""
    if behind and name and (level := _claimed(words.value[behind.end() :], depths)).kind == "taught":
        yield _row(words, (0, len(name)), (behind.end(), len(words.value)), level)


def _dash_before_depth(words: str, depths: DepthWords) -> re.Match[str] | None:
    """The dash or colon behind which a depth stands, on the last line."""
    last = line_start(words, len(words))
    return next(
        (dash for dash in _DASH.finditer(words) if dash.end() >= last and depths.opens(words[dash.end() :])), None
    )


def _claimed(words: str, depths: DepthWords) -> Depth:
    """The depth a remark claims: the one it opens with, or the one a concept is said to have risen to."""
    if depths.is_step(words):
        return depths.read(_FIRST_CLAIM.split(words, maxsplit=1)[0])
    rises = _RISES_TO.search(words)
    return depths.read(rises[1]) if rises and depths.is_step(rises[1]) else _UNSAID


def _row(words: Text, name: tuple[int, int], depth: tuple[int, int], level: Depth) -> ConceptRow:
    concept = words.value[name[0] : name[1]].rstrip()
    said = words.value[slice(*depth)].strip()
    start, at = words.start + name[0], words.start + words.value.index(said, depth[0])
    end = at + len(said)
    empty = Text("", end, end)
    named = Text(concept, start, start + len(concept))
    return ConceptRow(named, Text(said, at, end), empty, empty, level, Text("", start, end))
