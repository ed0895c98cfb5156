"""Counts, positions, statuses, places and slugs, as authors write them."""

from __future__ import annotations

import pytest

from lessonlint.model.phrases import read_count, read_place, read_positions, read_slug, read_status, slugified
from lessonlint.source import Text


def said(words: str, at: int = 100) -> Text:
    return Text(words, at, at + len(words))


COUNTS = {
    "3": (3, 3, 0),
    "3 (one of them small)": (3, 3, 0),
    "2-3": (2, 3, 0),
    "2–3 genuinely new": (2, 3, 0),
    "2 to 3": (2, 3, 0),
    "2 or 3": (2, 3, 0),
    "3-2": (3, 3, 0),
    "Zero.": (0, 0, 0),
    "zero": (0, 0, 0),
    "None": (0, 0, 0),
    "no new concepts": (0, 0, 0),
    "**Two** new ones": (2, 2, 0),
    "Three": (3, 3, 0),
    "about 2": (2, 2, 0),
    "1 new concept (hydration)": (1, 1, 1),
    "3 -- rest, heat, steam": (3, 3, 3),
    "2: rest, heat. Both are small": (2, 2, 2),
    "2 - as agreed": (2, 2, 0),
    "1 - the oven": (1, 1, 0),
    "2 (hydration, autolyse)": (2, 2, 2),
    "2 (hydration (water), autolyse)": (2, 2, 2),
    "3 (hydration, autolyse)": (3, 3, 0),
    "(1) hydration, (2) autolyse": (2, 2, 2),
    "(1) hydration, and (2) autolyse": (2, 2, 2),
    "2: (1) hydration (water), (2) autolyse": (2, 2, 2),
    "3 new concepts in 1.2.3": (3, 3, 0),
}
NO_COUNTS = ("", "some", "see section 1.2", "hydration", "(see above)")


@pytest.mark.parametrize(("words", "expected"), COUNTS.items(), ids=COUNTS.keys())
def test_counts(words: str, expected: tuple[int, int, int]) -> None:
    found = read_count(said(words))
    assert found is not None
    assert (found.low, found.high, len(found.items)) == expected


@pytest.mark.parametrize("words", NO_COUNTS)
def test_no_counts(words: str) -> None:
    assert read_count(said(words)) is None


def test_counted_items_stand_where_they_say() -> None:
    text = "2: (1) hydration (water), (2) autolyse"
    count = read_count(Text(text, 0, len(text)))
    assert count is not None
    assert [item.value for item in count.items] == ["hydration (water)", "autolyse"]
    assert [text[item.start : item.end].strip() for item in count.items] == ["hydration (water)", "autolyse"]


def test_items_in_brackets_stand_where_they_say() -> None:
    text = "2 (hydration,  autolyse)"
    count = read_count(Text(text, 0, len(text)))
    assert count is not None
    assert [text[item.start : item.end].strip() for item in count.items] == ["hydration", "autolyse"]


def test_items_below_win_over_items_inline() -> None:
    below = (said("hydration"), said("autolyse"))
    count = read_count(said("2 (flour, water)"), below)
    assert count is not None
    assert count.items == below


POSITIONS = {
    "Lesson 2 of 5": [(2, 5, "module")],
    "2 of 5": [(2, 5, "module")],
    "2/5": [(2, 5, "module")],
    "Lesson 2": [(2, None, "module")],
    "lesson 2 of ?": [(2, None, "module")],
    "Lesson 2 of 5 in Module 1.1": [(2, 5, "module")],
    "Lesson 7 of 12 in Series 1": [(7, 12, "series")],
    "Lesson 7 of 12 in the series": [(7, 12, "series")],
    "Lesson 2 of 5 (Lesson 7 in Series 1)": [(2, 5, "module"), (7, None, "series")],
    "Lesson 2 of 5 in Module 1.1, Lesson 7 of 12 in Series 1": [(2, 5, "module"), (7, 12, "series")],
    "first": [],
    "": [],
}


@pytest.mark.parametrize(("words", "expected"), POSITIONS.items(), ids=[repr(p) for p in POSITIONS])
def test_positions(words: str, expected: list[tuple[int, int | None, str]]) -> None:
    text = said(words)
    found = read_positions(text)
    assert [(p.number, p.total, p.scope) for p in found] == expected
    assert all(words[p.text.start - 100 : p.text.end - 100] == p.text.value for p in found)


STATUSES = {
    "Complete": ("complete", None, None),
    "**Complete** (5 of 5 lessons built)": ("complete", 5, 5),
    "Done!": ("complete", None, None),
    "In progress (2 of 5 lessons built)": ("active", 2, 5),
    "Built: 0/4": ("complete", 0, 4),
    "In progress, built: 2/5": ("active", 2, 5),
    "Complete: 3/4/2026": ("complete", None, None),
    "Done: 3/4/2026": ("complete", None, None),
    "In Progress (2/5)": ("active", 2, 5),
    "In Progress -- 2/5 lessons": ("active", 2, 5),
    "Complete on 2/5/2026": ("complete", None, None),
    "Complete (2/5/2026)": ("complete", None, None),
    "Planned": ("planned", None, None),
    "Planning complete": ("planned", None, None),
    "Not started": ("planned", None, None),
    "Not complete": ("", None, None),
    "Completely new idea": ("", None, None),
    "?": ("", None, None),
    "✅ Complete": ("complete", None, None),
}


@pytest.mark.parametrize(("words", "expected"), STATUSES.items(), ids=STATUSES.keys())
def test_statuses(words: str, expected: tuple[str, int | None, int | None]) -> None:
    found = read_status(said(words))
    assert found is not None
    assert (found.state, found.built, found.total) == expected


def test_no_status() -> None:
    assert read_status(Text("", 0, 0)) is None


PLACES = {
    "1.2.3": (1, 2, 3),
    "1.2": (1, 2, None),
    "Module 1.2": (1, 2, None),
    "first-dough (1.2.3)": (1, 2, 3),
    "1.2.1-1.2.4": (1, 2, 1),
    "1.2 (various)": (1, 2, None),
    "1.2.3.4": None,
    "Series 1-2": None,
    "1": None,
    "version 1.2.": (1, 2, None),
    "": None,
}


@pytest.mark.parametrize(("words", "expected"), PLACES.items(), ids=[repr(p) for p in PLACES])
def test_places(words: str, expected: tuple[int, int, int | None] | None) -> None:
    assert read_place(words) == expected


@pytest.mark.parametrize(
    ("words", "slug"),
    (("first-dough", "first-dough"), ("`first-dough`", "first-dough"), ("**first-dough**", "first-dough"),
     ("dough", "dough"), ("lesson-2", "lesson-2"), ("First Dough", ""), ("first dough", ""), ("first_dough", ""),
     ("first--dough", ""), ("-", ""), ("", "")),
)  # fmt: skip
def test_slugs(words: str, slug: str) -> None:
    assert read_slug(words) == slug


@pytest.mark.parametrize(
    ("title", "slug"),
    (("First Dough", "first-dough"), ("What's in a Bag?", "what-s-in-a-bag"), ("Work -- and Time", "work-and-time"),
     ("2. Rest", "rest"), ("Bäckerprozente", "bäckerprozente"), ("", "")),
)  # fmt: skip
def test_slugs_of_titles(title: str, slug: str) -> None:
    assert slugified(title) == slug
