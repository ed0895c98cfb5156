"""What DOT text is made of: quoted words, and the looks of boxes and arrows as attributes."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.graph.drawing import CONCEPT, Drawing, Edge, Node, clean, wrapped
from lessonlint.graph.looks import STROKES, Look, depth_look, load_look, load_sign, look_of

FONT = "Helvetica,Arial,sans-serif"
_TIP = 600
_LETTER, _LINE, _PAD = 6.2, 14, 12
_ROOM = {"ellipse": (1.3, 1.35), "hexagon": (1.25, 1.2)}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "&": "&amp;"})


def quoted(*lines: str) -> str:
    """Text as a DOT string: Graphviz would read backslashes, and entities such as `&lt;`, as something else."""
    return '"' + "\\n".join(line.translate(_ESCAPES) for line in lines) + '"'


def label_of(node: Node, look: Look) -> list[str]:
    """The lines that a box says: its name and what stands below."""
    below = (part for line in node.lines for part in wrapped(line, look.wrap, look.lines - 1))
    return [*wrapped(node.name, look.wrap, look.lines), *below]


def box_size(drawing: Drawing, node: Node) -> tuple[int, int]:
    """The width and height of a box in points, with room for its label in its shape."""
    look = look_of(node, len(drawing.ladder), len(drawing.loads))
    lines = label_of(node, look)
    wider, higher = _ROOM.get(look.shape, (1.0, 1.0))
    return round((max(map(len, lines)) * _LETTER + _PAD) * wider), round((len(lines) * _LINE + _PAD) * higher)


def box(drawing: Drawing, node: Node) -> Iterator[str]:
    """The attributes of a box."""
    look = look_of(node, len(drawing.ladder), len(drawing.loads))
    yield f"label={quoted(*label_of(node, look))}"
    yield from painted(look)
    yield f"tooltip={quoted(*_tip(node))}"
    if node.target or node.changed:
        yield f'penwidth=4, color="{"#000000" if node.target else "#A0487A"}"'


def painted(look: Look) -> Iterator[str]:
    """The attributes of a look."""
    yield f'shape={look.shape}, style="{look.style}", fillcolor="{look.fill}", color="{look.line}"'
    yield f'fontcolor="{look.text}", penwidth={look.width}'
    if look.rings > 1:
        yield f"peripheries={look.rings}"


def _tip(node: Node) -> Iterator[str]:
    yield node.name[:_TIP]
    yield from (words[:_TIP] for words in (*node.lines, *node.findings))


def arrow(edge: Edge) -> Iterator[str]:
    """The attributes of an arrow, without its label."""
    stroke = STROKES[edge.kind]
    yield f'color="{stroke.colour}", style={stroke.style}, penwidth={stroke.width}, arrowhead={stroke.head}'
    if edge.concepts:
        yield f"tooltip={quoted(*edge.concepts)}"


def legend_boxes(drawing: Drawing) -> list[tuple[str, Look]]:
    """The depths and loads that a picture has, with their looks."""
    steps = sorted({node.depth for node in drawing.nodes if node.kind == CONCEPT and node.depth >= 0})
    loads = range(len(drawing.loads)) if any(node.kind != CONCEPT for node in drawing.nodes) else ()
    depths = [(clean(drawing.ladder[step]), depth_look(step, len(drawing.ladder))) for step in steps]
    return depths + [
        (clean(f"{load_sign(step, len(loads))} {drawing.loads[step]}"), load_look(step, len(loads))) for step in loads
    ]
