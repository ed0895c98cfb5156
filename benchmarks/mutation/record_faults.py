"""LL5, the half about records: depths that differ between index, summary, target and roll-up, and repeated rows."""

from __future__ import annotations

from collections.abc import Iterator

from mutants import Mutant, Spot, Tree, fault, next_line, operator, put, write
from prerequisite_faults import LADDER, alike, index, name

from lessonlint.model.documents import Doc, SeriesDocument
from lessonlint.model.values import ConceptRow
from lessonlint.source import Text


def _other(depth: str) -> str:
    """Another depth: one step down, or up from the lowest two."""
    at = LADDER.index(depth)
    return LADDER[at - 1] if at > 1 else LADDER[at + 2]


@operator("LL503")
def another_depth_in_the_summary(tree: Tree) -> Iterator[Mutant]:
    """The summary of a lesson gives a concept of its index rows at another depth."""
    for lesson in tree.course.lessons:
        own = {name(row.concept.value): row for _, row in lesson.taught}
        doc, summary = lesson.summary if lesson.summary else (None, None)
        for said in summary.taught if summary else ():
            row = own.get(name(said.concept.value))
            if doc and row and row.depth.value in LADDER and row.depth.value == said.depth.value:
                found = doc.within(said.depth, said.depth.value)
                if found:
                    yield fault(doc, found, write(doc, found, _other(said.depth.value)))


@operator("LL507")
def another_target(tree: Tree) -> Iterator[Mutant]:
    """The plan aims at another depth than the record reached, for a concept of the very same name."""
    for _, lesson, doc, plan in tree.lessons:
        own = {name(row.concept.value): row for _, row in lesson.taught}
        for target in plan.targets:
            row = own.get(name(target.concept.value))
            depth = row.depth.value if row else ""
            found = doc.within(target.depth, depth) if depth in LADDER else None
            if found and target.level.low == target.level.high == LADDER.index(depth):
                yield fault(doc, found, write(doc, found, _other(depth)))


@operator("LL508", "LL104", "LL509")
def a_step_back(tree: Tree) -> Iterator[Mutant]:
    """A later lesson records at INTRODUCED what was DEVELOPED or APPLIED before."""
    rows = index(tree)
    for at, lesson in enumerate(tree.course.lessons):
        doc, last = lesson.taught[-1] if lesson.taught else (None, None)
        if doc is None or last is None:
            continue
        own = {name(row.concept.value) for _, row in lesson.taught}
        for row in (row for when, row in rows if when < at and row.level.low == row.level.high > 1):
            if name(row.concept.value) not in own and last.lesson.value == lesson.slug:
                own.add(name(row.concept.value))
                yield _new_row(doc, last, row.concept.value, "INTRODUCED", lesson.slug)


@operator("LL509")
def another_depth_in_the_series_summary(tree: Tree) -> Iterator[Mutant]:
    """The roll-up gives a concept of the very same name at another depth than the deepest of the module.

    No row of the module with half of its words has that depth: such a row might be meant.
    """
    for series in tree.course.series:
        doc = series.summary_doc
        for number, row in doc.body.roll_up if doc and isinstance(doc.body, SeriesDocument) else ():
            module = tree.course.find((series.number, number)) if number is not None else None
            same = [
                (where, each)
                for lesson in (module.lessons if module else ())
                for where, each in lesson.taught
                if name(each.concept.value) == name(row.concept.value)
            ]
            if doc and module and same and row.depth.value in LADDER:
                deepest = max((each.level.high for _, each in same))
                if LADDER.index(row.depth.value) == deepest:
                    near = [each for lesson in module.lessons for _, each in lesson.taught if alike(row, each)]
                    told = fault(doc, row.depth, write(doc, row.depth, _unlike(row.depth.value, near)))
                    spots = [Spot(where.path, each.depth.start) for where, each in same]
                    yield Mutant(told.edits, (*told.at, *spots))


def _unlike(depth: str, near: list[ConceptRow]) -> str:
    """A depth that no index row of the concept or near it has."""
    had = {step for row in near for step in range(row.level.low, row.level.high + 1)}
    return next((word for step, word in enumerate(LADDER) if step and step not in had), _other(depth))


def _new_row(doc: Doc, after: ConceptRow, concept: str, depth: str, lesson: str) -> Mutant:
    """An index row more below another one."""
    start = next_line(doc, after.row.end)
    columns = doc.raw(after.row).strip().strip("|").count("|") + 1
    cells = [concept, depth, lesson, "Again, in passing"][:columns]
    return Mutant((put(doc, start, f"| {' | '.join(cells)} |\n"),), (Spot(doc.path, start),))


@operator("LL512", "LL503")
def an_index_row_twice(tree: Tree) -> Iterator[Mutant]:
    """A row of the concept index once more for the same lesson."""
    for lesson in tree.course.lessons:
        for doc, row in lesson.taught:
            yield _twice(doc, row.row)


@operator("LL512")
def a_row_twice_in_a_plan(tree: Tree) -> Iterator[Mutant]:
    """A row of a prerequisites or student-state table once more."""
    for doc, plan in tree.plans:
        tables = [read.table for read in doc.tables]
        for row in (*(each.row for each in plan.prerequisites), *(each.row for each in plan.state)):
            if any(table.start <= row.start < table.end for table in tables):
                yield _twice(doc, row)


def _twice(doc: Doc, row: Text) -> Mutant:
    start = next_line(doc, row.end)
    words = f"{doc.raw(row).strip()}\n"
    return Mutant((put(doc, start, words),), (Spot(doc.path, start),))


@operator("LL513", "LL503", "LL512")
def a_second_name_for_a_concept(tree: Tree) -> Iterator[Mutant]:
    """An index row more with the same name and another explanation in brackets, or none, at the same depth."""
    for lesson in tree.course.lessons:
        for number, (doc, row) in enumerate(lesson.taught):
            plain = row.concept.value.partition(" (")[0].strip()  # the brackets of `f(x)` are of the name
            if row.depth.value in LADDER and row.lesson.value == lesson.slug and plain != row.concept.value:
                yield _new_row(doc, row, plain if number % 2 else plain.upper(), row.depth.value, lesson.slug)


@operator("LL513", "LL503", "LL512")
def the_words_in_another_order(tree: Tree) -> Iterator[Mutant]:
    """An index row more whose name has the same words the other way round."""
    for lesson in tree.course.lessons:
        for doc, row in lesson.taught:
            words = row.concept.value.partition(" (")[0].split()
            if row.depth.value in LADDER and row.lesson.value == lesson.slug and len(words) == 2:
                turned = f"{words[1]} of {words[0]}"  # in their own capitals: `ReLU` is not `relu`
                yield _new_row(doc, row, turned, row.depth.value, lesson.slug)
