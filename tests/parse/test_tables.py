"""Rows as authors meant them: each repair by itself, cuts, comments, quotes."""

from __future__ import annotations

import pytest

from lessonlint.parse.document import Document, TableHints, parse_document
from lessonlint.parse.tables import ANCHORED, BALANCED, CLEAN, SHORT, TAIL, Row, Table, cells_of, escaped
from lessonlint.source import Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY

HINTS = TableHints(
    lambda header: next((i for i, cell in enumerate(header) if cell.value == "Depth"), -1),
    DEFAULT_VOCABULARY.depths.is_step,
)


def document(text: str) -> Document:
    return parse_document(Source("index.md", text), HINTS)


def table(text: str) -> Table:
    (found,) = document(text).root.tables()
    return found


def values(row: Row) -> list[str]:
    return [cell.value for cell in row.cells]


def one_row(line: str) -> Row:
    """The one row of a concept index of three columns."""
    (row,) = table(f"| Concept | Depth | Lesson |\n|---|---|---|\n{line}\n").rows
    return row


ROWS = {
    "clean": ("| Salt | INTRODUCED | a |", CLEAN, 3, ["Salt", "INTRODUCED", "a"]),
    "no outer pipes": ("Salt | INTRODUCED | a", CLEAN, 3, ["Salt", "INTRODUCED", "a"]),
    "no closing pipe": ("| Salt | INTRODUCED | a", CLEAN, 3, ["Salt", "INTRODUCED", "a"]),
    "empty cells": ("| | | |", CLEAN, 3, ["", "", ""]),
    "no blanks": ("|Salt|INTRODUCED|a|", CLEAN, 3, ["Salt", "INTRODUCED", "a"]),
    "trailing blanks": ("| Salt | INTRODUCED | a |   ", CLEAN, 3, ["Salt", "INTRODUCED", "a"]),
    "an escaped pipe": (r"| P(A \| B) | INTRODUCED | a |", CLEAN, 3, ["P(A | B)", "INTRODUCED", "a"]),
    "an escaped backslash": (r"| a \\| INTRODUCED | a |", CLEAN, 3, [r"a \\", "INTRODUCED", "a"]),
    "one missing": ("| Salt | INTRODUCED |", SHORT, 2, ["Salt", "INTRODUCED", ""]),
    "two missing": ("| Salt |", SHORT, 1, ["Salt", "", ""]),
    "round brackets": ("| P(A | B) | INTRODUCED | a |", BALANCED, 4, ["P(A | B)", "INTRODUCED", "a"]),
    "square brackets": ("| [A | B] | INTRODUCED | a |", BALANCED, 4, ["[A | B]", "INTRODUCED", "a"]),
    "braces": ("| {x | x > 0} | INTRODUCED | a |", BALANCED, 4, ["{x | x > 0}", "INTRODUCED", "a"]),
    "code": ("| `a | b` | INTRODUCED | a |", BALANCED, 4, ["`a | b`", "INTRODUCED", "a"]),
    "maths": ("| $a | b$ | INTRODUCED | a |", BALANCED, 4, ["$a | b$", "INTRODUCED", "a"]),
    "brackets twice": ("| (a | b | c) | INTRODUCED | a |", BALANCED, 5, ["(a | b | c)", "INTRODUCED", "a"]),
    "brackets in the last cell": ("| Salt | INTRODUCED | (a | b) |", BALANCED, 4, ["Salt", "INTRODUCED", "(a | b)"]),
    "before the depth": ("| A | B | INTRODUCED | a |", ANCHORED, 4, ["A | B", "INTRODUCED", "a"]),
    "two before the depth": ("| A | B | C | DEVELOPED | a |", ANCHORED, 5, ["A | B | C", "DEVELOPED", "a"]),
    "behind the depth": ("| A | INTRODUCED | a | b |", TAIL, 4, ["A", "INTRODUCED", "a | b"]),
    "no depth at all": ("| A | B | C | D |", TAIL, 4, ["A", "B", "C | D"]),
    "a bracket that never closes": ("| [0, 1) | INTRODUCED | a | b |", TAIL, 4, ["[0, 1)", "INTRODUCED", "a | b"]),
}


@pytest.mark.parametrize(("line", "repair", "found", "expected"), ROWS.values(), ids=ROWS.keys())
def test_rows(line: str, repair: str, found: int, expected: list[str]) -> None:
    row = one_row(line)
    assert (row.repair, row.found, len(row.cells)) == (repair, found, 3)
    assert values(row) == expected


def test_a_pipe_by_itself_is_an_empty_cell() -> None:
    found = table("|\r \n|-\n| a | b |\n")  # for a Markdown reader the first line is a header
    assert [cell.value for cell in found.header] == [""]
    assert [(values(row), row.repair) for row in found.rows] == [(["a | b"], TAIL)]


def test_a_closed_bracket_in_front_glues_nothing() -> None:
    row = one_row("| f(x) | P(A | B) | INTRODUCED | a |")
    assert row.repair == ANCHORED
    assert values(row) == ["f(x) | P(A | B)", "INTRODUCED", "a"]


def test_mended_cells_are_named() -> None:
    assert [cell.value for cell in one_row("| P(A | B) | INTRODUCED | a |").mended] == ["P(A | B)"]
    assert [cell.value for cell in one_row("| A | INTRODUCED | a | b |").mended] == ["a | b"]
    assert [cell.value for cell in one_row("| Salt |").mended] == ["", ""]
    assert one_row("| Salt | INTRODUCED | a |").mended == ()


def test_missing_cells_stand_at_the_end_of_the_row() -> None:
    row = one_row("| Salt |")
    assert {(cell.start, cell.end) for cell in row.cells[1:]} == {(row.end, row.end)}


CELLS = {
    "at the end": ("| Salt | INTRODUCED | a <!-- lessonlint: allow LL101: why --> |", "a"),
    "in front": ("| Salt | INTRODUCED | <!-- lessonlint: allow LL101: why --> a |", "a"),
    "alone": ("| Salt | INTRODUCED | <!-- lessonlint: allow LL101: why --> |", ""),
    "with a reason that holds an arrow": ("| Salt | INTRODUCED | a <!-- lessonlint: allow LL101: b -> c --> |", "a"),
    "with a reason that holds a comparison": ("| Salt | INTRODUCED | a <!-- lessonlint: allow LL101: b > c --> |", "a"),
    "another comment": ("| Salt | INTRODUCED | a <!-- todo --> |", "a <!-- todo -->"),
    "in a glued cell": ("| Salt | INTRODUCED | (a | b) <!-- lessonlint: allow LL101: why --> |", "(a | b)"),
    "inside a glued cell": ("| Salt | INTRODUCED | (a <!-- lessonlint: allow LL101: why --> | b) |", "(a | b)"),
}


@pytest.mark.parametrize(("line", "last"), CELLS.values(), ids=CELLS.keys())
def test_waivers_are_no_words(line: str, last: str) -> None:
    value = one_row(line).cells[-1].value
    assert " ".join(value.split()) == last


def test_a_pipe_in_a_waiver_cuts_no_cell() -> None:
    row = one_row("| Salt | INTRODUCED | a <!-- lessonlint: allow LL101: either this | or that --> |")
    assert values(row) == ["Salt", "INTRODUCED", "a"]


HEAD = "| Concept | Depth | Lesson |\n|---|---|---|\n| Salt | INTRODUCED | a |\n"
CUTS = {
    "a blank line": "\n| Rest | DEVELOPED | b |\n",
    "blank lines": "\n\n  \n\n| Rest | DEVELOPED | b |\n",
    "a comment": "<!-- later -->\n| Rest | DEVELOPED | b |\n",
    "a comment and blank lines": "\n<!-- later -->\n\n| Rest | DEVELOPED | b |\n",
    "a comment of several lines": "\n<!-- later\n\nand more -->\n\n| Rest | DEVELOPED | b |\n",
    "another rule": "\n|---|---|---|\n| Rest | DEVELOPED | b |\n",
}


@pytest.mark.parametrize("rest", CUTS.values(), ids=CUTS.keys())
@pytest.mark.parametrize("end", ("\n", "\r\n"), ids=("LF", "CRLF"))
def test_cut_tables_are_one(rest: str, end: str) -> None:
    text = (HEAD + rest).replace("\n", end)
    found = table(text)
    assert [values(row) for row in found.rows] == [["Salt", "INTRODUCED", "a"], ["Rest", "DEVELOPED", "b"]]
    assert len(found.cuts) == 1
    assert text[found.end - 1] == "|"


def test_a_cut_is_where_the_table_goes_on() -> None:
    text = f"{HEAD}\n| Rest | DEVELOPED | b |\n| Wait | DEVELOPED | b |\n"
    found = table(text)
    assert [cut.value for cut in found.cuts] == ["| Rest | DEVELOPED | b |"]
    assert found.cuts[0].start == text.index("| Rest")


def test_a_table_can_be_cut_twice() -> None:
    found = table(f"{HEAD}\n| Rest | DEVELOPED | b |\n\n| Wait | DEVELOPED | b |\n")
    assert len(found.cuts) == 2
    assert [row.cells[0].value for row in found.rows] == ["Salt", "Rest", "Wait"]


def test_a_cut_right_behind_the_rule() -> None:
    found = table("| Concept | Depth | Lesson |\n|---|---|---|\n\n| Salt | INTRODUCED | a |\n")
    assert [values(row) for row in found.rows] == [["Salt", "INTRODUCED", "a"]]


@pytest.mark.parametrize("between", ("\nwords\n\n", "\n## Rest\n\n", "\n- item\n\n", "\n---\n\n"))
def test_what_stands_between_keeps_tables_apart(between: str) -> None:
    found = document(f"{HEAD}{between}| Rest | DEVELOPED | b |\n")
    (kept,) = found.root.tables()
    assert len(kept.rows) == 1


def test_a_table_with_its_own_header_is_another_table() -> None:
    assert len(list(document(f"{HEAD}\n{HEAD}").root.tables())) == 2


QUOTED = {
    "quoted": "> | Concept | Depth |\n> |---|---|\n> | Salt | INTRODUCED |\n",
    "quoted twice": "> > | Concept | Depth |\n> > |---|---|\n> > | Salt | INTRODUCED |\n",
    "quoted, no outer pipes": "> Concept | Depth\n> ---|---\n> Salt | INTRODUCED\n",
    "in an item": "- words\n\n  | Concept | Depth |\n  |---|---|\n  | Salt | INTRODUCED |\n",
    "in a quoted item": "> - words\n>\n>   | Concept | Depth |\n>   |---|---|\n>   | Salt | INTRODUCED |\n",
    "indented": "   | Concept | Depth |\n   |---|---|\n   | Salt | INTRODUCED |\n",
    "quoted and cut": "> | Concept | Depth |\n> |---|---|\n>\n> | Salt | INTRODUCED |\n",
}


@pytest.mark.parametrize("text", QUOTED.values(), ids=QUOTED.keys())
@pytest.mark.parametrize("end", ("\n", "\r\n"), ids=("LF", "CRLF"))
def test_tables_in_other_blocks(text: str, end: str) -> None:
    text = text.replace("\n", end)
    found = table(text)
    assert [cell.value for cell in found.header] == ["Concept", "Depth"]
    assert [values(row) for row in found.rows] == [["Salt", "INTRODUCED"]]
    for cell in found.rows[0].cells:
        assert text[cell.start : cell.end] == cell.value


def test_a_cell_that_starts_with_a_mark_keeps_it() -> None:
    found = table("| Concept | Depth |\n|---|---|\n| > 70 % water | INTRODUCED |\n")
    assert values(found.rows[0]) == ["> 70 % water", "INTRODUCED"]


def test_a_table_without_rows() -> None:
    found = table("| Concept | Depth |\n|---|---|\n")
    assert (found.rows, found.cuts) == ((), ())


@pytest.mark.parametrize(
    ("words", "read_as"),
    (("a|b", "a|b"), ("|", "|"), ("||a", "||a"), (r"a\|b", "a|b"), (r"a\\|b", r"a\\|b"), ("a\\", "a\\"), ("", "")),
)
def test_words_written_into_a_cell_are_read_from_it(words: str, read_as: str) -> None:
    assert [cell.value for cell in cells_of(f"| {escaped(words)} |")] == [read_as]
