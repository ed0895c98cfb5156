"""How far a course is recorded, so that absence means absence. Rows ask again and again, so it is counted once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from lessonlint.course.values import Course, Lesson, Module, Series
from lessonlint.model.documents import ModuleRecord


class Records:
    """What of a course is there and recorded. Lessons are given by their index in course order."""

    def __init__(self, course: Course) -> None:
        lessons = course.lessons
        self._closed = course.closed
        self._lessons = lessons
        self._recorded = next((at for at, lesson in enumerate(lessons) if not is_recorded(lesson)), len(lessons))
        self._unplanned = [at for at, lesson in enumerate(lessons) if not lesson.plan]
        self._series = {series.number: series for series in course.series}
        self._whole = {series.number for series in course.series if _is_whole(series)}

    def closed_before(self, at: int) -> bool:
        """Whether everything that comes before a lesson is part of the input and recorded.

        A course that is closed is enough. Without one, each earlier series has to be closed and none may be missing,
        and of the lesson's own series each module up to its own.
        """
        number = self._lessons[at].module
        if number is None or at > self._recorded:
            return False
        if self._closed:
            return True
        earlier = (self._series.get(series) for series in range(1, number[0]))
        own = {module.number[1] for module in self._series[number[0]].modules if module.closed}
        return all(each and each.closed for each in earlier) and own.issuperset(range(1, number[1] + 1))

    def recorded_before(self, at: int) -> bool:
        """Whether every lesson before one is recorded, as far as anything in the input tells which there are."""
        number = self._lessons[at].module
        if number is None or at > self._recorded or not self._whole.issuperset(range(1, number[0])):
            return False
        return _is_contiguous(module for module in self._series[number[0]].modules if module.number <= number)

    def planned_between(self, one: int, other: int) -> bool:
        """Whether the plan of every lesson between two is part of the input."""
        after = bisect_right(self._unplanned, one)
        return after == len(self._unplanned) or self._unplanned[after] >= other

    def is_whole(self, series: int) -> bool:
        """Whether every module of a series is recorded, as far as anything in the input tells."""
        return series in self._whole


def is_recorded(lesson: Lesson) -> bool:
    """Whether the record of its module tells of a lesson; one without an index that can be read tells too little."""
    if lesson.summary is None:
        return bool(lesson.taught)
    record = lesson.summary[0].body
    return bool(lesson.taught) or (isinstance(record, ModuleRecord) and bool(record.index))


def _is_whole(series: Series) -> bool:
    if not (series.plan_doc or series.summary_doc):
        return False
    return _is_contiguous(series.modules) and all(is_recorded(x) for module in series.modules for x in module.lessons)


def _is_contiguous(modules: Iterable[Module]) -> bool:
    found = [module.number[1] for module in modules]
    return found == list(range(1, len(found) + 1)) and bool(found)
