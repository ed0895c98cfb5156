"""`lessonlint config`: what is in force, and where it came from."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from lessonlint.cli.main import COMMANDS, cli
from lessonlint.config.error import ConfigError
from lessonlint.config.load import load_config
from lessonlint.rules import RULES

TEAM = Path(__file__).parent.parent / "fixtures" / "bloom-de" / "lessonlint.yaml"
EVERYTHING = """\
preset: draft
exclude: [drafts/, "*.tmp"]
select: [LL1, LL2]
ignore:
  - LL106
severity:
  LL202.argued: off
  LL2: info
options:
  too-many-new-concepts:
    warn-above: 2
overrides:
  - paths: [series-2/]
    ignore: [LL204]
  - paths: ["old: ones/"]
    severity: {LL1: info}
limits: {file-size: 1000}
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, ["config", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def settings(*arguments: str) -> dict[str, tuple[Any, str, int | None]]:
    data = json.loads(run("--format", "json", *arguments))
    assert data["version"] == 1
    return {".".join(map(str, x["key"])): (x["value"], x["origin"], x["line"]) for x in data["settings"]}


READS = {
    "check": (), "stats": (), "links": (), "aliases": (), "why": ("dough.md:1",), "state": ("x",), "promises": (),
    "review": (), "record": ("x",), "graph": (), "impact": ("x",), "order": ("1.1",), "diff": ("HEAD",), "fmt": (),
    "convert": ("dough.md",), "config": (), "new course": ("x",), "new series": ("1", "x"), "new module": ("1.1", "x"),
    "new lesson": (), "new review": ("x",),
}  # fmt: skip
"""The commands that read a curriculum, with what else they want to be told."""


@pytest.mark.parametrize("command", READS)
def test_every_command_that_reads_a_curriculum_takes_a_configuration(command: str, tmp_path: Path) -> None:
    (tmp_path / "dough.md").write_text("# Lesson: Dough\n", "utf-8")
    (tmp_path / "other.yaml").write_text("presett: strict\n", "utf-8")
    with pytest.raises(ConfigError, match=r"other\.yaml:1:1: .*presett"):
        CliRunner().invoke(
            cli, [*command.split(), *READS[command], "--config", "other.yaml"], standalone_mode=False,
            catch_exceptions=False,
        )  # fmt: skip


def test_no_command_that_reads_a_curriculum_is_forgotten() -> None:
    silent = {"rules", "explain", "init", "lsp", "cache"}
    assert {name.split()[0] for name in READS} == set(COMMANDS) - silent


def test_a_file_from_elsewhere_does_not_move_the_curriculum(tmp_path: Path) -> None:
    for name in ("ci", "bread"):
        (tmp_path / name).mkdir()
    (tmp_path / "ci" / "lessonlint.yaml").write_text("preset: strict\n", "utf-8")
    (tmp_path / "bread" / "concepts.yaml").write_text("background: [Kitchen arithmetic]\n", "utf-8")
    answer = CliRunner().invoke(cli, ["aliases", "bread", "--config", "ci/lessonlint.yaml"], input="")
    assert "kept in bread/concepts.yaml" in answer.output
    inside = CliRunner().invoke(cli, ["aliases", "ci", "--config", "ci/lessonlint.yaml"], input="")
    assert "kept in ci/concepts.yaml" in inside.output


def test_without_a_file_all_is_default() -> None:
    assert run().startswith("# There is no lessonlint.yaml here")
    found = settings()
    assert {origin for _, origin, _ in found.values()} == {"default"}
    assert found["severity.LL101"] == ("error", "default", None)
    assert found["vocabulary.depths"][0] == ["MENTIONED", "INTRODUCED", "DEVELOPED", "APPLIED"]
    assert found["vocabulary.loads.consolidate"][0] == ["CONSOLIDATE", "CONSOLIDATION"]
    assert found["vocabulary.verdicts.pass"][0] == ["PASS"]
    assert found["vocabulary.sections"][0] == {}


def test_every_rule_and_variant_is_there() -> None:
    found = settings()
    for rule in RULES:
        for variant in rule.severities:
            name = f"severity.{rule.code}.{variant}".rstrip(".")
            assert (name in found) == (rule.code != "LL999")


def test_each_value_says_where_it_is_from() -> None:
    Path("lessonlint.yaml").write_text(EVERYTHING)
    found = settings()
    assert {key: found[key] for key in ("preset", "exclude", "ignore", "required-version", "limits.file-size")} == {
        "preset": ("draft", "file", 1),
        "exclude": (["drafts/", "*.tmp"], "file", 2),
        "ignore": (["LL106"], "file", 4),
        "required-version": ("", "default", None),
        "limits.file-size": (1000, "file", 17),
    }
    assert {key: found[f"severity.{key}"] for key in ("LL101", "LL106", "LL202", "LL202.argued", "LL301", "LL401")} == {
        "LL101": ("warning", "preset", 1),
        "LL106": ("off", "file", 5),
        "LL202": ("info", "file", 8),
        "LL202.argued": ("off", "file", 7),
        "LL301": ("off", "file", 3),
        "LL401": ("off", "file", 3),
    }
    assert found["options.LL203.warn-above"] == (2, "file", 11)
    assert found["options.LL203.error-above"] == (4, "default", None)
    assert found["overrides.0.ignore"] == (["LL204"], "file", 14)
    assert found["overrides.1.paths"] == (["old: ones/"], "file", 15)
    assert found["overrides.1.severity.LL1"] == ("info", "file", 16)


@pytest.mark.parametrize("text", ("", EVERYTHING, TEAM.read_text("utf-8")))
def test_what_is_printed_is_a_configuration_that_says_the_same(text: str) -> None:
    Path("lessonlint.yaml").write_text(text, encoding="utf-8")
    before = settings()
    shown = run()
    Path("lessonlint.yaml").write_text(shown, encoding="utf-8")
    load_config(Path("lessonlint.yaml"))
    after = settings()
    assert {key: value for key, (value, *_) in before.items()} == {key: value for key, (value, *_) in after.items()}


def test_the_lines_are_those_of_the_file() -> None:
    shutil.copy(TEAM, "lessonlint.yaml")
    lines = TEAM.read_text("utf-8").splitlines()
    shown = run()
    assert f"# lessonlint.yaml:{lines.index('    stretch: [heavy]') + 1}\n" in shown
    assert f"# lessonlint.yaml:{lines.index('    Finding: [Befund]') + 1}\n" in shown


def test_words_that_would_harm_a_terminal_are_shown_as_text() -> None:
    Path("lessonlint.yaml").write_text('exclude: ["a\\e[31mb", "c\\u202ed"]\n', encoding="utf-8")
    shown = run()
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_mistake_is_told_as_everywhere() -> None:
    Path("lessonlint.yaml").write_text("presets: strict\n")
    result = CliRunner().invoke(cli, ["config"])
    assert "did you mean `preset`?" in str(result.exception)
