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


def test_prerequisites_under_plain_titles() -> None:
    role, columns = DEFAULT_VOCABULARY.tables.find(("Concept", "Depth needed", "Depth they have", "From", "OK?"))
    assert role == "prerequisites"
    assert columns == {"concept": 0, "required": 1, "actual": 2, "source": 3, "status": 4}
