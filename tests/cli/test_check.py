"""What `check` reports, in which form, and what it refuses: run as people run it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.support.shaping import LESSON, check, write

from lessonlint.cli.check import FORMATS
from lessonlint.cli.main import cli


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write(tmp_path)


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


def test_nothing_to_check_is_said_in_every_format(folder: Path) -> None:
    (folder / "empty").mkdir()
    for name in FORMATS:
        found = check("empty", "--format", name)
        said = found.stdout if name == "text" else found.stderr
        assert (found.exit_code, "No curriculum documents found." in said) == (0, True), name
    assert check("empty", "--quiet").stdout == check(".", "--format", "concise").stderr == ""


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


def test_a_file_that_stands_alone_is_told_so(folder: Path) -> None:
    alone = "One file was judged without the curriculum around"
    assert alone in check("shaping.md").stdout
    assert "2 files were judged without the curriculum around" in check("shaping.md", "record.md").stdout
    assert "judged without" not in check(".").stdout
    (folder / "lessonlint.yaml").write_text("", "utf-8")
    assert "judged without" not in check("shaping.md").stdout


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
    assert re.findall(r"^ +\d+ \?", done.stdout, re.MULTILINE) == ["   11 ?"]
    assert "\nMarks: ? only you can say.\n" in done.stdout
