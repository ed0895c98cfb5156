"""Offsets and editors' positions lead to each other, in every unit an editor may count by."""

from __future__ import annotations

import re

import pytest

lsp = pytest.importorskip("lsprotocol.types")

from hypothesis import assume, given  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from lessonlint.lsp.positions import UTF8, UTF16, UTF32, Positions  # noqa: E402

# Of one, two, three and four bytes; the last takes two units of UTF-16. Form feed and U+2028 end no line.
TEXTS = st.text("ab|é語🥖\u2028\f\r\n", max_size=40)
CODECS: dict[str, tuple[str, int]] = {UTF8: ("utf-8", 1), UTF16: ("utf-16-le", 2), UTF32: ("utf-32-le", 4)}


@given(TEXTS, st.sampled_from(sorted(CODECS)), st.data())
def test_there_and_back(text: str, encoding: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assume(text[max(0, offset - 1) : offset + 1] != "\r\n")  # no position of an editor is within a line end
    *above, line = re.split("\r\n|\r|\n", text[:offset])
    codec, size = CODECS[encoding]
    lines = Positions(text, encoding)
    assert lines.position(offset) == lsp.Position(len(above), len(line.encode(codec)) // size)
    assert lines.offset(lines.position(offset)) == offset


def test_a_place_that_is_not_there_is_the_nearest_that_is() -> None:
    lines = Positions("a🥖\nb")
    assert [lines.offset(lsp.Position(*each)) for each in ((0, 9), (1, 9), (7, 0), (0, 2))] == [2, 4, 4, 2]
