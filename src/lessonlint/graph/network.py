"""The whole course as a networkx graph, on demand: series, modules, lessons, concepts and misconceptions.

Arrows by `kind`: contains, precedes, teaches (depth), requires (depth, and what students have), claims (a lesson
answers a misconception), builds-on (from a concept to one that it rests on).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.references import CONNECTIONS
from lessonlint.graph.cards import series_name
from lessonlint.graph.drawing import clean
from lessonlint.graph.material import Material
from lessonlint.wording import bare

if TYPE_CHECKING:
    import networkx as nx


def course_graph(knowledge: Knowledge) -> nx.MultiDiGraph[str]:
    """Everything that is known of a course as one frozen graph."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    material = Material(knowledge)
    _units(graph, material)
    _concepts(graph, material)
    _claims(graph, material)
    nx.freeze(graph)
    return graph


def _units(graph: nx.MultiDiGraph[str], material: Material) -> None:
    course = material.course
    for series in course.series:
        graph.add_node(f"series:{series.number}", kind="series", name=series_name(series))
        for module in series.modules:
            name = clean(f"{module.name} {bare(module.title)}")
            graph.add_node(f"module:{module.name}", kind="module", name=name)
            graph.add_edge(f"series:{series.number}", f"module:{module.name}", kind="contains")
    for at, lesson in enumerate(course.lessons):
        step = material.load(lesson)
        load = material.loads[step] if step >= 0 else ""
        graph.add_node(f"lesson:{at}", kind="lesson", name=clean(lesson.title), slug=clean(lesson.slug), load=load)
        if lesson.module:
            graph.add_edge(f"module:{lesson.module[0]}.{lesson.module[1]}", f"lesson:{at}", kind="contains")
        if at:
            graph.add_edge(f"lesson:{at - 1}", f"lesson:{at}", kind="precedes")


def _concepts(graph: nx.MultiDiGraph[str], material: Material) -> None:
    for event in material.knowledge.events:
        root = f"concept:{material.root(event)}"
        if root not in graph:
            graph.add_node(root, kind="concept", name=clean(event.row.concept.value))
        depth = material.ladder[event.level] if event.level >= 0 else ""
        for at in event.orders:
            graph.add_edge(f"lesson:{at}", root, kind="teaches", depth=depth)
    rests: dict[tuple[int, int], None] = {}
    for at, uses in material.uses.items():
        for use in uses:
            required, has = use.link.reference.required, use.link.depth_before
            graph.add_edge(
                f"lesson:{at}",
                f"concept:{use.root}",
                kind="requires",
                depth=material.ladder[required.low] if required.kind == "taught" else "",
                has=material.ladder[has] if has >= 0 else "",
                verdict=use.link.verdict,
                standing=use.link.standing,
            )
            rests |= {(material.root(event), use.root): None for event in material.taught[at]}
    for link in material.knowledge.links:
        if link.reference.table == CONNECTIONS:
            taught = material.taught[link.reference.at]
            rests |= {(material.root(new), material.root(old)): None for new in taught for old in link.targets}
    graph.add_edges_from(
        (f"concept:{new}", f"concept:{old}", {"kind": "builds-on"}) for new, old in rests if new != old
    )


def _claims(graph: nx.MultiDiGraph[str], material: Material) -> None:
    for at, lesson in enumerate(material.course.lessons):
        for number, each in enumerate(lesson.plan.misconceptions if lesson.plan else ()):
            key = f"misconception:{at}.{number}"
            graph.add_node(key, kind="misconception", name=clean(each.belief.value))
            graph.add_edge(f"lesson:{at}", key, kind="claims")
