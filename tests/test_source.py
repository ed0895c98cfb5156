"""Text with positions."""

from __future__ import annotations

import pytest

from lessonlint.source import LineIndex, Text, line_end, line_start, line_starts


@pytest.mark.parametrize(
    ("text", "starts"),
    (("", [0]), ("a", [0]), ("a\n", [0, 2]), ("a\r\nb", [0, 3]), ("a\rb", [0, 2]), ("\n\r", [0, 1, 2]),
     ("a\u2028b\fc\x85d\ve", [0])),
)  # fmt: skip
def test_line_starts(text: str, starts: list[int]) -> None:
    assert line_starts(text) == starts


def test_where_the_line_of_an_offset_starts() -> None:
    text = "one\ntwo\rthree\r\nfour"
    assert [line_start(text, text.index(word) + 1) for word in ("one", "two", "three", "four")] == line_starts(text)


def test_a_line_may_be_long() -> None:
    text = f"one\r{'🍞' * 2_000}\rthree"
    assert (line_start(text, 1_500), line_end(text, 1_500)) == (4, 2_004)
    assert (line_start("🍞" * 600, 599), line_end("🍞" * 600, 599)) == (0, 600)


def test_columns_count_code_points() -> None:
    index = LineIndex("é🍞a\n\tb")
    assert index.position(2) == (1, 3)
    assert index.position(5) == (2, 2)


def test_the_end_of_a_text_is_a_position() -> None:
    assert LineIndex("a\n").position(2) == (2, 1)
    assert LineIndex("").position(0) == (1, 1)


def test_a_line_without_its_end() -> None:
    index = LineIndex("a\r\nb\rc")
    assert [index.line(number) for number in (1, 2, 3)] == ["a", "b", "c"]


def test_text_is_true_when_it_says_something() -> None:
    assert Text("a", 0, 1)
    assert not Text("", 5, 9)
    assert f"{Text('a', 0, 1)}" == "a"


class TestFirstLine:
    def test_one_line_is_all_of_it(self) -> None:
        assert Text("dough", 3, 8).first_line == Text("dough", 3, 8)

    def test_wrapped_words_end_with_their_line(self) -> None:
        assert Text("wet \r\n  dough", 3, 15).first_line == Text("wet", 3, 6)
