"""Blocks become a document: an outline of titled parts, each with its own paragraphs, items and tables.

A part is opened by a heading of any level, by a bold label at the start of a line (`**Target concept:** …`) or by
a bold label that opens a list item. Authors use the three forms freely for the same thing, so readers see one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lessonlint.parse import blocks as b
from lessonlint.parse.blocks import Block
from lessonlint.parse.tables import Table, is_delimiter, read_table
from lessonlint.source import Source, Text, shared

LOWEST_HEADING = 6
LABEL_RANK = 7
_FEWEST_PIPES = 2
_DEEPEST = 60  # levels of lists told apart: whoever walks the outline by recursion stays far from its limit
ITEM_RANK = 8

_BOLD, _QUOTING = "**", " \t>"
_LABEL = re.compile(r"\*\*([^*\r\n]+?)(?::\*\*|\*\*:)[ \t]*")
_LINE = re.compile(r"[^\r\n]+")
_ATX = re.compile(r"#{1,6}[ \t]*")
_CLOSING_HASHES = re.compile(r"(?:^|(?<![ \t])[ \t]++)#++[ \t]*+$")
_BULLET = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(\[[ xX]\][ \t]+)?")
_GAP = re.compile(r"(?:[\s>]|<!--(?:(?!-->).)*+-->)*+", re.DOTALL)


class Item(NamedTuple):
    """A list item's own words. `box` is "x" or " " for a checklist item, "" otherwise."""

    text: Text
    depth: int
    end: int
    box: str


class Fence(NamedTuple):
    """A fenced or indented block; `text` is its whole source."""

    text: Text


class Paragraph(NamedTuple):
    """A paragraph, or the words that follow a label."""

    text: Text


class Part(NamedTuple):
    """A titled stretch of a document.

    `rank` is 0 for the document itself, 1-6 for headings, 7 for a bold label and from 8 on for a label in a list
    item. `value` is what stands behind a label on its lines; `content` excludes the parts nested within.
    """

    title: Text
    rank: int
    value: Text
    content: tuple[Item | Fence | Paragraph | Table, ...]
    parts: tuple[Part, ...]
    start: int
    end: int

    def walk(self) -> Iterator[Part]:
        """This part and every part within it, in reading order."""
        waiting = [self]
        while waiting:  # not by recursion: an author may nest deeper than Python calls may
            part = waiting.pop()
            yield part
            if part.parts:
                waiting += reversed(part.parts)

    def tables(self) -> Iterator[Table]:
        """The tables of this part and of the parts within it."""
        for part in self.walk():
            yield from (block for block in part.content if isinstance(block, Table))


def words_of(block: Item | Fence | Paragraph | Table) -> list[Text]:
    """The pieces of text a block is made of."""
    if isinstance(block, Table):
        return [cell for row in block.rows for cell in row.cells]
    return [block.text]


def extent(block: Item | Fence | Paragraph | Table) -> tuple[int, int]:
    """Where a block starts and ends."""
    if isinstance(block, Table):
        return block.start, block.end
    return block.text.start, block.end if isinstance(block, Item) else block.text.end


class Document(NamedTuple):
    """A read Markdown file: its outline, and the parts of its text that are code rather than words."""

    source: Source
    root: Part
    metadata: Text
    code: tuple[tuple[int, int], ...]
    orphan_rows: tuple[Text, ...]


class TableHints(NamedTuple):
    """What the reader of tables must know of the vocabulary: which column holds a depth, and what a depth is."""

    anchor_column: Callable[[tuple[Text, ...]], int]
    is_anchor: Callable[[str], bool]


class _Node:
    """A part while it is being read; frozen into a `Part` when it closes."""

    __slots__ = ("content", "limit", "parts", "rank", "start", "title", "value")

    def __init__(self, title: Text, rank: int, value: Text, start: int) -> None:
        self.title, self.rank, self.value, self.start = title, rank, value, start
        self.content: list[Item | Fence | Paragraph | Table] = []
        self.parts: list[Part] = []
        self.limit: int | None = None

    def freeze(self, end: int) -> Part:
        return Part(self.title, self.rank, self.value, tuple(self.content), tuple(self.parts), self.start, end)


def parse_document(source: Source, hints: TableHints) -> Document:
    """Read a file's outline. Any text is a document; nothing is raised."""
    reader = _OutlineReader(source.text, hints)
    blocks = b.parse_blocks(source.text)
    index = 0
    while index < len(blocks):
        index += reader.take(blocks, index)
    code = tuple((block.start, block.end) for block in blocks if block.kind == b.FENCE)
    return Document(source, reader.finish(), reader.metadata, code, tuple(reader.orphan_rows))


class _OutlineReader:
    def __init__(self, text: str, hints: TableHints) -> None:
        self.text, self.hints = text, hints
        self.open = [_Node(Text("", 0, 0), 0, Text("", 0, 0), 0)]
        self.metadata = Text("", 0, 0)
        self.orphan_rows: list[Text] = []

    def take(self, blocks: list[Block], index: int) -> int:
        """Add one block to the outline; returns how many blocks that used up."""
        block = blocks[index]
        self._close_items(block.start)
        match block.kind:
            case b.ITEM:
                self._take_item(block)
            case b.HEADING:
                self._open(block.level, self._heading_title(block), Text("", block.end, block.end), block.start)
            case b.TABLE:
                return self._take_table(blocks, index)
            case b.FENCE:
                self.open[-1].content.append(Fence(self._text(block.start, block.end)))
            case b.METADATA:
                self.metadata = self._text(block.start, block.end)
            case b.PARAGRAPH if not self._inside_item_words(blocks, index):
                if self._heads_a_cut_table(blocks, index):
                    return self._take_table(blocks, index)
                self._take_paragraph(block)
        return 1

    def finish(self) -> Part:
        while len(self.open) > 1:
            self._close(len(self.text))
        return self.open[0].freeze(len(self.text))

    def _text(self, start: int, end: int) -> Text:
        return Text(shared(self.text[start:end]), start, end)

    def _open(self, rank: int, title: Text, value: Text, start: int) -> None:
        while self.open[-1].rank >= rank:
            self._close(start)
        self.open.append(_Node(title, rank, value, start))

    def _close(self, end: int) -> None:
        node = self.open.pop()
        self.open[-1].parts.append(node.freeze(min(end, node.limit or end)))

    def _close_items(self, at: int) -> None:
        while (limit := self.open[-1].limit) is not None and limit <= at:
            self._close(limit)

    def _heading_title(self, block: Block) -> Text:
        raw = self.text[block.start : block.end]
        line = _LINE.match(raw)
        first = line[0].rstrip() if line else ""
        marks = _ATX.match(first)
        start = block.start + (marks.end() if marks else 0)
        words = self.text[start : block.start + len(first)]
        words = (_CLOSING_HASHES.sub("", words) if words.endswith("#") else words).strip()
        return Text(shared(words), start, start + len(words))

    def _inside_item_words(self, blocks: list[Block], index: int) -> bool:
        """The first paragraph of a loose list item repeats the item's own words."""
        before = blocks[index - 1] if index else None
        return before is not None and before.kind == b.ITEM and blocks[index].start < before.own_end

    def _take_paragraph(self, block: Block) -> None:
        labels = list(self._labels(block.start, block.end))
        first = labels[0].start() if labels else block.end
        if self.text[block.start : first].strip(" \t\r\n>"):
            words = self._trimmed(block.start, first)
            self.open[-1].content.append(Paragraph(words))
            if words.value.startswith("|") and words.value.count("|") > _FEWEST_PIPES and not labels:
                line = _LINE.match(self.text, words.start, words.end)
                self.orphan_rows.append(self._trimmed(words.start, line.end() if line else words.end))
        for label, following in zip(labels, [*labels[1:], None], strict=False):
            value = self._trimmed(label.end(), following.start() if following else block.end)
            rank = LABEL_RANK if block.level == 0 else ITEM_RANK + min(block.level, _DEEPEST)
            self._open(rank, self._text(*label.span(1)), value, label.start())

    def _labels(self, start: int, end: int) -> Iterator[re.Match[str]]:
        """The labels in a stretch: what is in bold further on in a line is none."""
        at = start
        while (at := self.text.find(_BOLD, at, end)) >= 0:
            line = at
            while line > start and self.text[line - 1] in _QUOTING:
                line -= 1
            opens = line == start or self.text[line - 1] in "\r\n"
            label = _LABEL.match(self.text, at, end) if opens else None
            if label:
                yield label
            at = label.end() if label else at + len(_BOLD)

    def _trimmed(self, start: int, end: int) -> Text:
        value = self.text[start:end].rstrip(" \t\r\n>")
        words, end = value.lstrip(), start + len(value)
        return Text(shared(words), end - len(words), end)

    def _take_item(self, block: Block) -> None:
        bullet = _BULLET.match(self.text, block.start)
        start = min(bullet.end(), block.own_end) if bullet else block.start
        box = bullet[1][1].lower() if bullet and bullet[1] else ""
        words = self._trimmed(start, max(start, block.own_end))
        if words.value.startswith(_BOLD) and (label := _LABEL.match(self.text, words.start, words.end)):
            value = self._trimmed(label.end(), max(words.end, label.end()))
            self._open(ITEM_RANK + min(block.level, _DEEPEST), self._text(*label.span(1)), value, block.start)
            self.open[-1].limit = block.end
        self.open[-1].content.append(Item(words, block.level, block.end, box))

    def _take_table(self, blocks: list[Block], index: int) -> int:
        """A paragraph that starts with a pipe, right behind a table, is the rest of that table."""
        spans = [(blocks[index].start, blocks[index].end)]
        following = index + 1
        while following < len(blocks):
            block = blocks[following]
            if block.kind == b.PARAGRAPH and self._continues(spans[-1][1], block):
                spans.append((block.start, block.end))
            elif block.kind != b.HTML:
                break
            following += 1
        table = read_table(self.text, spans, self.hints.is_anchor, self.hints.anchor_column)
        self.open[-1].content.append(table)
        return max(1, following - index)

    def _heads_a_cut_table(self, blocks: list[Block], index: int) -> bool:
        """A header row that a blank line parts from its delimiter row; the parser sees two paragraphs."""
        if self.text[blocks[index].start] != "|" or index + 1 == len(blocks):
            return False
        below = blocks[index + 1]
        return (
            below.kind == b.PARAGRAPH
            and self._continues(blocks[index].end, below)
            and is_delimiter(self.text[below.start : below.end].splitlines()[0])
        )

    def _continues(self, end: int, block: Block) -> bool:
        gap = _GAP.match(self.text, end, block.start)
        return self.text[block.start] == "|" and gap is not None and gap.end() == block.start
