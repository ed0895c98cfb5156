"""The targets for speed and memory, each a number that must not be passed, computed from what was measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from speed.measuring import Series

COLD, WARM, EDITED = "lessonlint cold", "lessonlint warm", "lessonlint after one edit"
RUMDL, RUMDL_WARM, CLI2 = "rumdl cold", "rumdl warm", "markdownlint-cli2"
CLICK, NEEDS = "import click", "sphinx-needs cold"
TINY, SMALL, LARGE, COURSE, NOTHING = "2 MB", "7 MB", "70 MB", "5,000 lessons", "nothing"
WALL, CPU = "wall", "cpu"
MET, NOT_MET, NOT_MEASURED = "met", "not met", "not measured"

Measured = Mapping[tuple[str, str], Series]
"""Runs by tree and command."""


class Target(NamedTuple):
    """`value` computes what is compared with `limit`, from the time that it is given the name of (wall or cpu).

    It raises `KeyError` for a run there is none of. `at_least` turns the comparison round. `unit` is put behind both
    numbers.
    """

    words: str
    limit: float
    unit: str
    value: Callable[[Measured, str], float]
    at_least: bool = False


class Verdict(NamedTuple):
    """A target with what was measured; without a `value` the target was not measured, and `why` says why.

    `cpu` is the same number from processor time, which a busy machine disturbs less.
    """

    target: Target
    value: float | None
    cpu: float | None = None
    why: str = ""

    @property
    def word(self) -> str:
        """Met, not met or not measured."""
        if self.value is None:
            return NOT_MEASURED
        good = self.value >= self.target.limit if self.target.at_least else self.value <= self.target.limit
        return MET if good else NOT_MET


def _series(runs: Measured, tree: str, name: str) -> Series:
    series = runs.get((tree, name))
    if series is None:
        raise KeyError(f"{name} ({tree}) was not run")
    if not series.samples:
        raise KeyError(f"{name} ({tree}): {series.failed or 'no run'}")
    return series


def _time(runs: Measured, tree: str, name: str, clock: str) -> float:
    series = _series(runs, tree, name)
    return series.cpu if clock == CPU else series.wall


def _times(tree: str, name: str, other: str, other_tree: str = "") -> Callable[[Measured, str], float]:
    return lambda runs, clock: _time(runs, tree, name, clock) / _time(runs, other_tree or tree, other, clock)


def _peak(tree: str) -> Callable[[Measured, str], float]:
    return lambda runs, _: _series(runs, tree, COLD).peak


TARGETS = (
    Target("warm, 7 MB: to `import click`", 1.6, "×", _times(SMALL, WARM, CLICK, NOTHING)),
    Target("after one edit, 7 MB: to warm", 3, "×", _times(SMALL, EDITED, WARM)),
    Target("cold, 7 MB: to rumdl cold", 2, "×", _times(SMALL, COLD, RUMDL)),
    Target("cold, 7 MB: to markdownlint-cli2", 1 / 20, "×", _times(SMALL, COLD, CLI2)),
    Target("cold, 70 MB: to cold, 7 MB", 11, "×", _times(LARGE, COLD, COLD, SMALL)),
    Target("cold, 70 MB: to rumdl cold", 2, "×", _times(LARGE, COLD, RUMDL)),
    Target("cold, 2 MB", 0.5, "s", lambda runs, clock: _time(runs, TINY, COLD, clock)),
    Target("peak memory, 7 MB", 64, "MB", _peak(SMALL)),
    Target("peak memory, 70 MB", 250, "MB", _peak(LARGE)),
    Target("5,000 lessons: items a second, to sphinx-needs", 5, "×",
           _times(COURSE, NEEDS, COLD), at_least=True),
)  # fmt: skip


def verdicts(runs: Measured) -> list[Verdict]:
    """Every target, met or not, or why nobody knows."""
    return [_verdict(target, runs) for target in TARGETS]


def _verdict(target: Target, runs: Measured) -> Verdict:
    try:
        return Verdict(target, target.value(runs, WALL), target.value(runs, CPU))
    except KeyError as missing:
        return Verdict(target, None, why=str(missing.args[0]))
