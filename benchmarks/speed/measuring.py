"""Whole processes, measured from outside: wall time, processor time, peak memory; and what they mean together."""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

_MB = 1_000_000
_KIB = 1024
ENOUGH = 60.0
"""Seconds after which a command is not run again: what takes so long does not need many runs."""


class Sample(NamedTuple):
    """One run: seconds by the clock, seconds of processor time (children included), peak memory in MB."""

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True, slots=True)
class Command:
    """Something to measure. `before` prepares each run and is not timed; exit codes in `fine` are no failure.

    `primed` commands run once before anything is measured, to fill their cache; `most` limits the runs.
    """

    name: str
    arguments: Sequence[str]
    folder: Path
    before: Callable[[], None] | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    fine: tuple[int, ...] = (0, 1)
    most: int = 1_000
    primed: bool = False


@dataclass(slots=True)
class Series:
    """The runs of one command. `failed` says in words why there are none, or no more."""

    name: str
    samples: list[Sample] = field(default_factory=list)
    failed: str = ""

    @property
    def wall(self) -> float:
        """The median time by the clock, in seconds. Raises `StatisticsError` without a run."""
        return statistics.median(each.wall for each in self.samples)

    @property
    def cpu(self) -> float:
        """The median processor time, in seconds."""
        return statistics.median(each.cpu for each in self.samples)

    @property
    def peak(self) -> float:
        """The largest memory any run took, in MB."""
        return max(each.peak for each in self.samples)

    @property
    def spread(self) -> tuple[float, float]:
        """The quickest and the slowest run."""
        walls = [each.wall for each in self.samples]
        return min(walls), max(walls)


def run_once(command: Command, limit: float) -> Sample:
    """Run a command to its end. Raises `RuntimeError` when it fails or takes longer than `limit` seconds.

    Peak memory is never less than that of this process, from which the other starts: so this one stays small.
    """
    if command.before:
        command.before()
    environment = {**os.environ, **command.environment}
    started = time.perf_counter()
    with subprocess.Popen(command.arguments, cwd=command.folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # fmt: skip
        timer = threading.Timer(limit, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
    if wall >= limit:
        raise RuntimeError(f"stopped after {limit:.0f} s")
    if process.returncode not in command.fine:
        raise RuntimeError(f"exit code {process.returncode}")
    return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _KIB / _MB)


def alternate(commands: Sequence[Command], runs: int, limit: float) -> list[Series]:
    """Measure commands in turn, round after round, so that a busy minute of the machine falls on all of them.

    Every other round goes backwards. A command that fails is not run again, nor one that has taken long enough.
    """
    found = [Series(command.name) for command in commands]
    pairs = list(zip(commands, found, strict=True))
    for command, series in pairs:
        if command.primed:
            _add(command, Series(series.name), limit)
    for turn in range(runs):
        for command, series in pairs if turn % 2 == 0 else reversed(pairs):
            spent = sum(each.wall for each in series.samples)
            if not series.failed and spent <= ENOUGH and len(series.samples) < command.most:
                _add(command, series, limit)
    return found


def _add(command: Command, series: Series, limit: float) -> None:
    try:
        series.samples.append(run_once(command, limit))
    except (RuntimeError, OSError) as error:
        series.failed = str(error)


def exponent(small: tuple[float, float], large: tuple[float, float]) -> float:
    """How time grows with size, from two pairs of them: 1 is in proportion, 2 is the square."""
    return math.log(large[1] / small[1]) / math.log(large[0] / small[0])
