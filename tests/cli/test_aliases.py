"""`lessonlint aliases`, on a pretended terminal and without one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.concepts.test_decisions import LESSON, RECORD

from lessonlint.api import ConfigError, check
from lessonlint.cli import aliases


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "record.md").write_text(RECORD, "utf-8")
    (tmp_path / "shaping.md").write_text(LESSON, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, answers: str | None = None) -> str:
    """The output of a run; with answers, as if a person typed them at a terminal."""
    with pytest.MonkeyPatch.context() as patch:
        if answers is not None:
            patch.setattr(aliases, "_is_terminal", lambda: True)
        result = CliRunner().invoke(aliases.command, arguments or (".",), input=answers, standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return result.output


def test_without_a_terminal_it_counts(course: Path) -> None:
    assert "decisions open" in run()
    assert not (course / "concepts.yaml").exists()


def test_answers_are_written_down(course: Path) -> None:
    shown = run(answers="n\nb\no\ncouche\n1\n")
    text = (course / "concepts.yaml").read_text("utf-8")
    assert "3 decisions written to concepts.yaml." in shown
    assert "background:" in text
    assert "not-taught:" in text
    assert "- first-dough: Couche cloth" in text
    assert "0 decisions open" in run()


def test_an_answer_can_be_taken_back(course: Path) -> None:
    run(answers="n\nu\nb\nq\n")
    text = (course / "concepts.yaml").read_text("utf-8")
    assert "not-taught" not in text
    assert "background:" in text


def test_skipping_everything_writes_nothing(course: Path) -> None:
    assert "Nothing new to write down." in run(answers="s\ns\ns\n")
    assert not (course / "concepts.yaml").exists()


def test_a_wrong_key_asks_again(course: Path) -> None:
    assert "is no answer here" in run(answers="x\nq\n")


def test_a_proposal_is_a_patch_and_nothing_else(course: Path) -> None:
    shown = run("--propose", ".")
    assert shown == "" or shown.startswith("--- a/concepts.yaml\n+++ b/concepts.yaml\n")
    assert not (course / "concepts.yaml").exists()


def test_the_file_keeps_its_mode(course: Path) -> None:
    path = course / "concepts.yaml"
    path.write_text("background: []\n", "utf-8")
    path.chmod(0o640)
    run(answers="b\nq\n")
    assert path.stat().st_mode & 0o777 == 0o640
    assert [child.name for child in course.iterdir() if child.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"concepts: [", "concepts.yaml:1:"),
        (b"not-taught:\n  - \xff\n", "not UTF-8"),
        (b"background: 3\n", "concepts.yaml:1:13: expected a list"),
        (b"- a\n", "concepts.yaml:1:1: expected the keys"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_kept(course: Path, text: bytes, problem: str) -> None:
    (course / "concepts.yaml").write_bytes(text)
    with pytest.raises(ConfigError, match=re.escape(problem)):
        run("--accept-settled")
    assert (course / "concepts.yaml").read_bytes() == text
    assert [found.code for found in check(["."]).diagnostics if found.place.path == "concepts.yaml"] == ["LL111"]


def test_keys_without_values_are_filled(course: Path) -> None:
    (course / "concepts.yaml").write_text("concepts:\nbackground: # kept\n", "utf-8")
    run(answers="b\nq\n")
    text = (course / "concepts.yaml").read_text("utf-8")
    assert "# kept" in text
    assert "  - " in text


@pytest.mark.parametrize("key", ["²", "٣", "", "9"])
def test_strange_digits_are_no_answer(course: Path, key: str) -> None:
    assert "Nothing new to write down." in run(answers=f"{key}\nq\n")
