"""From a reference to what it means: each step of the cascade, and what the steps say of one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonlint.api import knowledge_of
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import Link

RECORD = """# Module 1.1: Dough -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---|---|---|---|
| Gluten network (wheat proteins joined by water) | DEVELOPED | first-dough | Stretched by hand |
| Oven spring (the last rise, in the heat) | INTRODUCED | first-dough | Watched through the door |
| Oven stone | INTRODUCED | first-dough | Heated for an hour |
| Scoring (cutting the top of a loaf) | DEVELOPED | first-dough | With a razor blade |
| Proofing basket | INTRODUCED | first-dough | Rye flour against sticking |
| Crumb structure {#crumb} | INTRODUCED | first-dough | Counted holes |
"""
LESSON = """# Lesson: Shaping

**Module:** 1.1 (Dough)
**Slug:** shaping
**Position:** Lesson 2 of 3

## Prerequisites

| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
|---|---|---|---|---|---|
"""


def resolved(folder: Path, *rows: str, later: tuple[str, ...] = ()) -> Knowledge:
    (folder / "record.md").write_text(RECORD, "utf-8")
    for name, of in (("shaping", rows), ("baking", later)):
        text = LESSON.replace("shaping", name).replace("Lesson 2", "Lesson 3" if later == of else "Lesson 2")
        cells = "".join(f"| {row} | OK | For the loaf |\n" for row in of)
        (folder / f"{name}.md").write_text(text + cells, "utf-8")
    return knowledge_of([str(folder)])


def one(folder: Path, row: str) -> Link:
    return resolved(folder, row).links[0]


@pytest.mark.parametrize(
    ("row", "how", "standing", "means"),
    [
        ("Holes {#crumb} | INTRODUCED | INTRODUCED | first-dough", "id", "settled", ["Crumb structure {#crumb}"]),
        ("Oven stone | INTRODUCED | INTRODUCED | first-dough", "exact", "settled", ["Oven stone"]),
        ("Basket for proofing | INTRODUCED | INTRODUCED | first-dough", "scored", "settled", ["Proofing basket"]),
        ("The oven | INTRODUCED | INTRODUCED | --", "scored", "question", ["Oven spring (the last rise, in the heat)"]),
        ("Long division | APPLIED | APPLIED | Prior education", "none", "outside", []),
        ("Lamination | INTRODUCED | INTRODUCED | --", "none", "none", []),
    ],
)
def test_the_steps_of_the_cascade(tmp_path: Path, row: str, how: str, standing: str, means: list[str]) -> None:
    link = one(tmp_path, row)
    assert (link.how, link.standing) == (how, standing)
    assert [event.row.concept.value for event in link.targets] == means


def test_a_reference_that_merges_settled_concepts_is_settled(tmp_path: Path) -> None:
    link = one(tmp_path, "Oven stone, proofing basket | INTRODUCED | INTRODUCED | first-dough")
    assert link.standing == "settled"
    assert {event.row.concept.value for event in link.targets} == {"Oven stone", "Proofing basket"}


def test_a_part_that_is_open_keeps_the_whole_open(tmp_path: Path) -> None:
    link = one(tmp_path, "Proofing basket, lamination of butter | INTRODUCED | INTRODUCED | --")
    assert link.standing != "settled"


def test_only_what_is_settled_by_itself_joins_what_a_merged_name_means(tmp_path: Path) -> None:
    link = one(tmp_path, "Proofing basket, crumb | INTRODUCED | INTRODUCED | first-dough")
    assert [event.row.concept.value for event in link.targets] == ["Proofing basket", "Crumb structure {#crumb}"]
    link = one(tmp_path, "Proofing basket, the oven | INTRODUCED | INTRODUCED | first-dough")
    assert [event.row.concept.value for event in link.targets] == ["Proofing basket"]


def test_a_merged_part_away_from_the_cited_lesson_is_sure_by_its_name_alone(tmp_path: Path) -> None:
    rows = RECORD + "| Counting holes | INTRODUCED | second-dough | On a slice |\n"
    (tmp_path / "record.md").write_text(rows, "utf-8")
    found = []
    for cell in ("Holes and the network", "Holes and gluten network"):
        row = f"| {cell} | INTRODUCED | INTRODUCED | second-dough | OK | For the loaf |\n"
        (tmp_path / "shaping.md").write_text(LESSON + row, "utf-8")
        found.append(knowledge_of([str(tmp_path)]).links[0])
    assert [link.standing == "settled" for link in found] == [False, True]


def test_a_word_in_common_settles_nothing_where_most_words_are_others(tmp_path: Path) -> None:
    crumb = ["Crumb structure {#crumb}"]
    for row, standing in (("Crumb of good sandwich rolls", "likely"), ("Even crumb structure", "settled")):
        link = one(tmp_path, f"{row} | INTRODUCED | INTRODUCED | first-dough")
        assert ([event.row.concept.value for event in link.targets], link.standing) == (crumb, standing)


def test_a_row_that_speaks_of_a_concept_in_its_explanation_alone_is_not_surely_meant(tmp_path: Path) -> None:
    link = one(tmp_path, "Proteins for joining wheat | INTRODUCED | INTRODUCED | first-dough")
    assert [event.row.concept.value for event in link.targets] == ["Gluten network (wheat proteins joined by water)"]
    assert link.standing == "question"


def test_a_row_that_says_nothing_of_what_is_named_first_is_a_question(tmp_path: Path) -> None:
    for cell, standing in (("Chips in an oven stone", "question"), ("Heated surface of an oven stone", "settled")):
        link = one(tmp_path, f"{cell} | INTRODUCED | INTRODUCED | --")
        assert [event.row.concept.value for event in link.targets] == ["Oven stone"]
        assert link.standing == standing, cell


def test_the_same_thing_of_another_kind_is_never_likely(tmp_path: Path) -> None:
    link = one(tmp_path, "Steam basket | INTRODUCED | INTRODUCED | first-dough")
    assert [event.row.concept.value for event in link.targets] == ["Proofing basket"]
    assert link.standing == "question"


@pytest.mark.parametrize("header", ["New Concept | Connects To", "Prior Concept | How It Connects"])
def test_a_connection_refers_to_the_concept_that_students_know(tmp_path: Path, header: str) -> None:
    row = "Oven stone | Steam" if header.startswith("Prior") else "Steam | Oven stone"
    plan = LESSON.partition("## Prerequisites")[0] + f"### Connections\n\n| {header} |\n|---|---|\n| {row} |\n"
    (tmp_path / "record.md").write_text(RECORD, "utf-8")
    (tmp_path / "shaping.md").write_text(plan, "utf-8")
    (link,) = knowledge_of([str(tmp_path)]).links
    assert link.reference.words == "Oven stone"
    assert [event.row.concept.value for event in link.targets] == ["Oven stone"]


def test_words_that_are_settled_in_one_place_are_settled_in_all(tmp_path: Path) -> None:
    row = "Spring of a loaf in the heat | INTRODUCED | INTRODUCED | "
    assert one(tmp_path, row + "--").standing != "settled"
    together = resolved(tmp_path, row + "first-dough", later=(row + "--",))
    assert [(link.how, link.standing) for link in together.links] == [("scored", "settled"), ("agreed", "settled")]


def test_what_is_taught_later_is_never_meant(tmp_path: Path) -> None:
    knowledge = resolved(tmp_path, "Oven stone | INTRODUCED | INTRODUCED | --")
    at = knowledge.links[0].reference.at
    assert all(candidate.event.orders[0] <= at for candidate in knowledge.links[0].candidates)


def test_a_source_may_be_the_title_of_a_module_written_as_a_slug(tmp_path: Path) -> None:
    (tmp_path / "record.md").write_text(RECORD.replace("Dough --", "Flour and Water --"), "utf-8")
    (tmp_path / "shaping.md").write_text(
        LESSON + "| Oven stone | INTRODUCED | INTRODUCED | 1.1 (flour-and-water) | OK | Hot |\n", "utf-8"
    )
    citation = knowledge_of([str(tmp_path)]).links[0].citation
    assert citation.modules == {(1, 1)}
    assert citation.unknown == ()
