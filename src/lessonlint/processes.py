"""Work done by more processes than one. Whatever goes wrong in another process costs time and nothing else."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Generic, NoReturn, TypeVar

Item = TypeVar("Item")
Found = TypeVar("Found")


MOST = 8
"""More processes than this wait for the one that resolves concepts."""
_FILES = 64
"""Open files that so many processes may take, with those of the curriculum: pipes, and room on disk for each."""
_QUOTA = "/sys/fs/cgroup/cpu.max"


def processors() -> int:
    """How many processes can work at once here; 1 where a process cannot be copied safely, or may open few files."""
    if not hasattr(os, "fork") or sys.platform == "darwin" or 0 <= os.sysconf("SC_OPEN_MAX") < _FILES:
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


@contextmanager
def copies(works: Iterable[Callable[[], Found]]) -> Iterator[list[Callable[[], Found | None]]]:
    """Begin each work in a copy of this process; what stands for it waits for its end, and says what it came to.

    That is None where the copy could not be made or did not get to the end. Copies that nobody has waited for are
    stopped when the context ends. Only the thread that calls is copied.
    """
    made: list[_Copy[Found]] = []
    try:
        made += map(_Copy, works)
        yield [each.end for each in made]
    finally:
        for each in made:
            each.stop()


class _Copy(Generic[Found]):
    """A copy of this process that does some work, where one can be made, until it is waited for or stopped."""

    def __init__(self, work: Callable[[], Found]) -> None:
        self._process, self._pipe = _begun(work) or (0, -1)

    def end(self) -> Found | None:
        if not self._process:
            return None
        with open(self._pipe, "rb", closefd=False) as pipe:
            told = pipe.read()
        is_done = _waited_for(self._process)
        self._gone()
        found: Found | None = pickle.loads(told) if is_done else None
        return found

    def stop(self) -> None:
        if self._process:
            with suppress(ChildProcessError):  # it is gone, and nobody keeps its number
                if os.waitpid(self._process, os.WNOHANG) == (0, 0):  # its number is still its own
                    import signal

                    os.kill(self._process, signal.SIGKILL)
                    _waited_for(self._process)
            self._gone()

    def _gone(self) -> None:
        os.close(self._pipe)
        self._process = 0


def _begun(work: Callable[[], object]) -> tuple[int, int] | None:
    """The number of a new copy of this process, and where it tells what the work came to; None where there is none."""
    try:
        reading, writing = os.pipe()
    except OSError:  # there are too many files already
        return None
    try:
        process = os.fork()
        if not process:
            _do(work, reading, writing)
    except OSError:  # there are too many processes already
        os.close(reading)
        return None
    finally:
        os.close(writing)
    return process, reading


def _do(work: Callable[[], object], reading: int, writing: int) -> NoReturn:
    code = 1
    try:
        os.close(reading)  # or telling would wait for ever where the process that listens is gone
        told = pickle.dumps(work(), pickle.HIGHEST_PROTOCOL)
        with open(writing, "wb") as pipe:
            pipe.write(told)
        code = 0
    finally:
        os._exit(code)  # noqa: TID251 - a copy says nothing to anybody else, and tidies nothing up


def _waited_for(process: int) -> bool:
    """Whether a copy got to its end."""
    try:
        return os.waitpid(process, 0)[1] == 0
    except ChildProcessError:  # whoever started this process had it ignore such ends
        return False


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
