"""Names taken apart: head and gloss, parts of a merged name, stems."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonlint.concepts.names import is_of_another_kind, merged, read_name


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
    assert set(name.gloss) == gloss


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Yeast / sourdough", ["yeast", "sourdough"]),
        ("Yeast, salt and water", ["yeast", "salt", "water"]),
        ("Resting (cold, warm / long)", []),
        ("Resting (cold, warm) + scoring (razor)", ["rest cold warm", "scor razor"]),
        ("Loaf (flour * (water + salt), rest)", []),
        ("Loaf (flour * (water + (salt / sugar)), rest) & crust", ["loaf flour water salt sugar rest", "crust"]),
        ("Gluten", []),
        ("A/B baking", []),  # letters with a slash between them are one name,
        ("X/Y/Z flour", ["x", "y", "z flour"]),  # a list of them is not,
        ("Mild X / Y", ["mild x", "y"]),  # nor are names set apart
        (" / ", []),
    ],
)
def test_a_merged_name_is_cut_outside_parentheses(text: str, parts: list[str]) -> None:
    assert [name.key for name in merged(text)] == parts


@given(st.text(alphabet="ab ,/(&)+", max_size=40))
def test_no_word_is_lost_between_the_parts(text: str) -> None:
    if names := merged(text):
        assert frozenset().union(*(name.words for name in names)) == read_name(text).words


@pytest.mark.parametrize(
    ("text", "plain"), [("Softness of crumb", "Soft crumb"), ("Mixedness", "Mixed"), ("Ness", "Ness")]
)
def test_a_quality_is_named_by_its_adjective(text: str, plain: str) -> None:
    assert read_name(text).head == read_name(plain).head


def test_words_that_tell_nothing_tell_when_they_are_alone() -> None:
    assert read_name("Basics").telling == {"basic"}
    assert read_name("Gluten basics").telling == {"gluten"}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Familiarity with oven stones (heat)", "Oven stone (heat)"),
        ("Comfortable with *scaling* a recipe", "Scaling a recipe"),
        ("being able to score a loaf", "Scoring a loaf"),
        ("Knowing how to shape", "Shape"),
        ("Knowing that dough rests", "Dough rest"),
        ("Knowledge of it", "Knowledge"),
        ("Knowledge tests", "Knowledge test"),
        ("Understanding of", "Understanding"),
    ],
)
def test_how_well_something_is_known_is_no_part_of_its_name(text: str, plain: str) -> None:
    assert read_name(text).key == read_name(plain).key


def test_a_capital_at_the_end_makes_another_name_and_two_words_in_one_are_two() -> None:
    assert read_name("YeastX").head == {"yeastx"}
    assert read_name("CrumbStructure").head == {"crumb", "structur"}


def test_what_a_slash_sets_apart_is_named_first_and_what_it_joins_is_one_name() -> None:
    assert read_name("Yeast / sourdough").core == {"yeast"}
    assert read_name("Cold/warm proofing").core == {"cold", "warm", "proof"}


@pytest.mark.parametrize(
    ("one", "other", "another"),
    [
        ("Steam scoring", "Razor scoring", True),
        ("Steam scoring", "Razor scoring (with steam)", False),
        ("Scoring", "Razor scoring", False),
        ("Steam scoring", "Steam oven", False),
        ("Deep razor scoring", "Razor scoring", False),
        ("Oven 1", "Oven 11", True),
        ("Flour 405", "Flour 550 (strong)", True),
        ("Flour 550", "Flour", False),
    ],
)
def test_names_of_one_thing_that_differ_in_which_are_of_another_kind(one: str, other: str, another: bool) -> None:
    assert is_of_another_kind(read_name(one), read_name(other)) is another
    assert is_of_another_kind(read_name(other), read_name(one)) is another


def test_a_number_has_no_ending() -> None:
    assert read_name("Step 1000").key != read_name("Step 100").key
    assert read_name("Step 1000").head == {"step", "1000"}
