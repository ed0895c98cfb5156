"""Drawings for other programs: node-link JSON and GraphML, with authors' words as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lessonlint.graph.drawing import Drawing
from lessonlint.report.json import dumped

if TYPE_CHECKING:
    import networkx as nx

VERSION = 1


def as_network(drawing: Drawing) -> nx.MultiDiGraph[str]:
    """The boxes and arrows of a drawing as a frozen networkx graph."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(title=drawing.title)
    frames = {member: cluster.name for cluster in drawing.clusters for member in cluster.members}
    for node in drawing.nodes:
        graph.add_node(
            node.key,
            kind=node.kind,
            name=node.name,
            lines="\n".join(node.lines),
            depth=drawing.ladder[node.depth] if node.depth >= 0 else "",
            load=drawing.loads[node.load] if node.load >= 0 else "",
            frame=frames.get(node.key, ""),
            findings="\n".join(node.findings),
            target=node.target,
            changed=node.changed,
        )
    for edge in drawing.edges:
        graph.add_edge(edge.source, edge.target, kind=edge.kind, label=edge.label, concepts="\n".join(edge.concepts))
    nx.freeze(graph)
    return graph


def render_json(graph: nx.MultiDiGraph[str]) -> str:
    """A graph in the node-link form that networkx, D3 and others read."""
    import networkx as nx

    data: dict[str, Any] = nx.node_link_data(graph, edges="links")
    return dumped({"version": VERSION, **data})


def render_graphml(graph: nx.MultiDiGraph[str]) -> str:
    """A graph as GraphML, for Gephi, yEd and others."""
    from xml.etree import ElementTree

    import networkx as nx

    lines = "\n".join(nx.generate_graphml(graph))
    ElementTree.fromstring(lines)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{lines}\n'
