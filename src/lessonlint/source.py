"""Text with positions: what a file says, and where it says it.

One coordinate is used everywhere: half-open offsets, in code points, into the decoded text without its
byte-order mark. Lines and columns are worked out only where something is shown (`LineIndex`).
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from io import StringIO
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\n|\r")
_RETURN = re.compile(r"\r(?!\n)")
_NEAR, _SHORT = 256, 40
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

    def __reduce_ex__(self, _: object) -> tuple[type[Text], tuple[str, int, int]]:
        """How it is put down: what is put down of a document is most of it such, and `pickle` finds this out slowly."""
        return Text, (self.value, self.start, self.end)

    def group(self, match: re.Match[str], number: int | str = 0) -> Text:
        """What a group of a match in the words holds."""
        return Text(match[number], self.start + match.start(number), self.start + match.end(number))

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
    """A decoded file. `path` is as shown to people: relative to the working directory where possible.

    What is not `whole` is the legible part of a file that could not be decoded: it may be shown, never written.
    """

    path: str
    text: str
    bom: bool = False
    whole: bool = True


class Unreadable(NamedTuple):
    """A file that could not become a `Source`: why, and what to do, in words for its author.

    `is_link` is a link to a folder, which is not followed; `is_folder` a folder. Of a file that could not be decoded,
    `seen` is its text as far as that can be shown, and `at` where in it the fault stands.
    """

    path: str
    reason: str
    advice: str = ""
    is_link: bool = False
    is_folder: bool = False
    seen: Source | None = None
    at: int = 0

    @property
    def place(self) -> Place:
        """The character at fault; the start of what was never decoded."""
        return Place(self.path, self.at, self.at + 1 if self.seen else self.at)


def shared(words: str) -> str:
    """Words as others have them who say the same: what is short stands in a curriculum again and again."""
    return sys.intern(words) if len(words) < _SHORT else words


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


def in_lines(text: str) -> str:
    """A text at the same offsets whose lines all end with a line feed: old files end them with a return alone."""
    return _RETURN.sub("\n", text) if "\r" in text else text


def line_end(text: str, offset: int) -> int:
    """Where the line of an offset ends, before its line end."""
    found = _LINE_END.search(text, offset)
    return found.start() if found else len(text)


def line_starts(text: str) -> list[int]:
    """Offsets at which the lines of a text start. Only CR, LF and CRLF end a line, as in CommonMark."""
    starts = [0, *accumulate(map(len, StringIO(text, newline="")))]
    if text and not text.endswith(("\n", "\r")):
        starts.pop()  # no line starts behind the last one
    return starts
