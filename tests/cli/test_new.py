"""`lessonlint new`: what it fills in, where it writes, and what it never overwrites."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.support.bread import ask

from lessonlint.api import check
from lessonlint.cli.main import cli
from lessonlint.config.settings import Configuration, Settings
from lessonlint.source import BOM

STRICT = Configuration(Settings(preset="strict"))
PLAN = """\
# Module 1.1: Loops -- Plan

**Module goal:** The student can tie a loop that holds and comes undone.

## Lesson Sequence

| # | Lesson | Core Concept | Type | Rationale for Position |
|---|--------|--------------|------|------------------------|
| 1 | the-bight | Rope folded back on itself | BUILD | Every loop begins with it |
| 2 | the-bowline | A loop that does not slip | STRETCH | Needs the bight |

## Rough Topic Allocation

- **Lesson 2 (the-bowline):** Bight, hole and tree. Why it does not slip.

## Cognitive Load Trajectory

| Lesson | Load | Rationale |
|---|---|---|
| the-bight | BUILD | One movement |
| the-bowline | STRETCH | Three movements at once |

## Module-Level Misconceptions

- **"A knot that holds cannot be untied."** Most can.
"""
RECORD = """\
# Module 1.1: Loops -- Record

**Status:** In progress (1 of 2 lessons built)

## Concept Index

| Concept | Depth | Lesson | Notes |
|---|---|---|---|
| Bight (rope folded back on itself) | DEVELOPED | the-bight | Folded \\| not crossed |

## Per-Lesson Summaries

### the-bight

**Concepts taught:**
- Bight (DEVELOPED)

**What is NOT covered:**
- Loops that do not slip (Lesson 2)
"""
FIRST = """\
# Lesson: The Bight

**Module:** 1.1 (Loops)
**Slug:** the-bight

## Lesson Outline

1. Fold
2. **Next time**
   - A loop that would hold a sailor
"""


@pytest.fixture
def knots(tmp_path: Path) -> Path:
    """A module with one of two lessons built."""
    folder = tmp_path / "module-1-1"
    (folder / "plans").mkdir(parents=True)
    (folder / "plan.md").write_text(PLAN, "utf-8")
    (folder / "record.md").write_text(RECORD, "utf-8")
    (folder / "plans" / "the-bight.md").write_text(FIRST, "utf-8")
    return tmp_path


def codes(folder: Path) -> list[str]:
    return [each.code for each in check([str(folder)], STRICT).diagnostics]


class TestLesson:
    @pytest.fixture
    def written(self, knots: Path) -> str:
        assert ask("new", "lesson", "the-bowline", str(knots)).code == 0
        return (knots / "module-1-1" / "plans" / "the-bowline.md").read_text("utf-8")

    @pytest.mark.parametrize(
        "line",
        [
            "**Position:** Lesson 2 of 2",
            "**Cognitive load:** STRETCH",
            "**Previous lesson:** the-bight",
            "**Next lesson:** None",
            "The student comes from the-bight (1.1.1), a BUILD lesson. It closes:",
            "> **Next time** A loop that would hold a sailor",
            "| Bight (rope folded back on itself) | DEVELOPED | the-bight (1.1.1) | Folded \\| not crossed |",
            "- Loops that do not slip (left to Lesson 2 by the-bight (1.1.1))",
            "**Module goal:** The student can tie a loop that holds and comes undone.",
            "**From the module plan:** A loop that does not slip. Bight, hole and tree. Why it does not slip.",
            "| Bight | TODO: depth, or strike the row | DEVELOPED | the-bight (1.1.1) | OK |  |",
            "- **Previous lesson load:** BUILD (the-bight)",
            "- **This lesson's load:** STRETCH -- Three movements at once",
        ],
    )
    def test_what_can_be_known_is_filled_in(self, written: str, line: str) -> None:
        assert line in written.split("\n")

    @pytest.mark.parametrize(
        "steps",
        [
            "1. Tie one\n   - **By hand:** twice\n2. **Next time** A loop\n   - would hold",
            "**1. Tie one**\n- **By hand:** twice\n\n**2. Next time**\nA loop\n- would hold\n",
            "### Tie one\n**By hand:** twice\n\n### Next time\n```\ncode\n```\n\nA loop\n\n- would hold\n",
        ],
    )
    @pytest.mark.parametrize("suffix", [".md", ".yaml"])
    def test_a_lesson_closes_with_its_last_step_whatever_labels_stand_in_others(
        self, knots: Path, steps: str, suffix: str
    ) -> None:
        first = knots / "module-1-1" / "plans" / "the-bight.md"
        first.write_text(FIRST.split("1. Fold")[0] + steps, "utf-8")
        if suffix == ".yaml":
            assert ask("convert", first, "--remove").code == 0
        ask("new", "lesson", knots)
        (plan,) = knots.rglob("the-bowline.*")
        quoted = " ".join(plan.read_text("utf-8").split("It closes:")[1].split())
        assert re.search(r"(?:Next time:|\*\*(?:2\. )?Next time\*\*) A loop would hold", quoted)
        assert not re.search("twice|code", quoted)

    def test_the_misconceptions_of_the_module_wait_for_a_lesson(self, written: str) -> None:
        assert '| "A knot that holds cannot be untied" | TODO:' in written

    def test_the_rest_is_one_finding(self, written: str, knots: Path) -> None:
        new = [each for each in check([str(knots)], STRICT).diagnostics if each.place.path.endswith("bowline.md")]
        assert [each.code for each in new] == ["LL011"]
        assert f"has {written.count('TODO:')} places" in new[0].message

    def test_a_depth_that_students_lack_is_told_once_it_is_filled_in(self, written: str, knots: Path) -> None:
        for depth, expected in (("APPLIED", 1), ("DEVELOPED", 0)):
            text = written.replace("TODO: depth, or strike the row", depth).replace("TODO:", "")
            (knots / "module-1-1" / "plans" / "the-bowline.md").write_text(text, "utf-8")
            assert codes(knots).count("LL105") == expected

    def test_without_a_name_the_next_one_is_meant(self, knots: Path) -> None:
        assert ask("new", "lesson", str(knots)).code == 0
        assert (knots / "module-1-1" / "plans" / "the-bowline.md").is_file()

    def test_what_is_recorded_is_not_the_next_one(self, knots: Path) -> None:
        (knots / "module-1-1" / "plans" / "the-bight.md").unlink()
        ask("new", "lesson", knots)
        assert [path.name for path in knots.rglob("the-*.md")] == ["the-bowline.md"]

    def test_nothing_is_overwritten(self, knots: Path) -> None:
        path = knots / "module-1-1" / "plans" / "the-bight.md"
        answer = ask("new", "lesson", "the-bight", str(knots))
        assert (answer.code, path.read_text("utf-8")) == (2, FIRST)
        assert "--force" in answer.error
        assert ask("new", "lesson", "the-bight", str(knots), "--force").code == 0
        assert "Nothing was taught before this lesson." in path.read_text("utf-8")

    def test_a_lesson_nobody_plans(self, knots: Path) -> None:
        answer = ask("new", "lesson", "the-bowlines", str(knots))
        assert answer.code == 2
        assert "No module plan lists 'the-bowlines'." in answer.error
        assert "Did you mean the-bowline?" in answer.error

    def test_when_all_are_written(self, written: str, knots: Path) -> None:
        assert ask("new", "lesson", str(knots)).code == 2


class TestFrame:
    def test_from_nothing_to_a_module_one_code_is_left(self, tmp_path: Path) -> None:
        here = str(tmp_path)
        assert ask("new", "course", "Knots", here).code == 0
        assert ask("new", "series", "1", "First | Knots", here).code == 0
        assert ask("new", "module", "1.1", "Loops", here).code == 0
        assert codes(tmp_path) == ["LL011", "LL011", "LL011"]
        course = (tmp_path / "course.md").read_text("utf-8")
        assert "| 1 | First \\| Knots | planned | |" in course
        assert "| 1.1 | Loops | | planned |" in course
        assert "| 1.1 | Loops | | planned |" in (tmp_path / "series-1" / "plan.md").read_text("utf-8")

    def test_rows_go_right_below_the_header_and_what_nobody_wrote_is_not_repeated(self, tmp_path: Path) -> None:
        run = [("course", "Knots"), ("series", "1", "Loops"), ("module", "1.1", "Loops")]
        assert not any(ask("new", *words, str(tmp_path)).code for words in run)
        plan = tmp_path / "series-1/module-1-1/plan.md"
        plan.write_text(
            f"{plan.read_text('utf-8')}".replace("---|\n", "---|\n| 1 | the-bight | Rope | BUILD | Begins |\n")
        )
        assert not ask("new", "lesson", "the-bight", str(tmp_path)).code
        lesson = (plan.parent / "lessons/the-bight.md").read_text("utf-8")
        assert "Module goal" not in lesson
        for text in (plan.read_text("utf-8"), lesson):
            assert "---|\n\nTODO" not in text
            assert "\n\n\n" not in text

    def test_a_second_module_goes_where_the_first_one_went(self, knots: Path) -> None:
        ask("new", "module", "1.2", "Hitches", str(knots))
        assert (knots / "module-1-2" / "plan.md").is_file()

    def test_a_file_stays_as_it_was_but_for_the_row(self, tmp_path: Path) -> None:
        page = f"{BOM}# Course: Knots\n\n| Series | Title | Status |\n|---|---|---|\n| 1 | One | done |\n\nEnd\n"
        page = page.replace("\n", "\r\n")
        (tmp_path / "course.md").write_bytes(page.encode())
        (tmp_path / "course.md").chmod(0o640)
        ask("new", "series", "2", "Two", str(tmp_path))
        expected = page.replace("| done |\r\n", "| done |\r\n| 2 | Two | planned |\r\n")
        assert (tmp_path / "course.md").read_bytes() == expected.encode()
        assert (tmp_path / "course.md").stat().st_mode & 0o777 == 0o640
        assert b"\r\n" in (tmp_path / "series-2" / "plan.md").read_bytes()
        assert ask("new", "series", "2", "Two", str(tmp_path), "--force").code == 0
        assert (tmp_path / "course.md").read_bytes() == expected.encode()

    def test_a_document_without_a_table_of_modules_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "plan.md").write_text("# Series 1: Knots -- Plan\n\n### Module 1.1: Loops\n", "utf-8")
        told = CliRunner().invoke(cli, ["new", "module", "1.2", "Hitches", str(tmp_path)], standalone_mode=False)
        assert "plan.md has no table of modules: list module 1.2 there yourself." in told.stderr

    @pytest.mark.parametrize("number", ["1", "one", "1.2.3", "1.x"])
    def test_a_number_that_is_none(self, tmp_path: Path, number: str) -> None:
        assert ask("new", "module", number, "Loops", str(tmp_path)).code == 2
        assert list(tmp_path.iterdir()) == []


def test_new_review_is_review_new(knots: Path) -> None:
    assert ask("new", "review", "the-bight", str(knots)).code == 0
    assert "(Iteration 1/3)" in (knots / "module-1-1" / "plans" / "the-bight.md").read_text("utf-8")
    assert ask("new", "review", "the-bight", str(knots)).code == 2
