"""What people are shown, from a report made by hand. LESSONLINT_REWRITE_GOLDEN=1 writes the golden files anew."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.report.canned import EMPTY, EVERYTHING, at, diagnostic, report

from lessonlint.diagnostic import SAFE, UNSAFE, Fix, Related, Severity
from lessonlint.report.statistics import render_statistics
from lessonlint.report.terminal import Style, visible, width
from lessonlint.report.text import render_concise, render_text
from lessonlint.source import Place

GOLDEN = Path(__file__).parent / "golden"
_ESCAPES = re.compile("\x1b\\[[0-9;]*m|\x1b\\]8;;[^\x1b]*\x1b\\\\")

RENDERED = {
    "everything.txt": render_text(EVERYTHING),
    "everything.concise.txt": render_concise(EVERYTHING),
    "statistics.txt": render_statistics(EVERYTHING),
    "colours.txt": render_text(report(diagnostic(at("STRECH", 3))), Style(enabled=True)),
}


@pytest.mark.parametrize("name", RENDERED)
def test_golden(name: str) -> None:
    path = GOLDEN / name
    if os.environ.get("LESSONLINT_REWRITE_GOLDEN") == "1":
        path.write_text(RENDERED[name], "utf-8", newline="")
    assert path.read_bytes().decode() == RENDERED[name]


def excerpt(found: str) -> tuple[str, str]:
    """The line shown and the line of carets below it, without the gutter."""
    lines = found.splitlines()
    index = next(i for i, line in enumerate(lines) if set(line.partition("|")[2].strip()) == {"^"})
    return lines[index - 1].partition("| ")[2], lines[index].partition("| ")[2]


@pytest.mark.parametrize("line", (3, 4, 5, 6, 7, 8))
def test_carets_stand_under_the_words(line: int) -> None:
    words = "STRECH" if line == 3 else "DEVOLPED"
    shown, carets = excerpt(render_text(report(diagnostic(at(words, line)))))
    assert len(carets.strip()) == len(words)
    before = shown[: shown.index(words)]
    assert width(before) == len(carets) - len(carets.lstrip())


def test_carets_are_as_wide_as_wide_words() -> None:
    shown, carets = excerpt(render_text(report(diagnostic(at("パン", 5)))))
    assert shown.startswith("パン")
    assert carets == "^^^^"


def test_long_lines_are_cut_around_the_words() -> None:
    shown, carets = excerpt(render_text(report(diagnostic(at("DEVOLPED", 4)))))
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "DEVOLPED" in shown
    assert len(shown) < 100
    assert len(carets) < 100


def test_a_place_of_many_lines_is_marked_to_the_end_of_its_first() -> None:
    shown, carets = excerpt(render_text(report(diagnostic(Place("bread/dough.md", 0, 40)))))
    assert (shown, carets) == ("# Lesson: Dough", "^" * len("# Lesson: Dough"))


def test_an_empty_place_gets_one_caret() -> None:
    _, carets = excerpt(render_text(report(diagnostic(Place("bread/dough.md", 2, 2)))))
    assert carets == "  ^"


MANY = report(*[diagnostic(at("DEVOLPED", 4))] * 1_234, *[diagnostic(at("Load", 3), code="LL007")] * 100)


def test_of_each_rule_the_first_hundred_are_shown_and_all_are_counted() -> None:
    found = render_text(MANY)
    assert (found.count("LL006 unknown-word\n"), found.count("LL007 unknown-word\n")) == (100, 100)
    assert "… and 1,134 more of LL006\n" in found
    assert "more of LL007" not in found
    assert "Found 1334 warnings" in found
    assert "Start with LL006 (×1234)" in found


def test_all_are_shown_to_who_wants_them() -> None:
    found = render_text(MANY, whole=True)
    assert found.count("LL006 unknown-word\n") == 1_234
    assert "more of" not in found
    assert len(render_concise(MANY).splitlines()) == 1_334


def test_nothing_an_author_wrote_reaches_the_terminal_raw() -> None:
    for found in (render_text(EVERYTHING), render_concise(EVERYTHING), render_statistics(EVERYTHING)):
        assert not set(found) & set("\x1b\x07\u202e\r\t\x7f")


def test_a_path_cannot_smuggle_anything() -> None:
    evil = report(diagnostic(Place("a\x1b[31m\n\u202eb.md", 0, 0)))
    for found in (render_text(evil), render_concise(evil)):
        assert not set(found) & set("\x1b\u202e")
    assert len(render_concise(evil).splitlines()) == 1


def test_a_message_of_several_lines_is_one_concise_line() -> None:
    assert len(render_concise(report(diagnostic(at("STRECH", 3), "one\ntwo"))).splitlines()) == 1


def test_colours_change_nothing_else() -> None:
    coloured = render_text(EVERYTHING, Style(enabled=True))
    assert "\x1b[" in coloured
    assert _ESCAPES.sub("", coloured) == render_text(EVERYTHING)


def test_long_sentences_are_wrapped() -> None:
    assert max(len(line) for line in render_text(EVERYTHING, summary=False).splitlines()) < 110


@pytest.mark.parametrize(
    ("severities", "expected"),
    (
        ((Severity.ERROR,), "Found 1 error in 1 file (1 document, 1 lesson)."),
        ((Severity.ERROR, Severity.ERROR, Severity.WARNING), "Found 2 errors, 1 warning in 1 file"),
        ((Severity.INFO,), "Found 1 info in 1 file"),
    ),
)
def test_the_summary_counts(severities: tuple[Severity, ...], expected: str) -> None:
    found = report(*(diagnostic(at("STRECH", 3), severity=severity) for severity in severities))
    assert expected in render_text(found)


def test_the_summary_starts_with_the_gravest() -> None:
    found = report(diagnostic(at("STRECH", 3)), diagnostic(at("STRECH", 3)),
                   diagnostic(at("STRECH", 3), code="LL301", severity=Severity.ERROR))  # fmt: skip
    assert "Start with LL301:" in render_text(found)


def test_fixes_are_counted_apart() -> None:
    safe = diagnostic(at("STRECH", 3))._replace(fix=Fix((), SAFE))
    unsafe = safe._replace(fix=Fix((), UNSAFE))
    assert "Fixable: 1 with --fix, and 2 more with --fix --unsafe-fixes (" in render_text(report(safe, unsafe, unsafe))
    assert "Fixable: 1 with --fix --unsafe-fixes (" in render_text(report(unsafe))
    assert "Fixable: 1 with --fix (" in render_text(report(safe))


def test_a_line_that_many_point_to_is_named_once() -> None:
    cause, other = Related(at("Dough", 1), "taught here"), Related(at("DEVOLPED", 5), "as here")
    caused = diagnostic(at("STRECH", 3), related=(cause, cause))
    shown = render_text(report(*[caused] * 3, diagnostic(at("STRECH", 3), related=(other,))))
    assert "\n3 of these point to one line, so look there first: bread/dough.md:1\n" in shown
    assert "point to one line" not in render_text(report(*[caused] * 2))


def test_one_more_place_is_one() -> None:
    related = tuple(Related(at("Dough", 1), "here") for _ in range(6))
    assert "\n    … and 1 more place\n" in render_text(report(diagnostic(at("STRECH", 3), related=related)))


def test_what_a_renumbered_plan_is_behind_is_told_as_one() -> None:
    fix = Fix((), SAFE)
    found = [diagnostic(at("DEVOLPED", line))._replace(cause="bread/plan.md", fix=fix) for line in (4, 5, 6)]
    shown = render_text(report(diagnostic(at("STRECH", 3)), *found))
    assert shown.count("= Write DEVELOPED.") == 1
    group = shown[shown.index("bread/plan.md: one cause\n") :]
    assert "the 3 places below" in group
    assert "--fix mends all of them." in group
    assert [line.split(":")[1] for line in group.splitlines() if line.startswith("    bread/dough.md")] == [
        "4",
        "5",
        "6",
    ]
    assert "one cause" not in render_text(report(*found[:2]))


@pytest.mark.parametrize("first", range(3, 9))
def test_of_lines_that_as_many_point_to_the_first_is_named(first: int) -> None:
    lines = [*range(first, 9), *range(3, first)]
    related = tuple(Related(at("", line), "here") for line in lines)
    shown = render_text(report(*[diagnostic(at("STRECH", 3), related=related)] * 3))
    assert f"look there first: bread/dough.md:{first}\n" in shown


def test_the_summary_says_how_to_answer_what_is_open() -> None:
    for found in (report(), report(diagnostic(at("STRECH", 3)))):
        shown = render_text(replace(found, undecided=2))
        assert "\n2 prerequisites only you can place: `lessonlint aliases` asks" in shown
        assert "lessonlint aliases" not in render_text(found)


def test_nothing_found() -> None:
    assert render_text(report()) == "All clear: 1 document, 1 lesson, nothing to report.\n"
    assert "2 waived" in render_text(report(waived=2))
    assert "1 info hidden" in render_text(report(hidden=1))
    assert render_concise(report()) == ""


def test_nothing_read() -> None:
    assert render_text(report(statistics=EMPTY)).startswith("No curriculum documents found.")


def test_quiet_has_no_summary() -> None:
    assert render_text(report(), summary=False) == ""


VISIBLE = {
    "plain": "plain",
    "tab\there": "tab here",
    "\x1b[31m": "␛[31m",
    "\x00\x7f": "␀␡",
    "\u202eabc": "\ufffdabc",
    "\u2066a\u2069": "\ufffda\ufffd",
    "a\u2028b\x85": "a\ufffdb\ufffd",
    "👩\u200d🍳": "👩\u200d🍳",
    "a\r\n": "a␍␊",
    "\x9b31m": "\ufffd31m",
    "é 🍞 パン": "é 🍞 パン",
}


@pytest.mark.parametrize(("text", "shown"), VISIBLE.items(), ids=[ascii(text) for text in VISIBLE])
def test_what_is_sent_to_a_terminal(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(("text", "columns"), (("abc", 3), ("パン", 4), ("é", 1), ("e\u0301", 1), ("🍞", 2), ("", 0)))
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns
