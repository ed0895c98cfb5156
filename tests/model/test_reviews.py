"""Reviews in every form of design 3.5, and what answers them."""

from __future__ import annotations

import pytest
from tests.model.reader import doc, lesson

from lessonlint.model.documents import LessonPlan
from lessonlint.model.values import Review


def review(text: str) -> Review:
    """The one review whose section holds this text."""
    (found,) = lesson(f"## Review -- 2026-02-09 (Iteration 2/3)\n\n{text}\n").reviews
    return found


HEADINGS = {
    "## Review -- 2026-02-09 (Iteration 1/3)": ("2026-02-09", 1, 3),
    "## Review — 2026-02-09 (Iteration 2 of 3)": ("2026-02-09", 2, 3),
    "## Review -- 2026-02-09": ("2026-02-09", None, None),
    "## Review -- 2026-02-09 (Iteration 3/3, FINAL)": ("2026-02-09", 3, 3),
    "## Review -- 2026-02-09 (FINAL)": ("2026-02-09", None, None),
    "## Review: Iteration 2": ("", 2, None),
    "## Re-Review -- 2026-02-09": ("2026-02-09", None, None),
    "## Final Review -- 2026-02-09": ("2026-02-09", None, None),
    "### Review -- 2026-02-09": ("2026-02-09", None, None),
    "## Iteration 2 Review -- 2026-02-09": ("2026-02-09", 2, None),
    "## Pedagogical Review: 2026-02-09": ("2026-02-09", None, None),
}


@pytest.mark.parametrize(("heading", "expected"), HEADINGS.items(), ids=HEADINGS.keys())
def test_headings(heading: str, expected: tuple[str, int | None, int | None]) -> None:
    (found,) = lesson(f"{heading}\n\n### Verdict: PASS\n").reviews
    assert (found.date, found.iteration, found.cap) == expected


@pytest.mark.parametrize("heading", ("## Review Notes", "## Review checklist", "## Improvement Summary", "## Reviewed"))
def test_what_is_no_review(heading: str) -> None:
    assert lesson(f"{heading}\n\nwords\n").reviews == ()


@pytest.mark.parametrize("heading", ("## Review Summary", "## What a review asks", "### Iteration 1 Review"))
def test_a_title_with_a_review_in_it_is_one_where_a_verdict_is_below(heading: str) -> None:
    asked = [lesson(f"{heading}\n\n{text}\n").reviews for text in ("words", "**Verdict:** PASS")]
    assert [len(found) for found in asked] == [0, int("Summary" not in heading)]


VERDICTS = {
    "### Verdict: PASS": "PASS",
    "### Verdict: PASS (with polish notes)": "PASS",
    "### Verdict: **PASS**": "PASS",
    "### Verdict -- PASS": "PASS",
    "### Verdict: NEEDS REVISION": "NEEDS REVISION",
    "### Verdict: Needs Revision": "NEEDS REVISION",
    "### Verdict: MAJOR REVISION": "MAJOR REVISION",
    "### Verdict: NEEDS REVISION -> PASS": "PASS",
    "**Verdict:** PASS": "PASS",
    "### Final Verdict: PASS": "PASS",
    "### Verdict: NEEDS REVISION (cannot PASS yet)": "NEEDS REVISION",
    "### Verdict: Looks good": "",
    "### Verdict\n\nPASS": "PASS",
    "### Verdict\n\n**NEEDS REVISION**": "NEEDS REVISION",
    "### Verdict — PASS\n\nThe rest is an hour: enough.": "PASS",
    "### Verdict\n\nNEEDS REVISION: the rest is short": "NEEDS REVISION",
    "### Verdict:\n\nPASS": "PASS",
    "**Verdict: PASS**": "PASS",
    "- **Verdict: PASS** with notes": "PASS",
}


@pytest.mark.parametrize(("text", "verdict"), VERDICTS.items(), ids=VERDICTS.keys())
def test_verdicts(text: str, verdict: str) -> None:
    assert review(text).verdict == verdict


def test_a_verdict_stands_where_it_says() -> None:
    text = "# Lesson: Dough\n\n## Review\n\n### Verdict:  PASS (with notes)\n"
    body = doc(text).body
    assert isinstance(body, LessonPlan)
    (found,) = body.reviews
    assert text[found.verdict_text.start : found.verdict_text.end] == found.verdict_text.value == "PASS (with notes)"


SUMMARIES = {
    "- Critical: 0\n- Improvement: 2\n- Polish: 1": (0, 2, 1),
    "- **Critical:** 0\n- **Improvement:** 2\n- **Polish:** 1": (0, 2, 1),
    "- Critical findings: 0\n- Improvement findings: 2\n- Polish findings: 1": (0, 2, 1),
    "0 critical, 2 improvements, 1 polish": (0, 2, 1),
    "**CRITICAL:** 0 | **IMPROVEMENT:** 2 | **POLISH:** 1": (0, 2, 1),
    "Critical: 0, Improvement: 2, Polish: 1": (0, 2, 1),
    "| Severity | Count |\n|---|---|\n| Critical | 0 |\n| Improvement | 2 |\n| Polish | 1 |": (0, 2, 1),
    "Nothing to say.": (),
}


@pytest.mark.parametrize(("text", "expected"), SUMMARIES.items(), ids=SUMMARIES.keys())
def test_summaries(text: str, expected: tuple[int, ...]) -> None:
    counts = review(f"### Summary\n\n{text}\n").counts
    assert tuple(count.low for _, count in counts) == expected
    assert [name for name, _ in counts] == ["CRITICAL", "IMPROVEMENT", "POLISH"][: len(expected)]


TITLES = {
    "### [CRITICAL] The rest is too short": ("CRITICAL", "The rest is too short"),
    "#### [IMPROVEMENT] — The rest is too short": ("IMPROVEMENT", "The rest is too short"),
    "### [CRITICAL] -- The rest is too short": ("CRITICAL", "The rest is too short"),
    "#### [POLISH]: The rest is too short": ("POLISH", "The rest is too short"),
    "#### IMPROVEMENT: The rest is too short": ("IMPROVEMENT", "The rest is too short"),
    "#### IMPROVEMENT — The rest is too short": ("IMPROVEMENT", "The rest is too short"),
    "#### [Improvement] - The rest is too short": ("IMPROVEMENT", "The rest is too short"),
    "#### [IMPROVMENT] — The rest is too short": ("IMPROVEMENT", "The rest is too short"),
    "#### [SPLENDID] — The rest is too short": ("", "The rest is too short"),
    "#### 2. [POLISH] The rest is too short": ("POLISH", "The rest is too short"),
    "#### Finding 2: [POLISH] — The rest is too short": ("POLISH", "The rest is too short"),
    "#### Finding 2 (POLISH): The rest is too short": ("POLISH", "The rest is too short"),
    "#### P2. [POLISH] The rest is too short": ("POLISH", "The rest is too short"),
    "#### POLISH 2 — The rest is too short": ("POLISH", "The rest is too short"),
    "#### **[POLISH]** — The rest is too short": ("POLISH", "The rest is too short"),
    "#### `POLISH` — The rest is too short": ("POLISH", "The rest is too short"),
    "#### 🟡 [POLISH] — The rest is too short": ("POLISH", "The rest is too short"),
    "#### The rest is too short [POLISH]": ("POLISH", "The rest is too short"),
    "#### The rest is too short (Polish)": ("POLISH", "The rest is too short"),
}


@pytest.mark.parametrize(("heading", "expected"), TITLES.items(), ids=TITLES.keys())
def test_findings(heading: str, expected: tuple[str, str]) -> None:
    text = f"### Findings\n\n{heading}\n\n**Location:** Section 2\n**Issue:** ten minutes\n"
    (found,) = review(text).findings
    assert (found.severity, found.title.value) == expected
    assert {name: value.value for name, value in found.fields} == {"location": "Section 2", "issue": "ten minutes"}


NO_FINDINGS = (
    "### What Works Well",
    "### Summary: good",
    "### Section 2: Rest",
    "### Findings",
    "### 2. Polish the crust",
    "### The oven (hot)",
    "### [POLISH]",
)


@pytest.mark.parametrize("heading", NO_FINDINGS)
def test_other_headings_are_no_findings(heading: str) -> None:
    assert review(f"{heading}\n\nwords\n").findings == ()


CLOSED = {
    "**Issue:** too short": "",
    "**Issue:** too short. This finding is retracted.": "withdrawn",
    "**Issue:** too short\n\nOn a second look it is not an issue.": "withdrawn",
    "**Issue:** too short\n**Status:** FIXED": "fixed",
    "**Issue:** too short\n**Status:** NOT FIXED": "",
    "**Issue:** too short\n**Fix applied:** an hour now": "fixed",
    "**Issue:** too short\n**Status:** Deferred": "deferred",
    "**Issue:** too short\n**Status:** no change needed": "accepted",
}


@pytest.mark.parametrize(("text", "closed"), CLOSED.items(), ids=CLOSED.keys())
def test_findings_closed_in_their_own_words(text: str, closed: str) -> None:
    (found,) = review(f"#### [IMPROVEMENT] — Rest\n\n{text}\n").findings
    assert found.closed == closed


STATUSES = {
    "FIXED": "fixed",
    "RESOLVED": "fixed",
    "Fixed": "fixed",
    "YES": "fixed",
    "VERIFIED": "fixed",
    "✅": "fixed",
    "PARTIALLY FIXED": "open",
    "PARTIAL": "open",
    "NOT FIXED": "open",
    "NOT ADDRESSED": "open",
    "Not fixed": "open",
    "UNRESOLVED": "open",
    "DEFERRED": "deferred",
    "DEFERRED (intentional)": "accepted",
    "NOT FIXED, accepted for this year": "accepted",
    "accepted": "accepted",
    "N/A": "accepted",
    "perhaps": "unknown",
}
CELLS = {
    "Open": "open",
    "No": "open",
    "❌": "open",
    "Pending": "open",
    "Not yet": "open",
    "No dough is left": "unknown",
}
VERIFYING = (
    "Previous Findings",
    "Status of Iteration 1 Findings",
    "Resolution of Prior Findings",
    "Follow-up on Iteration 1",
)


@pytest.mark.parametrize(("status", "outcome"), CELLS.items(), ids=CELLS.keys())
@pytest.mark.parametrize("title", VERIFYING)
def test_cells_that_say_that_a_finding_is_open(title: str, status: str, outcome: str) -> None:
    table = f"| Finding | Status |\n|---|---|\n| Rest is too short | {status} |\n"
    assert [one.outcome for one in review(f"### {title}\n\n{table}").verifications] == [outcome]


@pytest.mark.parametrize(("status", "outcome"), STATUSES.items(), ids=STATUSES.keys())
def test_verification_forms(status: str, outcome: str) -> None:
    forms = (
        f"### Fix Verification\n\n1. [IMPROVEMENT] Rest is too short: {status}\n",
        f"### Fix Verification\n\n- **IMPROVEMENT: Rest** -- {status}\n",
        f"### Fix Verification\n\n| # | Iteration 1 Finding | Severity | Status |\n|---|---|---|---|\n"
        f"| 1 | Rest is too short | IMPROVEMENT | {status} |\n",
        f"### Fix Verification\n\n**Rest is too short (was IMPROVEMENT):** {status}\n",
        f"### Fix Verification\n\n**[IMPROVEMENT] Rest is too short -- {status}.** It is\nan hour.\n",
        f"### Verification of previous findings\n\n| Finding | Severity | Resolved? | Notes |\n|---|---|---|---|\n"
        f"| Rest is too short | [IMPROVEMENT] | {status} | |\n",
    )
    for form in forms:
        found = review(form).verifications
        assert [(one.severity, one.outcome) for one in found] == [("IMPROVEMENT", outcome)], form


def test_notes_decide_where_the_status_does_not() -> None:
    table = "| Finding | Status | Notes |\n|---|---|---|\n| Rest | see notes | Fixed in section 2 |\n"
    assert [one.outcome for one in review(f"### Fix Verification\n\n{table}").verifications] == ["fixed"]


def test_a_heading_that_verifies_is_no_finding() -> None:
    text = "### Fix Verification\n\n#### [CRITICAL] — Salt: FIXED\n\n#### [CRITICAL] — Yeast\n"
    read = review(text)
    assert [(one.severity, one.outcome) for one in read.verifications] == [("CRITICAL", "fixed")]
    assert [finding.title.value for finding in read.findings] == ["Yeast"]


def test_a_section_within_another_is_read_once() -> None:
    text = "### Fix Verification\n\n#### Iteration 1 fixes verified\n\n- [CRITICAL] Salt: FIXED\n"
    assert len(review(text).verifications) == 1
