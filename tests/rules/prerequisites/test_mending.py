"""What `--fix` makes of the sources that suites tell."""

from __future__ import annotations

from tests.support.suites import SUITES, TODAY, memory, read_suite

from lessonlint.config.settings import Configuration, Settings
from lessonlint.fixing import fix, own_fixes


def mended(suite: str, title: str, path: str, unsafe: bool) -> tuple[str, str]:
    """A file of a case before and after."""
    case = next(each for each in read_suite(SUITES / "prerequisites" / suite) if each.title == title)
    texts = {name: text.decode() for name, text in case.files.items()}
    found = fix(memory(texts), Configuration(Settings(preset="strict")), TODAY, own_fixes(unsafe))
    return texts[path], found.after[path].text if path in found.after else texts[path]


def test_all_rows_get_the_new_number_where_the_records_decide_some() -> None:
    before, after = mended("source-mismatch.md", "After lessons were renumbered", "1.1/shaping.md", unsafe=False)
    expected = before.replace("gluten-network (1.1.4)", "gluten-network (1.1.2)")
    assert after == expected.replace("first-dough (1.1.3)", "first-dough (1.1.1)")


def test_no_row_is_given_to_the_lesson_that_has_the_number_now() -> None:
    before, after = mended("unknown-source.md", "A lesson that was taken out", "1.1/shaping.md", unsafe=True)
    assert after == before


def test_a_source_that_cannot_be_mended_keeps_no_other_from_it() -> None:
    before, after = mended("unknown-source.md", "The number names another lesson", "1.1/shaping.md", unsafe=True)
    expected = before.replace("the-gluten-net (1.1.2)", "gluten-network (1.1.2)")
    assert after == expected.replace("the-first-dough (1.1.1)", "first-dough (1.1.1)")


def test_a_slip_of_the_pen_is_mended_where_one_lesson_alone_is_spelt_like_it() -> None:
    before, after = mended("unknown-source.md", "Misspelt", "1.1/shaping.md", unsafe=True)
    assert after == before.replace("gluten-netwrok", "gluten-network")
