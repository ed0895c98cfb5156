"""Which names in a configuration mean which findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.support.suites import memory

from lessonlint.api import check_workspace
from lessonlint.config.settings import Configuration, Settings
from lessonlint.diagnostic import Finding, Report, Severity
from lessonlint.rule import Scope, rule
from lessonlint.rules import RULES

LOOSE = {"loose.md": "# Lesson: Waiting\n"}


@rule(
    "LL250",
    "says-two-things",
    Scope.DOCUMENT,
    Severity.WARNING,
    since="0.1",
    louder=Severity.ERROR,
)
def says_two_things(doc: Any) -> Iterator[Finding]:
    """Says two things."""
    yield Finding(doc.at(doc.identity.text), "Plain.")
    yield Finding(doc.at(doc.identity.text), "Louder.", variant="louder")


def said(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr("lessonlint.api.RULES", (says_two_things, *RULES))
    return [f"{each.severity.value} {each.message}" for each in judged(settings).diagnostics if each.code == "LL250"]


def judged(settings: Settings) -> Report:
    return check_workspace(memory(LOOSE), Configuration(settings), "2026-06-01")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (Settings(), ["error Louder.", "warning Plain."]),
        (Settings(ignore=("LL250",)), []),
        (Settings(ignore=("LL2",)), []),
        (Settings(ignore=("says-two-things.louder",)), ["warning Plain."]),
        (Settings(severity={"LL250": "info"}, select=("LL250",)), ["info Louder.", "info Plain."]),
        (Settings(severity={"LL2": "off"}), []),
        (Settings(severity={"ll2": "error"}), ["error Louder.", "error Plain."]),
        (Settings(severity={"LL2": "off", "LL250.louder": "warning"}), ["warning Louder."]),
        (Settings(severity={"LL2": "off", "says-two-things": "error"}), ["error Louder.", "error Plain."]),
        (Settings(preset="strict"), ["error Louder.", "error Plain."]),
        (Settings(preset="draft"), ["warning Louder.", "warning Plain."]),
    ],
)
def test_names_mean_findings(settings: Settings, expected: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert sorted(said(settings, monkeypatch)) == expected


@pytest.mark.parametrize(
    "settings",
    [Settings(ignore=("LL9",)), Settings(severity={"LL999": "off"}), Settings(select=("LL001",)), Settings()],
)
def test_nothing_hides_a_crash(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    @rule("LL001", "always-crashes", Scope.DOCUMENT, Severity.INFO, since="0.1")
    def always_crashes(doc: Any) -> Iterator[Finding]:
        """Crashes."""
        yield Finding(doc.at(doc.identity.no_such_thing), "Never said.")

    monkeypatch.setattr("lessonlint.api.RULES", (always_crashes, *RULES))
    assert [each.severity for each in judged(settings).diagnostics if each.code == "LL999"] == [Severity.ERROR]


def test_no_concept_graph_is_one_crash_for_each_rule_and_the_others_speak(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise LookupError("no graph")

    monkeypatch.setattr("lessonlint.engine.Knowledge", broken)
    codes = [each.code for each in judged(Settings()).diagnostics]
    assert "LL007" in codes
    assert codes.count("LL999") == len({r.code for r in RULES if r.scope in (Scope.REFERENCES, Scope.KNOWLEDGE)})
