"""What plans say in lists: steps of an outline, beliefs of a module, items that say how new they are."""

from __future__ import annotations

import pytest
from tests.model.reader import doc, lesson

from lessonlint.model.documents import ModulePlan
from lessonlint.model.phrases import DOUBTFUL, KNOWN, NEW, novelty

OUTLINES = {
    "headings": ("#### 1. Mixing\n\n- flour\n\n#### 2. Kneading\n", ["1. Mixing", "2. Kneading"]),
    "items": ("1. **Mixing**\n   - flour\n2. Kneading\n", ["**Mixing**", "Kneading"]),
    "bold lines": (
        "**1. Mixing**\nFlour.\n\n- a\n- b\n- c\n\n**2. Kneading** (by hand)\n",
        ["1. Mixing", "2. Kneading"],
    ),
    "one bold line": ("**Mixing**\n\n- flour\n- water\n", ["flour", "water"]),
    "bold in prose": ("**Mixing** comes first.\n\n**Kneading** is next.\n\n- flour\n", ["flour"]),
}


@pytest.mark.parametrize(("text", "steps"), OUTLINES.values(), ids=OUTLINES.keys())
@pytest.mark.parametrize("end", ("\n", "\r\n"), ids=("LF", "CRLF"))
def test_outlines(text: str, steps: list[str], end: str) -> None:
    assert [step.value for step in lesson(f"### Lesson Outline\n\n{text}".replace("\n", end)).outline] == steps


BELIEFS = {
    '- **"Salt kills yeast."** It does not.': '"Salt kills yeast."',
    "- **Salt kills yeast:** It does not.": "Salt kills yeast",
    '- "Salt kills yeast", they heard so': '"Salt kills yeast"',
    "- Salt kills yeast — they heard so": "Salt kills yeast",
    "- Salt kills yeast. They heard so": "Salt kills yeast",
    "- Salt kills yeast\n  or so they heard": "Salt kills yeast",
    "- Salt kills yeast": "Salt kills yeast",
}


@pytest.mark.parametrize(("item", "belief"), BELIEFS.items(), ids=BELIEFS.keys())
def test_beliefs_of_a_module(item: str, belief: str) -> None:
    text = f"# Module 1.1: Dough -- Plan\n\n## Module-Level Misconceptions\n\n{item}\n"
    body = doc(text).body
    assert isinstance(body, ModulePlan)
    (found,) = body.misconceptions
    assert text[found.start : found.end] == found.value == belief


def test_a_row_with_surplus_cells_keeps_its_belief_only() -> None:
    head = "### Misconceptions\n\n| Misconception | Why | Negative Example | Where |\n|---|---|---|---|\n"
    (row,) = lesson(f"{head}| Half | half works | So it seems | It tears | Section 1 |").misconceptions
    assert (row.belief.value, row.negative.value, row.place.value) == ("Half", "", "")


NOVELTY = {
    "Oven spring": NEW,
    "Oven spring, new and surprising": NEW,
    "Folding (not a new concept)": KNOWN,
    "Folding -- not new": KNOWN,
    "Baking as a race -- not entirely new": DOUBTFUL,
    "Reused: folding": DOUBTFUL,
    "Steam (stretch, lighter treatment)": DOUBTFUL,
}


@pytest.mark.parametrize(("item", "kind"), NOVELTY.items(), ids=NOVELTY.keys())
def test_how_new_an_item_is(item: str, kind: str) -> None:
    assert novelty(item) == kind
