"""Our reading held against markdown-it-py's, wherever GFM has an answer.

Two things are compared: the *block level* (`parse/blocks.py`) for every heading, table and fence, and the *document*
for heading titles and header cells. What is left out, and why:

- table rows: we re-split them, because GFM drops surplus cells, which authors need to hear about;
- where a table ends in the document: a blank line ends a GFM table, we go on behind it and say so in `Table.cuts`.
  The block level, which stands before that repair, is compared in full;
- front matter: GFM has none and reads a rule and a setext heading. It is blanked for markdown-it-py, lines kept;
- the later lines of a setext heading of several lines: a title is one stretch of one line, so that it has a place;
- how many blank lines trail a fence that is never closed, or an indented one: both readings mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from tests.parse.documents import documents

from lessonlint.decoding import decode
from lessonlint.parse import blocks as b
from lessonlint.parse.document import Part, TableHints, parse_document
from lessonlint.source import LineIndex, Source

ROOT = Path(__file__).resolve().parents[2]
OURS = sorted(path for folder in ("curriculum", "tests", "docs") for path in (ROOT / folder).rglob("*.md"))
_GFM = MarkdownIt("commonmark").enable("table")
_NO_HINTS = TableHints(lambda header: -1, lambda cell: False)


class Heading(NamedTuple):
    line: int
    level: int
    title: str


class Outline(NamedTuple):
    """What both readers must agree on. Extents are first and last line, counted from 1."""

    headings: list[Heading]
    tables: list[tuple[int, int]]
    headers: list[list[str]]
    fences: list[tuple[int, int]]


def reference(text: str) -> Outline:
    """What markdown-it-py reads."""
    found = Outline([], [], [], [])
    text = _without_front_matter(text)
    lines = LineIndex(text)
    tokens = _GFM.parse(text)
    for token, after in zip(tokens, [*tokens[1:], tokens[-1]] if tokens else [], strict=True):
        if token.map is None:
            continue
        first, last = token.map[0] + 1, token.map[1]
        if token.type == "heading_open":
            title = after.content.split("\n", 1)[0].rstrip()
            found.headings.append(Heading(first, int(token.tag[1]), title))
        elif token.type == "table_open":
            found.tables.append((first, last))
            found.headers.append([])
        elif token.type in ("fence", "code_block"):
            found.fences.append((first, _last_full_line(lines, first, last)))
    # Header cells have no place of their own: they come in order, between thead_open and thead_close.
    headers, inside = iter(found.headers), False
    current: list[str] = []
    for token, after in pairwise(tokens):
        if token.type == "thead_open":
            current, inside = next(headers), True
        elif token.type == "thead_close":
            inside = False
        elif inside and token.type == "th_open":
            current.append(after.content)
    return found


def ours(text: str) -> Outline:
    """What lessonlint reads: extents from the block level, titles and header cells from the document."""
    lines = LineIndex(text)
    blocks = b.parse_blocks(text)
    document = parse_document(Source("warm-dough.md", text), _NO_HINTS)
    levels = {block.start: block.level for block in blocks if block.kind == b.HEADING}
    parts = [part for part in document.root.walk() if part.start in levels and 1 <= part.rank <= 6]
    return Outline(
        headings=[Heading(lines.position(p.start)[0], levels[p.start], p.title.value) for p in _in_order(parts)],
        tables=[(first, last) for kind, first, last in _extents(blocks, lines) if kind == b.TABLE],
        headers=[[cell.value for cell in table.header] for table in document.root.tables()],
        fences=[
            (first, _last_full_line(lines, first, last))
            for kind, first, last in _extents(blocks, lines)
            if kind == b.FENCE
        ],
    )


def _in_order(parts: list[Part]) -> list[Part]:
    return sorted(parts, key=lambda part: part.start)


def _extents(blocks: list[b.Block], lines: LineIndex) -> Iterator[tuple[str, int, int]]:
    for block in blocks:
        yield block.kind, lines.position(block.start)[0], lines.position(block.end)[0]


def _last_full_line(lines: LineIndex, first: int, last: int) -> int:
    while last > first and not lines.line(last).strip(" \t>"):
        last -= 1
    return last


def _without_front_matter(text: str) -> str:
    """Blank the front matter, which can only stand at the very start."""
    head = b.parse_blocks(text)[:1]
    if head and head[0].kind == b.METADATA and head[0].start == 0:
        return re.sub(r"[^\r\n]", " ", text[: head[0].end]) + text[head[0].end :]
    return text


def agree(text: str) -> None:
    expected, found = reference(text), ours(text)
    assert found.headings == expected.headings
    assert found.tables == expected.tables
    assert found.headers == expected.headers
    assert found.fences == expected.fences


def text_of(path: Path) -> str:
    source = decode(path.name, path.read_bytes())
    assert isinstance(source, Source)
    return source.text


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_our_own_documents(path: Path) -> None:
    agree(text_of(path))


def test_the_corpus(corpus: Path) -> None:
    paths = sorted(path for path in corpus.rglob("*") if path.suffix in (".md", ".txt"))
    assert paths
    for path in paths:
        text = text_of(path)
        assert (path.name, ours(text)) == (path.name, reference(text))


@given(documents())
def test_generated_documents(text: str) -> None:
    agree(text)


CASES = {
    "a fence with a table and a heading inside": "```\n# no\n| a | b |\n|---|---|\n```\n\n# Yes\n",
    "a fence in a list item": "- knead\n\n  ```\n  # no\n  ```\n- rest\n",
    "a table in a quote": "> | Flour | Water |\n> |---|---|\n> | 100 | 70 |\n\nafter\n",
    "a table in a nested list": "- a\n  - b\n\n    | Flour | Water |\n    |---|---|\n    | 100 | 70 |\n",
    "a commented heading": "<!--\n# no\n-->\n\n# Yes\n",
    "a comment that never ends": "# Yes\n\n<!-- starts here\n\n# no\n",
    "setext headings": "Dough\n=====\n\nRest\n---\n",
    "a setext heading of two lines": "Dough\nand water\n===\n",
    "a setext heading in a quote": "> Dough\n> ===\n",
    "closing hashes": "## Dough ##\n\n## C#\n\n## a # b #\n",
    "escaped pipes in a header": "| a \\| b | c |\n|---|---|\n",
    "a pipe in code in a header": "| `a \\| b` | c |\n|---|---|\n",
    "a header without outer pipes": "a | b\n---|---\n1 | 2\n",
    "a table ended by a blank line": "| a |\n|---|\n| b |\n\n| c |\n",
    "tabs": "#\tDough\n\n-\tknead\n\n\t\t# code\n",
    "CRLF": "# Dough\r\n\r\n| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n",
    "lone CR": "# Dough\r\r| a | b |\r|---|---|\r| 1 | 2 |\r\rRest\r---\r",
    "emoji": "# 🍞 Dough 🍞\n\n| 🍞 | é |\n|---|---|\n",
    "front matter": "---\nslug: warm-dough\n---\n# Dough\n",
    "front matter that is empty": "---\n---\n# Dough\n",
    "a rule straight above a heading": "# Dough\n\n---\n## Phase 1\n\nwords\n\n---\n\n## Phase 2\n",
    "a rule straight above a table": "---\n\n# Dough\n\n---\n| a |\n|---|\n| b |\n\n---\n",
    "two rules around a line": "# Dough\n\n---\nwords\n---\n\n# Rest\n",
    "a rule below a blank first line": "\n---\n# Dough\n---\n",
    "a heading of closing hashes only": "# #\n\n### ###\n",
    "an empty heading": "#\n\n## \n",
    "a heading in a list item": "- # Dough\n  words\n",
    "a form feed": "# Dough\n\f\n# Rest\n",
    "a line separator inside a line": "# Dough\u2028and water\n\n# Rest\n",
    "a next-line character inside a line": "# Dough\x85and water\n\n# Rest\n",
}


@pytest.mark.parametrize("text", CASES.values(), ids=CASES.keys())
def test_by_name(text: str) -> None:
    agree(text)
