"""What the explorer shows by place: the map of the course, of each series where it is big, and of each module.

Lessons and concepts it lays out by itself, from the facts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from lessonlint.graph.board import draw_board
from lessonlint.graph.cards import FINDINGS_SIGN
from lessonlint.graph.choose import is_big
from lessonlint.graph.dot_parts import label_of
from lessonlint.graph.drawing import MODULE, PROBLEMS, SERIES, Drawing, wrapped
from lessonlint.graph.explorer.layouts import layouts_of
from lessonlint.graph.grid import Box, Layout, name_lines
from lessonlint.graph.looks import look_of
from lessonlint.graph.maps import draw_map
from lessonlint.graph.material import Material
from lessonlint.graph.narrow import reduced

Scene = dict[str, Any]
# No eye follows more arrows than this on one map, and no browser draws them at once.
_MOST_ARROWS = 250
_UNNAMED = Box(0, 0, 0, 0)


class _Plan(NamedTuple):
    """A drawing, and what of it is drawn and placed: arrows that are not are seen only at a chosen box."""

    key: str
    whole: Drawing
    drawn: Drawing
    crowded: bool = False


def scenes_of(material: Material) -> dict[str, Scene]:
    """All scenes by key (`course`, `series:2`, `module:1.1`)."""
    plans = _plans(material)
    layouts = layouts_of([plan.drawn for plan in plans], is_big(material))
    return {plan.key: _scene(plan, where) for plan, where in zip(plans, layouts, strict=True)}


def _plans(material: Material) -> list[_Plan]:
    course, big = material.course, is_big(material)
    everything = list(range(len(course.lessons)))
    maps = [("course", SERIES if big else MODULE, everything)]
    for series in course.series if big else ():
        maps.append((f"series:{series.number}", MODULE, [at for x in series.modules for at in material.inside(x)]))
    plans = []
    for key, level, lessons in maps:
        drawing = _unjudged(draw_map(material, level, lessons, ""))
        drawn = reduced(drawing)
        followed = _followed(drawn)
        plans.append(_Plan(key, drawing, followed, crowded=len(followed.edges) < len(drawn.edges)))
    for module in course.modules:
        if material.inside(module):
            board = _unjudged(draw_board(material, material.inside(module), ""))
            plans.append(_Plan(f"module:{module.name}", board, board))
    return plans


def _followed(drawing: Drawing) -> Drawing:
    """A map with as many arrows as can be followed: all of them, only the problems, or none."""
    problems = tuple(edge for edge in drawing.edges if edge.kind in PROBLEMS)
    edges = next((some for some in (drawing.edges, problems) if len(some) <= _MOST_ARROWS), ())
    return replace(drawing, edges=edges)


def _unjudged(drawing: Drawing) -> Drawing:
    """Without the lines that count findings: in the explorer they are a layer of their own."""
    nodes = (
        node._replace(lines=tuple(x for x in node.lines if not x.startswith(FINDINGS_SIGN))) for node in drawing.nodes
    )
    return replace(drawing, nodes=tuple(nodes))


def _scene(plan: _Plan, layout: Layout) -> Scene:
    """Boxes with their places and labels, frames, and arrows between boxes by number; those not drawn are implied."""
    drawing = plan.drawn
    drawn = set(drawing.edges)
    number = {node.key: at for at, node in enumerate(drawing.nodes)}
    looks = [look_of(node, len(drawing.ladder), len(drawing.loads)) for node in drawing.nodes]
    return {
        "size": layout.size,
        "crowded": plan.crowded,
        "boxes": [
            [node.key, node.kind, *layout.boxes[node.key], node.depth, node.load, label_of(node, look),
             len(wrapped(node.name, look.wrap, look.lines))]
            for node, look in zip(drawing.nodes, looks, strict=True)
        ],
        "frames": [
            [*layout.frames[each.key], *layout.names.get(each.key, _UNNAMED), name_lines(each.name)]
            for each in drawing.clusters
        ],
        "arrows": [
            [number[edge.source], number[edge.target], edge.kind, edge.label, list(edge.concepts),
             layout.curves.get(at, ()), layout.labels.get(at, ())]
            for at, edge in enumerate(drawing.edges)
        ],
        "implied": [
            [number[edge.source], number[edge.target], edge.kind, edge.label, list(edge.concepts), (), ()]
            for edge in plan.whole.edges if edge not in drawn
        ],
    }  # fmt: skip
