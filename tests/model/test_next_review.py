"""The next iteration, begun: what it carries over, where it stands, and that it reads back as a review in progress."""

from __future__ import annotations

import pytest
from tests.model.reader import doc

from lessonlint.fixing import apply
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.next_review import next_review, planned
from lessonlint.model.stamps import fingerprint
from lessonlint.model.standing import in_progress

TITLE = "# Lesson: First Dough\n\n"
REVIEW = """\
## Review — 2026-03-02 (Iteration 1/3)

### Verdict: NEEDS REVISION

### [IMPROVEMENT] — Students never touch P(dough \\| salt)

**Issue:** The teacher kneads.

### [POLISH] — The photograph is dark

This finding is retracted.
"""
PLAN = """\
### Modalities

| Modality | What | Why |
|---|---|---|
| Visual | Three **sketches** | the net is small |

### Examples

| Example | Type | Purpose | Why This Example |
|---|---|---|---|
| A ball of dough | Positive | to see | it is at hand |

### Misconceptions

| Misconception | Why They'd Think This | Negative Example | Where to Address |
|---|---|---|---|
| "Kneading makes gluten" | recipes | a bowl left alone | Section 8 |

### Connections

| Prior Concept | How It Connects |
|---|---|
| Flour | it swells |

"""


def begun(text: str) -> str:
    """A lesson with its next review begun."""
    found = doc(text)
    return apply(found.source, [next_review(found, "2026-03-05")]).text


def plan_of(found: Doc) -> LessonPlan:
    assert isinstance(found.body, LessonPlan)
    return found.body


def new_lines(text: str) -> list[str]:
    """The lines that are put in, in their order."""
    before, after = text.splitlines(), begun(text).splitlines()
    first = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    return after[first : first + len(after) - len(before)]


def test_everything_there_is_to_look_at() -> None:
    assert new_lines(TITLE + PLAN + REVIEW) == [
        "",
        "## Review — 2026-03-05 (Iteration 2/3)",
        "",
        "### Summary",
        "- Critical:",
        "- Improvement:",
        "- Polish:",
        "",
        "### Verdict:",
        "",
        "### Iteration 1 Fix Verification",
        "",
        "| Finding | Status | Notes |",
        "|---|---|---|",
        r"| [IMPROVEMENT] Students never touch P(dough \| salt) | | |",
        "",
        "### Planned, and in the Lesson?",
        "",
        "- [ ] Modality, Visual: Three sketches",
        "- [ ] Example, Positive: A ball of dough",
        '- [ ] Misconception, "Kneading makes gluten": a bowl left alone',
        "- [ ] Bridge, Flour: it swells",
        "",
        "### Findings",
        "",
        "<!-- A finding: #### [CRITICAL] — Its title; below it **Location:**, **Issue:** and **Suggested fix:** -->",
    ]


def test_the_first_review() -> None:
    assert new_lines("# Lesson: First Dough\n\n## Outline\n\n1. Knead\n")[:2] == [
        "",
        "## Review -- 2026-03-05 (Iteration 1/3)",
    ]


PASSED = "## Review -- 2026-03-02 ({})\n\n### Verdict: {}\n"
NUMBERS = {
    "the next": ("Iteration 1/3", "PASS", "Iteration 2/3"),
    "after the last": ("Iteration 3/3", "PASS", "Iteration 1/3"),
    "one too many": ("Iteration 3/3", "NEEDS REVISION", "Iteration 4/3"),
    "without a limit": ("Iteration 2", "PASS", "Iteration 3"),
    "without a number": ("FINAL", "PASS", "Iteration 2"),
}


@pytest.mark.parametrize(("number", "verdict", "expected"), NUMBERS.values(), ids=NUMBERS.keys())
def test_the_number(number: str, verdict: str, expected: str) -> None:
    assert f"## Review -- 2026-03-05 ({expected})" in begun(TITLE + PASSED.format(number, verdict))


BELOW = {
    "at the end": ("", ""),
    "without a last line end": ("words", ""),
    "above another section": ("", "## What Was Actually Built\n\nA dough.\n"),
    "below a fix pass": ("", "## Fix Pass\n\n- all done\n"),
    "below a fix pass, above a section": ("", "## Fix Pass\n\n- all done\n\n---\n\n## Notes\n\nwords\n"),
    "rules between reviews": ("---\n\n" + PASSED.format("Iteration 2/3", "NEEDS REVISION") + "\n---\n\n", "## Notes\n"),
}


@pytest.mark.parametrize("newline", ("\n", "\r\n", "\r"))
@pytest.mark.parametrize(("inside", "below"), BELOW.values(), ids=BELOW.keys())
def test_it_reads_back_and_touches_nothing_else(inside: str, below: str, newline: str) -> None:
    text = (TITLE + PLAN + REVIEW + ("\n" + inside if inside else "") + ("\n" + below if below else "")).replace(
        "\n", newline
    )
    before, after = doc(text), doc(begun(text))
    assert len(plan_of(after).reviews) == len(plan_of(before).reviews) + 1
    assert in_progress(plan_of(after).reviews[-1])
    assert fingerprint(after) == fingerprint(before)
    edit = next_review(before, "2026-03-05")
    at = edit.place.start
    assert after.source.text == text[:at] + edit.text + text[at:]
    assert set(newline) >= set(after.source.text) & {"\r", "\n"}
    assert [row.finding.value for row in plan_of(after).reviews[-1].verifications][-1].startswith("[IMPROVEMENT]")


def test_long_promises_are_cut_between_words() -> None:
    found = doc(TITLE + PLAN.replace("Three **sketches**", "knead " * 40))
    assert next(planned(plan_of(found))).endswith("knead knead…")
