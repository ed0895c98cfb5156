"""Other processes save time. Where they cannot, nobody can tell by the result."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.suites import memory
from tests.test_engine import crashing

from lessonlint import api, engine, loading, processes
from lessonlint.cache import Cache
from lessonlint.concepts import knowledge
from lessonlint.config.settings import Configuration, Settings
from lessonlint.diagnostic import Report
from lessonlint.rule import Scope
from lessonlint.rules import RULES
from lessonlint.workspace import Workspace

SAMPLE = Path(__file__).parents[1] / "curriculum"
HERE = os.getpid()
PARALLEL = (loading, engine, knowledge)


def test_what_a_copy_found_comes_back() -> None:
    end = processes.begun(lambda: (os.getpid(), "x" * 1_000_000))
    found = end()
    assert found is not None
    assert found[0] != HERE and len(found[1]) == 1_000_000


def ends() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def raises() -> None:
    raise LookupError


@pytest.mark.parametrize("work", [ends, raises, lambda: lambda: None], ids=["killed", "raises", "no value"])
def test_a_copy_that_comes_to_nothing_is_none(work: object, capfd: pytest.CaptureFixture[str]) -> None:
    assert processes.begun(work)() is None  # type: ignore[arg-type]
    assert capfd.readouterr() == ("", "")


def test_where_no_process_can_be_made_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    assert processes.begun(lambda: 1)() is None


@given(st.lists(st.integers(0, 50), max_size=30), st.integers(1, 5))
def test_shares_are_everything_in_order_and_none_is_much_too_large(weights: list[int], number: int) -> None:
    items = list(enumerate(weights))
    found = processes.shares(items, weights, number)
    assert [item for share in found for item in share] == items
    assert len(found) <= number
    assert all(sum(w for _, w in share) <= sum(weights) / number + max(weights) for share in found if share)


def little_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "SHARE", 1)
    monkeypatch.setattr(knowledge, "SHARE", 1)


def checked(workspace: Workspace, number: int, cache: Cache | None = None) -> Report:
    configuration = Configuration(Settings(preset="strict"))
    now = cache.open() if cache else None
    known = api.memory_of(workspace, configuration, cache, now) if cache and now else None
    return api.check_workspace(workspace, configuration, "2026-06-01", memory=known, processes=number)


def worn(tmp_path: Path) -> Workspace:
    """Our sample course without its waivers and decisions, with a file that is none: there is enough to find."""
    for file in SAMPLE.rglob("*.md"):
        copy = tmp_path / file.relative_to(SAMPLE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(file.read_text().replace("lessonlint:", "once:").replace("INTRODUCED", "MASTERED", 3))
    (tmp_path / "torn.md").write_bytes(b"# Lesson: \xff\n")
    return api.open_paths([str(tmp_path)], Configuration(Settings()))


@pytest.mark.parametrize("number", [2, 5])
@pytest.mark.parametrize("remembers", [False, True])
def test_the_findings_are_those_of_one_process(
    number: int, remembers: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = worn(tmp_path / "course")
    alone = checked(workspace, 1)
    little_is_enough(monkeypatch)
    made: list[object] = []

    def begun(work: Callable[[], object]) -> Callable[[], object]:
        made.append(work)
        return processes.begun(work)

    for module in PARALLEL:
        monkeypatch.setattr(module, "begun", begun)
    cache = Cache(str(tmp_path / "cache")) if remembers else None
    assert checked(workspace, number, cache) == alone
    assert len(made) == len(PARALLEL) * (number - 1)
    assert len(alone.diagnostics) > 20
    assert checked(workspace, number, cache) == alone


def test_what_helpers_do_not_tell_is_found_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = worn(tmp_path)
    alone = checked(workspace, 1)
    little_is_enough(monkeypatch)
    for module in PARALLEL:
        monkeypatch.setattr(module, "begun", lambda work: lambda: None)
    assert checked(workspace, 3) == alone


@pytest.mark.parametrize(
    ("quota", "number"), [("max 100000", 6), ("250000 100000", 2), ("50000 100000", 1), ("odd", 6), (None, 6)]
)
def test_a_container_takes_what_it_may(
    quota: str | None, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "cpu.max"
    if quota:
        told.write_text(quota)
    monkeypatch.setattr(processes, "_QUOTA", str(told))
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(6)), raising=False)
    assert processes.processors() == number


def test_a_small_curriculum_takes_one() -> None:
    assert loading.worth(memory({"lesson.md": "# Lesson: Waiting\n"}), None, 8) == 1


def test_what_a_rule_crashed_on_in_a_copy_is_told_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    workspace = worn(tmp_path)
    monkeypatch.setattr(api, "RULES", (crashing(Scope.LESSON), *RULES))
    alone = checked(workspace, 1)
    little_is_enough(monkeypatch)
    assert checked(workspace, 3).diagnostics == alone.diagnostics
    assert [found.code for found in alone.diagnostics].count("LL999") > 5
