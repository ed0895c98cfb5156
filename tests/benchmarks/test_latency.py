"""The short form of `benchmarks/editor`: a few keystrokes in our own course."""

from __future__ import annotations

from pathlib import Path

import latency
import pytest

pytest.importorskip("pygls")


def test_every_keystroke_is_waited_for(root: Path) -> None:
    found = latency.waits(root / "curriculum", 2)
    assert [each.clock > 0 < each.cpu for each in found] == [True] * 2
    assert "2" in latency.shown(found).splitlines()[-2].split()
