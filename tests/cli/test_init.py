"""`lessonlint init`: a configuration from what can be seen."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.support.bread import ask, bake

from lessonlint.api import check, configure, course_of
from lessonlint.config.settings import Settings

ODD = """\
# Lesson: {name}

**Module:** 1.1 (Dough)

## Phase 2: Analyze

| Concept | Wanted | Actual Depth | Source | Status | Reasoning |
|---|---|---|---|---|---|
| Tare | SUPERB | APPLIED | weighing | OK | it is needed |
"""


def test_an_empty_folder(tmp_path: Path) -> None:
    assert ask("init", tmp_path).code == 0
    text = (tmp_path / "lessonlint.yaml").read_text("utf-8")
    assert configure([str(tmp_path)]).settings == Settings()
    assert "lessonlint new course" in text


def test_it_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "lessonlint.yaml").write_text("preset: strict\n", "utf-8")
    answer = ask("init", tmp_path)
    assert answer.code == 2
    assert "--force" in answer.error
    assert (tmp_path / "lessonlint.yaml").read_text("utf-8") == "preset: strict\n"
    assert ask("init", tmp_path, "--force").code == 0
    assert configure([str(tmp_path)]).settings == Settings()


def test_an_old_one_that_cannot_be_used_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "lessonlint.yaml").write_text("presets: strict\n", "utf-8")
    assert ask("init", tmp_path, "--force").code == 0


def test_what_says_that_it_is_complete_is_whole(root: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(root / "curriculum", tmp_path / "c")
    before = check([str(tmp_path / "c")]).diagnostics
    assert ask("init", tmp_path / "c").code == 0
    assert configure([str(tmp_path / "c")]).settings.complete == ("course",)
    assert check([str(tmp_path / "c")]).diagnostics == before


def test_what_does_not_say_so_is_not(tmp_path: Path) -> None:
    ask("init", bake(tmp_path))
    assert configure([str(tmp_path / "course")]).settings.complete == ()


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """Lessons with a column and a depth of their team's own."""
    for name in ("Kneading", "Resting"):
        (tmp_path / f"{name}.md").write_text(ODD.format(name=name), "utf-8")
    return tmp_path


def test_a_column_that_can_mean_only_one_thing_is_a_word_of_the_team(odd: Path) -> None:
    assert not any(lesson.plan.prerequisites for lesson in course_of([str(odd)]).loose if lesson.plan)
    ask("init", odd)
    assert dict(configure([str(odd)]).settings.vocabulary.columns) == {"Required Depth": ("Wanted",)}
    lessons = course_of([str(odd)]).modules[0].lessons
    assert [len(lesson.plan.prerequisites) for lesson in lessons if lesson.plan] == [1, 1]


def test_files_in_words_nobody_knows_yet(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "tests/fixtures/bloom-de/einheiten", tmp_path / "einheiten")
    ask("init", tmp_path)
    assert "#   titles:" in (tmp_path / "lessonlint.yaml").read_text("utf-8")
    assert configure([str(tmp_path)]).settings == Settings()
