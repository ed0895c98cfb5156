"""What a source cell cites, and what it only tells."""

from __future__ import annotations

import pytest
from tests.course.builder import course, lesson, plan, record

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


GLAZE = {
    "1.1/plan.md": plan("wedging-clay", "pulling-walls", "drying"),
    "1.2/plan.md": plan("mixing-glaze", "first-firing", "reading-cones", number="1.2"),
    "1.1/wedging-clay.md": lesson("wedging-clay", order=1),
    "1.2/first-firing.md": lesson("first-firing", "1.2", order=2),
}


@pytest.fixture(scope="module")
def pots() -> Course:
    return course(GLAZE)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("Module 1.1, lesson 2", {"pulling-walls"}),
        ("lesson 2 of module 1.1", {"pulling-walls"}),
        ("Lesson 3 (1.1)", {"drying"}),
        ("Module 1.2, lesson 3", {"reading-cones"}),
        ("Module 1.1, lessons 1-3", {"wedging-clay", "pulling-walls", "drying"}),
        ("Lessons 1 and 3 of module 1.1", {"wedging-clay", "drying"}),
        ("lessons 1, 2", {"mixing-glaze"}),
        ("previous lesson", {"mixing-glaze"}),
        ("the lesson before this", {"mixing-glaze"}),
        ("Prior lesson", {"mixing-glaze"}),
        ("Lesson 1", {"mixing-glaze"}),
        ("Module 1, lesson 2", {"pulling-walls"}),
        ("Series 1, lesson 2", set()),  # counted in a series
        ("Module 3, lesson 2", set()),
        ("Lesson 3", set()),  # comes later: perhaps a lesson of another module is counted
        ("from the wedging lesson", {"wedging-clay"}),
        ("the lesson on pulling walls", {"pulling-walls"}),
        ("the reading lesson", set()),  # comes later
        ("this lesson", set()),
        ("an earlier lesson", set()),
    ],
)
def test_a_lesson_may_be_told_in_words(pots: Course, cell: str, told: set[str]) -> None:
    slugs = [each.slug for each in pots.lessons]
    citation = CitationReader(pots).read_in(cell, slugs.index("first-firing"))
    assert {slugs[index] for index in citation.lessons} == told
    assert not citation.outside


@pytest.mark.parametrize(
    "cell", ["Module 3, lesson 1", "Module 1.9, lesson 1", "Series 2, lesson 1", "Lesson 1 of 1.9"]
)
def test_a_lesson_of_a_module_that_is_not_here_is_none_of_the_own_module(pots: Course, cell: str) -> None:
    assert not CitationReader(pots).read_in(cell, len(pots.lessons) - 1).lessons


def test_words_that_two_earlier_lessons_share_tell_neither(pots: Course) -> None:
    both = course({**GLAZE, "1.1/plan.md": plan("wedging-clay", "weighing-clay", "drying")})
    assert not CitationReader(both).read_in("the clay lesson", 3).lessons
    assert CitationReader(pots).read_in("the clay lesson", 3).lessons == {0}


def test_the_first_lesson_of_a_module_follows_the_last_of_the_one_before(pots: Course) -> None:
    slugs = [each.slug for each in pots.lessons]
    assert CitationReader(pots).read_in("last lesson", slugs.index("mixing-glaze")).lessons == {slugs.index("drying")}
    assert not CitationReader(pots).read_in("last lesson", 0).lessons


def test_the_lesson_before_is_not_told_where_one_may_be_missing() -> None:
    part = course({"a.md": lesson("wedging-clay", order=1), "b.md": lesson("drying", order=3)})
    assert not CitationReader(part).read_in("previous lesson", 1).lessons


def test_the_own_module_and_series_are_told_from_where_the_cell_stands(pots: Course) -> None:
    reader, at = CitationReader(pots), len(pots.lessons) - 1
    assert reader.read_in("earlier in this module", at).modules == {(1, 2)}
    assert reader.read_in("Module 1", at).modules == {(1, 1)}
    assert reader.read_in("earlier in this series", at).series == {1}
    assert reader.read("Common knowledge").outside
    assert reader.read("Module 1.1, lesson 9").unknown == ("1.1.9",)
