"""What a mutant is, and what an operator sees: a clean curriculum, read, with help to write position-based edits."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import zip_longest
from typing import NamedTuple, TypeVar

from lessonlint.course.values import Course, Lesson, Module
from lessonlint.diagnostic import Edit
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.read import outline
from lessonlint.parse.document import Item, Paragraph, Part
from lessonlint.source import Place, Source, Text, line_starts
from lessonlint.vocabulary import DEFAULT_VOCABULARY

T = TypeVar("T")


class Spot(NamedTuple):
    """Where a fault must be told: an offset in the untouched file, and how many lines below it in the mutant.

    Of a file that the mutant adds or replaces whole, the offset is one in its new text.
    """

    path: str
    offset: int
    down: int = 0


@dataclass(frozen=True)
class Mutant:
    """One fault: edits of files or whole files, and the spots of which one must be reported.

    `crash` is a rule that is made to raise when it looks at a file; `complete` is what the settings call complete.
    """

    edits: tuple[Edit, ...]
    at: tuple[Spot, ...]
    files: tuple[tuple[str, bytes], ...] = ()
    crash: tuple[str, str] = ("", "")
    complete: tuple[str, ...] = ()
    code: str = ""
    operator: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tree:
    """A curriculum as operators see it. `noted` are the lines that already have a finding: no place for a fault."""

    root: str
    course: Course
    sources: dict[str, Source]
    noted: frozenset[tuple[str, int]] = frozenset()
    _starts: dict[str, list[int]] = field(default_factory=dict)

    @property
    def docs(self) -> Sequence[Doc]:
        """Every document."""
        return self.course.docs

    @property
    def modules(self) -> Sequence[Module]:
        """Every module whose plan and record stand alone."""
        return [module for module in self.course.modules if not module.disputed]

    @cached_property
    def plans(self) -> list[tuple[Doc, LessonPlan]]:
        """Every lesson plan with its document."""
        return [(doc, doc.body) for doc in self.docs if isinstance(doc.body, LessonPlan)]

    @cached_property
    def lessons(self) -> list[tuple[int, Lesson, Doc, LessonPlan]]:
        """The lessons that have a plan, with their place in the course."""
        return [
            (at, lesson, lesson.doc, lesson.plan)
            for at, lesson in enumerate(self.course.lessons)
            if lesson.doc and lesson.plan
        ]

    def line(self, path: str, offset: int) -> int:
        """The line of an offset in the untouched file."""
        if path not in self._starts:
            self._starts[path] = line_starts(self.sources[path].text)
        return bisect_right(self._starts[path], offset)

    def is_clean(self, mutant: Mutant) -> bool:
        """Whether nothing that a mutant touches has a finding, or a waiver of one, already."""
        places = [edit.place for edit in mutant.edits]
        places += [Place(spot.path, spot.offset, spot.offset) for spot in mutant.at]
        waived = {doc.path: doc.waivers for doc in self.docs if doc.waivers}
        if any(w.start <= place.start <= w.end for place in places for w in waived.get(place.path, ())):
            return False
        return not any(
            (place.path, line) in self.noted
            for place in places
            if place.path in self.sources
            for line in range(self.line(place.path, place.start), self.line(place.path, place.end) + 1)
        )


Make = Callable[[Tree], Iterator[Mutant]]


@dataclass(frozen=True)
class Operator:
    """A way to inject one kind of fault. `also` are the codes it may give besides; its docstring says why."""

    code: str
    name: str
    also: tuple[str, ...]
    make: Make

    def mutants(self, tree: Tree) -> Iterator[Mutant]:
        """Every mutant at a clean place."""
        for each in self.make(tree):
            named = replace(each, code=self.code, operator=self.name, also=(*each.also, *self.also))
            if tree.is_clean(named):
                yield named


OPERATORS: list[Operator] = []
ALLOWED = 2


def operator(code: str, *also: str) -> Callable[[Make], Make]:
    """Register a function as an operator of a rule."""
    if len(also) > ALLOWED:
        raise ValueError(f"{code}: at most {ALLOWED} consequences, declared beforehand")

    def register(make: Make) -> Make:
        OPERATORS.append(Operator(code, make.__name__, also, make))
        return make

    return register


def mutants_of(code: str, tree: Tree, most: int, operators: Sequence[Operator] = ()) -> list[Mutant]:
    """The mutants of a rule: an even spread of each of its operators, in turn, so that each has its share."""
    made = [list(each.mutants(tree)) for each in operators or OPERATORS if each.code == code]
    spread = [evenly(found, share) for found, share in zip(made, _shares(list(map(len, made)), most), strict=True)]
    return [each for turn in zip_longest(*spread) for each in turn if each is not None]


def _shares(sizes: list[int], most: int) -> list[int]:
    """How many each may give: equal shares; what one cannot use goes to the others."""
    shares = [0] * len(sizes)
    while sum(shares) < most and shares != sizes:
        for index, size in enumerate(sizes):
            if shares[index] < size and sum(shares) < most:
                shares[index] += 1
    return shares


def evenly(found: Sequence[T], most: int) -> list[T]:
    """At most so many, spread evenly over all."""
    if len(found) <= most:
        return list(found)
    return [found[index * len(found) // most] for index in range(most)]


def write(doc: Doc, text: Text, words: str) -> Edit:
    """Other words for a stretch."""
    return Edit(doc.at(text), words)


def put(doc: Doc, offset: int, words: str) -> Edit:
    """Words put in at an offset."""
    return Edit(Place(doc.path, offset, offset), words)


def cut(doc: Doc, start: int, end: int) -> Edit:
    """A stretch taken out."""
    return Edit(Place(doc.path, start, end), "")


def drop_line(doc: Doc, text: Text) -> Edit:
    """The lines of a stretch taken out whole."""
    return cut(doc, line_start(doc, text.start), next_line(doc, text.end))


def fault(doc: Doc, at: Text, *edits: Edit, down: int = 0, also: tuple[str, ...] = ()) -> Mutant:
    """A fault that must be told at some words of a document."""
    return Mutant(edits, (Spot(doc.path, at.start, down),), also=also)


def parts_of(doc: Doc) -> Iterator[Part]:
    """Every titled stretch of a document, and the document itself."""
    return outline(doc.source, DEFAULT_VOCABULARY).walk()


def words_under(doc: Doc, title: Text) -> Text | None:
    """The words beside a label, or the first paragraph or item below a heading."""
    part = next((part for part in parts_of(doc) if part.rank and part.title.start == title.start), None)
    if part is None or part.value:
        return part.value if part else None
    return next((block.text for block in part.content if isinstance(block, Paragraph | Item)), None)


def line_start(doc: Doc, offset: int) -> int:
    """Where the line of an offset begins."""
    return doc.source.text.rfind("\n", 0, offset) + 1


def next_line(doc: Doc, offset: int) -> int:
    """Where the line after an offset begins; the text's length in its last line."""
    end = doc.source.text.find("\n", offset)
    return len(doc.source.text) if end < 0 else end + 1


def find(doc: Doc, words: str, start: int, end: int) -> Text | None:
    """The first place of some words in a stretch."""
    at = doc.source.text.find(words, start, end)
    return Text(words, at, at + len(words)) if at >= 0 else None
