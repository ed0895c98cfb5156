"""Markdown to YAML and back.

Headings become sections, header lines and tables become keys, our comments become YAML comments; everything else is
carried word for word as Markdown under its heading. The other form is read again, and is handed out only when it
reads as the first did and holds the same words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import NamedTuple

from lessonlint.api import read_document
from lessonlint.model.documents import Doc
from lessonlint.model.read import in_markdown
from lessonlint.model.sameness import first_difference
from lessonlint.model.values import CLEAN
from lessonlint.model.waivers import newline_of
from lessonlint.model.yaml_shape import COLUMNS, TABLE, default_columns
from lessonlint.parse.blocks import HEADING, METADATA, Block, parse_blocks
from lessonlint.parse.document import LOWEST_HEADING
from lessonlint.parse.tables import Table
from lessonlint.source import Source
from lessonlint.vocabulary import Vocabulary
from lessonlint.yaml_text import is_yaml
from lessonlint.yaml_writing import block_or_line, entry, item, quoted, row, scalar

MARKDOWN, YAML = ".md", ".yaml"
_ATX = re.compile(r"(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_HEADER_LINE = re.compile(r"\*\*([^*:\n]+):\*\*[ \t]+(\S.*)$")
_COMMENT = re.compile(r"(?:\A|(?<=\n\n))<!--[ \t]*lessonlint:[ \t]*(\S[^\n]*?)[ \t]*-->(?=\Z|\n\n)")
_LEADING = re.compile(r"\A(?:[ \t]*+\n)++")
_BLANK = re.compile(r"\n[ \t]+(?=\n)")
_NAME = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)+|[A-Z][a-z]{3,}")
_WORDS = re.compile(r"\w+")
_INDENT = "  "


class NotConverted(Exception):
    """A document that the other form would not hold; the message says what would be lost."""


class Rows(NamedTuple):
    """A table by its role, with the title and part of each column; "" for a table of no known role."""

    role: str
    parts: tuple[str, ...]
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Comment(NamedTuple):
    """A comment addressed to us."""

    words: str


Piece = str | Comment | Rows


@dataclass
class _Section:
    heading: str
    level: int
    content: list[Piece]
    sections: list[_Section] = field(default_factory=list)


def converted(source: Source, vocabulary: Vocabulary) -> Source:
    """A document in the other form, under the name it would have. Raises `NotConverted`."""
    doc = read_document(source, vocabulary)
    if doc is None:
        raise NotConverted("it is no document of a curriculum")
    if doc.syntax_errors and is_yaml(source.path):
        raise NotConverted(f"{doc.syntax_errors[0][1]} (`lessonlint check` says where)")
    path = PurePath(source.path)
    if is_yaml(source.path):
        made = Source(str(path.with_suffix(MARKDOWN)), in_markdown(source, vocabulary))
        before = made.text
    else:
        before = re.sub(r"\r\n?", "\n", source.text)
        unix = doc if before == source.text else read_document(Source(source.path, before), vocabulary)
        made = Source(str(path.with_suffix(YAML)), "\n".join(_document(unix or doc)) + "\n")
    made = Source(made.path, made.text.replace("\n", newline_of(source.text)), source.bom)
    _same(doc, made, before)
    return made


def _same(doc: Doc, made: Source, before: str) -> None:
    after = read_document(made, doc.vocabulary)
    if after is not None and is_yaml(made.path):
        problem = next((words for _, words in after.syntax_errors[len(doc.syntax_errors) :]), "")
        if problem:
            raise NotConverted(f"the YAML would not be read: {problem}")
        text = in_markdown(made, doc.vocabulary)
        lost = Counter(_WORDS.findall(before)) - Counter(_WORDS.findall(text))
        if lost:
            raise NotConverted(f"these words would be lost: {', '.join(list(lost)[:5])}")
    if where := first_difference(doc, after):
        raise NotConverted(f"it would be read otherwise ({where})")


def _document(doc: Doc) -> Iterator[str]:
    """The lines of a Markdown document as YAML."""
    text = doc.source.text
    blocks = parse_blocks(text)
    front = next((text[block.start : block.end] for block in blocks if block.kind == METADATA), "")
    headings = [block for block in blocks if _is_plain_heading(text, block)]
    first = headings[0].start if headings else len(text)
    preamble = list(_pieces(doc, len(front), first))
    title = headings.pop(0) if headings and headings[0].level == 1 else None
    top = _Section(_title(text, title) if title else "", 1, [])
    if title:
        top.content = list(_pieces(doc, title.end, headings[0].start if headings else len(text)))
    _nest(doc, top, headings)
    yield from _comment_lines(preamble)
    yield f"kind: {doc.kind}"
    if front:
        yield from entry("front", re.sub(r"\A---[ \t]*\n|\n?---[ \t]*\Z", "", front), "")
    if said := "\n\n".join(piece for piece in preamble if isinstance(piece, str)):
        yield from entry("preamble", said, "")
    if title:
        yield from entry("title", top.heading, "")
    yield from _header(top)
    yield from _body(top, "")


def _is_plain_heading(text: str, block: Block) -> bool:
    at_start = block.start == 0 or text[block.start - 1] == "\n"
    return block.kind == HEADING and at_start and _ATX.match(text[block.start : block.end]) is not None


def _title(text: str, block: Block) -> str:
    match = _ATX.match(text[block.start : block.end])
    return (match[2] or "").strip() if match else ""


def _nest(doc: Doc, top: _Section, headings: Sequence[Block]) -> None:
    text, open_ = doc.source.text, [top]
    bounds = [*(each.start for each in headings), len(text)]
    for block, end in zip(headings, bounds[1:], strict=True):
        section = _Section(_title(text, block), block.level, list(_pieces(doc, block.end, end)))
        while len(open_) > 1 and open_[-1].level >= block.level:
            open_.pop()
        open_[-1].sections.append(section)
        open_.append(section)


def _pieces(doc: Doc, start: int, end: int) -> Iterator[Piece]:
    """A stretch without headings, as prose, tables and comments."""
    at = start
    for table, rows in _tables(doc, start, end):
        yield from _prose(doc.source.text[at : table.start])
        yield rows
        at = table.end
    yield from _prose(doc.source.text[at:end])


def _prose(text: str) -> Iterator[Piece]:
    text = _LEADING.sub("", _BLANK.sub("\n", text)).rstrip()
    at = 0
    for comment in _COMMENT.finditer(text):
        if before := text[at : comment.start()].lstrip("\n").rstrip():
            yield before
        yield Comment(comment[1])
        at = comment.end()
    if rest := text[at:].strip("\n"):
        yield rest


def _tables(doc: Doc, start: int, end: int) -> Iterator[tuple[Table, Rows]]:
    """The tables that rows can hold; one that is cut, broken, indented or commented stays Markdown."""
    text = doc.source.text
    for read in sorted(doc.tables, key=lambda read: read.table.start):
        table = read.table
        raw = text[table.start : table.end]
        at_edge = table.start == 0 or text[table.start - 1] == "\n"
        clean = all(row.repair == CLEAN for row in table.rows) and not table.cuts
        lines = raw.split("\n")
        plain = len(lines) == len(table.rows) + 2 and all(line[:1].strip() not in ("", ">") for line in lines)
        if start <= table.start and table.end <= end and at_edge and clean and plain and "<!--" not in raw:
            yield table, _rows(doc.vocabulary, table)


def _rows(vocabulary: Vocabulary, table: Table) -> Rows:
    titles = tuple(cell.value for cell in table.header)
    cells = tuple(tuple(cell.value for cell in row.cells) for row in table.rows)
    role, columns = vocabulary.tables.find(titles)
    by_index = {index: part for part, index in columns.items()}
    if role and len(by_index) == len(titles) and all(titles):
        return Rows(role, tuple(by_index[index] for index in range(len(titles))), titles, cells)
    return Rows("", (), titles, cells)


def _header(top: _Section) -> Iterator[str]:
    """The header lines below the title, if they can be told from prose for certain."""
    if not (top.content and isinstance(top.content[0], str)):
        return
    said, gap, rest = top.content[0].partition("\n\n")
    lines = [_HEADER_LINE.match(line) for line in said.split("\n")]
    found = [(line[1].strip(), line[2].rstrip()) for line in lines if line]
    if not found or len({key for key, _ in found}) < len(lines):
        return
    top.content[:1] = [rest.strip("\n")] if gap else []
    yield "header:"
    for key, value in found:
        yield from entry(scalar(key), value, _INDENT)


def _body(section: _Section, indent: str) -> Iterator[str]:
    if any(not isinstance(piece, str) for piece in section.content) or len(section.content) > 1:
        yield from _content(section.content, indent)
    elif section.content:
        yield from entry("content", str(section.content[0]), indent)
    yield from _comment_lines(_closing(section.content), indent)
    if section.sections:
        yield f"{indent}sections:"
        for inner in section.sections:
            yield from item(entry("heading", inner.heading, f"{indent}    "), f"{indent}  ")
            if inner.level != min(section.level + 1, LOWEST_HEADING):
                yield f"{indent}    level: {inner.level}"
            yield from _body(inner, f"{indent}    ")


def _closing(content: Sequence[Piece]) -> list[Piece]:
    """The comments behind everything else, which belong to what follows."""
    count = 0
    while count < len(content) and isinstance(content[len(content) - 1 - count], Comment):
        count += 1
    return list(content[len(content) - count :])


def _content(content: Sequence[Piece], indent: str) -> Iterator[str]:
    content = content[: len(content) - len(_closing(content))]
    if content:
        yield f"{indent}content:"
    for piece in content:
        inner = f"{indent}  "
        if isinstance(piece, Comment):
            yield from _comment_lines([piece], inner)
        elif isinstance(piece, str):
            yield from item(block_or_line(piece, inner), inner)
        else:
            yield from _table(piece, inner)


def _comment_lines(pieces: Sequence[Piece], indent: str = "") -> Iterator[str]:
    yield from (f"{indent}# lessonlint: {piece.words}" for piece in pieces if isinstance(piece, Comment))


def _table(table: Rows, indent: str) -> Iterator[str]:
    inner = f"{indent}    "
    if not table.role:
        yield f"{indent}- {TABLE}:"
        for cells in (table.titles, *table.rows):
            yield f"{inner}- [{', '.join(map(quoted, cells))}]"
        return
    opening = f"{indent}- "
    rows = [{part: cell for part, cell in zip(table.parts, each, strict=True) if cell} for each in table.rows]
    usual = default_columns(table.role, {part for named in rows for part in named})
    if tuple(usual.items()) != tuple(zip(table.parts, table.titles, strict=True)):
        pairs = zip(table.parts, table.titles, strict=True)
        titles = ", ".join(f"{part}: {title if _NAME.fullmatch(title) else quoted(title)}" for part, title in pairs)
        yield f"{opening}{COLUMNS}: {{{titles}}}"
        opening = f"{indent}  "
    yield f"{opening}{table.role}:" if rows else f"{opening}{table.role}: []"
    for named in rows:
        yield from row(named, inner)
