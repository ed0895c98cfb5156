"""Teaching events: every row of every concept index, in course order."""

from __future__ import annotations

from typing import NamedTuple

from lessonlint.concepts.names import Name, read_name, stems
from lessonlint.course.build import slugs_in
from lessonlint.course.values import Course, Module, ModuleNumber
from lessonlint.model.documents import Doc
from lessonlint.model.values import ConceptRow


class Event(NamedTuple):
    """A concept is taught to some depth. `order` is the lesson's index in course order, `orders` all that share it.

    `level` is the step of the ladder reached, -1 where the row names none. `notes` and `place` are the stems of the
    row's notes and of the lesson's slug.
    """

    id: int
    doc: Doc
    row: ConceptRow
    name: Name
    notes: tuple[str, ...]
    place: tuple[str, ...]
    orders: tuple[int, ...]
    order: int
    module: ModuleNumber
    level: int

    def speaks_of(self, words: frozenset[str]) -> bool:
        """Whether its name and its notes together have all of some words."""
        return words.issubset((*self.name.head, *self.name.gloss, *self.notes))


def teaching_events(course: Course) -> tuple[Event, ...]:
    """The teaching events of a course, in the order in which students meet them."""
    index = {lesson.slug: order for order, lesson in enumerate(course.lessons)}
    found: list[Event] = []
    for module in course.modules:
        if module.record is None or module.record_doc is None:
            continue
        for row in module.record.index:
            orders = _orders(row, module, index)
            if orders:
                found.append(_event(module, module.record_doc, row, orders, course))
    found.sort(key=lambda event: (event.order, event.row.row.start))
    return tuple(event._replace(id=number) for number, event in enumerate(found))


def _orders(row: ConceptRow, module: Module, index: dict[str, int]) -> tuple[int, ...]:
    named = [index[slug] for slug in slugs_in(row.lesson.value) if slug in index]
    if named:
        return tuple(sorted(named))
    taught = [index[x.slug] for x in module.lessons if any(own is row for _, own in x.taught) and x.slug in index]
    return tuple(taught)


def _event(module: Module, doc: Doc, row: ConceptRow, orders: tuple[int, ...], course: Course) -> Event:
    return Event(
        id=-1,
        doc=doc,
        row=row,
        name=read_name(row.concept.value),
        notes=stems(row.notes.value),
        place=stems(course.lessons[orders[-1]].slug.replace("-", " ")),
        orders=orders,
        order=orders[-1],
        module=module.number,
        level=row.level.high if row.level.kind == "taught" else -1,
    )
