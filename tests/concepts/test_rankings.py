"""What was ranked once is not ranked again, and only where the same would come out."""

from __future__ import annotations

import pytest
from tests.support.suites import memory

from lessonlint.api import load_course
from lessonlint.concepts.citations import Citation
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.matching import Matcher
from lessonlint.concepts.names import read_name
from lessonlint.config.settings import Settings
from lessonlint.course.values import Course

RECORD = """# Module 1.1: Dough -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---|---|---|---|
| Gluten network | DEVELOPED | mixing | Pulled until it holds |
| Bench rest | INTRODUCED | mixing | Covered |
| Rest (bench) | INTRODUCED | mixing | Covered |
"""
SHAPING = """# Lesson: Shaping

**Module:** 1.1 (Dough)
**Position:** Lesson 2

## Prerequisites

| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
|---|---|---|---|---|---|
| Gluten | DEVELOPED | DEVELOPED | mixing | OK | Stretch |
| Rest on the bench | INTRODUCED | INTRODUCED | mixing | OK | Slack |
"""
MIXING = "# Lesson: Mixing\n\n**Module:** 1.1 (Dough)\n**Slug:** mixing\n**Position:** Lesson 1\n"


def course(record: str = RECORD, shaping: str = SHAPING) -> Course:
    return load_course(memory({"record.md": record, "mixing.md": MIXING, "shaping.md": shaping}), Settings())


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that were ranked anew."""
    found: list[str] = []
    rank = Matcher.rank

    def spy(self: Matcher, name: object, citation: Citation, at: int) -> object:
        found.append(name.key)  # type: ignore[attr-defined]
        return rank(self, name, citation, at)  # type: ignore[arg-type]

    monkeypatch.setattr(Matcher, "rank", spy)
    return found


def test_the_same_course_ranks_nothing_again(asked: list[str]) -> None:
    first = Knowledge(course())
    assert first.rankings.is_new
    assert len(asked) > 2
    asked.clear()
    again = Knowledge(course(), ranked=first.rankings.ranked)
    assert asked == []
    assert not again.rankings.is_new
    assert again.links == first.links


def test_a_new_reference_is_ranked_alone(asked: list[str]) -> None:
    first = Knowledge(course())
    asked.clear()
    edited = course(shaping=SHAPING.replace("| Gluten |", "| Gluten strands |"))
    again = Knowledge(edited, ranked=first.rankings.ranked)
    assert len(asked) == 1
    assert again.links == Knowledge(edited).links


@pytest.mark.parametrize("other", ["Covered well", "Left alone"])
def test_other_rows_are_another_basis(asked: list[str], other: str) -> None:
    first = Knowledge(course())
    asked.clear()
    edited = course(RECORD.replace("Covered", other))
    again = Knowledge(edited, ranked=first.rankings.ranked)
    assert len(asked) > 2
    assert again.links == Knowledge(edited).links


def test_names_of_the_same_words_that_differ_in_their_head_are_two() -> None:
    rankings = Knowledge(course()).rankings
    one, other = read_name("Bench rest"), read_name("Bench (rest)")
    assert one.key == other.key
    ranked = [[each.score for each in rankings.rank(name, Citation(), 2).candidates] for name in (one, other)]
    assert ranked[0] != ranked[1]
