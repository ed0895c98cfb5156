"""Every command that writes, on a disk that refuses: old or new, never half; plain words; nothing left behind."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
from tests.concepts.test_decisions import LESSON, RECORD
from tests.support.bread import bake

from lessonlint.cli import main

REVIEWED = """
## Depth Targets

- Oven spring: APPLIED (sees it coming)
- Steam: INTRODUCED (knows what it does)

## Review -- 2026-03-02 (Iteration 1/3)

### Verdict: PASS
"""
COMMANDS = {
    "fmt": "fmt course",
    "fix": "check course --fix --unsafe-fixes",
    "waivers": "check course --add-waivers so",
    "baseline": "check course --write-baseline",
    "report": "check course -o json=report.json",
    "record": "record baking course --write",
    "review": "review baking course --new",
    "stamp": "review baking course --stamp",
    "convert": "convert course/module-1-1/lessons/baking.md",
    "new": "new lesson course",
    "series": "new series 2 Crust course",
    "init": "init course",
    "aliases": "aliases other --accept-settled",
    "dot": "graph course -o course.dot",
}


class _Full:
    """A file on a disk that is full after half of what is written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def __enter__(self) -> _Full:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: bytes) -> None:
        self._file.write(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _refuses(number: int) -> Callable[..., Any]:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


def _full(patch: pytest.MonkeyPatch) -> None:
    real = os.fdopen

    def opened(descriptor: int, mode: str = "r", *rest: Any) -> Any:
        file = real(descriptor, mode, *rest)
        return _Full(cast("BinaryIO", file)) if mode == "wb" else file

    patch.setattr(os, "fdopen", opened)


FAULTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "a full disk": _full,
    "a disk that is full when forced": lambda patch: patch.setattr(os, "fsync", _refuses(errno.ENOSPC)),
    "a broken disk": lambda patch: patch.setattr(os, "fsync", _refuses(errno.EIO)),
    "a read-only disk": lambda patch: patch.setattr(tempfile, "mkstemp", _refuses(errno.EROFS)),
    "a folder that is not ours": lambda patch: patch.setattr(tempfile, "mkstemp", _refuses(errno.EACCES)),
    "a file that may not be replaced": lambda patch: patch.setattr(Path, "replace", _refuses(errno.EACCES)),
    "a mode that may not be set": lambda patch: patch.setattr(Path, "chmod", _refuses(errno.EPERM)),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course that gives every command something to do, in a working directory of its own."""
    course = bake(tmp_path)
    baking = course / "module-1-1/lessons/baking.md"
    text = baking.read_text("utf-8").replace("| Tare |", "|  Tare |").replace("Kitchen hygiene", "Clean (a | b)")
    baking.write_text(text + REVIEWED, "utf-8")
    (course / "course.md").write_text("# Course: Bread\n\n## Series\n\n| # | Series |\n|---|---|\n| 1 | Dough |\n")
    plan = course / "module-1-1/plan.md"
    row = "| baking | Heat and crust | STRETCH | Needs all of it |\n"
    plan.write_text(plan.read_text("utf-8").replace(row, f"{row}| cooling | Patience | BUILD | Last |\n"), "utf-8")
    (tmp_path / "other").mkdir()
    resting = "| Bench resting | INTRODUCED | first-dough | Ten minutes |\n"
    cited = "| Resting the dough on a bench | INTRODUCED | INTRODUCED | first-dough | OK | It tears |\n"
    for name, words in {"record.md": RECORD + resting, "shaping.md": LESSON + cited}.items():
        (tmp_path / "other" / name).write_text(words, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def state(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".lessonlint_cache" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def run(words: str) -> int:
    """The exit code of a command, run as the program runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["lessonlint", *words.split()])
        return main._run()


@contextmanager
def faulty(fault: str) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        FAULTS[fault](patch)
        yield


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_on_a_full_disk(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = state(folder)
    with faulty("a full disk"):
        code = run(COMMANDS[name])
    told = "".join(capsys.readouterr())
    assert (code, state(folder)) == (main.USAGE, before)
    assert "no space left on device" in told.casefold()
    assert "internal error" not in told
    assert run(COMMANDS[name]) in (main.CLEAN, main.FINDINGS)
    assert state(folder) != before, "without a fault there is something to write"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_writing(fault: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = state(folder)
    with faulty(fault):
        code = run("fmt course")
    assert (code, state(folder)) == (main.USAGE, before)
    assert "baking.md cannot be written: " in capsys.readouterr().err


def test_what_cannot_be_taken_away_stays_in_both_forms(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "unlink", _refuses(errno.EACCES))
        code = run(f"{COMMANDS['convert']} --remove")
    assert code == main.USAGE
    assert "cannot be taken away: Permission denied" in capsys.readouterr().err
    assert {"course/module-1-1/lessons/baking.md", "course/module-1-1/lessons/baking.yaml"} <= set(state(folder))


def test_a_folder_that_cannot_be_made(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = state(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "mkdir", _refuses(errno.EROFS))
        code = run(COMMANDS["series"])
    assert (code, state(folder)) == (main.USAGE, before)
    assert "cannot be made" in capsys.readouterr().err


def test_standard_output_on_a_full_disk(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.stdout, "write", _refuses(errno.ENOSPC))
        assert run("check course --no-cache --select LL1") == main.USAGE
    assert capsys.readouterr().err == "lessonlint: No space left on device\n"


@pytest.mark.parametrize(
    ("name", "words"),
    (("lessonlint.yaml", ""), ("lessonlint-baseline.jsonl", ""), ("lessonlint-baseline.jsonl", "--write-baseline")),
)
def test_a_link_that_leads_out_decides_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, words: str
) -> None:
    """What it leads to is neither told, as what is wrong in it would be, nor written."""
    secret = folder / "secret"
    secret.write_text("password: 1234\n", "utf-8")
    (folder / "course" / name).symlink_to(secret)
    assert run(f"check course --no-cache {words}") == main.USAGE
    said = capsys.readouterr().err
    assert "it is a link that leads out of what is checked" in said
    assert "password" not in said
    assert secret.read_text("utf-8") == "password: 1234\n"


def test_a_configuration_may_be_given_wherever_it_is(folder: Path) -> None:
    (folder / "ours.yaml").write_text("select: [LL001]\n", "utf-8")
    (folder / "course" / "lessonlint.yaml").symlink_to("../ours.yaml")
    assert run("check course --no-cache --config course/lessonlint.yaml") == main.CLEAN
