"""Whatever an editor holds and wherever it asks: every answer is there, and points into the text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.parse.documents import anything
from tests.support.bread import BAKING, bake
from tests.support.hostile import OBEYED

pytest.importorskip("pygls")

from lsprotocol import types as lsp
from pygls.uris import from_fs_path

from lessonlint.api import check_workspace
from lessonlint.lsp.actions import actions
from lessonlint.lsp.completion import completions
from lessonlint.lsp.desk import Buffer, Desk, spot
from lessonlint.lsp.findings import converted
from lessonlint.lsp.hovers import hover
from lessonlint.lsp.navigation import definitions, references, symbols
from lessonlint.lsp.renaming import names_alike
from lessonlint.lsp.session import Session, Snapshot
from lessonlint.report.json import render_json

LESSON = BAKING.format(note="for the flour")
TODAY = "2026-11-22"


@st.composite
def torn(draw: st.DrawFn) -> str:
    """A lesson with something else in place of a part of it, and any line ends."""
    start, gone = draw(st.integers(0, len(LESSON))), draw(st.integers(0, 80))
    text = LESSON[:start] + draw(anything) + LESSON[start + gone :]
    return text.replace("\n", draw(st.sampled_from(("\n", "\r\n", "\r"))))


def ranges(value: Any) -> Iterator[lsp.Range]:
    """Every stretch that an answer holds, however deep."""
    if isinstance(value, lsp.Range):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from ranges(each)
    elif hasattr(value, "__attrs_attrs__"):
        yield from ranges([getattr(value, each.name) for each in value.__attrs_attrs__])


def answers(snapshot: Snapshot, desk: Desk, uri: str, position: lsp.Position) -> Iterator[Any]:
    """What is said of a place, as far as it is about its own file."""
    at = spot(desk, snapshot, uri, position)
    assert at
    source = snapshot.source(at.path)
    assert source
    found = hover(snapshot, at)
    yield found
    assert found is None or not OBEYED.search(str(found.contents))
    yield completions(snapshot, at, desk)
    yield symbols(snapshot, source, desk)
    yield list(actions(snapshot, source, lsp.Range(position, position), None, desk))
    for place in (*definitions(snapshot, at), *references(snapshot, at, True)):
        assert snapshot.source(place.path)
    names_alike(snapshot, at)
    yield [converted(each, snapshot, desk) for each in snapshot.report.diagnostics if each.place.path == at.path]


@given(text=torn() | anything, line=st.integers(0, 60), column=st.integers(0, 90))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_question_about_any_text_is_answered(
    text: str, line: int, column: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    course = tmp_path / "course"  # what an editor holds never reaches the disk, so one will do
    file = str((course if course.exists() else bake(tmp_path)) / "module-1-1" / "lessons" / "baking.md")
    desk, uri = Desk(), from_fs_path(file) or ""
    desk.buffers[file] = Buffer(uri, text, 1)
    session = Session("course")
    session.check({file: LESSON})
    snapshot = session.check({file: text})
    cold = check_workspace(snapshot.workspace, snapshot.configuration, TODAY, debug=True)
    assert render_json(snapshot.report, True) == render_json(cold, True)
    lines = [len(each.encode("utf-16-le")) // 2 for each in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    for answer in answers(snapshot, desk, uri, lsp.Position(line, column)) if "\0" not in text else ():
        for found in ranges(answer):
            for end in (found.start, found.end):
                assert end.line < len(lines)
                assert end.character <= lines[end.line]
