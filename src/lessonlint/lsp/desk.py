"""What an editor has open, and how its names for files and places become ours and back."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types as lsp
from pygls.uris import from_fs_path, to_fs_path

from lessonlint.disk import shown
from lessonlint.lsp.positions import UTF16, Positions
from lessonlint.lsp.session import Snapshot
from lessonlint.source import Place


class Buffer(NamedTuple):
    """A file as an editor holds it, under the name the editor has for it."""

    uri: str
    text: str
    version: int | None


class Desk:
    """The open buffers by absolute path, and the units an editor counts columns in."""

    def __init__(self) -> None:
        self.encoding: str = UTF16
        self.buffers: dict[str, Buffer] = {}

    def uri(self, path: str) -> str:
        """The editor's name for a file."""
        full = os.path.abspath(path)
        return self.buffers[full].uri if full in self.buffers else from_fs_path(full) or ""

    def version(self, path: str) -> int | None:
        """Which version of an open file the editor sent last."""
        buffer = self.buffers.get(os.path.abspath(path))
        return buffer.version if buffer else None

    def positions(self, text: str) -> Positions:
        """The lines of a text in the editor's units."""
        return _positions(text, self.encoding)

    def location(self, place: Place, snapshot: Snapshot) -> lsp.Location:
        """A place as an editor can go to it."""
        source = snapshot.source(place.path)
        lines = self.positions(source.text if source else "")
        return lsp.Location(self.uri(place.path), lines.range(place.start, place.end))


@lru_cache(maxsize=128)
def _positions(text: str, encoding: str) -> Positions:
    return Positions(text, encoding)


class Spot(NamedTuple):
    """Where a question is asked: a file, its text, and the offset in it."""

    path: str
    text: str
    offset: int


def file_of(uri: str) -> str | None:
    """The absolute path of a file that an editor names; None for what is no file, such as a new untitled buffer."""
    if not uri.startswith("file:"):
        return None
    path = to_fs_path(uri)
    return os.path.abspath(path) if path else None


def spot(desk: Desk, snapshot: Snapshot, uri: str, position: lsp.Position) -> Spot | None:
    """The place an editor asks about."""
    file = file_of(uri)
    source = snapshot.source(shown(Path(file))) if file else None
    if source is None:
        return None
    return Spot(source.path, source.text, desk.positions(source.text).offset(position))
