"""A new course page, series plan or module plan, and the rows by which the documents above learn of it."""

from __future__ import annotations

from collections.abc import Iterator
from string import Template

from lessonlint.authoring.edits import listing, table_of
from lessonlint.authoring.templates import COURSE, MODULE, SERIES
from lessonlint.course.values import Course, ModuleNumber
from lessonlint.diagnostic import Edit
from lessonlint.report.state import table_cell
from lessonlint.vocabulary import Vocabulary
from lessonlint.vocabulary.writing import in_their_words, phrase

_PLANNED = "planned"


def new_course(title: str, words: Vocabulary) -> str:
    """The text of a new course page."""
    return Template(in_their_words(COURSE, "course", words)).substitute(title=title)


def new_series(number: int, title: str, words: Vocabulary) -> str:
    """The text of the plan of a new series."""
    return Template(in_their_words(SERIES, "series plan", words)).substitute(number=number, title=title)


def new_module(number: ModuleNumber, title: str, words: Vocabulary) -> str:
    """The text of the plan of a new module."""
    loads, name = ", ".join(words.loads.names()), f"{number[0]}.{number[1]}"
    template = Template(in_their_words(MODULE, "module plan", words))
    return template.substitute(number=name, title=title, loads=loads)


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
    series = next((each for each in course.series if each.number == number[0]), None)
    for doc in (series.plan_doc if series else None, course.doc):
        read = table_of(doc, "modules")
        if doc and read and not any(name in row.cells[read.columns["module"]].value for row in read.table.rows):
            yield from listing(
                doc,
                "modules",
                {"module": name, "title": table_cell(title), "status": phrase(course.vocabulary, _PLANNED)},
            )


def unlisting(course: Course, number: ModuleNumber) -> list[str]:
    """The documents that should list a module and have no table of modules to do it in."""
    series = next((each for each in course.series if each.number == number[0]), None)
    above = (series.plan_doc if series else None, course.doc)
    return [doc.path for doc in above if doc and table_of(doc, "modules") is None]


def _listed(course: Course, role: str) -> set[int]:
    read = table_of(course.doc, role)
    cells = (row.cells[read.columns[role]].value for row in read.table.rows) if read else ()
    return {int(words) for cell in cells for words in cell.split() if words.isdigit()}
