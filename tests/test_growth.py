"""Twice as much of anything takes twice the steps, in a whole check: steps are counted, so that no noise counts.

What grows is told by the steps that the second half of a doubling adds: twice those of the first, where time is in
proportion, and four times where each thing is held against every other. `tests/parse/test_growth.py` measures the time
of reading hostile texts, where a step may be long. LESSONLINT_LARGEST=4000 is the long form.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from unittest.mock import patch

import pytest
from tests.support.suites import TODAY, memory

from lessonlint import fixing
from lessonlint.api import check_workspace
from lessonlint.config.settings import Configuration, Settings
from lessonlint.diagnostic import Diagnostic, Edit, Fix
from lessonlint.fixing import fix, waivers
from lessonlint.formatting import formatted
from lessonlint.report.text import render_text
from lessonlint.source import Place, Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY, Vocabulary
from lessonlint.walk import BASELINE, REGISTRY

# Of each size there are a half, a whole and a double.
SIZE = max(16, int(os.environ.get("LESSONLINT_LARGEST", "0")) // 50)
RATIO = 2.6
PLAIN = Configuration(Settings())

LESSON = "# Lesson: Baking\n\n**Module:** 1.1 (Dough)\n**Slug:** baking\n**Position:** Lesson 2 of 2\n\n"
NEEDS = "| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |\n|---|---|---|---|---|---|\n"
INDEX = "# Module 1.1: Dough -- Record\n\n## Concept Index\n\n| Concept | Depth | Lesson | Notes |\n|---|---|---|---|\n"
PLAN = (
    "# Module 1.1: Dough -- Plan\n\n## Lesson Sequence\n\n| Lesson | Type |\n|---|---|\n| mixing | BUILD |\n"
    "| baking | BUILD |\n"
)
SUMMARIES = "\n## Per-Lesson Summaries\n\n### mixing\n\n"
YAML = "kind: lesson plan\ntitle: 'Lesson: Baking'\n"
REVIEW = "## Review -- 2026-01-01\n\n### Verdict: NEEDS REVISION\n\n"

Files = dict[str, str]
Grow = Callable[[list[str]], Files]


def each(line: str) -> Callable[[list[str]], str]:
    """A line for each name, in which it stands for N."""
    return lambda names: "".join(f"{line}\n".replace("N", name) for name in names)


def module(lesson: str = "", record: str = "", plan: str = PLAN, **more: str) -> Files:
    return {"lessons/baking.md": LESSON + lesson, "record.md": INDEX + record, "plan.md": plan, **more}


ROW, NEED = each("| N | DEVELOPED | mixing | x |"), each("| N | DEVELOPED | DEVELOPED | mixing (1.1.1) | OK | a |")
WRONG_ROWS = each("| Salt | DEVOLPEDN | DEVELOPED | mixing | OK | a |")
WRONG = each("## N\n\nN\n\n" + NEEDS + "| Salt | DEVOLPEDN | DEVELOPED | mixing | OK | a |")
WRONG_IN_YAML = each("  - {concept: N, required: DEVOLPEDN}")
ALIASES = "concepts:\n  - id: salt\n    name: Salt\n    rows:\n      - mixing: Salt\n    aliases:\n"
GROWN: dict[str, Grow] = {
    "concepts": lambda n: module(record=ROW(n)),
    "needs": lambda n: module(NEEDS + NEED(n)),
    "needs that are met": lambda n: module(NEEDS + NEED(n), ROW(n)),
    "wrong depths": lambda n: module(NEEDS + WRONG_ROWS(n)),
    "waivers in use": lambda n: module(
        NEEDS + each("| Salt | DEVOLPEDN | DEVELOPED | mixing | OK | <!-- lessonlint: allow LL006: b --> |")(n)
    ),
    "waivers of nothing": lambda n: module(each("<!-- lessonlint: allow LL303: b -->\n\nN\n")(n)),
    "waivers by name": lambda n: module(
        each("<!-- lessonlint: allow LL006[N]: b -->\n")(n) + NEEDS + each("| N | DEVOLPED | a | mixing | OK | a |")(n)
    ),
    "waivers of a section": lambda n: module(
        each("<!-- lessonlint: allow LL006: b -->\n")(n) + "## A\n\n" + NEEDS + WRONG_ROWS(n)
    ),
    "reviews": lambda n: module(each(f"{REVIEW}#### [CRITICAL] -- N is dull\n\n**Issue:** a\n")(n)),
    "review findings": lambda n: module(REVIEW + each("#### [CRITICAL] -- N is dull\n\n**Issue:** a\n")(n) + REVIEW),
    "aliases": lambda n: module(
        NEEDS + NEED(n), "| Salt | DEVELOPED | mixing | x |\n", **{REGISTRY: ALIASES + each("      - N")(n)}
    ),
    "entries of a baseline": lambda n: module(
        **{BASELINE: each('{"rule": "LL102", "lesson": "", "field": "", "concept": "N"}')(n)}
    ),
    "promises": lambda n: module(
        record=f"{SUMMARIES}**What is NOT covered:**\n" + each("- N (Lesson 2)")(n) + "\n### baking\n"
    ),
    "mental models": lambda n: module(
        record=f"{SUMMARIES}**Mental models established:**\n" + each('- "N is bread"')(n)
    ),
    "misconceptions": lambda n: module(
        "| Misconception | Why | Negative Example |\n|---|---|---|\n" + each("| N is bread | b | c |")(n)
    ),
    "depth targets": lambda n: module(
        "**Depth targets:**\n" + each("- N: DEVELOPED")(n), each("| N | INTRODUCED | baking | x |")(n)
    ),
    "headings": lambda n: module(each("## N\n\n> - [a](b) *c*\n")(n)),
    "lessons of a module": lambda n: {
        "plan.md": PLAN + each("| N | BUILD |")(n),
        **{f"{x}.md": f"# Lesson: {x}\n\n**Module:** 1.1\n**Slug:** {x}\n" for x in n},
    },
    "lessons of none": lambda n: {f"{x}.md": f"# Lesson: {x}\n\n**Slug:** a\n" for x in n},
    "modules": lambda n: {f"{x}/plan.md": PLAN.replace("1.1", f"1.{at}") for at, x in enumerate(n, 1)},
    "rows in YAML": lambda n: {
        "a.yaml": f"{YAML}content:\n- prerequisites:\n" + each("  - {concept: N, required: DEVELOPED}")(n)
    },
    "keys in YAML": lambda n: {"a.yaml": YAML + each("N: a")(n)},
    "waivers in YAML": lambda n: {"a.yaml": f"{YAML}content:\n" + each("# lessonlint: allow LL303: b\n- N")(n)},
}


def names(number: int) -> list[str]:
    """Words of letters that no other number of names has: what is remembered of one run must not help another."""
    return ["x" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:05}{at:04}") for at in range(number)]


def steps(run: Callable[[], object]) -> int:
    """How many calls something makes, of our functions and of Python's own."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count


def grows_evenly(run: Callable[[list[str]], object]) -> None:
    run(names(SIZE + 1))  # what is done once is done
    half, whole, double = (steps(partial(run, names(size))) for size in (SIZE // 2, SIZE, SIZE * 2))
    assert double - whole < RATIO * (whole - half), (half, whole, double)


@pytest.mark.parametrize("grow", GROWN.values(), ids=GROWN.keys())
def test_a_check_takes_steps_in_proportion(grow: Grow) -> None:
    def run(n: list[str]) -> None:
        files = grow(n)
        kept = {name: name if name in files else None for name in (REGISTRY, BASELINE)}
        workspace = memory(files)._replace(registry=kept[REGISTRY], baseline=kept[BASELINE])
        render_text(check_workspace(workspace, PLAIN, TODAY, debug=True))

    grows_evenly(run)


def test_so_does_fmt() -> None:
    def run(n: list[str]) -> None:
        formatted(Source("a.md", LESSON + each("## N\n| a|b |\n|---|---|\n|—|c |\n")(n)), DEFAULT_VOCABULARY)

    grows_evenly(run)


@pytest.mark.parametrize(
    "grow",
    [
        lambda n: module(NEEDS + WRONG_ROWS(n)),
        lambda n: module(WRONG(n)),
        lambda n: {"a.yaml": f"{YAML}content:\n- prerequisites:\n{WRONG_IN_YAML(n)}"},
    ],
    ids=["rows", "sections", "rows in YAML"],
)
def test_so_does_adding_waivers(grow: Grow) -> None:
    grows_evenly(lambda n: fix(memory(grow(n)), PLAIN, TODAY, waivers("b")))


def _apart_or_twice(found: Diagnostic, source: Source, _: Vocabulary) -> Fix | None:
    """Both fixes of a row write its beginning too, so one of them waits for the next pass."""
    begins = source.text.rfind("\n", 0, found.place.start) + 1
    touched = Edit(Place(source.path, begins, begins + 1), "|")
    return Fix((touched, Edit(found.place, "DEVELOPED"))) if found.code == "LL006" else None


def test_so_do_fixes_that_wait_for_the_next_pass() -> None:
    rows = each("| Salt | DEVOLPEDN | DEVOLPEDN | mixing | OK | a |")

    def run(n: list[str]) -> None:
        assert len(fix(memory(module(NEEDS + rows(n))), PLAIN, TODAY, _apart_or_twice).applied) == 2 * len(n)

    grows_evenly(run)


def _out_of_the_table(found: Diagnostic, source: Source, _: Vocabulary) -> Fix | None:
    at = Place(source.path, found.place.start, found.place.start)
    return Fix((Edit(at, "\n\nGone.\n\n"),)) if found.code == "LL006" else None


def test_so_do_fixes_that_are_refused() -> None:
    def run(n: list[str]) -> None:
        done = fix(memory(module(NEEDS + WRONG_ROWS(n))), PLAIN, TODAY, _out_of_the_table)
        assert len(done.refused) == len(n)
        assert {each.why for each in done.refused} == {fixing.CHANGES_MORE, fixing.UNTRIED}
        assert not done.after

    with patch.object(fixing, "_REFUSED", 3):
        grows_evenly(run)
