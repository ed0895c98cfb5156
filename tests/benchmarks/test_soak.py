"""The short form of `benchmarks/editor/soak.py`: a few edits, and the server says what a cold check says."""

from __future__ import annotations

from pathlib import Path

import pytest
import soak

pytest.importorskip("pygls")


def test_a_server_says_what_a_cold_check_says(root: Path) -> None:
    (seen,) = soak.soaked(root / "curriculum/series-2", edits=5, compare=5, seed=5)
    assert seen.findings > 0 < seen.memory
    assert seen.drift == ()
