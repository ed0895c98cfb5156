"""References: every place where a document names a concept that is, or should be, taught somewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from lessonlint.course.values import Course, Lesson
from lessonlint.model.documents import Doc, SeriesDocument
from lessonlint.model.values import ConceptRow, Prerequisite
from lessonlint.source import Place, Text
from lessonlint.vocabulary import Depth

PREREQUISITES, STATE, CONNECTIONS, TARGETS, ROLL_UP = "prerequisites", "state", "connections", "targets", "roll-up"
OWN_TABLES = (TARGETS, ROLL_UP)
_ID = re.compile(r"\{#[\w-]+\}")
_NO_DEPTH = Depth("unknown")


class Reference(NamedTuple):
    """A concept named in some row. `at` is the index, in course order, of the lesson that names it.

    `required` and `actual` are the depths the row asks for and claims; `only` limits what may be meant to the
    lessons with these indexes (a lesson's own targets, a module's roll-up).
    """

    table: str
    doc: Doc
    concept: Text
    source: Text
    status: Text
    row: Text
    required: Depth
    actual: Depth
    at: int
    only: frozenset[int] = frozenset()
    prerequisite: Prerequisite | None = None

    @property
    def place(self) -> Place:
        """Where the concept is named."""
        return self.doc.at(self.concept)

    @property
    def words(self) -> str:
        """The concept's name without the id behind it."""
        name = self.concept.value
        return (_ID.sub("", name) if "{#" in name else name).strip()


def references(course: Course) -> Iterator[Reference]:
    """Every reference of a course, lesson by lesson in course order, then the roll-ups."""
    for at, lesson in enumerate(course.lessons):
        if lesson.doc and lesson.plan:
            yield from lesson_references(lesson, lesson.doc, at)
    lessons = defaultdict(list)
    for at, lesson in enumerate(course.lessons):
        lessons[lesson.module].append(at)
    modules = {module: frozenset(within) for module, within in lessons.items()}
    for series in course.series:
        doc = series.summary_doc
        if doc and isinstance(doc.body, SeriesDocument):
            for module, row in doc.body.roll_up:
                if module is not None and (only := modules.get((series.number, module))):
                    yield _concept(ROLL_UP, doc, row, max(only), only)


def lesson_references(lesson: Lesson, doc: Doc, at: int) -> Iterator[Reference]:
    """The references of one lesson plan."""
    plan = lesson.plan
    if plan is None:
        return
    for row in plan.prerequisites:
        if row.concept:
            depths = (row.required_depth, row.actual_depth)
            yield Reference(
                PREREQUISITES, doc, row.concept, row.source, row.status, row.row, *depths, at, prerequisite=row
            )
    for state in plan.state:
        if state.concept:
            yield _concept(STATE, doc, state, at)
    for bridge in plan.connections:
        known = bridge.connection if bridge.is_new else bridge.concept
        if known:
            empty = Text("", known.end, known.end)
            source = bridge.source or known
            yield Reference(CONNECTIONS, doc, known, source, empty, bridge.row, _NO_DEPTH, _NO_DEPTH, at)
    own = frozenset({at})
    for target in plan.targets:
        if target.concept:
            yield _concept(TARGETS, doc, target, at, own)


def _concept(table: str, doc: Doc, row: ConceptRow, at: int, only: frozenset[int] = frozenset()) -> Reference:
    empty = Text("", row.concept.end, row.concept.end)
    return Reference(table, doc, row.concept, row.lesson, empty, row.row, _NO_DEPTH, row.level, at, only)
