"""Promises: which are read, what their topic is, and what keeps them."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonlint.api import course_of
from lessonlint.concepts.kept import judged

RECORD = """\
# Module 1.1: Dough -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---|---|---|---|
| Flour | INTRODUCED | mixing | one bag |
| Tokens of a bakery (paid in advance) | INTRODUCED | selling | a drawer |

## Per-Lesson Summaries

### mixing

**What is NOT covered:**
- {topic}

### selling
"""


@pytest.mark.parametrize(
    ("written", "topic", "outcome"),
    [
        ("Tokens (Lesson 2)", "Tokens", "kept"),
        ("Tokens -- Lesson 2", "Tokens", "kept"),
        ("Tokenization -- that's Lesson 2", "Tokenization", "kept"),
        ("Ovens or bakery tokens, deferred to Lesson 2", "Ovens or bakery tokens", "kept"),
        ("Knives and forks (Lesson 2)", "Knives and forks", "not kept"),
        ("Queues (paying at f(x) is Lesson 2)", "Queues", "not kept"),
        (
            "Advance of glaciers over granite or tuff (Lesson 2)",
            "Advance of glaciers over granite or tuff",
            "unknown",
        ),
        ("Bakery tokens or ration books (Lesson 2)", "Bakery tokens or ration books", "kept"),
        ("Braided loaves (Module 7.1)", "Braided loaves", "unknown"),
    ],
)
def test_topics_and_outcomes(tmp_path: Path, written: str, topic: str, outcome: str) -> None:
    (tmp_path / "record.md").write_text(RECORD.format(topic=written))
    (verdict,) = judged(course_of([str(tmp_path)]))
    assert (verdict.topic, verdict.outcome) == (topic, outcome)


@pytest.mark.parametrize("written", ["Ovens", "Milling (from Lesson 1)", "Ovens (next year)"])
def test_what_is_no_promise(tmp_path: Path, written: str) -> None:
    (tmp_path / "record.md").write_text(RECORD.format(topic=written))
    assert judged(course_of([str(tmp_path)])) == []


TWICE = """# Lesson: Mixing

**Slug:** mixing
**Module:** 1.1 (Dough)

## Scope Boundaries

**This lesson is NOT about:**
- Tokens (where they come from) (Lesson 2)
- Tokens of a fair (Lesson 2)
"""


def test_what_plan_and_record_promise_under_one_name_counts_once_and_what_one_document_does_counts_each(
    tmp_path: Path,
) -> None:
    (tmp_path / "record.md").write_text(RECORD.format(topic="Bakery tokens (paid in advance) (Lesson 2)"))
    (tmp_path / "mixing.md").write_text(TWICE)
    topics = [verdict.topic for verdict in judged(course_of([str(tmp_path)]))]
    assert topics == ["Tokens (where they come from)", "Tokens of a fair"]
