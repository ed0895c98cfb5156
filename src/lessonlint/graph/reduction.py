"""Transitive reduction: an arrow that a longer way implies is left out, so that what is left can be read.

A reduction needs a graph without loops, so boxes that reach each other are first taken as one.
"""

from __future__ import annotations

from dataclasses import replace

from lessonlint.analysis.metrics import redundant
from lessonlint.graph.drawing import CARRIED, Drawing


def reduced(drawing: Drawing) -> Drawing:
    """A drawing without the plain arrows that longer ways imply. Problems and all other kinds stay."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(node.key for node in drawing.nodes)
    graph.add_edges_from((edge.source, edge.target) for edge in drawing.edges if edge.kind == CARRIED)
    loops = nx.condensation(graph)
    home: dict[str, int] = loops.graph["mapping"]
    implied = set(redundant(len(home), loops.edges))
    edges = (
        edge for edge in drawing.edges if edge.kind != CARRIED or (home[edge.source], home[edge.target]) not in implied
    )
    return replace(drawing, edges=tuple(edges))
