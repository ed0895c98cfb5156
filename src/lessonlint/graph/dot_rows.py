"""A map in rows as DOT: everything has its place already, and Graphviz only paints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lessonlint.graph.dot_parts import FONT, arrow, box, box_size, legend_boxes, painted, quoted
from lessonlint.graph.drawing import Drawing, numbered
from lessonlint.graph.grid import Box, Layout, label_lines, label_size, name_lines, on_grid
from lessonlint.graph.looks import STROKES, legend_arrows

_INCH = 72
_FRAME = 'style="rounded,filled", color="#CCCCCC", fillcolor="#FAFAFA"'
_ON_ARROW = "style=filled, fillcolor=white, fontsize=9"
_PAD = {"ellipse": 46, "hexagon": 40}
_TITLE, _LEGEND, _LETTER, _APART = 44, 58, 6.6, 16


def render_rows(drawing: Drawing) -> str:
    """The map for Graphviz, which is told by `layout=nop2` to move nothing."""
    layout = on_grid(drawing, {node.key: box_size(drawing, node) for node in drawing.nodes})
    legend = list(_legend(drawing))
    wide = max([layout.size[0], len(drawing.title) * 11 + 40, *(item.x + item.wide + _APART for item in legend)])
    page = _Page(drawing, layout, (wide, layout.size[1]))
    return "\n".join([*page.head(), *page.frames(), *page.boxes(), *page.arrows(), *page.legend(legend), "}", ""])


class _Item(NamedTuple):
    """A box of the legend: its attributes, and where it stands: the line, counted from below, and from the left."""

    attributes: str
    line: int
    x: int
    wide: int


def _legend(drawing: Drawing) -> Iterator[_Item]:
    """Depths and loads in one line, arrows in the next."""
    boxes = [(words, ", ".join(painted(look)), _PAD.get(look.shape, 24)) for words, look in legend_boxes(drawing)]
    arrows = [(words, f'shape=plaintext, fontcolor="{colour}"', 12) for words, colour in legend_arrows(drawing)]
    for line, items in enumerate((arrows, boxes)):
        x = _APART
        for words, attributes, pad in items:
            wide = round(len(words) * _LETTER) + pad
            yield _Item(f"label={quoted(words)}, {attributes}", line, x, wide)
            x += wide + _APART


def _sized(wide: float, high: float) -> str:
    return f"width={wide / _INCH:.3f}, height={high / _INCH:.3f}, fixedsize=true"


class _Page:
    """Writes places from the top left as Graphviz wants them: from the bottom left."""

    def __init__(self, drawing: Drawing, layout: Layout, size: tuple[int, int]) -> None:
        self._drawing, self._layout, self._ids = drawing, layout, numbered(drawing.nodes)
        self._wide, self._left = size[0], (size[0] - layout.size[0]) // 2
        self._high = size[1] + _TITLE + _LEGEND

    def _at(self, x: float, y: float) -> str:
        return f"{x + self._left:g},{self._high - _TITLE - y:g}"

    def _stands(self, where: Box) -> str:
        x, y, wide, high = where
        return f'{_sized(wide, high)}, pos="{self._at(x + wide / 2, y + high / 2)}"'

    def head(self) -> Iterator[str]:
        yield "digraph lessonlint {"
        yield f'  graph [layout=nop2, bb="0,0,{self._wide},{self._high}", label={quoted(self._drawing.title)},'
        yield f'         lp="{self._wide / 2:g},{self._high - 20}", labelloc=t, fontname={quoted(FONT)}, fontsize=20,'
        yield '         bgcolor=white, pad=0.3, outputorder=edgesfirst, charset="UTF-8"];'
        yield f"  node [fontname={quoted(FONT)}, fontsize=11];"
        yield "  edge [arrowsize=0.7];"

    def frames(self) -> Iterator[str]:
        """Frames, and their names as boxes of their own."""
        for number, cluster in enumerate(self._drawing.clusters):
            x, y, wide, high = self._layout.frames[cluster.key]
            yield f"  subgraph cluster_{number} {{"
            yield f'    graph [bb="{self._at(x, y + high)},{self._at(x + wide, y)}", label="", {_FRAME}];'
            yield f"    {'; '.join(self._ids[key] for key in cluster.members)};"
            yield "  }"
            if cluster.key in self._layout.names:
                label = quoted(*name_lines(cluster.name))
                place = self._stands(self._layout.names[cluster.key])
                yield f"  name{number} [label={label}, shape=plaintext, fontsize=13, {place}];"

    def boxes(self) -> Iterator[str]:
        for node in self._drawing.nodes:
            place = self._stands(self._layout.boxes[node.key])
            yield f"  {self._ids[node.key]} [{', '.join(box(self._drawing, node))}, {place}];"

    def arrows(self) -> Iterator[str]:
        """Arrows, and their labels as boxes of their own: those lie upon all arrows, on a ground that can be read."""
        for number, edge in enumerate(self._drawing.edges):
            if number not in self._layout.curves:
                continue
            numbers = self._layout.curves[number]
            *points, tip = (self._at(*numbers[at : at + 2]) for at in range(0, len(numbers), 2))
            pos = f'pos="e,{tip} {" ".join(points)}"'
            yield f"  {self._ids[edge.source]} -> {self._ids[edge.target]} [{', '.join(arrow(edge))}, {pos}];"
            if edge.label:
                look = f'shape=plaintext, {_ON_ARROW}, fontcolor="{STROKES[edge.kind].colour}"'
                place = f'{_sized(*label_size(edge.label))}, pos="{self._at(*self._layout.labels[number])}"'
                yield f"  label{number} [label={quoted(*label_lines(edge.label))}, {look}, {place}];"

    def legend(self, items: list[_Item]) -> Iterator[str]:
        for number, item in enumerate(items):
            place = f'{_sized(item.wide, 20)}, pos="{item.x + item.wide / 2:g},{14 + 26 * item.line}"'
            yield f"  legend{number} [{item.attributes}, {place}];"
