"""What an earlier check found out spares time, and no command says anything else for it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.analysis.course import bread
from tests.support.bread import ask

from lessonlint.cache import FOLDER
from lessonlint.later import Brief, Later, Rest
from lessonlint.vocabulary import Vocabulary

ASKED = [
    ("stats",),
    ("state", "resting"),
    ("links", "--format", "json"),
    ("why", "kneading.md:10"),
    ("order", "1.1", "--all"),
    ("impact", "kneading"),
    ("impact", "kneading", "--to", "1.1.4"),
    ("graph", "--format", "json"),
    ("graph", "resting", "--format", "dot"),
    ("promises",),
]


@pytest.mark.parametrize("arguments", ASKED, ids=" ".join)
def test_it_says_the_same(arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("lessonlint.cache.SETTLED_AFTER", -(10**12))
    monkeypatch.setattr("lessonlint.past._FEW", -1)
    for name, text in bread("BUILD", "STRETCH", "BUILD", "CONSOLIDATE").items():
        Path(name).write_text(text, "utf-8")
    anew = ask(*arguments)
    shutil.rmtree(FOLDER)
    ask("check", ".")
    seen: list[str] = []

    def spy(brief: Brief, vocabulary: Vocabulary, rest: Rest) -> Later:
        seen.append(brief.path)
        return Later(brief, vocabulary, rest)

    monkeypatch.setattr("lessonlint.past.Later", spy)
    assert ask(*arguments) == anew
    assert sorted(seen) == sorted(path.name for path in tmp_path.glob("*.md"))
