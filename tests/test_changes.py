"""What changed, as the real git says."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.support.bread import known

from lessonlint.changes import NoHistory, changed_files


def git(folder: Path, *arguments: str) -> None:
    command = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    for name in ("one.md", "two.md", "Brötchen und mehr.md", ".gitignore"):
        (tmp_path / name).write_text("*.log\n" if name == ".gitignore" else "Dough\n", "utf-8")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "first")
    return tmp_path.resolve()


def test_changed_new_and_removed_files(repository: Path) -> None:
    assert changed_files(repository) == frozenset()
    (repository / "Brötchen und mehr.md").write_text("Crumb\n", "utf-8")
    (repository / "two.md").unlink()
    (repository / "sub").mkdir()
    (repository / "sub" / "new.md").write_text("New\n", "utf-8")
    (repository / "build.log").write_text("ignored\n", "utf-8")
    names = {path.relative_to(repository).as_posix() for path in changed_files(repository / "sub")}
    assert names == {"Brötchen und mehr.md", "two.md", "sub/new.md"}


def test_since_a_revision(repository: Path) -> None:
    (repository / "one.md").write_text("Crumb\n", "utf-8")
    git(repository, "commit", "-qam", "second")
    assert changed_files(repository) == frozenset()
    assert changed_files(repository, "HEAD~1") == {repository / "one.md"}


@pytest.mark.parametrize("revision", ("nowhere", "--output=stolen"))
def test_a_revision_that_is_none(repository: Path, revision: str) -> None:
    with pytest.raises(NoHistory, match="git knows no revision"):
        changed_files(repository, revision)
    assert not (repository / "stolen").exists()


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(NoHistory):
        changed_files(tmp_path)


def test_a_bread_course_is_a_folder_like_any_other(repository: Path) -> None:
    known(repository)
    assert {"record.md", "plan.md"} <= {path.name for path in changed_files(repository)}
