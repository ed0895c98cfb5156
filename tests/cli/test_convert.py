"""`lessonlint convert`, and checks of curricula that are written as YAML."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support.bread import bake

from lessonlint.cli.main import cli
from lessonlint.source import BOM
from lessonlint.workspace import open_workspace, watched


def ask(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, standalone_mode=False)


def findings(folder: Path) -> list[tuple[str, str, str, str]]:
    answer = ask("check", str(folder), "--no-cache", "--strict", "--format", "json")
    found = json.loads(answer.stdout)["diagnostics"]
    return sorted((Path(each["path"]).stem, each["code"], each["message"], str(each["key"])) for each in found)


def test_a_converted_curriculum_has_the_same_findings(tmp_path: Path) -> None:
    course = bake(tmp_path)
    before = findings(course)
    files = sorted(str(path) for path in course.rglob("*.md"))
    answer = ask("convert", *files, "--remove")
    assert answer.return_value == 0
    assert answer.stdout.count("Converted to") == len(files)
    assert sorted(path.suffix for path in course.rglob("*.*")) == [".yaml"] * len(files)
    assert before
    assert findings(course) == before


def test_the_other_file_is_not_overwritten_unasked(tmp_path: Path) -> None:
    path = bake(tmp_path) / "module-1-1" / "plan.md"
    path.with_suffix(".yaml").write_text("mine", encoding="utf-8")
    answer = ask("convert", str(path))
    assert answer.return_value == 1
    assert "plan.yaml exists; --force overwrites it." in answer.stderr
    assert path.with_suffix(".yaml").read_text(encoding="utf-8") == "mine"
    assert ask("convert", str(path), "--force").return_value == 0
    assert path.with_suffix(".yaml").read_text(encoding="utf-8").startswith("kind: module plan\n")
    assert path.exists()


def test_the_mark_in_front_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "lesson.md"
    path.write_bytes(f"{BOM}# Lesson: Proving\n".encode())
    ask("convert", str(path))
    assert path.with_suffix(".yaml").read_bytes().decode() == f'{BOM}kind: lesson plan\ntitle: "Lesson: Proving"\n'


def test_what_is_refused_stays(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("Flour", encoding="utf-8")
    answer = ask("convert", str(path), str(tmp_path / "gone.md"), "--remove")
    assert answer.return_value == 1
    assert "notes.md: Not converted: it is no document of a curriculum." in answer.stderr
    assert "gone.md: Not converted: there is no such file." in answer.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["notes.md"]


@pytest.mark.parametrize("name", ["concepts.yaml", "lessonlint.yaml", "deploy.yaml"])
def test_other_yaml_is_passed_over(tmp_path: Path, name: str) -> None:
    course = bake(tmp_path)
    before = findings(course)
    texts = {
        "concepts.yaml": "concepts: []\n",
        "lessonlint.yaml": "preset: default\n",
        "deploy.yaml": "kind: Service\n",
    }
    (course / name).write_text(texts[name], encoding="utf-8")
    assert findings(course) == before


def test_fixes_and_waivers_fit_into_yaml(tmp_path: Path) -> None:
    path = tmp_path / "lesson.yaml"
    table = "content:\n  - prerequisites:\n      - concept: Gluten\n        required: {}\n        status: OK\n"
    path.write_text(f"kind: lesson plan\ntitle: 'Lesson: a'\n{table.format('developed')}", encoding="utf-8")
    ask("check", str(path), "--fix", "--select", "LL006", "--no-cache")
    assert table.format("DEVELOPED") in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace("DEVELOPED", "deeply"), encoding="utf-8")
    answer = ask("check", str(path), "--add-waivers", "why", "--select", "LL006", "--no-cache")
    assert answer.return_value == 0
    assert "        # lessonlint: allow LL006: why\n        required: deeply" in path.read_text(encoding="utf-8")


def test_a_yaml_that_is_none_yet_is_watched(tmp_path: Path) -> None:
    course = bake(tmp_path)
    other = course / "other.yaml"
    other.write_text("kind: Service\n", encoding="utf-8")
    workspace = open_workspace([str(course)])
    assert str(other) in workspace.passed
    assert str(other) in watched(workspace, [str(course)], "")
