"""Which text a review is about: what the fingerprint of a lesson counts, and what it passes over."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.model.reader import doc

from lessonlint.decoding import decode
from lessonlint.fixing import apply
from lessonlint.model.documents import LessonPlan
from lessonlint.model.read import read
from lessonlint.model.stamps import changed_since_pass, fingerprint, stamp_edit
from lessonlint.source import BOM, Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY

ROOT = Path(__file__).resolve().parent.parent.parent
LESSON = (ROOT / "curriculum/series-1/module-1-1/lessons/work-and-time.md").read_text("utf-8")
PLAN, REVIEWS = LESSON[: LESSON.index("## Review")], LESSON[LESSON.index("## Review") :]
# A wrapped line must not open with what Markdown takes for a list, a heading, a quote, a rule or a label.
UNFIT = re.compile(r"[-+#>=|~*`<]|\d+[.)]")


def of(text: str) -> str:
    return fingerprint(doc(text))


WHOLE = of(LESSON)
TEACHING = PLAN.index("## Phase 1")
WORDS = [match.span() for match in re.finditer(r"[^\W_]+", PLAN) if match.start() > TEACHING]


def wrapped(text: str, seed: int) -> str:
    """The paragraphs of a text with other line breaks."""
    rng = random.Random(seed)
    lines = []
    for line in text.split("\n"):
        if re.match(r"\w", line):
            line = re.sub(r" (?=(\S+))", lambda m: "\n" if not UNFIT.match(m[1]) and rng.random() < 0.1 else " ", line)
        lines.append(line)
    return "\n".join(lines)


@settings(max_examples=40)
@given(st.integers(), st.sampled_from(("\n", "\r\n", "\r")), st.booleans(), st.sampled_from(("", "  ", "\t")))
def test_the_form_does_not_count(seed: int, newline: str, bom: bool, trailing: str) -> None:
    text = wrapped(PLAN, seed).replace("\n", f"{trailing}\n") + REVIEWS
    source = decode("dough.md", (BOM * bom + text.replace("\n", newline)).encode())
    assert isinstance(source, Source)
    found = read(source, DEFAULT_VOCABULARY)
    assert found is not None
    assert fingerprint(found) == WHOLE


@settings(max_examples=40)
@given(st.sampled_from(WORDS))
def test_every_word_counts(span: tuple[int, int]) -> None:
    start, end = span
    assert of(f"{LESSON[:start]}oven{LESSON[end:]}") != WHOLE


SAME = {
    "a padded table": (r" \|", "   |"),
    "dashes": (" -- ", " — "),
    "emphasis": (r"\*\*Positive\*\*|Positive", "**Positive**"),
    "capitals": ("DEVELOPED", "Developed"),
    "ticks": (r"\[x\]", "[ ]"),
    "bullets": (r"(?m)^- ", "* "),
    "quotes": ('"', "”"),
    "a status": (r"(?m)^(\*\*Slug)", r"**Status:** Built\n\1"),
    "another place": (r"Lesson 4 of 5", "Lesson 5 of 6"),
    "a waiver": (r"(?m)^(### Prerequisites)", r"<!-- lessonlint: allow LL101: slow -->\n\n\1"),
    "front matter": (r"\A", "---\nstatus: built\n---\n\n"),
    "blank lines": (r"\n\n", "\n\n\n"),
}


@pytest.mark.parametrize(("pattern", "words"), SAME.values(), ids=SAME.keys())
def test_what_does_not_count(pattern: str, words: str) -> None:
    text = re.sub(pattern, words, PLAN) + REVIEWS
    assert text != LESSON
    assert of(text) == WHOLE


def test_what_reviews_and_fix_passes_say_does_not_count() -> None:
    assert of(PLAN) == of(f"{LESSON}\n\n## Fix Pass -- 2026-03-01\n\nNew words.\n") == WHOLE


OTHERS = {
    "a sign": ("3 + 4", "3 = 4"),
    "a place in a table": ("| a | b |", "| b | a |"),
    "a number of a sentence": ("about 30.", "about 40."),
    "a load": ("**Cognitive load:** BUILD", "**Cognitive load:** STRETCH"),
    "a line of code": ("    f(x)", "    g(x)"),
}


@pytest.mark.parametrize(("before", "after"), OTHERS.values(), ids=OTHERS.keys())
def test_what_counts(before: str, after: str) -> None:
    assert of(f"# Lesson: First Dough\n\n{before}\n") != of(f"# Lesson: First Dough\n\n{after}\n")


def test_accents_however_they_are_written() -> None:
    assert of("# Lesson: Cr\u00e8me\n") == of("# Lesson: Cre\u0300me\n")


def test_a_stamp_is_read_back_and_renewed() -> None:
    found = doc(LESSON)
    assert isinstance(found.body, LessonPlan)
    stamped = apply(found.source, [stamp_edit(found, "2026-03-01")])
    again = doc(stamped.text)
    assert isinstance(again.body, LessonPlan)
    assert [review.stamp and review.stamp.date for review in again.body.reviews] == [None, None, "2026-03-01"]
    assert changed_since_pass(again) is None
    assert again.waivers == ()
    edited = doc(stamped.text.replace("Phase 1", "Phase I"))
    assert changed_since_pass(edited) is not None
    assert isinstance(edited.body, LessonPlan)
    renewed = apply(edited.source, [stamp_edit(edited, "2026-03-02")])
    assert changed_since_pass(doc(renewed.text)) is None
    assert renewed.text.count("sha256:") == 1
