"""Which role a table has, where two could take it."""

from __future__ import annotations

import pytest

from lessonlint.vocabulary import DEFAULT_VOCABULARY


@pytest.mark.parametrize(
    ("header", "role"),
    (
        (("#", "Lesson", "Core Concept", "Load", "Why"), "sequence"),
        (("Lesson", "Core Concept", "Type", "Rationale for Position"), "sequence"),
        (("Lesson", "Type"), "sequence"),
        (("#", "Lesson", "Load", "Rationale"), "loads"),
        (("Lesson", "Load", "New Concepts"), "loads"),
        (("Lesson", "Cognitive Load", "Focus"), "loads"),
    ),
)
def test_a_core_concept_makes_a_list_of_lessons(header: tuple[str, ...], role: str) -> None:
    assert DEFAULT_VOCABULARY.tables.find(header)[0] == role
