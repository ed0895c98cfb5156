"""Faults to plant in real documents: read from planted.toml, written into copies in memory, checked.

Places are file, line, cell and word; what is written there is ours. See planted.toml for the operations.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeAlias
from unittest.mock import patch

from lessonlint.api import check_workspace
from lessonlint.config.settings import Configuration, Settings
from lessonlint.decoding import decode
from lessonlint.diagnostic import Diagnostic
from lessonlint.model.documents import Doc
from lessonlint.model.read import read
from lessonlint.rules import RULES
from lessonlint.source import LineIndex, Source, Unreadable
from lessonlint.vocabulary import Vocabulary
from lessonlint.walk import SUFFIXES
from lessonlint.workspace import Workspace, open_workspace

DATA = Path(__file__).with_name("planted.toml")
TODAY = "2026-06-01"
# The rules that documents alone decide. What depends on the meaning of concepts is measured by its labels instead.
PLANTED = {
    "LL001",
    "LL002",
    "LL003",
    "LL004",
    "LL005",
    "LL006",
    "LL007",
    "LL008",
    "LL009",
    "LL105",
    "LL201",
    "LL202",
    "LL203",
    "LL204",
    "LL301",
    "LL401",
    "LL402",
    "LL411",
    "LL504",
    "LL506",
    "LL902",
    "LL905",
}
NOT_PLANTED = {rule.code for rule in RULES} - PLANTED
# Selected by name, infos are shown too. Without the rules that need it, no concept graph is built.
EVERYTHING = Configuration(Settings(select=("LL",), ignore=tuple(sorted(NOT_PLANTED))))

Files: TypeAlias = dict[str, bytes]
Lines: TypeAlias = list[str]

_CELL = re.compile(r"(?<!\\)\|")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Edit:
    """One change to one file. Lines, cells and words count from 1."""

    op: str
    file: str = ""
    line: int = 0
    until: int = 0
    cell: int = 0
    word: int = 0
    other: int = 0
    write: str = ""
    hex: str = ""
    encoding: str = ""
    to: str = ""


@dataclass(frozen=True)
class Fault:
    """A mistake an author could make, and the finding it must give.

    `also` are the codes it may give besides, thought of beforehand. `missed` says why a fault is not found yet.
    """

    rule: str
    file: str
    edits: tuple[Edit, ...]
    line: int
    where: str = ""
    at: str = ""
    severity: str = ""
    also: tuple[str, ...] = ()
    named: bool = False
    missed: str = ""
    why: str = ""

    @property
    def place(self) -> str:
        """The file in which the finding belongs."""
        return self.where or self.file


class Found(NamedTuple):
    """A finding, shown in a failure as a person would see it."""

    code: str
    file: str
    line: int
    severity: str
    words: str
    message: str


def read_faults() -> list[Fault]:
    """Every fault of planted.toml, in its order."""
    data = tomllib.loads(DATA.read_text("utf-8"))
    return [_fault(entry) for entry in data["fault"]]


def _fault(entry: Mapping[str, object]) -> Fault:
    fields = dict(entry)
    edits = fields.pop("edits")
    assert isinstance(edits, list)
    fields["edits"] = tuple(Edit(**{"file": fields["file"], **edit}) for edit in edits)
    fields["also"] = tuple(fields.get("also", ()))  # type: ignore[arg-type]
    return Fault(**fields)  # type: ignore[arg-type]


class Corpus:
    """The real documents, in memory. Each `check` plants its faults in a copy; nothing is written to disk."""

    def __init__(self, folder: Path) -> None:
        opened = open_workspace([str(folder)])
        self._root = min((Path(path).parent for path in opened.walked), key=lambda path: len(path.parts)).as_posix()
        self._clean = {Path(path).relative_to(self._root).as_posix(): Path(path).read_bytes() for path in opened.walked}
        self._known = Counter(_identity(each) for each in self._diagnostics(self._clean, ()))

    def check(self, fault: Fault) -> list[Found]:
        """What is found in a faulty copy and not in the untouched corpus, by code, subject and message."""
        files = dict(self._clean)
        for edit in fault.edits:
            plant(files, edit)
        given = [fault.file] if fault.named else []
        left = Counter(self._known)
        found = []
        for each in self._diagnostics(files, given):
            if left[_identity(each)]:
                left[_identity(each)] -= 1
            else:
                found.append(self._found(each, files))
        return found

    def holds(self, words: str) -> bool:
        """Whether some words stand in the documents."""
        return any(words.encode() in data for data in self._clean.values())

    def _diagnostics(self, files: Files, named: Iterable[str]) -> tuple[Diagnostic, ...]:
        shown = {f"{self._root}/{name}": data for name, data in files.items()}
        given = tuple(f"{self._root}/{name}" for name in named)
        walked = tuple(path for path in shown if path.endswith(SUFFIXES) and path not in given)
        workspace = Workspace(_Memory(shown), walked, given, frozenset(shown), ())
        with patch("lessonlint.api.read", _read_once):
            return check_workspace(workspace, EVERYTHING, TODAY, debug=True).diagnostics

    def _found(self, each: Diagnostic, files: Files) -> Found:
        name = Path(each.place.path).relative_to(self._root).as_posix()
        source = _decoded(name, files[name])
        seen = source if isinstance(source, Source) else source.seen
        text = seen.text if seen else ""
        line, _ = LineIndex(text).position(min(each.place.start, len(text)))
        words = text[each.place.start : each.place.end]
        return Found(each.code, name, line, each.severity.value, words, each.message)


@dataclass(frozen=True)
class _Memory:
    """A `FileSource` over bytes in memory."""

    data: Files

    def read(self, path: str) -> Source | Unreadable:
        """One file, decoded as from disk."""
        return _decoded(path, self.data[path])


@cache
def _decoded(path: str, data: bytes) -> Source | Unreadable:
    return decode(path, data)


_READ: dict[Source, Doc | None] = {}


def _read_once(source: Source, vocabulary: Vocabulary) -> Doc | None:
    """A document read before is not read again: only one differs from check to check."""
    if source not in _READ:
        _READ[source] = read(source, vocabulary)
    return _READ[source]


def _identity(each: Diagnostic) -> tuple[str, str, str]:
    return each.code, each.key.lesson, each.message


def plant(files: Files, edit: Edit) -> None:
    """Apply one edit to the files."""
    if edit.op == "create_file":
        files[edit.file] = edit.write.encode()
    elif edit.op == "copy_file":
        files[edit.to] = files[edit.file]
    elif edit.op == "encode":
        files[edit.file] = files[edit.file].decode().encode(edit.encoding)
    elif edit.op == "write_bytes":
        lines = files[edit.file].split(b"\n")
        lines[edit.line - 1] += bytes.fromhex(edit.hex)
        files[edit.file] = b"\n".join(lines)
    else:
        text = files[edit.file].decode().split("\n")
        _LINE_EDITS[edit.op](text, edit)
        files[edit.file] = "\n".join(text).encode()


def _write_line(lines: Lines, edit: Edit) -> None:
    lines[edit.line - 1] = edit.write


def _insert_line(lines: Lines, edit: Edit) -> None:
    lines[edit.line - 1 : edit.line - 1] = edit.write.split("\n")


def _delete_lines(lines: Lines, edit: Edit) -> None:
    del lines[edit.line - 1 : edit.until or edit.line]


def _swap_lines(lines: Lines, edit: Edit) -> None:
    a, b = edit.line - 1, edit.other - 1
    lines[a], lines[b] = lines[b], lines[a]


def _write_word(lines: Lines, edit: Edit) -> None:
    old = lines[edit.line - 1]
    word = list(_WORD.finditer(old))[edit.word - 1]
    lines[edit.line - 1] = old[: word.start()] + edit.write + old[word.end() :]


def _cells(lines: Lines, edit: Edit) -> Lines:
    cells = _CELL.split(lines[edit.line - 1])
    assert cells[0].strip() == cells[-1].strip() == "", f"line {edit.line} is no table row"
    return cells


def _set_cell(lines: Lines, edit: Edit) -> None:
    cells = _cells(lines, edit)
    cells[edit.cell] = f" {edit.write} "
    lines[edit.line - 1] = "|".join(cells)


def _append_to_cell(lines: Lines, edit: Edit) -> None:
    cells = _cells(lines, edit)
    cells[edit.cell] += f"{edit.write} "
    lines[edit.line - 1] = "|".join(cells)


def _swap_cells(lines: Lines, edit: Edit) -> None:
    cells = _cells(lines, edit)
    cells[edit.cell], cells[edit.other] = cells[edit.other], cells[edit.cell]
    lines[edit.line - 1] = "|".join(cells)


def _drop_cell(lines: Lines, edit: Edit) -> None:
    cells = _cells(lines, edit)
    del cells[edit.cell]
    lines[edit.line - 1] = "|".join(cells)


def _add_cell(lines: Lines, edit: Edit) -> None:
    lines[edit.line - 1] = "|".join([*_cells(lines, edit)[:-1], f" {edit.write} ", ""])


_LINE_EDITS: dict[str, Callable[[Lines, Edit], None]] = {
    "write_line": _write_line,
    "insert_line": _insert_line,
    "delete_lines": _delete_lines,
    "swap_lines": _swap_lines,
    "write_word": _write_word,
    "set_cell": _set_cell,
    "append_to_cell": _append_to_cell,
    "swap_cells": _swap_cells,
    "drop_cell": _drop_cell,
    "add_cell": _add_cell,
}
