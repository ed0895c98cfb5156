"""Where boxes stand: maps in rows by course order, modules as Graphviz lays them out or else in columns.

Lengths are points. The origin is the top left corner.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from lessonlint.graph.dot import label_of, render_dot
from lessonlint.graph.drawing import Drawing, Node, numbered
from lessonlint.graph.image import NoGraphviz, render_image
from lessonlint.graph.looks import look_of

_INCH = 72
_CHARACTER, _LINE, _PAD = 6.2, 14, 12
_GAP, _HEAD, _COLUMN, _BETWEEN = 14, 32, 90, 48
_ROW = 8


class Box(NamedTuple):
    """The place of a box or frame: its top left corner, and its size."""

    x: int
    y: int
    width: int
    height: int


class Places(NamedTuple):
    """Where everything of a drawing stands: boxes and frames by their keys, arrows by their number.

    An arrow has the control points of its curve and the middle of its label; what has none is drawn straight.
    """

    size: tuple[int, int]
    boxes: Mapping[str, Box]
    frames: Mapping[str, Box]
    curves: Mapping[int, tuple[int, ...]]
    labels: Mapping[int, tuple[int, int]]


def places_of(drawings: Sequence[Drawing], is_big: bool) -> list[Places]:
    """The places of several drawings. Of a big course all are in rows and columns: curves would fill the file."""
    # Graphviz 2.43 crashes when one process draws several graphs; as processes they also run side by side.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(_in_rows if is_big else _placed, drawings))


def _placed(drawing: Drawing) -> Places:
    if not drawing.columns:
        return _in_rows(drawing)
    try:
        said = render_image(render_dot(drawing, layout=True), "json0")
    except NoGraphviz:
        return _in_rows(drawing)
    return _read(drawing, json.loads(said))


def _read(drawing: Drawing, graph: dict[str, Any]) -> Places:
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
    for edge in graph.get("edges", ()):
        if "id" not in edge:
            continue
        number = int(edge["id"])
        curves[number] = _curve(edge["pos"], height)
        if "lp" in edge:
            x, y = _numbers(edge["lp"])
            labels[number] = (round(x), round(height - y))
    return Places((round(float(graph["bb"].split(",")[2])), round(height)), boxes, frames, curves, labels)


def _curve(pos: str, height: float) -> tuple[int, ...]:
    """The control points of a cubic curve; the tip of the arrow is its last point."""
    parts = pos.split()
    tips = [part[2:] for part in parts if part.startswith("e,")]
    points = [_numbers(part) for part in (*(part for part in parts if part[0] not in "es"), *tips)]
    return tuple(value for x, y in points for value in (round(x), round(height - y)))


def _numbers(text: str) -> list[float]:
    return [float(part) for part in text.split(",")]


def _in_rows(drawing: Drawing) -> Places:
    """Columns of a module side by side, rows of a map below each other; what has no frame to the left and right."""
    sizes = {node.key: _size(drawing, node) for node in drawing.nodes}
    boxes: dict[str, Box] = {}
    frames: dict[str, Box] = {}
    x = y = _GAP
    for name, group in _groups(drawing):
        wide, high = _stacked(boxes, group, sizes, x, y + _HEAD, drawing.columns)
        if name:
            frames[name] = Box(x - _GAP // 2, y, wide + _GAP, high + _HEAD + _GAP // 2)
        x, y = (x + wide + _COLUMN, y) if drawing.columns else (x, y + high + _HEAD + _BETWEEN)
    if not drawing.columns:
        widest = max((frame.width for frame in frames.values()), default=0)
        frames = {key: frame._replace(width=widest) for key, frame in frames.items()}
    placed = [*boxes.values(), *frames.values()]
    right = max((box.x + box.width for box in placed), default=0)
    low = max((box.y + box.height for box in placed), default=0)
    return Places((right + _GAP, low + _GAP), boxes, frames, {}, {})


def _groups(drawing: Drawing) -> Iterator[tuple[str, list[str]]]:
    """What stands together, with the key of its frame: of what has none, "to" bundles come last, the rest first."""
    framed = {member for cluster in drawing.clusters for member in cluster.members}
    loose = [node.key for node in drawing.nodes if node.key not in framed]
    after = [key for key in loose if key.startswith("to:")]
    before = [key for key in loose if key not in after]
    most = len(before) if drawing.columns else _ROW
    yield from (("", before[at : at + most]) for at in range(0, len(before), most or 1))
    yield from ((cluster.key, list(cluster.members)) for cluster in drawing.clusters)
    if after:
        yield "", after


def _size(drawing: Drawing, node: Node) -> tuple[int, int]:
    lines = label_of(node, look_of(node, len(drawing.ladder), len(drawing.loads)))
    return round(max(map(len, lines)) * _CHARACTER) + _PAD, len(lines) * _LINE + _PAD


def _stacked(
    boxes: dict[str, Box], group: Sequence[str], sizes: Mapping[str, tuple[int, int]], x: int, y: int, down: bool
) -> tuple[int, int]:
    """Places a group in a column, or else in a row, and returns its width and height."""
    left, top = x, y
    for key in group:
        wide, high = sizes[key]
        boxes[key] = Box(left, top, wide, high)
        left, top = (left, top + high + _GAP) if down else (left + wide + _GAP * 3, top)
    return max(boxes[key].x + boxes[key].width for key in group) - x, max(
        boxes[key].y + boxes[key].height for key in group
    ) - y
