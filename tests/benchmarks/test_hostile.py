"""The short form of `benchmarks/limits`: small folders that no author would write, each ending as it should."""

from __future__ import annotations

from pathlib import Path

import hostile
import pytest

PATIENCE = 60.0
SCALE = 0.005


@pytest.mark.parametrize("name", ("noise", "loop", "zoo"))
def test_a_hostile_folder_ends_as_it_should(tmp_path: Path, name: str) -> None:
    hostile.CASES[name].make(tmp_path, SCALE)
    ended = hostile.checked(tmp_path, PATIENCE)
    assert hostile.wrong(hostile.CASES[name], ended, SCALE) == []
    assert ended.cpu > 0 < ended.peak
