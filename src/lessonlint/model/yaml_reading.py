"""A document written as YAML, as the Markdown that says the same, with the place of every word in the YAML.

The one reader of Markdown then reads it, so both forms mean the same by construction.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from lessonlint.model.relocation import Relocation, Stretch
from lessonlint.model.yaml_shape import COLUMNS, KINDS, ROLE_COLUMNS, SECTION_KEYS, TABLE, TOP_KEYS, default_columns
from lessonlint.model.yaml_waivers import entries
from lessonlint.parse.document import LOWEST_HEADING
from lessonlint.parse.tables import escaped
from lessonlint.parse.tables import pipes as bars_in
from lessonlint.source import Source, Text
from lessonlint.vocabulary import Vocabulary, near
from lessonlint.yaml_text import YamlProblem, compose, end_of, scalars

_COMMENT = re.compile(r"^[ \t]*+(#[ \t]*+lessonlint:[ \t]*+)([^\r\n]*+)", re.MULTILINE)
_LINE_BREAK = re.compile(r"(?<![^\S\n])[^\S\n]*+\n\s*+")
_LINE, _WORD = re.compile(r"[^\n]+"), re.compile(r"\S+")
_NEAR, _SPREAD = 400, 10
_BLOCK_STYLES = ("|", ">")


class Block(NamedTuple):
    """A stretch of the Markdown and the node of the YAML that it was written from.

    `level` is that of a section's heading, and 0 for prose and tables. The whole document is a section, too.
    """

    start: int
    end: int
    node: Any
    level: int = 0


class Written(NamedTuple):
    """A YAML document as Markdown: its text, where its words stand in the YAML, and what is wrong there.

    `blocks` come in the order of the text, each section before what is in it.
    `reaches` says of each comment addressed to us, by where it starts, where the key or list item below it ends.
    """

    text: str
    places: Relocation
    problems: tuple[tuple[Text, str], ...]
    reaches: Mapping[int, int]
    blocks: tuple[Block, ...] = ()


def markdown_of(source: Source, vocabulary: Vocabulary) -> Written:
    """The Markdown that says what a YAML document says. Whatever is wrong in it is left out and told."""
    try:
        root = compose(source.text)
    except YamlProblem as problem:
        return Written("", Relocation((), {}), ((Text("", problem.offset, problem.offset), problem.words),), {})
    comments = list(_comments(source.text, root))
    writer = _Writer(source.text, comments, vocabulary)
    writer.document(root)
    places, reaches = Relocation(writer.stretches, writer.anchors), _reaches(comments, root)
    blocks = tuple(sorted(writer.blocks, key=lambda b: b.start))
    return Written("".join(writer.pieces), places, tuple(writer.problems), reaches, blocks)


class _Comment(NamedTuple):
    start: int
    end: int
    words: str
    words_at: int


class _Writer:
    """Writes Markdown and remembers where each word came from."""

    def __init__(self, text: str, comments: Sequence[_Comment], vocabulary: Vocabulary) -> None:
        self._text, self._vocabulary = text, vocabulary
        self.pieces: list[str] = []
        self.stretches: list[Stretch] = []
        self.anchors: dict[int, int] = {}
        self.problems: list[tuple[Text, str]] = []
        self.blocks: list[Block] = []
        self._at = 0
        self._comments = deque(comments)

    def document(self, root: Any) -> None:
        """The whole document."""
        found = self._fields(root, TOP_KEYS, "a document")
        if kind := found.get("kind"):
            self._known(kind, kind.value, KINDS, "kind")
        if front := found.get("front"):
            self._mark("---\n")
            self._words(front, _verbatim(self._scalar(front)))
            self._mark("\n---\n")
        self._prose(found.get("preamble"))
        if title := found.get("title"):
            self._block(title)
            self._mark("# ")
            self._line(title)
        if (header := found.get("header")) is not None:
            self._block(header)
            self._header(header)
        self._content(found.get("content"))
        self._sections(found.get("sections"), 1)
        self._block(None)
        self._mark("\n" if self.pieces and self.pieces[-1] != "\n" else "")
        self.blocks.append(Block(-1, self._at, root, 1))

    def _header(self, node: Any) -> None:
        if not self._is(node, "mapping", "header lines are `Key: value`"):
            return
        for number, (key, value) in enumerate(node.value):
            self._mark("\n" if number else "")
            self._mark("**")
            self._line(key)
            self._mark(":** ")
            self._line(value)

    def _sections(self, node: Any, above: int) -> None:
        for section in self._items(node, "sections are a list"):
            found = self._fields(section, SECTION_KEYS, "a section")
            level = self._level(found.get("level"), min(above + 1, LOWEST_HEADING))
            self._block(section)
            start = self._at
            self._mark("#" * level)
            if heading := found.get("heading"):
                self._mark(" ")
                self._line(heading)
            elif found:
                self._problem(section, "a section needs a `heading`")
            self._content(found.get("content"))
            self._sections(found.get("sections"), level)
            self.blocks.append(Block(start, self._at, section, level))

    def _level(self, node: Any, usual: int) -> int:
        if node is None:
            return usual
        if node.id == "scalar" and node.value in map(str, range(1, LOWEST_HEADING + 1)):
            return int(node.value)
        self._problem(node, f"a level is a number from 1 to {LOWEST_HEADING}")
        return usual

    def _content(self, node: Any) -> None:
        if node is None or node.id == "scalar":
            self._prose(node)
            return
        for block in self._items(node, "content is Markdown, or a list of Markdown and tables"):
            if block.id == "scalar":
                self._prose(block)
            else:
                self._table_block(block)

    def _prose(self, node: Any) -> None:
        if node is not None and (words := _verbatim(self._scalar(node))):
            self._block(node)
            start = self._at
            self._words(node, words)
            self.blocks.append(Block(start, self._at, node))

    def _table_block(self, node: Any) -> None:
        found = self._fields(node, (*ROLE_COLUMNS, TABLE, COLUMNS), "a table")
        named = [name for name in found if name != COLUMNS]
        if len(named) != 1:
            if len(named) > 1 or len(found) == len(node.value):  # an unknown key was told already
                self._problem(node, "one table at a time: name its role, such as `prerequisites`, and list its rows")
            return
        self._block(node)
        start = self._at
        if named[0] == TABLE:
            self._plain_table(found[TABLE])
        else:
            self._role_table(named[0], found[named[0]], found.get(COLUMNS))
        self.blocks.append(Block(start, self._at, node))

    def _plain_table(self, node: Any) -> None:
        rows = [self._items(row, "a row is a list of cells") for row in self._items(node, "a table is a list of rows")]
        for number, cells in enumerate(rows):
            row = node.value[number]
            self._row(row, dict(enumerate(cells)), range(max(len(cells), len(rows[0]))))
            if number == 0:
                self._mark("\n|" + "---|" * len(cells))
            self._mark("\n" if number + 1 < len(rows) else "")

    def _role_table(self, role: str, node: Any, columns: Any) -> None:
        known = ROLE_COLUMNS[role]
        rows = [(row, self._fields(row, known, "a row here")) for row in self._items(node, "a table is a list of rows")]
        if columns is None:
            usual = default_columns(role, {part for _, cells in rows for part in cells})
            self._mark("| " + " | ".join(usual.values()) + " |")
            parts, titles = tuple(usual), tuple(usual.values())
        else:
            named = self._fields(columns, known, "the columns")
            parts, titles = tuple(named), tuple(self._scalar(each) for each in named.values())
            self._row(columns, named, parts, comments=False)
        self._mark("\n|" + "---|" * len(titles))
        for row, cells in rows:
            self._mark("\n")
            self._row(row, cells, parts)
            for part in (part for part in cells if part not in parts):
                self._problem(cells[part], f"`{part}` is none of the `columns` of this table")
        read = self._vocabulary.tables.find(titles)[0]
        if read != role:
            self._problem(node, f"a table with these columns is {f'one of {read}' if read else 'unknown'}, not {role}")

    def _row(self, node: Any, cells: Mapping[Any, Any], order: Sequence[Any], comments: bool = True) -> None:
        """One row; a comment in or right above it goes into its last cell."""
        mine = self._taken(end_of(node)) if comments else []
        for part in order:
            self._mark("| ")
            start = self._at
            if part in cells:
                self._words(cells[part], _LINE_BREAK.sub(" ", self._scalar(cells[part]).strip()), pipes=True)
            self._mark(" " if self._at > start else "")
        for comment in mine:
            self._comment(comment)
            self._mark(" ")
        self._mark("|")

    def _block(self, node: Any) -> None:
        """Begin a new block, below the comments that stand above it."""
        for comment in self._taken(node.start_mark.index if node is not None else len(self._text)):
            self._gap()
            self._comment(comment)
        if node is not None:
            self._gap()

    def _gap(self) -> None:
        self._mark("\n\n" if self.pieces else "")

    def _taken(self, before: int) -> list[_Comment]:
        taken = []
        while self._comments and self._comments[0].start < before:
            taken.append(self._comments.popleft())
        return taken

    def _comment(self, comment: _Comment) -> None:
        self.anchors[self._at] = comment.start
        self._mark("<!-- lessonlint: ")
        self._say(comment.words, [Stretch(0, comment.words_at, len(comment.words))])
        self._mark(" -->")
        self.anchors[self._at] = comment.end

    def _line(self, node: Any) -> None:
        self._words(node, _LINE_BREAK.sub(" ", self._scalar(node).strip()))

    def _words(self, node: Any, words: str, pipes: bool = False) -> None:
        """Write some words of a scalar, each with its place; between bars, bars are escaped."""
        aligned = list(_aligned(words, self._text, node)) if words else []
        if pipes and "|" in words:
            aligned = list(_at_bars(aligned, list(bars_in(words))))
            words = escaped(words)
        self._say(words, aligned)

    def _say(self, words: str, aligned: Sequence[Stretch]) -> None:
        self.stretches += [each._replace(made=self._at + each.made) for each in aligned]
        self._mark(words)

    def _mark(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self._at += len(text)

    def _scalar(self, node: Any) -> str:
        if not self._is(node, "scalar", "words are expected here"):
            return ""
        return "" if node.tag.endswith(":null") else str(node.value)

    def _items(self, node: Any, words: str) -> list[Any]:
        if node is None or _is_null(node) or not self._is(node, "sequence", words):
            return []
        return list(node.value)

    def _fields(self, node: Any, known: Sequence[str] | Mapping[str, str], of: str) -> dict[str, Any]:
        """The values of a mapping by key; keys that nothing knows are told. Those without a value are left out."""
        if node is None or not self._is(node, "mapping", f"{of} is a list of `key: value`"):
            return {}
        for key, _ in node.value:
            self._known(key, key.value, known, "key")
        return {str(key.value): value for key, value in node.value if str(key.value) in known and not _is_null(value)}

    def _known(self, node: Any, word: Any, known: Sequence[str] | Mapping[str, str], what: str) -> None:
        if word not in known:
            meant = near(str(word), known)
            hint = f"did you mean `{meant}`?" if meant else f"there are {', '.join(known)}"
            self._problem(node, f"there is no {what} `{word}` here; {hint}")

    def _is(self, node: Any, id_: str, words: str) -> bool:
        if node.id != id_:
            self._problem(node, words)
        return bool(node.id == id_)

    def _problem(self, node: Any, words: str) -> None:
        start, end = node.start_mark.index, node.end_mark.index
        line_end = self._text.find("\n", start, end)
        shown = self._text[start : end if line_end < 0 else line_end].rstrip()
        self.problems.append((Text(shown, start, start + len(shown)), words))


def _is_null(node: Any) -> bool:
    return bool(node.id == "scalar" and node.tag.endswith(":null"))


def _verbatim(words: str) -> str:
    """Markdown without the blank lines around it; the indentation of its first line counts."""
    lines = words.rstrip().split("\n")
    return "\n".join(lines[next((n for n, line in enumerate(lines) if line.strip()), 0) :])


def _comments(text: str, root: Any) -> Iterator[_Comment]:
    """The comments addressed to us; what stands in a scalar is none."""
    found = list(_COMMENT.finditer(text))
    taken = sorted((node.start_mark.index, node.end_mark.index) for node in scalars(root)) if found else []
    for comment in found:
        before = bisect_right(taken, (comment.start(1), len(text))) - 1
        if before < 0 or comment.start(1) >= taken[before][1]:
            words = comment[2].rstrip()
            yield _Comment(comment.start(1), comment.start(2) + len(words), words, comment.start(2))


def _reaches(comments: Sequence[_Comment], root: Any) -> dict[int, int]:
    """Where what comments stand above ends, by where the comments start: of what begins there, the widest."""
    below = sorted((start, -end) for start, end in entries(root)) if comments else []
    found = ((comment.start, bisect_right(below, (comment.end,))) for comment in comments)
    return {start: -below[index][1] for start, index in found if index < len(below)}


def _aligned(words: str, text: str, node: Any) -> Iterator[Stretch]:
    """Where the lines of some words stand in a scalar's source; of lines written otherwise there, their words."""
    at, end = node.start_mark.index, node.end_mark.index
    if node.style in _BLOCK_STYLES:
        at = text.find("\n", at, end) + 1
    done = 0
    for line in _LINE.finditer(words):
        for piece in (line, *_WORD.finditer(words, *line.span())):
            # What is not near is written otherwise: looking through all of a long text for each word takes for ever.
            far = _NEAR + _SPREAD * (piece.end() - done)
            spot = text.find(piece[0], at, min(end, at + far)) if piece.start() >= done else -1
            if spot >= 0:
                yield Stretch(piece.start(), spot, len(piece[0]))
                at, done = spot + len(piece[0]), piece.end()


def _at_bars(aligned: Sequence[Stretch], bars: Sequence[int]) -> Iterator[Stretch]:
    """Stretches cut at the bars in them, placed as if each bar had a backslash before it."""
    for start, origin, length in aligned:
        end = start + length
        for one, other in pairwise([start, *bars[bisect_right(bars, start) : bisect_left(bars, end)], end]):
            yield Stretch(one + bisect_right(bars, one), origin + one - start, other - one)
