"""What holds for every text there is: places are true, lines count as in CommonMark, nothing is raised."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hypothesis import example, given
from hypothesis import strategies as st
from tests.parse.documents import anything, documents

from lessonlint.decoding import decode
from lessonlint.model.documents import Body
from lessonlint.model.read import looks_like_curriculum, read
from lessonlint.model.sameness import first_difference
from lessonlint.parse.blocks import parse_blocks
from lessonlint.parse.document import Document, TableHints, extent, parse_document, words_of
from lessonlint.parse.tables import Table
from lessonlint.source import LineIndex, Source, Text, line_starts
from lessonlint.vocabulary import DEFAULT_VOCABULARY

_WAIVER = re.compile(r"<!--\s*lessonlint:[^>]*-->")
_HINTS = TableHints(lambda header: 1 if len(header) > 1 else -1, DEFAULT_VOCABULARY.depths.is_step)
_BODY = "## Phase 1\n\n| Concept | Depth | Source |\n|---|---|---|\n"
HEADS = (
    "", "# Lesson: Dough\n\n", "# Module 1.1: Dough -- Plan\n\n", "# Series 1: Bread -- Plan\n\n",
    "# Course: Bread\n\n", "# Module 1.1: Dough -- Record\n\n## Per-Lesson Summaries\n\n",
    f"# Lesson: Dough\n\n{_BODY}",
    "# Lesson: Dough\n\n## Review -- \n\n",
)  # fmt: skip


def document_of(text: str) -> Document:
    return parse_document(Source("warm-dough.md", text), _HINTS)


def words(document: Document) -> Iterator[Text]:
    """Every `Text` of a document, cells apart."""
    yield document.metadata
    for part in document.root.walk():
        yield part.title
        yield part.value
        for block in part.content:
            if not isinstance(block, Table):
                yield from words_of(block)


def cells(document: Document) -> Iterator[Text]:
    for table in document.root.tables():
        yield from table.header
        for row in table.rows:
            yield from row.cells


def tidied(raw: str) -> str:
    """What is done to the words of a cell: waivers out, pipes unescaped, trimmed."""
    return _WAIVER.sub("", raw).replace("\\|", "|").strip()


def unspaced(value: str) -> str:
    return re.sub(r"\s", "", value)


@given(anything)
@example("**a:**\n\u2028b\n")
@example("- \u00a0\n")
def test_words_stand_where_they_say(text: str) -> None:
    for found in words(document_of(text)):
        assert text[found.start : found.end] == found.value


@given(anything)
@example("| a |\n|---|\n| b <!-- lessonlint: allow LL101: why --> c |\n")
@example("| a |\n|---|\n| <!-- lessonlint: allow LL101: why --> b |\n")
@example("| a |\n|---|\n| a \\| b |\n")
@example("| a | b |\n|---|---|\n| P(A | <!-- lessonlint: allow LL101: why --> B) | c |\n")
def test_cells_stand_where_they_say(text: str) -> None:
    for found in cells(document_of(text)):
        # A waiver in the middle of a cell leaves its width in blanks, hence without regard to blanks.
        assert unspaced(tidied(text[found.start : found.end])) == unspaced(found.value)


@given(anything)
def test_a_row_has_a_cell_for_every_column(text: str) -> None:
    for table in document_of(text).root.tables():
        assert {len(row.cells) for row in table.rows} <= {len(table.header)}


@given(anything)
def test_rows_lie_in_their_table_one_behind_the_other(text: str) -> None:
    for table in document_of(text).root.tables():
        ends = [table.start, *(row.end for row in table.rows), table.end]
        starts = [table.start, *(row.start for row in table.rows), table.end]
        assert ends == sorted(ends)
        assert all(end <= start for end, start in zip(ends[1:-1], starts[2:], strict=True))


@given(anything)
def test_parts_lie_in_the_part_around_them(text: str) -> None:
    for part in document_of(text).root.walk():
        assert 0 <= part.start <= part.end <= len(text)
        for inner in part.parts:
            assert part.start <= inner.start <= inner.end <= part.end


@given(anything)
def test_blocks_come_in_reading_order(text: str) -> None:
    starts = [block.start for block in parse_blocks(text)]
    assert starts == sorted(starts)
    assert all(0 <= block.start <= block.end <= len(text) for block in parse_blocks(text))


@given(anything)
@example("-      # dough")
def test_the_content_of_a_part_comes_in_reading_order(text: str) -> None:
    for part in document_of(text).root.walk():
        starts = [extent(block)[0] for block in part.content]
        assert starts == sorted(starts)


@given(documents(), st.sampled_from(("\r\n", "\r")), st.sampled_from(HEADS))
@example("- ```\n  |---|---|", "\r", HEADS[1])
@example("<<<<<<< ours\nFlour.\n=======\nRye flour.\n>>>>>>> theirs\n", "\r", HEADS[1])
@example("<!-- Ask.\n\n## Scope\n", "\r", HEADS[1])
def test_line_ends_change_no_words(text: str, ends: str, head: str) -> None:
    unix = head + text.replace("\r\n", "\n")
    one, other = (read(Source("a.md", each), DEFAULT_VOCABULARY) for each in (unix, unix.replace("\n", ends)))
    assert not first_difference(one, other)


@given(anything, st.sampled_from(HEADS))
def test_any_text_can_be_read(text: str, before: str) -> None:
    source = Source("warm-dough.md", before + text)
    looks_like_curriculum(source, DEFAULT_VOCABULARY)
    doc = read(source, DEFAULT_VOCABULARY)
    if doc:
        for place in [*doc.header.values(), *(odd.text for odd in doc.odd_words), doc.identity.title]:
            assert 0 <= place.start <= place.end <= len(source.text)
        assert all(waiver.start <= waiver.end <= len(source.text) for waiver in doc.waivers)


@given(documents())
@example("# a comment\n> # another")
@example("a: \x07")
@example("a: 2026-13-45")
@example("? [a]\n: b")
@example("a: !!binary x")
def test_front_matter_never_raises(text: str) -> None:
    doc = read(Source("warm-dough.md", f"---\n{text}\n---\n# Lesson: Dough\n"), DEFAULT_VOCABULARY)
    assert doc is None or isinstance(doc.body, Body)


@given(st.binary(max_size=200))
def test_any_bytes_can_be_decoded(data: bytes) -> None:
    found = decode("warm-dough.md", data)
    if isinstance(found, Source):
        assert found.text.encode() == (data[3:] if found.bom else data)


lines_of_all_kinds = st.lists(
    st.sampled_from(("a", "🍞", "\r", "\n", "\r\n", "\f", "\u2028", "\x85", "\v", "é", "\t")), max_size=30
).map("".join)


@given(lines_of_all_kinds)
def test_positions_lead_back_to_offsets(text: str) -> None:
    index = LineIndex(text)
    for offset in range(len(text) + 1):
        line, column = index.position(offset)
        assert index.offset(line) + column - 1 == offset


@given(lines_of_all_kinds)
def test_lines_end_as_in_commonmark(text: str) -> None:
    expected = re.sub(r"\r\n?", "\n", text).split("\n")
    index = LineIndex(text)
    assert [index.line(number) for number in range(1, len(expected) + 1)] == expected
    assert len(line_starts(text)) == len(expected)


@given(lines_of_all_kinds)
def test_lines_past_the_end_start_at_the_end(text: str) -> None:
    assert LineIndex(text).offset(len(line_starts(text)) + 1) == len(text)
