"""What Tab offers: through click's own machinery, and once in a real bash."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from lessonlint.cli.main import cli

LESSON = "# Lesson: {0}\n\n**Module:** 1.1 (Dough)\n**Position:** Lesson {1}\n**Slug:** {2}\n"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course in which a check has been run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lessonlint.yaml").write_text("", "utf-8")
    for number, slug in enumerate(("kneading", "mixing", "milling"), 1):
        (tmp_path / f"{slug}.md").write_text(LESSON.format(slug.title(), number, slug), "utf-8")
    CliRunner().invoke(cli, ["check", "."], standalone_mode=False)
    return tmp_path


def offered(*words: str) -> list[str]:
    """What is offered for the last word; `file` stands for files of the shell."""
    complete = ShellComplete(cli, {}, "lessonlint", "_LESSONLINT_COMPLETE")
    found = complete.get_completions([*words[:-1]], words[-1])
    return [each.type if each.type == "file" else each.value for each in found]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("explain", "LL10"), {"LL101", "LL102", "LL105"}),
        (("explain", "ll90"), {"LL901", "LL904"}),
        (("explain", "status-"), {"status-contradicts-depths"}),
        (("explain", "lo"), {"load-disagrees"}),
        (("check", "--select", "LL105,LL2"), {"LL105,LL201", "LL105,LL202"}),
        (("check", "-i", ""), {"LL001"}),
        (("check", "--format", "s"), {"sarif"}),
        (("sta",), {"stats", "state"}),
    ],
)
def test_words_of_lessonlint(words: tuple[str, ...], expected: set[str]) -> None:
    found = offered(*words)
    assert expected <= set(found)
    assert all(word.casefold().startswith(words[-1].casefold()) for word in found)


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize(
    "words",
    [
        *((name, "mi") for name in ("state", "impact", "promises", "review", "graph", "record")),
        ("links", "--lesson", "mi"),
        ("state", "kneading", "--diff", "mi"),
    ],
    ids=str,
)
def test_lessons_of_this_folder(words: tuple[str, ...]) -> None:
    assert offered(*words) == ["mixing", "milling"]


@pytest.mark.parametrize("words", [("check", "cur"), ("state", "kneading", "cur"), ("review", "cur"), ("why", "cur")])
def test_files_are_left_to_the_shell(words: tuple[str, ...]) -> None:
    assert offered(*words) == ["file"]


def test_where_nothing_was_checked_nobody_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lessonlint.yaml").write_text("", "utf-8")
    (tmp_path / "mixing.md").write_text(LESSON.format("Mixing", 1, "mixing"), "utf-8")
    assert offered("state", "mi") == []
    assert not (tmp_path / ".lessonlint_cache").exists()


def test_a_broken_configuration_offers_nothing_and_says_nothing(course: Path) -> None:
    (course / "lessonlint.yaml").write_text("nonsense: [\n", "utf-8")
    assert offered("state", "mi") == []


def test_in_a_real_bash(tmp_path: Path) -> None:
    lessonlint = tmp_path / "lessonlint"
    lessonlint.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m lessonlint "$@"\n', "utf-8")
    lessonlint.chmod(0o755)
    script = f"""
    PATH="{tmp_path}:$PATH"
    eval "$(_LESSONLINT_COMPLETE=bash_source lessonlint)"
    COMP_WORDS=(lessonlint explain LL10); COMP_CWORD=2
    _lessonlint_completion lessonlint LL10 explain
    printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["bash", "-c", script], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert {"LL101", "LL105"} <= set(done.stdout.split())
