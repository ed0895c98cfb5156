"""DOT, the language of Graphviz: synthetic ids, and labels that are text and never HTML."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from lessonlint.graph.dot_parts import FONT, arrow, box, legend_boxes, painted, quoted
from lessonlint.graph.dot_rows import render_rows
from lessonlint.graph.drawing import CARRIED, MANY, PRECEDES, Cluster, Drawing, Edge, Node, numbered, wrapped
from lessonlint.graph.looks import STROKES, legend_arrows

_LABEL, _LINES, _SHORTEST = 26, 5, 4


def render_dot(drawing: Drawing, layout: bool = False) -> str:
    """The drawing for Graphviz' `dot`; for a `layout` without title and legend, each arrow with its number as id."""
    if drawing.rows:
        return render_rows(drawing)
    ids = numbered(drawing.nodes)
    lines = ["digraph lessonlint {", *_head("" if layout else drawing.title)]
    nodes = {node.key: node for node in drawing.nodes}
    for number, cluster in enumerate(drawing.clusters):
        lines += _cluster(drawing, number, cluster, nodes, ids)
    lines += [_node(drawing, node, ids) for node in drawing.loose]
    joined = joints(drawing)
    for target, numbers in joined.items():
        lines += _joint(drawing, target, numbers, ids)
    into = {number: target for target, numbers in joined.items() for number in numbers}
    for number, edge in enumerate(drawing.edges):
        more = _room(drawing, edge, joined) + (f", id={number}" if layout else "")
        lines.append(_edge(edge, ids, into.get(number), more))
    return "\n".join([*lines, *(() if layout else _legend(drawing)), "}", ""])


def _head(title: str) -> Iterator[str]:
    yield f"  graph [label={quoted(title)}, labelloc=t, fontname={quoted(FONT)}, fontsize=20, rankdir=LR,"
    yield '         bgcolor=white, nodesep=0.18, ranksep=0.55, pad=0.3, charset="UTF-8"];'
    yield f'  node [fontname={quoted(FONT)}, fontsize=11, margin="0.1,0.05", height=0.3];'
    yield f"  edge [fontname={quoted(FONT)}, fontsize=10, arrowsize=0.7];"


def _cluster(
    drawing: Drawing, number: int, cluster: Cluster, nodes: dict[str, Node], ids: Mapping[str, str]
) -> Iterator[str]:
    yield f"  subgraph cluster_{number} {{"
    title = quoted(*wrapped(cluster.name, 60, 2)) if cluster.name else '""'
    yield f'    label={title}; fontsize=13; style="rounded,filled"; color="#CCCCCC"; fillcolor="#FAFAFA"; margin=10;'
    members = [nodes[key] for key in cluster.members]
    yield from (f"  {_node(drawing, node, ids)}" for node in members)
    if drawing.columns:
        yield f"    {{rank=same; {'; '.join(ids[node.key] for node in members)};}}"
    yield "  }"


def _node(drawing: Drawing, node: Node, ids: Mapping[str, str]) -> str:
    return f"  {ids[node.key]} [{', '.join(box(drawing, node))}];"


def joints(drawing: Drawing) -> dict[str, list[int]]:
    """The boxes into which many plain arrows run, with the numbers of these: they join before it in one.

    Graphviz would let them run into each other on their way, and nobody could tell which comes from where.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for number, edge in enumerate(drawing.edges if drawing.columns else ()):
        if edge.is_plain:
            found[edge.target].append(number)
    return {target: numbers for target, numbers in found.items() if len(numbers) >= MANY}


def _joint(drawing: Drawing, target: str, numbers: list[int], ids: Mapping[str, str]) -> Iterator[str]:
    name, colour = f"joint_{ids[target]}", STROKES[CARRIED].colour
    names = dict.fromkeys(name for number in numbers for name in drawing.edges[number].concepts)
    trunk = ", ".join(arrow(Edge("", "", concepts=tuple(names))))
    yield f'  {name} [shape=point, width=0.07, label="", tooltip="", color="{colour}"];'
    yield f"  {name} -> {ids[target]} [{trunk}, penwidth=2.2, weight=4, id={ids[target]}];"


def _room(drawing: Drawing, edge: Edge, joined: Mapping[str, list[int]]) -> str:
    """Twice the length between two lessons where arrows from the one join before the other."""
    if edge.kind != PRECEDES or edge.target not in joined:
        return ""
    column = next((each.members for each in drawing.clusters if edge.source in each.members), ())
    return ", minlen=2" if any(drawing.edges[number].source in column for number in joined[edge.target]) else ""


def _edge(edge: Edge, ids: Mapping[str, str], joint: str | None, more: str) -> str:
    attributes = list(arrow(edge))
    if joint:
        return f"  {ids[edge.source]} -> joint_{ids[joint]} [{', '.join(attributes)}, arrowhead=none{more}];"
    if edge.label:
        attributes.append(
            f'label={quoted(*wrapped(edge.label, _LABEL, _LINES))}, fontcolor="{STROKES[edge.kind].colour}"'
        )
    if edge.kind == PRECEDES:
        attributes.append("weight=20")
    return f"  {ids[edge.source]} -> {ids[edge.target]} [{', '.join(attributes)}{more}];"


def _legend(drawing: Drawing) -> Iterator[str]:
    """What depths, loads and arrows mean, as far as the picture has them: lines as long as the picture is wide."""
    boxes = [f"label={quoted(words)}, {', '.join(painted(look))}" for words, look in legend_boxes(drawing)]
    kinds = [
        f'label={quoted(words)}, shape=plaintext, fontcolor="{colour}"' for words, colour in legend_arrows(drawing)
    ]
    most = max(_SHORTEST, len(drawing.clusters) + 1)
    yield "  subgraph cluster_legend {"
    yield '    label=""; style=rounded; color="#CCCCCC"; margin=8; edge [style=invis];'
    for name, items in (("box", boxes), ("kind", kinds)):
        yield from (f"    {name}{number} [{item}];" for number, item in enumerate(items))
        for line in range(0, len(items), most):
            chain = (f"{name}{number}" for number in range(line, min(line + most, len(items))))
            yield f"    {' -> '.join(chain)};"
    yield "  }"
