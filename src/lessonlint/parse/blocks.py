"""The seam to the Markdown parser: text in, a flat list of blocks with exact offsets out.

pyromark (pulldown-cmark) knows what is a heading, a table, a list or a fence; everything about *words* is ours.
Nothing outside this module knows which parser is used.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any, NamedTuple

import pyromark

from lessonlint.source import in_lines, line_starts

_OPTIONS = pyromark.Options.ENABLE_TABLES
_FRONT_MATTER = re.compile(r"---[ \t]*(?:\r\n|\n|\r)(?:.*?(?:\r\n|\n|\r))?---[ \t]*(?=[\r\n]|\Z)", re.DOTALL)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")

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
    # Only at the very top is `---` front matter; the parser would take any two rules for it.
    front = _FRONT_MATTER.match(text)
    skipped = front.end() if front else 0
    collector = _Collector(text, skipped)
    for event, span in _events(_a_byte_each(text[skipped:])):
        if "Start" in event:
            tag = event["Start"]
            # Two of three are emphasis, rows and cells: not worth a call.
            if kind := _KINDS.get(tag if type(tag) is str else next(iter(tag))):
                collector.start(kind, tag, skipped + span["start"], skipped + span["end"])
    return collector.blocks


def literal_spans(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that are no running words: code, HTML, links, images and front matter, in order."""
    front = _FRONT_MATTER.match(text)
    skipped = front.end() if front else 0
    at = _to_code_points(text, skipped)
    found = [(0, skipped)] if skipped else []
    for event, span in _events(text[skipped:]):
        if type(event) is dict:
            tag: Any = event.get("Start", event)
            if not _LITERAL.isdisjoint((tag,) if type(tag) is str else tag):
                start = at(span["start"])
                found.append((start, _trimmed(text, start, at(span["end"]))))
    return found


def _events(text: str) -> Any:
    """What the parser sees. It knows a bare CR as the end of a line, but not everywhere, so it is shown another."""
    return pyromark.events_with_range(in_lines(text), options=_OPTIONS)


def _a_byte_each(text: str) -> str:
    """A text of the same blocks in which a character is a byte: the parser counts bytes, we count characters."""
    if text.isascii():
        return text
    shown = text.encode("ascii", "replace").decode()  # puts question marks, which mean nothing without a `<?`
    return _NOT_ASCII.sub(",", text) if "<?" in shown else shown


class _Collector:
    """Turns the parser's events into blocks; knows which list items are open."""

    def __init__(self, text: str, skipped: int) -> None:
        self.text = text
        self.blocks = [Block(METADATA, 0, skipped, 0, skipped)] if skipped else []
        self.open_items: list[int] = []

    def start(self, kind: str, tag: Any, start: int, end: int) -> None:
        while self.open_items and self.blocks[self.open_items[-1]].end <= start:
            self.open_items.pop()
        if self.open_items and kind not in (PARAGRAPH, ITEM):
            self._close_own_words(start)
        if kind == LIST:
            return
        end = _trimmed(self.text, start, end)
        level = len(self.open_items)
        if kind == HEADING:
            level = int(tag["Heading"]["level"][1])
        elif kind == ITEM:
            level += 1
            self.open_items.append(len(self.blocks))
        self.blocks.append(Block(kind, start, end, level, end))

    def _close_own_words(self, at: int) -> None:
        """An item's own words end where its first nested block begins."""
        item = self.blocks[self.open_items[-1]]
        if item.own_end == item.end and at > item.start:
            self.blocks[self.open_items[-1]] = item._replace(own_end=_trimmed(self.text, item.start, at))


_KINDS = {
    "Paragraph": PARAGRAPH, "Item": ITEM, "HtmlBlock": HTML, "Heading": HEADING, "Table": TABLE, "CodeBlock": FENCE,
    "List": LIST,
}  # fmt: skip
_LITERAL = {"Code", "InlineHtml", "HtmlBlock", "CodeBlock", "Link", "Image"}


def _trimmed(text: str, start: int, end: int) -> int:
    """Where a stretch ends without the blanks behind it."""
    while end > start and text[end - 1] in " \t\r\n":
        end -= 1
    return end


def _to_code_points(whole: str, skipped: int) -> Callable[[int], int]:
    """The parser counts UTF-8 bytes behind the front matter, we count code points of the whole text."""
    text = whole[skipped:] if skipped else whole
    if text.isascii():
        return lambda offset: offset + skipped
    starts = line_starts(text)
    lines = [text[a:b].encode() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    byte_starts = [0]
    for line in lines:
        byte_starts.append(byte_starts[-1] + len(line))

    def convert(offset: int) -> int:
        row = bisect_right(byte_starts, offset) - 1
        if row >= len(lines):
            return len(whole)
        inside = lines[row][: offset - byte_starts[row]]
        return skipped + starts[row] + len(inside if inside.isascii() else inside.decode(errors="ignore"))

    return convert
