"""What is to be written into a document, in a document that is YAML.

Whoever writes (`record`, `review`, `new`) makes edits of Markdown: rows below a table, sections, a comment below a
heading, other words. Here they become edits of the YAML that the Markdown was made from. Everything else in it stays
as it is, and what it is read as afterwards is compared with the Markdown that was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lessonlint.diagnostic import Edit, edited
from lessonlint.model.documents import Doc
from lessonlint.model.waivers import newline_of
from lessonlint.model.yaml_reading import Block, Written, markdown_of
from lessonlint.model.yaml_shape import COLUMNS, TABLE
from lessonlint.parse import blocks
from lessonlint.parse.document import LOWEST_HEADING
from lessonlint.parse.tables import cells_of
from lessonlint.source import Place, Source
from lessonlint.vocabulary import Vocabulary
from lessonlint.yaml_text import end_of, is_yaml
from lessonlint.yaml_writing import entry, item, quoted, row

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*)$", re.MULTILINE)
_COMMENT = re.compile(r"<!-- (lessonlint: .*) -->")
_RULE = "---"
_NONE: tuple[Any, Any] = (None, None)


class NoPlace(Exception):
    """A document that has no place for what is to be written; the message is for people."""


def edits_in(doc: Doc, edits: Sequence[Edit]) -> list[Edit]:
    """Edits of the Markdown a document is read as, as edits of the document. Raises `NoPlace`."""
    if not is_yaml(doc.path) or not edits:
        return list(edits)
    written = markdown_of(doc.source, doc.vocabulary)
    if written.problems:
        raise NoPlace(f"{doc.path}: {written.problems[0][1]} (`lessonlint check` says where); nothing can be added.")
    writer = _Writer(doc.source, written, doc.vocabulary)
    made = [writer.edit(each) for each in edits]
    after = markdown_of(Source(doc.path, edited(doc.source.text, made)), doc.vocabulary)
    if _words(after.text) != _words(edited(written.text, edits)) or after.problems:
        raise NoPlace(f"{doc.path}: in the YAML as it stands, what is to be written would be read otherwise.")
    return made


def _words(markdown: str) -> list[str]:
    """What a text says; the lines that set sections off say nothing."""
    return [word for word in markdown.split() if word != _RULE]


class _Writer:
    """Makes edits of one YAML document from edits of its Markdown."""

    def __init__(self, source: Source, written: Written, vocabulary: Vocabulary) -> None:
        self._path, self._text, self._newline = source.path, source.text, newline_of(source.text)
        self._written, self._vocabulary = written, vocabulary

    def edit(self, edit: Edit) -> Edit:
        start, end, text = edit.place.start, edit.place.end, edit.text
        if start < end:
            return self._replaced(start, end, text)
        is_row = text.lstrip().startswith("|")
        if prose := self._prose_with(blocks.TABLE if is_row else blocks.HEADING, start):
            return self._in_prose(prose, start, text)
        if is_row:
            return self._rows(start, [_cells(line) for line in text.split("\n") if line.strip()])
        if comment := _COMMENT.fullmatch(text.strip()):
            return self._below_heading(start, comment[1])
        return self._section(start, _outline(text))

    def _replaced(self, start: int, end: int, text: str) -> Edit:
        """Other words; a comment of ours is one in either form."""
        at, to = self._written.places.span(start, end)
        comment = _COMMENT.fullmatch(text) if self._text.startswith("#", at) else None
        return Edit(Place(self._path, at, to), f"# {comment[1]}" if comment else text)

    def _prose_with(self, kind: str, at: int) -> Block | None:
        """The Markdown around or right before an offset, if it holds blocks of a kind: a table, or headings."""
        before = [block for block in self._written.blocks if block.start < at and not block.level]
        last = before[-1] if before else None
        made = self._written.text
        if last is None or last.node.id != "scalar" or made[last.end : at].strip():
            return None
        return last if any(block.kind == kind for block in blocks.parse_blocks(made[last.start : last.end])) else None

    def _in_prose(self, block: Block, at: int, text: str) -> Edit:
        node = block.node
        if node.style != "|":
            raise self._no_place(node, "is not a block of lines (`|-`), and nothing can be put below its last one")
        lines = self._text[self._text.find("\n", node.start_mark.index) + 1 : node.end_mark.index].splitlines()
        indent = min((line[: len(line) - len(line.lstrip(" "))] for line in lines if line.strip()), default="")
        words = text.strip("\r\n")
        gap = self._newline * (1 if words.startswith("|") else 2)
        spot = self._line_end(self._written.places.span(at, at)[0])
        return self._put(spot, gap, (f"{indent}{line}" if line.strip() else "" for line in words.splitlines()))

    def _rows(self, at: int, rows: list[list[str]]) -> Edit:
        block = next((block for block in reversed(self._written.blocks) if block.start < at), self._written.blocks[0])
        if block.level or block.node.id == "scalar":
            raise self._no_place(block.node, "is no table")
        key, value = next((key, value) for key, value in block.node.value if key.value != COLUMNS)
        header = _cells(self._written.text[block.start :].split("\n", 1)[0])
        columns = {index: part for part, index in self._vocabulary.tables.find(tuple(header))[1].items()}
        empty = not value.value
        if value.id == "sequence" and value.flow_style and not empty:
            raise self._no_place(value, "is a table on one line, and rows stand on lines of their own")
        indent = " " * (key.start_mark.column + 2 if empty else value.start_mark.column)
        lines = [line for cells in rows for line in _row(key.value, columns, cells, indent)]
        if empty:
            colon = self._text.index(":", key.end_mark.index) + 1
            place = Place(self._path, colon, max(value.end_mark.index, colon))
            return Edit(place, "".join(f"{self._newline}{line}" for line in lines))
        return self._put(self._end(value), self._newline, lines)

    def _below_heading(self, at: int, words: str) -> Edit:
        section = self._section_before(at)
        heading = next((pair for pair in section.node.value if pair[0].value == "heading"), None)
        if heading is None:
            raise self._no_place(section.node, "has no heading that a comment can stand below")
        indent = " " * heading[0].start_mark.column
        return self._put(self._line_end(self._end(heading[1])), self._newline, [f"{indent}# {words}"])

    def _section(self, at: int, outline: list[tuple[int, str, str]]) -> Edit:
        """Sections below the last one before an offset, as deep as their headings say."""
        child, level = None, outline[0][0]
        parent = self._section_before(at)
        while parent.level >= level and parent.start >= 0:
            child, parent = parent, self._parent(parent)
        key, value = next((pair for pair in parent.node.value if pair[0].value == "sections"), _NONE)
        listed = key is not None and value.id == "sequence"
        if parent.node.flow_style or (listed and value.flow_style):
            raise self._no_place(parent.node, "is on one line, and sections stand on lines of their own")
        column = (key or parent.node).start_mark.column
        lines = _sections(outline, parent.level, " " * (value.start_mark.column if listed else column + 2))
        if key is None:
            return self._put(self._end(parent.node), self._newline, [f"{' ' * column}sections:", *lines])
        return self._put(self._end(child.node) if child else self._line_end(key.end_mark.index), self._newline, lines)

    def _section_before(self, at: int) -> Block:
        return [block for block in self._written.blocks if block.level and block.start < at][-1]

    def _parent(self, section: Block) -> Block:
        around = [b for b in self._written.blocks if b.level and b.start < section.start and section.end <= b.end]
        return around[-1]

    def _end(self, node: Any) -> int:
        """The end of the line on which a node ends."""
        end = end_of(node)
        return self._line_end(len(self._text[:end].rstrip()))

    def _line_end(self, at: int) -> int:
        while at < len(self._text) and self._text[at] not in "\r\n":
            at += 1
        return at

    def _put(self, at: int, gap: str, lines: Sequence[str] | Iterator[str]) -> Edit:
        return Edit(Place(self._path, at, at), gap + self._newline.join(lines))

    def _no_place(self, node: Any, why: str) -> NoPlace:
        return NoPlace(f"{self._path}:{node.start_mark.line + 1}: what stands here {why}.")


def _cells(line: str) -> list[str]:
    return [cell.value for cell in cells_of(line.strip())]


def _row(role: str, columns: dict[int, str], cells: list[str], indent: str) -> Iterator[str]:
    if role == TABLE:
        yield f"{indent}- [{', '.join(map(quoted, cells))}]"
        return
    named = {columns[index]: cell for index, cell in enumerate(cells) if cell and index in columns}
    yield from row(named, indent)


def _outline(text: str) -> list[tuple[int, str, str]]:
    """Headings with their levels and what stands below each; rules around all of it are left out."""
    text = text.strip().removeprefix(_RULE).removesuffix(_RULE)
    found = list(_HEADING.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)]
    return [
        (len(match[1]), match[2].strip(), text[match.end() : end].strip("\r\n").rstrip())
        for match, end in zip(found, ends, strict=True)
    ]


def _sections(outline: Sequence[tuple[int, str, str]], above: int, dash: str) -> Iterator[str]:
    """The lines of sections with what is in them; `dash` is the indentation of their dashes."""
    at = 0
    while at < len(outline):
        level, heading, content = outline[at]
        end = next((to for to in range(at + 1, len(outline)) if outline[to][0] <= level), len(outline))
        keys = f"{dash}  "
        lines = list(entry("heading", heading, keys))
        if level != min(above + 1, LOWEST_HEADING):
            lines.append(f"{keys}level: {level}")
        if content:
            lines += entry("content", content, keys)
        if end > at + 1:
            lines += [f"{keys}sections:", *_sections(outline[at + 1 : end], level, f"{keys}  ")]
        yield from item(lines, dash)
        at = end
