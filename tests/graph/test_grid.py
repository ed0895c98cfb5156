"""Maps on a grid: what a planner relies on, on random maps."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import pytest

from lessonlint.graph.drawing import CARRIED, MODULE, Cluster, Drawing, Edge, Node
from lessonlint.graph.grid import Box, Layout, label_size, on_grid

Line = tuple[float, float, float, float]
SEEDS = range(12)


def course(seed: int) -> Drawing:
    """Two to six rows of one to seven boxes, and arrows between them, most of them forward."""
    dice = random.Random(seed)
    rows = [[f"{row}.{at}" for at in range(dice.randint(1, 7))] for row in range(dice.randint(2, 6))]
    keys = [key for row in rows for key in row]
    edges = {}
    for _ in range(len(keys) * 2):
        one, other = dice.sample(range(len(keys)), 2) if len(keys) > 1 else (0, 0)
        pair = (min(one, other), max(one, other)) if dice.random() < 0.9 else (one, other)
        label = dice.choice(["", "3 concepts", "1 of 4 unmet", "Long enough to be broken into several lines of words"])
        edges[pair] = Edge(keys[pair[0]], keys[pair[1]], CARRIED, label)
    clusters = tuple(Cluster(f"row:{at}", f"Series {at}", tuple(row)) for at, row in enumerate(rows))
    nodes = tuple(Node(key, MODULE, key) for key in keys)
    return Drawing("", nodes, tuple(edges.values()), clusters, rows=True)


def placed(drawing: Drawing) -> Layout:
    dice = random.Random(len(drawing.edges))
    return on_grid(drawing, {node.key: (dice.randint(70, 190), dice.randint(26, 90)) for node in drawing.nodes})


def lines(curve: tuple[int, ...]) -> list[Line]:
    """The level and upright parts of an arrow."""
    points = list(zip(curve[::2], curve[1::2], strict=True))
    return [(*min(pair), *max(pair)) for pair in pairwise(points) if pair[0] != pair[1]]


def is_trunk(one: Edge, other: Edge) -> bool:
    """Whether two arrows may run upon each other: plain ones from or into one box."""
    return one.label == other.label == "" and (one.source == other.source or one.target == other.target)


def overlap(one: Box, other: Box) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return not (beside or one.y + one.height <= other.y or other.y + other.height <= one.y)


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_stand_in_order_and_boxes_apart(seed: int) -> None:
    drawing = course(seed)
    places = placed(drawing)
    assert not [pair for pair in combinations(places.boxes.values(), 2) if overlap(*pair)]
    frames = [places.frames[cluster.key] for cluster in drawing.clusters]
    assert all(one.y + one.height < other.y for one, other in pairwise(frames))
    for cluster, frame in zip(drawing.clusters, frames, strict=True):
        boxes = [places.boxes[key] for key in cluster.members]
        assert all(one.x < other.x for one, other in pairwise(boxes))
        assert all(frame.x <= box.x and box.x + box.width <= frame.x + frame.width for box in boxes)
        assert all(frame.y < box.y and box.y + box.height < frame.y + frame.height for box in boxes)
    assert max(frame.x + frame.width for frame in frames) <= places.size[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_arrow_runs_through_a_box_or_along_another_but_of_its_trunk(seed: int) -> None:
    drawing = course(seed)
    places = placed(drawing)
    drawn = [(number, line) for number, curve in places.curves.items() for line in lines(curve)]
    for number, (x1, y1, x2, y2) in drawn:
        inside = [
            key
            for key, box in places.boxes.items()
            if x1 < box.x + box.width - 1 and box.x + 1 < x2 and y1 < box.y + box.height - 1 and box.y + 1 < y2
        ]
        assert not inside, drawing.edges[number]
    for (one, a), (other, b) in combinations(drawn, 2):
        if one != other and not is_trunk(drawing.edges[one], drawing.edges[other]):
            level = a[1] == a[3] == b[1] == b[3] and min(a[2], b[2]) - max(a[0], b[0]) > 1
            upright = a[0] == a[2] == b[0] == b[2] and min(a[3], b[3]) - max(a[1], b[1]) > 1
            assert not (level or upright), (drawing.edges[one], drawing.edges[other], a, b)


def test_many_plain_arrows_end_in_one_trunk() -> None:
    keys = [f"k{at}" for at in range(5)]
    clusters = (Cluster("row:0", "", tuple(keys[:4])), Cluster("row:1", "", tuple(keys[4:])))
    edges = tuple(Edge(key, "k4", CARRIED, "told" if key == "k0" else "") for key in keys[:4])
    places = placed(Drawing("", tuple(Node(key, MODULE, key) for key in keys), edges, clusters, rows=True))
    told, *plain = (places.curves[number][-2:] for number in range(4))
    assert len(set(plain)) == 1 and told not in plain


@pytest.mark.parametrize("seed", SEEDS)
def test_no_arrow_and_no_box_touches_the_name_of_a_frame(seed: int) -> None:
    drawing = course(seed)
    places = placed(drawing)
    names = [places.names[cluster.key] for cluster in drawing.clusters]
    edge = max(name.x + name.width for name in names)
    for cluster, name in zip(drawing.clusters, names, strict=True):
        frame = places.frames[cluster.key]
        assert frame.x <= name.x and frame.y <= name.y and name.y + name.height <= frame.y + frame.height
    assert all(edge < line[0] for curve in places.curves.values() for line in lines(curve))
    assert all(edge < box.x for box in places.boxes.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_every_label_lies_on_its_arrow_and_upon_no_other_label(seed: int) -> None:
    drawing = course(seed)
    places = placed(drawing)
    told = {}
    for number, (x, y) in places.labels.items():
        wide, high = label_size(drawing.edges[number].label)
        told[number] = Box(x - wide // 2, y - high // 2, wide, high)
        on = [line for line in lines(places.curves[number]) if line[0] - 1 <= x <= line[2] + 1]
        assert any(line[1] - 1 <= y <= line[3] + 1 for line in on)
    assert set(told) == {number for number, edge in enumerate(drawing.edges) if edge.label}
    assert not [pair for pair in combinations(told.values(), 2) if overlap(*pair)]
