"""Maps: a course by series, modules or lessons, with what carries over from one to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from lessonlint.graph import drawing as kinds
from lessonlint.graph.cards import lesson_node, module_node, series_name, series_node
from lessonlint.graph.drawing import LESSON, MODULE, SERIES, Cluster, Drawing, Edge, Node, clean
from lessonlint.graph.material import Material, Use
from lessonlint.wording import bare, counted

_ROW = 8
_TOLD = {kinds.UNMET: "unmet", kinds.GAP: "with a gap", kinds.DOUBTED: "in doubt"}


def draw_map(material: Material, level: str, lessons: Collection[int], title: str) -> Drawing:
    """The units of a level that hold some lessons, framed by what contains them."""
    units = {at: unit_of(material, level, at) for at in lessons}
    nodes = tuple(map_nodes(material, level, units))
    edges, clusters = tuple(map_edges(material, level, units)), tuple(map_rows(material, level, nodes))
    return Drawing(title, nodes, edges, clusters, ladder=material.ladder, loads=material.loads, rows=True)


def unit_of(material: Material, level: str, at: int) -> str:
    """The key of the box that a lesson is part of at a level; a lesson of no module stands for itself."""
    lesson = material.course.lessons[at]
    if level == LESSON or lesson.module is None:
        return f"lesson:{at}"
    number, module = lesson.module
    return f"module:{number}.{module}" if level == MODULE else f"series:{number}"


def map_nodes(material: Material, level: str, units: Mapping[int, str]) -> Iterator[Node]:
    """The boxes of some lessons at a level, in course order."""
    course, keys = material.course, set(units.values())
    if level == SERIES:
        yield from (series_node(material, each) for each in course.series if f"series:{each.number}" in keys)
    elif level == MODULE:
        yield from (module_node(material, each) for each in course.modules if f"module:{each.name}" in keys)
    yield from (lesson_node(material, at) for at in sorted(units) if units[at] == f"lesson:{at}")


def map_edges(material: Material, level: str, units: Mapping[int, str]) -> Iterator[Edge]:
    """One arrow between two units, of the gravest kind of what it carries; its label says what is not deep enough."""
    pairs: dict[tuple[str, str], list[Use]] = defaultdict(list)
    for use in (use for at in sorted(units) for use in material.uses[at] if use.event.order in units):
        source, target = units[use.event.order], units[use.at]
        if source != target:
            pairs[source, target].append(use)
    for (source, target), group in pairs.items():
        carried = {use.kind for use in group}
        kind = next((each for each in kinds.PROBLEMS if each in carried), kinds.CARRIED)
        names = tuple(dict.fromkeys(material.name(use.event) for use in group))
        yield Edge(source, target, kind, _label(material, level, group, names), names)


def _label(material: Material, level: str, group: list[Use], names: tuple[str, ...]) -> str:
    if level == LESSON:
        lacking = (use for use in group if use.kind in kinds.PROBLEMS)
        return "; ".join(dict.fromkeys(f"{material.name(use.event)}: {use.label}" for use in lacking))
    counts = [(len({use.root for use in group if use.kind == kind}), words) for kind, words in _TOLD.items()]
    told = [(number, words) for number, words in counts if number]
    if len(names) == 1:
        return ": ".join([names[0], *(words for _, words in told[:1])])
    parts = [f"{number} {words}" for number, words in told]
    if not parts:
        return counted(len(names), "concept")
    return ", ".join(parts).replace(" ", f" of {len(names)} ", 1)


def map_rows(material: Material, level: str, nodes: Iterable[Node], side: str = "") -> Iterator[Cluster]:
    """The frames: modules in rows by series, lessons in rows by module. `side` tells their keys from others."""
    course, keys = material.course, {node.key for node in nodes}
    if level == MODULE:
        for series in course.series:
            members = [f"module:{module.name}" for module in series.modules if f"module:{module.name}" in keys]
            yield from in_rows(f"{side}series:{series.number}", series_name(series), members)
    elif level == LESSON:
        for module in course.modules:
            members = [f"lesson:{at}" for at in material.inside(module) if f"lesson:{at}" in keys]
            yield from in_rows(f"{side}module:{module.name}", clean(f"{module.name} {bare(module.title)}"), members)


def in_rows(key: str, name: str, members: Sequence[str]) -> Iterator[Cluster]:
    """The frames of some boxes: a long row goes on in the next."""
    for number, group in groupby(enumerate(members), key=lambda pair: pair[0] // _ROW):
        row = tuple(member for _, member in group)
        yield Cluster(f"{key}/{number}", name if number == 0 else f"{name} (continued)", row)
