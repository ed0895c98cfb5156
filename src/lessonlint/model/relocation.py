"""Places in a text that was made from another, taken back to where the words stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, NamedTuple

from lessonlint.model.documents import Doc
from lessonlint.source import Source, Text

_MOST_CELLS = 64


class Stretch(NamedTuple):
    """Words that stand at `made` in the made text and at `origin` in the text it was made from."""

    made: int
    origin: int
    length: int


class Relocation:
    """Where the words of a made text stand. `anchors` are edges known besides those of the words."""

    def __init__(self, stretches: Sequence[Stretch], anchors: Mapping[int, int]) -> None:
        self._stretches, self._anchors = stretches, anchors
        self._starts = [each.made for each in stretches]
        self._ends = [each.made + each.length for each in stretches]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the made text comes from: from its first words to its last.

        What holds no words of the origin stands, without length, before the next that do.
        """
        first, last = bisect_right(self._ends, start), bisect_right(self._starts, end - 1) - 1
        if start in self._anchors and end in self._anchors:
            return self._anchors[start], self._anchors[end]
        if start == end or first > last:
            at = self._after(last, end) if start == end else self._before(first, start)
            return at, at
        edges = self._before(first, start), self._after(last, end)
        if last - first > _MOST_CELLS:
            return min(edges), max(edges)
        # A row's keys may stand in another order than columns do.
        starts = (each.origin for each in self._stretches[first + 1 : last + 1])
        ends = (each.origin + each.length for each in self._stretches[first:last])
        return min(*edges, *starts), max(*edges, *ends)

    def _before(self, index: int, offset: int) -> int:
        if index == len(self._stretches):
            return self._after(index - 1, offset)
        stretch = self._stretches[index]
        return stretch.origin + max(0, offset - stretch.made)

    def _after(self, index: int, offset: int) -> int:
        if index < 0:
            return 0
        stretch = self._stretches[index]
        return stretch.origin + min(offset - stretch.made, stretch.length)


def relocated(doc: Doc, source: Source, places: Relocation) -> Doc:
    """A document read from a made text, with every place in the text it was made from."""
    names = [field.name for field in fields(doc) if field.name not in ("source", "vocabulary")]
    return replace(doc, source=source, **{name: _moved(getattr(doc, name), places) for name in names})


def _moved(value: Any, places: Relocation) -> Any:
    if isinstance(value, Text):
        nowhere = value.start == value.end == 0
        return value if nowhere else Text(value.value, *places.span(value.start, value.end))
    if hasattr(value, "_fields"):
        found = {name: _moved(getattr(value, name), places) for name in value._fields}
        if "start" in found and "end" in found:
            found["start"], found["end"] = places.span(value.start, value.end)
        return type(value)(**found)
    if isinstance(value, tuple):
        return tuple(_moved(each, places) for each in value)
    if isinstance(value, dict):
        return {key: _moved(each, places) for key, each in value.items()}
    if is_dataclass(value):
        return replace(value, **{field.name: _moved(getattr(value, field.name), places) for field in fields(value)})  # type: ignore[type-var]
    return value
