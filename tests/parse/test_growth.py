"""Twice the text takes about twice the time, however hostile the text: no backtracking, no loop in a loop.

Each case is doubled until it is large. A doubling that takes more than three times as long, above a floor that noise
does not reach, fails; it is measured again before it counts, and stops there, so that no test can hang.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from lessonlint.model.read import read
from lessonlint.source import Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY

# The long form, which tools/check.py runs, goes further.
SMALLEST, LARGEST = 250, int(os.environ.get("LESSONLINT_LARGEST", "1000"))
FLOOR, RATIO, TRIES, HOPELESS = 0.03, 3.0, 5, 0.5

Grow = Callable[[int], str]

LESSON = "# Lesson: Dough\n\n"
PLAN = "# Module 1.1: Dough -- Plan\n\n"
RECORD = "# Module 1.1: Dough -- Record\n\n## Per-Lesson Summaries\n\n"
TABLE = "| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |\n|---|---|---|---|---|---|\n"
ROW = "| Salt | DEVELOPED | DEVELOPED | first-dough | OK | why |\n"
COUNT = f"{LESSON}### Cognitive Load Assessment\n\n- **New concepts in this lesson:** "
TARGETS = f"{LESSON}## Depth Targets\n\n- "
REVIEW = f"{LESSON}## Review -- 2026-01-01\n\n"
TOPICS = f"{PLAN}## Rough Topic Allocation\n\n- "
TRAJECTORY = f"{PLAN}## Cognitive Load Trajectory\n\n"
WAIVER = "<!-- lessonlint: allow LL101: why -->"

BLOCKS: dict[str, Grow] = {
    "a long line": lambda n: LESSON + "dough " * n,
    "many lines": lambda n: LESSON + "dough\n" * n,
    "many lines ending in CR": lambda n: LESSON + "dough\r" * n,
    "many paragraphs": lambda n: LESSON + "dough\n\n" * n,
    "emoji lines": lambda n: LESSON + "🍞 dough\n" * n,
    "an emoji line": lambda n: LESSON + "🍞 " * n,
    "emoji headings": lambda n: LESSON + "## 🍞\n" * n,
    "many headings": lambda n: LESSON + "## Rest\n" * n,
    "nested headings": lambda n: LESSON + "## a\n### b\n#### c\n" * (n // 3),
    "setext headings": lambda n: LESSON + "Rest\n===\n" * n,
    "deep lists": lambda n: LESSON + "".join("  " * depth + "- a\n" for depth in range(n // 40)),
    "lists on one line": lambda n: LESSON + "- " * n + "a",
    "lists on one line, emoji": lambda n: LESSON + "- " * n + "🍞",
    "many items": lambda n: LESSON + "- a\n" * n,
    "loose items": lambda n: LESSON + "- a\n\n  b\n\n" * n,
    "deep quotes": lambda n: LESSON + ">" * n + "a",
    "quoted items": lambda n: LESSON + "> - a\n" * n,
    "unclosed brackets": lambda n: LESSON + "[" * n,
    "unclosed links": lambda n: LESSON + "[a](" * n,
    "nested brackets": lambda n: LESSON + "[a" * n + "]" * n,
    "references": lambda n: LESSON + "[a]: b\n" * n + "[a]" * n,
    "stars": lambda n: LESSON + "**" * n,
    "open bold": lambda n: LESSON + "**a " * n,
    "mixed emphasis": lambda n: LESSON + "*a_ " * n,
    "backticks": lambda n: LESSON + "".join("`" * (i % 100 + 1) + "a" for i in range(n // 10)),
    "comments without end": lambda n: LESSON + "<!--" * n,
    "comment blocks without end": lambda n: LESSON + "<!-- a\n\n" * n,
    "tags without end": lambda n: LESSON + "<a " * n,
    "character data without end": lambda n: LESSON + "<![CDATA[" * n,
    "fences without end": lambda n: LESSON + "```a\n## b\n```c\n" * n,
    "conflicts": lambda n: LESSON + "```\na\n```\n<<<<<<< a\n=======\n>>>>>>> b\n" * (n // 4),
    "conflicts without end": lambda n: LESSON + "<<<<<<< a\n=======\n" * n,
    "fences": lambda n: LESSON + "```\na\n```\n" * n,
    "labels on a line": lambda n: LESSON + "**a:** b " * n,
    "labels on lines": lambda n: LESSON + "**a:** b\n" * n,
    "different labels": lambda n: LESSON + "".join(f"**k{i}:** v\n" for i in range(n // 4)),
    "labels in items": lambda n: LESSON + "- **a:** b\n" * n,
    "labels in quotes": lambda n: LESSON + "> **a:** b\n" * n,
    "a label that is all blanks": lambda n: f"{LESSON}**a{' ' * n}b",
    "front matter of many keys": lambda n: f"---\n{''.join(f'a{i}: b{chr(10)}' for i in range(n // 32))}---\n{LESSON}",
    "front matter of aliases": lambda n: f"---\na: &a [1]\nb: [{'*a,' * (n // 32)}]\n---\n{LESSON}",
}

TABLES: dict[str, Grow] = {
    "rows": lambda n: LESSON + TABLE + ROW * n,
    "pipes": lambda n: LESSON + "|" * n,
    "pipes in a row": lambda n: LESSON + TABLE + "|" * n,
    "cells in a row": lambda n: LESSON + TABLE + "| a " * n,
    "open cells in a row": lambda n: LESSON + TABLE + "| (aaaaaaaa " * n,
    "open cells in a row without outer pipe": lambda n: LESSON + TABLE + "$a | " * n,
    "a wide table": lambda n: LESSON + "".join(f"{cell * (n // 8)}|\n" for cell in ("| a ", "|-", "| b ")),
    "brackets in a cell": lambda n: LESSON + TABLE + f"| {'(' * n} | DEVELOPED | DEVELOPED | x | OK | y |\n",
    "blanks in a cell": lambda n: LESSON + TABLE + f"| a{' ' * n}b | DEVELOPED | DEVELOPED | x | OK | y |\n",
    "blanks in a depth": lambda n: LESSON + TABLE + f"| a | x{' ' * n}y | DEVELOPED | x | OK | y |\n",
    "depth words in a cell": lambda n: LESSON + TABLE + f"| a | {'DEVELOPED to ' * n} | DEVELOPED | x | OK | y |\n",
    "a long unknown depth": lambda n: LESSON + TABLE + f"| a | {'d' * n} | DEVELOPED | x | OK | y |\n",
    "cuts": lambda n: LESSON + TABLE + f"{ROW}\n" * n,
    "cuts by comments": lambda n: LESSON + TABLE + f"{ROW}\n<!-- x -->\n\n" * n,
    "a long gap": lambda n: LESSON + TABLE + "\n" * n + ROW,
    "comments behind a table": lambda n: LESSON + TABLE + "\n<!-- x -->\n" * n,
    "comments on a line behind a table": lambda n: f"{LESSON}{TABLE}\n{'<!-- a -->' * n}\n\n{ROW}",
    "many tables and comments": lambda n: LESSON + f"{TABLE}\n<!-- x -->\n\n" * (n // 8),
    "delimiters": lambda n: f"{LESSON}|a|\n|{'-|' * n}\n",
    "delimiters behind a cut": lambda n: f"{LESSON}|a|\n|-|\n|b|\n\n|{'-|' * n}x\n",
    "dashes behind a cut": lambda n: f"{LESSON}|a|\n|-|\n|b|\n\n|{'-' * n}x\n",
    "blanks behind a cut": lambda n: f"{LESSON}|a|\n|-|\n|b|\n\n|{' ' * n}x\n",
    "waivers in a cell": lambda n: LESSON + TABLE + f"| {WAIVER * (2 * n)} | DEVELOPED | DEVELOPED | x | OK | y |\n",
    "open waivers in a cell": lambda n: f"{LESSON}{TABLE}| {'<!-- lessonlint:' * n} | a |\n",
    "waivers in rows": lambda n: LESSON + TABLE + f"| a | DEVELOPED | DEVELOPED | x | OK | y {WAIVER} |\n" * (n // 4),
}

COMMENTS: dict[str, Grow] = {
    "waivers": lambda n: LESSON + f"{WAIVER}\n\na\n\n" * (n // 4),
    "open waivers": lambda n: LESSON + "<!-- lessonlint:" * n,
    "blanks before a waiver's name": lambda n: f"{LESSON}<!--{' ' * n}lessonlint:",
    "blanks in an open waiver": lambda n: f"{LESSON}<!-- lessonlint:{' ' * n}",
    "blanks in a waiver": lambda n: f"{LESSON}<!-- lessonlint: allow x{' ' * n}y -->",
    "waivers in fences": lambda n: LESSON + f"```\n{WAIVER}\n```\n" * (n // 4),
}

TITLES: dict[str, Grow] = {
    "words": lambda n: "# Lesson: " + "dough " * n,
    "dashes": lambda n: f"# {'dough -- ' * n}",
    "one long dash": lambda n: f"# {'-' * n}",
    "blanks": lambda n: f"# a{' ' * n}b",
    "blanks and tabs": lambda n: f"# a{chr(9)}{' ' * n}x",
    "closing hashes": lambda n: f"# a {'# ' * n}x",
    "hashes": lambda n: f"# a {'#' * n}x",
    "open brackets": lambda n: "# Lesson: " + "(a-" * n,
    "an open slug": lambda n: "# Lesson: (" + "a-" * n,
    "suffixes": lambda n: f"# a{' -- plan' * n}x",
    "lesson plans": lambda n: f"# {'lesson plan ' * n}",
    "blanks before a suffix": lambda n: f"# a{' ' * n}-- b",
    "blanks in a module": lambda n: f"# Module 1.1{' ' * n}x",
    "blanks in a course": lambda n: f"# Course{' ' * n}x",
    "blanks in a section": lambda n: f"{LESSON}## a{' ' * n}x",
    "numbers in a section": lambda n: f"{LESSON}## {'1.' * n}x",
    "blanks in a summary": lambda n: f"{RECORD}### a{' ' * n}b",
    "brackets in a summary": lambda n: f"{RECORD}### {'(a' * n}",
    "a slug in a summary": lambda n: f"{RECORD}### (`{'a-' * n}",
    "dashes in a summary": lambda n: f"{RECORD}### {'a -- ' * n}",
    "blanks in a finding": lambda n: f"{REVIEW}### a{' ' * n}b",
    "an open finding": lambda n: f"{REVIEW}### [{'a' * n}",
}

PHRASES: dict[str, Grow] = {
    "module numbers": lambda n: f"{LESSON}**Module:** {'1.' * n}",
    "module places": lambda n: f"{LESSON}**Module:** {'1.1.1.1' * n}x",
    "positions": lambda n: f"{LESSON}**Position:** {'lesson 1 ' * n}",
    "a position of blanks": lambda n: f"{LESSON}**Position:** 1{' ' * n}x",
    "a status": lambda n: f"{PLAN}**Status:** {'1 of ' * n}",
    "counted items": lambda n: COUNT + "(1) a, " * n,
    "open counted items": lambda n: f"{COUNT}(1){'(' * n}",
    "a counted item and many brackets": lambda n: f"{COUNT}(1) {'(a) ' * n}(",
    "a counted item of letters": lambda n: f"{COUNT}(1) {'a' * n}(",
    "a counted item of blanks": lambda n: f"{COUNT}(1) {' ' * n}x(",
    "a range of blanks": lambda n: f"{COUNT}a 1{' ' * n}x",
    "ranges": lambda n: f"{COUNT}{'1 - ' * n}x",
    "brackets behind a count": lambda n: f"{COUNT}3 ({'(a)' * n}",
    "words behind a count": lambda n: f"{COUNT}3 {'a ' * n}",
    "commas behind a count": lambda n: f"{COUNT}3 ({'a,' * n})",
    "targets": lambda n: f"{TARGETS}{'a -- ' * n}",
    "a target of blanks": lambda n: f"{TARGETS}a{' ' * n}b",
    "a target of stars": lambda n: f"{TARGETS}a: {'*' * n}b",
    "topics": lambda n: f"{TOPICS}a{'-a' * n}",
    "a topic of blanks": lambda n: f"{TOPICS}a{' ' * n}b",
    "a chain of loads": lambda n: TRAJECTORY + "BUILD -> " * n,
    "loads far apart": lambda n: f"{TRAJECTORY}BUILD {' ' * n}x BUILD",
    "a fenced list of loads": lambda n: f"{TRAJECTORY}```\nLesson 1: BUILD\nLesson 1{'-' * n}\n```\n",
    "a fenced open slug": lambda n: f"{TRAJECTORY}```\nLesson 1 ({'a' * n}\n```\n",
    "many reviews": lambda n: LESSON + "## Review -- 2026-01-01\n\n### Verdict: PASS\n\n" * (n // 4),
    "many findings": lambda n: REVIEW + "### [POLISH] -- a\n\n**Issue:** x\n\n" * (n // 4),
    "many verifications": lambda n: REVIEW + "### Fix verification\n- a: FIXED\n" + "- b: FIXED\n" * n,
    "nested verifications": lambda n: REVIEW + "### Fix verification\n#### verification\n- a FIXED\n" * (n // 4),
    "a verdict of dashes": lambda n: f"{REVIEW}### Verdict: {'-- ' * n}",
    "a summary of blanks": lambda n: f"{REVIEW}### Summary\n- 1{' ' * n}x",
    "a summary of severities": lambda n: f"{REVIEW}### Summary\n- {'Critical    ' * n}",
    "a summary of letters": lambda n: f"{REVIEW}### Summary\n- Critical{'a' * n}",
    "labels of a record": lambda n: f"{RECORD}### a\n\n" + "**Concepts taught:** a\n\n- b\n\n" * (n // 4),
    "an outline": lambda n: f"{LESSON}### Lesson Outline\n" + "#### a\n" * n,
    "a checklist": lambda n: f"{LESSON}## Checklists\n" + "- [x] a\n" * n,
}

ALL = {
    f"{kind}: {name}": grow
    for kind, group in (("block", BLOCKS), ("table", TABLES), ("comment", COMMENTS), ("title", TITLES),
                        ("phrase", PHRASES))
    for name, grow in group.items()
}  # fmt: skip


@contextmanager
def _uncollected() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def seconds(text: str) -> float:
    source = Source("dough.md", text)
    started = time.process_time()
    read(source, DEFAULT_VOCABULARY)
    return time.process_time() - started


@pytest.mark.parametrize("grow", ALL.values(), ids=ALL.keys())
def test_time_grows_with_the_text(grow: Grow) -> None:
    with _uncollected():
        before, size = seconds(grow(SMALLEST)), SMALLEST
        while size < LARGEST:
            size *= 2
            now = seconds(grow(size))
            for _ in range(TRIES):
                if now < max(FLOOR, RATIO * before) or now > HOPELESS:
                    break
                before, now = max(before, seconds(grow(size // 2))), min(now, seconds(grow(size)))
            assert now < max(FLOOR, RATIO * before), f"{size // 2}: {before:.3f} s, {size}: {now:.3f} s"
            before = now


@pytest.mark.parametrize("opening", ("[", "{", "a: ["), ids=repr)
def test_front_matter_may_nest_deeply(opening: str) -> None:
    doc = read(Source("dough.md", f"---\na: {opening * 500}\n---\n# Lesson: Dough\n"), DEFAULT_VOCABULARY)
    assert doc is not None
    assert doc.syntax_errors


@pytest.mark.parametrize("depth", (10, 1_000))
def test_front_matter_aliases_cannot_explode(depth: int) -> None:
    bomb = "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, depth))
    read(Source("dough.md", f"---\na0: &a0 x\n{bomb}---\n# Lesson: Dough\n"), DEFAULT_VOCABULARY)


@pytest.mark.parametrize(
    "text",
    (
        LESSON + ">" * 50_000,
        LESSON + "- " * 50_000 + "a",
        LESSON + "".join("  " * d + "- **a:** b\n" for d in range(600)),
    ),
    ids=("quotes", "lists", "labelled lists"),
)
def test_deep_nesting_is_no_deep_recursion(text: str) -> None:
    assert read(Source("dough.md", text), DEFAULT_VOCABULARY) is not None
