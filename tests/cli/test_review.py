"""`lessonlint review`: what is open, where findings stand, and what it writes."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest
from tests.support.bread import Answer, ask, bake

from lessonlint.source import BOM

REVIEW = """
## Review -- 2026-03-02 (Iteration 1/3)

### Summary
- Critical: 0
- Improvement: 1
- Polish: 1

### Verdict: NEEDS REVISION

### [IMPROVEMENT] -- Nobody sees the loaf rise

words

### [POLISH] -- The photograph is dark

words
"""
PASSED = """
## Review -- 2026-03-04 (Iteration 2/3)

### Verdict: PASS

### Iteration 1 Fix Verification

| Finding | Status |
|---|---|
| Nobody sees the loaf rise | FIXED |
"""
TODAY = date.today().isoformat()


def lesson(folder: Path) -> Path:
    return folder / "module-1-1" / "lessons" / "baking.md"


def reviewed(folder: Path, *reviews: str) -> Path:
    """The curriculum with reviews in its only lesson."""
    course = bake(folder)
    lesson(course).write_text(lesson(course).read_text() + "".join(reviews), encoding="utf-8")
    return course


def number(path: Path, words: str) -> int:
    """The number of the first line that holds these words."""
    return next(number for number, line in enumerate(path.read_text().splitlines(), 1) if words in line)


def place(path: Path, words: str, text: str) -> bool:
    """Whether a text names the file and the line that holds these words."""
    return re.search(rf"{path.name}:{number(path, words)}\b", text) is not None


class TestCourse:
    def test_what_is_open_with_its_age_and_its_place(self, tmp_path: Path) -> None:
        course = reviewed(tmp_path, REVIEW)
        out = ask("review", course).out
        days = (date.today() - date(2026, 3, 2)).days
        assert f"improvement, {days} days old, baking (1.1.5)\n    Nobody sees the loaf rise\n" in out
        assert place(lesson(course), "Nobody sees", out.splitlines()[0])
        assert out.index("Nobody sees") < out.index("The photograph")
        assert out.endswith("2 open findings (1 improvement, 1 polish), in 1 lesson.\n")

    def test_nothing_open(self, tmp_path: Path) -> None:
        course = reviewed(tmp_path, REVIEW, PASSED + "| The photograph is dark | FIXED |\n")
        assert ask("review", course).out == "Nothing is open in 1 reviewed lesson.\n"

    def test_json(self, tmp_path: Path) -> None:
        course = reviewed(tmp_path, REVIEW)
        data = json.loads(ask("review", course, "--format", "json").out)
        assert data["version"] == 1
        assert [(each["severity"], each["kind"], each["iteration"], each["date"]) for each in data["open"]] == [
            ("improvement", "finding", 1, "2026-03-02"),
            ("polish", "finding", 1, "2026-03-02"),
        ]
        line = lesson(course).read_text().splitlines()[data["open"][0]["line"] - 1]
        assert line[data["open"][0]["column"] - 1 :] == "Nobody sees the loaf rise"


class TestLesson:
    @pytest.mark.parametrize("by", ("slug", "number", "file"))
    def test_where_each_finding_stands(self, by: str, tmp_path: Path) -> None:
        course = reviewed(tmp_path, REVIEW, PASSED)
        name = {"slug": "baking", "number": "1.1.5", "file": str(lesson(course))}[by]
        out = ask("review", name, course).out
        loaf, told, photograph, verdict = lines(course)
        assert f"verified     improvement Nobody sees the loaf rise   line {loaf}, said on line {told}\n" in out
        assert f"passed       polish      The photograph is dark   line {photograph}, said on line {verdict}\n" in out
        assert out.endswith("2 findings: 1 verified, 1 passed. The last review is not stamped.\n")

    def test_json(self, tmp_path: Path) -> None:
        course = reviewed(tmp_path, REVIEW, PASSED)
        data = json.loads(ask("review", "baking", course, "--format", "json").out)
        assert (data["lesson"], data["verdict"], data["stamped"], data["changed"]) == ("baking", "PASS", None, False)
        loaf, told, photograph, verdict = lines(course)
        assert [(each["line"], each["state"], each["said"]) for each in data["findings"]] == [
            (loaf, "verified", {"line": told}),
            (photograph, "passed", {"line": verdict}),
        ]

    def test_no_review_yet(self, tmp_path: Path) -> None:
        assert "baking has no review yet." in ask("review", "baking", bake(tmp_path)).out

    def test_a_lesson_without_a_module_by_its_file_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "oven.md"
        path.write_text(f"# Lesson: Oven\n\n## Phase 1: Orient\n\nwords\n{REVIEW}")
        assert "2 open. The last" in ask("review", path).out

    REFUSED: ClassVar = {
        "a slug that is near": (("beking",), "Did you mean baking?"),
        "a lesson without a file": (("mixing",), "is not among the files"),
        "a file that is no lesson": (("{course}/module-1-1/plan.md",), "was not read as a lesson"),
        "no lesson to write to": (("--new",), "Which lesson?"),
        "two things at once": (("baking", "--new", "--stamp"), "ask for one"),
        "a diff of nothing": (("baking", "--diff"), "would write"),
        "no review to stamp": (("baking", "--stamp"), "no review to stamp"),
    }

    @pytest.mark.parametrize(("arguments", "words"), REFUSED.values(), ids=REFUSED.keys())
    def test_what_is_refused(self, arguments: tuple[str, ...], words: str, tmp_path: Path) -> None:
        course = bake(tmp_path)
        given = [each.format(course=course) for each in arguments]
        answer = ask("review", *([*given, str(course)] if given[0] != "--new" else [str(course), *given]))
        assert (answer.code, words in answer.error) == (2, True), answer


class TestNew:
    def test_the_next_review_is_begun_once(self, tmp_path: Path) -> None:
        course = reviewed(tmp_path, REVIEW)
        before = lesson(course).read_bytes()
        assert ask("review", "baking", course, "--new").code == 0
        after = lesson(course).read_bytes()
        assert after.startswith(before)
        added = after[len(before) :].decode()
        assert f"## Review -- {TODAY} (Iteration 2/3)\n" in added
        assert "| [IMPROVEMENT] Nobody sees the loaf rise | | |\n| [POLISH] The photograph is dark | | |\n" in added
        again = ask("review", "baking", course, "--new")
        assert (again.code, "begun and has no verdict yet" in again.error) == (2, True)
        assert place(lesson(course), TODAY, again.error)
        assert lesson(course).read_bytes() == after

    def test_a_finding_in_the_form_it_shows_is_read(self, tmp_path: Path) -> None:
        course = reviewed(tmp_path, REVIEW, PASSED)
        ask("review", "baking", course, "--new")
        text = lesson(course).read_text()
        form = text[text.rindex("A finding: ") + len("A finding: ") : text.rindex(" -->")]
        heading, below = form.split(" Its title; below it ")
        labels = below.replace(" and ", ", ").split(", ")
        written = f"{heading} A thing\n\n" + "".join(f"{label} here\n" for label in labels)
        lesson(course).write_text(f"{text}\n{written}")
        assert "open         critical    A thing" in ask("review", "baking", course).out

    def test_a_new_round_says_so(self, tmp_path: Path) -> None:
        course = reviewed(tmp_path, PASSED.replace("Iteration 2/3", "Iteration 3/3"))
        told = ask("review", "baking", course, "--new").error
        assert "(Iteration 1/3), a new round after iteration 3 passed the lesson, with 0 findings" in told

    def test_it_causes_no_finding_but_that_it_is_not_finished(self, tmp_path: Path) -> None:
        course = reviewed(tmp_path, REVIEW, PASSED)
        before = codes(course)
        ask("review", "baking", course, "--new")
        assert codes(course) == sorted([*before, "LL401"])

    def test_once_it_is_filled_in_nothing_is_left(self, tmp_path: Path) -> None:
        course = reviewed(tmp_path, REVIEW)
        ask("review", "baking", course, "--new")
        text = lesson(course).read_text()
        head, begun = text[: text.index(f"Review -- {TODAY}")], text[text.index(f"Review -- {TODAY}") :]
        filled = begun.replace("| | |", "| FIXED | seen |").replace("Verdict:", "Verdict: PASS").replace(":\n", ": 0\n")
        lesson(course).write_text(head + filled)
        assert ask("review", course).out == "Nothing is open in 1 reviewed lesson.\n"

    def test_diff_shows_and_writes_nothing(self, tmp_path: Path) -> None:
        course = reviewed(tmp_path, REVIEW)
        before = lesson(course).read_bytes()
        out = ask("review", "baking", course, "--new", "--diff").out
        assert "+### Verdict:\n" in out
        assert not [line for line in out.splitlines()[2:] if line.startswith("-")]
        assert lesson(course).read_bytes() == before

    def test_line_ends_mark_and_mode_are_kept(self, tmp_path: Path) -> None:
        course = reviewed(tmp_path, REVIEW)
        path = lesson(course)
        path.write_bytes((BOM + path.read_text()).replace("\n", "\r\n").encode())
        path.chmod(0o640)
        before = path.read_bytes()
        ask("review", "baking", course, "--new")
        after = path.read_bytes()
        assert after.startswith(before)
        assert after.count(b"\n") == after.count(b"\r\n")
        assert path.stat().st_mode & 0o777 == 0o640

    def test_what_would_not_be_read_is_not_written(self, tmp_path: Path) -> None:
        course = reviewed(tmp_path, REVIEW, "\n```\nnever closed\n")
        before = lesson(course).read_bytes()
        answer = ask("review", "baking", course, "--new")
        assert (answer.code, "nothing was written" in answer.error) == (2, True)
        assert lesson(course).read_bytes() == before


class TestStamp:
    def test_a_change_afterwards_is_told(self, tmp_path: Path) -> None:
        course = reviewed(tmp_path, REVIEW, PASSED)
        assert ask("review", "baking", course, "--stamp").code == 0
        text = lesson(course).read_text()
        assert re.search(rf"\(Iteration 2/3\)\n\n<!-- lessonlint: reviewed {TODAY} sha256:[0-9a-f]{{16}} -->\n", text)
        assert "LL410" not in codes(course)
        lesson(course).write_text(text.replace("how a loaf sets", "why a loaf sets"))
        assert "LL410" in codes(course)
        assert "changed, " in ask("review", course).out
        assert "and changed since it passed." in ask("review", "baking", course).out

    def test_again_with_and_without_a_change(self, tmp_path: Path) -> None:
        course = reviewed(tmp_path, PASSED)
        ask("review", "baking", course, "--stamp")
        text = lesson(course).read_text()
        assert "nothing changed" in ask("review", "baking", course, "--stamp").out
        lesson(course).write_text(text.replace("how a loaf sets", "why a loaf sets"))
        ask("review", "baking", course, "--stamp")
        assert lesson(course).read_text().count("sha256:") == 1
        assert "LL410" not in codes(course)

    def test_a_review_without_a_verdict_is_not_stamped(self, tmp_path: Path) -> None:
        course = reviewed(tmp_path, PASSED.replace("PASS", ""))
        answer = ask("review", "baking", course, "--stamp")
        assert (answer.code, "no verdict yet" in answer.error) == (2, True)


class TestGate:
    def gate(self, course: Path, *arguments: str) -> Answer:
        return ask("review", *arguments, course, "--gate")

    def test_a_built_lesson_with_an_improvement_open(self, tmp_path: Path) -> None:
        course = reviewed(tmp_path, REVIEW)
        answer = self.gate(course)
        assert answer.code == 1
        assert place(lesson(course), "Nobody sees", answer.out.splitlines()[0])
        assert "The photograph" not in answer.out

    def test_a_change_since_it_passed_and_the_review_begun_for_it(self, tmp_path: Path) -> None:
        course = reviewed(tmp_path, PASSED)
        ask("review", "baking", course, "--stamp")
        assert self.gate(course).code == 0
        lesson(course).write_text(lesson(course).read_text().replace("how a loaf sets", "why a loaf sets"))
        assert (self.gate(course).code, "changed since it passed" in self.gate(course).out) == (1, True)
        ask("review", "baking", course, "--new")
        assert (self.gate(course, "baking").code, "review is begun" in self.gate(course).out) == (1, True)

    def test_polish_may_wait_and_is_not_called_nothing(self, tmp_path: Path) -> None:
        course = reviewed(tmp_path, REVIEW.replace("[IMPROVEMENT]", "[POLISH]").replace("NEEDS REVISION", "PASS"))
        assert ask("review", course).out.endswith("2 open findings (2 polish), in 1 lesson.\n")
        assert self.gate(course).out == "Nothing stands against passing in 1 reviewed lesson.\n"

    def test_a_lesson_that_nobody_calls_built(self, tmp_path: Path) -> None:
        course = reviewed(tmp_path, REVIEW)
        record = course / "module-1-1" / "record.md"
        text = record.read_text().replace(
            "| Oven spring (the last rise) | DEVELOPED | baking |", "| x | MENTIONED | x |"
        )
        record.write_text(text.replace("### baking", "### baking\n\n**Status:** Planned"))
        assert self.gate(course).code == 0


def lines(course: Path) -> list[int]:
    """The lines of the two findings, each with the line that settles it."""
    words = ("-- Nobody sees", "| Nobody sees", "-- The photograph", "Verdict: PASS")
    return [number(lesson(course), each) for each in words]


def codes(course: Path) -> list[str]:
    """The findings on reviews, by code."""
    data = json.loads(ask("check", course, "--strict", "--format", "json").out)
    return sorted(each["code"] for each in data["diagnostics"] if each["code"].startswith(("LL0", "LL4", "LL9")))
