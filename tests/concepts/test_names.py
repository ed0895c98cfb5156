"""Names taken apart: head and gloss, parts of a merged name, stems."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonlint.concepts.names import merged, read_name


@pytest.mark.parametrize(
    ("text", "head", "gloss"),
    [
        ("Gluten network (proteins joined by water)", {"gluten", "network"}, {"protein", "join", "water"}),
        ("loaf.save(dough) by hand", {"loaf", "save", "dough", "hand", "loaf.save"}, set()),
        ("Sugar -- why crust browns", {"sugar"}, {"crust", "brown"}),
        ("Rye: the sour grain", {"rye"}, {"sour", "grain"}),
        ("(only a gloss)", {"only", "gloss"}, set()),
    ],
)
def test_the_head_ends_where_the_gloss_begins(text: str, head: set[str], gloss: set[str]) -> None:
    name = read_name(text)
    assert name.head == head
    assert name.gloss == gloss


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Yeast / sourdough", ["yeast", "sourdough"]),
        ("Yeast, salt and water", ["yeast", "salt", "water"]),
        ("Resting (cold, warm / long)", []),
        ("Resting (cold, warm) + scoring (razor)", ["rest cold warm", "scor razor"]),
        ("Gluten", []),
        (" / ", []),
    ],
)
def test_a_merged_name_is_cut_outside_parentheses(text: str, parts: list[str]) -> None:
    assert [name.key for name in merged(text)] == parts


@given(st.text(alphabet="ab ,/(&)+", max_size=40))
def test_no_word_is_lost_between_the_parts(text: str) -> None:
    if names := merged(text):
        assert frozenset().union(*(name.words for name in names)) == read_name(text).words


def test_words_that_tell_nothing_tell_when_they_are_alone() -> None:
    assert read_name("Basics").telling == {"basic"}
    assert read_name("Gluten basics").telling == {"gluten"}
