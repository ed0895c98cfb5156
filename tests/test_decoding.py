"""Bytes become text with positions, or words about why not."""

from __future__ import annotations

from random import Random

import pytest

from lessonlint.config.settings import Configuration, Settings
from lessonlint.decoding import decode
from lessonlint.fixing import fix, waivers
from lessonlint.source import LineIndex, Source, Unreadable
from lessonlint.workspace import Tree, Workspace


def test_utf8_is_read_as_it_stands() -> None:
    assert decode("a.md", "# Bäckerei 🍞\r\n".encode()) == Source("a.md", "# Bäckerei 🍞\r\n")


def test_a_byte_order_mark_is_no_text() -> None:
    assert decode("a.md", b"\xef\xbb\xbf# Dough\n") == Source("a.md", "# Dough\n", bom=True)
    assert decode("a.md", b"\xef\xbb\xbf") == Source("a.md", "", bom=True)


def test_only_the_first_mark_is_a_byte_order_mark() -> None:
    assert decode("a.md", b"\xef\xbb\xbf\xef\xbb\xbfa") == Source("a.md", "\ufeffa", bom=True)


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode("a.md", b"") == Source("a.md", "")


def _refused(data: bytes) -> Unreadable:
    found = decode("a.md", data)
    assert isinstance(found, Unreadable)
    return found


@pytest.mark.parametrize(
    ("data", "place", "words"),
    (
        (b"a\0b", (1, 2), "it has a zero byte, which no text has"),
        (b"\0", (1, 1), "it has a zero byte"),
        ("# Dough\nB\u00e4cker\n".encode("latin-1"), (2, 2), "the byte E4, which is not UTF-8 there (in Windows-1252 it"
         " is “ä”)"),
        (b"a\r\nb\r\n\x81", (3, 1), "the byte 81, which is not UTF-8 there"),
        (b"a\rb\rc\xff", (3, 2), "the byte FF"),
        (b"\xed\xa0\x80", (1, 1), "the byte ED"),
        (b"\xef\xbb\xbfab\xe8\0", (1, 3), "the byte E8"),
        ("Dough 🍞".encode()[:-1], (1, 7), "it ends in the middle of a letter"),
        ("🍞 ".encode() + b"\0\xff", (1, 3), "a zero byte"),
    ),
)  # fmt: skip
def test_the_first_byte_at_fault_is_told_and_pointed_at(data: bytes, place: tuple[int, int], words: str) -> None:
    found = _refused(data)
    assert words in found.reason
    assert "in line {}, column {} ".format(*place) in found.reason
    assert found.seen and not found.seen.whole
    assert LineIndex(found.seen.text).position(found.place.start) == place
    assert found.seen.text[found.place.start : found.place.end] in ("\0", "\ufffd")


@pytest.mark.parametrize("encoding", ("utf-16", "utf-16-le", "utf-16-be"))
def test_utf16_is_called_that(encoding: str) -> None:
    found = _refused("# Pâte à choux\n\nBoil the water.\n".encode(encoding))
    assert "looks like UTF-16" in found.reason
    assert "Save it as UTF-8" in found.advice
    assert found.place == ("a.md", 0, 0)


@pytest.mark.parametrize("data", (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01", Random(7).randbytes(5_000)))
def test_what_is_no_text_at_all_is_called_that(data: bytes) -> None:
    assert "an image, a word-processor file or the like" in _refused(data).reason


def test_a_few_stray_bytes_make_no_image() -> None:
    assert "zero byte" in _refused(b"Fold the dough.\n" * 30 + b"\0" + b"\x01Rest.\n" * 5).reason


def test_what_is_legible_of_it_is_never_written() -> None:
    tree = Tree({"a.md": b"# Lesson: Cr\xe8me\n"})
    workspace = Workspace(tree, ("a.md",), (), frozenset({"a.md"}), ())
    done = fix(workspace, Configuration(Settings()), "2026-06-01", waivers("it is meant so"))
    assert [each.code for each in done.report.diagnostics] == ["LL001"]
    assert not done.after
