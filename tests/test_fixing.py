"""Fixes: what they change, what they leave alone, when they are refused. Every third case of all suites takes part."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.suites import SUITES, TODAY, Case, memory, read_suite

from lessonlint.api import check_workspace, read_document
from lessonlint.config.settings import Configuration, Settings
from lessonlint.diagnostic import Edit, Finding, Fix, Severity
from lessonlint.fixing import CHANGES_MORE, CHANGES_NOTHING, Fixed, Refusal, _Shift, apply, fix, own_fixes, waivers
from lessonlint.model.documents import Doc
from lessonlint.rule import Rule, Scope
from lessonlint.source import Place, Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY
from lessonlint.workspace import Overlay

CONFIGURATION = Configuration(Settings(preset="strict"))
LESSON = """# Lesson: Shaping

**Module:** 1.1 (Dough)
**Slug:** shaping

## Prerequisites

| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
|---|---|---|---|---|---|
| Rise P(high | warm) | INTRODUCED | INTRODUCED | mixing | OK | Seen |

| Gluten | DEVELOPED | introduced | mixing | GAP | A recap |
"""


def fixed(texts: dict[str, str], unsafe: bool = True) -> Fixed:
    return fix(memory(texts), CONFIGURATION, TODAY, own_fixes(unsafe))


def after(texts: dict[str, str], unsafe: bool = True) -> dict[str, str]:
    return texts | {path: source.text for path, source in fixed(texts, unsafe).after.items()}


def test_safe_fixes() -> None:
    found = after({"lesson.md": LESSON}, unsafe=False)["lesson.md"]
    assert found == (
        LESSON.replace("P(high | warm)", "P(high \\| warm)")
        .replace("Seen |\n\n|", "Seen |\n|")
        .replace("introduced", "INTRODUCED")
    )


def test_no_fix_reaches_over_a_merge_conflict() -> None:
    row = "| Crumb | DEVELOPED | DEVELOPED | mixing | OK | Seen |"
    conflict = f"<<<<<<< HEAD\n{row}\n=======\n{row.replace('OK', 'GAP')}\n>>>>>>> topic\n"
    text = LESSON.replace("OK | Seen |\n", f"OK | Seen |\n{conflict}")
    found = after({"lesson.md": text})["lesson.md"]
    assert conflict in found
    assert "P(high \\| warm)" in found, "the rest is mended"


def test_the_number_in_a_title_follows_the_plan() -> None:
    rows = "".join(f"| {slug} | Dough | BUILD | Here |\n" for slug in ("mixing", "shaping"))
    table = f"| Lesson | Core Concept | Type | Why |\n|---|---|---|---|\n{rows}"
    plan = f"# Module 1.1: Dough -- Plan\n\n## Lesson Sequence\n\n{table}"
    found = after({"plan.md": plan, "shaping.md": "# Lesson: Shaping (1.1.1)\n"}, unsafe=False)
    assert found["shaping.md"] == "# Lesson: Shaping (1.1.2)\n"


PLAN, RECORD = (
    """# Module 1.1: Dough -- Plan

**Status:** In progress (0 of 1 built), see the board

## Lesson Sequence

| Lesson | Core Concept | Type | Rationale for Position |
|---|---|---|---|
| kneading | Working dough | BUILD | Where everyone starts |
""",
    """# Module 1.1: Dough -- Record

**Status:** Planning (0 of 1 lessons built)

## Per-Lesson Summaries

### kneading
""",
)


def test_a_module_whose_lessons_are_all_built_is_called_complete_only_when_asked() -> None:
    texts = {"plan.md": PLAN, "record.md": RECORD, "kneading.md": "# Lesson: Kneading\n\n**Module:** 1.1 (Dough)\n"}
    found = after(texts)
    assert "**Status:** Complete (1 of 1 built), see the board\n" in found["plan.md"]
    assert "**Status:** Complete (1 of 1 lessons built)\n" in found["record.md"]
    assert after(texts, unsafe=False)["record.md"] == RECORD


def test_a_waiver_names_a_row_by_its_words_and_not_its_number() -> None:
    plan = PLAN.replace("| Lesson |", "| # | Lesson |").replace("|---|", "|---|---|", 1)
    plan = plan.replace("| kneading |", "| 1 | kneading |").replace("starts |", "starts | more |")
    found = fix(memory({"plan.md": plan}), CONFIGURATION, TODAY, waivers("it is so")).after["plan.md"].text
    assert "allow LL003[kneading]: it is so" in found


REVIEWED = """# Lesson: Kneading

**Module:** 1.1 (Dough)
**Slug:** kneading

## Review -- 2026-03-02 (Iteration 1/3)

### Summary
- Critical: {critical}
- Improvement: {improvement}

### Verdict: NEEDS REVISION

### Findings

#### [IMPROVEMENT] -- Students never touch the dough

#### [IMPROVEMENT] -- Nobody waits{withdrawn}

## Review -- 2026-03-04 (Iteration 2/3)

### Verdict: PASS
"""


@pytest.mark.parametrize(
    ("critical", "improvement", "withdrawn", "safe", "unsafe"),
    (
        (0, 1, "", (0, 2), (0, 2)),
        (0, 4, "", (0, 4), (0, 2)),  # a finding may have been lost
        (1, 1, "", (1, 1), (0, 2)),  # one number goes down: all or none
        (0, 0, "\n\n**Status:** Withdrawn, this finding is retracted.", (0, 0), (0, 0)),  # one or two: who knows
    ),
)
def test_counts_of_a_review(
    critical: int, improvement: int, withdrawn: str, safe: tuple[int, int], unsafe: tuple[int, int]
) -> None:
    def text(counts: tuple[int, int]) -> str:
        return REVIEWED.format(critical=counts[0], improvement=counts[1], withdrawn=withdrawn)

    given = {"lesson.md": text((critical, improvement))}
    assert after(given, unsafe=False)["lesson.md"] == text(safe)
    assert after(given)["lesson.md"] == text(unsafe)


@pytest.mark.parametrize(
    ("claim", "written"),
    (
        ("PASS (iteration 3/3)", "PASS (iteration 2/3)"),
        ("NEEDS REVISION (iteration 2/3)", "NEEDS REVISION (iteration 2/3)"),  # a verdict is never written
        ("iteration 3", "iteration 3"),
    ),
)
def test_a_recorded_iteration(claim: str, written: str) -> None:
    record = "# Module 1.1: Dough -- Record\n\n## Per-Lesson Summaries\n\n### kneading\n\n**Review:** {}\n"
    given = {
        "record.md": record.format(claim),
        "lesson.md": REVIEWED.format(critical=0, improvement=2, withdrawn=""),
    }
    assert after(given, unsafe=False)["record.md"] == record.format(claim)
    assert after(given)["record.md"] == record.format(written)


@pytest.mark.parametrize(
    ("status", "recorded", "written"),
    (
        ("Planning", "Complete (all tasted)", "Complete"),
        ("in progress", "complete", "complete"),
        ("Planning (two lessons drafted)", "Complete", "Planning (two lessons drafted)"),  # the remark is the author's
        ("Planning", "In progress", "Planning"),
        ("Planning", "All done", "Planning"),
    ),
)
def test_a_status_is_copied_from_the_record(status: str, recorded: str, written: str) -> None:
    plan = "# Module 1.1: Dough -- Plan\n\n**Status:** {}\n"
    given = {
        "plan.md": plan.format(status),
        "record.md": f"# Module 1.1: Dough -- Record\n\n**Status:** {recorded}\n\n## Per-Lesson Summaries\n\n"
        "### kneading\n\nBoth hands.\n",
    }
    assert after(given, unsafe=False)["plan.md"] == plan.format(written)


@pytest.mark.parametrize("newline", ("\r\n", "\r"))
def test_line_ends_stay(newline: str) -> None:
    found = after({"lesson.md": LESSON.replace("\n", newline)})["lesson.md"]
    assert found == after({"lesson.md": LESSON})["lesson.md"].replace("\n", newline)


def _is_text(case: Case) -> bool:
    try:
        return all(data.decode("utf-8") is not None for data in case.files.values())
    except UnicodeDecodeError:
        return False


def _suite_texts() -> Iterator[tuple[str, Case]]:
    for path in sorted(SUITES.rglob("*.md")):
        yield from ((f"{path.stem}/{case.title}", case) for case in read_suite(path) if _is_text(case))


@pytest.mark.parametrize(
    ("name", "case"), list(_suite_texts())[::3], ids=lambda each: each if isinstance(each, str) else ""
)
def test_suites_are_fixed_once(name: str, case: Case) -> None:
    """A second run changes nothing, and what was mended is gone."""
    texts = {path: data.decode("utf-8").removeprefix("\ufeff") for path, data in case.files.items()}
    once = fixed(texts)
    assert not once.fighting
    assert not once.refused or any("<<<<<<<" in text for text in texts.values()), "only a conflict is left alone"
    again = fixed(texts | {path: source.text for path, source in once.after.items()})
    assert (again.after, again.applied) == ({}, ())
    keys = [each.key._replace(ordinal=0) for each in once.report.diagnostics]
    before = check_workspace(memory(texts), CONFIGURATION, TODAY).diagnostics
    for key in {each.key._replace(ordinal=0) for each in once.applied}:
        was = sum(each.key._replace(ordinal=0) == key for each in before)
        assert keys.count(key) < was or not was  # an earlier fix may reveal what a later one mends


def rule_that(monkeypatch: pytest.MonkeyPatch, words: str, instead: str, gone: bool = True) -> None:
    """A rule that finds words and wants others there."""

    def finds(doc: Doc) -> Iterator[Finding]:
        at = doc.source.text.find(words)
        if at >= 0 or not gone:
            place = Place(doc.path, max(at, 0), max(at, 0) + len(words))
            yield Finding(place, "There.", fix=Fix((Edit(place, instead),)) if at >= 0 else None)

    fake = Rule("LL990", "fake", Scope.DOCUMENT, {"": Severity.ERROR}, finds, "0.1")
    monkeypatch.setattr("lessonlint.api.RULES", (fake,))


def reasons(found: tuple[Refusal, ...]) -> list[tuple[str, str]]:
    return [(each.found.code, each.why) for each in found]


def test_a_fix_that_leaves_its_finding_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rule_that(monkeypatch, "Seen", "Felt", gone=False)
    found = fixed({"lesson.md": LESSON})
    assert (reasons(found.refused), found.after) == ([("LL990", CHANGES_NOTHING)], {})


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        pytest.param("|---|---|---|---|---|---|\n", "", id="a table is gone"),
        pytest.param("## Prerequisites\n", "~~~\n", id="all below is code"),
        pytest.param("# Lesson: Shaping", "# Module 1.1: Dough -- Record", id="another kind"),
        pytest.param("| mixing | GAP", "| mixing | and | more | GAP", id="a broken row"),
    ],
)
def test_a_fix_that_changes_more_is_refused(monkeypatch: pytest.MonkeyPatch, words: str, instead: str) -> None:
    rule_that(monkeypatch, words, instead)
    found = fixed({"lesson.md": LESSON})
    assert (reasons(found.refused), found.after) == ([("LL990", CHANGES_MORE)], {})


def test_rules_that_fight_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def swaps(doc: Doc) -> Iterator[Finding]:
        for word, other in (("Seen", "Felt"), ("Felt", "Seen")):
            if (at := doc.source.text.find(word)) >= 0:
                place = Place(doc.path, at, at + len(word))
                yield Finding(place, "There.", field=word, fix=Fix((Edit(place, other),)))

    fake = Rule("LL990", "fake", Scope.DOCUMENT, {"": Severity.ERROR}, swaps, "0.1")
    monkeypatch.setattr("lessonlint.api.RULES", (fake,))
    assert fixed({"lesson.md": LESSON}).fighting == ("LL990",)


def test_a_roll_up_takes_the_depth_of_a_record_that_calls_the_concept_alike() -> None:
    """What is said beside the depth stays; a concept in other words is for the author to judge."""
    index = "# Module 1.1: Dough -- Record\n\n## Concept Index\n\n| Concept | Depth | Lesson |\n|---|---|---|\n"
    rows = "| Gluten network | INTRODUCED | kneading |\n| Bench rest under a cloth | DEVELOPED | kneading |\n"
    told = "\n## Per-Lesson Summaries\n\n### kneading\n"
    rolled = "# Series 1: Bread -- Summary\n\n## Rolled-Up Concept List\n\n### From Module 1.1: Dough\n\n"
    header = "| Concept | Depth | Key Teaching |\n|---|---|---|\n"
    cells = "| Gluten network | DEVELOPED (felt) | A net |\n| Cloth rest on the bench | APPLIED | Ten minutes |\n"
    texts = {"record.md": index + rows + told, "summary.md": rolled + header + cells}
    found = [each.place.path for each in fixed(texts).report.diagnostics if each.code == "LL509"]
    assert found == ["summary.md"], "the row in other words is told and left"
    assert after(texts)["summary.md"] == texts["summary.md"].replace("DEVELOPED (felt)", "INTRODUCED (felt)")
    assert after(texts, unsafe=False) == texts


def test_overlapping_fixes_wait_for_the_next_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    def both(doc: Doc) -> Iterator[Finding]:
        for word, other in (("Seen", "Saw"), ("Seen |", "Felt |"), ("Saw |", "Felt |")):
            if (at := doc.source.text.find(word)) >= 0:
                place = Place(doc.path, at, at + len(word))
                yield Finding(place, "There.", field=word, fix=Fix((Edit(place, other),)))

    fake = Rule("LL990", "fake", Scope.DOCUMENT, {"": Severity.ERROR}, both, "0.1")
    monkeypatch.setattr("lessonlint.api.RULES", (fake,))
    found = fixed({"lesson.md": LESSON})
    assert "| Felt |" in found.after["lesson.md"].text
    assert [each.key.field for each in found.applied] == ["Seen", "Saw |"]


def test_findings_of_later_passes_are_placed_in_the_file_as_it_was() -> None:
    text = LESSON.replace("| Gluten | DEVELOPED | introduced |", "| Gluten | DEVELOPED | INTRODUCED |")
    text = text.replace("mixing | GAP | A recap", "mixing | OK | A recap, although it is a gap")
    found = fixed({"lesson.md": text})
    places = {each.code: text[each.place.start : each.place.end] for each in found.applied}
    assert places["LL105"] == "OK"
    assert places["LL003"] == "|"


@given(st.data())
def test_places_go_back_over_edits(data: st.DataObject) -> None:
    """What no edit touched is found where it was."""
    words = [f"<{number}>" for number in range(6)]
    touched = data.draw(st.lists(st.booleans(), min_size=6, max_size=6))
    spans = [("".join(words[:at]), word) for at, word in enumerate(words)]
    new = data.draw(st.lists(st.text("ab", max_size=5), min_size=6, max_size=6))
    edits = [
        Edit(Place("a", len(before), len(before) + len(word)), text)
        for (before, word), text, is_touched in zip(spans, new, touched, strict=True)
        if is_touched
    ]
    after_edits = apply(Source("a", "".join(words)), edits).text
    for (before, word), is_touched in zip(spans, touched, strict=True):
        if not is_touched:
            assert _Shift(edits).origin(after_edits.index(word)) == len(before)


def test_only_files_that_were_asked_for_are_touched() -> None:
    workspace = memory({"lesson.md": LESSON})._replace(asked=frozenset())
    assert fix(workspace, CONFIGURATION, TODAY, own_fixes(True)).after == {}


def test_what_an_author_argues_becomes_a_waiver() -> None:
    plan = """# Module 1.1: Dough -- Plan

## Lesson Sequence

| Lesson | Core Concept | Type | Rationale for Position |
|---|---|---|---|
| mixing | Wetting flour | STRETCH | First |
| shaping | Tension | STRETCH | Second |

## Cognitive Load Trajectory

Two STRETCH lessons in a row are acceptable because mixing is mostly watching.
"""
    found = fixed({"plan.md": plan})
    assert "<!-- lessonlint: allow LL202[shaping]: " in found.after["plan.md"].text
    assert "mixing is mostly watching" in found.after["plan.md"].text.split("-->")[0]
    assert not any(each.code == "LL202" for each in found.report.diagnostics)
    assert fixed({"plan.md": plan}, unsafe=False).after == {}


@pytest.mark.parametrize(
    ("name", "case"), list(_suite_texts())[::7], ids=lambda each: each if isinstance(each, str) else ""
)
def test_waivers_excuse_everything_they_can(name: str, case: Case) -> None:
    """What is left stands in no document, or its waiver would change how the document is read."""
    texts = {path: data.decode("utf-8", "replace").removeprefix("\ufeff") for path, data in case.files.items()}
    done = fix(memory(texts), CONFIGURATION, TODAY, waivers("we start like this"))
    refused = {each.found.key for each in done.refused}
    for each in done.report.diagnostics:
        text = texts | {path: source.text for path, source in done.after.items()}
        unread = read_document(Source(each.place.path, text[each.place.path]), DEFAULT_VOCABULARY) is None
        assert each.key in refused or unread or each.code.startswith("LL9")
    again = fix(
        memory(texts)._replace(source=Overlay(memory(texts).source, done.after)),
        CONFIGURATION,
        TODAY,
        waivers("we start like this"),
    )
    assert again.after == {}


@given(st.data())
def test_edits_change_nothing_but_their_stretch(data: st.DataObject) -> None:
    text = data.draw(st.text(max_size=60))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    edits = [Edit(Place("a", start, end), data.draw(st.text(max_size=5))) for start, end in spans]
    done = apply(Source("a", text), edits).text
    kept, at = "", 0
    for edit in edits:
        kept += text[at : edit.place.start] + edit.text
        at = edit.place.end
    assert done == kept + text[at:]


def test_waivers_above_one_table_are_put_in_together() -> None:
    rows = "".join(f"| Loaf number {n} | DEVELOPED | INTRODUCED | mixing | OK | Seen |\n" for n in range(15))
    text = LESSON.partition("| Rise")[0] + rows
    done = fix(memory({"lesson.md": text}), CONFIGURATION, TODAY, waivers("all in one class"))
    assert not done.fighting
    assert [each.code for each in done.report.diagnostics] == []
    lines = [line for line in done.after["lesson.md"].text.splitlines() if "LL105[" in line]
    assert lines == [f"<!-- lessonlint: allow LL105[Loaf number {n}]: all in one class -->" for n in range(15)]


def test_time_grows_with_the_number_of_fixes() -> None:
    """Each file is read a few times in all, not once for each fix."""

    def reads(count: int) -> int:
        rows = "".join(f"| Loaf {n} | Developed | DEVELOPED | mixing | OK | Seen |\n" for n in range(count))
        with patch("lessonlint.fixing.read_document", wraps=read_document) as spy:
            done = fixed({"lesson.md": LESSON.partition("| Rise")[0] + rows}, unsafe=False)
        assert len(done.applied) == count
        return spy.call_count

    assert reads(200) == reads(10)
