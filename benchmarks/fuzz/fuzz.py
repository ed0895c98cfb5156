"""Fuzzes one target for some minutes, guided by the lines of lessonlint that its inputs reach.

    pip install -e .[fuzz]
    python benchmarks/fuzz/fuzz.py reading --minutes 10 --found /tmp/found

Inputs that reach something new are kept in the folder `--found`, so that the next run goes on from there; those of
our own in `seeds/` are where it begins. Of every different crash the shortest input is
written beside them, and told at once; a hang ends the run.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["lessonlint"]):
    from mutating import mutated, tokens
    from targets import SEEDS, TARGETS

_LONGEST, _PATIENCE, _MEMORY = 6_000, 10, 2_000


class Watch:
    """A target under watch: of every different crash the shortest input is kept, and the fuzzer goes on."""

    def __init__(self, target: Callable[[bytes], None], kept: str, seconds: float) -> None:
        self._target, self._kept, self._seconds = target, kept, seconds
        self._began, self._inputs = time.monotonic(), 0
        self._crashes: dict[str, bytes] = {}

    def __call__(self, data: bytes) -> None:
        self._inputs += 1
        try:
            self._target(data)
        except Exception as error:
            self._keep(error, data)
        if time.monotonic() - self._began > self._seconds:
            print(
                f"{self._inputs} inputs, {time.process_time():.0f} s of CPU, {len(self._crashes)} crashes", flush=True
            )
            os._exit(1 if self._crashes else 0)  # the fuzzer has nothing to say at its end, and never comes back

    def _keep(self, error: Exception, data: bytes) -> None:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        words = f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}"
        words += f": {error}" if isinstance(error, AssertionError) and "targets" in frame.filename else ""
        if words in self._crashes and len(self._crashes[words]) <= len(data):
            return
        path = f"{self._kept}-{sha256(words.encode()).hexdigest()[:8]}.crash"
        if words not in self._crashes:
            print(f"{words}\n  {path}", flush=True)
        self._crashes[words] = data
        Path(path).write_bytes(data)


def main() -> None:
    """Fuzz until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--found", type=Path, default=Path(tempfile.gettempdir()) / "lessonlint-fuzz")
    given = parser.parse_args()
    found = given.found / given.target
    found.mkdir(parents=True, exist_ok=True)
    dictionary = found.with_suffix(".dict")
    dictionary.write_bytes(tokens())
    options = {
        "dict": dictionary, "max_len": _LONGEST, "timeout": _PATIENCE, "rss_limit_mb": _MEMORY, "reload": 0,
        "artifact_prefix": f"{found}-",
    }  # fmt: skip
    folders = [str(found), str(SEEDS / given.target), str(SEEDS / "reading")]
    arguments = [sys.argv[0], *folders, *(f"-{name}={value}" for name, value in options.items())]
    watch = Watch(TARGETS[given.target], str(found), 60 * given.minutes)
    atheris.Setup(arguments, watch, custom_mutator=_mutated)
    atheris.Fuzz()


def _mutated(data: bytes, longest: int, seed: int) -> bytes:
    """Half of the time the bytes are changed, half of the time the lines that stand in them."""
    pick = random.Random(seed)
    if pick.random() < 0.5:
        return bytes(atheris.Mutate(data, longest))
    return mutated(data, pick)[:longest]


if __name__ == "__main__":
    main()
