"""One form for every document: what changes, what never does, and that the second time nothing is left to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from tests.parse.documents import documents

from lessonlint.decoding import decode
from lessonlint.formatting import formatted
from lessonlint.model.read import read
from lessonlint.model.sameness import first_difference
from lessonlint.source import Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY

PLAN = """\
# Lesson: Proving a loaf

## Phase 2: Analyze

### Prerequisites

"""


def form(text: str) -> str:
    """What `fmt` makes of a text."""
    done = formatted(Source("proving.md", text), DEFAULT_VOCABULARY)
    assert done is not None
    assert done.left == ()
    return done.source.text


def body(text: str) -> str:
    """What `fmt` makes of the words below the headings of a lesson."""
    done = form(PLAN + text)
    assert done.startswith(PLAN)
    return done[len(PLAN) :]


class TestTables:
    def test_a_cell_has_one_space_on_each_side(self) -> None:
        assert body(
            "|Concept   |  Required Depth | Status|\n|:------|:-----:|--:|\n|  Gluten |DEVELOPED |  OK |  \n"
        ) == ("| Concept | Required Depth | Status |\n|:---|:---:|--:|\n| Gluten | DEVELOPED | OK |\n")

    def test_an_empty_cell_is_one_space(self) -> None:
        assert body("| Concept | Required Depth |\n|---|---|\n|      | |\n| |DEVELOPED|\n") == (
            "| Concept | Required Depth |\n|---|---|\n| | |\n| | DEVELOPED |\n"
        )

    def test_outer_pipes_stay_away_where_the_author_has_none(self) -> None:
        assert body("Concept  |Required Depth\n-----|------\nGluten|DEVELOPED\n") == (
            "Concept | Required Depth\n---|---\nGluten | DEVELOPED\n"
        )

    def test_a_row_with_surplus_pipes_is_left_alone(self) -> None:
        row = "|  Odds $P(A|B)$  | DEVELOPED |\n"
        assert body(f"| Concept | Required Depth |\n|---|---|\n{row}").endswith(row)

    def test_a_waiver_in_a_row_is_left_alone(self) -> None:
        row = "| Gluten | DEVELOPED <!-- lessonlint: allow LL101:   a — reason -->   |\n"
        assert row in body(f"| Concept | Required Depth |\n|---|---|\n{row}")

    def test_tables_in_quotes_and_lists_keep_their_edge(self) -> None:
        assert body("> | Concept   | Required Depth |\n> |------|-----|\n> |  Gluten|DEVELOPED |\n") == (
            "> | Concept | Required Depth |\n> |---|---|\n> | Gluten | DEVELOPED |\n"
        )

    def test_escaped_pipes_are_words(self) -> None:
        assert "| Gluten \\| starch | APPLIED |" in body(
            "| Concept | Required Depth |\n|---|---|\n|Gluten \\| starch|APPLIED|\n"
        )


class TestDashes:
    @pytest.mark.parametrize("dash", [" — ", "—", " – ", " -- "])
    def test_words_are_parted_in_one_way(self, dash: str) -> None:
        assert body(f"The dough rests{dash}and rises.\n") == "The dough rests -- and rises.\n"

    @pytest.mark.parametrize(
        "words",
        [
            "Pages 3–5 of the book.",
            "`a — b` is code.",
            "<!-- a — b -->",
            "```\na — b\n```",
            "    a — b",
            "[a — b](c—d.md)",
            "<b title='a — b'>c</b>",
            "— Anonymous",
            "**bold—**and more",
            "a---b and --fix",
        ],
    )
    def test_what_is_no_dash_between_words_stays(self, words: str) -> None:
        assert body(f"{words}\n") == f"{words}\n"

    def test_a_cell_may_be_a_dash(self) -> None:
        assert "| Gluten | DEVELOPED | -- |" in body(
            "| Concept | Required Depth | Source |\n|---|---|---|\n| Gluten | DEVELOPED | — |\n"
        )

    def test_titles_too(self) -> None:
        assert form("# Module 1.1: Dough — Plan\n") == "# Module 1.1: Dough -- Plan\n"


class TestCapitals:
    def test_of_depths_and_statuses(self) -> None:
        table = "| Concept | Required Depth | Actual Depth | Status |\n|---|---|---|---|\n"
        assert body(f"{table}| Gluten | Developed | *applied* (in 1.1) | ok |\n") == (
            f"{table}| Gluten | DEVELOPED | *APPLIED* (in 1.1) | OK |\n"
        )

    def test_of_loads(self) -> None:
        assert "load:** STRETCH (one" in form("# Lesson: Proving\n\n**Cognitive load:** Stretch (one new concept)\n")

    def test_of_severities(self) -> None:
        review = "## Review -- 2026-03-02 (Iteration 1/3)\n\n### [{}] -- Too dark\n"
        assert form("# Lesson: Proving\n\n" + review.format("Polish")).endswith(review.format("POLISH"))

    @pytest.mark.parametrize("word", ["developing", "Developed-ish", "known", "Prior education"])
    def test_other_words_keep_theirs(self, word: str) -> None:
        table = f"| Concept | Required Depth |\n|---|---|\n| Gluten | {word} |\n"
        assert body(table) == table


class TestBlankLines:
    def test_are_single(self) -> None:
        assert body("One.\n\n\n \t\nTwo.\n\n\n") == "One.\n\nTwo.\n"

    def test_stand_around_headings(self) -> None:
        assert body("One.\n## Two\nThree.\n") == "One.\n\n## Two\n\nThree.\n"

    @pytest.mark.parametrize("block", ["```\n\n\n# no heading\n\n\n```", "<pre>\n\n\n</pre>", "    a\n\n\n    b"])
    def test_stay_in_code_and_html(self, block: str) -> None:
        assert body(f"{block}\n") == f"{block}\n"

    def test_front_matter_stays(self) -> None:
        front = "---\ntitle: a — b\n\n\nstatus: built\n---\n"
        assert form(f"{front}# Lesson: Proving\n").startswith(front)

    def test_the_file_keeps_its_line_ends(self) -> None:
        assert form("# Lesson: Proving\r\nOne.\r\n\r\n\r\nTwo.") == "# Lesson: Proving\r\n\r\nOne.\r\n\r\nTwo.\r\n"


def test_the_line_end_of_a_blank_beginning_is_forgotten() -> None:
    assert form("\r\n\f\n# Lesson: Proving") == "\f\n\n# Lesson: Proving\n"


def test_a_text_that_is_no_document_is_not_formatted() -> None:
    assert formatted(Source("shopping.md", "Flour—and water"), DEFAULT_VOCABULARY) is None


def test_what_would_change_the_meaning_is_left_out_with_its_sort() -> None:
    # Without the dash's own cell the second line would be the rule between a header and its rows.
    text = (
        "# Lesson: Proving\n\n## Phase 2\n\n| Concept | Required Depth |\n|---|---|\n\n| — | — |\n| Gluten|APPLIED |\n"
    )
    done = formatted(Source("proving.md", text), DEFAULT_VOCABULARY)
    assert done is not None
    assert done.left == ("dashes",)
    assert "| — | — |\n| Gluten | APPLIED |" in done.source.text


@given(documents())
@example("|a|\n|-|\n|—|\n\n|—|\n")
@example("## b\r\r\n- # c\n\n\n  d")
@example("a\r \n# Module 1.1\n\r# b")
@example("||\n|\n|\n\n|-")
@example(" |\u2028\n\n|-\u2028\n# Lesson Sequence")
@example("Lesson||Type|a\n-|-|-|-\n||\u2028\n|a|\u00a0b|\u00a0")
@example(
    "|a|b|\n|-|-|\n| <!-- lessonlint: allow LL101: c --> | <!-- d --> |\n|<!-- lessonlint: allow LL101: c -->|d|\n"
)
@example("a — b—c\n\n|a|b|\n|-|-|\n|—|c — `d — e`|\n\n| P(a — b | c) | d |\n")
@settings(max_examples=40, deadline=None)
def test_any_document_says_the_same_and_is_done_in_one_go(text: str) -> None:
    source = Source("proving.md", f"# Lesson: Proving\n\n{text}")
    done = formatted(source, DEFAULT_VOCABULARY)
    assert done is not None
    assert not first_difference(read(source, DEFAULT_VOCABULARY), read(done.source, DEFAULT_VOCABULARY))
    again = formatted(done.source, DEFAULT_VOCABULARY)
    assert again is not None
    assert again.source.text == done.source.text


def keeps_its_meaning(path: Path) -> None:
    """The laws of `fmt` on one file; that it reads as before is what `left` says."""
    source = decode(str(path), path.read_bytes())
    assert isinstance(source, Source)
    done = formatted(source, DEFAULT_VOCABULARY)
    if done is None:
        return
    assert done.left == ()
    assert len(done.source.text.encode()) <= len(source.text.encode())
    assert formatted(done.source, DEFAULT_VOCABULARY) == done


def test_the_sample_course(root: Path) -> None:
    for path in sorted((root / "curriculum").rglob("*.md")):
        keeps_its_meaning(path)


def test_real_curricula(corpus: Path) -> None:
    for path in sorted(corpus.rglob("*.md"))[::3]:
        keeps_its_meaning(path)
