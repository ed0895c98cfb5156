"""The short form of `benchmarks/fuzz`: every target takes its seeds, and a few inputs made of them."""

from __future__ import annotations

import random

import mutating
import pytest
import targets


@pytest.mark.parametrize("name", targets.TARGETS)
def test_nothing_crashes_or_contradicts_itself(name: str) -> None:
    pick = random.Random(name)
    seeds = [path.read_bytes() for path in sorted((targets.SEEDS / name).iterdir())]
    for data in (*seeds, *(mutating.mutated(seed, pick) for seed in seeds)):
        targets.TARGETS[name](data)


def test_a_target_notices_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    lesson = (targets.SEEDS / "reading" / "lesson.md").read_bytes()
    monkeypatch.setattr(targets, "_words", lambda text: text)
    with pytest.raises(AssertionError, match="fmt cost words"):
        targets.reading(lesson)
