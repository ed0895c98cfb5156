"""What breaks when a lesson goes or moves, or when a concept goes or is taught less deep.

Two answers, side by side: which prerequisites lose their ground, and what `check` says of the changed course that it
does not say of the present one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from lessonlint.analysis.changed import CannotChange, Changed, RowKey, made_shallower, rearranged
from lessonlint.analysis.ground import Ground
from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import LIKELY, SETTLED, Link
from lessonlint.concepts.references import PREREQUISITES, STATE
from lessonlint.concepts.rows import has_gap, taught_here
from lessonlint.concepts.sources import parts
from lessonlint.course.values import Lesson, ModuleNumber
from lessonlint.diagnostic import Diagnostic
from lessonlint.model.values import Prerequisite
from lessonlint.rule import Rule

TEACHING = ("LL101", "LL102", "LL103", "LL108", "LL202")
"""The rules whose findings are about the teaching, and not about what a lesson says of itself."""
NOT_TAUGHT = -1

Placed = Callable[[Event], tuple[float, int] | None]
"""Where an event stands after a change, with the step it reaches there; None when it is gone."""


class Lost(NamedTuple):
    """A row whose ground is gone: the steps required, reached before and left (-1: not taught), and its lesson.

    `sure` says whether it is settled which concept the row means.
    """

    lesson: Lesson
    link: Link
    row: Prerequisite
    required: int
    before: int
    left: int
    sure: bool


class Broken(NamedTuple):
    """A lesson that a change breaks: the rows that lose their ground, and what `check` will say there.

    `known` are findings about these rows that are there already; `mistaken` says whether `check` would take one of the
    rows for something else that is taught.
    """

    lesson: Lesson
    rows: tuple[Lost, ...]
    findings: tuple[Diagnostic, ...]
    known: tuple[Diagnostic, ...] = ()
    mistaken: bool = False


class Impact(NamedTuple):
    """What a change does. `what` says it in words, `mended` are the findings it makes go away.

    `upkeep` are findings of what is no teaching: plans, records and headers that have to follow. `renumbered` counts
    the rows whose source has a number that is another one afterwards.
    """

    ground: Ground
    what: str
    broken: tuple[Broken, ...]
    elsewhere: tuple[Diagnostic, ...]
    mended: tuple[Diagnostic, ...]
    upkeep: tuple[Diagnostic, ...]
    renumbered: int


def without_lesson(ground: Ground, at: int) -> Impact:
    """What breaks without a lesson. Raises `CannotChange`."""
    lesson = ground.course.lessons[at]
    number = _module_of(lesson)
    rest = [each for each in ground.course.lessons if each.module == number and each is not lesson]
    return _impact(ground, rearranged(ground, {number: rest}), f"Without {lesson.name}")


def with_lesson_at(ground: Ground, at: int, module: ModuleNumber, order: int) -> Impact:
    """What breaks when a lesson moves to a place, counted from 1 in its new module. Raises `CannotChange`."""
    lesson = ground.course.lessons[at]
    home = _module_of(lesson)
    course = ground.course
    kept = {
        number: [each for each in course.lessons if each.module == number and each is not lesson]
        for number in (home, module)
    }
    if not any(each.number == module for each in course.modules):
        raise CannotChange(f"There is no module {module[0]}.{module[1]}")
    if not 0 < order <= len(kept[module]) + 1:
        raise CannotChange(f"Module {module[0]}.{module[1]} has places 1 to {len(kept[module]) + 1}, not {order}")
    kept[module].insert(order - 1, lesson)
    return _impact(ground, rearranged(ground, kept), f"With {lesson.name} at {module[0]}.{module[1]}.{order}")


def with_concept_at(ground: Ground, events: Sequence[Event], step: int, what: str) -> Impact:
    """What breaks when some index rows reach no more than a step of the ladder; below 0, when they are gone."""
    rows: dict[RowKey, int] = {(event.doc.path, event.row.row.start): step for event in events}
    return _impact(ground, made_shallower(ground, rows), what, rows)


def _module_of(lesson: Lesson) -> ModuleNumber:
    if lesson.module is None:
        raise CannotChange(f"Nobody says which module {lesson.name} is in")
    return lesson.module


def _impact(ground: Ground, changed: Changed, what: str, rows: dict[RowKey, int] | None = None) -> Impact:
    caps = rows or {}

    def placed(event: Event) -> tuple[float, int] | None:
        places = [place for order in event.orders if (place := changed.places[order]) is not None]
        cap = caps.get((event.doc.path, event.row.row.start), event.level)
        gone = cap < 0 <= event.level or changed.places[event.order] is None
        return None if gone or not places else (max(places), min(cap, event.level))

    found = list(lost(ground.knowledge, changed.places.__getitem__, placed))
    before, after = (each.diagnostics(is_teaching) for each in (ground, changed.ground))
    new = _new(before, after)
    # A row that has lost its ground is not mended when a rule falls silent about it.
    ruined = set(map(_key, found))
    gone = [each for each in _new(after, before) if (each.place.path, each.key.concept) not in ruined]
    kept = [lesson for at, lesson in enumerate(ground.course.lessons) if changed.places[at] is not None]
    by_path = {lesson.doc.path: lesson for lesson in kept if lesson.doc}
    here = {doc.path for doc in changed.ground.course.docs}
    known = [each for each in after if each not in new]
    readings = _readings(changed.ground)

    def broken_at(lesson: Lesson) -> Broken:
        lost_rows = tuple(each for each in found if each.lesson is lesson)
        keys = set(map(_key, lost_rows))
        return Broken(
            lesson,
            lost_rows,
            tuple(each for each in new if by_path.get(each.place.path) is lesson),
            tuple(each for each in known if (each.place.path, each.key.concept) in keys),
            any(readings[key].targets for key in keys if key in readings),
        )

    broken = [broken_at(lesson) for lesson in kept]
    return Impact(
        ground,
        what,
        tuple(each for each in broken if each.rows or each.findings),
        tuple(each for each in new if each.place.path not in by_path),
        tuple(each for each in gone if each.place.path in here),
        tuple(_new(*(each.diagnostics(lambda rule: not is_teaching(rule)) for each in (ground, changed.ground)))),
        _renumbered(ground, changed),
    )


def lost(before: Knowledge, moved: Callable[[int], float | None], event: Placed) -> Iterator[Lost]:
    """The rows that have less ground than before, and too little; `moved` says where a lesson stands then, if at all.

    As `check` does, it believes a concept to be as deep as anything that may teach it too. A row that was not met
    before counts as well: what little it stood on is gone. What a row means is taken from before the change: with its
    concept gone, its words would be taken for something else that resembles it.
    """
    for linked in before.lessons:
        at, plan = moved(linked.at), linked.lesson.plan
        if at is None or plan is None:
            continue
        for link in linked.of(PREREQUISITES):
            row = link.reference.prerequisite
            if row is None or not link.targets or has_gap(plan, row) or taught_here(row):
                continue
            required = row.required_depth.low if row.required_depth.kind == "taught" else 0
            same = {each.id: each for target in link.targets for each in before.groups.same(target)}
            like = {each.id: each for target in link.targets for each in before.groups.possible(target)}
            then = max([each.level for each in same.values() if each.order < linked.at], default=NOT_TAUGHT)
            left = _deepest(same, event, at)
            if required > max(left, _deepest(like, event, at)) and left < then:
                yield Lost(linked.lesson, link, row, required, then, left, link.standing in (SETTLED, LIKELY))


def _deepest(events: dict[int, Event], place: Placed, at: float) -> int:
    found = [placed for each in events.values() if (placed := place(each)) is not None]
    return max([level for order, level in found if order < at], default=NOT_TAUGHT)


def _renumbered(ground: Ground, changed: Changed) -> int:
    """How many rows cite a lesson by a number that it does not have afterwards; what is gone is no such lesson."""
    lessons, after = ground.course.lessons, changed.ground.course.lessons
    places = [(lesson.number, changed.places[at]) for at, lesson in enumerate(lessons)]
    moved = {number for number, place in places if place is not None and after[place].number != number}
    cited = (
        {".".join(map(str, part.number)) for part in parts(link.reference.source.value)}
        for linked in ground.knowledge.lessons
        if changed.places[linked.at] is not None
        for link in linked.of(PREREQUISITES, STATE)
    )
    return sum(not moved.isdisjoint(numbers) for numbers in cited)


def _key(row: Lost) -> tuple[str, str]:
    return row.link.reference.doc.path, row.row.concept.value


def _readings(ground: Ground) -> dict[tuple[str, str], Link]:
    """What each prerequisite is taken to mean, by its file and words."""
    links = [link for linked in ground.knowledge.lessons for link in linked.of(PREREQUISITES)]
    return {(link.reference.doc.path, link.reference.concept.value): link for link in links}


def is_teaching(rule: Rule) -> bool:
    """Whether a rule is about the teaching."""
    return rule.code in TEACHING


def _new(before: Sequence[Diagnostic], after: Sequence[Diagnostic]) -> list[Diagnostic]:
    known = {each.key for each in before}
    return [each for each in after if each.key not in known]
