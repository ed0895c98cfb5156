"""The life of a concept: where it is taught and how deep, what it rests on, and which lessons need it."""

from __future__ import annotations

from itertools import pairwise

from lessonlint.concepts.events import Event
from lessonlint.concepts.references import CONNECTIONS
from lessonlint.graph.cards import lesson_node
from lessonlint.graph.drawing import CARRIED, CONCEPT, DEEPENED, PRECEDES, Drawing, Edge, Node, clean, merged
from lessonlint.graph.material import Material, Use
from lessonlint.wording import bare


def draw_history(material: Material, event: Event, title: str) -> Drawing:
    """One concept by its teaching events, with the lessons that need it at the depth they ask for."""
    same = material.knowledge.groups.same(event)
    root = same[0].id
    events = {f"taught:{each.id}": each for each in same}
    nodes = [
        Node(key, CONCEPT, material.name(each), (_where(material, each),), depth=material.depth(each), target=True)
        for key, each in events.items()
    ]
    keys = list(events)
    edges = [
        Edge(one, other, DEEPENED if events[other].level > events[one].level else PRECEDES)
        for one, other in pairwise(keys)
    ]
    for before, known in _rests_on(material, same).items():
        nodes.append(
            Node(f"concept:{before}", CONCEPT, material.name(known), (_where(material, known),), material.depth(known))
        )
        edges.append(Edge(f"concept:{before}", keys[0], CARRIED, "", (material.name(known),)))
    for at in sorted(material.uses):
        for use in material.uses[at]:
            if use.root == root:
                if not any(node.key == f"lesson:{at}" for node in nodes):
                    nodes.append(lesson_node(material, at))
                edges.append(
                    Edge(f"taught:{use.event.id}", f"lesson:{at}", use.kind, use.label or _asks(material, use))
                )
    return Drawing(title, tuple(nodes), merged(edges), ladder=material.ladder, loads=material.loads)


def _rests_on(material: Material, same: list[Event]) -> dict[int, Event]:
    """The concepts that the lesson which first teaches this one connects it to."""
    first = same[0]
    found = {}
    for link in material.knowledge.links:
        if link.reference.table == CONNECTIONS and link.reference.at == first.order:
            for event in link.targets:
                if event.order < first.order:
                    found[material.root(event)] = event
    found.pop(first.id, None)
    return found


def _asks(material: Material, use: Use) -> str:
    required = use.link.reference.required
    return material.ladder[required.low] if required.kind == "taught" else ""


def _where(material: Material, event: Event) -> str:
    lesson = material.course.lessons[event.order]
    return clean(f"{bare(event.row.depth)} in {lesson.number or lesson.slug}".strip())
