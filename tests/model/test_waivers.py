"""Waiver comments: what they say, and the stretch of the file they cover."""

from __future__ import annotations

import pytest
from tests.model.reader import doc

from lessonlint.model.values import Waiver

LESSON = "# Lesson: First Dough\n\n"
ROWS = "| Concept | Required Depth |\n|---|---|\n| Salt | INTRODUCED |\n| Rest | DEVELOPED |\n"


def waiver(text: str) -> Waiver:
    (found,) = doc(LESSON + text).waivers
    return found


def covered(text: str) -> str:
    whole = LESSON + text
    (found,) = doc(whole).waivers
    return whole[found.start : found.end]


FORMS = {
    "allow LL101: slow on purpose": ("LL101", "", "slow on purpose", "", False),
    "allow consecutive-stretch: slow": ("consecutive-stretch", "", "slow", "", False),
    "allow LL202 until 2027-03-01: slow": ("LL202", "", "slow", "2027-03-01", False),
    "allow LL101[Salt]: slow": ("LL101", "Salt", "slow", "", False),
    "allow LL101[Salt, to taste] until 2027-03-01: slow": ("LL101", "Salt, to taste", "slow", "2027-03-01", False),
    "allow-file LL101: slow": ("LL101", "", "slow", "", True),
    "allow LL202.argued: slow": ("LL202.argued", "", "slow", "", False),
    "allow LL101": ("LL101", "", "", "", False),
    "allow LL101:": ("LL101", "", "", "", False),
    "allow LL101: a: b -> c": ("LL101", "", "a: b -> c", "", False),
    "forbid LL101: slow": ("", "", "", "", False),
    "allow": ("", "", "", "", False),
    "allow LL101 because": ("", "", "", "", False),
}


@pytest.mark.parametrize(("words", "expected"), FORMS.items(), ids=FORMS.keys())
@pytest.mark.parametrize("comment", ("<!-- lessonlint: {} -->", "<!--lessonlint:{}-->", "<!--\nlessonlint:\n{}\n-->"))
def test_forms(words: str, expected: tuple[str, str, str, str, bool], comment: str) -> None:
    found = waiver(f"{comment.format(words)}\n\n## Rest\n")
    assert (found.rule.value, found.key, found.reason, found.until, found.whole_file) == expected


def test_a_waiver_stands_where_it_says() -> None:
    text = f"{LESSON}words\n\n<!-- lessonlint: allow LL101: slow -->\n"
    (found,) = doc(text).waivers
    assert text[found.text.start : found.text.end] == "<!-- lessonlint: allow LL101: slow -->"
    assert text[found.rule.start : found.rule.end] == "LL101"


COMMENT = "<!-- lessonlint: allow LL101: slow -->"
COVERED = {
    "the table below": (f"{COMMENT}\n\n{ROWS}\nwords\n", ROWS.rstrip()),
    "the table right below": (f"{COMMENT}\n{ROWS}\nwords\n", ROWS.rstrip()),
    "the section below": (f"{COMMENT}\n\n## Rest\n\nwords\n\n{ROWS}\n## Crust\n", f"## Rest\n\nwords\n\n{ROWS}\n"),
    "the paragraph below": (f"{COMMENT}\n\nsome words\n\nothers\n", "some words"),
    "the item below": (f"{COMMENT}\n\n- one\n- two\n", "- one"),
    "the label below": (f"{COMMENT}\n\n**Target concept:** dough\n\nwords\n\n## Rest\n", None),
    "the row around it": (f"| Concept | Required Depth |\n|---|---|\n| Salt | INTRODUCED {COMMENT} |\n| Rest | x |\n",
                          f"| Salt | INTRODUCED {COMMENT} |"),
    "nothing": (f"words\n\n{COMMENT}\n", ""),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), COVERED.values(), ids=COVERED.keys())
@pytest.mark.parametrize("end", ("\n", "\r\n"), ids=("LF", "CRLF"))
def test_stretches(text: str, expected: str | None, end: str) -> None:
    whole = (LESSON + text).replace("\n", end)
    (found,) = doc(whole).waivers
    stretch = whole[found.start : found.end].replace("\r\n", "\n")
    if expected is None:
        assert stretch.startswith("**Target concept:** dough")
    else:
        assert stretch.removeprefix("- ") == expected.removeprefix("- ")


@pytest.mark.parametrize("fence", ("```\n{}\n```", "~~~ md\n{}\n~~~", "    {}"), ids=("ticks", "tildes", "indented"))
def test_code_waives_nothing(fence: str) -> None:
    assert doc(f"{LESSON}words\n\n{fence.format(COMMENT)}\n").waivers == ()


def test_inline_code_waives_nothing() -> None:
    assert doc(f"{LESSON}Write `{COMMENT}` above the table.\n").waivers == ()


def test_other_comments_waive_nothing() -> None:
    assert doc(f"{LESSON}<!-- allow LL101: slow -->\n\n<!-- lessonlint -->\n").waivers == ()


def test_an_unfinished_comment_waives_nothing() -> None:
    assert doc(f"{LESSON}<!-- lessonlint: allow LL101: slow\n\n## Rest\n").waivers == ()


def test_several_waivers_above_one_block_all_cover_it() -> None:
    text = f"{LESSON}{COMMENT}\n<!-- lessonlint: allow LL202: slow -->\n\n{ROWS}"
    found = doc(text).waivers
    assert [one.rule.value for one in found] == ["LL101", "LL202"]
    assert {text[one.start : one.end] for one in found} == {ROWS.rstrip()}
