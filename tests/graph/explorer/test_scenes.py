"""What the explorer draws of a map, and what it keeps for the box that is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.bread import known

from lessonlint.graph.drawing import PROBLEMS
from lessonlint.graph.explorer import scenes
from lessonlint.graph.material import Material


@pytest.mark.parametrize("most", [0, 1, 250])
def test_arrows_that_nobody_can_follow_wait_for_a_chosen_box(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    material = Material(known(tmp_path))
    whole = scenes.scenes_of(material)["course"]
    monkeypatch.setattr(scenes, "_MOST_ARROWS", most)
    scene = scenes.scenes_of(material)["course"]
    assert len(scene["arrows"]) <= max(most, 0)
    assert len(scene["arrows"]) + len(scene["implied"]) == len(whole["arrows"]) + len(whole["implied"])
    assert scene["crowded"] == (len(scene["arrows"]) < len(whole["arrows"]))
    assert not scene["crowded"] or all(kind in PROBLEMS for _, _, kind, *_ in scene["arrows"])
