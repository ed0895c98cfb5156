"""Rules about more than a lesson never look at what `movement` leaves out: it is taken away, and all of them run."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

import pytest
from tests.support.suites import memory, read_suite, rule_of, suites

from lessonlint.api import configure, open_paths
from lessonlint.config.settings import Settings
from lessonlint.course.build import build_course
from lessonlint.course.values import Course
from lessonlint.engine import Subjects, run_rules
from lessonlint.loading import load_course, load_registry
from lessonlint.model.documents import Doc
from lessonlint.model.values import ReadTable
from lessonlint.movement import UNSEEN, only_counted
from lessonlint.rule import Scope
from lessonlint.rules import RULES

# The vocabulary is that of the run; of a source only the path and stretches that were compared are seen.
STAYS = {"source", "vocabulary"}
RULES_OF_ALL = [rule for rule in RULES if rule.scope.whole in UNSEEN]
each_scope = pytest.mark.parametrize("scope", UNSEEN)


class Hidden:
    """A value that may be carried about while a course is built, and never looked at afterwards."""

    shut = False

    def __init__(self, value: Any) -> None:
        self.value = value

    def _open(self) -> Any:
        if Hidden.shut:
            raise AssertionError("a rule about the whole course looked at what it must not see")
        return self.value

    def __getattr__(self, name: str) -> Any:
        return getattr(self._open(), name)

    def __iter__(self) -> Any:
        return iter(self._open())

    def __len__(self) -> int:
        return len(self._open())

    def __bool__(self) -> bool:
        return bool(self._open())

    def __eq__(self, other: object) -> bool:
        return bool(self._open() == other)

    def __hash__(self) -> NoReturn:
        raise AssertionError("nothing hashes what it must not see")


class Words(Hidden):
    """The text of a file, of which stretches may be looked at."""

    def __getitem__(self, stretch: slice) -> Any:
        return self.value[stretch]


def hidden(value: Any, scope: Scope) -> Any:
    """A document or its body without what rules about the whole course do not see."""
    unseen = UNSEEN[scope].get(type(value), frozenset()) - STAYS
    found = {name: getattr(value, name) for name in type(value).__match_args__}
    changed: Any = {name: Hidden(found[name]) for name in unseen}
    if isinstance(value, Doc):
        words: Any = Words(value.source.text)
        changed["source"] = value.source._replace(text=words)
        changed["tables"] = tuple(counted(read) if only_counted(read, scope) else read for read in value.tables)
        changed["body"] = hidden(value.body, scope)
    return type(value)(**(found | changed))


def counted(read: ReadTable) -> ReadTable:
    """A table whose words are hidden."""
    header: Any = Hidden(read.table.header)
    cells: list[Any] = [Hidden(row.cells) for row in read.table.rows]
    rows = tuple(row._replace(cells=each) for row, each in zip(read.table.rows, cells, strict=True))
    return read._replace(table=read.table._replace(header=header, rows=rows))


def run_blind(course: Course, subjects: Subjects, scope: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the rules of a scope run on a course whose hidden values may not be looked at any more.

    Whole texts have two readers whose answers the memory compares by itself: see `listened_for` and `fullness`.
    """
    monkeypatch.setattr("lessonlint.concepts.problems._lines", lambda lesson: [])
    monkeypatch.setattr("lessonlint.rules.reading.duplicate_document.fullness", lambda doc: (0, 0))
    monkeypatch.setattr(Hidden, "shut", True)
    run_rules(subjects, [rule for rule in RULES_OF_ALL if rule.scope.whole is scope], {}, debug=True)
    monkeypatch.setattr(Hidden, "shut", False)


def test_every_name_is_a_field() -> None:
    for kind, names in (each for unseen in UNSEEN.values() for each in unseen.items()):
        assert names <= set(getattr(kind, "__match_args__", ())), kind


@each_scope
def test_in_whole_courses(root: Path, scope: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = open_paths([str(root / "curriculum")], configure([str(root / "curriculum")]))
    course = load_course(workspace, Settings())
    blind = build_course([hidden(doc, scope) for doc in course.docs])
    assert len(blind.lessons) == len(course.lessons) > 10
    run_blind(blind, Subjects(blind, load_registry(workspace)), scope, monkeypatch)


@each_scope
def test_in_every_suite(scope: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = [rule for rule in RULES_OF_ALL if rule.scope.whole is scope]
    ran = 0
    for path in suites():
        for case in read_suite(path) if rule_of(path) in rules else ():
            texts = {name: data.decode("utf-8", "replace") for name, data in case.files.items()}
            workspace = memory(texts)
            blind = build_course([hidden(doc, scope) for doc in load_course(workspace, Settings()).docs])
            run_blind(blind, Subjects(blind, load_registry(workspace)), scope, monkeypatch)
            ran += 1
    assert ran > len(rules)


def test_hiding_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    value = Hidden(("a",))
    assert list(value) == ["a"]
    monkeypatch.setattr(Hidden, "shut", True)
    with pytest.raises(AssertionError, match="must not see"):
        bool(value)
    with pytest.raises(AssertionError, match="must not see"):
        list(value)
