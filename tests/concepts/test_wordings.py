"""Initials, words of one family, and lessons cited by their titles: other ways to write what an index has."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.course.builder import course, record

from lessonlint.api import knowledge_of
from lessonlint.concepts.citations import CitationReader
from lessonlint.concepts.links import Link
from lessonlint.concepts.names import read_name
from lessonlint.concepts.wordings import Wordings

RECORD = record(
    ("Desired dough temperature", "DEVELOPED", "first-dough"),
    ("Diastatic malt powder", "INTRODUCED", "first-dough"),
    ("Enriched yeast dough (EYD)", "INTRODUCED", "first-dough"),
    ("Fermentation in bulk", "DEVELOPED", "first-dough"),
    ("Oven spring", "INTRODUCED", "first-dough"),
)
LESSON = """# Lesson: Shaping

**Module:** 1.1 (Dough)
**Slug:** shaping
**Position:** Lesson 2

## Prerequisites

| Concept | Required Depth | Actual Depth | Source | Status |
|---|---|---|---|---|
"""


def link(folder: Path, concept: str) -> Link:
    (folder / "record.md").write_text(RECORD, "utf-8")
    row = f"| {concept} | INTRODUCED | INTRODUCED | first-dough | OK |\n"
    (folder / "shaping.md").write_text(LESSON + row, "utf-8")
    return knowledge_of([str(folder)]).links[0]


@pytest.mark.parametrize(
    ("concept", "standing", "means"),
    [
        ("DDT", "settled", ["Desired dough temperature"]),
        ("D.d.t. by the clock", "settled", ["Desired dough temperature"]),
        ("An EYD", "settled", ["Enriched yeast dough (EYD)"]),
        ("DMPs", "settled", ["Diastatic malt powder"]),
        ("ddt", "none", []),  # only capitals are initials
        ("XYZ", "none", []),
        ("What ferments", "question", ["Fermentation in bulk"]),
    ],
)
def test_other_ways_to_write_it(tmp_path: Path, concept: str, standing: str, means: list[str]) -> None:
    found = link(tmp_path, concept)
    assert (found.standing, [event.row.concept.value for event in found.targets]) == (standing, means)


def test_initials_that_two_names_have_tell_neither() -> None:
    names = [read_name("Cold retard"), read_name("Crumb rating"), read_name("Oven spring")]
    found = Wordings(names, {word for name in names for word in name.words})
    assert found.spelled_out(read_name("CR")) == read_name("CR")
    assert found.spelled_out(read_name("OS")).head == read_name("oven spring").head


def test_initials_are_spelled_out_where_a_row_only_speaks_of_them() -> None:
    names = [read_name("Oven spring"), read_name("Loaf (crust, OS and crumb)")]
    found = Wordings(names, {word for name in names for word in name.words})
    assert found.spelled_out(read_name("OS")).head == read_name("oven spring").head
    named = Wordings([*names, read_name("OS of a cold loaf")], frozenset())
    assert named.spelled_out(read_name("OS")) == read_name("OS")


@pytest.mark.parametrize(
    ("word", "known", "read"),
    [
        ("retarder", "retard", "retard"),
        ("fermentable", "ferment", "ferment"),
        ("malt", "maltose", "malt"),  # too short a beginning to be sure of
        ("proteinaceous", "protein", "proteinaceous"),  # too much behind it
        ("retard", "retard", "retard"),
    ],
)
def test_a_word_of_the_family_stands_for_one_that_is_not_there(word: str, known: str, read: str) -> None:
    name = read_name(known)
    assert Wordings([name], name.words).akin(read_name(word)).head == read_name(read).head


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        ("Desired dough temperature (DDT, in degrees)", {"ddt"}),
        ("Desired final dough temperature (DDT)", {"ddt"}),
        ("DDT (desired dough temperature)", {"desir", "dough", "temperatur"}),
        ("Desired dough temperature (USA)", set()),
        ("DDT (written on the board)", set()),
        ("Desired dough temperature (ddt)", set()),
    ],
)
def test_what_a_gloss_names_once_more(text: str, alias: set[str]) -> None:
    assert read_name(text).alias == alias


@pytest.mark.parametrize(
    ("cell", "cited"),
    [
        ("The First Dough", {"first-dough"}),
        ("as taught in “The first dough”", {"first-dough"}),
        ("The First Dough, Again", {"again"}),
        ("The First Dough; The First Dough, Again", {"again"}),
        ("baking (see The First Dough)", {"baking"}),  # a slug says more than a title
        ("Rest", set()),  # one word may be any
        ("Dough and Heat", set()),  # the title of its module too
    ],
)
def test_a_lesson_is_cited_by_its_title(cell: str, cited: set[str]) -> None:
    titles = {"first-dough": "The First Dough", "again": "The First Dough, Again", "rest": "Rest"}
    titles |= {"baking": "Baking", "heat": "Dough and Heat"}
    files = {
        f"{slug}.md": f"# Lesson: {title}\n\n**Module:** 1.1\n**Slug:** {slug}\n" for slug, title in titles.items()
    }
    bread = course({**files, "record.md": "# Module 1.1: Dough and Heat -- Record\n\n## Goal\nBread.\n"})
    found = CitationReader(bread).read(cell).lessons
    assert {bread.lessons[index].slug for index in found} == cited
