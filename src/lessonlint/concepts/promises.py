"""Promises: topics that a lesson leaves to a later place, “(Lesson 3)” or “deferred to Module 1.4”.

A place before the lesson is a look back, not a promise. What cannot be told apart (a lesson number that may count in
the series, a number belonging to another module) is no promise either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lessonlint.course.values import Course, Lesson, Module, Series
from lessonlint.model.documents import CourseDocument, Doc, SeriesDocument
from lessonlint.model.phrases import read_place
from lessonlint.source import Text
from lessonlint.vocabulary.translation import besides

_NUMBER = r"\d{1,2}(?![\d.]*\d)"
_LOOKS_BACK = re.compile(
    r"(?:\bfrom|\bcovered in|\btaught in|\bintroduced in|\bmentioned in|\bsince|\bin)\s*(?:both\s*)?$", re.IGNORECASE
)
_OPEN_END = re.compile(r"\s*(?:\+|or later|or beyond|and later|and beyond|onwards?)", re.IGNORECASE)
_ROW_PARTS = re.compile(r"\d+")
_NEXT = re.compile(r"\bnext[ \t]+lesson\b", re.IGNORECASE)


class _Patterns:
    """How a course names places, in our words and in the team's own."""

    def __init__(self, own: Mapping[str, tuple[str, ...]]) -> None:
        lesson, module, series, to, of = (besides(own, word) for word in ("lesson", "module", "series", "to", "of"))
        joined = rf"{_NUMBER}(?:[ \t]*(?:-|–|,|and|or|&|to{to})[ \t]*{_NUMBER})*"
        self.lessons = re.compile(rf"\b(?:lessons?{lesson})[ \t]+({joined})", re.IGNORECASE)
        self.modules = re.compile(rf"\b(?:modules?{module})[ \t]+(\d{{1,2}}\.\d{{1,2}})(?![\d.]*\d)", re.IGNORECASE)
        self.series = re.compile(rf"\b(?:series{series})[ \t]+({_NUMBER})", re.IGNORECASE)
        self.range = re.compile(rf"(\d+)[ \t]*(?:-|–|to{to})[ \t]*(\d+)")
        self.of_a_module = re.compile(rf"\s*(?:of|in|,|\({of})\s*(?:module|series{module}{series})\b", re.IGNORECASE)
        self.in_a_module = re.compile(rf"(?:(?:module{module})[\d.]+|(?:series{series})\d+)[,:(]?$", re.IGNORECASE)
        self.slugs = re.compile(
            rf"\b(?:deferred to|saved for|left (?:to|for)|comes in{besides(own, 'deferred to')})"
            r"[ \t]+`?([a-z0-9]+(?:-[a-z0-9]+)*)\b|\(`?([a-z0-9]+(?:-[a-z0-9]+)+)`?\)"
        )


class Promise(NamedTuple):
    """A topic and where it was left to: the words that name the place, and the lessons that could keep it.

    `exists` is False where the place is surely not there. `lessons` are given by their index in course order, and
    are empty where not every lesson of the place is known.
    """

    lesson: Lesson
    doc: Doc
    topic: Text
    place: Text
    exists: bool
    lessons: tuple[int, ...]


def promises(course: Course) -> Iterator[Promise]:
    """Every promise of a course, lesson by lesson."""
    places = _Places(course)
    for at, lesson in enumerate(course.lessons):
        for doc, topic in _left_out(lesson):
            numbered = list(places.read(at, lesson, doc, topic))
            yield from numbered or places.read_names(at, lesson, doc, topic)


def _left_out(lesson: Lesson) -> Iterator[tuple[Doc, Text]]:
    if lesson.doc and lesson.plan:
        for topic in (*lesson.plan.not_covered, *lesson.plan.not_about):
            yield lesson.doc, topic
    if lesson.summary:
        doc, summary = lesson.summary
        yield from ((doc, topic) for topic in summary.not_covered)


class _Places:
    """What there is in a course, by number, and what is known to be all there is."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.modules = {module.number: module for module in course.modules}
        self.series = {series.number: series for series in course.series}
        self.index = {lesson.slug: at for at, lesson in enumerate(course.lessons)}
        self.listed = _listed(course)
        self.patterns = _Patterns(course.vocabulary.own)

    def read(self, at: int, lesson: Lesson, doc: Doc, topic: Text) -> Iterator[Promise]:
        """The promises in one topic that was left out."""
        words, patterns = topic.value, self.patterns
        for match in patterns.lessons.finditer(words):
            module = self.modules.get(lesson.module) if lesson.module else None
            before = "".join(words[: match.start()].split())
            if module and not (patterns.of_a_module.match(words, match.end()) or patterns.in_a_module.search(before)):
                numbers = [number for number in _numbers(match[1], patterns.range) if number > lesson.order]
                found = [self.index[each.slug] for each in module.lessons if each.order in numbers]
                missing = _counts_in_module(lesson, module) and any(number > lesson.count for number in numbers)
                yield from _promise(lesson, doc, topic, match, bool(numbers), not missing, found)
        for match in patterns.modules.finditer(words):
            first, second = (int(part) for part in match[1].split("."))
            later = lesson.module is not None and (first, second) > lesson.module
            exists = (first, second) in self.modules or self._may_have(first, second)
            yield from _promise(lesson, doc, topic, match, later, exists, self._of_module(first, second))
        for match in patterns.series.finditer(words):
            number = int(match[1])
            later = lesson.module is not None and number > lesson.module[0]
            exists = number in self.series or number in self.listed or not self._whole_course()
            yield from _promise(lesson, doc, topic, match, later, exists, self._of_series(number))

    def read_names(self, at: int, lesson: Lesson, doc: Doc, topic: Text) -> Iterator[Promise]:
        """The promises of a topic that names a later lesson by its slug, or says “next lesson”."""
        for match in self.patterns.slugs.finditer(topic.value):
            named = self.index.get(match[1] or match[2], -1)
            yield from _promise(lesson, doc, topic, match, named > at, True, [named])
        for match in _NEXT.finditer(topic.value):
            known = at + 1 < len(self.course.lessons) and self.course.lessons[at + 1].module == lesson.module
            yield from _promise(lesson, doc, topic, match, known, True, [at + 1])

    def _of_module(self, series: int, number: int) -> list[int]:
        """The lessons of a module, if its plan or record lists them all."""
        module = self.modules.get((series, number))
        return [self.index[lesson.slug] for lesson in module.lessons] if module and module.plan else []

    def _of_series(self, number: int) -> list[int]:
        series = self.series.get(number)
        if series is None or not self._whole_series(number):
            return []
        planned = self._planned(series)
        if planned - {module.number[1] for module in series.modules}:
            return []
        return [at for module in series.modules for at in self._of_module(*module.number)]

    def _whole_series(self, number: int) -> bool:
        """Whether it is known which modules a series has."""
        series = self.series.get(number)
        return series is not None and (series.closed or bool(self._planned(series)))

    def _may_have(self, series: int, module: int) -> bool:
        """Whether a series plans a module, or does not say which it has."""
        return not self._whole_series(series) or module in self._planned(self.series[series])

    def _planned(self, series: Series) -> set[int]:
        body = series.plan_doc.body if series.plan_doc else None
        if not isinstance(body, SeriesDocument):
            return set()
        listed = {place[1] for row in body.modules if (place := read_place(row.number.value))}
        return listed | {module for module, _ in body.lessons if module is not None}

    def _whole_course(self) -> bool:
        return self.course.closed or bool(self.listed)


def _promise(
    lesson: Lesson, doc: Doc, topic: Text, match: re.Match[str], later: bool, exists: bool, lessons: list[int]
) -> Iterator[Promise]:
    if later and not _LOOKS_BACK.search(topic.value, 0, match.start()):
        open_end = _OPEN_END.match(topic.value, match.end())
        place = topic.group(match)
        yield Promise(lesson, doc, topic, place, exists, () if open_end else tuple(lessons))


def _numbers(words: str, range_: re.Pattern[str]) -> set[int]:
    numbers = {int(number) for number in _ROW_PARTS.findall(words)}
    for match in range_.finditer(words):
        numbers |= set(range(int(match[1]), int(match[2])))
    return numbers


def _counts_in_module(lesson: Lesson, module: Module) -> bool:
    """Whether “Lesson n” is surely a number in the module: the plan lists its lessons, and nobody counts otherwise."""
    if not (module.plan and module.plan.sequence):
        return False
    positions = lesson.plan.positions if lesson.plan else ()
    return all(p.scope == "module" and p.total in (None, lesson.count) for p in positions)


def _listed(course: Course) -> set[int]:
    """The numbers of the series that the course page lists."""
    if course.doc is None or not isinstance(course.doc.body, CourseDocument):
        return set()
    return {int(match[0]) for row in course.doc.body.series if (match := _ROW_PARTS.search(row.number.value))}
