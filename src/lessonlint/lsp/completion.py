"""What may stand in the cell under the cursor: a concept that students know, a depth, a lesson."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol import types as lsp

from lessonlint.course.values import Course
from lessonlint.lsp.desk import Desk, Spot
from lessonlint.lsp.session import Snapshot
from lessonlint.source import line_end, line_start
from lessonlint.wording import bare

_PIPE = re.compile(r"(?<!\\)\|")
_DEPTHS = ("required", "actual", "depth")
_LESSONS = ("source", "lesson")


def completions(snapshot: Snapshot, at: Spot, desk: Desk) -> list[lsp.CompletionItem]:
    """What may be written at a place; nothing outside the tables that are understood."""
    doc = snapshot.doc(at.path)
    start, end, column = _cell(at)
    around = (read for read in doc.tables if read.table.start < start <= read.table.end + 1) if doc else iter(())
    table = next(around, None)
    if table is None or column < 0:
        return []
    name = next((name for name, index in table.columns.items() if index == column), "")
    stretch = desk.positions(at.text).range(start, end)
    return [_replacing(item, stretch) for item in _offered(snapshot, at, name)]


def _offered(snapshot: Snapshot, at: Spot, column: str) -> Iterator[lsp.CompletionItem]:
    if column in _DEPTHS:
        for step, word in enumerate(snapshot.course.vocabulary.depths.ladder):
            yield lsp.CompletionItem(word, kind=lsp.CompletionItemKind.EnumMember, sort_text=f"{step}")
    elif column in _LESSONS:
        yield from _lessons(snapshot, at, earlier=column == "source")
    elif column == "concept":
        yield from _concepts(snapshot, at)


def _lessons(snapshot: Snapshot, at: Spot, earlier: bool) -> Iterator[lsp.CompletionItem]:
    """Lessons with their numbers, those first that teach the concept of the row."""
    course = snapshot.course
    first = line_start(at.text, at.offset)
    row = [link for link in snapshot.knowledge.links if link.reference.doc.path == at.path]
    row = [link for link in row if first <= link.reference.concept.start <= at.offset]
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


def _cell(at: Spot) -> tuple[int, int, int]:
    """Where the words of the cell around a place begin and end, and which cell of its line it is; -1 outside any."""
    first = line_start(at.text, at.offset)
    line = at.text[first : line_end(at.text, at.offset)]
    pipes = [first + match.start() for match in _PIPE.finditer(line)]
    before = [pipe for pipe in pipes if pipe < at.offset]
    start = before[-1] + 1 if before else first
    end = next((pipe for pipe in pipes if pipe >= at.offset), first + len(line))
    words = at.text[start:end]
    begin = start + len(words) - len(words.lstrip())
    return min(begin, at.offset), max(at.offset, start + len(words.rstrip())), len(before) - 1


def _replacing(item: lsp.CompletionItem, stretch: lsp.Range) -> lsp.CompletionItem:
    item.text_edit = lsp.TextEdit(stretch, item.label)
    return item
