"""Tables as authors meant them.

A GFM parser drops surplus cells and ends a table at a blank line: exactly the accidents an author needs to hear
about. So rows are split here, from the source, and what was repaired is said in `Row.repair` and `Table.cuts`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from lessonlint.source import Text, shared

_WAIVER = re.compile(r"<!--\s*+lessonlint:")
_DELIMITER_ROW = re.compile(r"[ \t>]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-*+:?[ \t]*+)*+$")
_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_PIPE = re.compile(r"\\.|\|")
_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_PAIRED, _FARTHEST = 2, 12

CLEAN, ANCHORED, BALANCED, TAIL, SHORT = "", "anchored", "balanced", "tail", "short"


class Row(NamedTuple):
    """One table row. `repair` says how surplus or missing cells were put right ("" when none were).

    `found` is the number of cells the source has, `cells` always has one per column; `mended` are the cells that
    were put together from several, or stand for missing ones.
    """

    cells: tuple[Text, ...]
    start: int
    end: int
    repair: str
    found: int
    mended: tuple[Text, ...] = ()


class Table(NamedTuple):
    """A table with its header; `cuts` are the places where a blank line or comment cut it in two.

    `gaps` are what stands between, one for each cut.
    """

    header: tuple[Text, ...]
    rows: tuple[Row, ...]
    start: int
    end: int
    cuts: tuple[Text, ...] = ()
    gaps: tuple[Text, ...] = ()


def read_table(
    text: str,
    spans: list[tuple[int, int]],
    is_anchor: Callable[[str], bool],
    anchors: Callable[[tuple[Text, ...]], int],
) -> Table:
    """Read a table from the stretches of source it lies in: more than one when blank lines cut it.

    `anchors` says which column must hold a word that `is_anchor` knows (a depth); -1 when there is none.
    """
    lines = list(_lines(text, *spans[0]))
    header = tuple(cells_of(lines[0].value, lines[0].start))
    anchor = anchors(header)
    rows = [_row(line, len(header), anchor, is_anchor) for line in lines[2:]]
    cuts, gaps = [], []
    for (_, before), (start, end) in pairwise(spans):
        more = [line for line in _lines(text, start, end) if not _DELIMITER_ROW.match(line.value)]
        rows += [_row(line, len(header), anchor, is_anchor) for line in more]
        cuts.append(more[0] if more else Text("", start, end))
        last = len(text[:before].rstrip(" \t\r\n>"))
        gaps.append(Text(text[last : cuts[-1].start], last, cuts[-1].start))
    return Table(header, tuple(rows), spans[0][0], spans[-1][1], tuple(cuts), tuple(gaps))


def splitting_pipes(words: str, start: int) -> tuple[Text, ...]:
    """The pipes inside a cell that a Markdown reader takes for its end; `words` are the cell's in the file."""
    return tuple(Text("|", start + at, start + at + 1) for at in pipes(words))


def without_blank_lines(gap: Text) -> str | None:
    """The line break that is left of a gap between rows; None where more than blank lines stands in it."""
    if gap.value.strip(" \t\r\n>") or not (breaks := _LINE_BREAK.findall(gap.value)):
        return None
    return f"{breaks[0]}{_LINE_BREAK.split(gap.value)[-1]}"


def is_delimiter(line: str) -> bool:
    """Whether a line is the `|---|---|` between a header and its rows."""
    return _DELIMITER_ROW.match(line.rstrip()) is not None


def _lines(text: str, start: int, end: int) -> Iterator[Text]:
    """The non-blank lines of a stretch, without quote marks and indentation."""
    for line in text[start:end].replace("\r", "\n").split("\n"):
        words = line.lstrip(" \t>")
        first = start + len(line) - len(words)
        if words := words.rstrip():
            yield Text(words, first, first + len(words))
        start += len(line) + 1


def pipes(text: str) -> Iterator[int]:
    """Where a row is split: at the pipes that no backslash escapes."""
    return (mark.start() for mark in _PIPE.finditer(text) if mark[0] == "|")


def escaped(words: str) -> str:
    """Words as they stand in one cell: no pipe splits them."""
    bounds = [0, *pipes(words), len(words)]
    return "\\".join(words[one:other] for one, other in pairwise(bounds))


def cells_of(line: str, start: int = 0) -> list[Text]:
    """Split a row at its unescaped pipes; the outer pipes are optional. A pipe by itself is one empty cell."""
    pieces = _between_pipes(line)
    if line[0] == "|":
        start += 1
        del pieces[0]
    if len(pieces) > 1 and not pieces[-1]:
        pieces.pop()
    cells = []
    for raw in pieces:
        words = raw.strip()
        left = start + raw.find(words)
        cells.append(Text(shared(words.replace("\\|", "|")), left, left + len(words)))
        start += len(raw) + 1
    return cells


def _between_pipes(line: str) -> list[str]:
    if "\\" not in line:  # then no pipe is escaped
        return line.split("|")
    bounds = [-1, *pipes(line), len(line)]
    return [line[one + 1 : other] for one, other in pairwise(bounds)]


def _without_waivers(line: str) -> str:
    """A row with its waiver comments blanked out: they are no words of the table, nor are pipes in them."""
    pieces, at = [], 0
    while (opening := _WAIVER.search(line, at)) and (end := line.find("-->", opening.end())) >= 0:
        pieces += [line[at : opening.start()], " " * (end + len("-->") - opening.start())]
        at = end + len("-->")
    return "".join([*pieces, line[at:]])


def _row(line: Text, width: int, anchor: int, is_anchor: Callable[[str], bool]) -> Row:
    words, start, end = line
    if "<!--" in words:
        words = _without_waivers(words)
    cells = cells_of(words.rstrip() or words, start)
    found = len(cells)
    if found == width:
        return Row(tuple(cells), start, end, CLEAN, found)
    if found < width:
        missing = (Text("", end, end),) * (width - found)
        return Row((*cells, *missing), start, end, SHORT, found, missing)
    glued, repair = _repaired(words, start, cells, width, anchor, is_anchor)
    mended = tuple(cell for cell in glued if cell not in cells)
    return Row(tuple(glued), start, end, repair, found, mended)


def _repaired(
    line: str, at: int, cells: list[Text], width: int, anchor: int, is_anchor: Callable[[str], bool]
) -> tuple[list[Text], str]:
    """Surplus cells glued: inside brackets, before the first depth word, or else at the end of the row."""
    glued = _glue_unbalanced(line, at, cells, width)
    if len(glued) == width:
        return glued, BALANCED
    surplus = len(glued) - width
    first = next((i for i, cell in enumerate(glued) if is_anchor(cell.value)), -1)
    if anchor >= 0 and first == anchor + surplus:
        head = _glue(line, at, glued[: surplus + 1])
        return [head, *glued[surplus + 1 :]], ANCHORED
    return [*glued[: width - 1], _glue(line, at, glued[width - 1 :])], TAIL


def _glue_unbalanced(line: str, at: int, cells: list[Text], width: int) -> list[Text]:
    """Join neighbours that were cut inside brackets, code or maths: `P(A | B)` is one cell, not two."""
    glued: list[Text] = []
    surplus = len(cells) - width
    index = 0
    while index < len(cells):
        more = _closes_after(cells, index, min(surplus, _FARTHEST)) if surplus else 0
        glued.append(_glue(line, at, cells[index : index + more + 1]) if more else cells[index])
        surplus -= more
        index += more + 1
    return glued


def _closes_after(cells: list[Text], index: int, most: int) -> int:
    """How many cells further on what opens in a cell is closed; 0 when nothing opens or nothing closes it."""
    open_marks = _open_marks(cells[index].value)
    if not any(open_marks):
        return 0
    for more, cell in enumerate(cells[index + 1 : index + most + 1], 1):
        counts = zip(open_marks, _open_marks(cell.value), strict=True)
        open_marks = [(a + b) % 2 if mark < _PAIRED else a + b for mark, (a, b) in enumerate(counts)]
        if not any(count > 0 for count in open_marks):
            return more
    return 0


def _open_marks(value: str) -> list[int]:
    """What a cell leaves open: backticks and dollars by parity, brackets by count."""
    paired = [value.count("`") % 2, value.count("$") % 2]
    return paired + [value.count(opener) - value.count(closer) for opener, closer in _CLOSERS.items()]


def _glue(line: str, at: int, cells: list[Text]) -> Text:
    start, end = cells[0].start, cells[-1].end
    return Text(line[start - at : end - at].replace("\\|", "|"), start, end)
