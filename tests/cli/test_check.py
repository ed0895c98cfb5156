"""`check`'s ways to write, to narrow and to report: run as people run them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from click.testing import CliRunner

from lessonlint.cli.check import FORMATS
from lessonlint.cli.main import cli
from lessonlint.config.error import ConfigError

RECORD = """# Module 1.1: Dough -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---|---|---|---|
| Gluten network | DEVELOPED | mixing | Seen |
"""
LESSON = """# Lesson: Shaping

**Module:** 1.1 (Dough)
**Position:** Lesson 2
**Slug:** shaping

## Prerequisites

| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
|---|---|---|---|---|---|
| Gluten network | Developed | DEVELOPED | mixing | OK | Stretch |
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "record.md").write_text(RECORD, "utf-8")
    (tmp_path / "shaping.md").write_bytes(b"\xef\xbb\xbf" + LESSON.replace("\n", "\r\n").encode())
    return tmp_path


class Answer(NamedTuple):
    """What a run came to."""

    exit_code: int
    stdout: str
    stderr: str


def check(*arguments: str, text: str | bytes | None = None) -> Answer:
    done = CliRunner().invoke(cli, ["check", *arguments], input=text, standalone_mode=False)
    if isinstance(done.exception, click.ClickException | ConfigError):
        error = done.exception
        words = error.format_message() if isinstance(error, click.ClickException) else str(error)
        return Answer(2, done.stdout, f"{done.stderr}{words}")
    assert done.exception is None
    return Answer(int(done.return_value or 0), done.stdout, done.stderr)


def git(*arguments: str) -> None:
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *names, *arguments], check=True, capture_output=True)


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

    monkeypatch.setattr("lessonlint.cli.mend.write_file", full)
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


def test_changed_only_tells_what_a_change_causes_elsewhere(folder: Path) -> None:
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "first")
    assert "All clear" in check(".", "--changed-only").stdout
    (folder / "record.md").write_text(RECORD.replace("DEVELOPED", "INTRODUCED"), "utf-8")
    found = check(".", "--changed-only", "--format", "concise").stdout
    assert "shaping.md:11:20: error LL101" in found
    assert "LL006" not in found
    git("commit", "-qam", "second")
    assert "LL101" not in check(".", "--changed-only").stdout
    assert "LL101" in check(".", "--since", "HEAD~1").stdout
    assert check(".", "--since", "nowhere").exit_code == 2


def committed() -> None:
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "first")


def told(*arguments: str) -> list[str]:
    """The places and codes that a check of what changed tells."""
    found = check(*arguments, "--changed-only", "--format", "concise")
    assert found.exit_code in (0, 1), found.stderr
    return [" ".join(line.split()[:3:2]) for line in found.stdout.splitlines()]


def test_files_given_as_changed_are_judged_in_their_curriculum(folder: Path) -> None:
    committed()
    (folder / "record.md").write_text(RECORD.replace("DEVELOPED", "INTRODUCED"), "utf-8")
    (folder / "README.md").write_text("No lesson\n", "utf-8")
    assert "shaping.md:11:20: LL101" in told("record.md")
    assert "shaping.md:11:20: LL101" in told("record.md", "README.md", ".")
    assert told("README.md") == []


def test_a_file_given_is_told_with_what_it_held_before(folder: Path) -> None:
    committed()
    assert "shaping.md:11:20: LL006" in told("shaping.md", "record.md")
    assert "shaping.md:11:20: LL006" not in told("record.md")


def test_other_changes_are_not_those_of_the_files_given(folder: Path) -> None:
    committed()
    (folder / "record.md").write_text(RECORD.replace("DEVELOPED", "INTRODUCED"), "utf-8")
    (folder / "other.md").write_text(LESSON.replace("shaping", "other").replace("Lesson 2", "Lesson 3"), "utf-8")
    assert not any("shaping.md" in line for line in told("other.md"))


def test_a_file_that_is_removed_counts_beside_those_given(folder: Path) -> None:
    (folder / "lessonlint.yaml").write_text("complete: [course]\n", "utf-8")
    (folder / "lessons").mkdir()
    (folder / "shaping.md").rename(folder / "lessons" / "shaping.md")
    committed()
    (folder / "record.md").unlink()
    (folder / "lessons" / "note.md").write_text("# A note\n", "utf-8")
    assert any(line.startswith("lessons/shaping.md") for line in told("lessons/note.md"))


def test_before_the_first_commit_everything_is_new() -> None:
    git("init", "-q")
    git("add", "-A")
    assert "shaping.md:11:20: LL006" in told(".")
    assert "shaping.md:11:20: LL006" in told("shaping.md")


def test_files_outside_the_configured_folder_are_of_no_curriculum(folder: Path) -> None:
    (folder / "course").mkdir()
    for name in ("record.md", "shaping.md"):
        (folder / name).rename(folder / "course" / name)
    (folder / "course" / "lessonlint.yaml").write_text("ignore: [LL006, LL007]\n", "utf-8")
    committed()
    (folder / "course" / "record.md").write_text(RECORD.replace("DEVELOPED", "INTRODUCED"), "utf-8")
    (folder / "README.md").write_text("No lesson\n", "utf-8")
    assert "course/shaping.md:11:20: LL101" in told("README.md", "course/record.md")
    assert not any("LL006" in line for line in told("README.md", "course/record.md"))


def test_files_of_two_curricula_are_two_checks(folder: Path) -> None:
    for name in ("a", "b"):
        (folder / name).mkdir()
        (folder / name / "lessonlint.yaml").write_text("", "utf-8")
        (folder / name / "lesson.md").write_text(LESSON, "utf-8")
    committed()
    found = check("a/lesson.md", "b/lesson.md", "--changed-only")
    assert (found.exit_code, "several curricula" in found.stderr) == (2, True)


def test_a_file_that_never_was_is_a_mistake(folder: Path) -> None:
    committed()
    found = check("shapping.md", "--changed-only")
    assert (found.exit_code, "no file shapping.md" in found.stderr) == (2, True)


def test_no_repository() -> None:
    found = check(".", "--changed-only")
    assert found.exit_code == 2
    assert "git cannot say what changed" in found.stderr


def test_a_report_in_a_file_beside_the_one_on_the_screen(folder: Path) -> None:
    found = check(".", "--format", "concise", "--output", "json=report.json", "-o", "text=report.txt")
    report = json.loads((folder / "report.json").read_text("utf-8"))
    assert len(report["diagnostics"]) == len(found.stdout.splitlines())
    assert "Found" in (folder / "report.txt").read_text("utf-8")
    fixes = [each["fix"] for each in report["diagnostics"] if each["code"] == "LL006"]
    assert fixes == [{"safety": "safe", "edits": [{"path": "shaping.md", **_span(), "text": "DEVELOPED"}]}]


def _span() -> dict[str, int]:
    text = LESSON.replace("\n", "\r\n")
    start, end = text.index("Developed"), text.index("Developed") + len("Developed")
    line = {"line": 11, "column": 20, "end_line": 11, "end_column": 29}
    return {**line, "start": start, "end": end}


def test_every_format_at_once(folder: Path) -> None:
    outputs = [word for name in FORMATS for word in ("--output", f"{name}=out.{name}")]
    assert check("shaping.md", "--format", "concise", *outputs).stdout == (folder / "out.concise").read_text("utf-8")
    for name in FORMATS:
        assert (folder / f"out.{name}").read_text("utf-8") == check("shaping.md", "--format", name).stdout
        assert "LL006" in (folder / f"out.{name}").read_text("utf-8")


@pytest.mark.parametrize("output", ("json", "xml=a", "json="))
def test_an_output_that_is_none(output: str) -> None:
    assert check(".", "--output", output).exit_code == 2


def test_standing_in_for_a_file(folder: Path) -> None:
    (folder / "lessonlint.yaml").write_text("ignore: [LL007]\n", "utf-8")
    buffer = LESSON.replace("| Gluten network | Developed", "| Gluten network | APPLIED")
    found = check("-", "--stdin-filename", "shaping.md", "--format", "concise", text=buffer)
    assert [line.split(" ")[2] for line in found.stdout.splitlines()] == ["LL105"]
    assert check("-", text=buffer).exit_code == 2


def test_timings() -> None:
    found = check(".", "--timings")
    assert "reading" in found.stderr
    assert "LL101" in found.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--strict", "--format", "json"),
        ("promises",),
        ("links", "--format", "json"),
        ("state", "the-cut-loaf", "--format", "markdown"),
    ],
    ids=lambda each: each[0],
)
def test_output_does_not_depend_on_the_order_of_sets(root: Path, arguments: tuple[str, ...]) -> None:
    said = set()
    for seed in "12":
        command = [sys.executable, "-m", "lessonlint", *arguments]
        at = len(command) - len(arguments) + (2 if arguments[0] == "state" else 1)
        command.insert(at, str(root / "curriculum"))
        environment = os.environ | {"PYTHONHASHSEED": seed}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert done.returncode in (0, 1), done.stderr
        said.add(done.stdout)
    assert len(said) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-", "--stdin-filename", "shaping.md", "--fix"), "writes files"),
        (("-", "--stdin-filename", "shaping.md", "--add-waivers", "x"), "writes files"),
        ((".", "--stdin-filename", "shaping.md"), "goes with -"),
        ((".", "--fix", "--write-baseline"), "two runs"),
        ((".", "--add-waivers", "x", "--changed-only"), "leave out --changed-only"),
        ((".", "--write-baseline", "--diff"), "writes down everything"),
        ((".", "--write-baseline", "--select", "LL1"), "writes down everything"),
        ((".", "--output", "json=nowhere/report.json"), "cannot be written"),
        ((".", "--output", "json=."), "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(
    folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    found = check(*arguments, text=LESSON)
    assert found.exit_code == 2
    assert words in found.stderr
    assert {path: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


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


def test_a_renamed_file_is_no_new_finding(folder: Path) -> None:
    (folder / "record.md").write_text(RECORD.replace("DEVELOPED", "INTRODUCED"), "utf-8")
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "first")
    (folder / "records").mkdir()
    git("mv", "record.md", "records/record.md")
    assert "LL101" not in check(".", "--changed-only").stdout


def test_a_change_of_the_configuration_is_told(folder: Path) -> None:
    (folder / "lessonlint.yaml").write_text("ignore: [LL007]\n", "utf-8")
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "first")
    (folder / "lessonlint.yaml").write_text("ignore: [LL007, LL77]\n", "utf-8")
    assert "LL905" in check(".", "--changed-only").stdout


def test_a_removed_record_causes_findings_elsewhere(folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "b").mkdir()
    (folder / "record.md").rename(folder / "b" / "record.md")
    (folder / "shaping.md").rename(folder / "a" / "shaping.md")
    plan = "# Module 1.1: Dough -- Plan\n\n## Lesson Sequence\n\n| Lesson | Core Concept | Type |\n|---|---|---|\n"
    (folder / "b" / "plan.md").write_text(f"{plan}| mixing | Wet | BUILD |\n| kneading | Push | BUILD |\n", "utf-8")
    (folder / "b" / "kneading.md").write_text(LESSON.replace("Lesson 2", "Lesson 4").replace("shaping", "kneading"))
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "first")
    (folder / "b" / "plan.md").unlink()
    told = check(".", "--changed-only", "--format", "concise").stdout
    before = check(".", "--format", "concise").stdout
    assert set(told.splitlines()) < set(before.splitlines())


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


def test_findings_in_the_baseline_are_left_alone_and_it_says_so(folder: Path) -> None:
    check(".", "--write-baseline")
    before = (folder / "shaping.md").read_bytes()
    assert "in the baseline. --baseline none takes them up too." in check(".", "--fix").stderr
    assert (folder / "shaping.md").read_bytes() == before
    check(".", "--fix", "--baseline", "none")
    assert (folder / "shaping.md").read_bytes() != before


def test_a_file_that_stands_alone_is_told_so(folder: Path) -> None:
    alone = "One file was judged without the curriculum around"
    assert alone in check("shaping.md").stdout
    assert "2 files were judged without the curriculum around" in check("shaping.md", "record.md").stdout
    assert "judged without" not in check(".").stdout
    (folder / "lessonlint.yaml").write_text("", "utf-8")
    assert "judged without" not in check("shaping.md").stdout


def test_the_baseline_of_a_file_stands_at_the_top_of_its_curriculum(folder: Path) -> None:
    (folder / "lessons").mkdir()
    (folder / "shaping.md").rename(folder / "lessons" / "shaping.md")
    found = check("lessons/shaping.md", "--write-baseline")
    assert found.stderr.startswith(
        "Wrote 2 findings to lessonlint-baseline.jsonl.\nThey are those of files judged without"
    )
    assert "LL006" in (folder / "lessonlint-baseline.jsonl").read_text("utf-8")
    assert "2 in the baseline" in check("lessons/shaping.md").stdout


def test_questions_are_those_of_the_files_asked_about(folder: Path) -> None:
    unclear = LESSON.replace("| Gluten network | Developed |", "| Stretchy network of dough | DEVELOPED |")
    (folder / "shaping.md").write_text(unclear, "utf-8")
    (folder / "baking.md").write_text(unclear.replace("haping", "aking").replace("Lesson 2", "Lesson 3"), "utf-8")
    (folder / "lessonlint.yaml").write_text("", "utf-8")
    for _ in range(2):  # anew, and from the cache
        told = [
            json.loads(check(path, "--format", "json").stdout)["summary"]["undecided"] for path in (".", "baking.md")
        ]
        assert told == [2, 1]
    done = CliRunner().invoke(cli, ["links", "baking.md", "--questions", "--table", "prerequisites"])
    assert done.stdout.count("?") == 1
