"""Places told in words rather than by slug or number: `previous lesson`, `earlier in this module`, `the baking lesson`.

Only what comes before the lesson that says so is meant: nobody is told that a concept comes too late because of a
word that two lessons share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from lessonlint.concepts.names import stems
from lessonlint.course.values import Lesson, ModuleNumber

_SPEAKS = re.compile(r"\blessons?\b|\bmodule\b|\bseries\b", re.IGNORECASE)
_BESIDE = r"[\s,;:(–—-]{1,4}"
_LESSONS = r"\blessons? (\d{1,2}(?!\d|\.\d)(?:(?:, | ?[-–&] ?| and | to )\d{1,2}(?!\d|\.\d)){0,8})"
_MODULE_AND_LESSONS = re.compile(rf"(?<![\d.])(\d{{1,2}})\.(\d{{1,2}}){_BESIDE}{_LESSONS}", re.IGNORECASE)
_LESSONS_OF_MODULE = re.compile(
    rf"{_LESSONS}{_BESIDE}(?:of |in )?(?:module )?(\d{{1,2}})\.(\d{{1,2}})(?![\d.]*\d)", re.IGNORECASE
)
_RANGE = re.compile(r"(\d+)(?: ?[-–] ?| to )(\d+)")
_ONE_BEFORE = re.compile(r"\b(?:previous|last|preceding|prior) lesson\b|\blesson before\b", re.IGNORECASE)
_OWN_MODULE = re.compile(r"\b(?:this|same|current) module\b|\b(?:earlier|above) in the module\b", re.IGNORECASE)
_OWN_SERIES = re.compile(r"\b(?:this|same|current) series\b|\b(?:earlier|above) in the series\b", re.IGNORECASE)
_NUMBERED = re.compile(_LESSONS, re.IGNORECASE)
_MODULE, _SERIES = (re.compile(rf"\b{kind} (\d{{1,2}})\b(?!\.\d)", re.IGNORECASE) for kind in ("module", "series"))
_SOME_MODULE = re.compile(r"\bmodule \d|\d\.\d", re.IGNORECASE)
_ABOUT = re.compile(r"(?:\bthe |^)((?:[\w-]+ ){1,3})lesson\b|\blesson (?:on|about) ([\w -]+)", re.IGNORECASE)


def speaks(cell: str) -> bool:
    """Whether a cell may tell a place in words."""
    return _SPEAKS.search(cell) is not None


def in_module(cell: str) -> Iterator[tuple[int, int, int]]:
    """The lessons of a cell that are counted within a module that is named: `Module 1.1, lesson 3`."""
    found = [each.groups() for each in _MODULE_AND_LESSONS.finditer(cell)]
    found += [(each[2], each[3], each[1]) for each in _LESSONS_OF_MODULE.finditer(cell)]
    for series, module, lessons in found:
        for order in sorted(_orders(lessons)):
            yield int(series), int(module), order


def _orders(numbers: str) -> set[int]:
    """The numbers of a list such as `1, 2 and 4` or `1-3`."""
    found = {int(number) for number in re.findall(r"\d+", numbers)}
    return found.union(*(range(int(first), int(last)) for first, last in _RANGE.findall(numbers)))


class SpokenPlaces:
    """Reads what the words of a cell say of the places before the lesson they stand in."""

    def __init__(self, lessons: Sequence[Lesson]) -> None:
        self._lessons = lessons

    def lessons(self, cell: str, at: int) -> frozenset[int]:
        """The earlier lessons that a cell in lesson `at` tells of."""
        before = at - 1
        found = {before} if _ONE_BEFORE.search(cell) and self._follows(before, at) else set()
        orders = {order for numbers in _NUMBERED.findall(cell) for order in _orders(numbers)}
        if orders and not _SERIES.search(cell):
            own = self._lessons[at].module
            modules = self._numbered(cell, at) if _SOME_MODULE.search(cell) or not own else {own}
            found |= {i for i in range(at) if self._lessons[i].module in modules and self._lessons[i].order in orders}
        return frozenset(found or self._about(cell, at))

    def modules(self, cell: str, at: int) -> frozenset[ModuleNumber]:
        """The modules that a cell in lesson `at` counts within its series, and its own where that is said."""
        own = self._lessons[at].module
        if not own:
            return frozenset()
        numbered = set() if _SERIES.search(cell) else self._numbered(cell, at)
        return frozenset(numbered | ({own} if _OWN_MODULE.search(cell) else set()))

    def series(self, cell: str, at: int) -> frozenset[int]:
        """The series of lesson `at`, where a cell says that it is meant."""
        module = self._lessons[at].module
        return frozenset([module[0]]) if module and _OWN_SERIES.search(cell) else frozenset()

    def _numbered(self, cell: str, at: int) -> set[ModuleNumber]:
        """The modules up to that of lesson `at` whose numbers in its series a cell has: `Module 2`."""
        own, numbers = self._lessons[at].module, _MODULE.findall(cell)
        if not own or not numbers:
            return set()
        counted = {(own[0], int(number)) for number in numbers}
        return counted.intersection(lesson.module for lesson in self._lessons[: at + 1] if lesson.module)

    def _follows(self, one: int, other: int) -> bool:
        """Whether no lesson can stand between two: in a part of a course the one before may not be here."""
        if one < 0 or not (first := self._lessons[one]).module or not (then := self._lessons[other]).module:
            return False
        if first.module == then.module:
            return first.order + 1 == then.order
        return then.order == 1 and first.order == first.count > 0 and _next(first.module) == then.module

    def _about(self, cell: str, at: int) -> set[int]:
        """The one earlier lesson whose title or slug has all words by which a cell calls it."""
        found: set[int] = set()
        for match in _ABOUT.finditer(cell):
            words = frozenset(stems(match[1] or match[2]))
            having = [index for index in range(at) if words <= self._places[index]] if words else []
            found |= set(having) if len(having) == 1 else set()
        return found

    @cached_property
    def _places(self) -> list[frozenset[str]]:
        return [frozenset(stems(f"{lesson.slug} {lesson.title}")) for lesson in self._lessons]


def _next(module: ModuleNumber) -> ModuleNumber:
    return module[0], module[1] + 1
