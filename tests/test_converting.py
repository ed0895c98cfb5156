"""Markdown to YAML and back: nothing lost, nothing read otherwise, and the second round like the first."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from tests.parse.documents import documents

from lessonlint.converting import NotConverted, converted
from lessonlint.decoding import decode
from lessonlint.model.read import read
from lessonlint.model.sameness import first_difference
from lessonlint.source import Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY

LESSON = """\
<!-- lessonlint: allow-file LL303: two are enough -->

# Lesson: Proving — a start

**Slug:** proving
**Cognitive load:** BUILD: slow

Words of **their** own.

## Phase 2

| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
|---|---|---|---|---|---|
| Gluten \\| starch | DEVELOPED | | gluten-network | OK | "Quoted" and 'quoted' |
| | | | | | |

#### Deeper

<!-- lessonlint: allow LL305: later -->

| Example | Type | Purpose |
|---|---|---|
| A: b | Positive | #1 |

| Any | other: table |
|---|---|
| 1.10 | no |

- a list

      of code
"""
YAML = """\
# lessonlint: allow-file LL303: two are enough
kind: lesson plan
title: "Lesson: Proving — a start"
header:
  Slug: proving
  Cognitive load: "BUILD: slow"
content: Words of **their** own.
sections:
  - heading: Phase 2
    content:
      - prerequisites:
          - concept: Gluten | starch
            required: DEVELOPED
            source: gluten-network
            status: OK
            reasoning: "\\"Quoted\\" and 'quoted'"
          - {}
    sections:
      - heading: Deeper
        level: 4
        content:
          # lessonlint: allow LL305: later
          - examples:
              - example: "A: b"
                type: Positive
                purpose: "#1"
          - table:
              - ["Any", "other: table"]
              - ["1.10", "no"]
          - |-
            - a list

                  of code
"""


def other(source: Source) -> Source:
    return converted(source, DEFAULT_VOCABULARY)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def holds(source: Source) -> None:
    """The laws of conversion for one Markdown document."""
    yaml = other(source)
    back = other(yaml)
    assert words(back.text) == words(source.text)
    assert not first_difference(read(source, DEFAULT_VOCABULARY), read(yaml, DEFAULT_VOCABULARY))
    again = other(back)
    assert again.text == yaml.text
    assert (back.path, again.path) == (source.path, yaml.path)


def test_what_becomes_of_a_lesson() -> None:
    made = other(Source("proving.md", LESSON))
    assert made.text == YAML.replace(
        "      - prerequisites:",
        "      - columns: {concept: Concept, required: Required Depth, actual: Actual Depth, source: Source, "
        "status: Status, reasoning: Reasoning}\n        prerequisites:",
    )
    assert made.path == "proving.yaml"
    assert other(made).text == LESSON


def test_line_ends_and_the_mark_in_front_are_kept() -> None:
    made = other(Source("proving.md", LESSON.replace("\n", "\r\n"), bom=True))
    assert made.bom
    assert made.text.count("\r\n") == made.text.count("\n")
    assert other(made).text == LESSON.replace("\n", "\r\n")


def test_what_rows_cannot_hold_stays_markdown() -> None:
    broken = "| Concept | Required Depth |\n|---|---|\n| a | DEVELOPED | b | c |\n\n| cut | APPLIED |\n"
    made = other(Source("proving.md", f"# Lesson: a\n\n{broken}"))
    assert "| a | DEVELOPED | b | c |" in made.text
    assert other(made).text == f"# Lesson: a\n\n{broken}"


@pytest.mark.parametrize(
    ("path", "text", "why"),
    [
        ("a.md", "Flour and water", "it is no document of a curriculum"),
        ("a.yaml", "kind: lesson plan\ntitel: a\n", "did you mean `title`"),
        ("a.yaml", "kind: lesson plan\ntitle: A loaf\n", "it would be read otherwise"),
    ],
)
def test_what_would_be_lost_is_refused(path: str, text: str, why: str) -> None:
    with pytest.raises(NotConverted, match=why):
        other(Source(path, text))


@given(documents())
@example("---\na: b\n---\n")
@example("a\u2028b \ufeff\x07\n\n\t- c\n\n    # d\n")
@example("# a  \n> #### b")
@example("## a ##\n##\n# b\n### c\n")
@example("<!-- lessonlint: allow LL101: a -->\n<!-- lessonlint: allow LL102: b -->\n\n## c\n")
@example("dough\n-----  \n\n<!-- lessonlint: allow LL202: slow on purpose -->")
@settings(max_examples=25, deadline=None)
def test_any_document_is_converted_whole_or_not_at_all(text: str) -> None:
    source = Source("proving.md", f"# Lesson: Proving\n\n{text}")
    try:
        other(source)
    except NotConverted:
        return
    holds(source)


def test_the_sample_course(root: Path) -> None:
    for path in sorted((root / "curriculum").rglob("*.md"))[1::14]:
        source = decode(str(path), path.read_bytes())
        assert isinstance(source, Source)
        holds(source)


def test_real_curricula(corpus: Path) -> None:
    for path in sorted(corpus.rglob("*.md"))[5::30]:
        source = decode(str(path), path.read_bytes())
        assert isinstance(source, Source)
        holds(source)
