"""The rows by which the documents above a new series or module learn of it."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.authoring.edits import listing, table_of
from lessonlint.course.values import Course, ModuleNumber
from lessonlint.diagnostic import Edit
from lessonlint.model.documents import Doc
from lessonlint.report.state import table_cell
from lessonlint.vocabulary.writing import phrase

_PLANNED = "planned"


def list_series(course: Course, number: int, title: str) -> Iterator[Edit]:
    """The row of a new series on the course page, unless it has one. Raises `NoPlace`."""
    if course.doc and number not in _listed(course, "series"):
        cells = {"series": str(number), "title": table_cell(title), "status": phrase(course.vocabulary, _PLANNED)}
        yield from listing(course.doc, "series", cells)


def list_module(course: Course, number: ModuleNumber, title: str) -> Iterator[Edit]:
    """The rows of a new module in the plan of its series and on the course page, unless they are there.

    Raises `NoPlace`.
    """
    name = f"{number[0]}.{number[1]}"
    cells = {"module": name, "title": table_cell(title), "status": phrase(course.vocabulary, _PLANNED)}
    for doc in _above(course, number):
        read = table_of(doc, "modules")
        if read and not any(name in row.cells[read.columns["module"]].value for row in read.table.rows):
            yield from listing(doc, "modules", cells)


def without_table(course: Course, number: ModuleNumber) -> list[str]:
    """The documents that should list a module and have no table of modules to do it in."""
    return [doc.path for doc in _above(course, number) if table_of(doc, "modules") is None]


def _above(course: Course, number: ModuleNumber) -> list[Doc]:
    """The documents that list a module: the plan of its series, and the page of the course."""
    plan = next((each.plan_doc for each in course.series if each.number == number[0]), None)
    return [doc for doc in (plan, course.doc) if doc]


def _listed(course: Course, role: str) -> set[int]:
    read = table_of(course.doc, role)
    cells = (row.cells[read.columns[role]].value for row in read.table.rows) if read else ()
    return {int(words) for cell in cells for words in cell.split() if words.isdigit()}
