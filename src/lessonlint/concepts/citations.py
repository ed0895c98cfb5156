"""What a source cell points at: lessons, modules, series, or knowledge from outside the course."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from lessonlint.concepts.spelling import may_be_renamed
from lessonlint.concepts.spoken import SpokenPlaces, in_module, speaks
from lessonlint.course.values import Course, ModuleNumber
from lessonlint.model.phrases import slugified, without_history
from lessonlint.vocabulary import folded

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HYPHENATED = re.compile(r"[a-z0-9]++(?:-[a-z0-9]++)++")
_LESSON = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{1,2})(?![\d.]*\d)")
_LESSON_RANGE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{1,2})\s*(?:-|–|to|→|->)\s*(\d{1,2})\.(\d{1,2})\.(\d{1,2})")
_MODULE = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})(?![\d.]*\d)")
_SERIES = re.compile(r"series\s+(\d{1,2})(?:\s*(?:-|–|to)\s*(\d{1,2}))?", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"prior(?! (?:lesson|module|series))|background|education|experience|programming|everyday|daily life|outside|school"
    r"|assumed|(?:general|common) (?:knowledge|sense)",
    re.IGNORECASE,
)
# A slug with the number that stands beside it, before or behind.
_NAMED = re.compile(
    rf"(?<![a-z0-9-])(?P<slug>{_HYPHENATED.pattern})(?: | ?\( ?)(?:lesson )?(?P<number>{_LESSON.pattern})"
    rf"|(?P<before>{_LESSON.pattern}) ?\( ?(?P<behind>{_HYPHENATED.pattern}) ?\)"
)
_SHORTEST_TITLE = 3

T = TypeVar("T")
Titles = dict[str, list[tuple[str, T]]]


# Most cells name lessons only, and Python makes a new empty set, of 216 bytes, each time.
_NO_NUMBERS, _NO_MODULES = frozenset[int](), frozenset[ModuleNumber]()


class Citation(NamedTuple):
    """What a source cell names. Lessons are given by their index in course order.

    `outside` means knowledge the student brings along; `unknown` are slugs and numbers that name nothing here.
    """

    lessons: frozenset[int] = frozenset()
    modules: frozenset[ModuleNumber] = frozenset()
    series: frozenset[int] = frozenset()
    outside: bool = False
    unknown: tuple[str, ...] = ()

    @property
    def says(self) -> bool:
        """Whether the cell names any place of the course."""
        return bool(self.lessons or self.modules or self.series)


class CitationReader:
    """Reads source cells against one course; equal cells are read once."""

    def __init__(self, course: Course) -> None:
        self._vocabulary = course.vocabulary
        self._lessons = course.lessons
        self._by_slug = {lesson.slug: index for index, lesson in enumerate(course.lessons)}
        self._by_number = {
            (*lesson.module, lesson.order): i for i, lesson in enumerate(course.lessons) if lesson.module
        }
        self._numbers = sorted(self._by_number)
        self._modules = {module.number for module in course.modules}
        titled = [module for module in course.modules if len(module.title) > _SHORTEST_TITLE]
        self._titles = _by_first_word((folded(module.title), module.number) for module in titled)
        self._module_slugs = module_slugs(course)
        self._lesson_titles = _by_first_word(_telling_titles(course))
        self._series = _by_first_word(
            (folded(doc.identity.title.value), series.number)
            for series in course.series
            for doc in (series.plan_doc, series.summary_doc)
            if doc and len(doc.identity.title.value) >= _SHORTEST_TITLE
        )
        self._spoken = SpokenPlaces(course.lessons)
        self._known: dict[str, Citation] = {}

    def read_in(self, cell: str, at: int) -> Citation:
        """What a cell of lesson `at` points at: its words may tell a place from where they stand."""
        found = self.read(cell)
        told = self._vocabulary.kind(cell)
        if found.lessons or not speaks(told):
            return found
        lessons, modules = self._spoken.lessons(told, at), self._spoken.modules(told, at)
        series = self._spoken.series(told, at)
        if not (lessons or modules or series):
            return found
        return Citation(lessons, found.modules | modules, found.series | series, unknown=found.unknown)

    def read(self, cell: str) -> Citation:
        """What a cell points at."""
        if cell not in self._known:
            told = without_history(cell, self._vocabulary.phrase)
            found = self._read(told)
            self._known[cell] = found if told == cell or found.says or found.unknown else self._read(cell)
        return self._known[cell]

    def _read(self, cell: str) -> Citation:
        slugs = [word for word in _SLUG.findall(cell) if "-" in word or word in self._by_slug]
        kinds = self._vocabulary.kind(cell)
        numbers = [(int(a), int(b), int(c)) for a, b, c in _LESSON.findall(cell)] + list(in_module(kinds))
        lessons = {self._by_slug[slug] for slug in slugs if slug in self._by_slug}
        others = self._numbers_of_others(cell)
        lessons |= {self._by_number[number] for number in numbers if number in self._by_number and number not in others}
        for match in _LESSON_RANGE.finditer(cell):
            first, last = tuple(map(int, match.groups()[:3])), tuple(map(int, match.groups()[3:]))
            within = slice(bisect_left(self._numbers, first), bisect_right(self._numbers, last))
            lessons |= {self._by_number[number] for number in self._numbers[within]}
        modules = {(int(a), int(b)) for a, b in _MODULE.findall(cell)} & self._modules
        series = {n for m in _SERIES.finditer(kinds) for n in range(int(m[1]), int(m[2] or m[1]) + 1)}
        words = f" {folded(_HYPHENATED.sub(' ', cell))} "
        modules |= set(_named(self._titles, words))
        series |= set(_named(self._series, words))
        lessons = lessons or set(_named(self._lesson_titles, words))
        modules |= {self._module_slugs[slug] for slug in slugs if slug in self._module_slugs}
        strange = [slug for slug in slugs if slug not in self._by_slug and slug not in self._module_slugs]
        unknown = [slug for slug in strange if "-" in slug and not slug[0].isdigit()]
        unknown += [".".join(map(str, number)) for number in numbers if number not in self._by_number]
        named = bool(lessons or modules or series)
        outside = not named and _OUTSIDE.search(self._vocabulary.phrase(cell)) is not None
        return Citation(
            frozenset(lessons) or _NO_NUMBERS, frozenset(modules) or _NO_MODULES, frozenset(series) or _NO_NUMBERS,
            outside, tuple(unknown),
        )  # fmt: skip

    def _numbers_of_others(self, cell: str) -> set[tuple[int, int, int]]:
        """The numbers that lessons have now, but not the ones whose slugs stand beside them: these are gone."""
        found = set()
        for match in _NAMED.finditer(cell):
            slug = match["slug"] or match["behind"]
            series, module, order = map(int, (match["number"] or match["before"]).split("."))
            index = self._by_number.get((series, module, order))
            if index is None or slug in self._by_slug or slug in self._module_slugs:
                continue
            if not may_be_renamed(slug, self._lessons[index].slug):
                found.add((series, module, order))
        return found


def _telling_titles(course: Course) -> Iterator[tuple[str, int]]:
    """The titles that name a lesson in a sentence: of several words, and of nothing else in the course."""
    docs = [doc for series in course.series for doc in (series.plan_doc, series.summary_doc) if doc]
    taken = Counter(
        folded(title) for title in (*(x.title for x in course.modules), *(x.identity.title.value for x in docs))
    )
    taken.update(folded(lesson.title) for lesson in course.lessons)
    for index, lesson in enumerate(course.lessons):
        title = folded(lesson.title)
        if " " in title and taken[title] == 1:
            yield title, index


def _by_first_word(titled: Iterable[tuple[str, T]]) -> Titles[T]:
    """Titles by their first word, so that a cell is compared with few of them."""
    found: Titles[T] = defaultdict(list)
    for title, number in titled:
        found[title.partition(" ")[0]].append((title, number))
    return found


def _named(titles: Titles[T], words: str) -> Iterator[T]:
    """What has a title that stands among some words, and not inside a longer one that stands there."""
    among = [
        (f" {title} ", number)
        for word in dict.fromkeys(words.split())
        for title, number in titles.get(word, ())
        if f" {title} " in words
    ]
    return (number for title, number in among if not any(title in other != title for other, _ in among))


def module_slugs(course: Course) -> dict[str, ModuleNumber]:
    """Modules by the slug that their titles would have; where a lesson has that slug, it means the lesson."""
    lessons = {lesson.slug for lesson in course.lessons}
    slugs = {slugified(module.title): module.number for module in course.modules}
    return {slug: number for slug, number in slugs.items() if "-" in slug and slug not in lessons}
