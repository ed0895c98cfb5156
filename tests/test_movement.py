"""Where words stand after an edit, and which edits other documents see."""

from __future__ import annotations

import pytest

from lessonlint.model.documents import Doc
from lessonlint.model.read import read
from lessonlint.movement import movement
from lessonlint.rule import Scope
from lessonlint.source import Place, Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY

LESSON = """# Lesson: Shaping

**Module:** 1.1 (Dough)
**Slug:** shaping

Some words before.

## Prerequisites

| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
|---|---|---|---|---|---|
| Gluten | DEVELOPED | DEVELOPED | mixing | OK | Stretch |

## Narrative

A loaf keeps what the hands gave it.
"""


def doc(text: str) -> Doc:
    found = read(Source("shaping.md", text), DEFAULT_VOCABULARY)
    assert found
    return found


def moved(edited: str, words: str) -> str | None:
    """What stands where some words stand after the edit; None where the edit is seen elsewhere."""
    found = movement(doc(LESSON), doc(edited), Scope.KNOWLEDGE)
    start = LESSON.index(words)
    place = found.place(Place("shaping.md", start, start + len(words))) if found else None
    return edited[place.start : place.end] if place else None


def test_words_are_followed() -> None:
    longer = LESSON.replace("Some words before.", "Some more words, before the table.")
    assert moved(longer, "mixing") == "mixing"
    assert moved(longer, "Gluten") == "Gluten"
    assert moved(LESSON, "mixing") == "mixing"


def test_words_inside_a_cell_are_followed() -> None:
    assert moved(LESSON.replace("words before", "words"), "ixin") == "ixin"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("| Gluten |", "| Kneading |"),
        ("| DEVELOPED | DEVELOPED |", "| APPLIED | DEVELOPED |"),
        ("mixing", "`mixing`"),
        ("**Slug:** shaping", "**Slug:** forming"),
    ],
)
def test_what_others_see_is_no_movement(before: str, after: str) -> None:
    assert movement(doc(LESSON), doc(LESSON.replace(before, after)), Scope.KNOWLEDGE) is None


def test_what_others_do_not_see_is_a_movement() -> None:
    assert movement(doc(LESSON), doc(LESSON.replace("the hands gave it", "it was given")), Scope.KNOWLEDGE)


def test_not_all_see_the_same() -> None:
    edited = doc(LESSON.replace("| Gluten |", "| Kneading |"))
    assert movement(doc(LESSON), edited, Scope.COURSE)
    target = doc(LESSON.replace("## Narrative", "## Target Concept"))
    assert movement(target, doc(target.source.text.replace("hands", "feet")), Scope.REFERENCES)
    assert movement(target, doc(target.source.text.replace("hands", "feet")), Scope.COURSE) is None


def test_words_that_were_not_compared_are_not_followed() -> None:
    assert moved(LESSON.replace("Some words", "Other words"), "A loaf keeps") is None


@pytest.mark.parametrize(
    "first",
    ["<!-- lessonlint: allow LL303: by design -->\n## Prerequisites\n", "Prerequisites\n---\n"],
    ids=["a waiver", "a heading that is underlined"],
)
def test_words_that_are_not_there_do_not_move_with_what_stands_first(first: str) -> None:
    lesson = first + LESSON.partition("## Prerequisites\n")[2]
    old, new = doc(lesson), doc(f"\n{lesson}")
    found = movement(old, new, Scope.DOCUMENT)
    assert found
    assert found.place(old.at(old.identity.title)) == new.at(new.identity.title)
