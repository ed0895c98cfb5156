"""Offsets become lines and columns: once, here, for everything that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lessonlint.source import LineIndex, Place, Source

if TYPE_CHECKING:
    from lessonlint.course.values import Course

_HELD = 16


class Places:
    """Knows the lines of every source of a report. Files that were never decoded count as starting at 1:1."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._indexes: dict[str, LineIndex] = {}

    def position(self, path: str, offset: int) -> tuple[int, int]:
        """The 1-based line and column of an offset."""
        index = self._index(path)
        return index.position(offset) if index else (1, 1)

    def show(self, place: Place) -> str:
        """`path:line:column`."""
        line, column = self.position(place.path, place.start)
        return f"{place.path}:{line}:{column}"

    def data(self, place: Place) -> dict[str, Any]:
        """A place as every JSON tells it."""
        line, column = self.position(place.path, place.start)
        return {"path": place.path, "line": line, "column": column}

    def line(self, place: Place) -> tuple[int, str, int, int] | None:
        """The number and text of the line a place starts on, its column there, and its length on that line."""
        index = self._index(place.path)
        if index is None:
            return None
        number, column = index.position(place.start)
        text = index.line(number)
        return number, text, column, min(place.end - place.start, len(text) - column + 1)

    def _index(self, path: str) -> LineIndex | None:
        """The lines of a source, if there is one. Those used last stay; findings come file by file."""
        found = self._indexes.pop(path, None)
        if found is None:
            source = self._sources.get(path)
            if source is None:
                return None
            found = LineIndex(source.text)
        self._indexes[path] = found
        if len(self._indexes) > _HELD:
            del self._indexes[next(iter(self._indexes))]
        return found


def places_of(course: Course) -> Places:
    """The lines of every document of a course."""
    from lessonlint.course.sources import sources_of

    return Places(sources_of(course))
