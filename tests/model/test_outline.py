"""Every title and table ends in a bin: read, ignored with a reason, or unread."""

from __future__ import annotations

import pytest
from tests.model.reader import doc

LESSON = "# Lesson: First Dough\n\n"
PREREQUISITES = """\
| Concept | Required Depth | Actual Depth | Source | Status |
|---|---|---|---|---|
| Salt | INTRODUCED | INTRODUCED | a | OK |
"""
WEATHER = "| Day | Rain |\n|---|---|\n| Monday | no |\n"

SECTIONS = {
    "## Phase 1: Orient — Student State": ("phase", "read"),
    "### Relevant Concepts": ("state", "read"),
    "### Prerequisites Table": ("prerequisites", "read"),
    "## Prerequisites": ("prerequisites", "read"),
    "**Prerequisites:** none": ("prerequisites", "read"),
    "### What Was NOT Covered": ("not covered", "read"),
    "### Gap Resolution": ("gaps", "read"),
    "### Misconceptions": ("misconceptions", "read"),
    "**This lesson is NOT about:** crust": ("not about", "read"),
    "### Cognitive Load Assessment": ("load", "read"),
    "## Review -- 2026-01-01": ("review", "read"),
    "## What Was Actually Built": ("built", "read"),
    "### Design Notes": ("notes", "ignored"),
    "### Widgets": ("widgets", "ignored"),
    "## Weather": ("", "unread"),
    "## Prerequisitely speaking": ("", "unread"),
}


@pytest.mark.parametrize(("line", "expected"), SECTIONS.items(), ids=SECTIONS.keys())
def test_sections(line: str, expected: tuple[str, str]) -> None:
    found = doc(f"{LESSON}{line}\n\nwords\n").sections
    section = found[-1]
    assert (section.role, section.bin) == expected
    assert bool(section.reason) is (section.bin == "ignored")


def test_every_heading_and_label_has_a_bin() -> None:
    text = f"{LESSON}**Slug:** first-dough\n\n## Phase 1\n\n**Note:** a\n\n#### Weather\n\n- **Wind:** none\n"
    titles = [section.title.value for section in doc(text).sections]
    assert titles == ["Lesson: First Dough", "Slug", "Phase 1", "Note", "Weather"]


def test_a_family_holds_what_it_does_not_know() -> None:
    found = doc(f"{LESSON}## Phase 2\n\n### Misconceptions\n\n#### About rest\n\nwords\n").sections
    assert (found[-1].role, found[-1].bin) == ("misconceptions", "read")


def test_titles_in_a_review_belong_to_the_review() -> None:
    found = doc(f"{LESSON}## Review\n\n### Prerequisites\n\n### Weather\n").sections
    assert [section.role for section in found[-2:]] == ["review", "review"]


def test_a_column_that_nobody_reads_is_told() -> None:
    table = PREREQUISITES.replace("| Status |", "| Mood |")
    found = doc(f"{LESSON}## Prerequisites\n\n{table}").tally
    assert [text.value for text in found.unread] == ["column Mood"]


def test_lists_of_titles_do_not_swallow_the_unknown() -> None:
    found = doc(f"{LESSON}## Phase 1\n\n### Weather\n").sections
    assert found[-1].bin == "unread"


TABLES = {
    "prerequisites": (f"### Prerequisites\n\n{PREREQUISITES}", "prerequisites", "read"),
    "prerequisites without a section": (PREREQUISITES, "prerequisites", "read"),
    "unknown": (f"### Examples Planned\n\n{WEATHER}", "", "unread"),
    "without a section": (WEATHER, "", "unread"),
    "in an outline": (f"### Lesson Outline\n\n{PREREQUISITES}", "", "ignored"),
    "in notes": (f"### Design Notes\n\n{PREREQUISITES}", "", "ignored"),
    "in a review": (f"## Review\n\n{PREREQUISITES}", "", "ignored"),
    "verification in a review": (
        "## Review\n\n| Finding | Status |\n|---|---|\n| Rest | FIXED |\n",
        "fix verification",
        "read",
    ),
    "below a heading inside an outline": (f"### Lesson Outline\n\n#### Hook\n\n{WEATHER}", "", "ignored"),
}


@pytest.mark.parametrize(("text", "role", "bin_"), TABLES.values(), ids=TABLES.keys())
def test_tables(text: str, role: str, bin_: str) -> None:
    (table,) = doc(LESSON + text).tables
    assert (table.role, table.bin) == (role, bin_)
    assert bool(table.reason) is (table.bin == "ignored")


def test_tables_before_the_title() -> None:
    assert [table.role for table in doc(f"{PREREQUISITES}\n{LESSON}").tables] == ["prerequisites"]


HEADERS = {
    "| Concept | Required Depth | Actual Depth | Source Lesson | Status | Reasoning |": "prerequisites",
    "| Concept | Depth | Source | Notes |": "state",
    "| Concept | Depth | Source Lesson | How It's Relevant |": "state",
    "| Misconception | Why They'd Think This | Negative Example | Where Addressed |": "misconceptions",
    "| Misconception | Negative Example That Disproves It |": "misconceptions",
    "| Example | Type | Purpose | Why This Example |": "examples",
    "| Modality | What Specifically | Why |": "modalities",
    "| Gap | Gap Size | Resolution |": "gaps",
    "| Concept | Size | Action |": "gaps",
    "| Prior Concept | How It Connects | Source |": "connections",
    "| New Concept | Existing Concept | Connection |": "connections",
    "| # | Iteration 1 Finding | Severity | Status | Notes |": "fix verification",
    "| # | Lesson | Core Concept | Type | Rationale for Position |": "sequence",
    "| Lesson | Load | Rationale |": "loads",
    "| Concept | Depth | Lesson | Notes |": "concept index",
    "| Concept | Depth | Module | Lesson | Key Teaching |": "roll-up",
    "| **Concept** | **Required Depth** |": "prerequisites",
    "| Concept | Target Depth |": "targets",
    "| Concept | Depth Required | Depth Taught | Where Taught | Verdict |": "prerequisites",
    "| Wrong Idea | Reason | Contrasting Example | Section |": "misconceptions",
    "| Concept | Level | Taught In | Notes |": "concept index",
    "| Concept | Depth Reached | Introduced In | Notes |": "concept index",
    "| Day | Rain |": "",
}


@pytest.mark.parametrize(("header", "role"), HEADERS.items(), ids=HEADERS.keys())
def test_roles(header: str, role: str) -> None:
    rule = "|---" * (header.count("|") - 1) + "|"
    (table,) = doc(f"{LESSON}{header}\n{rule}\n").tables
    assert table.role == role
