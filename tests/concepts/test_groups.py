"""Which index rows are taken for one concept."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonlint.api import knowledge_of

RECORD = """# Module 1.1: Dough -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---|---|---|---|
| {one} | INTRODUCED | first-dough | Seen |
| Salt in the dough | INTRODUCED | first-dough | Tasted |
| Heat of an oven | INTRODUCED | first-dough | Felt |
| {other} | DEVELOPED | second-dough | {notes} |
"""


@pytest.mark.parametrize(
    ("one", "other", "notes", "opinion"),
    [
        ("Gluten network (felt)", "Gluten network (explained)", "Drawn", "sure"),
        ("Gluten", "Gluten concept", "Drawn", "sure"),
        ("Scoring: one cut", "Scoring: a lattice", "Cut", "possible"),
        ("`knead()` method", "`knead(dough)` needs a floured table", "Seen to stick", "apart"),
        ("Resting", "Cold resting of rye", "Elevated from INTRODUCED in 1.1. More time", "sure"),
        ("Resting", "Cold resting of rye", "Elevated from INTRODUCED in the previous lesson", "sure"),
        ("Resting", "Oven stone", "Extends resting from 1.1", "apart"),
        ("Gluten network", "Network of gluten in rye", "Drawn", "possible"),
        ("Sourdough", "Sourdough starter feeding schedule", "Kept", "apart"),
    ],
)
def test_opinions(tmp_path: Path, one: str, other: str, notes: str, opinion: str) -> None:
    (tmp_path / "record.md").write_text(RECORD.format(one=one, other=other, notes=notes), "utf-8")
    knowledge = knowledge_of([str(tmp_path)])
    first, second = knowledge.events[0], knowledge.events[-1]
    together = knowledge.groups.together(first, second)
    assert ("sure" if together else "possible" if second in knowledge.groups.possible(first) else "apart") == opinion
