"""What may stand in the cell under the cursor: a concept that students know, a depth, a lesson."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types as lsp

from lessonlint.course.values import Course
from lessonlint.lsp.cells import Cell, cell_at
from lessonlint.lsp.desk import Desk, Spot
from lessonlint.lsp.session import Snapshot
from lessonlint.wording import bare

_DEPTHS = ("required", "actual", "depth")
_LESSONS = ("source", "lesson")


def completions(snapshot: Snapshot, at: Spot, desk: Desk) -> list[lsp.CompletionItem]:
    """What may be written at a place; nothing outside the tables that are understood."""
    cell = cell_at(snapshot.doc(at.path), at)
    if cell is None:
        return []
    stretch = desk.positions(at.text).range(cell.start, cell.end)
    return [_replacing(item, cell, stretch) for item in _offered(snapshot, at, cell)]


def _offered(snapshot: Snapshot, at: Spot, cell: Cell) -> Iterator[lsp.CompletionItem]:
    if cell.column in _DEPTHS:
        for step, word in enumerate(snapshot.course.vocabulary.depths.ladder):
            yield lsp.CompletionItem(word, kind=lsp.CompletionItemKind.EnumMember, sort_text=f"{step}")
    elif cell.column in _LESSONS:
        yield from _lessons(snapshot, at, cell)
    elif cell.column == "concept":
        yield from _concepts(snapshot, at)


def _lessons(snapshot: Snapshot, at: Spot, cell: Cell) -> Iterator[lsp.CompletionItem]:
    """Lessons with their numbers, those first that teach the concept of the row."""
    course, earlier = snapshot.course, cell.column == "source"
    row = [link for link in snapshot.knowledge.links if link.reference.doc.path == at.path]
    row = [link for link in row if cell.row <= link.reference.row.start <= at.offset]
    teaching = {order for link in row for event in link.targets for order in event.orders}
    last = _order(course, at.path) if earlier else len(course.lessons)
    for order, lesson in enumerate(course.lessons[:last]):
        yield lsp.CompletionItem(
            lesson.name if earlier else lesson.slug,
            kind=lsp.CompletionItemKind.Reference,
            detail=lesson.title or None,
            sort_text=f"{order not in teaching:d} {last - order:06d}",
            preselect=order in teaching or None,
        )


def _concepts(snapshot: Snapshot, at: Spot) -> Iterator[lsp.CompletionItem]:
    """What students know when they reach the lesson, as its deepest index row calls it."""
    course, ladder = snapshot.course, snapshot.course.vocabulary.depths.ladder
    for known in snapshot.knowledge.state_before(_order(course, at.path)):
        depth = ladder[known.level] if known.level >= 0 else bare(known.event.row.depth)
        yield lsp.CompletionItem(
            known.event.doc.raw(known.event.row.concept),
            kind=lsp.CompletionItemKind.Value,
            detail=f"{depth} in {course.lessons[known.event.order].name}",
            documentation=known.event.row.notes.value or None,
            sort_text=f"{known.since:06d}",
        )


def _order(course: Course, path: str) -> int:
    """The index of a lesson plan's lesson; behind all lessons for any other document."""
    found = (order for order, lesson in enumerate(course.lessons) if lesson.doc and lesson.doc.path == path)
    return next(found, len(course.lessons))


def _replacing(item: lsp.CompletionItem, cell: Cell, stretch: lsp.Range) -> lsp.CompletionItem:
    written = cell.written(item.label)
    item.text_edit = lsp.TextEdit(stretch, written)
    if cell.mark:
        item.filter_text = cell.mark + item.label  # what is typed so far begins with the mark
    return item
