"""Cognitive load wherever authors state it: header, load section, sequence, trajectory, record."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.model.reader import doc, lesson, plan, record

from lessonlint.model.values import LoadClaim

SECTION = "### Cognitive Load Assessment\n\n"


def said(claims: Sequence[LoadClaim]) -> list[tuple[str, str, str]]:
    return [(claim.place, claim.lesson, claim.load.word) for claim in claims]


HEADERS = {
    "**Cognitive load:** STRETCH": "STRETCH",
    "**Cognitive load type:** build": "BUILD",
    "**Load Type:** CONSOLIDATE": "CONSOLIDATE",
    "**Type:** STRETCH (3 new concepts)": "STRETCH",
    "**Type:** Conceptual (no notebook)": "",
    "**Type:** BUILD -- hands-on": "BUILD",
    "**Module:** 1.1 | **Type:** BUILD | **Slug:** dough": "BUILD",
}


@pytest.mark.parametrize(("line", "load"), HEADERS.items(), ids=HEADERS.keys())
def test_headers(line: str, load: str) -> None:
    assert said(lesson(line).loads) == ([("header", "", load)] if load else [])


OWN = {
    "- **This lesson's load:** BUILD -- appropriate.": "BUILD",
    "**This lesson's load:** BUILD": "BUILD",
    "- **Load:** CONSOLIDATE": "CONSOLIDATE",
    "- **Lesson type:** **STRETCH**": "STRETCH",
    "- **Assessment:** BUILD, since only one idea is new": "BUILD",
    "- **Assessment:** This is fine after a STRETCH": "",
    "- **This lesson's load:** lighter than the STRETCH before": "",
}


@pytest.mark.parametrize(("line", "load"), OWN.items(), ids=OWN.keys())
def test_load_sections(line: str, load: str) -> None:
    assert said(lesson(SECTION + line).loads) == ([("load section", "", load)] if load else [])


PREVIOUS = {
    "- **Previous lesson load:** STRETCH (first-dough)": "STRETCH",
    "- **Previous lesson:** BUILD": "BUILD",
    "- **Prior lesson load:** BUILD": "BUILD",
    "- **Previous lesson load:** N/A (first lesson)": None,
    "- **Previous lesson load:** There was no STRETCH before": None,
    "": None,
}


@pytest.mark.parametrize(("line", "load"), PREVIOUS.items(), ids=[repr(line) for line in PREVIOUS])
def test_the_lesson_before(line: str, load: str | None) -> None:
    claim = lesson(SECTION + line).previous_load
    assert (claim.load.word if claim else None) == load


def test_of_the_lesson_before_the_word_is_marked() -> None:
    text = f"# Lesson: Dough\n\n{SECTION}- **Previous lesson load:** **BUILD** — light,\n  and short\n"
    claim = getattr(doc(text).body, "previous_load", None)
    assert claim is not None
    assert text[claim.text.start : claim.text.end] == claim.text.value == "BUILD"
    assert claim.reason.value.endswith("short")


COUNTS = {
    "a number with items": ("- **New concepts in this lesson:** 2\n  - hydration\n  - autolyse\n", 2, 2),
    "a number with numbered items": ("- **New concepts in this lesson:** 2\n  1. hydration\n  2. autolyse\n", 2, 2),
    "a range": ("- **New concepts:** 2-3\n", 2, 0),
    "a count": ("- **New concept count:** 2\n", 2, 0),
    "told as a number": ("- **Number of new concepts:** 2\n", 2, 0),
    "zero": ("- **New concepts in this lesson:** Zero.\n", 0, 0),
    "inline": ("- **New concepts in this lesson:** (1) hydration, (2) autolyse\n", 2, 2),
    "a plain label": ("**New concepts in this lesson:** 2\n", 2, 0),
    "a plain label above a list": ("**New concepts in this lesson:** 2\n\n- hydration\n- autolyse\n", 2, 2),
    "labelled items": ("- **New concepts in this lesson:** 2\n  - **Hydration:** water\n  - autolyse\n", 2, 2),
    "notes below the items": ("- **New concepts:** 1\n  - autolyse\n    - why\n    - when\n", 1, 1),
    "a loose list": ("**New concepts:** 2\n\n- hydration\n\n  More of it.\n\n- autolyse\n\n", 2, 2),
    "two lists": ("**New concepts:** 2\n\n- hydration\n- autolyse\n\nKnown:\n\n- mixing\n", 2, 0),
    "inline with a sum": ("- **New concepts:** (1) hydration, (2) autolyse. That's 3 new concepts.\n", 3, 2),
}


@pytest.mark.parametrize(("text", "number", "items"), COUNTS.values(), ids=COUNTS.keys())
@pytest.mark.parametrize("end", ("\n", "\r\n"), ids=("LF", "CRLF"))
def test_new_concepts(text: str, number: int, items: int, end: str) -> None:
    text = f"# Lesson: Dough\n\n{SECTION}{text}- **Previous lesson load:** BUILD\n".replace("\n", end)
    body = doc(text).body
    count = getattr(body, "new_concepts", None)
    assert count is not None
    assert (count.low, len(count.items)) == (number, items)


def test_no_count() -> None:
    assert lesson(f"{SECTION}- **New concepts:** some\n").new_concepts is None
    assert lesson("").new_concepts is None


def test_the_sequence() -> None:
    table = (
        "## Lesson Sequence\n\n| # | Lesson | Core Concept | Type |\n|---|---|---|---|\n"
        "| 1 | first-dough | Dough | BUILD |\n| 2 | rest | Rest | **STRETCH** (two ideas) |\n| 3 | x | X | talk |\n"
    )
    assert said(plan(table).loads) == [("sequence", "first-dough", "BUILD"), ("sequence", "rest", "STRETCH")]


def test_a_lesson_that_is_a_link_is_its_words() -> None:
    table = (
        "## Lesson Sequence\n\n| Lesson | Core Concept | Type |\n|---|---|---|\n"
        "| [first-dough](lessons/first-dough.md) | Dough | BUILD |\n| [rest](x) and [more](y) | Rest | BUILD |\n"
    )
    assert [row.lesson.value for row in plan(table).sequence] == ["first-dough", "[rest](x) and [more](y)"]
    assert said(plan(table).loads)[0] == ("sequence", "first-dough", "BUILD")


def test_a_sequence_of_titles_counts_from_one() -> None:
    table = "## Lesson Sequence\n\n| Lesson | Type |\n|---|---|\n| First Dough | BUILD |\n| Rest Time | STRETCH |\n"
    assert said(plan(table).loads) == [("sequence", "1", "BUILD"), ("sequence", "2", "STRETCH")]


def test_a_trajectory_table() -> None:
    table = (
        "## Cognitive Load Trajectory\n\n| Lesson | Load | Rationale |\n|---|---|---|\n"
        "| first-dough | BUILD | easy |\n| rest | STRETCH | two at once |\n"
    )
    found = plan(table).loads
    assert said(found) == [("trajectory", "first-dough", "BUILD"), ("trajectory", "rest", "STRETCH")]
    assert [claim.reason.value for claim in found] == ["easy", "two at once"]


CHAINS = {
    "arrows": "BUILD → STRETCH -> CONSOLIDATE",
    "dashes": "BUILD-STRETCH-CONSOLIDATE",
    "long dashes": "BUILD — STRETCH – CONSOLIDATE",
    "commas": "BUILD, STRETCH, CONSOLIDATE",
    "in a sentence": "The loads go BUILD → STRETCH → CONSOLIDATE, so that nobody tires after a STRETCH.",
    "in an item": "- BUILD → STRETCH → CONSOLIDATE",
    "in a fence": "```\nBUILD → STRETCH → CONSOLIDATE\n```",
    "in a fence with numbers": "```\nLesson 1: BUILD\nLesson 2: STRETCH — two ideas\nLesson 3: CONSOLIDATE\n```",
}


@pytest.mark.parametrize("text", CHAINS.values(), ids=CHAINS.keys())
def test_trajectories(text: str) -> None:
    found = plan(f"## Cognitive Load Trajectory\n\n{text}\n").loads
    assert said(found) == [
        ("trajectory", "1", "BUILD"),
        ("trajectory", "2", "STRETCH"),
        ("trajectory", "3", "CONSOLIDATE"),
    ]


def test_a_fenced_list_of_slugs() -> None:
    found = plan("## Cognitive Load Trajectory\n\n```\nLesson 1 (first-dough): BUILD — why\n```\n").loads
    assert said(found) == [("trajectory", "first-dough", "BUILD")]


def test_one_load_is_no_trajectory() -> None:
    assert plan("## Cognitive Load Trajectory\n\nEvery lesson is a BUILD.\n").loads == ()


RECORDS = {
    "### first-dough (Lesson 1 — BUILD)": ("first-dough", 1, "BUILD"),
    "### Lesson 1: First Dough (first-dough)": ("first-dough", 1, ""),
    "### Lesson 1: First Dough (BUILD)": ("", 1, "BUILD"),
    "### first-dough": ("first-dough", None, ""),
    "### `first-dough` (BUILD)": ("first-dough", None, "BUILD"),
    "### Lesson: first-dough": ("first-dough", None, ""),
    "### First Dough": ("", None, ""),
}


@pytest.mark.parametrize(("heading", "expected"), RECORDS.items(), ids=RECORDS.keys())
def test_records(heading: str, expected: tuple[str, int | None, str]) -> None:
    (summary,) = record(f"## Per-Lesson Summaries\n\n{heading}\n\n**Status:** built\n").summaries
    load = next((claim.load.word for claim in summary.loads), "")
    assert (summary.slug, summary.order, load) == expected
    assert summary.status
    assert summary.status.state == "complete"


def test_a_load_line_in_a_record() -> None:
    text = "## Per-Lesson Summaries\n\n### first-dough\n\n**Cognitive load:** BUILD\n\n**Type:** hands-on\n"
    assert said(record(text).summaries[0].loads) == [("record", "", "BUILD")]


@pytest.mark.parametrize("kind", ("header", "load section", "trajectory"))
def test_claims_stand_where_they_say(kind: str) -> None:
    text = {
        "header": "# Lesson: Dough\n\n**Load:** BUILD\n",
        "load section": f"# Lesson: Dough\n\n{SECTION}- **This lesson's load:** BUILD\n",
        "trajectory": "# Module 1.1: A -- Plan\n\n## Cognitive Load Trajectory\n\n> BUILD -> BUILD\n",
    }[kind]
    claims = getattr(doc(text).body, "loads", ())
    assert claims
    assert all(text[claim.text.start : claim.text.end] == "BUILD" for claim in claims)


LISTINGS = {
    "a table": ("| Lesson | Load |\n|---|---|\n| `dough` | BUILD |\n| rest | odd |\n", [(True, ["`dough`", "rest"])]),
    "titles": ("| Lesson | Load |\n|---|---|\n| The Dough | BUILD |\n", [(False, ["The Dough"])]),
    "a fenced list": ("```\nLesson 1 (dough): BUILD\nLesson 2 (rest): later\n```\n", [(True, ["dough", "rest"])]),
    "numbers only": ("```\nLesson 1: BUILD\nLesson 2: STRETCH\n```\n", [(False, ["1", "2"])]),
    "a fenced grid": ("```\nLesson:  1      2\nType:    BUILD  STRETCH\n```\n", [(False, ["BUILD", "STRETCH"])]),
    "arrows": ("BUILD → **STRETCH** -> BUILD. A gentle one.\n", [(False, ["BUILD", "STRETCH", "BUILD"])]),
    "arrows in a sentence": ("It opens with BUILD → STRETCH.\n", []),
    "arrows that go on": ("BUILD → STRETCH → (rest) → BUILD\n", []),
    "arrows over two lines": ("BUILD → STRETCH\n→ BUILD\n", []),
}


@pytest.mark.parametrize(("text", "found"), LISTINGS.values(), ids=LISTINGS.keys())
def test_which_lessons_a_trajectory_lists(text: str, found: list[tuple[bool, list[str]]]) -> None:
    section = f"## Cognitive Load Trajectory\n\n{text}"
    for ends in ("\n", "\r\n", "\r"):
        trajectories = plan(section.replace("\n", ends)).trajectories
        assert [(each.named, [lesson.value for lesson in each.lessons]) for each in trajectories] == found
