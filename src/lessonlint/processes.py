"""Work done by more processes than one. Whatever goes wrong in another process costs time and nothing else."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn, TypeVar

Item = TypeVar("Item")
Found = TypeVar("Found")


MOST = 8
"""More processes than this wait for the one that resolves concepts."""
_QUOTA = "/sys/fs/cgroup/cpu.max"


def processors() -> int:
    """How many processes can work at once here; 1 where a process cannot be copied safely."""
    if not hasattr(os, "fork") or sys.platform == "darwin":
        return 1
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(there, _allotted(), MOST)


def _allotted() -> int:
    """How many processors a container may use: it sees all of the machine."""
    try:
        with open(_QUOTA, encoding="ascii") as file:
            quota, period = file.read().split()
            return max(1, int(quota) // int(period))
    except (OSError, ValueError):  # there is no such file, or it says "max"
        return MOST


def begun(work: Callable[[], Found]) -> Callable[[], Found | None]:
    """Begin some work in a copy of this process; what is given back waits for its end, and says what it came to.

    That is None where the copy could not be made or did not get to the end. Only the thread that calls is copied.
    """
    try:
        reading, writing = os.pipe()
        copy = os.fork()
    except OSError:  # there are too many files or processes already
        return lambda: None
    if not copy:
        os.close(reading)
        _do(work, writing)
    os.close(writing)

    def end() -> Found | None:
        with open(reading, "rb") as pipe:
            told = pipe.read()
        found: Found | None = pickle.loads(told) if os.waitpid(copy, 0)[1] == 0 else None
        return found

    return end


def _do(work: Callable[[], object], writing: int) -> NoReturn:
    code = 1
    try:
        told = pickle.dumps(work(), pickle.HIGHEST_PROTOCOL)
        with open(writing, "wb") as pipe:
            pipe.write(told)
        code = 0
    finally:
        os._exit(code)  # noqa: TID251 - a copy says nothing to anybody else, and tidies nothing up


def shares(items: Sequence[Item], weights: Sequence[int], number: int) -> list[Sequence[Item]]:
    """Some items in that many stretches, in order, of about the same weight."""
    whole, taken, begin = sum(weights), 0, 0
    found: list[Sequence[Item]] = []
    for end, weight in enumerate(weights, 1):
        taken += weight
        if len(found) < number - 1 and taken * number >= whole * (len(found) + 1):
            found.append(items[begin:end])
            begin = end
    return [*found, items[begin:]]
