"""The short form of `benchmarks/memory`: a few random edits of our own course."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import edits
import pytest


@pytest.mark.parametrize("seed", range(1, 3))
def test_a_check_that_remembers_says_the_same(root: Path, seed: int) -> None:
    told: Counter[str] = Counter()
    assert edits.sequence(seed, root / "curriculum", 2, told) == []
    assert told["document recalled"] > told["document anew"] > 0
