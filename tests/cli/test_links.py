"""`lessonlint links`: all of a course, of one lesson, or what the last edit may have made or broken."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from lessonlint.cli.main import cli

CURRICULUM = Path(__file__).parents[2] / "curriculum"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(CURRICULUM, tmp_path / "course", ignore=shutil.ignore_patterns(".*"))
    monkeypatch.chdir(tmp_path / "course")
    for words in (["init"], ["add", "."], ["commit", "-m", "A course"]):
        subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@b", *words], check=True, capture_output=True)
    return tmp_path / "course"


def links(*arguments: str) -> list[dict[str, Any]]:
    done = CliRunner().invoke(cli, ["links", ".", "--format", "json", *arguments], standalone_mode=False)
    assert done.exception is None, done.exception
    found: list[dict[str, Any]] = json.loads(done.output)["links"]
    return found


def test_of_one_lesson(course: Path) -> None:
    everything = links()
    path = next(link["path"] for link in everything if link["table"] == "prerequisites")
    found = links("--lesson", Path(path).stem)
    assert found == [link for link in everything if link["path"] == path]
    assert 0 < len(links("--lesson", Path(path).stem, "--table", "prerequisites")) < len(found)


def test_of_what_has_changed(course: Path) -> None:
    everything = links()
    assert links("--changed") == []
    path = next(link["path"] for link in everything if link["table"] == "prerequisites")
    with (course / path).open("a", encoding="utf-8") as file:
        file.write("\nOne more look at the dough.\n")
    assert links("--changed") == [link for link in everything if link["path"] == path]


def test_of_what_a_changed_record_taught(course: Path) -> None:
    everything = links()
    record = next(target["path"] for link in everything for target in link["targets"] if target["path"] != link["path"])
    with (course / record).open("a", encoding="utf-8") as file:
        file.write("\nOne more look at the dough.\n")
    means = [link for link in everything if record in (link["path"], *(each["path"] for each in link["targets"]))]
    assert links("--changed") == means != []


def test_what_has_changed_is_known_in_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.md").write_text("Flour.", "utf-8")
    done = CliRunner().invoke(cli, ["links", ".", "--changed"], standalone_mode=False)
    assert "--changed" in str(done.exception)
