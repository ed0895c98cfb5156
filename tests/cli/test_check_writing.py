"""`check` where it writes: fixes, waivers and baselines, and what it leaves alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.support.shaping import LESSON, check, write

RECORD = """# Module 1.1: Dough -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---|---|---|---|
| Gluten network | INTRODUCED | mixing | Felt |
"""
STATED = """# Lesson: Shaping

**Module:** 1.1 (Dough)
**Position:** Lesson 2
**Slug:** shaping

## Phase 1: Student State

| Concept | Depth | Source | Notes |
|---|---|---|---|
| Gluten network | DEVELOPED | mixing | Felt |

### Prerequisites

| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
|---|---|---|---|---|---|
| Gluten network | INTRODUCED | DEVELOPED | mixing | OK | Stretch |
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write(tmp_path)


def test_fix_writes_and_says_so(folder: Path) -> None:
    before = (folder / "shaping.md").read_bytes()
    found = check(".", "--fix", "--ignore", "LL007")
    assert (folder / "shaping.md").read_bytes() == before.replace(b"| Developed", b"| DEVELOPED")
    assert "shaping.md:11:20: Fixed LL006 unknown-word" in found.stderr
    assert "Fixed 1 finding in 1 file." in found.stderr
    assert found.exit_code == 0
    assert check(".", "--fix").stderr == ""


def test_diff_writes_nothing(folder: Path) -> None:
    before = (folder / "shaping.md").read_bytes()
    found = check(".", "--diff")
    assert (folder / "shaping.md").read_bytes() == before
    assert "-| Gluten network | Developed |" in found.stdout
    assert "Would have fixed 1 finding" in found.stderr


def test_a_file_that_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lessonlint.cli.files.write_file", full)
    found = check(".", "--fix")
    assert found.exit_code == 2
    assert "shaping.md cannot be written: No space left on device" in found.stderr


def test_add_waivers(folder: Path) -> None:
    assert check(".", "--strict").exit_code == 1
    found = check(".", "--strict", "--add-waivers", "we start like this")
    assert "Waived LL006" in found.stderr
    text = (folder / "shaping.md").read_bytes().decode()
    assert "<!-- lessonlint: allow LL006: we start like this -->\r\n| Concept" in text
    assert check(".", "--strict").exit_code == 0


@pytest.mark.parametrize("reason", ("", "  "))
def test_waivers_need_a_reason(reason: str) -> None:
    found = check(".", "--add-waivers", reason)
    assert found.exit_code == 2
    assert "needs a reason" in found.stderr


def test_write_and_use_a_baseline(folder: Path) -> None:
    assert "Wrote 3 findings" in check(".", "--strict", "--write-baseline").stderr
    assert check(".", "--strict").exit_code == 0
    assert "3 in the baseline" in check(".", "--strict").stdout
    assert check(".", "--strict", "--baseline", "none").exit_code == 1
    (folder / "lessonlint-baseline.jsonl").rename(folder / "other.jsonl")
    assert check(".", "--strict").exit_code == 1
    assert check(".", "--strict", "--baseline", "other.jsonl").exit_code == 0
    assert check(".", "--baseline", "nowhere.jsonl").exit_code == 2


def test_writing_a_baseline_again_keeps_what_it_hides() -> None:
    check(".", "--strict", "--write-baseline")
    assert "Wrote 3 findings" in check(".", "--strict", "--write-baseline").stderr


def test_fix_shrinks_the_baseline(folder: Path) -> None:
    check(".", "--strict", "--write-baseline")
    (folder / "shaping.md").write_text(LESSON.replace("Developed", "DEVELOPED"), "utf-8")
    assert "LL904" in check(".").stdout
    check(".", "--fix")
    assert "LL904" not in check(".").stdout
    assert len((folder / "lessonlint-baseline.jsonl").read_text("utf-8").splitlines()) == 2


def test_a_part_does_not_write_the_baseline_of_the_whole(folder: Path) -> None:
    check(".", "--strict", "--write-baseline")
    before = (folder / "lessonlint-baseline.jsonl").read_bytes()
    found = check("shaping.md", "--write-baseline")
    assert found.exit_code == 2
    assert "covers more than this" in found.stderr
    check("shaping.md", "--baseline", "lessonlint-baseline.jsonl", "--fix")
    assert (folder / "lessonlint-baseline.jsonl").read_bytes() == before


def test_a_baseline_that_cannot_be_read_stops_the_run(folder: Path) -> None:
    (folder / "lessonlint-baseline.jsonl").write_bytes(b"\xff\xfe{")
    found = check(".")
    assert found.exit_code == 2
    assert "lessonlint-baseline.jsonl: it looks like UTF-16" in found.stderr


def test_a_link_stays_a_link(folder: Path) -> None:
    (folder / "shaping.md").rename(folder / "shaping.txt")
    (folder / "shaping.md").symlink_to("shaping.txt")
    check(".", "--fix")
    assert (folder / "shaping.md").is_symlink()
    assert b"| DEVELOPED | DEVELOPED" in (folder / "shaping.txt").read_bytes()


def test_diff_ends_lines_where_files_do(folder: Path) -> None:
    (folder / "shaping.md").write_text(LESSON.replace("Stretch", "Str\x0cetch"), "utf-8")
    assert "No newline" not in check(".", "--diff").stdout


def test_a_diff_is_all_that_is_printed(folder: Path) -> None:
    found = check(".", "--diff")
    lines = found.stdout.splitlines()
    assert lines[0].startswith("--- a/shaping.md")
    assert all(line.startswith(("-", "+", "@", " ")) for line in lines), found.stdout
    rest = len(json.loads(check(".", "--format", "json").stdout)["diagnostics"]) - 1
    assert f"Would have fixed 1 finding in 1 file; {rest} finding" in found.stderr


def test_what_a_fix_brings_to_light_is_counted(folder: Path) -> None:
    (folder / "record.md").write_text(RECORD, "utf-8")
    (folder / "shaping.md").write_text(STATED, "utf-8")
    run = (".", "--select", "LL104,LL114")
    assert [each["code"] for each in json.loads(check(*run, "--format", "json").stdout)["diagnostics"]] == ["LL104"]
    found = check(*run, "--fix", "--unsafe-fixes", "--diff")
    assert found.stderr.endswith("Would have fixed 1 finding in 1 file; 1 finding would remain, 1 of them new.\n")
    check(*run, "--fix", "--unsafe-fixes")
    assert [each["code"] for each in json.loads(check(*run, "--format", "json").stdout)["diagnostics"]] == ["LL114"]


def test_findings_in_the_baseline_are_left_alone_and_it_says_so(folder: Path) -> None:
    check(".", "--write-baseline")
    before = (folder / "shaping.md").read_bytes()
    assert "in the baseline. --baseline none takes them up too." in check(".", "--fix").stderr
    assert (folder / "shaping.md").read_bytes() == before
    check(".", "--fix", "--baseline", "none")
    assert (folder / "shaping.md").read_bytes() != before


def test_the_baseline_of_a_file_stands_at_the_top_of_its_curriculum(folder: Path) -> None:
    (folder / "lessons").mkdir()
    (folder / "shaping.md").rename(folder / "lessons" / "shaping.md")
    found = check("lessons/shaping.md", "--write-baseline")
    assert found.stderr.startswith(
        "Wrote 2 findings to lessonlint-baseline.jsonl.\nThey are those of files judged without"
    )
    assert "LL006" in (folder / "lessonlint-baseline.jsonl").read_text("utf-8")
    assert "2 in the baseline" in check("lessons/shaping.md").stdout
