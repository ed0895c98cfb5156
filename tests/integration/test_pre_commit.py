"""The hooks of .pre-commit-hooks.yaml under the real pre-commit, in a repository of their own.

Here they run the lessonlint under test (`language: system`); tools/package.py has pre-commit install them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.integration.git import BROKEN, LESSON, RECORD, git, repository, run

from lessonlint.config.load import plain
from lessonlint.converting import converted
from lessonlint.source import Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY
from lessonlint.yaml_text import compose

pytest.importorskip("pre_commit")
ROOT = Path(__file__).resolve().parent.parent.parent
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
SOURCE = str(ROOT / "src")


def hooks() -> dict[str, dict[str, Any]]:
    """The hooks as users get them, by their ids."""
    listed: Any = plain(compose(MANIFEST.read_text("utf-8")))
    return {hook["id"]: hook for hook in listed}


def configured(folder: Path, name: str, *arguments: str) -> None:
    """A repository in which the hook runs before every commit."""
    hook = hooks()[name]
    entry = hook["entry"].replace("lessonlint", f"{sys.executable} -m lessonlint", 1)
    own = {**hook, "language": "system", "entry": entry, "args": arguments}
    # JSON is YAML.
    (folder / ".pre-commit-config.yaml").write_text(json.dumps({"repos": [{"repo": "local", "hooks": [own]}]}), "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "hooks")
    done = run(folder, sys.executable, "-m", "pre_commit", "install")
    assert done.returncode == 0, done.stdout


def commit(folder: Path, *arguments: str) -> tuple[bool, str]:
    """Whether a commit went through, and what was said."""
    home = str(folder.parent / "pre-commit")
    done = run(folder, "git", "commit", "-m", "next", *arguments, PYTHONPATH=SOURCE, PRE_COMMIT_HOME=home)
    return done.returncode == 0, done.stdout + done.stderr


def test_the_manifest_is_one(tmp_path: Path) -> None:
    done = run(tmp_path, sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST))
    assert done.returncode == 0, done.stdout


def test_our_own_configuration_is_one(tmp_path: Path) -> None:
    """README has newcomers install it."""
    done = run(tmp_path, sys.executable, "-m", "pre_commit", "validate-config", str(ROOT / ".pre-commit-config.yaml"))
    assert done.returncode == 0, done.stdout


def test_a_commit_that_breaks_a_lesson_in_another_file_is_stopped(tmp_path: Path) -> None:
    folder = repository(tmp_path / "course")
    configured(folder, "lessonlint")
    record = folder / "curriculum" / "record.md"
    # Not staged, so no part of the commit: neither what it breaks nor what it mends.
    (folder / "curriculum" / "lessons" / "shaping.md").write_text(LESSON.replace("DEVELOPED |", "MENTIONED |"), "utf-8")

    record.write_text(BROKEN, "utf-8")
    git(folder, "add", "curriculum/record.md")
    went, said = commit(folder)
    assert not went
    assert "curriculum/lessons/shaping.md:11:20: error LL101" in said
    assert "| Gluten network | DEVELOPED | DEVELOPED | mixing | OK | Stretch |" in said

    record.write_text(RECORD.replace("felt", "stretched"), "utf-8")
    (folder / "README.md").write_text("# A course about bread\n", "utf-8")
    git(folder, "add", "curriculum/record.md", "README.md")
    went, said = commit(folder)
    assert went, said


def test_a_curriculum_in_yaml_is_judged_and_other_yaml_is_not(tmp_path: Path) -> None:
    folder = repository(tmp_path / "course")
    for path in (folder / "curriculum").rglob("*.md"):
        made = converted(Source(str(path), path.read_text("utf-8")), DEFAULT_VOCABULARY)
        Path(made.path).write_text(made.text, "utf-8")
        path.unlink()
    configured(folder, "lessonlint")
    (folder / "compose.yaml").write_text("services: [bakery,\n", "utf-8")
    (folder / "ci.yml").write_text("kind: Deployment\n", "utf-8")
    git(folder, "add", "-A")
    went, said = commit(folder)
    assert went, said
    record = folder / "curriculum" / "record.yaml"
    record.write_text(record.read_text("utf-8").replace("DEVELOPED", "INTRODUCED"), "utf-8")
    git(folder, "add", "-A")
    went, said = commit(folder)
    assert not went
    assert "curriculum/lessons/shaping.yaml:12:23: error LL101" in said


def test_in_a_linked_worktree_with_named_paths(tmp_path: Path) -> None:
    """There git gives its hooks other variables, and an index of another name."""
    folder = repository(tmp_path / "course")
    configured(folder, "lessonlint")
    git(folder, "worktree", "add", "-q", "../second")
    record = tmp_path / "second" / "curriculum" / "record.md"
    record.write_text(BROKEN, "utf-8")
    went, said = commit(tmp_path / "second", "curriculum/record.md")
    assert (went, "shaping.md:11:20: error LL101" in said) == (False, True), said


def test_a_stale_picture_is_drawn_anew(tmp_path: Path) -> None:
    folder = repository(tmp_path / "course")
    configured(folder, "lessonlint-graph", "curriculum/", "--output", "course.mmd")
    lesson = folder / "curriculum" / "lessons" / "shaping.md"
    lesson.write_text(LESSON.replace("Shaping", "Final shaping"), "utf-8")
    (folder / "course.mmd").write_text("", "utf-8")
    git(folder, "add", "-A")
    went, said = commit(folder)
    assert (went, "files were modified by this hook" in said) == (False, True), said
    git(folder, "add", "-A")
    went, said = commit(folder)
    assert went, said
    assert (folder / "course.mmd").read_text("utf-8").startswith("flowchart")


def test_an_untidy_table_is_tidied(tmp_path: Path) -> None:
    folder = repository(tmp_path / "course")
    configured(folder, "lessonlint-fmt")
    lesson = folder / "curriculum" / "lessons" / "shaping.md"
    lesson.write_text(LESSON.replace("| Gluten network |", "|   Gluten network      |"), "utf-8")
    git(folder, "add", "-A")
    went, said = commit(folder)
    assert (went, "files were modified by this hook" in said) == (False, True), said
    assert lesson.read_text("utf-8") == LESSON
