"""The short form of `benchmarks/memory`: a few random edits of our own course."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import edits
from tests.support.bread import bake

from lessonlint.converting import converted
from lessonlint.source import Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY


def test_a_check_that_remembers_says_the_same(root: Path) -> None:
    told: Counter[str] = Counter()
    for seed in (1, 2):
        assert edits.sequence(seed, root / "curriculum", 2, told) == []
    assert told["document recalled"] > told["document anew"] > 0
    assert told["course changed"] > 0 < told["course only moved"]


def test_so_does_one_of_a_course_in_yaml(tmp_path: Path) -> None:
    course = bake(tmp_path)
    for path in list(course.rglob("*.md")):
        made = converted(Source(str(path), path.read_text("utf-8")), DEFAULT_VOCABULARY)
        Path(made.path).write_text(made.text, "utf-8")
        path.unlink()
    for seed in range(1, 5):
        assert edits.sequence(seed, course, 5, Counter()) == []
