"""Documents written as YAML: what they mean, where their words stand, and what is told of mistakes."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.read import in_markdown, read
from lessonlint.model.yaml_shape import ROLE_COLUMNS, default_columns
from lessonlint.source import Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY

LESSON = """\
kind: lesson plan
title: "Lesson: Proving"
header:
  Slug: proving
sections:
  - heading: Prerequisites
    content:
      - |-
        What students bring,
          and how deep.
      - prerequisites:
          - status: OK
            concept: Gluten | starch
            required: DEVELOPED
          - concept: 'it''s "young" yeast'
            required: "APPLIED"
            status:
      - table:
          - [Flour, Water]
          - [100, "65"]
  - heading: Aside
    level: 4
"""


def document(text: str) -> Doc:
    doc = read(Source("proving.yaml", text), DEFAULT_VOCABULARY)
    assert doc is not None
    return doc


def markdown(text: str) -> str:
    return in_markdown(Source("proving.yaml", text), DEFAULT_VOCABULARY)


def problems(text: str) -> list[tuple[str, str]]:
    """What is wrong, each with the words it stands at."""
    doc = document(f"kind: lesson plan\n{text}")
    return [(doc.raw(place), words) for place, words in doc.syntax_errors]


@pytest.mark.parametrize(
    ("written", "read_as"),
    (("a|b", "a|b"), (r"a\|b", "a|b"), (r"a\\|b", r"a\\|b"), (r"|a\|b|", "|a|b|"), ("a\\", "a\\")),
)
def test_a_bar_splits_no_cell(written: str, read_as: str) -> None:
    doc = document(LESSON.replace("Gluten | starch", f"'Gluten {written} starch'"))
    assert isinstance(doc.body, LessonPlan)
    row = doc.body.prerequisites[0]
    assert row.concept.value == f"Gluten {read_as} starch"
    assert doc.raw(row.concept) == f"Gluten {written} starch"


def test_it_says_what_its_markdown_says() -> None:
    assert (
        markdown(LESSON)
        == """\
# Lesson: Proving

**Slug:** proving

## Prerequisites

What students bring,
  and how deep.

| Concept | Required Depth | Status |
|---|---|---|
| Gluten \\| starch | DEVELOPED | OK |
| it's "young" yeast | APPLIED | |

| Flour | Water |
|---|---|
| 100 | 65 |

#### Aside
"""
    )


def test_words_stand_where_they_stand_in_the_yaml() -> None:
    doc = document(LESSON)
    assert isinstance(doc.body, LessonPlan)
    first, second = doc.body.prerequisites
    assert doc.source.text == LESSON
    assert (doc.raw(doc.identity.slug), doc.raw(doc.identity.title)) == ("proving", "Proving")
    assert [doc.raw(each) for each in (first.concept, first.required, first.status)] == [
        "Gluten | starch",
        "DEVELOPED",
        "OK",
    ]
    assert doc.raw(first.row).startswith("OK\n")
    assert doc.raw(first.row).endswith("DEVELOPED")
    assert (doc.raw(second.required), doc.raw(second.status)) == ("APPLIED", "")
    assert "young" in doc.raw(second.concept)
    assert [doc.raw(section.title) for section in doc.sections] == ["Lesson: Proving", "Slug", "Prerequisites", "Aside"]


def test_long_words_may_be_folded() -> None:
    text = "kind: lesson plan\ntitle: Lesson -- a\n  loaf\nsections:\n- heading: >\n    Core\n    concept\n"
    doc = document(text)
    assert markdown(text) == "# Lesson -- a loaf\n\n## Core concept\n"
    assert doc.raw(doc.sections[-1].title) == "Core\n    concept"


def test_kinds_are_as_stated() -> None:
    assert document("kind: module record\ntitle: Anything\n").kind == "module record"
    assert read(Source("a.yaml", "kind: Deployment\n"), DEFAULT_VOCABULARY) is None
    assert read(Source("a.yaml", "title: Lesson\n"), DEFAULT_VOCABULARY) is None


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("titel: a", "titel", "did you mean `title`?"),
        ("sections:\n- heading: a\n  conten: b", "conten", "did you mean `content`?"),
        ("content:\n- prerequisite: []", "prerequisite", "did you mean `prerequisites`?"),
        ("content:\n- prerequisites:\n  - concpt: a", "concpt", "did you mean `concept`?"),
        ("sections:\n- content: a", "content: a", "needs a `heading`"),
        ("sections:\n- heading: a\n  level: 9", "9", "from 1 to 6"),
        ("sections: words", "words", "sections are a list"),
        ("header: [a]", "[a]", "`Key: value`"),
        ("title: [a]", "[a]", "words are expected"),
        ("content:\n- {state: [], gaps: []}", "{state: [], gaps: []}", "one table at a time"),
        ("content:\n- columns: {concept: Idea}\n  state: []", "[]", "unknown, not state"),
        ("content:\n- columns: {concept: Concept, depth: Depth}\n  state: [{notes: a}]", "a", "none of the `columns`"),
        ("title: [a", "", "expected"),
        ("title: &a b\nfront: *a", "", "aliases are not used"),
    ],
)
def test_mistakes_are_told_where_they_are(text: str, at: str, words: str) -> None:
    found = problems(text)
    assert [place for place, _ in found] == [at]
    assert words in found[0][1]


def test_a_kind_nearly_said_is_told() -> None:
    doc = document("kind: leson plan\n")
    assert [words for _, words in doc.syntax_errors] == [
        "there is no kind `leson plan` here; did you mean `lesson plan`?"
    ]


def test_what_is_wrong_costs_nothing_else() -> None:
    doc = document(LESSON.replace("status: OK", "staus: OK"))
    assert isinstance(doc.body, LessonPlan)
    assert [row.concept.value for row in doc.body.prerequisites] == ["Gluten | starch", 'it\'s "young" yeast']


class TestWaivers:
    def test_above_a_row(self) -> None:
        doc = document(
            LESSON.replace("          - status", "          # lessonlint: allow LL101: why\n          - status")
        )
        assert isinstance(doc.body, LessonPlan)
        (waiver,) = doc.waivers
        assert (waiver.rule.value, waiver.reason, doc.raw(waiver.text)) == (
            "LL101",
            "why",
            "# lessonlint: allow LL101: why",
        )
        row = doc.body.prerequisites[0].row
        assert waiver.start <= row.start < row.end <= waiver.end
        assert waiver.end < doc.body.prerequisites[1].row.start

    def test_above_a_section(self) -> None:
        doc = document(LESSON.replace("    content:", "    # lessonlint: allow LL303: why\n    content:"))
        (waiver,) = doc.waivers
        assert doc.source.text[waiver.start : waiver.end].rstrip().endswith('[100, "65"]')
        doc = document(LESSON.replace("  - heading: Pre", "  # lessonlint: allow LL303: why\n  - heading: Pre"))
        assert [doc.raw(waiver.text) for waiver in doc.waivers] == ["# lessonlint: allow LL303: why"]
        assert doc.source.text[doc.waivers[0].start :].startswith("Prerequisites")

    def test_words_in_a_text_are_none(self) -> None:
        assert document(LESSON.replace("and how deep", "# lessonlint: allow LL303: why")).waivers == ()

    def test_at_the_top_and_the_bottom(self) -> None:
        doc = document(f"# lessonlint: allow-file LL303: a\n{LESSON}# lessonlint: allow LL303: b\n")
        assert [(waiver.whole_file, waiver.reason) for waiver in doc.waivers] == [(True, "a"), (False, "b")]


@pytest.mark.parametrize("key", ("? [a, b]\n: c\n", f"x: {'{? ' * 90}a{'}' * 90}\n"))
def test_a_key_is_words(key: str) -> None:
    assert [words for _, words in problems(key)] == ["a key is made of words, not of a list or of other keys"]


def test_half_a_character_is_refused() -> None:
    assert problems('title: "a \\ud800"\n') == [("", "the character U+D800 is not allowed")]


@pytest.mark.parametrize("role", ROLE_COLUMNS)
def test_a_table_without_titles_is_read_as_what_it_is_called(role: str) -> None:
    find = DEFAULT_VOCABULARY.tables.find
    for used in (set(ROLE_COLUMNS[role]), set[str]()):
        columns = default_columns(role, used)
        found, places = find(tuple(columns.values()))
        assert (found, [list(columns)[index] for index in places.values()]) == (role, list(places))


@given(st.integers(0, len(LESSON)), st.integers(0, 60), st.text("- :[]{}|>\"'#&*!%@\n\tké\u2028\x07", max_size=5))
@settings(max_examples=50, deadline=None)
def test_torn_documents_are_told_and_never_raise(at: int, gone: int, put: str) -> None:
    text = LESSON[:at] + put + LESSON[at + gone :]
    doc = read(Source("proving.yaml", text), DEFAULT_VOCABULARY)
    if doc is None:
        return
    places = [place for place, _ in doc.syntax_errors]
    places += [section.title for section in doc.sections]
    places += [cell for table in doc.tables for row in table.table.rows for cell in row.cells]
    assert all(0 <= place.start <= place.end <= len(text) for place in places)


@pytest.mark.parametrize(
    ("opening", "unit", "closing"),
    [
        ('content: "', 'a\\"b c| ', '"'),
        ("content: >\n", "  a\n\n\n\n", ""),
        ("content:\n", "# lessonlint: allow LL101: a\n- b\n", ""),
        ("content:\n- table:\n", "  - [a|b, 'it''s']\n", ""),
        ("sections:\n", "- title: a\n", ""),
    ],
)
def test_time_grows_with_the_text(opening: str, unit: str, closing: str) -> None:
    def seconds(times: int) -> float:
        begun = process_time()
        document(f"kind: lesson plan\n{opening}{unit * times}{closing}")
        return process_time() - begun

    short = max(seconds(100), 0.01)
    assert min(seconds(800) for _ in range(3)) < 40 * short


def test_a_waiver_between_a_table_and_a_section_is_the_sections() -> None:
    waiver = "  # lessonlint: allow LL115: for now\n"
    made = markdown(LESSON.replace("  - heading: Aside", f"{waiver}  - heading: Aside"))
    assert "<!-- lessonlint: allow LL115: for now -->\n\n#### Aside" in made
    rows = LESSON.replace('      - table:\n          - [Flour, Water]\n          - [100, "65"]\n', "")
    made = markdown(rows.replace("  - heading: Aside", f"{waiver}  - heading: Aside"))
    assert "<!-- lessonlint: allow LL115: for now -->\n\n#### Aside" in made
