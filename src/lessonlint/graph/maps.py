"""Maps: a course by series, modules or lessons, with what carries over from one to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from lessonlint.graph.cards import lesson_node, module_node, series_name, series_node
from lessonlint.graph.drawing import (
    CARRIED,
    DOUBTED,
    GAP,
    LESSON,
    MODULE,
    PROBLEMS,
    SERIES,
    UNMET,
    Cluster,
    Drawing,
    Edge,
    Node,
    clean,
)
from lessonlint.graph.uses import Material, Use
from lessonlint.wording import bare, counted

_ROW = 8
_TOLD = {UNMET: "unmet", GAP: "with a gap", DOUBTED: "in doubt"}


def draw_map(material: Material, level: str, lessons: Collection[int], title: str) -> Drawing:
    """The units of a level that hold some lessons, framed by what contains them."""
    units = {at: _unit(material, level, at) for at in lessons}
    keys = {key for key in units.values() if key}
    nodes = [node for node in _nodes(material, level, lessons) if node.key in keys]
    uses = [use for at in sorted(units) for use in material.uses[at] if use.event.order in units]
    edges = tuple(_edges(material, level, units, uses))
    clusters = tuple(_rows(material, level, {node.key: node for node in nodes}))
    return Drawing(title, tuple(nodes), edges, clusters, ladder=material.ladder, loads=material.loads, rows=True)


def _unit(material: Material, level: str, at: int) -> str:
    lesson = material.course.lessons[at]
    if level == LESSON or lesson.module is None:
        return f"lesson:{at}"
    number, module = lesson.module
    return f"module:{number}.{module}" if level == MODULE else f"series:{number}"


def _nodes(material: Material, level: str, lessons: Collection[int]) -> Iterator[Node]:
    course = material.course
    if level == SERIES:
        yield from (series_node(material, series) for series in course.series)
    elif level == MODULE:
        yield from (module_node(material, module) for module in course.modules)
    else:
        yield from (lesson_node(material, at) for at in sorted(lessons))


def _edges(material: Material, level: str, units: dict[int, str], uses: list[Use]) -> Iterator[Edge]:
    """One arrow between two units, of the gravest kind of what it carries; its label says what is not met."""
    pairs: dict[tuple[str, str], list[Use]] = defaultdict(list)
    for use in uses:
        source, target = units[use.event.order], units[use.at]
        if source != target:
            pairs[source, target].append(use)
    for (source, target), group in pairs.items():
        kinds = {use.kind for use in group}
        kind = next((each for each in PROBLEMS if each in kinds), CARRIED)
        names = tuple(dict.fromkeys(material.name(use.event) for use in group))
        yield Edge(source, target, kind, _label(material, level, group, names), names)


def _label(material: Material, level: str, group: list[Use], names: tuple[str, ...]) -> str:
    if level == LESSON:
        red = (use for use in group if use.kind in PROBLEMS)
        return "; ".join(dict.fromkeys(f"{material.name(use.event)}: {use.label}" for use in red))
    counts = [(len({use.root for use in group if use.kind == kind}), words) for kind, words in _TOLD.items()]
    told = [(number, words) for number, words in counts if number]
    if len(names) == 1:
        return ": ".join([names[0], *(words for _, words in told[:1])])
    parts = [f"{number} {words}" for number, words in told]
    if not parts:
        return counted(len(names), "concept")
    return ", ".join(parts).replace(" ", f" of {len(names)} ", 1)


def _rows(material: Material, level: str, nodes: dict[str, Node]) -> Iterator[Cluster]:
    """The frames: modules in rows by series, lessons in rows by module."""
    course = material.course
    if level == MODULE:
        for series in course.series:
            members = [f"module:{module.name}" for module in series.modules if f"module:{module.name}" in nodes]
            yield from in_rows(f"series:{series.number}", series_name(series), members)
    elif level == LESSON:
        for module in course.modules:
            indexes = material.inside(module)
            members = [f"lesson:{at}" for at in indexes if f"lesson:{at}" in nodes]
            yield from in_rows(f"module:{module.name}", clean(f"{module.name} {bare(module.title)}"), members)


def in_rows(key: str, name: str, members: Sequence[str]) -> Iterator[Cluster]:
    """The frames of some boxes: a long row goes on in the next."""
    for number, group in groupby(enumerate(members), key=lambda pair: pair[0] // _ROW):
        row = tuple(member for _, member in group)
        yield Cluster(f"{key}/{number}", name if number == 0 else f"{name} (continued)", row)
