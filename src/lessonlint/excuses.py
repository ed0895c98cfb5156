"""Which waivers of a file excuse a finding, when thousands of either stand in it."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping

from lessonlint.engine import Raw
from lessonlint.model.values import Waiver
from lessonlint.source import Place
from lessonlint.vocabulary import folded

_Meant = tuple[str, str | None]
_Stretch = tuple[int, int]
Places = set[Place]


class Excuses:
    """The waivers in force in a file. Asked for its findings in the order of the file, each once."""

    def __init__(self, path: str, waivers: Iterable[Waiver], today: str) -> None:
        stretches: dict[_Meant, dict[_Stretch, Places]] = defaultdict(lambda: defaultdict(set))
        for waiver in waivers:
            if waiver.rule and not (waiver.until and waiver.until < today):
                meant = waiver.rule.value, folded(waiver.key) if waiver.key else None
                covered = (0, sys.maxsize) if waiver.whole_file else (waiver.start, waiver.end)
                stretches[meant][covered].add(Place(path, waiver.text.start, waiver.text.end))
        self._lanes = {meant: _Lane(covered) for meant, covered in stretches.items()}

    def of(self, item: Raw) -> list[Places]:
        """The waivers that excuse a finding: their places, together where they say the same of the same stretch."""
        finding, found = item.finding, []
        keys = {None, folded(finding.concept), folded(finding.concept.partition("(")[0])}
        for meant in ((name, key) for name in (item.rule.code, item.rule.name) for key in keys):
            if lane := self._lanes.get(meant):
                found += lane.at(finding.place.start)
        return found


class _Lane:
    """Waivers that mean the same, by the stretch they cover. Stretches that have been passed are forgotten."""

    def __init__(self, stretches: Mapping[_Stretch, Places]) -> None:
        self._coming = sorted(stretches.items(), key=lambda each: each[0], reverse=True)
        self._here: list[tuple[_Stretch, Places]] = []

    def at(self, offset: int) -> list[Places]:
        """Those whose stretch holds an offset, which is never less than the last one."""
        while self._coming and self._coming[-1][0][0] <= offset:
            self._here.append(self._coming.pop())
        self._here = [each for each in self._here if offset <= each[0][1]]
        return [places for _, places in self._here]
