"""Other processes save time. Where they cannot, nobody can tell by the result."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from select import select
from time import sleep
from typing import TypeVar

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
Found = TypeVar("Found")
PARALLEL = (loading, engine, knowledge)


def found_by_one(work: Callable[[], Found]) -> Found | None:
    with processes.copies([work]) as (end,):
        return end()


def test_what_a_copy_found_comes_back() -> None:
    found = found_by_one(lambda: (os.getpid(), "x" * 1_000_000))
    assert found is not None
    assert found[0] != HERE and len(found[1]) == 1_000_000


def ends() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def raises() -> None:
    raise LookupError


@pytest.mark.parametrize("work", [ends, raises, lambda: lambda: None], ids=["killed", "raises", "no value"])
def test_a_copy_that_comes_to_nothing_is_none(work: Callable[[], object], capfd: pytest.CaptureFixture[str]) -> None:
    assert found_by_one(work) is None
    assert capfd.readouterr() == ("", "")


def open_files() -> int:
    return len([*Path("/dev/fd").iterdir()])


@pytest.mark.parametrize("missing", ["fork", "pipe"])
def test_where_no_process_can_be_made_there_is_none(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError

    before = open_files()
    monkeypatch.setattr(os, missing, refused)
    assert found_by_one(lambda: 1) is None
    assert open_files() == before


def test_a_copy_whose_end_the_system_does_not_tell_is_none() -> None:
    """As where whoever started this process had it ignore the ends of others."""
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert found_by_one(lambda: 1) is None
        with processes.copies([lambda: 1, lambda: sleep(60)]):
            sleep(0.05)
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_a_copy_ends_where_nobody_is_left_to_be_told() -> None:
    ended, held = os.pipe()

    def is_gone_first() -> None:
        with processes.copies([lambda: "x" * 1_000_000]):
            ends()

    with processes.copies([is_gone_first]):
        os.close(held)
        assert select([ended], [], [], 10)[0], "the copy of the copy still holds it"
    os.close(ended)


def test_copies_that_nobody_waits_for_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    before, fork = open_files(), os.fork
    made: list[int] = []

    def noted() -> int:
        made.append(fork())
        return made[-1]

    monkeypatch.setattr(os, "fork", noted)
    with pytest.raises(LookupError), processes.copies([lambda: sleep(60), lambda: 1]):
        raises()
    assert len(made) == 2
    for copy in made:
        with pytest.raises(ChildProcessError):
            os.waitpid(copy, os.WNOHANG)
    assert open_files() == before


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

    def copies(works: Iterable[Callable[[], object]]) -> AbstractContextManager[list[Callable[[], object]]]:
        listed = [*works]
        made.extend(listed)
        return processes.copies(listed)

    for module in PARALLEL:
        monkeypatch.setattr(module, "copies", copies)
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
        monkeypatch.setattr(module, "copies", lambda works: nullcontext([lambda: None for _ in works]))
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


@pytest.mark.parametrize(("files", "number"), [(63, 1), (64, 6), (-1, 6)])
def test_where_few_files_may_be_open_one_process_works(
    files: int, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sysconf", lambda name: {"SC_OPEN_MAX": files}[name])
    monkeypatch.setattr(processes, "_QUOTA", os.devnull)
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


class Lost:
    """A memory that has just lost a document: what it knew of that may hold no longer."""

    is_lost = True

    def recall(self, scope: Scope, subject: object = None) -> None:
        pass

    def keep(self, scope: Scope, subject: object, found: object) -> None:
        pass


@pytest.mark.parametrize("memory_of", [lambda: None, Lost])
def test_helpers_tell_what_they_found_and_their_own_time(
    memory_of: Callable[[], Lost | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    workspace, told = worn(tmp_path), list[engine._Share]()

    @contextmanager
    def copies(works: Iterable[Callable[[], engine._Share]]) -> Iterator[list[Callable[[], engine._Share | None]]]:
        with processes.copies(works) as ends:
            told.extend(share for end in ends if (share := end()))
            yield [partial(told.__getitem__, at) for at in range(len(told))]

    monkeypatch.setattr(engine, "copies", copies)
    seconds, lost = {"reading": 7.0}, memory_of()
    subjects = engine.Subjects(loading.load_course(workspace, Settings()))
    assert engine.run_rules(subjects, RULES, {}, True, seconds, lost, 3) == engine.run_rules(subjects, RULES, {})
    assert [bool(share.found) for share in told] == [lost is None] * 2
    assert seconds["reading"] == 7.0
