"""What an earlier run found out, and which of it still holds.

Files that have not changed are not read again. A rule runs again on a lesson or module only when a document it may
look at has changed, and the rules about the whole course only when something they may look at has: what such rules
never see of a document is listed in `movement.UNSEEN`, and where everything else of a changed document reads as before,
their findings hold and only move with its text.
"""

from __future__ import annotations

import io
import pickle
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import is_dataclass
from enum import Enum
from hashlib import blake2b
from typing import Any, NamedTuple

from lessonlint.cache import Cache, Stamp, is_settled, stamp
from lessonlint.concepts.problems import speaks_of_needs
from lessonlint.concepts.registry import Registry
from lessonlint.course.members import fullness
from lessonlint.course.values import Course, Lesson, Module, Stray
from lessonlint.diagnostic import Finding
from lessonlint.engine import Raw, Subjects
from lessonlint.model.documents import Doc
from lessonlint.movement import Movement, movement
from lessonlint.rule import Rule, Scope
from lessonlint.source import Source, Unreadable
from lessonlint.vocabulary import Vocabulary
from lessonlint.workspace import FileSource

Reading = Doc | Stray | None
"""What a file was read as; None when it is no part of a curriculum."""
WHOLE = (Scope.COURSE, Scope.REFERENCES, Scope.KNOWLEDGE)
_APART = (Scope.DOCUMENT, Scope.LESSON, Scope.MODULE)


class Kept(NamedTuple):
    """A file as an earlier run saw it. `stamp` is None when it had changed too lately to be trusted."""

    stamp: Stamp | None
    digest: str


class Told(NamedTuple):
    """A finding of a rule, kept by the rule's code. What its file is about may change without it, so it is not kept."""

    code: str
    finding: Finding


class Past(NamedTuple):
    """An earlier run: its files, its findings by what they are about, and those about the whole course.

    `outline` is a digest of the course they were about, `undecided` how many prerequisites of each file were
    questions.
    """

    files: Mapping[str, Kept] = {}
    apart: Mapping[str, tuple[Told, ...]] = {}
    whole: Mapping[str, tuple[Told, ...]] = {}
    outline: str = ""
    undecided: Mapping[str, int] = {}


class Memory:
    """One run's dealings with what earlier runs found out.

    `reading` stands for all that decides how a file is read, `judging` for all that decides what rules find in what
    was read; `now` is when the run began, by the clock of the cache's file system.
    """

    def __init__(
        self, cache: Cache, reading: str, judging: str, rules: Sequence[Rule], vocabulary: Vocabulary, now: int
    ) -> None:
        self._vocabulary = vocabulary
        self._cache, self._reading_key, self._key, self._now = cache, _digest(reading), _digest(judging), now
        self._rules = {rule.code: rule for rule in rules}
        self._past = _loaded(cache.load("pasts", self._key), Past) or Past()
        self._files: dict[str, Kept] = {}
        self._apart: dict[str, tuple[Told, ...]] = {}
        self._whole: dict[str, tuple[Told, ...]] = {}
        self._outline, self._subject = "", Course().subject

    def read(
        self, path: str, named: bool, source: FileSource, make: Callable[[Source], Reading]
    ) -> Reading | Unreadable:
        """One file, read by `make` unless an earlier run has read the same words."""
        now, kept = stamp(path), self._past.files.get(path)
        if kept and now and kept.stamp == now and (found := self._reading(kept.digest)):
            self._files[path] = kept
            return found[0]
        text = source.read(path)
        if isinstance(text, Unreadable):
            return text
        digest = _digest(self._reading_key, path, f"{named} {text.bom}", text.text)
        self._files[path] = Kept(now if is_settled(now, self._now) else None, digest)
        if found := self._reading(digest):
            return found[0]
        reading = make(text)
        self._cache.save("files", digest, _pickled(reading))
        return reading

    def begin(self, course: Course, registry: Registry) -> None:
        """Find out what of the past holds for this course; call it before `recall`."""
        strays = [(stray.source.path, self._digest(stray.source.path)) for stray in course.strays]
        decided = (registry.source, registry.problems)
        self._outline = _digest(repr((_outline(course), strays, course.unreadable, decided)))
        self._subject = course.subject
        moved = self._movements(course) if self._outline == self._past.outline else None
        if moved is not None:
            known = {scope: _moved(told, moved) for scope, told in self._past.whole.items()}
            self._whole = {scope: told for scope, told in known.items() if told is not None}

    def recall(self, scope: Scope, subject: Any = None) -> list[Raw] | None:
        """What the rules of a scope found about a subject, if that still holds; without one, about the whole course."""
        if subject is None:
            told = self._whole.get(scope.value) if scope in WHOLE else None
        elif scope in _APART:
            key = self._about(scope, subject)
            told = self._past.apart.get(key)
            if told is not None:
                self._apart[key] = told
        else:
            return None
        if told is None or not all(each.code in self._rules for each in told):
            return None
        return [Raw(self._rules[code], self._subject(finding.place.path), finding) for code, finding in told]

    def keep(self, scope: Scope, subject: Any, found: Iterable[Raw]) -> None:
        """Remember what the rules of a scope found about a subject, or (None) about the whole course."""
        told = tuple(Told(raw.rule.code, raw.finding) for raw in found)
        if subject is None:
            self._whole |= {scope.value: told} if scope in WHOLE else {}
        elif scope in _APART:
            self._apart[self._about(scope, subject)] = told

    def undecided(self, subjects: Subjects) -> Mapping[str, int]:
        """How many prerequisites of each file are questions."""
        return subjects.undecided if subjects.asked else self._past.undecided

    def save(self, undecided: Mapping[str, int]) -> None:
        """Put down what this run found out."""
        past = Past(self._files, self._apart, self._whole, self._outline, undecided)
        if past != self._past:
            self._cache.save("pasts", self._key, pickle.dumps(past, pickle.HIGHEST_PROTOCOL))
            self._cache.prune(kept.digest for kept in self._files.values())

    def _reading(self, digest: str) -> tuple[Reading] | None:
        found = _loaded(self._cache.load("files", digest), tuple, self._vocabulary)
        return found if found and isinstance(found[0], Doc | Stray | None) else None

    def _digest(self, path: str) -> str:
        kept = self._files.get(path)
        return kept.digest if kept else ""

    def _movements(self, course: Course) -> dict[str, Movement] | None:
        """How the words of each changed document moved; None where something changed that other documents see."""
        found: dict[str, Movement] = {}
        for doc in course.docs:
            old, new = self._past.files.get(doc.path), self._digest(doc.path)
            if old is None:
                return None
            if old.digest != new:
                moved = self._movement(course, old.digest, doc)
                if moved is None:
                    return None
                found[doc.path] = moved
        return found

    def _movement(self, course: Course, digest: str, doc: Doc) -> Movement | None:
        found = self._reading(digest)
        before = found[0] if found else None
        if not isinstance(before, Doc) or speaks_of_needs(course, doc.path, _changed(before.source, doc.source)):
            return None
        return movement(before, doc)

    def _about(self, scope: Scope, subject: Any) -> str:
        if isinstance(subject, Doc):
            return f"{scope.value} {self._digest(subject.path)}"
        seen = _lesson(subject) if isinstance(subject, Lesson) else _module(subject)
        paths = _paths(subject) if isinstance(subject, Lesson) else _module_paths(subject)
        return f"{scope.value} {_digest(repr(seen), *(self._digest(path) for path in paths))}"


def _changed(old: Source, new: Source) -> set[str]:
    """The lines of either text that the other does not have."""
    return set(old.text.splitlines()) ^ set(new.text.splitlines())


def _moved(told: Sequence[Told], moved: Mapping[str, Movement]) -> tuple[Told, ...] | None:
    """Findings at the places where their words stand now; None when one cannot be followed."""
    found = []
    for each in told:
        finding = each.finding
        places = [finding.place, *(related.place for related in finding.related)]
        places += [edit.place for edit in finding.fix.edits] if finding.fix else []
        if any(place.path in moved for place in places):
            now = [moved[place.path].place(place) if place.path in moved else place for place in places]
            if any(place is None for place in now):
                return None
            each = each._replace(finding=_placed(finding, [place for place in now if place]))
        found.append(each)
    return tuple(found)


def _placed(finding: Finding, places: list[Any]) -> Finding:
    edits, last = finding.fix.edits if finding.fix else (), 1 + len(finding.related)
    related = tuple(each._replace(place=at) for each, at in zip(finding.related, places[1:last], strict=True))
    moved = tuple(each._replace(place=at) for each, at in zip(edits, places[last:], strict=True))
    fix = finding.fix._replace(edits=moved) if finding.fix else None
    return finding._replace(place=places[0], related=related, fix=fix)


def _outline(course: Course) -> tuple[Any, ...]:
    """Everything of a course that is not in one of its documents."""
    return (
        [(_lesson(lesson), _paths(lesson), lesson.built) for lesson in (*course.lessons, *course.loose)],
        [(_module(module), _module_paths(module)) for module in course.modules],
        [
            (series.number, [doc.path for doc in (series.plan_doc, series.summary_doc) if doc], series.closed)
            for series in course.series
        ],
        [[(doc.path, fullness(doc)) for doc in group] for group in course.duplicates],
        [doc.path for doc in course.docs],
        course.doc.path if course.doc else "",
        sorted(course.subjects.items()),
        course.closed,
    )


def _lesson(lesson: Lesson) -> tuple[Any, ...]:
    """What of a lesson is not in one of its documents."""
    place = (lesson.module, lesson.order, lesson.count, lesson.series_order, lesson.series_count, lesson.series_seen)
    rows = [row.row.start for _, row in lesson.taught]
    planned = lesson.planned[1].row.start if lesson.planned else -1
    summary = lesson.summary[1].start if lesson.summary else -1
    claims = [each.claim.text.start for each in lesson.loads]
    return lesson.slug, lesson.title, place, lesson.disputed, planned, summary, rows, claims


def _paths(lesson: Lesson) -> list[str]:
    docs = [each[0] for each in (lesson.planned, lesson.summary, *lesson.taught) if each]
    docs += [each.doc for each in lesson.loads] + ([lesson.doc] if lesson.doc else [])
    return [doc.path for doc in docs]


def _module(module: Module) -> tuple[Any, ...]:
    lessons = [_lesson(lesson) for lesson in module.lessons]
    before = _lesson(module.before) if module.before else None
    return module.number, module.title, module.closed, module.disputed, module.alone, lessons, before


def _module_paths(module: Module) -> list[str]:
    named = [doc.path for doc in (module.plan_doc, module.record_doc) if doc]
    lessons = (*module.lessons, module.before) if module.before else module.lessons
    return [*named, *(path for lesson in lessons for path in _paths(lesson))]


def _digest(*words: str) -> str:
    hashed = blake2b(digest_size=16)
    for each in words:
        data = each.encode("utf-8", "surrogatepass")
        hashed.update(len(data).to_bytes(8, "big") + data)
    return hashed.hexdigest()


def _pickled(reading: Reading) -> bytes:
    """A file as it was read. The words it was read by are not put down: they are those of the run."""
    data = io.BytesIO()
    pickler = pickle.Pickler(data, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {Vocabulary: lambda _: (_words, ())}
    pickler.dump((reading,))
    return data.getvalue()


def _words() -> Vocabulary:
    raise AssertionError("a name in a pickle, for the words of the run")


def _loaded(data: bytes | None, kind: type, vocabulary: Vocabulary | None = None) -> Any:
    """What was pickled, if it is of a kind. Only our own values are made: a cache may come from a stranger."""
    try:
        found = _Values(io.BytesIO(data), vocabulary).load() if data else None
    except Exception:  # pickle raises whatever it likes for bytes that are none of its own
        return None
    return found if isinstance(found, kind) else None


class _Values(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, vocabulary: Vocabulary | None) -> None:
        super().__init__(file)
        self._vocabulary = vocabulary

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == (__name__, _words.__name__):
            return lambda: self._vocabulary
        # A module that is not loaded would be run to look into it, and none of our values is from such a one.
        known = module.startswith("lessonlint.") and module in sys.modules
        found = super().find_class(module, name) if known else None
        if isinstance(found, type) and (issubclass(found, tuple | Enum) or is_dataclass(found)):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of ours")
