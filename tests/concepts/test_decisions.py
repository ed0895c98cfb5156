"""Decisions about concepts: how they are read, applied and written."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonlint.api import check, knowledge_of
from lessonlint.concepts.deciding import Choice, choice, likely_choices, open_references, settled_choices
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import Link
from lessonlint.concepts.registry import BACKGROUND, CONCEPT, NO_CONCEPT, NOT_TAUGHT, read_registry
from lessonlint.concepts.writing import with_choices
from lessonlint.source import Source

RECORD = """# Module 1.1: Dough -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---|---|---|---|
| Gluten network (what holds a dough together) | DEVELOPED | first-dough | Stretched by hand |
| Couche cloth | INTRODUCED | first-dough | Linen for resting loaves |
"""
LESSON = """# Lesson: Shaping

**Module:** 1.1 (Dough)
**Slug:** shaping
**Position:** Lesson 2 of 2

## Prerequisites

| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
|---|---|---|---|---|---|
| The springy web | DEVELOPED | DEVELOPED | first-dough | OK | Shaping stretches it |
| Linen | INTRODUCED | INTRODUCED | first-dough | OK | The loaf rests on it |
| Reading a scale | APPLIED | APPLIED | first-dough | OK | Portions are weighed |
"""
DECIDED = """# ours
concepts:
  - id: gluten  # the first one
    name: Gluten network (what holds a dough together)
    rows:
      - first-dough: Gluten network (what holds a dough together)
    aliases:
      - the springy web
background:
  - Reading a scale
not-taught:
  - Linen
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "record.md").write_text(RECORD, "utf-8")
    (tmp_path / "shaping.md").write_text(LESSON, "utf-8")
    return tmp_path


def links(knowledge: Knowledge) -> dict[str, Link]:
    return {link.reference.concept.value: link for link in knowledge.links}


def test_a_decision_is_exact(folder: Path) -> None:
    (folder / "concepts.yaml").write_text(DECIDED, "utf-8")
    found = links(knowledge_of([str(folder)]))
    web = found["The springy web"]
    assert (web.standing, web.how, web.confidence, web.verdict) == ("settled", "alias", 1.0, "met")
    assert [event.row.concept.value for event in web.targets] == ["Gluten network (what holds a dough together)"]
    assert (found["Reading a scale"].standing, found["Reading a scale"].how) == ("outside", "alias")
    assert (found["Linen"].standing, found["Linen"].verdict) == ("none", "unlinked")


def test_without_a_decision_the_words_alone_count(folder: Path) -> None:
    assert links(knowledge_of([str(folder)]))["The springy web"].how != "alias"


@pytest.mark.parametrize(
    ("scope", "holds"), [("1.1", True), ("shaping", True), ("series-1", True), ("1.2", False), ("1", True)]
)
def test_a_scope_limits_an_alias(folder: Path, scope: str, holds: bool) -> None:
    scoped = DECIDED.replace("- the springy web", f'- {{text: the springy web, scope: "{scope}"}}')
    (folder / "concepts.yaml").write_text(scoped, "utf-8")
    assert (links(knowledge_of([str(folder)]))["The springy web"].how == "alias") is holds


def test_choices_are_written_and_read_back(folder: Path) -> None:
    knowledge = knowledge_of([str(folder)])
    gluten = knowledge.search("gluten network")[0]
    choices = [
        Choice("The springy web", CONCEPT, (gluten,)),
        Choice("Reading a scale", BACKGROUND),
        Choice("Linen", NOT_TAUGHT),
    ]
    text = with_choices("", choices, knowledge.course)
    (folder / "concepts.yaml").write_text(text, "utf-8")
    again = knowledge_of([str(folder)])
    assert {name: link.how for name, link in links(again).items()} == dict.fromkeys(links(again), "alias")
    assert list(open_references(again)) == []
    assert with_choices(text, choices, knowledge.course) == text


def test_comments_order_and_other_words_are_kept(folder: Path) -> None:
    knowledge = knowledge_of([str(folder)])
    couche = next(event for event in knowledge.events if event.row.concept.value == "Couche cloth")
    text = with_choices(DECIDED, [Choice("Proofing linen", CONCEPT, (couche,))], knowledge.course)
    assert text.startswith("# ours\nconcepts:\n  - id: gluten  # the first one\n")
    assert "      - the springy web\n" in text
    assert "  - id: couche-cloth\n    name: Couche cloth\n    rows:\n      - first-dough: Couche cloth\n" in text
    written = iter(text.splitlines())
    assert all(line in written for line in DECIDED.splitlines()), "every line is still there, in its order"


def test_names_with_the_same_head_get_ids_of_their_own(folder: Path) -> None:
    knowledge = knowledge_of([str(folder)])
    couche = next(event for event in knowledge.events if event.row.concept.value == "Couche cloth")
    taken = "concepts:\n  - id: couche-cloth\n    name: Another cloth\n"
    assert "id: couche-cloth-2\n" in with_choices(taken, [Choice("Linen", CONCEPT, (couche,))], knowledge.course)


def test_only_sure_links_are_offered_unasked(folder: Path) -> None:
    knowledge = knowledge_of([str(folder)])
    standing = {link.reference.concept.value: link.standing for link in knowledge.links}
    assert {standing[choice.words] for choice in settled_choices(knowledge)} <= {"settled"}
    assert {standing[choice.words] for choice in likely_choices(knowledge)} <= {"likely"}


def test_a_broken_part_leaves_the_rest() -> None:
    registry = read_registry(Source("concepts.yaml", "concepts:\n  - 5\n  - {id: a, rows: [b]}\nbackground: [c]\n"))
    assert [alias.text.value for alias in dict(registry.lists)[BACKGROUND]] == ["c"]
    assert len(registry.problems) == 2


def test_the_name_of_a_concept_decides_nothing(folder: Path) -> None:
    (folder / "concepts.yaml").write_text(DECIDED.replace("      - the springy web\n", ""), "utf-8")
    named = DECIDED.replace("name: Gluten network (what holds a dough together)", "name: The springy web")
    without = knowledge_of([str(folder)])
    (folder / "concepts.yaml").write_text(named.replace("      - the springy web\n", ""), "utf-8")
    assert links(knowledge_of([str(folder)]))["The springy web"].how == links(without)["The springy web"].how != "alias"


def test_words_equal_to_the_name_are_written_too(folder: Path) -> None:
    knowledge = knowledge_of([str(folder)])
    couche = next(event for event in knowledge.events if event.row.concept.value == "Couche cloth")
    assert "    aliases:\n      - Couche cloth\n" in with_choices(
        "", [Choice("Couche cloth", CONCEPT, (couche,))], knowledge.course
    )


def test_words_that_merge_concepts_stand_under_the_first(folder: Path) -> None:
    knowledge = knowledge_of([str(folder)])
    merged = Choice("Linen", CONCEPT, (knowledge.events[1], knowledge.events[0]))
    text = with_choices("", [merged], knowledge.course)
    assert text.count("Linen") == 1
    assert "      - text: Linen\n        also:\n          - gluten-network\n" in text
    (folder / "concepts.yaml").write_text(text, "utf-8")
    link = links(knowledge_of([str(folder)]))["Linen"]
    assert [event.id for event in link.targets] == [1, 0]
    assert [x for x in check([str(folder)]).diagnostics if x.code == "LL111"] == []


def test_what_is_no_concept_closes_silently(folder: Path) -> None:
    knowledge = knowledge_of([str(folder)])
    (folder / "concepts.yaml").write_text(with_choices("", [Choice("Linen", NO_CONCEPT)], knowledge.course), "utf-8")
    link = links(knowledge_of([str(folder)]))["Linen"]
    assert (link.standing, link.decided, link.verdict) == ("outside", NO_CONCEPT, "unlinked")
    assert not link.is_open


def test_words_already_settled_elsewhere_keep_their_meaning(folder: Path) -> None:
    """The same words at an earlier and a later lesson: the decision for the later one is limited to it."""
    other = LESSON.replace("shaping", "baking").replace("Shaping", "Baking").replace("Lesson 2", "Lesson 3")
    row = "| Gluten network | DEVELOPED | DEVELOPED | first-dough | OK | Held |\n"
    (folder / "shaping.md").write_text(LESSON + row, "utf-8")
    (folder / "baking.md").write_text(other + row.replace("first-dough", "--"), "utf-8")
    knowledge = knowledge_of([str(folder)])
    two = [link for link in knowledge.links if link.reference.concept.value == "Gluten network"]
    each = next(open_references(knowledge))._replace(words="Gluten network", links=(two[1],), settled=(two[0],))
    taken = choice(each, CONCEPT, [knowledge.events[1]], knowledge.course)
    assert taken.scopes == ("baking",)
    assert choice(each, CONCEPT, two[0].targets, knowledge.course).scopes == ()
    (folder / "concepts.yaml").write_text(with_choices("", [taken], knowledge.course), "utf-8")
    again = [x for x in knowledge_of([str(folder)]).links if x.reference.concept.value == "Gluten network"]
    assert [[event.id for event in x.targets] for x in again] == [[event.id for event in two[0].targets], [1]]


def test_the_narrowest_scope_wins(folder: Path) -> None:
    text = """background: [{text: linen, scope: series-1}]
not-concepts: [{text: linen, scope: "1.1"}]
not-taught: [{text: linen, scope: shaping}]
"""
    (folder / "concepts.yaml").write_text(text, "utf-8")
    assert links(knowledge_of([str(folder)]))["Linen"].decided == NOT_TAUGHT


def test_a_decision_that_is_there_is_not_written_again(folder: Path) -> None:
    knowledge = knowledge_of([str(folder)])
    text = "background:   [ Reading a scale ]   # as it was\n"
    assert with_choices(text, [Choice("reading a scale", NOT_TAUGHT)], knowledge.course) == text


def test_wordings_without_any_word_are_not_all_the_same(folder: Path) -> None:
    (folder / "shaping.md").write_text(LESSON.replace("| Linen |", "| x |"), "utf-8")
    (folder / "concepts.yaml").write_text("background: [y]\n", "utf-8")
    assert links(knowledge_of([str(folder)]))["x"].decided == ""


def test_a_far_fetched_link_is_no_proposal(tmp_path: Path) -> None:
    row = "| Couche cloth strength test (canvas, hemp, jute) | INTRODUCED | INTRODUCED | -- | OK | Somewhere |\n"
    (tmp_path / "record.md").write_text(RECORD, "utf-8")
    (tmp_path / "shaping.md").write_text(LESSON + row, "utf-8")
    knowledge = knowledge_of([str(tmp_path)])
    link = knowledge.links[-1]
    assert (link.standing, link.candidates[0].containment < 0.4) == ("likely", True)
    assert link.reference.words not in {each.words for each in likely_choices(knowledge)}
