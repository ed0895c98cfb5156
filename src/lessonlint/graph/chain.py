"""What a lesson rests on: its prerequisites by concept, and the lessons behind them, back to the beginning."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from lessonlint.graph.cards import lesson_node
from lessonlint.graph.drawing import CARRIED, CONCEPT, PROBLEMS, Cluster, Drawing, Edge, Node, clean, merged
from lessonlint.graph.maps import in_rows
from lessonlint.graph.uses import Material, Use
from lessonlint.wording import bare


def draw_chain(material: Material, at: int, up: int | None, down: int, title: str) -> Drawing:
    """The lesson at an index with `up` steps of lessons before it (None: all) and `down` steps after it."""
    before = _within(up, at, lambda each: {use.event.order for use in material.uses[each]})
    after = _within(down, at, lambda each: {use.at for use in material.users.get(each, ())})
    lessons = sorted(before | after | {at})
    nodes = [lesson_node(material, each, full=each == at)._replace(target=each == at) for each in lessons]
    chips, edges = _direct(material, at, before)
    for each in lessons:
        known = set(lessons) - {each}
        edges += [_behind(material, use) for use in material.uses[each] if each != at and use.event.order in known]
    frames = [
        *_frames(material, [each for each in lessons if each < at]),
        *in_rows("needs", "What it needs itself", [chip.key for chip in chips]),
        Cluster("asked", "", (f"lesson:{at}",)),
        *_frames(material, [each for each in lessons if each > at]),
    ]
    drawn = tuple(merged(edges))
    return Drawing(title, (*nodes, *chips), drawn, tuple(frames), False, material.ladder, material.loads, rows=True)


def _behind(material: Material, use: Use) -> Edge:
    """What a lesson further back needs, told only where it is not met."""
    red = use.kind in PROBLEMS
    ends = f"lesson:{use.event.order}", f"lesson:{use.at}"
    name = material.name(use.event)
    return Edge(*ends, use.kind if red else CARRIED, f"{name}: {use.label}" if red else "", (name,))


def _within(steps: int | None, start: int, near: Callable[[int], set[int]]) -> set[int]:
    seen, waiting = {start}, deque([(start, 0)])
    while waiting:
        each, depth = waiting.popleft()
        if steps is None or depth < steps:
            for other in near(each) - seen:
                seen.add(other)
                waiting.append((other, depth + 1))
    return seen - {start}


def _direct(material: Material, at: int, before: set[int]) -> tuple[list[Node], list[Edge]]:
    """The concepts that the lesson itself names, each between the lesson that taught it and this one."""
    chips: dict[str, Node] = {}
    edges: list[Edge] = []
    for use in material.uses[at]:
        key, name = f"concept:{use.root}", material.name(use.event)
        chips.setdefault(key, Node(key, CONCEPT, name, depth=material.depth(use.event)))
        if use.event.order in before:
            edges.append(Edge(f"lesson:{use.event.order}", key, CARRIED, "", (name,)))
        edges.append(Edge(key, f"lesson:{at}", use.kind, use.label, (name,)))
    return list(chips.values()), edges


def _frames(material: Material, lessons: list[int]) -> Iterator[Cluster]:
    for module in material.course.modules:
        members = [f"lesson:{each}" for each in lessons if material.course.lessons[each].module == module.number]
        yield from in_rows(f"module:{module.name}", clean(f"{module.name} {bare(module.title)}"), members)
