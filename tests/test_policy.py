"""Which names in a configuration mean which findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.support.suites import memory

from lessonlint.api import check, check_workspace
from lessonlint.config.settings import Configuration, Override, Settings
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

    monkeypatch.setattr("lessonlint.concepts.knowledge.Knowledge", broken)
    codes = [each.code for each in judged(Settings()).diagnostics]
    assert "LL007" in codes
    assert codes.count("LL999") == len({r.code for r in RULES if r.scope in (Scope.REFERENCES, Scope.KNOWLEDGE)})


def said_in(path: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr("lessonlint.api.RULES", (says_two_things, *RULES))
    files = {"loose.md": "# Lesson: Waiting\n", "drafts/dough.md": "# Lesson: Dough\n"}
    report = check_workspace(memory(files), Configuration(settings), "2026-06-01")
    return sorted(
        f"{each.severity.value} {each.message}"
        for each in report.diagnostics
        if each.code == "LL250" and each.place.path == path
    )


_BOTH = ["error Louder.", "warning Plain."]


class TestOverrides:
    @pytest.mark.parametrize(
        ("settings", "expected"),
        [
            (Settings(overrides=(Override(("drafts/",), ignore=("LL250",)),)), []),
            (Settings(overrides=(Override(("drafts/",), ignore=("LL2",)),)), []),
            (Settings(overrides=(Override(("dough.md",), ignore=("LL250.louder",)),)), ["warning Plain."]),
            (Settings(overrides=(Override(("*.txt",), ignore=("LL250",)),)), _BOTH),
            (Settings(overrides=(Override(("drafts/", "!dough.md"), ignore=("LL250",)),)), _BOTH),
            (Settings(overrides=(Override(("drafts/",), select=("LL1",)),)), []),
            (Settings(overrides=(Override(("drafts/",), select=("LL250",)),)), _BOTH),
            # Selecting in an override chooses among what is selected for all.
            (Settings(select=("LL1",), overrides=(Override(("drafts/",), select=("LL250",)),)), []),
            (Settings(ignore=("LL250",), overrides=(Override(("drafts/",), severity={"LL250": "error"}),)), []),
            (
                Settings(severity={"LL250": "info"}, overrides=(Override(("drafts/",), severity={"LL2": "error"}),)),
                ["error Louder.", "error Plain."],
            ),
            (
                Settings(
                    overrides=(
                        Override(("drafts/",), severity={"LL250": "off"}),
                        Override(("dough.md",), severity={"LL250.louder": "warning"}),
                    )
                ),
                ["warning Louder."],
            ),
            (
                Settings(preset="strict", overrides=(Override(("drafts/",), severity={"LL250": "warning"}),)),
                ["error Louder.", "error Plain."],
            ),
            # Infos show where an override selects their rule.
            (
                Settings(severity={"LL250": "info"}, overrides=(Override(("drafts/",), select=("LL250",)),)),
                ["info Louder.", "info Plain."],
            ),
        ],
    )
    def test_they_hold_for_their_files_only(
        self, settings: Settings, expected: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert said_in("drafts/dough.md", settings, monkeypatch) == expected
        without = replace(settings, overrides=())
        assert said_in("loose.md", settings, monkeypatch) == said_in("loose.md", without, monkeypatch)

    def test_nothing_hides_a_crash_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        @rule("LL001", "always-crashes", Scope.DOCUMENT, Severity.INFO, since="0.1")
        def always_crashes(doc: Any) -> Iterator[Finding]:
            """Crashes."""
            yield Finding(doc.at(doc.identity.no_such_thing), "Never said.")

        monkeypatch.setattr("lessonlint.api.RULES", (always_crashes, *RULES))
        settings = Settings(overrides=(Override(("*",), select=("LL1",), ignore=("LL9",)),))
        assert [each.severity for each in judged(settings).diagnostics if each.code == "LL999"] == [Severity.ERROR]

    def test_patterns_count_from_the_folder_of_the_configuration(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = tmp_path / "course" / "drafts"
        folder.mkdir(parents=True)
        (folder / "dough.md").write_text("# Lesson: Dough\n")
        (tmp_path / "course" / "lessonlint.yaml").write_text("overrides:\n  - {paths: [/drafts/], ignore: [LL007]}\n")
        for where, target in ((tmp_path, "course"), (folder, "dough.md"), (tmp_path, str(folder.resolve()))):
            monkeypatch.chdir(where)
            assert [each.code for each in check([target]).diagnostics] == []

    def test_an_unknown_rule_in_an_override_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        Path("dough.md").write_text("# Lesson: Dough\n")
        Path("lessonlint.yaml").write_text("ignore: [LL007]\noverrides:\n  - paths: [a/]\n    ignore: [LL777]\n")
        (finding,) = check(["."]).diagnostics
        assert (finding.code, finding.place.path, finding.place.start) == ("LL905", "lessonlint.yaml", 56)
