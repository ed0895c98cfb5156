"""Where boxes stand when no Graphviz helps: in course order, and none upon another."""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from tests.support.bread import known

from lessonlint.graph.choose import Target, draw, target_named
from lessonlint.graph.dot import joints
from lessonlint.graph.drawing import CONCEPT, DEFERRED, LESSON, SERIES, Cluster, Drawing, Edge, Node
from lessonlint.graph.explorer.layouts import layouts_of
from lessonlint.graph.grid import Box
from lessonlint.graph.material import Material


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
    (places,) = layouts_of([drawing], is_big=False)
    boxes = places.boxes
    assert set(boxes) == {node.key for node in drawing.nodes}
    assert all(apart(boxes[one], boxes[other]) for one, other in combinations(boxes, 2))
    assert all(boxes[f"lesson:{at}"].x < boxes[f"lesson:{then}"].x for at, then in pairwise(range(5)))
    assert max(box.x + box.width for box in boxes.values()) <= places.size[0]
    assert max(box.y + box.height for box in boxes.values()) <= places.size[1]


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_plain_arrows_into_one_lesson_join_and_enter_it_as_one() -> None:
    keys = ["a", "b", "c", "d"]
    nodes = (*(Node(key, CONCEPT, key) for key in keys), Node("lesson:0", LESSON, "lesson"))
    edges = (*(Edge(key, "lesson:0", concepts=(key,)) for key in keys), Edge("a", "lesson:0", DEFERRED))
    clusters = (Cluster("one", "", tuple(keys)), Cluster("other", "", ("lesson:0",)))
    drawing = Drawing("", nodes, edges, clusters, columns=True)
    assert joints(drawing) == {"lesson:0": [0, 1, 2, 3]}
    (places,) = layouts_of([drawing], is_big=False)
    ends = {places.curves[number][-8:] for number in range(4)}
    assert len(ends) == 1 and places.curves[4][-8:] not in ends
    assert all(len(places.curves[number]) // 2 % 3 in (1, 2) for number in range(5)), "whole cubic curves, and a tip"
    two = replace(drawing, edges=edges[:2])
    assert joints(two) == {}


def test_many_series_are_rows_and_no_tower() -> None:
    nodes = tuple(Node(f"series:{number}", SERIES, f"Series {number}") for number in range(20))
    drawing = Drawing("", nodes, rows=True)
    (places,) = layouts_of([drawing], is_big=True)
    assert len({box.y for box in places.boxes.values()}) == 3
    assert all(apart(one, other) for one, other in combinations(places.boxes.values(), 2))
