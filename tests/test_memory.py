"""A check that remembers finds what one finds that does not. The long form is `benchmarks/memory/edits.py`."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from lessonlint.api import check_workspace, configure, memory_of, open_paths
from lessonlint.cache import SETTLED_AFTER, Cache
from lessonlint.diagnostic import Report
from lessonlint.engine import Subjects
from lessonlint.past import Past, _loaded

TODAY = "2026-11-22"
LESSON = """# Lesson: {title}

**Module:** 1.1 (Dough)
**Slug:** {slug}

## Prerequisites

| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
|---|---|---|---|---|---|
| Gluten | DEVELOPED | INTRODUCED | mixing | OK | Stretch |
"""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "course"
    folder.mkdir()
    for slug in ("mixing", "shaping", "baking"):
        (folder / f"{slug}.md").write_text(LESSON.format(title=slug.title(), slug=slug), "utf-8")
    monkeypatch.chdir(folder)
    return tmp_path


def check(course: Path, read: list[str] | None = None, later: int = 2 * SETTLED_AFTER) -> Report:
    """A check that remembers; the files it reads are put down."""
    cache, configuration = Cache(str(course / "cache")), configure(["."])
    workspace = open_paths(["."], configuration)
    began = cache.open()
    assert began
    memory = memory_of(workspace, configuration, cache, began + later)
    original = type(workspace.source).read

    def spy(self: object, path: str) -> object:
        if read is not None:
            read.append(path)
        return original(workspace.source, path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(workspace.source), "read", spy)
        return check_workspace(workspace, configuration, TODAY, True, memory)


def test_only_what_changed_is_read(course: Path) -> None:
    first: list[str] = []
    cold = check(course, first)
    assert first == ["baking.md", "mixing.md", "shaping.md"]
    again: list[str] = []
    assert check(course, again) == cold
    assert again == []
    path = Path("mixing.md")
    path.write_text(path.read_text("utf-8").replace("INTRODUCED", "DEVELOPED"), "utf-8")
    edited: list[str] = []
    assert len(check(course, edited).diagnostics) < len(cold.diagnostics)
    assert edited == ["mixing.md"]


def test_a_file_written_a_moment_ago_is_read_again(course: Path) -> None:
    check(course, later=0)
    again: list[str] = []
    check(course, again, later=0)
    assert again == ["baking.md", "mixing.md", "shaping.md"]


def test_a_crash_is_not_remembered(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = check(course)
    (course / "cache").rename(course / "other")

    def crash(self: Subjects) -> None:
        raise ValueError("no graph")

    with monkeypatch.context() as patch:
        patch.setattr(Subjects, "knowledge", property(crash))
        with pytest.raises(ValueError, match="no graph"):
            check(course)
    assert check(course) == whole


def test_a_spoilt_cache_costs_only_time(course: Path) -> None:
    cold = check(course)
    for spoil in (b"", b"x" * 100, None):
        for path in [*(course / "cache/files").iterdir(), *(course / "cache/pasts").iterdir()]:
            path.write_bytes(path.read_bytes()[:-3] if spoil is None else spoil)
        assert check(course) == cold


class Hostile:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("the cache ran a program",)


def test_a_strangers_pickle_makes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert _loaded(pickle.dumps(Hostile()), object) is None
    assert _loaded(pickle.dumps(Past(outline="a")), Past) == Past(outline="a")
    assert _loaded(b"nothing", object) is None
    assert capsys.readouterr().out == ""
