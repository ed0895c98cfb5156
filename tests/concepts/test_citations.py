"""What a source cell cites, and what it only tells."""

from __future__ import annotations

import pytest
from tests.course.builder import course, record

from lessonlint.concepts.citations import CitationReader
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.course.values import Course

SUMMARY = """# Series 1: Bread -- Summary

## Rolled-Up Concept List

| Concept | Depth | Module | Lesson |
|---|---|---|---|
| Oven spring | DEVELOPED | 1.2 | baking (upgraded from INTRODUCED in 1.1) |
| Crust | INTRODUCED | 1.2 | baking |
"""


@pytest.fixture(scope="module")
def bread() -> Course:
    return course(
        {
            "1.1/record.md": record(("Oven spring", "INTRODUCED", "old-dough"), ("Rest", "INTRODUCED", "first-dough")),
            "1.2/record.md": record(
                ("Oven spring in practice", "DEVELOPED", "baking"), ("Crust", "INTRODUCED", "baking"), number="1.2"
            ),
            "summary.md": SUMMARY,
        }
    )


@pytest.mark.parametrize(
    ("cell", "lessons", "modules"),
    [
        ("baking (upgraded from INTRODUCED in 1.1)", {"baking"}, set()),
        ("baking (Resolved from INTRODUCED in old-dough)", {"baking"}, set()),
        ("baking (elevated from 1.1)", {"baking"}, set()),
        ("baking (1.1)", {"baking"}, {(1, 1)}),
        ("1.1 (first-dough)", {"first-dough"}, {(1, 1)}),
        ("Rest (from 1.1)", set(), {(1, 1)}),
        ("Rest (from first-dough)", {"first-dough"}, set()),
        ("(upgraded from INTRODUCED in 1.1)", set(), {(1, 1)}),
        ("Rest (upgraded from INTRODUCED in 1.1)", set(), {(1, 1)}),
        ("old-dough (from scratch, 1.1)", {"old-dough"}, {(1, 1)}),
    ],
)
def test_where_a_concept_rose_from_is_not_cited(
    bread: Course, cell: str, lessons: set[str], modules: set[tuple[int, int]]
) -> None:
    citation = CitationReader(bread).read(cell)
    assert {bread.lessons[index].slug for index in citation.lessons} == lessons
    assert citation.modules == modules


def test_a_rolled_up_row_means_the_module_of_its_own_column(bread: Course) -> None:
    found = {link.reference.words: link for link in Knowledge(bread).links}
    assert [event.row.concept.value for event in found["Oven spring"].targets] == ["Oven spring in practice"]
    assert [event.row.concept.value for event in found["Crust"].targets] == ["Crust"]


@pytest.mark.parametrize(
    ("cell", "lessons"),
    [
        ("second-rise (1.1.2)", {"second-rest"}),
        ("the-kneading (1.1.2)", set()),
        ("1.1.2 (the-kneading)", set()),
        ("the-kneading (1.1.2), first-dough (1.1.1)", {"first-dough"}),
        ("1.1.2", {"second-rest"}),
    ],
)
def test_the_number_beside_the_slug_of_a_lesson_that_is_gone_cites_nobody(cell: str, lessons: set[str]) -> None:
    rows = (("Flour", "INTRODUCED", "first-dough"), ("Rest", "INTRODUCED", "second-rest"))
    found = course({"1.1/record.md": record(*rows)})
    citation = CitationReader(found).read(cell)
    assert {found.lessons[index].slug for index in citation.lessons} == lessons
