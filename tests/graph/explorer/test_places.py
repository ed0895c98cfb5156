"""Where boxes stand when no Graphviz helps: in course order, and none upon another."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import pytest
from tests.support.bread import known

from lessonlint.graph.choose import Target, draw, target_named
from lessonlint.graph.drawing import SERIES, Drawing, Node
from lessonlint.graph.explorer.places import places_of
from lessonlint.graph.grid import Box
from lessonlint.graph.uses import Material


def apart(one: Box, other: Box) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return beside or one.y + one.height <= other.y or other.y + other.height <= one.y


@pytest.mark.parametrize("has_graphviz", [True, False])
def test_boxes_of_a_module_stand_apart_in_course_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_graphviz: bool
) -> None:
    material = Material(known(tmp_path))
    if not has_graphviz:
        monkeypatch.setenv("PATH", str(tmp_path))
    drawing = draw(material, target_named(material, "1.1") or Target(), None, None, 0)
    (places,) = places_of([drawing], is_big=False)
    boxes = places.boxes
    assert set(boxes) == {node.key for node in drawing.nodes}
    assert all(apart(boxes[one], boxes[other]) for one, other in combinations(boxes, 2))
    assert all(boxes[f"lesson:{at}"].x < boxes[f"lesson:{then}"].x for at, then in pairwise(range(5)))
    assert max(box.x + box.width for box in boxes.values()) <= places.size[0]
    assert max(box.y + box.height for box in boxes.values()) <= places.size[1]


def test_many_series_are_rows_and_no_tower() -> None:
    nodes = tuple(Node(f"series:{number}", SERIES, f"Series {number}") for number in range(20))
    drawing = Drawing("", nodes, rows=True)
    (places,) = places_of([drawing], is_big=True)
    assert len({box.y for box in places.boxes.values()}) == 3
    assert all(apart(one, other) for one, other in combinations(places.boxes.values(), 2))
