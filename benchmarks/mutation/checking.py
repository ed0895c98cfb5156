"""Checks mutants in memory: what is reported that the untouched curriculum does not have, and whether it is the fault.

Documents that a mutant leaves alone are read once; everything else is the check that everybody runs, with every rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from mutants import Mutant, Spot, Tree

import lessonlint.api as api
from lessonlint.config.settings import Configuration, Settings
from lessonlint.course.values import Lesson
from lessonlint.decoding import decode
from lessonlint.diagnostic import Diagnostic, Edit, Finding
from lessonlint.disk import shown
from lessonlint.fixing import apply
from lessonlint.model.documents import Doc
from lessonlint.rule import Listed, Rule
from lessonlint.rules import RULES
from lessonlint.source import LineIndex, Source, Unreadable
from lessonlint.walk import BASELINE, REGISTRY, SUFFIXES
from lessonlint.workspace import Workspace

TODAY = "2026-06-01"
EVERYTHING = Configuration(Settings(select=("LL",)))  # selected by name, previews run and infos are shown
EVERY_EDIT = ("LL410",)  # whatever is put into a stamped lesson is a change since its review

Files = dict[str, Source | Unreadable]
Identity = tuple[str, str, str, str]


class Seen(NamedTuple):
    """A finding by code and place."""

    code: str
    path: str
    line: int


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant: where it had to be told, whether it was, and what was told besides."""

    code: str
    operator: str
    wanted: tuple[tuple[str, int], ...]
    detected: bool
    extras: tuple[Seen, ...]


class Bench:
    """A curriculum in memory with its own findings. Nothing is written to disk."""

    def __init__(self, paths: Iterable[str]) -> None:
        given = list(paths)
        opened = api.open_paths(given, EVERYTHING)
        kept = [path for path in (opened.registry, opened.baseline) if path]
        self._files: Files = {path: opened.source.read(path) for path in sorted({*opened.walked, *kept})}
        self._root = shown(Path(given[0]) if Path(given[0]).is_dir() else Path(given[0]).parent)
        self._read: dict[Source, Any] = {}
        self._really_read: Any = vars(api)["read"]
        self._known: tuple[Diagnostic, ...] = ()
        with patch("lessonlint.api.read", self._remember):
            self._known = self._check(self._files)
        self._identities = Counter(map(identity, self._known))

    def tree(self) -> Tree:
        """The curriculum as operators see it."""
        course = api.load_course(self._workspace(self._files), EVERYTHING.settings)
        sources = {path: each for path, each in self._files.items() if isinstance(each, Source)}
        lines = {path: LineIndex(source.text) for path, source in sources.items()}
        noted = {
            (each.place.path, lines[each.place.path].position(each.place.start)[0])
            for each in self._known
            if each.place.path in lines
        }
        return Tree(self._root, course, sources, frozenset(noted))

    def judge(self, mutant: Mutant) -> Outcome:
        """Whether a mutant's fault is told at its place, and what else is told that was not before."""
        files = self._mutated(mutant)
        with patch("lessonlint.api.read", self._recall), patch("lessonlint.api.RULES", _rules(mutant)):
            found = self._check(files, mutant.complete)
        wanted = tuple((spot.path, self._line(spot, mutant, files)) for spot in mutant.at)
        left = Counter(self._identities)
        new = []
        for each in found:
            if left[identity(each)]:
                left[identity(each)] -= 1
            else:
                new.append(_seen(each, files))
        told = {_seen(each, files) for each in found if each.code == mutant.code}
        detected = any(Seen(mutant.code, *place) in told for place in wanted)
        also = {*mutant.also, *EVERY_EDIT}
        extras = [each for each in new if each.code not in also and not _is_it(each, mutant.code, wanted)]
        return Outcome(mutant.code, mutant.operator, wanted, detected, tuple(dict.fromkeys(extras)))

    def _mutated(self, mutant: Mutant) -> Files:
        files: Files = self._files | {path: decode(path, data) for path, data in mutant.files}
        for path in {edit.place.path for edit in mutant.edits}:
            source = files[path]
            assert isinstance(source, Source), "only what can be read is edited"
            files[path] = apply(source, _of(path, mutant.edits))
        return files

    def _line(self, spot: Spot, mutant: Mutant, files: Files) -> int:
        source = files[spot.path]
        if not isinstance(source, Source):
            return 1
        return LineIndex(source.text).position(moved(spot.offset, _of(spot.path, mutant.edits)))[0] + spot.down

    def _workspace(self, files: Files) -> Workspace:
        walked = tuple(sorted(path for path in files if path.endswith(SUFFIXES)))
        kept = {name: next((path for path in files if Path(path).name == name), None) for name in (REGISTRY, BASELINE)}
        return Workspace(_Memory(files), walked, (), frozenset(files), (), kept[REGISTRY], kept[BASELINE])

    def _check(self, files: Files, complete: tuple[str, ...] = ()) -> tuple[Diagnostic, ...]:
        configuration = replace(EVERYTHING, settings=replace(EVERYTHING.settings, complete=complete))
        return api.check_workspace(self._workspace(files), configuration, TODAY).diagnostics

    def _remember(self, source: Source, *rest: Any) -> Any:
        self._read[source] = self._really_read(source, *rest)
        return self._read[source]

    def _recall(self, source: Source, *rest: Any) -> Any:
        return self._read[source] if source in self._read else self._really_read(source, *rest)


@dataclass(frozen=True)
class _Memory:
    """A `FileSource` over files in memory."""

    data: Mapping[str, Source | Unreadable]

    def read(self, path: str) -> Source | Unreadable:
        """One file."""
        return self.data[path]


def identity(each: Diagnostic) -> Identity:
    """What a finding is about: its key without the number among findings that are alike."""
    return each.key.rule, each.key.lesson, each.key.field, each.key.concept


def moved(offset: int, edits: Iterable[Edit]) -> int:
    """Where an offset lies when edits are made: in what is written, at its beginning."""
    after = offset
    for (_, start, end), words in edits:
        if end <= offset and start < offset:
            after += len(words) - (end - start)
        elif start < offset:
            after -= offset - start
    return after


def _of(path: str, edits: Iterable[Edit]) -> list[Edit]:
    return [edit for edit in edits if edit.place.path == path]


def _seen(each: Diagnostic, files: Files) -> Seen:
    source = files.get(each.place.path)
    line = LineIndex(source.text).position(each.place.start)[0] if isinstance(source, Source) else 1
    return Seen(each.code, each.place.path, line)


def _is_it(each: Seen, code: str, wanted: Iterable[tuple[str, int]]) -> bool:
    return each.code == code and (each.path, each.line) in wanted


def _rules(mutant: Mutant) -> tuple[Rule, ...]:
    """The rules, one of them made to raise where the mutant says so."""
    code, path = mutant.crash
    return tuple(_raising(rule, path) if rule.code == code else rule for rule in RULES)


def _raising(rule: Rule, path: str) -> Rule:
    def check(subject: Any, *options: Any) -> Iterator[Finding]:
        doc = subject.doc if isinstance(subject, Lesson) else subject
        if isinstance(doc, Doc) and doc.path == path:
            raise RuntimeError("a fault of our own, put in on purpose")
        yield from rule.check(subject, *options)

    return replace(rule.loaded if isinstance(rule, Listed) else rule, check=check)
