"""The seam to the Markdown parser: text in, a flat list of blocks with exact offsets out.

pyromark (pulldown-cmark) knows what is a heading, a table, a list or a fence; everything about *words* is ours.
Nothing outside this module knows which parser is used.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any, NamedTuple

import pyromark

from lessonlint.source import line_starts

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS

HEADING, PARAGRAPH, TABLE, LIST, ITEM, FENCE, HTML, METADATA = (
    "heading", "paragraph", "table", "list", "item", "fence", "html", "metadata",
)  # fmt: skip


class Block(NamedTuple):
    """One Markdown block. `start` and `end` delimit its source, line end excluded.

    `level` is a heading's level, an item's nesting depth (1 = outermost) or, for other blocks, the number of
    items around it; `own_end` is where an item's own words end and its nested blocks begin.
    """

    kind: str
    start: int
    end: int
    level: int = 0
    own_end: int = 0


def parse_blocks(text: str) -> list[Block]:
    """Find the blocks of a Markdown text, in reading order; block quotes are looked through."""
    collector = _Collector(text)
    for event, span in pyromark.events_with_range(text, options=_OPTIONS):
        if type(event) is not dict:
            continue
        if (tag := event.get("Start")) is not None:
            collector.start(tag, span["start"], span["end"])
        elif event.get("End") == "Item":
            collector.open_items.pop()
    return collector.blocks


class _Collector:
    """Turns the parser's events into blocks; knows which list items are open."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, _to_code_points(text)
        self.blocks: list[Block] = []
        self.open_items: list[int] = []

    def start(self, tag: Any, first: int, last: int) -> None:
        kind = _kind(tag)
        if kind is None:
            return
        start, end = _trimmed(self.text, self.at(first), self.at(last))
        if kind not in (PARAGRAPH, ITEM):
            self._close_own_words(start)
        if kind == LIST:
            return
        level = len(self.open_items)
        if kind == HEADING:
            level = int(tag["Heading"]["level"][1])
        elif kind == ITEM:
            level += 1
            self.open_items.append(len(self.blocks))
        self.blocks.append(Block(kind, start, end, level, end))

    def _close_own_words(self, at: int) -> None:
        """An item's own words end where its first nested block begins."""
        if self.open_items:
            item = self.blocks[self.open_items[-1]]
            if item.own_end == item.end and at > item.start:
                self.blocks[self.open_items[-1]] = item._replace(own_end=_trimmed(self.text, item.start, at)[1])


def _kind(tag: Any) -> str | None:
    if type(tag) is str:
        return _PLAIN_TAGS.get(tag)
    for name in tag:
        return _DATA_TAGS.get(name)
    return None


_PLAIN_TAGS = {"Paragraph": PARAGRAPH, "Item": ITEM, "HtmlBlock": HTML}
_DATA_TAGS = {"Heading": HEADING, "Table": TABLE, "CodeBlock": FENCE, "MetadataBlock": METADATA, "List": LIST}


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in " \t\r\n":
        end -= 1
    return start, end


def _to_code_points(text: str) -> Callable[[int], int]:
    """The parser counts UTF-8 bytes, we count code points; ASCII texts need no conversion."""
    if text.isascii():
        return lambda offset: offset
    starts = line_starts(text)
    lines = [text[a:b].encode() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    byte_starts = [0]
    for line in lines:
        byte_starts.append(byte_starts[-1] + len(line))

    def convert(offset: int) -> int:
        row = bisect_right(byte_starts, offset) - 1
        if row >= len(lines):
            return len(text)
        inside = lines[row][: offset - byte_starts[row]]
        return starts[row] + len(inside if inside.isascii() else inside.decode(errors="ignore"))

    return convert
