"""The course as it would be: lessons taken out, moved or put in another order, concepts taught less deep or not at all.

The documents are changed as an author would change them (the plan's sequence, the record's index and summaries, the
lesson's own header, and the numbers by which others cite lessons) and the course is built from them again. So
whatever is asked of the changed course is answered by the code that answers it of the present one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from lessonlint.analysis.ground import Ground
from lessonlint.course.values import Course, Lesson, ModuleNumber
from lessonlint.model.documents import Doc, LessonPlan, ModulePlan, ModuleRecord
from lessonlint.model.values import ConceptRow, LessonSummary, LoadClaim, SequenceRow
from lessonlint.source import Text
from lessonlint.vocabulary import Depth

_NUMBER = re.compile(r"(?<![\d.])(\d{1,2}\.\d{1,2}\.\d{1,2})(?![\d.]*\d)")
# The place of a lesson that is gone: in its module, and further on than any lesson.
_NOWHERE = 99

Sequences = Mapping[ModuleNumber, Sequence[Lesson]]
RowKey = tuple[str, int]


class CannotChange(Exception):
    """The documents do not say enough for such a change; the message is for people."""


class Changed(NamedTuple):
    """A changed course with what became of each lesson: its index before and after (None: it is gone)."""

    ground: Ground
    places: Mapping[int, int | None]


def rearranged(ground: Ground, sequences: Sequences) -> Changed:
    """The course with other lessons in some modules, in other orders. Raises `CannotChange`.

    A lesson of a named module that stands in none of the new sequences is taken out.
    """
    course = ground.course
    for number, lessons in sequences.items():
        module = course.find(number)
        if module is None or module.plan is None or not module.plan.sequence:
            name = ".".join(map(str, number))
            raise CannotChange(f"Module {name} has no plan with a lesson sequence, so its order is nobody's to change")
        if module.record is None and any(lesson.module != number for lesson in lessons):
            raise CannotChange(f"Module {module.name} has no record that could take in what a lesson teaches")
    arrangement = _Arrangement(course, sequences)
    docs = [changed for doc in course.docs if (changed := arrangement.doc(doc))]
    after = ground.rebuilt(docs)
    return Changed(after, _places(course, after.course, arrangement.numbers))


def made_shallower(ground: Ground, rows: Mapping[RowKey, int]) -> Changed:
    """The course with some index rows, by path and start, taught no deeper than a step; below 0 removes a row."""
    docs = []
    for doc in ground.course.docs:
        if isinstance(doc.body, ModuleRecord) and any((doc.path, row.row.start) in rows for row in doc.body.index):
            kept = tuple(
                _capped(row, rows.get((doc.path, row.row.start)))
                for row in doc.body.index
                if rows.get((doc.path, row.row.start), 0) >= 0
            )
            doc = replace(doc, body=replace(doc.body, index=kept))
        docs.append(doc)
    return Changed(ground.rebuilt(docs), {at: at for at in range(len(ground.course.lessons))})


def _capped(row: ConceptRow, step: int | None) -> ConceptRow:
    if step is None or row.level.kind != "taught":
        return row
    return row._replace(level=Depth("taught", min(row.level.low, step), min(row.level.high, step)))


def _places(before: Course, after: Course, numbers: Mapping[str, str]) -> dict[int, int | None]:
    new = {(lesson.number, lesson.slug): at for at, lesson in enumerate(after.lessons)}
    return {
        at: new.get((numbers.get(lesson.number, lesson.number), lesson.slug))
        for at, lesson in enumerate(before.lessons)
    }


class _Arrangement:
    """Who stands where in a changed course, and what that makes of each document."""

    def __init__(self, course: Course, sequences: Sequences) -> None:
        self._course, self._sequences = course, sequences
        self._places = {
            id(lesson): (*number, order)
            for number, lessons in sequences.items()
            for order, lesson in enumerate(lessons, 1)
        }
        named = [lesson for lesson in course.lessons if lesson.module in sequences or id(lesson) in self._places]
        self._gone = {id(lesson) for lesson in named if id(lesson) not in self._places}
        self.numbers = {
            lesson.number: ".".join(map(str, self._places.get(id(lesson), (*(lesson.module or ()), _NOWHERE))))
            for lesson in named
        }
        self._by_path = {lesson.doc.path: lesson for lesson in named if lesson.doc}
        gone = {path for path, lesson in self._by_path.items() if id(lesson) in self._gone}
        self._gone_paths = gone | {
            doc.path for group in course.duplicates if any(x.path in gone for x in group) for doc in group
        }

    def doc(self, doc: Doc) -> Doc | None:
        """A document as it would be; None when it goes with its lesson."""
        if doc.path in self._gone_paths:
            return None
        match doc.body:
            case LessonPlan():
                return self._lesson(doc, doc.body)
            case ModulePlan() if (lessons := self._owned(doc)) is not None:
                sequence = tuple(_sequence_row(lesson) for lesson in lessons)
                claims = tuple(claim for lesson in lessons for claim in _claims(lesson))
                return replace(doc, body=doc.body._replace(sequence=sequence, loads=claims))
            case ModuleRecord():
                return replace(doc, body=self._record(doc, doc.body))
            case _:
                return doc

    def _owned(self, doc: Doc) -> Sequence[Lesson] | None:
        """The new lessons of the module whose plan or record a document is."""
        for number, lessons in self._sequences.items():
            module = self._course.find(number)
            if module and (doc is module.plan_doc or doc is module.record_doc):
                return lessons
        return None

    def _lesson(self, doc: Doc, plan: LessonPlan) -> Doc:
        moved = self._by_path.get(doc.path)
        if moved:
            series, module, order = self._places[id(moved)]
            slug = doc.identity.slug._replace(value=moved.slug)
            identity = doc.identity._replace(series=series, module=module, order=order, slug=slug)
            doc = replace(doc, identity=identity)
        body = plan._replace(
            prerequisites=tuple(row._replace(source=self._cited(row.source)) for row in plan.prerequisites),
            state=tuple(row._replace(lesson=self._cited(row.lesson)) for row in plan.state),
            connections=tuple(row._replace(source=self._cited(row.source)) for row in plan.connections),
        )
        return replace(doc, body=body)

    def _record(self, doc: Doc, record: ModuleRecord) -> ModuleRecord:
        owned = self._owned(doc)
        index: list[ConceptRow] = []
        summaries: list[LessonSummary] = []
        away = [x for x in self._course.lessons if id(x) in self._gone or id(x) in self._places]
        own = [lesson for lesson in self._course.lessons if any(doc is told for told, _ in lesson.taught)]
        for row in record.index:
            teachers = [lesson for lesson in own if any(row is taught for _, taught in lesson.taught)]
            stays = [x for x in teachers if id(x) not in self._gone and (owned is None or x in owned)]
            if stays or not teachers:
                index.append(row)
        told = {id(lesson.summary[1]) for lesson in away if lesson.summary}
        summaries += [summary for summary in record.summaries if id(summary) not in told]
        for lesson in owned or ():
            home = self._course.find(lesson.module) if lesson.module else None
            if lesson.summary:
                summaries.append(lesson.summary[1]._replace(slug=lesson.slug))
            if home and home.record_doc is not doc:
                index += [row for _, row in lesson.taught]
        rows = (row._replace(lesson=self._cited(row.lesson), notes=self._cited(row.notes)) for row in index)
        return replace(record, index=tuple(rows), summaries=tuple(summaries))

    def _cited(self, text: Text) -> Text:
        """A cell with the lessons' new numbers."""
        words = _NUMBER.sub(lambda match: self.numbers.get(match[0], match[0]), text.value)
        return text if words == text.value else text._replace(value=words)


def _sequence_row(lesson: Lesson) -> SequenceRow:
    if lesson.planned:
        return lesson.planned[1]
    nothing = Text("", 0, 0)
    return SequenceRow(nothing, Text(lesson.slug, 0, 0), *(nothing,) * 6)


def _claims(lesson: Lesson) -> Iterable[LoadClaim]:
    """What a module's plan says of a lesson's load, by the lesson's name instead of its number."""
    for cited in lesson.loads:
        if isinstance(cited.doc.body, ModulePlan):
            yield cited.claim._replace(lesson=lesson.slug)
