"""The cell of a table under the cursor, in Markdown or YAML, as far as the line that is being written tells."""

from __future__ import annotations

import re
from typing import NamedTuple

from lessonlint.lsp.desk import Spot
from lessonlint.model.documents import Doc
from lessonlint.model.yaml_shape import ROLE_COLUMNS
from lessonlint.parse.tables import pipes
from lessonlint.source import line_end, line_start
from lessonlint.yaml_text import is_yaml, stated_kind
from lessonlint.yaml_writing import quoted, scalar

_FIELD = re.compile(r"[ \t]*+(?:-[ \t]++)*+([\w-]++(?: [\w-]++)*+)[ \t]*+:(?=[ \t]|$)[ \t]*+")
_REMARK = re.compile(r"(?<!\S)#.*")
_QUOTED = re.compile(r"""'(?:[^']|'')*+'?|"(?:[^"\\]|\\.)*+"?""")


class Cell(NamedTuple):
    """Where the words of a cell begin and end, where the first line of its row begins, and what its column holds.

    `mark` is what YAML has the words quoted with.
    """

    start: int
    end: int
    row: int
    column: str
    in_yaml: bool = False
    mark: str = ""

    def written(self, words: str) -> str:
        """Some words as they stand in this cell."""
        if not self.in_yaml:
            return words
        return quoted(words) if self.mark else scalar(words)


def cell_at(doc: Doc | None, at: Spot) -> Cell | None:
    """The cell at a place, if it is one of a table that is understood. YAML may be unfinished below and above."""
    if is_yaml(at.path) and stated_kind(at.text) and (field := _field(at)):
        return field
    if doc is None:
        return None
    start, end, number = _between_pipes(at)
    around = (read for read in doc.tables if read.table.start < start <= read.table.end + 1)
    table = next(around, None)
    if table is None or number < 0:
        return None
    column = next((name for name, index in table.columns.items() if index == number), "")
    return Cell(start, end, _line(at)[0], column)


def _between_pipes(at: Spot) -> tuple[int, int, int]:
    """Where the words around a place begin and end, and which cell of its line they are; -1 outside any."""
    first, line = _line(at)
    found = [first + pipe for pipe in pipes(line)]
    before = [pipe for pipe in found if pipe < at.offset]
    start = before[-1] + 1 if before else first
    end = next((pipe for pipe in found if pipe >= at.offset), first + len(line))
    words = at.text[start:end]
    begin = start + len(words) - len(words.lstrip())
    return min(begin, at.offset), max(at.offset, start + len(words.rstrip())), len(before) - 1


def _field(at: Spot) -> Cell | None:
    """The value on the line of a place, where its key is one that rows of the table around it have."""
    first, line = _line(at)
    field = _FIELD.match(line)
    if field is None or at.offset < first + field.end():
        return None
    row, role = _around(at.text[: first + field.end()], field.start(1))
    if field[1] not in ROLE_COLUMNS.get(role, ()):
        return None
    start, value = first + field.end(), line[field.end() :]
    marked = _QUOTED.match(value)
    words = marked[0] if marked else _REMARK.sub("", value).rstrip()
    end = start + len(words)
    if at.text[end : at.offset].strip():
        return None  # in a remark behind the value
    return Cell(start, max(at.offset, end), row, field[1], in_yaml=True, mark=value[0] if marked else "")


def _around(text: str, column: int) -> tuple[int, str]:
    """Where the list item begins whose keys stand in a column, and the key that the whole list belongs to."""
    at, row = len(text), -1
    for line in reversed(text.splitlines(keepends=True)):
        at -= len(line)
        field = _FIELD.match(line)
        if field and field.start(1) < column:
            return row, field[1]
        if row < 0 and field and field.start(1) == column and "-" in line[:column]:
            row = at
    return row, ""


def _line(at: Spot) -> tuple[int, str]:
    """Where the line of a place begins, and its words."""
    first = line_start(at.text, at.offset)
    return first, at.text[first : line_end(at.text, at.offset)]
