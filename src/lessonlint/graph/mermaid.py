"""Mermaid, which GitHub draws inside Markdown, within the limits it sets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lessonlint.graph import drawing as kinds
from lessonlint.graph.drawing import BUNDLE, CONCEPT, Drawing, Edge, Node, numbered
from lessonlint.graph.looks import STROKES, legend_arrows, look_of

MOST_EDGES, MOST_CHARACTERS = 500, 50_000
_UNSAFE = re.compile(r"[^\w .,()+×·–…●■▲○✗]|_")
_ARROWS = dict.fromkeys((kinds.GAP, kinds.DOUBTED, kinds.DEFERRED, kinds.FADING), "-.->") | {kinds.PRECEDES: "---"}


class TooBig(Exception):
    """More than GitHub draws; the message says what to do."""


def render_mermaid(drawing: Drawing) -> str:
    """The drawing as a Mermaid flowchart. Raises `TooBig`."""
    ids = numbered(drawing.nodes)
    nodes = {node.key: node for node in drawing.nodes}
    lines = ["flowchart LR"]
    for number, cluster in enumerate(drawing.clusters):
        lines.append(f'  subgraph c{number}["{_text(cluster.name) or " "}"]')
        lines += [f"    {_node(nodes[key], ids)}" for key in cluster.members]
        lines.append("  end")
    lines += [f"  {_node(node, ids)}" for node in drawing.loose]
    lines += [f"  {_edge(edge, ids)}" for edge in drawing.edges]
    text = "\n".join([*lines, *_legend(drawing), *_styles(drawing, ids), ""])
    if len(drawing.edges) > MOST_EDGES or len(text) > MOST_CHARACTERS:
        raise TooBig(
            f"{len(drawing.edges)} arrows and {len(text)} characters are more than GitHub draws of Mermaid "
            f"({MOST_EDGES} and {MOST_CHARACTERS}): name a module or lesson, or use --only-problems or --focus."
        )
    return text


def _text(words: str) -> str:
    """Words in a Mermaid string: everything that could mean something there is written as its number."""
    return _UNSAFE.sub(lambda match: f"#{ord(match[0])};", words)


def _node(node: Node, ids: Mapping[str, str]) -> str:
    label = "<br/>".join(_text(line) for line in (node.name, *node.lines))
    opening, closing = ("([", "])") if node.kind == CONCEPT else ("[/", "/]") if node.kind == BUNDLE else ("[", "]")
    return f'{ids[node.key]}{opening}"{label}"{closing}'


def _edge(edge: Edge, ids: Mapping[str, str]) -> str:
    arrow = _ARROWS.get(edge.kind, "-->")
    label = f'|"{_text(edge.label)}"|' if edge.label else ""
    return f"{ids[edge.source]} {arrow}{label} {ids[edge.target]}"


def _legend(drawing: Drawing) -> Iterator[str]:
    """What the arrows mean whose colour says more than that one thing is needed for another."""
    for number, (words, colour) in enumerate(legend_arrows(drawing, kinds.PROBLEMS)):
        yield f'  key{number}["{_text(words)}"]'
        yield f"  style key{number} fill:#FFFFFF,stroke:{colour},color:{colour}"


def _styles(drawing: Drawing, ids: Mapping[str, str]) -> Iterator[str]:
    classes: dict[tuple[str, str, str], list[str]] = {}
    for node in drawing.nodes:
        look = look_of(node, len(drawing.ladder), len(drawing.loads))
        classes.setdefault((look.fill, look.line, look.text), []).append(ids[node.key])
    for number, ((fill, line, text), members) in enumerate(classes.items()):
        yield f"  classDef look{number} fill:{fill},stroke:{line},color:{text}"
        yield f"  class {','.join(members)} look{number}"
    for kind in kinds.PROBLEMS:
        if found := [str(number) for number, edge in enumerate(drawing.edges) if edge.kind == kind]:
            yield f"  linkStyle {','.join(found)} stroke:{STROKES[kind].colour},stroke-width:3px"
