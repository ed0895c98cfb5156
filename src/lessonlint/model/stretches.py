"""Stretches of a text that lie in or beside each other, as blocks do: which is the innermost around an offset."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple


class Stretch(NamedTuple):
    """From where to where something stands; `end` belongs to it. `is_table` where a line within would cut it."""

    start: int
    end: int
    is_table: bool = False


class Nested:
    """Stretches of one text, asked for many offsets."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self._all = sorted(stretches, key=lambda each: (each.start, -each.end, not each.is_table))
        self._starts = [each.start for each in self._all]
        self._around: list[int] = []
        for at, each in enumerate(self._all):
            before = at - 1
            while before >= 0 and self._all[before].end < each.end:
                before = self._around[before]
            self._around.append(before)

    def innermost(self, offset: int) -> Stretch | None:
        """The smallest stretch around an offset; of two that meet there the one that begins."""
        at = bisect_right(self._starts, offset) - 1
        while at >= 0 and self._all[at].end < offset:
            at = self._around[at]
        return self._all[at] if at >= 0 else None
