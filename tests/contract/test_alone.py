"""A file that stands alone is told nothing that is not true of it in its curriculum."""

from __future__ import annotations

from contextlib import chdir
from dataclasses import replace
from pathlib import Path

from lessonlint.api import check, configure
from lessonlint.config.settings import Configuration, Settings
from lessonlint.diagnostic import Report

STRICT = Configuration(Settings(preset="strict"))


def test_in_the_sample_course(root: Path) -> None:
    nothing_else_is_told(root / "curriculum")


def test_in_real_curricula(corpus: Path) -> None:
    nothing_else_is_told(corpus)


def nothing_else_is_told(folder: Path) -> None:
    with chdir(folder):
        settings = replace(configure(["."]).settings, preset="strict")
        whole = told(check(["."], Configuration(settings)))
        files = [str(path) for path in sorted(Path().rglob("*.md")) if path.name != "README.md"]
        assert files
        assert not [each for each in (told(check([file], STRICT)) - whole for file in files) if each]


def told(report: Report) -> set[tuple[str, int, str]]:
    return {(each.place.path, each.place.start, each.code) for each in report.diagnostics}
