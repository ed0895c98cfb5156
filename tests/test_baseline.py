"""The baseline: what is known again after files changed, and what it never hides."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.suites import TODAY, memory

from lessonlint.api import check_workspace
from lessonlint.baseline import read_baseline, render_baseline, stale
from lessonlint.config.settings import Configuration, Settings
from lessonlint.diagnostic import Diagnostic, Key
from lessonlint.source import Place, Source
from lessonlint.walk import BASELINE
from lessonlint.workspace import Overlay, Workspace

RECORD = """# Module 1.1: Dough -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---|---|---|---|
| Gluten network | INTRODUCED | mixing | Seen |
| Salt | DEVELOPED | mixing | Tasted |
"""
LESSON = """# Lesson: Shaping

**Module:** 1.1 (Dough)
**Position:** Lesson 2
**Slug:** shaping

## Prerequisites

| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
|---|---|---|---|---|---|
| Gluten network | DEVELOPED | INTRODUCED | mixing | OK | Stretch |
| Salt | INTRODUCED | DEVELOPED | mxing-dough | OK | Taste |
| Flour | APPLIED | DEVELOPED | mixing | OK | Weigh |
"""
WATER = "| Water | MENTIONED | mixing | - |\n| Salt"
TEXTS = {"record.md": RECORD, "shaping.md": LESSON}
SETTINGS = Configuration(Settings(preset="strict"))


def found(texts: dict[str, str], baseline: str | None = None) -> tuple[Diagnostic, ...]:
    workspace = memory(texts)
    if baseline is not None:
        source = Overlay(workspace.source, {BASELINE: Source(BASELINE, baseline)})
        walked, asked = workspace.walked, workspace.asked | {BASELINE}
        workspace = Workspace(source, walked, (), asked, (), None, BASELINE)
    return check_workspace(workspace, SETTINGS, TODAY).diagnostics


def written(texts: dict[str, str] = TEXTS) -> str:
    return render_baseline(each.key for each in found(texts))


def test_there_is_something_to_hide() -> None:
    assert {each.code for each in found(TEXTS)} >= {"LL007", "LL105"}
    assert found(TEXTS, written()) == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda texts: {"a/record.md": texts["record.md"], "b/forming.md": texts["shaping.md"]},
        lambda texts: texts | {"shaping.md": texts["shaping.md"].replace("\n\n## Pre", "\n\nBring aprons.\n\n## Pre")},
        lambda texts: texts | {"shaping.md": "\n".join(_swapped(texts["shaping.md"].split("\n")))},
        lambda texts: texts | {"shaping.md": texts["shaping.md"].replace("Stretch", "It is stretched, then folded")},
        lambda texts: texts | {"shaping.md": texts["shaping.md"].replace("\n", "\r\n")},
        lambda texts: (
            texts | {"record.md": texts["record.md"].replace("| Salt", "| Water | MENTIONED | mixing | - |\n| Salt")}
        ),
    ],
    ids=("files renamed", "text added", "rows reordered", "words changed", "line ends", "a row added"),
)
def test_findings_are_known_again(change: Callable[[dict[str, str]], dict[str, str]]) -> None:
    assert found(change(TEXTS), written()) == ()


def _swapped(lines: list[str]) -> list[str]:
    first = next(at for at, line in enumerate(lines) if line.startswith("| Gluten"))
    lines[first], lines[first + 2] = lines[first + 2], lines[first]
    return lines


def test_a_new_finding_is_told() -> None:
    worse = TEXTS | {"shaping.md": f"{LESSON}| Water | APPLIED | MENTIONED | mixing | OK | Wet |\n"}
    told = [(each.code, each.key.concept) for each in found(worse, written())]
    assert ("LL105", "Water") in told
    assert all(concept in ("Water", "") for _, concept in told)


def test_a_mended_finding_is_a_line_too_many() -> None:
    better = TEXTS | {"shaping.md": LESSON.replace("| Flour | APPLIED", "| Flour | DEVELOPED")}
    told = found(better, written())
    assert [each.code for each in told] == ["LL904"]
    line = written()[told[0].place.start : told[0].place.end]
    assert json.loads(line)["concept"] == "Flour"


@given(st.sets(st.sampled_from(sorted(each.key for each in found(TEXTS)))))
def test_it_hides_its_own_findings_and_no_other(kept: set[Key]) -> None:
    told = {each.key for each in found(TEXTS, render_baseline(kept))}
    assert told == {each.key for each in found(TEXTS)} - kept


keys = st.builds(Key, st.text(), st.text(), st.text(), st.text(), st.integers(1, 9))


@given(st.sets(keys))
def test_what_is_written_is_read(some: set[Key]) -> None:
    text = render_baseline(some)
    assert render_baseline(sorted(some, reverse=True)) == text
    assert set(read_baseline(Source("b", text)).entries) == some


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    baseline = read_baseline(Source("b", text))
    places = [*baseline.entries.values(), *baseline.problems]
    assert all(text[place.start : place.end].strip() for place in places)
    gone = list(stale(baseline, frozenset(baseline.entries.values()), frozenset()))
    assert [(entry.line, entry.key) for entry in gone] == [(place, None) for place in baseline.problems]


@pytest.mark.parametrize("wrong", ('"concept": "", "ordinal": 1e999', '"concept": "\\ud800"'))
def test_an_entry_that_no_finding_can_have_is_none(wrong: str) -> None:
    text = f'{{"rule": "LL101", "lesson": "", "field": "", {wrong}}}\n'
    assert read_baseline(Source(BASELINE, text)).problems == (Place(BASELINE, 0, len(text)),)


def test_lines_of_rules_that_did_not_run_are_not_stale() -> None:
    baseline = read_baseline(Source("b", render_baseline([Key("LL105", "a", "b", "c", 1)])))
    assert list(stale(baseline, frozenset(), frozenset({"LL101"}))) == []
    assert [entry.line for entry in stale(baseline, frozenset(), frozenset({"LL105"}))] == [
        Place("b", 0, len(render_baseline([Key("LL105", "a", "b", "c", 1)])))
    ]


def test_a_line_that_repeats_another_is_told() -> None:
    lines = written().splitlines(keepends=True)
    again = found(TEXTS, "".join([*lines, lines[0]]))
    assert [(each.code, each.place.start) for each in again] == [("LL904", len("".join(lines)))]
    assert "owed by an earlier line" in again[0].message
    assert again[0].fix is not None
    assert again[0].fix.edits[0].place.end == len("".join([*lines, lines[0]]))
