"""Who says that a module, a series or a lesson is complete."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lessonlint.course.values import Course, Lesson
from lessonlint.model.documents import CourseDocument, Doc, SeriesDocument
from lessonlint.model.phrases import read_place, read_status
from lessonlint.model.values import ModuleRow
from lessonlint.source import Text

Claim = tuple[str, Doc, Text, Sequence[Lesson]]

_COMPLETE = "complete"
_NUMBER = re.compile(r"\d+")


def completed(course: Course) -> Iterator[Claim]:
    """Each statement that something is complete: what, where it is said, and the lessons it speaks for."""
    for claim in _statuses(course):
        status = read_status(claim[2], course.vocabulary.phrase)
        if status and status.state == _COMPLETE:
            yield claim


def built_lessons(course: Course) -> list[Lesson]:
    """The lessons that some document marks as built or complete, in course order. A review alone does not."""
    spoken_for = {lesson.name for _, _, _, lessons in completed(course) for lesson in lessons}
    return [each for each in (*course.lessons, *course.loose) if each.name in spoken_for or _is_built(each)]


def _is_built(lesson: Lesson) -> bool:
    plan, summary = lesson.plan, lesson.summary[1] if lesson.summary else None
    if summary is not None and summary.status is not None:
        return summary.status.state == _COMPLETE
    if plan and plan.status and plan.status.state == _COMPLETE:
        return True
    return bool(summary or lesson.taught or (plan and plan.built))


def _statuses(course: Course) -> Iterator[Claim]:
    """Each statement of a status with the lessons it speaks for, the nearest to the lessons first."""
    by_series = _by_series(course)
    for module in course.modules:
        for doc in (module.record_doc, module.plan_doc):
            if doc and (text := doc.header.get("status")):
                yield f"Module {module.name}", doc, text, module.lessons
    for series in course.series:
        for doc in (series.summary_doc, series.plan_doc):
            if doc and isinstance(doc.body, SeriesDocument):
                yield from _rows(course, by_series, doc, doc.body.modules)
                if text := doc.header.get("status"):
                    lessons = [lesson for module in series.modules for lesson in module.lessons]
                    yield f"Series {series.number}", doc, text, lessons
    if course.doc and isinstance(course.doc.body, CourseDocument):
        yield from _rows(course, by_series, course.doc, (*course.doc.body.modules, *course.doc.body.series))


def _by_series(course: Course) -> Mapping[int, Sequence[Lesson]]:
    found: dict[int, list[Lesson]] = defaultdict(list)
    for lesson in course.lessons:
        if lesson.module:
            found[lesson.module[0]].append(lesson)
    return found


def _rows(
    course: Course, by_series: Mapping[int, Sequence[Lesson]], doc: Doc, rows: Iterable[ModuleRow]
) -> Iterator[Claim]:
    """The rows of a table of modules or series."""
    for row in rows:
        place = read_place(row.number.value)
        if place and (module := course.find(place[:2])):
            yield f"Module {module.name}", doc, row.status, module.lessons
        elif number := _NUMBER.search(row.number.value):
            yield f"Series {number[0]}", doc, row.status, by_series.get(int(number[0]), [])
