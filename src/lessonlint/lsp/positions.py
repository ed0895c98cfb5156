"""Offsets and the positions that editors count by: lines from 0, columns in the units agreed on (UTF-16 by default)."""

from __future__ import annotations

from lsprotocol import types as lsp

from lessonlint.source import LineIndex

UTF8, UTF16, UTF32 = lsp.PositionEncodingKind.Utf8, lsp.PositionEncodingKind.Utf16, lsp.PositionEncodingKind.Utf32


class Positions:
    """The lines of one text, in an editor's units. This is the only place where such units are counted."""

    def __init__(self, text: str, encoding: str = UTF16) -> None:
        self._text, self._encoding = text, encoding
        self._index = LineIndex(text)

    def position(self, offset: int) -> lsp.Position:
        """Where an offset is."""
        line, column = self._index.position(offset)
        return lsp.Position(line - 1, self._units(self._text[offset - column + 1 : offset]))

    def range(self, start: int, end: int) -> lsp.Range:
        """Where a stretch is."""
        return lsp.Range(self.position(start), self.position(end))

    def offset(self, position: lsp.Position) -> int:
        """The offset of a position; past the end of a line it is that end, past the last line the text's."""
        start = self._index.offset(position.line + 1)
        if start >= len(self._text):
            return len(self._text)
        line = self._index.line(position.line + 1)
        if line.isascii() or self._encoding == UTF32:
            return start + min(position.character, len(line))
        counted = 0
        for number, char in enumerate(line):
            if counted >= position.character:
                return start + number
            counted += self._units(char)
        return start + len(line)

    def _units(self, text: str) -> int:
        if text.isascii() or self._encoding == UTF32:
            return len(text)
        if self._encoding == UTF8:
            return len(text.encode("utf-8"))
        return len(text) + sum(char > "\uffff" for char in text)
