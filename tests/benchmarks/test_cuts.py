"""The short form of `benchmarks/writers`: a command is killed a few times, and every file is the old or the new one."""

from __future__ import annotations

import random
from pathlib import Path

import cuts


def test_no_file_is_left_half_written(root: Path) -> None:
    changed, _, half, _ = cuts.cuts(cuts.COMMANDS["fmt"], root / "curriculum/series-2", 3, random.Random(1))
    assert changed > 0
    assert half == 0
