"""What a document says it is: every title and header of design 3.1."""

from __future__ import annotations

import pytest
from tests.model.reader import doc, identity

from lessonlint.model.identity import (
    COURSE,
    LESSON_PLAN,
    MODULE_PLAN,
    MODULE_RECORD,
    SERIES_PLAN,
    SERIES_SUMMARY,
)
from lessonlint.model.read import read
from lessonlint.source import Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY

DASHES = (" -- ", " — ", "—", "--", " – ")

TITLES = {
    "# Module 1.2: First Dough -- Plan": (MODULE_PLAN, "First Dough", 1, 2),
    "# Module 1.2: First Dough -- Record": (MODULE_RECORD, "First Dough", 1, 2),
    "# Module 1.2 -- First Dough -- Plan": (MODULE_PLAN, "First Dough", 1, 2),
    "# **Module 1.2: First Dough** -- Plan": (MODULE_PLAN, "First Dough", 1, 2),
    "# Module 1.2: Dough -- and Crust -- Record": (MODULE_RECORD, "Dough -- and Crust", 1, 2),
    "# Module 10.12: Dough -- Plan": (MODULE_PLAN, "Dough", 10, 12),
    "# Series 3: Bread -- Plan": (SERIES_PLAN, "Bread", 3, None),
    "# Series 3: Bread -- Summary": (SERIES_SUMMARY, "Bread", 3, None),
    "# Series 3 -- Bread -- Summary": (SERIES_SUMMARY, "Bread", 3, None),
    "# Course: Bread": (COURSE, "Bread", None, None),
    "# Lesson: First Dough": (LESSON_PLAN, "First Dough", None, None),
    "# Lesson Plan: First Dough": (LESSON_PLAN, "First Dough", None, None),
    "# Lesson Planning: First Dough": (LESSON_PLAN, "First Dough", None, None),
    "# Lesson -- First Dough": (LESSON_PLAN, "First Dough", None, None),
    "# Lesson 2: First Dough": (LESSON_PLAN, "First Dough", None, None),
    "# Lesson 2: First Dough (first-dough) -- Planning Document": (LESSON_PLAN, "First Dough", None, None),
    "# first-dough -- Lesson Planning Document": (LESSON_PLAN, "first-dough", None, None),
    "# First Dough -- Planning Document": (LESSON_PLAN, "First Dough", None, None),
    "# Lesson: First Dough (Module 1.2, Lesson 5)": (LESSON_PLAN, "First Dough", 1, 2),
    "# Lesson: First Dough (1.2.5)": (LESSON_PLAN, "First Dough", 1, 2),
    "# Lesson 1.2.5: First Dough": (LESSON_PLAN, "First Dough", 1, 2),
    "# Lesson: first-dough (1.2.5)": (LESSON_PLAN, "first-dough", 1, 2),
}


@pytest.mark.parametrize("dash", DASHES)
@pytest.mark.parametrize(("title", "expected"), TITLES.items(), ids=TITLES.keys())
def test_titles(title: str, expected: tuple[str, str, int | None, int | None], dash: str) -> None:
    found = identity(title.replace(" -- ", dash) + "\n")
    assert (found.kind, found.title.value, found.series, found.module) == expected


@pytest.mark.parametrize("title", TITLES, ids=TITLES.keys())
def test_setext_titles(title: str) -> None:
    assert identity(f"{title.removeprefix('# ')}\n===\n") == identity(f"{title.removeprefix('# ')}\n=====\n")
    assert identity(f"{title.removeprefix('# ')}\n===\n").kind == TITLES[title][0]


SUFFIXLESS = {
    "a record by its index": ("# Module 1.2: Dough\n\n## Concept Index\n", MODULE_RECORD),
    "a record by its summaries": ("# Module 1.2: Dough\n\n## Per-Lesson Summaries\n", MODULE_RECORD),
    "a plan by its sequence": ("# Module 1.2: Dough\n\n## Lesson Sequence\n", MODULE_PLAN),
    "a plan by its table": ("# Module 1.2: Dough\n\n| Lesson | Load |\n|---|---|\n", MODULE_PLAN),
    "a lesson by its phases": ("# First Dough\n\n## Phase 1: Orient\n", LESSON_PLAN),
    "a lesson by its table": ("# First Dough\n\n| Concept | Required Depth |\n|---|---|\n", LESSON_PLAN),
    "a series plan": ("# Series 1: Bread\n\n## Modules and Lessons\n", SERIES_PLAN),
    "a series summary": ("# Series 1: Bread\n\n## Rolled-Up Concept List\n", SERIES_SUMMARY),
    "a lesson without a title": ("## Phase 2: Analyze\n", LESSON_PLAN),
}


@pytest.mark.parametrize(("text", "kind"), SUFFIXLESS.values(), ids=SUFFIXLESS.keys())
def test_titles_that_do_not_say_it(text: str, kind: str) -> None:
    assert identity(text, "notes.txt").kind == kind


@pytest.mark.parametrize(
    "text", ("", "words\n", "# Shopping\n\n- flour\n", "# Lessons learned\n", "# Of course\n", "# README\n\n## Goal\n")
)
def test_what_is_no_curriculum(text: str) -> None:
    assert read(Source("notes.md", text), DEFAULT_VOCABULARY) is None


ORDERS = {
    "# Lesson: Dough\n\n**Position:** Lesson 2 of 5\n": (None, None, 2),
    "# Lesson: Dough\n\n**Module:** 1.2 -- Bread\n**Position:** 2 of 5\n": (1, 2, 2),
    "# Lesson: Dough\n\n**Module:** 1.2.3\n": (1, 2, 3),
    "# Lesson 4: Dough\n": (None, None, 4),
    "# Lesson: Dough (1.2.5)\n": (1, 2, 5),
    "# Lesson: Dough (Module 1.2, Lesson 5)\n": (1, 2, 5),
    "# Lesson: Dough (Module 1.2)\n": (1, 2, None),
    "# Lesson: Dough (1.2.5)\n\n**Position:** Lesson 4 of 5\n": (1, 2, 4),
    "# Lesson: Dough\n\n**Position:** Lesson 7 of 12 in Series 1\n": (None, None, None),
    "# Lesson: Dough\n\n**Series:** 3 (Bread) | **Module:** 3.1 (Flour) | **Lesson:** 2 of 3\n": (3, 1, 2),
    "# Lesson: Dough\n\n**Series:** 3 (Bread), **Module:** 3.1 (Flour), **Lesson:** 2 of 3\n": (3, 1, 2),
    "---\nmodule: 1.2\nposition: 3 of 5\n---\n# Lesson: Dough\n": (1, 2, 3),
    "---\nmodule: 1.2\n---\n# Lesson: Dough\n\n**Module:** 4.4\n": (1, 2, None),
}


@pytest.mark.parametrize(("text", "place"), ORDERS.items(), ids=ORDERS.keys())
def test_places(text: str, place: tuple[int | None, int | None, int | None]) -> None:
    found = identity(text, "dough.md")
    assert (found.series, found.module, found.order) == place


@pytest.mark.parametrize(
    ("path", "text", "place"),
    (
        ("series-1/module-1-2/lessons/dough.md", "# Lesson: Dough\n", (1, 2)),
        ("series-1/module-1.2/dough.md", "# Lesson: Dough\n", (1, 2)),
        ("series-1/module-1-2/dough.md", "# Lesson: Dough\n\n**Module:** 4.4\n", (4, 4)),
        ("series-2/plan.md", "# Bread -- Plan\n\n## Series Goal\n", (2, None)),
    ),
)
def test_the_path_comes_last(path: str, text: str, place: tuple[int, int | None]) -> None:
    found = identity(text, path)
    assert (found.series, found.module) == place


SLUGS = {
    "# Lesson: Dough\n\n**Slug:** first-dough\n": "first-dough",
    "# Lesson: Dough\n\n**Slug:** `first-dough`\n": "first-dough",
    "# Lesson 2: First Dough (first-dough) -- Planning Document\n": "first-dough",
    "# Lesson 2: First Dough (`first-dough`)\n": "first-dough",
    "# first-dough -- Lesson Planning Document\n": "first-dough",
    "# Lesson: first-dough\n": "first-dough",
    "# Lesson: first-dough (1.2.5)\n": "first-dough",
    "# Lesson: First Dough\n": "",
    "# Lesson: First Dough (by hand)\n": "",
}


@pytest.mark.parametrize(("text", "slug"), SLUGS.items(), ids=SLUGS.keys())
def test_slugs(text: str, slug: str) -> None:
    assert identity(text).slug.value == slug


HEADERS = {
    "one a line": "**Module:** 1.2\n**Slug:** dough\n**Load:** BUILD\n",
    "paragraphs": "**Module:** 1.2\n\n**Slug:** dough\n\n**Load:** BUILD\n",
    "pipes": "**Module:** 1.2 | **Slug:** dough | **Load:** BUILD\n",
    "commas": "**Module:** 1.2, **Slug:** dough, **Load:** BUILD\n",
    "colon outside": "**Module**: 1.2\n**Slug**: dough\n**Load**: BUILD\n",
    "quote": "> **Module:** 1.2\n> **Slug:** dough\n> **Load:** BUILD\n",
    "trailing blanks": "**Module:** 1.2  \n**Slug:** dough  \n**Load:** BUILD  \n",
    "behind words": "A lesson about bread.\n\n**Module:** 1.2\n**Slug:** dough\n**Load:** BUILD\n",
    "behind a rule": "---\n\n**Module:** 1.2\n**Slug:** dough\n**Load:** BUILD\n",
    "a list": "- **Module:** 1.2\n- **Slug:** dough\n- **Load:** BUILD\n- **Bread:** white\n",
    "a list below a line": "**Module:** 1.2\n\n- **Slug:** dough\n- **Load:** BUILD\n",
}


@pytest.mark.parametrize("text", HEADERS.values(), ids=HEADERS.keys())
@pytest.mark.parametrize("end", ("\n", "\r\n"), ids=("LF", "CRLF"))
def test_headers(text: str, end: str) -> None:
    whole = f"# Lesson: Dough\n\n{text}\n## Phase 1\n\n**Slug:** not-this\n".replace("\n", end)
    header = doc(whole).header
    assert {key: value.value for key, value in header.items()} == {"module": "1.2", "slug": "dough", "load": "BUILD"}
    assert all(whole[value.start : value.end] == value.value for value in header.values())


def test_commas_and_pipes_in_a_value_stay() -> None:
    header = doc("# Lesson: Dough\n\n**Type:** Hands-on, no notebook | **Next lesson:** rest, or none\n").header
    assert {key: value.value for key, value in header.items()} == {
        "type": "Hands-on, no notebook",
        "next lesson": "rest, or none",
    }


def test_the_first_of_two_keys_wins() -> None:
    assert doc("# Lesson: Dough\n\n**Slug:** dough\n**Slug:** rest\n").header["slug"].value == "dough"


def test_an_empty_key_holds_nothing() -> None:
    header = doc("# Lesson: Dough\n\n**Slug:**\n**Module:** 1.2\n").header
    assert (header["slug"].value, header["module"].value) == ("", "1.2")


def test_front_matter_wins_over_header_lines() -> None:
    found = doc("---\nslug: rest\nType: STRETCH\n---\n# Lesson: Dough\n\n**Slug:** dough\n**Module:** 1.2\n")
    assert found.identity.slug.value == "rest"
    assert {key: value.value for key, value in found.header.items()} == {
        "slug": "rest",
        "type": "STRETCH",
        "module": "1.2",
    }
