"""What a lesson rests on: its prerequisites by concept, and behind them the course, by module or lesson by lesson."""

from __future__ import annotations

from collections import defaultdict

from lessonlint.graph.cards import lesson_name, lesson_node
from lessonlint.graph.drawing import CARRIED, CONCEPT, LESSON, Cluster, Drawing, Edge, Node, merged
from lessonlint.graph.maps import in_rows, map_edges, map_nodes, map_rows, unit_of
from lessonlint.graph.material import Material
from lessonlint.graph.narrow import reached
from lessonlint.wording import counted


def draw_chain(material: Material, at: int, level: str, up: int | None, down: int, title: str) -> Drawing:
    """The lesson at an index with `up` steps of lessons before it (None: all) and `down` steps after it.

    Those before are told one by one, or together by the module or series they are in, as `level` says.
    """
    before = reached({at}, lambda each: {use.event.order for use in material.uses[each]}, up) - {at}
    after = reached({at}, lambda each: {use.at for use in material.users.get(each, ())}, down) - before - {at}
    units = {each: unit_of(material, level, each) for each in before}
    behind = _needed(material, list(map_nodes(material, level, units)), at, units)
    chips, edges = _direct(material, at, units)
    edges += map_edges(material, level, units)
    edges += map_edges(material, LESSON, {each: unit_of(material, LESSON, each) for each in after | {at}})
    target = lesson_node(material, at, full=True)._replace(target=True)
    later = [lesson_node(material, each) for each in sorted(after)]
    frames = [
        *map_rows(material, level, behind),
        *in_rows("needs", "What it needs itself", [chip.key for chip in chips]),
        Cluster("asked", "", (target.key,)),
        *map_rows(material, LESSON, later, "after "),
    ]
    nodes = (*behind, *chips, target, *later)
    ladder, loads = material.ladder, material.loads
    return Drawing(title, nodes, merged(edges), tuple(frames), False, ladder, loads, rows=True)


def _needed(material: Material, nodes: list[Node], at: int, units: dict[int, str]) -> list[Node]:
    """Modules with how many of their concepts the lesson and those before it need, instead of how many they teach."""
    needed: dict[str, set[int]] = defaultdict(set)
    for use in (use for each in (*units, at) for use in material.uses[each] if use.event.order in units):
        needed[units[use.event.order]].add(use.root)
    modules = {f"module:{module.name}": material.inside(module) for module in material.course.modules}
    told = {key: counted(len(material.concepts(modules[key])), "concept") for key in needed if key in modules}
    return [
        node._replace(lines=(f"{len(needed[node.key])} of its {told[node.key]}", *node.lines[1:]))
        if node.key in told
        else node
        for node in nodes
    ]


def _direct(material: Material, at: int, units: dict[int, str]) -> tuple[list[Node], list[Edge]]:
    """The concepts that the lesson itself names, each between what taught it and this lesson."""
    chips: dict[str, Node] = {}
    edges: list[Edge] = []
    for use in sorted(material.uses[at], key=lambda use: use.event.order):
        key, name = f"concept:{use.root}", material.name(use.event)
        place = lesson_name(material.course.lessons[use.event.order])
        chips.setdefault(key, Node(key, CONCEPT, name, (place,), depth=material.depth(use.event)))
        if use.event.order in units:
            edges.append(Edge(units[use.event.order], key, CARRIED, "", (name,)))
        edges.append(Edge(key, f"lesson:{at}", use.kind, use.label, (name,)))
    return list(chips.values()), edges
