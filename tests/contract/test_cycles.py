"""The command switches the garbage collector off, so nothing that a check is done with may hold on to itself."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

import pytest

from lessonlint import entries
from lessonlint.api import configure, examine, memory_of, open_paths
from lessonlint.cache import SETTLED_AFTER, Cache


@pytest.fixture
def left_over() -> Iterator[list[object]]:
    """What the collector finds and keeps from now on."""
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    yield gc.garbage
    gc.set_debug(0)
    gc.garbage.clear()
    gc.enable()


def test_a_check_leaves_no_cycles(root: Path, left_over: list[object]) -> None:
    assert ours_after_checks(root, None, left_over) == set()


@pytest.mark.parametrize("remembers", (False, True), ids=("of a run", "of all runs"))
def test_documents_put_down_on_disk_leave_no_cycles(
    remembers: bool, root: Path, tmp_path: Path, left_over: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "ROOM", 1)
    assert ours_after_checks(root, Cache(str(tmp_path)) if remembers else None, left_over) == set()


def ours_after_checks(root: Path, cache: Cache | None, left_over: list[object]) -> set[str]:
    """What of ours only the collector would free after a check, and after one that remembers it."""
    course = str(root / "curriculum" / "series-1")
    configuration, kept = configure([course]), []
    for _ in range(2 if cache else 1):
        workspace = open_paths([course], configuration)
        now = (cache.open() or 0) + 2 * SETTLED_AFTER if cache else 0
        memory = memory_of(workspace, configuration, cache, now) if cache else None
        kept.append((examine(workspace, configuration, "2026-06-01", memory=memory), memory))
    gc.collect()
    assert all(result[0].diagnostics == () for result, _ in kept)
    named = [value if isinstance(value, FunctionType) else type(value) for value in left_over]
    return {f"{each.__module__}.{each.__qualname__}" for each in named if each.__module__.startswith("lessonlint")}
