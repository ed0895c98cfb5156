"""What a source cell says word by word: slugs and numbers as written, whether or not they name anything.

`citations` says what a cell means, this module whether its words hold together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from lessonlint.concepts.citations import Citation, module_slugs
from lessonlint.concepts.spelling import Spellings, may_be_renamed
from lessonlint.course.values import Course, Lesson, Module

_SPLIT = re.compile(r"[,;+&/]|->|→|\sand\s")
_PART = re.compile(
    r"(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)(?: ?[(:]? ?(?:module |lesson )?(?P<number>\d{1,2}(?:\.\d{1,2}){1,2}) ?\)?)?"
)
_BEHIND = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,2}) ?\( ?(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)+) ?\)")
_NUMBER = re.compile(r"(?:(?:module|lesson) )?(?P<number>\d{1,2}(?:\.\d{1,2}){1,2})", re.IGNORECASE)
_SERIES = re.compile(r"series (?P<series>\d{1,2})", re.IGNORECASE)
_NO_SLUG = frozenset({"series", "module", "modules", "lesson", "lessons", "multiple", "various", "course"})
_LETTER = re.compile(r"[a-z]")
_DIGITS = re.compile(r"\d+")
_NEAR, _VERY_NEAR = 0.75, 0.85
_TELLING_WORDS = 3

Number = tuple[int, ...]


class Part(NamedTuple):
    """One of the places a source cell names, as written. `number` is a series, a module or a lesson."""

    words: str
    slug: str = ""
    number: Number = ()


@lru_cache(maxsize=1 << 16)
def parts(cell: str) -> tuple[Part, ...]:
    """The places a source cell names. What is prose is left out."""
    return tuple(_parts(cell))


def _parts(cell: str) -> Iterator[Part]:
    for piece in _SPLIT.split(cell.replace("`", "").replace("*", "")):
        words = " ".join(piece.split()).strip(" .")
        if match := _SERIES.fullmatch(words):
            yield Part(words, number=_number(match["series"]))
        elif match := _NUMBER.fullmatch(words):
            yield Part(words, number=_number(match["number"]))
        elif match := _BEHIND.fullmatch(words) or _PART.fullmatch(words):
            slug = match["slug"]
            if slug not in _NO_SLUG and _LETTER.search(slug):
                yield Part(words, slug, _number(match["number"] or ""))


def is_unknown(cited: Citation) -> bool:
    """Whether a citation names a lesson that is not here."""
    return any(_LETTER.search(word) or "." in word for word in cited.unknown)


class SourceReader:
    """Judges the source cells of one course."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._by_slug: dict[str, list[Lesson]] = defaultdict(list)
        for lesson in course.lessons:
            self._by_slug[lesson.slug].append(lesson)
        self._by_number: dict[Number, Lesson] = {
            (*x.module, x.order): x for x in course.lessons if x.module and is_numbered(x)
        }
        self._module_slugs = module_slugs(course)
        self._modules: dict[Number, Module] = {module.number: module for module in course.modules}
        self._series = {series.number: series for series in course.series}

    def missing(self, part: Part) -> bool:
        """Whether a part names something that surely does not exist."""
        if not part.slug:
            return self._number_is_missing(part.number)
        if part.slug in self._by_slug or "-" not in part.slug:
            return False
        if part.slug in self._module_slugs:
            return bool(part.number) and part.number[:2] != self._module_slugs[part.slug]
        if part.number in self._by_number or self._course.closed:
            return True
        if module := self._modules.get(part.number[:2]):
            return module.closed
        if part.number:
            return self._number_is_missing(part.number[:2])
        return self._is_misspelt(part.slug)

    def is_strange(self, part: Part) -> bool:
        """Whether a part is a slug alone, of no lesson, like none, and no field of knowledge (`linear-algebra`).

        In a course that is recorded up to where it is cited, no lesson has that slug.
        """
        words = part.slug.split("-")
        if part.number or len(words) < _TELLING_WORDS or part.slug in self._by_slug or part.slug in self._module_slugs:
            return False
        short = any(set(words) < set(slug.split("-")) for slug in self._by_slug)
        return not short and not self._slugs.nearest(part.slug, _NEAR)

    def has_module(self, number: Number) -> bool:
        """Whether a number is that of a module, or of a lesson in one."""
        return number[:2] in self._modules

    def meant(self, part: Part) -> tuple[Lesson, ...]:
        """The lessons a part that names nothing may mean: the one spelt most like it, and the one with its number.

        The latter only where the slugs are alike: the number of a lesson that is gone is that of another one now.
        """
        found = self._slugs.nearest(part.slug, _NEAR) if part.slug else None
        numbered = self._by_number.get(part.number)
        if numbered and not may_be_renamed(part.slug, numbered.slug):
            numbered = None
        spelt = self._by_slug[found][0] if found else None
        return tuple({lesson.name: lesson for lesson in (numbered, spelt) if lesson}.values())

    def mismatch(self, part: Part) -> Lesson | None:
        """The lesson its slug names, when its number says another lesson or module."""
        named = self._by_slug.get(part.slug, [])
        if not part.number or not named or any(self._agrees(lesson, part.number) for lesson in named):
            return None
        return named[0]

    def numbered(self, number: Number) -> Lesson | None:
        """The lesson with this number."""
        return self._by_number.get(number)

    @staticmethod
    def _agrees(lesson: Lesson, number: Number) -> bool:
        if lesson.module is None:
            return True
        if lesson.module != number[:2]:
            return False
        return (
            len(number) < len((*lesson.module, lesson.order)) or not is_numbered(lesson) or lesson.order == number[-1]
        )

    def _number_is_missing(self, number: Number) -> bool:
        match number:
            case (series,):
                return self._course.closed and series not in self._series
            case (series, minor, *order):
                module = self._modules.get((series, minor))
                if module is None:
                    known = self._series.get(series)
                    return self._course.closed or bool(known and known.closed)
                return bool(order) and module.closed and order[0] > len(module.lessons) > 0
        return False

    def _is_misspelt(self, slug: str) -> bool:
        found = self._slugs.nearest(slug, _VERY_NEAR)
        if not found or _DIGITS.findall(slug) != _DIGITS.findall(found):
            return False
        return not set(slug.split("-")) < set(found.split("-"))  # a short form, or a lesson not here

    @cached_property
    def _slugs(self) -> Spellings:
        return Spellings(self._by_slug)


def is_numbered(lesson: Lesson) -> bool:
    """Whether a document says which number a lesson has."""
    return bool(lesson.planned or (lesson.doc and lesson.doc.identity.order == lesson.order))


def _number(words: str) -> Number:
    return tuple(int(digit) for digit in words.split(".") if digit)
