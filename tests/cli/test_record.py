"""`lessonlint record`: what it proposes, what it asks, what it writes, and that it never writes by halves."""

from __future__ import annotations

import os
import random
import signal
import sys
from pathlib import Path
from types import FrameType

import pytest
from tests.support.bread import ask

from lessonlint.api import check, course_of
from lessonlint.cli.files import write
from lessonlint.config.settings import Configuration, Settings
from lessonlint.source import BOM

PLAN = """\
# Module 1.1: Loops -- Plan

**Module goal:** The student can tie a loop.

## Lesson Sequence

| # | Lesson | Core Concept | Type | Rationale for Position |
|---|--------|--------------|------|------------------------|
| 1 | the-bight | A fold | BUILD | First |
| 2 | the-bowline | A loop | STRETCH | Second |
| 3 | the-harbour | All of it | CONSOLIDATE | Last |
"""
BIGHT = """\
# Lesson: The Bight

**Module:** 1.1 (Loops)
**Slug:** the-bight

## Depth Targets

- Bight: INTRODUCED (can fold one)
"""
BOWLINE = """\
# Lesson: The Bowline

**Module:** 1.1 (Loops)
**Slug:** the-bowline
**Cognitive load:** STRETCH

## Cognitive Load Assessment

- **New concepts in this lesson:** 3
  1. Bowline: a loop that | does not slip
  2. Standing part (the rope that bears)
  3. Working end

**This lesson is NOT about:**
- Tying it with one hand

## Depth Targets

- Bowline: DEVELOPED (can tie one | and say why it holds)
- Bight: DEVELOPED (can say where it is in the knot)
- Standing part: MENTIONED

## Review -- 2026-03-12 (Iteration 1/3)

### Verdict: PASS
"""
RECORD = """\
# Module 1.1: Loops -- Record

**Status:** In progress (1 of 3 lessons built)

## Concept Index

| Concept | Depth | Lesson | Notes |
|---|---|---|---|
| Bight (rope folded back on itself) | INTRODUCED | the-bight | Folded |
| Working end | MENTIONED | the-bight | Named |

## Per-Lesson Summaries

### the-bight

**Concepts taught:**
- Bight (INTRODUCED)

---

## Key Mental Models and Analogies

Nothing yet.
"""
ROWS = """\
| Bowline (a loop that \\| does not slip) | DEVELOPED | the-bowline | Can tie one \\| and say why it holds. |
| Bight (rope folded back on itself) | DEVELOPED | the-bowline | Elevated from INTRODUCED in 1.1.1. \
Can say where it is in the knot. |
| Standing part (the rope that bears) | MENTIONED | the-bowline | TODO: how it was taught |
| Working end | TODO: depth | the-bowline | TODO: how it was taught |
"""
PAGE = """\
# Course: Knots

## Module Status

| Module | Title | Lessons | Status |
|---|---|---|---|
| 1.1 | Loops | 1 of 3 | in progress |
| 1.2 | Hitches | 1 of 3 | in progress |
"""


@pytest.fixture
def knots(tmp_path: Path) -> Path:
    """A module of which the record holds the first of three lessons."""
    files = {"plan.md": PLAN, "record.md": RECORD, "the-bight.md": BIGHT, "the-bowline.md": BOWLINE, "course.md": PAGE}
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def record(folder: Path) -> str:
    return (folder / "record.md").read_text("utf-8")


class TestProposal:
    def test_nothing_is_written_unless_asked(self, knots: Path) -> None:
        answer = ask("record", "the-bowline", knots)
        assert (answer.code, record(knots)) == (0, RECORD)
        assert "+| Bowline (a loop that \\| does not slip) | DEVELOPED | the-bowline |" in answer.out

    def test_it_stands_beside_what_was_targeted(self, knots: Path) -> None:
        lines = [line.split() for line in ask("record", "the-bowline", knots).out.split("\n")]
        assert ["Standing", "part", "(the", "rope", "that", "bears)", "MENTIONED", "--", "new", "row"] in lines
        assert ["Working", "end", "--", "--", "new", "row:", "how", "deep?"] in lines

    def test_a_difference_is_asked_about_and_left_alone(self, knots: Path) -> None:
        (knots / "record.md").write_text(RECORD.replace("| INTRODUCED | the-bight", "| DEVELOPED | the-bight"), "utf-8")
        before = record(knots)
        answer = ask("record", "the-bight", knots, "--write")
        assert "“Bight” was to reach INTRODUCED, and the record has it at DEVELOPED." in answer.out
        assert record(knots) == before

    def test_a_new_concept_in_other_words_than_its_target_is_no_second_one(self, knots: Path) -> None:
        text = BOWLINE.replace("1. Bowline: a loop", "1. The bowline, tied about a post: a loop")
        (knots / "the-bowline.md").write_text(text, "utf-8")
        assert ask("record", "the-bowline", knots).out.count("new row: how deep?") == 1

    def test_a_plan_that_says_nothing(self, knots: Path) -> None:
        (knots / "the-bight.md").write_text(BIGHT.partition("## Depth")[0], "utf-8")
        assert "no depth targets" in ask("record", "the-bight", knots).error

    def test_a_lesson_without_a_plan(self, knots: Path) -> None:
        assert "plan of the-harbour (1.1.3) is not among the files" in ask("record", "1.1.3", knots).error


class TestWriting:
    def test_rows_summary_and_count(self, knots: Path) -> None:
        assert ask("record", "the-bowline", knots, "--write").code == 0
        text = record(knots)
        assert text.startswith(RECORD.partition("\n## Per")[0].replace("1 of 3", "2 of 3") + ROWS)
        head, _, tail = text.partition("### the-bowline\n")
        assert head.endswith("- Bight (INTRODUCED)\n\n")
        assert tail.endswith(
            "**Review:** PASS on iteration 1.\n\n---\n\n## Key Mental Models and Analogies\n\nNothing yet.\n"
        )
        assert "- Bight (DEVELOPED, elevated from INTRODUCED in 1.1.1)\n" in tail
        assert "- TODO: Working end, and the depth it reached\n" in tail
        assert "- Tying it with one hand\n" in tail

    @pytest.mark.parametrize(
        ("says", "becomes"),
        [
            ("In progress (1 of 2 lessons built)", "In progress (2 of 3 lessons built)"),
            ("In progress (1 of 4 lessons built)", "In progress (1 of 4 lessons built)"),
        ],
    )
    def test_a_count_from_before_a_lesson_was_planned_follows(self, knots: Path, says: str, becomes: str) -> None:
        (knots / "record.md").write_text(RECORD.replace("In progress (1 of 3 lessons built)", says), "utf-8")
        assert ask("record", "the-bowline", knots, "--write").code == 0
        assert f"**Status:** {becomes}" in (knots / "record.md").read_text("utf-8")

    def test_other_counts_of_the_module_follow(self, knots: Path) -> None:
        ask("record", "the-bowline", knots, "--write")
        assert (knots / "course.md").read_text("utf-8") == PAGE.replace("Loops | 1 of 3", "Loops | 2 of 3")

    def test_twice_changes_nothing(self, knots: Path) -> None:
        ask("record", "the-bowline", knots, "--write")
        once = {path: path.read_bytes() for path in knots.iterdir() if path.is_file()}
        assert ask("record", "the-bowline", knots, "--write").code == 0
        assert {path: path.read_bytes() for path in knots.iterdir() if path.is_file()} == once

    def test_what_is_left_is_one_finding(self, knots: Path) -> None:
        ask("record", "the-bowline", knots, "--write")
        strict = Configuration(Settings(preset="strict"))
        assert [x.code for x in check([str(knots)], strict).diagnostics if x.place.path.endswith("record.md")] == [
            "LL011"
        ]

    def test_the_file_keeps_its_form(self, knots: Path) -> None:
        (knots / "record.md").write_bytes((BOM + RECORD).replace("\n", "\r\n").encode())
        (knots / "record.md").chmod(0o640)
        ask("record", "the-bowline", knots, "--write")
        data = (knots / "record.md").read_bytes()
        assert data.startswith(BOM.encode())
        assert data.count(b"\n") == data.count(b"\r\n")
        assert ROWS.replace("\n", "\r\n").encode() in data
        assert (knots / "record.md").stat().st_mode & 0o777 == 0o640

    def test_the_first_lesson_begins_the_record(self, knots: Path) -> None:
        (knots / "record.md").unlink()
        assert ask("record", "the-bight", knots, "--write").code == 0
        module = course_of([str(knots)]).modules[0]
        assert module.record and module.record.status
        assert (module.record.goal.value, module.record.status.built) == ("The student can tie a loop.", 1)
        assert [(row.concept.value, row.depth.value) for row in module.record.index] == [("Bight", "INTRODUCED")]

    def test_summaries_stand_in_the_order_of_the_lessons(self, knots: Path) -> None:
        (knots / "record.md").write_text(RECORD.replace("### the-bight", "### the-harbour"), "utf-8")
        ask("record", "the-bowline", knots, "--write")
        module = course_of([str(knots)]).modules[0]
        assert [lesson.slug for lesson in module.told] == ["the-bowline", "the-harbour"]

    def test_a_heading_takes_the_form_of_the_last_one(self, knots: Path) -> None:
        numbered = RECORD.replace("### the-bight", "### Lesson 1: The Bight (BUILD)")
        (knots / "record.md").write_text(numbered, "utf-8")
        ask("record", "the-bowline", knots, "--write")
        assert "\n### Lesson 2: The Bowline (STRETCH)\n" in record(knots)

    @pytest.mark.parametrize("gone", ["## Per-Lesson Summaries", "| Concept | Depth | Lesson | Notes |"])
    def test_a_record_with_no_place_for_it(self, knots: Path, gone: str) -> None:
        (knots / "record.md").write_text(RECORD.replace(gone, ""), "utf-8")
        before = record(knots)
        assert ask("record", "the-bowline", knots, "--write").code == 2
        assert record(knots) == before

    def test_a_fence_that_nobody_closes(self, knots: Path) -> None:
        broken = RECORD.replace("### the-bight", "```\n### the-bight")
        (knots / "record.md").write_text(broken, "utf-8")
        assert "nothing was" in ask("record", "the-bowline", knots, "--write").error
        assert record(knots) == broken


class _Cut:
    """Counts what the interpreter does from the first write on, and ends the process at one of these moments."""

    def __init__(self, at: int = -1) -> None:
        self.count, self._at = -1, at

    def __call__(self, frame: FrameType, event: str, argument: object) -> None:
        if self.count < 0 and frame.f_code is write.__code__:
            self.count = 0
        elif self.count >= 0:
            self.count += 1
            if self.count == self._at:
                os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the process is copied, and ended by a signal")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_power_cut_leaves_the_old_file_or_the_new_one(knots: Path) -> None:
    whole = _Cut()
    sys.setprofile(whole)
    ask("record", "the-bowline", knots, "--write")
    sys.setprofile(None)
    after = {name: (knots / name).read_text("utf-8") for name in ("record.md", "course.md")}
    for moment in sorted(random.Random(7).sample(range(whole.count), 25)):
        (knots / "record.md").write_text(RECORD, "utf-8")
        (knots / "course.md").write_text(PAGE, "utf-8")
        if not (child := os.fork()):
            sys.setprofile(_Cut(moment))
            try:
                ask("record", "the-bowline", knots, "--write")
            finally:
                os.kill(os.getpid(), signal.SIGKILL)
        os.waitpid(child, 0)
        assert record(knots) in (RECORD, after["record.md"])
        assert (knots / "course.md").read_text("utf-8") in (PAGE, after["course.md"])
