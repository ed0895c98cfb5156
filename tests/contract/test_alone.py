"""A file that stands alone is told nothing that is not true of it in its curriculum."""

from __future__ import annotations

import os
from contextlib import chdir
from dataclasses import replace
from pathlib import Path

import pytest

from lessonlint.api import check, configure
from lessonlint.config.settings import Configuration, Settings
from lessonlint.diagnostic import Report

CORPUS = os.environ.get("LESSONLINT_CORPUS", "")
CURRICULA = [Path(__file__).parents[2] / "curriculum", *([Path(CORPUS)] if CORPUS else [])]
STRICT = Configuration(Settings(preset="strict"))


def told(report: Report) -> set[tuple[str, int, str]]:
    return {(each.place.path, each.place.start, each.code) for each in report.diagnostics}


@pytest.mark.parametrize("folder", CURRICULA, ids=lambda folder: folder.name)
def test_nothing_is_said_of_a_file_alone_that_is_not_so(folder: Path) -> None:
    with chdir(folder):
        settings = replace(configure(["."]).settings, preset="strict")
        whole = told(check(["."], Configuration(settings)))
        files = [str(path) for path in sorted(Path().rglob("*.md")) if path.name != "README.md"]
        wrong = [told(check([file], STRICT)) - whole for file in files]
        assert files
        assert not [each for each in wrong if each]
