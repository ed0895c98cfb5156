"""Decisions about concepts: how they are read, applied and written."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonlint.api import knowledge_of
from lessonlint.concepts.deciding import Choice, likely_choices, open_references, settled_choices, with_choices
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import Link
from lessonlint.concepts.registry import BACKGROUND, CONCEPT, NOT_TAUGHT, read_registry
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
        Choice("The springy web", CONCEPT, gluten),
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
    text = with_choices(DECIDED, [Choice("Proofing linen", CONCEPT, couche)], knowledge.course)
    assert text.startswith("# ours\nconcepts:\n  - id: gluten  # the first one\n")
    assert "      - the springy web\n" in text
    assert "  - id: couche-cloth\n    name: Couche cloth\n    rows:\n      - first-dough: Couche cloth\n" in text
    written = iter(text.splitlines())
    assert all(line in written for line in DECIDED.splitlines()), "every line is still there, in its order"


def test_names_with_the_same_head_get_ids_of_their_own(folder: Path) -> None:
    knowledge = knowledge_of([str(folder)])
    couche = next(event for event in knowledge.events if event.row.concept.value == "Couche cloth")
    taken = "concepts:\n  - id: couche-cloth\n    name: Another cloth\n"
    assert "id: couche-cloth-2\n" in with_choices(taken, [Choice("Linen", CONCEPT, couche)], knowledge.course)


def test_only_sure_links_are_offered_unasked(folder: Path) -> None:
    knowledge = knowledge_of([str(folder)])
    standing = {link.reference.concept.value: link.standing for link in knowledge.links}
    assert {standing[choice.words] for choice in settled_choices(knowledge)} <= {"settled"}
    assert {standing[choice.words] for choice in likely_choices(knowledge)} <= {"likely"}


def test_a_broken_part_leaves_the_rest() -> None:
    registry = read_registry(Source("concepts.yaml", "concepts:\n  - 5\n  - {id: a, rows: [b]}\nbackground: [c]\n"))
    assert [alias.text.value for alias in registry.background] == ["c"]
    assert len(registry.problems) == 2
