"""A rule that crashes is a finding at the file it was at; the rest of the run goes on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.support.suites import memory

from lessonlint.api import check_workspace
from lessonlint.config.settings import Configuration, Settings
from lessonlint.diagnostic import Diagnostic, Finding, Severity
from lessonlint.rule import Rule, Scope, rule
from lessonlint.rules import RULES
from lessonlint.source import Source
from lessonlint.walk import BASELINE
from lessonlint.workspace import Overlay, Workspace

FILES = {
    "lessons/kneading.md": "# Lesson: Kneading\n\n**Module:** 1.1\n**Slug:** kneading\n**Cognitive load:** MEDIUM\n",
    "loose.md": "# Lesson: Waiting\n",
    "plan.md": "# Module 1.1: Dough -- Plan\n\n## Lesson Sequence\n\n| Lesson | Title |\n|---|---|\n| rest | Rest |\n",
    "stray.md": "# Bread\n\n| Misconception | Negative Example |\n|---|---|\n| a | b |\n",
}


def loaf() -> Iterator[Finding]:
    raise LookupError("no such loaf")


def crashing(scope: Scope) -> Rule:
    """A rule that raises for everything it looks at."""

    @rule("LL000", "always-crashes", scope, Severity.INFO, since="0.1")
    def always_crashes(*subject: Any) -> Iterator[Finding]:
        """Crashes."""
        yield from loaf()

    return always_crashes


def check(monkeypatch: pytest.MonkeyPatch, scope: Scope, debug: bool = False) -> tuple[Diagnostic, ...]:
    monkeypatch.setattr("lessonlint.api.RULES", (crashing(scope), *RULES))
    return check_workspace(memory(FILES), Configuration(Settings()), "2026-06-01", debug).diagnostics


@pytest.mark.parametrize(
    ("scope", "paths"),
    [
        (Scope.DOCUMENT, ["lessons/kneading.md", "loose.md", "plan.md"]),
        (Scope.STRAY, ["stray.md"]),
        (Scope.PLAN, ["lessons/kneading.md", "loose.md"]),
        (Scope.LESSON, ["lessons/kneading.md", "loose.md", "plan.md"]),  # where a lesson is planned that has no file
        (Scope.MODULE, ["plan.md"]),
    ],
)
def test_it_is_reported_at_the_file_it_was_at(monkeypatch: pytest.MonkeyPatch, scope: Scope, paths: list[str]) -> None:
    crashes = [found for found in check(monkeypatch, scope) if found.code == "LL999"]
    assert [found.place.path for found in crashes] == paths
    assert {found.severity for found in crashes} == {Severity.ERROR}


def test_a_crash_over_the_whole_course_is_reported_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [found.code for found in check(monkeypatch, Scope.COURSE)].count("LL999") == 1


def test_a_crash_about_a_waiver_is_reported_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    waived = {"plan.md": "<!-- lessonlint: allow LL007: later -->\n# Module 1.1: Dough -- Plan\n"}
    monkeypatch.setattr("lessonlint.api.RULES", (crashing(Scope.SILENCE), *RULES))
    report = check_workspace(memory(waived), Configuration(Settings()), "2026-06-01")
    assert [found.code for found in report.diagnostics] == ["LL999"]


@pytest.mark.parametrize(
    ("scope", "path"), ((Scope.UNUSED, "plan.md"), (Scope.STALE, "lessonlint-baseline.jsonl")), ids=str
)
def test_a_crash_about_what_silences_nothing_is_reported_as_well(
    monkeypatch: pytest.MonkeyPatch, scope: Scope, path: str
) -> None:
    waived = memory({"plan.md": "<!-- lessonlint: allow LL105: later -->\n# Module 1.1: Dough -- Plan\n"})
    owed = Source(BASELINE, '{"rule": "LL105", "lesson": "kneading", "field": "status", "concept": "Salt"}\n')
    source, asked = Overlay(waived.source, {BASELINE: owed}), waived.asked | {BASELINE}
    workspace = Workspace(source, waived.walked, (), asked, (), None, BASELINE)
    monkeypatch.setattr("lessonlint.api.RULES", (crashing(scope), *RULES))
    report = check_workspace(workspace, Configuration(Settings()), "2026-06-01")
    assert [found.place.path for found in report.diagnostics if found.code == "LL999"] == [path]
    assert {"LL901", "LL904"} <= {found.code for found in report.diagnostics}
    with pytest.raises(LookupError):
        check_workspace(workspace, Configuration(Settings()), "2026-06-01", debug=True)


def test_it_says_which_rule_what_and_where(monkeypatch: pytest.MonkeyPatch) -> None:
    crash = next(found for found in check(monkeypatch, Scope.MODULE) if found.code == "LL999")
    assert crash.message.startswith("Rule LL000 crashed here: LookupError: no such loaf (test_engine.py:")


def test_the_rest_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = {found.code for found in check(monkeypatch, Scope.DOCUMENT)}
    assert {"LL002", "LL006", "LL007"} <= codes


def test_a_rule_may_crash_after_it_found_something(monkeypatch: pytest.MonkeyPatch) -> None:
    @rule("LL000", "crashes-late", Scope.DOCUMENT, Severity.ERROR, since="0.1")
    def crashes_late(doc: Any) -> Iterator[Finding]:
        """Crashes late."""
        yield Finding(doc.at(doc.identity.text), "Found.")
        yield from loaf()

    monkeypatch.setattr("lessonlint.api.RULES", (crashes_late, *RULES))
    report = check_workspace(memory({"loose.md": "# Lesson: Waiting\n"}), Configuration(Settings()), "2026-06-01")
    assert {found.code for found in report.diagnostics} == {"LL000", "LL007", "LL999"}


def test_debug_lets_it_raise(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LookupError, match="no such loaf"):
        check(monkeypatch, Scope.LESSON, debug=True)
