"""Which picture is meant: what a name stands for, and what is drawn of it at a level."""

from __future__ import annotations

from typing import NamedTuple

from lessonlint.comparison import shared_words
from lessonlint.concepts.events import Event
from lessonlint.concepts.state import lesson_at
from lessonlint.course.values import Module
from lessonlint.graph.board import draw_board
from lessonlint.graph.cards import lesson_name
from lessonlint.graph.chain import draw_chain
from lessonlint.graph.drawing import CONCEPT, LESSON, MODULE, SERIES, Drawing, clean
from lessonlint.graph.history import draw_history
from lessonlint.graph.maps import draw_map, unit_of
from lessonlint.graph.material import Material
from lessonlint.wording import bare

LEVELS = (CONCEPT, LESSON, MODULE, SERIES)
_NEAR = 0.6
# More modules than this are neither read on one page nor drawn in seconds: the map shows series.
_MOST_MODULES = 120


class Target(NamedTuple):
    """What a name stands for: exactly one of these, or nothing for the whole course."""

    module: Module | None = None
    lesson: int | None = None
    event: Event | None = None


def target_named(material: Material, name: str) -> Target | None:
    """The module, lesson or concept of a name; None where nothing comes near it."""
    module = next((each for each in material.course.modules if each.name == name.strip()), None)
    if module:
        return Target(module=module)
    at = lesson_at(material.course, name)
    if at is not None:
        return Target(lesson=at)
    best = next(iter(material.knowledge.search(name)), None)
    if best and shared_words(name, best.row.concept.value) >= _NEAR:
        return Target(event=best)
    return None


def draw(material: Material, target: Target, level: str | None, up: int | None, down: int | None) -> Drawing:
    """The picture of a target: its own kind where no level is asked for, else the lessons it touches at that level."""
    title = title_of(material, target)
    if level is None and target.lesson is not None:
        behind = LESSON if up is not None else _units(material)
        return draw_chain(material, target.lesson, behind, up, down or 0, f"What {title} rests on")
    if level in (None, CONCEPT) and target.event is not None:
        return draw_history(material, target.event, title)
    lessons = _lessons(material, target)
    if level == CONCEPT or (level is None and target.module):
        return draw_board(material, lessons, title)
    return draw_map(material, level or _units(material), lessons, title)


def is_big(material: Material) -> bool:
    """Whether the map of the course shows its series instead of its modules."""
    return len(material.course.modules) > _MOST_MODULES


def _units(material: Material) -> str:
    """The level whose boxes fit on one page."""
    return SERIES if is_big(material) else MODULE


def keys_of(material: Material, drawing: Drawing, target: Target) -> frozenset[str]:
    """The boxes of a drawing that show a target, or that it lies in."""
    if target.event is not None:
        root = material.root(target.event)
        ids = {f"taught:{each.id}" for each in material.knowledge.groups.same(target.event)}
        shown = {x.key for x in drawing.nodes if x.key in ids or x.key.partition("@")[0] == f"concept:{root}"}
        return frozenset(shown) or _homes(material, drawing, [target.event.order])
    return _homes(material, drawing, _lessons(material, target))


def _homes(material: Material, drawing: Drawing, lessons: list[int]) -> frozenset[str]:
    keys = {node.key for node in drawing.nodes}
    found = ({unit_of(material, level, at) for at in lessons} & keys for level in (LESSON, MODULE, SERIES))
    return frozenset(next(filter(None, found), ()))


def _lessons(material: Material, target: Target) -> list[int]:
    if target.module:
        return material.inside(target.module)
    if target.lesson is not None:
        return [target.lesson]
    if target.event is not None:
        root = material.root(target.event)
        users = [at for at, uses in material.uses.items() if any(use.root == root for use in uses)]
        taught = [event.order for event in material.knowledge.groups.same(target.event)]
        return sorted({*users, *taught})
    return list(range(len(material.course.lessons)))


def title_of(material: Material, target: Target) -> str:
    """What a picture of a target is called."""
    if target.module:
        return clean(f"Module {target.module.name}: {bare(target.module.title)}")
    if target.lesson is not None:
        return lesson_name(material.course.lessons[target.lesson])
    if target.event is not None:
        return clean(bare(target.event.row.concept))
    doc = material.course.doc
    return clean(bare(doc.identity.title)) if doc and doc.identity.title else "The course"
