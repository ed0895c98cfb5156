"""LL512 repeated-concept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from lessonlint.concepts.names import read_name
from lessonlint.course.build import slugs_in
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.documents import Doc, LessonPlan, ModuleRecord, SeriesDocument
from lessonlint.rule import Scope, rule
from lessonlint.source import Text
from lessonlint.vocabulary import folded
from lessonlint.wording import quoted

_LETTER = re.compile(r"(?<![^\W_])[A-Z](?![^\W_])")


class _Row(NamedTuple):
    """A row that lists a concept: the list it stands in, what it belongs to there, and how to call that."""

    table: int
    owner: tuple[str, ...]
    concept: Text
    where: str


@rule("LL512", "repeated-concept", Scope.DOCUMENT, Severity.WARNING, since="0.1")
def repeated_concept(doc: Doc) -> Iterator[Finding]:
    """A concept is listed twice: for one lesson in the concept index, or in one table.

    ## Why it matters
    Two rows can be changed apart. The next edit raises the depth in one of them, and from then on nobody can say
    what students know.

    ## When it does not apply
    A record lists a concept again for each lesson that deepens it. Plurals and word forms make no difference; what
    explains a name, in brackets, does.

    ## Bad
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Gluten network | INTRODUCED | kneading | Seen and felt |
    | Gluten networks | DEVELOPED | kneading | Explained |
    ~~~

    ## Good
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Gluten network | INTRODUCED | kneading | Seen and felt |
    | Gluten network | DEVELOPED | resting | Explained |
    ~~~
    """
    alike: dict[tuple[object, ...], list[_Row]] = defaultdict(list)
    for row in _rows(doc):
        if key := read_name(row.concept.value).key:
            alike[row.table, row.owner, key].append(row)
    same: dict[tuple[object, ...], list[_Row]] = defaultdict(list)
    for name, rows in alike.items():
        for row in rows if len(rows) > 1 else ():
            same[*name, *_LETTER.findall(row.concept.value)].append(row)
    for first, *again in same.values():
        for row in again:
            yield Finding(
                doc.at(row.concept),
                f"{quoted(row.concept)} is listed twice {row.where}.",
                "Keep one row, with the deeper of the two depths and both notes.",
                (Related(doc.at(first.concept), "listed here already"),),
                field="concepts",
                concept=read_name(row.concept.value).key,
            )


def _rows(doc: Doc) -> Iterator[_Row]:
    match doc.body:
        case ModuleRecord(index=index):
            for row in index:
                slugs = tuple(sorted(slugs_in(row.lesson.value)))
                yield _Row(0, slugs or (folded(row.lesson.value),), row.concept, f"for {' and '.join(slugs)}".rstrip())
        case LessonPlan(state=state, prerequisites=prerequisites, targets=targets):
            listed = [(each.row, each.concept) for each in (*state, *targets)]
            for extent, concept in (*listed, *((each.row, each.concept) for each in prerequisites)):
                yield _Row(_table(doc, extent), (), concept, "in this table")
        case SeriesDocument(roll_up=roll_up):
            for _, row in roll_up:
                yield _Row(_table(doc, row.row), (), row.concept, "in this table")


def _table(doc: Doc, row: Text) -> int:
    """Where the table around a row starts. Items of lists have none and count as one table each."""
    return next((t.table.start for t in doc.tables if t.table.start <= row.start < t.table.end), -row.start)
