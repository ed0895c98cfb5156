"""What the reviews of a lesson come to."""

from __future__ import annotations

import pytest
from tests.model.reader import lesson

from lessonlint.model.outcome import Outcome, open_findings

NEEDS = "## Review -- 2026-02-01\n\n### Verdict: NEEDS REVISION\n\n"
PASSED = "## Review -- 2026-01-01\n\n### Verdict: PASS\n\n"

OPEN = {
    "no review": ("", False),
    "passed": (PASSED, False),
    "not passed": (NEEDS, True),
    "passed later": (NEEDS + PASSED, False),
    "the last in the document counts, not the last by date": (PASSED + NEEDS, True),
    "a fix pass": (NEEDS + "## Fix Pass\n\nAll done.\n", False),
    "an improvement summary": (NEEDS + "## Improvement Summary\n\n- Rest is an hour now\n", False),
    "a revision": (NEEDS + "## Revision -- 2026-02-02\n\nwords\n", False),
    "a fix pass before the last review": ("## Fix Pass\n\nAll done.\n\n" + NEEDS, True),
    "a fix pass that leaves something": (NEEDS + "## Fix Pass\n\n**Remaining:** the crust\n", True),
    "a fix pass that leaves nothing": (NEEDS + "## Fix Pass\n\n**Remaining:** None\n", False),
    "a fix pass with a verdict": (NEEDS + "## Fix Pass\n\n**Verdict:** PASS\n", False),
    "a fix pass with another verdict": (NEEDS + "## Fix Pass\n\n**Verdict:** NEEDS REVISION\n", True),
    "no verdict at all": ("## Review -- 2026-02-01\n\nwords\n", True),
}


@pytest.mark.parametrize(("text", "expected"), OPEN.values(), ids=OPEN.keys())
def test_open_reviews(text: str, expected: bool) -> None:
    assert lesson(text).outcome.is_open is expected


FINDING = "#### [{}] — Rest\n\n**Issue:** short\n\n"
STILL = {
    "none": ("", "", 0),
    "a polish": (FINDING.format("POLISH"), "", 0),
    "an improvement": (FINDING.format("IMPROVEMENT"), "improvement", 1),
    "a critical and an improvement": (FINDING.format("IMPROVEMENT") + FINDING.format("CRITICAL"), "critical", 2),
    "a withdrawn one": (FINDING.format("CRITICAL") + "This finding is retracted.\n", "", 0),
    "counted zero": ("### Summary\n\n- Critical: 0\n\n" + FINDING.format("CRITICAL"), "", 0),
    "counted but not listed": ("### Summary\n\n- Critical: 2\n", "critical", 0),
}


@pytest.mark.parametrize(("text", "severity", "number"), STILL.values(), ids=STILL.keys())
def test_findings_still_open(text: str, severity: str, number: int) -> None:
    (review,) = lesson(f"## Review -- 2026-02-09\n\n{text}\n").reviews
    worst, found = open_findings(review)
    assert (worst, len(found)) == (severity, number)


def test_the_rest_of_a_course_is_told_of_the_first_and_the_last_review() -> None:
    plan = lesson(
        "## Review -- 2026-02-01 (Iteration 1/3)\n\n### Verdict: MAJOR REVISION\n\n"
        "## Review -- 2026-02-02 (Iteration 2/3)\n\n### Summary\n\n- Critical: 0\n- Improvement: 2\n\n"
        "#### [IMPROVEMENT] — Rest\n\n**Issue:** short\n\n### Verdict: NEEDS REVISION\n"
    )
    first, last = plan.reviews
    assert plan.outcome == Outcome(
        first=first.title,
        last=last.title,
        iteration=2,
        verdict="NEEDS REVISION",
        is_open=True,
        left=(("CRITICAL", 0), ("IMPROVEMENT", 2)),
        worst="improvement",
        finding=last.findings[0].title,
    )
