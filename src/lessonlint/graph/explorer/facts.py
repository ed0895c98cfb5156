"""What the explorer knows of a course: names, teaching, needs and findings, as plain lists for JSON.

course.js gives the values of each list their names. Concepts, lessons and modules are
told by their index, so that a course of thousands of lessons stays a small file.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lessonlint.concepts.minds import images_before
from lessonlint.concepts.references import CONNECTIONS
from lessonlint.concepts.state import FADES_AFTER, SHALLOW
from lessonlint.graph.cards import FINDINGS_SIGN, lesson_node, series_name
from lessonlint.graph.drawing import CARRIED, FADING, MEANT, PROBLEMS, clean
from lessonlint.graph.looks import MEANT_MEANING
from lessonlint.graph.material import DOUBTS, Material, Use
from lessonlint.wording import bare

KINDS = (CARRIED, FADING, *PROBLEMS)
Facts = dict[str, Any]


def facts_of(material: Material, title: str) -> Facts:
    """Everything about the course that the explorer shows as text, or counts."""
    roots = _roots(material)
    course = material.course
    modules = {module.number: number for number, module in enumerate(course.modules)}
    return {
        "title": title,
        "ladder": [clean(word) for word in material.ladder],
        "loads": [clean(word) for word in material.loads],
        "kinds": KINDS,
        "problems": PROBLEMS,
        "doubts": DOUBTS,
        "meant": [MEANT, MEANT_MEANING] if _asks(material) else [],
        "shallow": SHALLOW,
        "fadesAfter": FADES_AFTER,
        "series": [
            [series.number, series_name(series), material.findings(series.plan_doc, series.summary_doc)]
            for series in course.series
        ],
        "modules": [
            [module.name, clean(bare(module.title)), module.number[0],
             material.findings(module.plan_doc, module.record_doc)]
            for module in course.modules
        ],
        "lessons": [_lesson(material, at, modules, roots) for at in range(len(course.lessons))],
        "concepts": [_concept(material, root) for root in roots],
        "beliefs": list(_beliefs(material)),
        "models": [[image.at, image.kind, clean(image.words)] for image in images_before(course, len(course.lessons))],
    }  # fmt: skip


def _asks(material: Material) -> bool:
    return any(use.doubt == MEANT for uses in material.uses.values() for use in uses)


def _roots(material: Material) -> dict[int, int]:
    """The number of each concept by its root, in the order in which students meet them."""
    return {root: number for number, root in enumerate(dict.fromkeys(map(material.root, material.knowledge.events)))}


def _lesson(material: Material, at: int, modules: dict[tuple[int, int], int], roots: dict[int, int]) -> list[Any]:
    lesson = material.course.lessons[at]
    card = lesson_node(material, at, full=True)
    home = modules[lesson.module] if lesson.module else -1
    title = clean(bare(lesson.title or lesson.slug))
    lines = [line for line in card.lines if not line.startswith(FINDINGS_SIGN)]
    needs = [_need(use, roots) for use in material.uses[at]]
    return [lesson.number, clean(lesson.slug), title, home, card.load, lines, card.findings, needs,
            _bridges(material, at, roots)]  # fmt: skip


def _need(use: Use, roots: dict[int, int]) -> list[int]:
    required = use.link.reference.required
    low = required.low if required.kind == "taught" else -1
    return [
        roots[use.root],
        use.event.order,
        KINDS.index(use.kind),
        low,
        use.link.depth_before,
        DOUBTS.index(use.doubt),
    ]


def _bridges(material: Material, at: int, roots: dict[int, int]) -> list[int]:
    """The earlier concepts that a lesson connects what it teaches to."""
    links = material.knowledge.lessons[at].links
    events = (event for link in links if link.reference.table == CONNECTIONS for event in link.targets)
    return list(dict.fromkeys(roots[material.root(event)] for event in events if event.order < at))


def _concept(material: Material, root: int) -> list[Any]:
    """Its name, its teaching events as depth and lessons, and the lessons that use it."""
    events = material.knowledge.groups.same(material.knowledge.events[root])
    used = {at for event in events for at in material.knowledge.uses(event)}
    taught = [[event.level, event.order, *(at for at in event.orders if at != event.order)] for event in events]
    return [root, clean(bare(events[0].row.concept)), taught, sorted(used)]


def _beliefs(material: Material) -> Iterable[list[Any]]:
    for at, lesson in enumerate(material.course.lessons):
        for each in lesson.plan.misconceptions if lesson.plan else ():
            yield [at, *(clean(bare(text)) for text in (each.belief, each.reason, each.negative))]
