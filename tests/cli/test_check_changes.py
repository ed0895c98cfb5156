"""`check` of what changed since a revision, and of what that causes elsewhere: run as people run it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.shaping import LESSON, RECORD, check, committed, git, write


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write(tmp_path)


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


def test_files_of_no_curriculum_do_not_widen_it(folder: Path) -> None:
    (bread := folder / "bread").mkdir()
    write(bread)
    for name in ("record.md", "shaping.md"):
        (folder / name).unlink()
    (bread / "shaping.md").write_text(LESSON.replace("Developed | DEVELOPED", "APPLIED | APPLIED"), "utf-8")
    (folder / "README.md").write_text("# Of bread\n", "utf-8")
    (folder / ".hooks.yaml").write_text("repos: []\n", "utf-8")
    committed()
    lone = told("bread/shaping.md")
    (bread / "concepts.yaml").write_text("not-taught:\n  - Gluten network\n", "utf-8")
    decided = told("bread/shaping.md")
    assert decided != lone  # what the words mean is known only inside
    assert told("README.md", ".hooks.yaml", "bread/shaping.md") == decided
    assert told("README.md", "bread/concepts.yaml") == ["bread/shaping.md:11:3: LL102"]
    assert told("README.md", ".hooks.yaml") == []


def test_a_decision_is_a_change_like_any_other(folder: Path) -> None:
    committed()
    (folder / "concepts.yaml").write_text("not-taught:\n  - Gluten network\n", "utf-8")
    assert told(".") == told("concepts.yaml") == ["shaping.md:11:3: LL102"]
    git("add", "-A")
    git("commit", "-qm", "second")
    assert told(".") == []
    (folder / "record.md").write_text(RECORD.replace("DEVELOPED", "INTRODUCED"), "utf-8")
    (folder / "concepts.yaml").write_text("background:\n  - Oven\n", "utf-8")
    assert "shaping.md:11:20: LL101" in told(".")


def test_what_lies_above_the_repository_is_another_matter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (course := folder / "course").mkdir()
    monkeypatch.chdir(write(course))
    committed()
    assert "shaping.md:11:20: LL006" in told("shaping.md")


def test_a_file_that_never_was_is_a_mistake(folder: Path) -> None:
    committed()
    found = check("shapping.md", "--changed-only")
    assert (found.exit_code, "no file shapping.md" in found.stderr) == (2, True)


def test_no_repository() -> None:
    found = check(".", "--changed-only")
    assert found.exit_code == 2
    assert "git cannot say what changed" in found.stderr


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
