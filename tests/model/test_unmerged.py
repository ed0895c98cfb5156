"""Files with merge conflicts: what is read of them, and where."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lessonlint.model.documents import CONFLICT, Doc
from lessonlint.model.read import read
from lessonlint.model.sameness import first_difference
from lessonlint.source import Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY

LINES = """# Module 1.1: Pâte -- Record

**Status:** In progress (1 of 2 lessons built)

## Concept Index

| Concept | Depth | Lesson |
|---|---|---|
| Gluten 🥖 | INTRODUCED | first-dough |
| Hydration | DEVELOPED | first-dough |

<!-- lessonlint: allow LL503: why -->

## Per-Lesson Summaries

### first-dough
""".splitlines(keepends=True)


def record(text: str) -> Doc:
    doc = read(Source("record.md", text), DEFAULT_VOCABULARY)
    assert doc is not None
    return doc


@given(
    start=st.integers(0, len(LINES)),
    size=st.integers(0, 4),
    ancestor=st.booleans(),
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_the_first_side_is_read_with_its_places(start: int, size: int, ancestor: bool, newline: str) -> None:
    ours = LINES[start : start + size]
    base = ["||||||| 0a0b0c0\n", "| Salt | MENTIONED | first-dough |\n"] if ancestor else []
    theirs = ["=======\n", "| Yeast | APPLIED | first-dough |\n", "## Notes\n", ">>>>>>> topic\n"]
    lines = [*LINES[:start], "<<<<<<< HEAD\n", *ours, *base, *theirs, *LINES[start + size :]]
    whole, plain = ("".join(each).replace("\n", newline) for each in (lines, LINES))
    doc = record(whole)
    assert first_difference(record(plain), replace(doc, syntax_errors=())) == ""
    cells = [cell for each in doc.tables for row in each.table.rows for cell in row.cells]
    assert [doc.raw(cell) for cell in cells] == [cell.value for cell in cells] != []
    [(place, problem)] = doc.syntax_errors
    assert (problem, doc.raw(place)) == (CONFLICT, place.value)
    assert place.value.startswith("<<<<<<< HEAD") and place.value.endswith(">>>>>>> topic")


def test_what_was_never_a_conflict_is_read_as_it_stands() -> None:
    for text in ("<<<<<<< HEAD\n", "<<<<<<< HEAD\n=======\n", "=======\n>>>>>>> b\n", "<<<<<<<a\n=======\n>>>>>>>b\n"):
        assert record("".join(LINES) + text).syntax_errors == ()
