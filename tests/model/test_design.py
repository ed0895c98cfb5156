"""What a lesson's design says in lists and prose: modalities, scope, outline, readiness, numbers in a checklist."""

from __future__ import annotations

import pytest
from tests.model.reader import lesson, record

MODALITIES = {
    "### Modalities\n\n- **Visual:** a drawing\n- Verbal/analogy: wool\n- Hands-on -- a ball": [
        "Visual", "Verbal/analogy", "Hands-on",
    ],
    "### Modalities\n\n#### Visual\n\nA drawing.\n\n#### Verbal": ["Visual", "Verbal"],
    "**Modalities:** visual, verbal and hands-on.": ["visual", "verbal", "hands-on"],
    "### Modalities\n\n| Modality | What |\n|---|---|\n| Visual | - one\n": ["Visual"],
    "### Modalities": [],
}  # fmt: skip


@pytest.mark.parametrize(("text", "names"), MODALITIES.items(), ids=range(len(MODALITIES)))
def test_modalities(text: str, names: list[str]) -> None:
    assert [row.modality.value for row in lesson(text).modalities] == names


SCOPES = {
    "### Scope\n\n**This lesson IS about:**\n- dough": (True, False),
    "### Scope\n\n**This lesson is NOT about:** yeast": (False, True),
    "### Scope\n\n- Does NOT cover: yeast\n- No rye": (False, True),
    "### Scope\n\n- Wheat -- not rye": (True, True),
    "### Scope\n\nWheat doughs of every kind.": (True, False),
    "### Scope\n\n**This lesson IS about:**\n\n**This lesson is NOT about:**": (False, False),
}


@pytest.mark.parametrize(("text", "sides"), SCOPES.items(), ids=range(len(SCOPES)))
def test_scope(text: str, sides: tuple[bool, bool]) -> None:
    scope = lesson(text).scope
    assert scope is not None
    assert (scope.is_about, scope.not_about) == sides


def test_no_scope() -> None:
    assert lesson("### Examples").scope is None


OUTLINES = {
    "#### 1. Look\n\n- closely\n\n#### 2. Pull": ["1. Look", "2. Pull"],
    "**1. Look**\nAt the skin.\n- closely\n\n**2. Pull** (new)\nGently.": ["1. Look", "2. Pull"],
    "1. Look\n2. Pull": ["Look", "Pull"],
    "**Look**\n\nAt the skin.\n\n- at its shine\n- at its cracks": ["at its shine", "at its cracks"],
}


@pytest.mark.parametrize(("text", "steps"), OUTLINES.items(), ids=range(len(OUTLINES)))
def test_outline(text: str, steps: list[str]) -> None:
    assert [step.value for step in lesson(f"### Lesson Outline\n\n{text}").outline] == steps


CLAIMS = {
    "Every concept is at DEVELOPED or higher.": 2,
    "All of the prerequisites have reached at least **INTRODUCED** (barely).": 1,
    "All concepts the lesson (1.1.2) uses are at INTRODUCED\nor DEVELOPED depth.": 1,
    "Well prepared: all prerequisites are at sufficient depth.": None,
}


@pytest.mark.parametrize(("text", "step"), CLAIMS.items(), ids=CLAIMS.keys())
def test_claims_about_every_concept(text: str, step: int | None) -> None:
    assert [claim.step for claim in lesson(f"### Readiness Assessment\n\n{text}").depth_claims] == [step]


NO_CLAIMS = [
    "All flour concepts are at DEVELOPED.",
    "Not every concept is at DEVELOPED.",
    "Every concept except salt is at DEVELOPED.",
    "Every concept will be at DEVELOPED.",
    "Every concept is known.",
    "Gluten is at DEVELOPED. So is every baker.",
]


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_sentences_that_claim_less(text: str) -> None:
    assert lesson(f"### Readiness Assessment\n\n{text}").depth_claims == ()


TALLIES = {
    "Misconceptions (5 misconceptions)": [("misconception", 5)],
    "At least 3 modalities: four modalities": [("modality", 4)],
    "Load = 3 new concepts": [("new concept", 3)],
    "Load <= 3 new concepts (2 new concepts)": [("new concept", 2)],
    "At least 2 positive (a, b) + 1 negative": [],
    "2-3 new concepts": [],
    "Two or more positive and one negative (2 positive + 1 negative)": [("positive", 2), ("negative", 1)],
    "3 misconceptions or more": [],
    "Section 3 misconception-free": [],
}


@pytest.mark.parametrize(("text", "numbers"), TALLIES.items(), ids=TALLIES.keys())
def test_tallies(text: str, numbers: list[tuple[str, int]]) -> None:
    (check,) = lesson(f"### Pedagogical Design\n\n- [x] {text}").checks
    assert [(tally.what, tally.number) for tally in check.tallies] == numbers
    assert all(tally.text.value in text for tally in check.tallies)


NOTEBOOKS = {
    "**Notebook:** `notebooks/1-1-1-dough.ipynb`": ["1-1-1-dough.ipynb"],
    "**Type:** Hands-on (notebook: `1-1-1-dough.ipynb`)": ["1-1-1-dough.ipynb"],
    "**Type:** Conceptual (no notebook)": [""],
    "**Notebook:** None. A lesson of waiting.": [""],
    "**Notebook:** no idea yet": [],
    "**Type:** BUILD": [],
}


@pytest.mark.parametrize(("line", "names"), NOTEBOOKS.items(), ids=NOTEBOOKS.keys())
def test_notebooks(line: str, names: list[str]) -> None:
    assert [each.name for each in lesson(line).notebooks] == names
    (summary,) = record(f"## Per-Lesson Summaries\n\n### dough\n\n{line}").summaries
    assert [each.name for each in summary.notebooks] == names


def test_a_header_outranks_the_outline() -> None:
    outline = "## Lesson Outline\n\n1. Practice (`b.ipynb`)"
    assert [each.name for each in lesson(outline).notebooks] == ["b.ipynb"]
    assert [each.name for each in lesson(f"**Notebook:** `a.ipynb`\n\n{outline}").notebooks] == ["a.ipynb"]
