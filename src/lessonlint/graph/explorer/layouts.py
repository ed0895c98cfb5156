"""Where boxes stand: maps on a grid, modules as Graphviz lays them out or else in columns.

Lengths are points. The origin is the top left corner.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from lessonlint.graph.dot import joints, render_dot
from lessonlint.graph.dot_parts import box_size
from lessonlint.graph.drawing import Drawing, numbered
from lessonlint.graph.grid import Box, Layout, on_grid
from lessonlint.graph.image import NoGraphviz, render_image

_INCH = 72
_GAP, _HEAD, _COLUMN = 14, 32, 90


def layouts_of(drawings: Sequence[Drawing], is_big: bool) -> list[Layout]:
    """The layouts of several drawings. Of a big course modules are plain columns: their curves would fill the file."""
    # Graphviz 2.43 crashes when one process draws several graphs; as processes they also run side by side.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda drawing: _placed(drawing, is_big), drawings))


def _placed(drawing: Drawing, is_big: bool) -> Layout:
    if drawing.rows:
        return on_grid(drawing, {node.key: box_size(drawing, node) for node in drawing.nodes})
    if is_big:
        return _in_columns(drawing)
    try:
        said = render_image(render_dot(drawing, layout=True), "json0")
    except NoGraphviz:
        return _in_columns(drawing)
    return _read(drawing, json.loads(said))


def _read(drawing: Drawing, graph: dict[str, Any]) -> Layout:
    height = float(graph["bb"].split(",")[3])
    objects = {each["name"]: each for each in graph["objects"]}
    ids = numbered(drawing.nodes)
    boxes = {}
    for key, name in ids.items():
        (x, y), each = _numbers(objects[name]["pos"]), objects[name]
        wide, high = float(each["width"]) * _INCH, float(each["height"]) * _INCH
        boxes[key] = Box(round(x - wide / 2), round(height - y - high / 2), round(wide), round(high))
    frames = {}
    for number, cluster in enumerate(drawing.clusters):
        left, low, right, top = _numbers(objects[f"cluster_{number}"]["bb"])
        frames[cluster.key] = Box(round(left), round(height - top), round(right - left), round(top - low))
    curves, labels = {}, {}
    drawn = {edge["id"]: edge for edge in graph.get("edges", ()) if "id" in edge}
    joint = {number: ids[target] for target, numbers in joints(drawing).items() for number in numbers}
    for number in range(len(drawing.edges)):
        edge = drawn[str(number)]
        curves[number] = _curve(edge["pos"], height)
        if number in joint:
            trunk = _curve(drawn[joint[number]]["pos"], height)
            curves[number] += (*curves[number][-2:], *trunk[:2], *trunk)
        if "lp" in edge:
            x, y = _numbers(edge["lp"])
            labels[number] = (round(x), round(height - y))
    return Layout((round(float(graph["bb"].split(",")[2])), round(height)), boxes, frames, curves, labels, {})


def _curve(pos: str, height: float) -> tuple[int, ...]:
    """The control points of a cubic curve; the tip of the arrow is its last point."""
    parts = pos.split()
    tips = [part[2:] for part in parts if part.startswith("e,")]
    points = [_numbers(part) for part in (*(part for part in parts if part[0] not in "es"), *tips)]
    return tuple(value for x, y in points for value in (round(x), round(height - y)))


def _numbers(text: str) -> list[float]:
    return [float(part) for part in text.split(",")]


def _in_columns(drawing: Drawing) -> Layout:
    """Columns side by side; what has no frame to the left and right."""
    sizes = {node.key: box_size(drawing, node) for node in drawing.nodes}
    boxes: dict[str, Box] = {}
    frames: dict[str, Box] = {}
    x = _GAP
    for name, group in _groups(drawing):
        wide, high = _stacked(boxes, group, sizes, x, _GAP + _HEAD)
        if name:
            frames[name] = Box(x - _GAP // 2, _GAP, wide + _GAP, high + _HEAD + _GAP // 2)
        x += wide + _COLUMN
    placed = [*boxes.values(), *frames.values()]
    right = max((box.x + box.width for box in placed), default=0)
    low = max((box.y + box.height for box in placed), default=0)
    return Layout((right + _GAP, low + _GAP), boxes, frames, {}, {}, {})


def _groups(drawing: Drawing) -> Iterator[tuple[str, list[str]]]:
    """What stands together, with the key of its frame: of what has none, "to" bundles come last, the rest first."""
    loose = [node.key for node in drawing.loose]
    after = [key for key in loose if key.startswith("to:")]
    if before := [key for key in loose if key not in after]:
        yield "", before
    yield from ((cluster.key, list(cluster.members)) for cluster in drawing.clusters)
    if after:
        yield "", after


def _stacked(
    boxes: dict[str, Box], group: Sequence[str], sizes: Mapping[str, tuple[int, int]], x: int, y: int
) -> tuple[int, int]:
    """Places a group in a column and returns its width and height."""
    top = y
    for key in group:
        wide, high = sizes[key]
        boxes[key] = Box(x, top, wide, high)
        top += high + _GAP
    return max(boxes[key].width for key in group), top - _GAP - y
