"""Findings that have one cause are told as one: a module that was renumbered is behind many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from lessonlint.diagnostic import SAFE, Diagnostic

_FEWEST = 3  # two can be read one by one


class Caused(NamedTuple):
    """The findings that come of one module plan's numbers, and the path of that plan."""

    path: str
    found: tuple[Diagnostic, ...]

    @property
    def words(self) -> str:
        """What they have in common."""
        return f"Lessons have other numbers in this plan than in the {len(self.found)} places below."

    @property
    def help(self) -> str:
        """What to do about all of them."""
        fixable = sum(1 for each in self.found if each.fix and each.fix.safety == SAFE)
        fixed = f" --fix mends {'all' if fixable == len(self.found) else fixable} of them." if fixable else ""
        return f"If the plan was renumbered, those have to follow.{fixed} If not, put the plan right."


def by_cause(found: Sequence[Diagnostic]) -> tuple[list[Diagnostic], list[Caused]]:
    """The findings that stand alone, and those that enough of them share a cause with."""
    groups: dict[str, list[Diagnostic]] = defaultdict(list)
    for each in found:
        groups[each.cause].append(each)
    caused = {path: Caused(path, tuple(group)) for path, group in groups.items() if path and len(group) >= _FEWEST}
    return [each for each in found if each.cause not in caused], sorted(caused.values())
