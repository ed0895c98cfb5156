"""`lessonlint fmt`: what it writes, what it shows, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from lessonlint.cli.main import cli
from lessonlint.source import BOM

PLAN = "# Lesson: Proving — a start\r\n\r\n\r\n## Phase 1\r\n"
FORMED = "# Lesson: Proving -- a start\r\n\r\n## Phase 1\r\n"


def ask(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, standalone_mode=False)


def plan(folder: Path, text: str = PLAN) -> Path:
    path = folder / "proving.md"
    path.write_bytes(f"{BOM}{text}".encode())
    path.chmod(0o640)
    return path


def test_it_writes_and_says_so(tmp_path: Path) -> None:
    path = plan(tmp_path)
    answer = ask("fmt", str(tmp_path))
    assert answer.return_value == 0
    assert "proving.md: Formatted." in answer.stdout
    assert "1 document, 1 changed." in answer.stderr
    assert path.read_bytes().decode() == f"{BOM}{FORMED}"
    assert path.stat().st_mode & 0o777 == 0o640


def test_check_writes_nothing_and_fails(tmp_path: Path) -> None:
    path = plan(tmp_path)
    answer = ask("fmt", str(tmp_path), "--check")
    assert (answer.return_value, path.read_bytes().decode()) == (1, f"{BOM}{PLAN}")
    assert "proving.md: Would change." in answer.stdout
    plan(tmp_path, FORMED)
    assert ask("fmt", str(tmp_path), "--check").return_value == 0


def test_diff_shows_it(tmp_path: Path) -> None:
    path = plan(tmp_path)
    answer = ask("fmt", str(path), "--diff")
    assert answer.return_value == 0
    assert "+# Lesson: Proving -- a start" in answer.stdout
    assert path.read_bytes().decode() == f"{BOM}{PLAN}"


def test_what_is_no_document_is_named_and_left(tmp_path: Path) -> None:
    other, broken = tmp_path / "shopping.md", tmp_path / "torn.md"
    other.write_text("Flour — water\n\n\n", encoding="utf-8")
    broken.write_bytes(b"\xff")
    answer = ask("fmt", str(other), str(broken))
    assert answer.return_value == 0
    assert "shopping.md: Left alone: no document of a curriculum." in answer.stderr
    assert "torn.md: Left alone: in line 1, column 1 it has the byte FF" in answer.stderr
    assert other.read_text(encoding="utf-8") == "Flour — water\n\n\n"
