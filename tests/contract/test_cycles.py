"""The command switches the garbage collector off, so nothing that a check is done with may hold on to itself."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

import pytest

from lessonlint.api import configure, examine, open_paths


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
    course = str(root / "curriculum" / "series-1")
    configuration = configure([course])
    kept = examine(open_paths([course], configuration), configuration, "2026-06-01")
    gc.collect()
    named = [value if isinstance(value, FunctionType) else type(value) for value in left_over]
    ours = {f"{each.__module__}.{each.__qualname__}" for each in named if each.__module__.startswith("lessonlint")}
    assert kept[0].diagnostics == () and ours == set()
