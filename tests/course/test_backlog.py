"""What is left to do about reviews, in which order, and what stands against calling a lesson done."""

from __future__ import annotations

from datetime import date

import pytest
from tests.course.builder import course, lesson, record

from lessonlint.course.backlog import Task, backlog, blocking
from lessonlint.course.completed import built_lessons
from lessonlint.course.values import Course

TODAY = date(2026, 3, 12)


def review(verdict: str, *findings: str, day: str = "2026-03-02", stamp: str = "") -> str:
    listed = "".join(f"\n### [{severity}] -- Nobody sees the bowl\n\nwords\n" for severity in findings)
    note = f"<!-- lessonlint: reviewed 2026-03-02 sha256:{stamp} -->\n\n" if stamp else ""
    return f"\n## Review -- {day} (Iteration 1/3)\n\n{note}### Verdict: {verdict}\n{listed}"


def tasks(of: Course) -> list[tuple[str, str, str, int | None]]:
    return [(each.lesson.slug, each.kind, each.severity, each.age) for each in everything(of)]


def everything(of: Course) -> list[Task]:
    return backlog((*of.lessons, *of.loose), TODAY)


def test_the_worst_first_then_the_oldest() -> None:
    found = course({
        "a.md": lesson("a", order=1) + review("NEEDS REVISION", "POLISH", "IMPROVEMENT"),
        "b.md": lesson("b", order=2) + review("MAJOR REVISION", "CRITICAL"),
        "c.md": lesson("c", order=3) + review("NEEDS REVISION", "IMPROVEMENT", day="2026-02-02"),
        "d.md": lesson("d", order=4) + review("PASS", stamp="0" * 16),
        "e.md": lesson("e", order=5) + review(""),
        "f.md": lesson("f", order=6) + review("NEEDS REVISION", "IMPROVEMENT", day="soon"),
        "g.md": lesson("g", order=7) + review("MAJOR REVISION"),
        "h.md": lesson("h", order=8) + review("PASS", "POLISH", day="2026-04-02"),
    })  # fmt: skip
    assert tasks(found) == [
        ("b", "finding", "CRITICAL", 10),
        ("c", "finding", "IMPROVEMENT", 38),
        ("a", "finding", "IMPROVEMENT", 10),
        ("f", "finding", "IMPROVEMENT", None),
        ("d", "changed", "", 10),
        ("e", "begun", "", 10),
        ("g", "verdict", "", 10),
        ("a", "finding", "POLISH", 10),
        ("h", "finding", "POLISH", 0),
    ]


def test_a_finding_that_is_counted_and_not_listed() -> None:
    counted = review("NEEDS REVISION").replace("### Verdict", "### Summary\n- Critical: 1\n\n### Verdict")
    assert tasks(course({"a.md": lesson("a") + counted})) == [("a", "verdict", "CRITICAL", 10)]


def test_a_review_that_is_answered_leaves_nothing() -> None:
    answered = lesson("a") + review("NEEDS REVISION", "IMPROVEMENT") + "\n## Fix Pass\n\n- done\n"
    assert tasks(course({"a.md": answered})) == []


BUILT = {
    "nothing says so": ("", {}, False),
    "its own status": ("\n**Status:** Complete\n", {}, True),
    "its own status says otherwise": ("\n**Status:** Planned\n", {}, False),
    "a section on what was built": ("\n## What Was Actually Built\n\nwords\n", {}, True),
    "a row of the index": ("", {"r.md": record(("Salt", "DEVELOPED", "a"))}, True),
    "a summary": ("", {"r.md": record(summaries=("a",))}, True),
    "a summary that says planned": (
        "",
        {"r.md": record(summaries=("a",)).replace("### a\n", "### a\n\n**Status:** Planned\n")},
        False,
    ),
    "the status of its module": (
        "",
        {"r.md": record().replace("-- Record\n", "-- Record\n\n**Status:** Complete\n")},
        True,
    ),
}


@pytest.mark.parametrize(("own", "others", "expected"), BUILT.values(), ids=BUILT.keys())
def test_who_says_that_a_lesson_is_built(own: str, others: dict[str, str], expected: bool) -> None:
    text = lesson("a", order=1) + own + review("NEEDS REVISION", "IMPROVEMENT", "POLISH")
    found = course({"a.md": text, **others})
    assert bool(built_lessons(found)) == expected
    kept = blocking(found, TODAY, (*found.lessons, *found.loose))
    assert [task.severity for task in kept] == ["IMPROVEMENT"] * expected
