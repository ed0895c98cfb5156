"""Text with positions: what a file says, and where it says it.

One coordinate is used everywhere: half-open offsets, in code points, into the decoded text without its
byte-order mark. Lines and columns are worked out only where something is shown (`LineIndex`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from pathlib import Path
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\n|\r")
_NEAR = 256
BOM = "\ufeff"


class Text(NamedTuple):
    """Words of an author together with where they stand.

    `value` may be tidier than the source (trimmed, unescaped); `start` and `end` always delimit the source.
    """

    value: str
    start: int
    end: int

    def __bool__(self) -> bool:
        return bool(self.value)

    def __str__(self) -> str:
        return self.value

    @property
    def first_line(self) -> Text:
        """The words up to the first line end: what a finding can point at when an author has wrapped them."""
        lines = self.value.splitlines()
        if len(lines) < 2:
            return self
        line = lines[0].rstrip()
        return Text(line, self.start, self.start + len(line))


class Place(NamedTuple):
    """A stretch of one file: half-open offsets into its decoded text."""

    path: str
    start: int
    end: int


class Source(NamedTuple):
    """A decoded file. `path` is as shown to people: relative to the working directory where possible."""

    path: str
    text: str
    bom: bool = False


class Unreadable(NamedTuple):
    """A file that could not become a `Source`: why, and what to do, in words for its author.

    `is_link` is a link to a folder, which is not followed.
    """

    path: str
    reason: str
    advice: str = ""
    is_link: bool = False


def decode(path: str, data: bytes) -> Source | Unreadable:
    """Decode a file's bytes as UTF-8, keeping its line ends; say where decoding fails instead of raising."""
    if b"\0" in data:
        return Unreadable(path, "it holds zero bytes, so it is not a text file")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = len(line_starts(data[: error.start].decode("utf-8")))
        return Unreadable(
            path, f"it is not UTF-8: byte {error.start} (line {line}) cannot be decoded", "Save it as UTF-8 text."
        )
    if text.startswith(BOM):
        return Source(path, text[1:], bom=True)
    return Source(path, text)


def is_file(path: Path) -> bool:
    """Whether there is a file; in a folder that may not be looked into there is none."""
    try:
        return path.is_file()
    except OSError:
        return False  # as for any file that is not there


class LineIndex:
    """Turns offsets into 1-based lines and columns (code points)."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = line_starts(text)

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of an offset."""
        line = bisect_right(self._starts, offset) - 1
        return line + 1, offset - self._starts[line] + 1

    def line(self, number: int) -> str:
        """The text of a 1-based line, without its line end."""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self._text)
        return self._text[start:end].rstrip("\r\n")

    def offset(self, line: int) -> int:
        """Where a 1-based line starts; lines past the end give the text's length."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self._text)


def line_start(text: str, offset: int) -> int:
    """Where the line of an offset starts, whichever of the line ends is before it."""
    reach = _NEAR
    while True:  # a line end that a text has nowhere must not be looked for in all of it
        first = max(0, offset - reach)
        before = max(text.rfind("\n", first, offset), text.rfind("\r", first, offset))
        if before >= 0 or first == 0:
            return before + 1
        reach *= 2


def line_end(text: str, offset: int) -> int:
    """Where the line of an offset ends, before its line end."""
    found = _LINE_END.search(text, offset)
    return found.start() if found else len(text)


def line_starts(text: str) -> list[int]:
    """Offsets at which the lines of a text start. Only CR, LF and CRLF end a line, as in CommonMark."""
    return [0, *(match.end() for match in _LINE_END.finditer(text))]
