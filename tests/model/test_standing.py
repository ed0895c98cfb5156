"""Where findings stand after what reviews and fix passes below them say."""

from __future__ import annotations

import pytest
from tests.model.reader import lesson

from lessonlint.model.standing import in_progress, standings

FIRST = """\
## Review -- 2026-03-02 (Iteration 1/3)

### Summary
- Critical: 0
- Improvement: 1
- Polish: 0

### Verdict: NEEDS REVISION

### [IMPROVEMENT] -- Students never touch the dough

{words}
"""
PASSED = "## Review -- 2026-03-04 (Iteration 2/3)\n\n### Verdict: PASS\n\n"
TABLE = "### Iteration 1 Fix Verification\n\n| Finding | Status |\n|---|---|\n| Students never touch the dough | {} |\n"
FIX_PASS = "## Fix Pass -- 2026-03-03\n\n- Every pair has a dough.\n\n"

BELOW = {
    "nothing": ("", "open"),
    "a fix pass": (FIX_PASS, "fixed"),
    "a fix pass that leaves it": ("## Fix Pass\n\n### Remaining items\n- No dough for each pair\n", "open"),
    "a review that saw the fix": (PASSED + TABLE.format("FIXED"), "verified"),
    "a fix pass and a review that saw it": (FIX_PASS + PASSED + TABLE.format("FIXED"), "verified"),
    "a review that did not": (PASSED.replace("PASS", "NEEDS REVISION") + TABLE.format("NOT FIXED"), "open"),
    "a fix pass, and a review that saw nothing of it": (
        FIX_PASS + PASSED.replace("PASS", "NEEDS REVISION") + TABLE.format("PARTIAL"),
        "open",
    ),
    "put off": (PASSED + TABLE.format("DEFERRED"), "deferred"),
    "accepted": (PASSED + TABLE.format("NOT FIXED, by design"), "accepted"),
    "an empty row": (PASSED.replace("PASS", "") + TABLE.format(""), "open"),
    "a PASS without a word of it": (PASSED, "passed"),
    "a revision without a word of it": (PASSED.replace("PASS", "NEEDS REVISION"), "open"),
    "the same once more": (
        PASSED.replace("PASS", "NEEDS REVISION") + "### [IMPROVEMENT] -- Students never touch their dough\n",
        "raised again",
    ),
    "deferred once, then passed over": (
        PASSED.replace("PASS", "NEEDS REVISION") + TABLE.format("DEFERRED") + "\n" + PASSED,
        "deferred",
    ),
    "fixed once, then passed over": (PASSED + TABLE.format("FIXED") + "\n" + PASSED, "verified"),
}


@pytest.mark.parametrize(("below", "state"), BELOW.values(), ids=BELOW.keys())
def test_what_is_said_below(below: str, state: str) -> None:
    first = standings(lesson(FIRST.format(words="") + "\n" + below))[0]
    assert first.state == state
    assert (first.said is None) == (state == "open" and "NOT FIXED" not in below and "PARTIAL" not in below)


def test_a_finding_that_takes_itself_back() -> None:
    assert standings(lesson(FIRST.format(words="This finding is retracted.")))[0].state == "withdrawn"


def test_what_a_pass_counts_as_none_is_passed_and_polish_stays_open() -> None:
    text = PASSED.replace("### Verdict", "### Summary\n- Improvement: 0\n- Polish: 1\n\n### Verdict")
    found = standings(lesson(f"{text}### [IMPROVEMENT] -- Salt\n\nwords\n\n### [POLISH] -- Chalk\n\nwords\n"))
    assert [one.state for one in found] == ["passed", "open"]


def test_each_row_speaks_of_its_own_finding() -> None:
    more = "### [CRITICAL] -- The oven is never lit\n\nwords\n\n"
    rows = TABLE.format("FIXED") + "| The oven is never lit | NOT FIXED |\n"
    found = standings(lesson(FIRST.format(words="") + "\n" + more + PASSED.replace("PASS", "MAJOR REVISION") + rows))
    assert [(str(one.finding.title), one.state) for one in found] == [
        ("Students never touch the dough", "verified"),
        ("The oven is never lit", "open"),
    ]


def test_a_review_without_a_verdict_is_in_progress() -> None:
    begun, done = lesson("## Review -- 2026-03-02\n\n### Verdict:\n\n## Review\n\n### Verdict: Looks good\n").reviews
    assert (in_progress(begun), in_progress(done)) == (True, False)


TWO = (
    FIRST.format(words="")
    + "\n### [IMPROVEMENT] -- The oven is never lit\n\nwords\n\n### [POLISH] -- Chalk is short\n\nw\n\n"
)
NAMED = "- **[IMPROVEMENT] Students never touch the dough:** {}\n"
PASSES = {
    "names one of them": (NAMED.format("FIXED."), ["fixed", "open", "open"]),
    "names two, below a heading, with notes": (
        "What was done:\n\n### Changes made\n\n"
        + NAMED.format("a tub for each pair.\n  - Twelve tubs")
        + "- The oven is lit in time\n",
        ["fixed", "fixed", "open"],
    ),
    "a table": ("| Finding | Status |\n|---|---|\n| The oven is never lit | FIXED |\n", ["open", "fixed", "open"]),
    "puts one off": (NAMED.format("DEFERRED to spring."), ["deferred", "open", "open"]),
    "says of one that it is not done": ("- The oven is never lit: not fixed yet\n", ["open", "open", "open"]),
    "says so in a table": (
        "| Finding | Status |\n|---|---|\n| The oven is never lit | Open |\n| Chalk is short | FIXED |\n",
        ["open", "open", "fixed"],
    ),
    "says more than names": (NAMED.format("FIXED.") + "- Wood is stacked beside it\n", ["fixed"] * 3),
    "says more in prose": (NAMED.format("FIXED.") + "\nThe rest went into the script.\n", ["fixed"] * 3),
    "says that all are done": ("All findings are addressed.\n\n" + NAMED.format("FIXED."), ["fixed"] * 3),
    "names none": ("- Wood is stacked\n", ["fixed"] * 3),
}


@pytest.mark.parametrize(("words", "states"), PASSES.values(), ids=PASSES.keys())
def test_a_fix_pass_that_is_about_named_findings_leaves_the_others_open(words: str, states: list[str]) -> None:
    found = standings(lesson(f"{TWO}## Fix Pass -- 2026-03-03\n\n{words}"))
    assert [one.state for one in found] == states


def test_two_fix_passes_say_more_than_one() -> None:
    first, second = (
        f"## Fix Pass\n\n{words}\n" for words in (NAMED.format("FIXED."), "- The oven is never lit: FIXED\n")
    )
    assert [one.state for one in standings(lesson(TWO + first + second))] == ["fixed", "fixed", "open"]
