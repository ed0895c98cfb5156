"""Less of a drawing: around one box, only problems, only what changed, only arrows that no longer way implies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TypeVar

from lessonlint.analysis.metrics import redundant
from lessonlint.graph.drawing import CARRIED, PRECEDES, PROBLEMS, Drawing

T = TypeVar("T")


def focused(drawing: Drawing, keys: frozenset[str], up: int | None, down: int | None) -> Drawing:
    """The boxes within so many arrows before and after some boxes; None goes all the way."""
    before: dict[str, set[str]] = defaultdict(set)
    after: dict[str, set[str]] = defaultdict(set)
    for edge in drawing.edges:
        if edge.kind != PRECEDES:
            before[edge.target].add(edge.source)
            after[edge.source].add(edge.target)
    kept = reached(keys, before.__getitem__, up) | reached(keys, after.__getitem__, down)
    narrowed = _keep(drawing, kept)
    nodes = tuple(node._replace(target=node.target or node.key in keys) for node in narrowed.nodes)
    return replace(narrowed, nodes=nodes)


def reached(start: Collection[T], near: Callable[[T], set[T]], steps: int | None) -> set[T]:
    """What can be reached from some boxes in so many steps (None: any number), themselves included."""
    seen, edge = set(start), set(start)
    while edge and (steps is None or steps > 0):
        edge = {other for key in edge for other in near(key)} - seen
        seen |= edge
        steps = None if steps is None else steps - 1
    return seen


def only_problems(drawing: Drawing) -> Drawing:
    """Boxes with findings, and prerequisites not taught deep enough with what they join."""
    lacking = [edge for edge in drawing.edges if edge.kind in PROBLEMS]
    ends = {key for edge in lacking for key in (edge.source, edge.target)}
    kept = ends | {node.key for node in drawing.nodes if node.findings}
    return replace(_keep(drawing, kept), edges=tuple(lacking))


def only_changed(drawing: Drawing) -> Drawing:
    """Boxes that changed, and those next to them."""
    changed = {node.key for node in drawing.nodes if node.changed}
    edges = [edge for edge in drawing.edges if edge.kind != PRECEDES and changed & {edge.source, edge.target}]
    kept = changed | {key for edge in edges for key in (edge.source, edge.target)}
    return replace(_keep(drawing, kept), edges=tuple(edges))


def reduced(drawing: Drawing) -> Drawing:
    """A drawing without the plain arrows that longer ways imply. Problems and all other kinds stay.

    A transitive reduction needs a graph without loops, so boxes that reach each other are first taken as one.
    """
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


def _keep(drawing: Drawing, kept: set[str]) -> Drawing:
    clusters = (each._replace(members=tuple(m for m in each.members if m in kept)) for each in drawing.clusters)
    return replace(
        drawing,
        nodes=tuple(node for node in drawing.nodes if node.key in kept),
        edges=tuple(edge for edge in drawing.edges if edge.source in kept and edge.target in kept),
        clusters=tuple(each for each in clusters if each.members),
    )
