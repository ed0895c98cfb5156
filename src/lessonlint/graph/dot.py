"""DOT, the language of Graphviz: synthetic ids, and labels that are text and never HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lessonlint.graph.drawing import CONCEPT, PRECEDES, Cluster, Drawing, Edge, Node, clean, numbered, wrapped
from lessonlint.graph.looks import ARROWS, MEANINGS, STROKES, Look, depth_look, load_look, load_sign, look_of

_FONT = "Helvetica,Arial,sans-serif"
_LABEL, _TIP = 26, 600
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "&": "&amp;"})


def quoted(*lines: str) -> str:
    """Text as a DOT string: Graphviz would read backslashes, and entities such as `&lt;`, as something else."""
    return '"' + "\\n".join(line.translate(_ESCAPES) for line in lines) + '"'


def render_dot(drawing: Drawing, layout: bool = False) -> str:
    """The drawing for Graphviz' `dot`; for a `layout` without title and legend, each arrow with its number as id."""
    ids = numbered(drawing.nodes)
    lines = ["digraph lessonlint {", *_head("" if layout else drawing.title)]
    nodes = {node.key: node for node in drawing.nodes}
    framed = {member for cluster in drawing.clusters for member in cluster.members}
    for number, cluster in enumerate(drawing.clusters):
        lines += _cluster(drawing, number, cluster, nodes, ids)
    lines += [_node(drawing, node, ids) for node in drawing.nodes if node.key not in framed]
    rows = {member: cluster.key for cluster in drawing.clusters if cluster.chained for member in cluster.members}
    for number, edge in enumerate(drawing.edges):
        lines.append(_edge(edge, ids, rows, f", id={number}" if layout else ""))
    return "\n".join([*lines, *(() if layout else _legend(drawing)), "}", ""])


def _head(title: str) -> Iterator[str]:
    yield f"  graph [label={quoted(title)}, labelloc=t, fontname={quoted(_FONT)}, fontsize=20, rankdir=LR,"
    yield '         bgcolor=white, nodesep=0.18, ranksep=0.55, pad=0.3, charset="UTF-8"];'
    yield f'  node [fontname={quoted(_FONT)}, fontsize=11, margin="0.1,0.05", height=0.3];'
    yield f"  edge [fontname={quoted(_FONT)}, fontsize=9, arrowsize=0.7];"


def _cluster(
    drawing: Drawing, number: int, cluster: Cluster, nodes: dict[str, Node], ids: Mapping[str, str]
) -> Iterator[str]:
    yield f"  subgraph cluster_{number} {{"
    title = quoted(*wrapped(cluster.name, 60, 2)) if cluster.name else '""'
    yield f'    label={title}; fontsize=13; style="rounded,filled"; color="#CCCCCC"; fillcolor="#FAFAFA"; margin=10;'
    members = [nodes[key] for key in cluster.members]
    yield from (f"  {_node(drawing, node, ids)}" for node in members)
    names = [ids[node.key] for node in members]
    if cluster.chained and len(names) > 1:
        yield f"    {' -> '.join(names)} [style=invis, weight=50];"
    elif drawing.columns:
        yield f"    {{rank=same; {'; '.join(names)};}}"
    yield "  }"


def _node(drawing: Drawing, node: Node, ids: Mapping[str, str]) -> str:
    look = look_of(node, len(drawing.ladder), len(drawing.loads))
    attributes = [f"label={quoted(*label_of(node, look))}", *_painted(look)]
    attributes.append(f"tooltip={quoted(*_tip(node))}")
    if node.target or node.changed:
        attributes.append(f'penwidth=4, color="{"#000000" if node.target else "#A0487A"}"')
    return f"  {ids[node.key]} [{', '.join(attributes)}];"


def label_of(node: Node, look: Look) -> list[str]:
    """The lines that a box says: its name and what stands below."""
    below = (part for line in node.lines for part in wrapped(line, look.wrap, look.lines - 1))
    return [*wrapped(node.name, look.wrap, look.lines), *below]


def _painted(look: Look) -> Iterator[str]:
    yield f'shape={look.shape}, style="{look.style}", fillcolor="{look.fill}", color="{look.line}"'
    yield f'fontcolor="{look.text}", penwidth={look.width}'
    if look.rings > 1:
        yield f"peripheries={look.rings}"


def _tip(node: Node) -> Iterator[str]:
    yield node.name[:_TIP]
    yield from (words[:_TIP] for words in (*node.lines, *node.findings))


def _edge(edge: Edge, ids: Mapping[str, str], rows: dict[str, str], number: str) -> str:
    """An arrow. Those between rows do not pull boxes out of their rows."""
    attributes = list(_stroked(edge.kind))
    if edge.label:
        attributes.append(f'label={quoted(*wrapped(edge.label, _LABEL, 3))}, fontcolor="{STROKES[edge.kind].colour}"')
    if edge.concepts:
        attributes.append(f"tooltip={quoted(*edge.concepts)}")
    if rows.get(edge.source) is not None and rows.get(edge.source) != rows.get(edge.target):
        attributes.append("constraint=false")
    if edge.kind == PRECEDES:
        attributes.append("weight=20")
    return f"  {ids[edge.source]} -> {ids[edge.target]} [{', '.join(attributes)}{number}];"


def _stroked(kind: str) -> Iterator[str]:
    stroke = STROKES[kind]
    yield f'color="{stroke.colour}", style={stroke.style}, penwidth={stroke.width}, arrowhead={stroke.head}'


def _legend(drawing: Drawing) -> Iterator[str]:
    """What depths, loads and arrows mean, as far as the picture has them: two short columns."""
    steps = sorted({node.depth for node in drawing.nodes if node.kind == CONCEPT and node.depth >= 0})
    kinds = [kind for kind in MEANINGS if any(edge.kind == kind for edge in drawing.edges)]
    yield "  subgraph cluster_legend {"
    yield '    label="Legend"; fontsize=12; style=rounded; color="#CCCCCC"; margin=8;'
    boxes = [(drawing.ladder[step], depth_look(step, len(drawing.ladder))) for step in steps]
    loads = range(len(drawing.loads)) if any(node.kind != CONCEPT for node in drawing.nodes) else ()
    boxes += [(f"{load_sign(step, len(loads))} {drawing.loads[step]}", load_look(step, len(loads))) for step in loads]
    for number, (words, look) in enumerate(boxes):
        yield f"    box{number} [label={quoted(clean(words))}, {', '.join(_painted(look))}];"
    for number, kind in enumerate(kinds):
        words = quoted(f"{ARROWS[kind]}  {MEANINGS[kind]}")
        yield f'    kind{number} [label={words}, shape=plaintext, fontcolor="{STROKES[kind].colour}"];'
    for name, count in (("box", len(boxes)), ("kind", len(kinds))):
        yield f"    {{rank=same; {'; '.join(f'{name}{number}' for number in range(count))}}}"
    if boxes and kinds:
        yield "    box0 -> kind0 [style=invis];"
    yield "  }"
