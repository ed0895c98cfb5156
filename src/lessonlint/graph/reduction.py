"""Transitive reduction: an arrow that a longer way implies is left out, so that what is left can be read.

A reduction needs a graph without loops, so boxes that reach each other are first taken as one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from lessonlint.graph.drawing import CARRIED, Drawing


def reduced(drawing: Drawing, only: str = CARRIED) -> Drawing:
    """A drawing without the arrows of one kind that longer ways imply. Problems and all other kinds stay."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(node.key for node in drawing.nodes)
    graph.add_edges_from((edge.source, edge.target) for edge in drawing.edges if edge.kind == only)
    loops = nx.condensation(graph)
    home: dict[str, int] = loops.graph["mapping"]
    direct = {number: set(loops.successors(number)) for number in loops}
    order = {number: place for place, number in enumerate(nx.topological_sort(loops))}
    implied = _implied(direct, order)
    edges = tuple(
        edge for edge in drawing.edges if edge.kind != only or home[edge.target] not in implied[home[edge.source]]
    )
    return replace(drawing, edges=edges)


def _implied(direct: dict[int, set[int]], order: dict[int, int]) -> dict[int, set[int]]:
    """For each box the direct successors that one of its other successors reaches. What is reached is a bit set."""
    reach: dict[int, int] = {}
    implied: dict[int, set[int]] = defaultdict(set)
    for number in sorted(direct, key=lambda each: -order[each]):
        seen = 0
        for after in sorted(direct[number], key=lambda each: order[each]):
            if seen >> order[after] & 1:
                implied[number].add(after)
            seen |= reach[after]
        reach[number] = seen | 1 << order[number]
    return implied
