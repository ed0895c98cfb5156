"""A curriculum that is too large for memory is put down on disk while it is checked; what is found is the same."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

import pytest
from tests.support.bread import BAKING, RECORD

from lessonlint import entries, loading
from lessonlint.api import check_workspace, configure, course_of, open_paths
from lessonlint.course.values import Stray
from lessonlint.diagnostic import Report
from lessonlint.entries import Recent
from lessonlint.later import Later
from lessonlint.model.documents import Doc
from lessonlint.model.read import read
from lessonlint.source import Source
from lessonlint.spool import Spool
from lessonlint.vocabulary import DEFAULT_VOCABULARY

CURRICULUM = Path(__file__).parents[1] / "curriculum"
PLAN = read(Source("baking.md", BAKING), DEFAULT_VOCABULARY)
needs_room = pytest.mark.skipif(not hasattr(os, "pread"), reason="nothing is put down here")


@needs_room
def test_what_is_put_down_can_be_taken_up(monkeypatch: pytest.MonkeyPatch) -> None:
    assert PLAN
    monkeypatch.setattr(entries, "ROOM", 1)
    record, stray = read(Source("record.md", RECORD), DEFAULT_VOCABULARY), Stray(Source("notes.md", "Flour."))
    spool = Spool(DEFAULT_VOCABULARY, Recent())
    places = [spool.put(each) for each in (PLAN, record, stray, None)]
    for at, each in reversed(list(zip(places, (PLAN, record, stray, None), strict=True))):
        assert at is not None
        found = spool.taken(at)
        assert found is not None
        assert found[0] == each
        assert type(found[0]) is (Later if isinstance(each, Doc) else type(each))
    held = spool.held(PLAN)
    assert type(held) is Later
    assert held == PLAN
    assert held.tables == PLAN.tables
    assert spool.held(stray) is stray


@needs_room
def test_what_is_put_down_has_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    spool = Spool(DEFAULT_VOCABULARY, Recent())
    assert spool.put(PLAN) is not None
    assert list(tmp_path.iterdir()) == [], "others could read it, and it would stay when the process is killed"


def test_a_small_curriculum_stays_in_memory() -> None:
    assert Spool(DEFAULT_VOCABULARY, Recent()).held(PLAN) is PLAN


def test_where_there_is_no_room_on_disk_all_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "ROOM", 1)

    def full(*_: object, **__: object) -> NoReturn:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "pwrite", full, raising=False)
    spool = Spool(DEFAULT_VOCABULARY, Recent())
    assert spool.put(PLAN) is None
    assert spool.held(PLAN) is PLAN
    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    assert Spool(DEFAULT_VOCABULARY, Recent()).held(PLAN) is PLAN


def test_of_a_disk_that_is_full_by_then_nothing_is_half_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "ROOM", 1)
    monkeypatch.setattr(os, "pwrite", lambda _file, data, _at: len(data) - 1, raising=False)
    assert Spool(DEFAULT_VOCABULARY, Recent()).held(PLAN) is PLAN


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_who_interrupts_its_beginning_hears_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted:
        def __getattr__(self, name: str) -> NoReturn:
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "tempfile", Interrupted())
    with pytest.raises(KeyboardInterrupt):
        Spool(DEFAULT_VOCABULARY, Recent())


@needs_room
@pytest.mark.parametrize("processes", (1, 2))
def test_a_large_curriculum_is_judged_as_a_small_one(processes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    known = checked(1)
    monkeypatch.setattr(loading, "SHARE", 10_000)
    monkeypatch.setattr(entries, "ROOM", 1)
    assert all(type(doc) is Later for doc in course_of([str(CURRICULUM)]).docs)
    assert checked(processes) == known


def checked(processes: int) -> tuple[object, ...]:
    configuration = configure([str(CURRICULUM)])
    workspace = open_paths([str(CURRICULUM)], configuration)
    report: Report = check_workspace(workspace, configuration, "2026-11-22", processes=processes)
    texts = {path: source.text for path, source in report.sources.items()}
    return report.diagnostics, report.waived, report.statistics, report.undecided, texts
