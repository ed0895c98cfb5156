"""What an earlier run found out, and which of it still holds.

Files that have not changed are not read again. A rule runs again on a lesson or module only when a document it may
look at has changed, and the rules about the whole course only when something they may look at has: what such rules
never see of a document is listed in `movement.UNSEEN`, and where everything else of a changed document reads as before,
their findings hold and only move with its text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from lessonlint.cache import is_settled, stamp
from lessonlint.concepts.registry import Registry
from lessonlint.course.members import fullness
from lessonlint.course.values import Course, Lesson, Module
from lessonlint.diagnostic import Finding
from lessonlint.engine import Raw, Subjects
from lessonlint.later import Brief, BriefPlan
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.movement import Movement, movement
from lessonlint.past import Kept, Past, Reading, Shelf, Spot, Told, digest_of
from lessonlint.rule import Rule, Scope
from lessonlint.source import Source, Unreadable
from lessonlint.workspace import FileSource

if TYPE_CHECKING:
    from lessonlint.concepts.knowledge import Knowledge

WHOLE = (Scope.COURSE, Scope.REFERENCES, Scope.KNOWLEDGE)
_ALIKE = ((Scope.COURSE,), (Scope.REFERENCES, Scope.KNOWLEDGE))
"""Which of them see the same."""
_APART = (Scope.DOCUMENT, Scope.LESSON, Scope.MODULE)


class Memory:
    """One run's dealings with what earlier runs found out.

    `reading` stands for all that decides how a file is read; what decides what rules find in it is the shelf's to tell
    apart. `now` is when the run began, by the clock of the file system; `unsaved` are files whose text is not that on
    disk. `known` is the concept graph of the last run that built one, where that was in this process.
    """

    def __init__(
        self,
        shelf: Shelf,
        reading: str,
        rules: Sequence[Rule],
        now: int,
        unsaved: Collection[str] = (),
        known: Knowledge | None = None,
    ) -> None:
        self.known = known
        self._shelf, self._reading_key, self._now, self._unsaved = shelf, digest_of(reading), now, unsaved
        self._rules = {rule.code: rule for rule in rules}
        self._past = shelf.past()
        self._files: dict[str, Kept] = {}
        self._apart: dict[str, tuple[Told, ...]] = {}
        self._whole: dict[str, tuple[Told, ...]] = {}
        self._outline, self._subject = "", Course().subject
        self._spots: tuple[Spot, ...] = ()
        self._registry, self._is_lost = Registry(), False

    def read(
        self, path: str, named: bool, source: FileSource, make: Callable[[Source], Reading]
    ) -> Reading | Unreadable:
        """One file, read by `make` unless an earlier run has read the same words."""
        now, kept = None if path in self._unsaved else stamp(path), self._past.files.get(path)
        if kept and now and kept.stamp == now:
            found = self._shelf.held(kept.digest, partial(self._lost, named, source, make))
            if found:
                self._files[path] = kept
                return found[0]
        text = source.read(path)
        if isinstance(text, Unreadable):
            return text
        digest = self._digest_of(text, named)
        found = self._shelf.reading(digest)
        self._files[path] = Kept(now if is_settled(now, self._now) else None, digest)
        return found[0] if found else self._made(digest, text, make)

    def _lost(self, named: bool, source: FileSource, make: Callable[[Source], Reading], brief: Brief) -> Doc:
        """A document of which only the brief is left. It may have changed by now: nothing found out is kept."""
        self._is_lost = True
        text = source.read(brief.path)
        found = self._made(self._digest_of(text, named), text, make) if isinstance(text, Source) else None
        body = LessonPlan(**brief.body._asdict()) if isinstance(brief.body, BriefPlan) else brief.body
        if isinstance(found, Doc) and found.kind == brief.identity.kind:
            return found
        return Doc(Source(brief.path, ""), brief.identity, body)

    def _digest_of(self, text: Source, named: bool) -> str:
        return digest_of(self._reading_key, text.path, f"{named} {text.bom}", text.text)

    def _made(self, digest: str, text: Source, make: Callable[[Source], Reading]) -> Reading:
        reading = make(text)
        self._shelf.put(digest, reading)
        return reading

    def decided(self, source: Source, make: Callable[[Source], Registry]) -> Registry:
        """What has been decided about concepts, read by `make` unless the last run has read the same words."""
        self._registry = self._past.registry if self._past.registry.source == source else make(source)
        return self._registry

    def begin(self, course: Course, registry: Registry) -> None:
        """Find out what of the past holds for this course; call it before `recall`."""
        strays = [(stray.source.path, self._digest(stray.source.path)) for stray in course.strays]
        decided = (registry.source, registry.problems)
        self._outline = digest_of(repr((_outline(course), strays, course.unreadable, decided)))
        self._subject = course.subject
        self._spots = tuple(spot for lesson in (*course.lessons, *course.loose) for spot in _spots(lesson))
        if self._outline == self._past.outline:
            for scopes in _ALIKE:
                moved = self._movements(course, scopes[0])
                if moved is not None and _same_spots(self._past.spots, self._spots, moved):
                    known = {each.value: self._past.whole.get(each.value) for each in scopes}
                    found = {scope: _moved(told, moved) for scope, told in known.items() if told is not None}
                    self._whole |= {scope: told for scope, told in found.items() if told is not None}

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

    def save(self, subjects: Subjects) -> None:
        """Put down what this run found out."""
        listened = self._past.listened
        if subjects.asked:
            from lessonlint.concepts.problems import listened_for

            listened = listened_for(subjects.knowledge)
        undecided = self.undecided(subjects)
        past = Past(
            self._files, self._apart, self._whole, self._outline, self._spots, undecided, listened, self._registry
        )
        if past != self._past and not self._is_lost:
            self._shelf.keep(past)

    def _digest(self, path: str) -> str:
        kept = self._files.get(path)
        return kept.digest if kept else ""

    def _movements(self, course: Course, scope: Scope) -> dict[str, Movement] | None:
        """How the words of each changed document moved; None where something changed that rules of a scope see."""
        found: dict[str, Movement] = {}
        for doc in course.docs:
            old, new = self._past.files.get(doc.path), self._digest(doc.path)
            if old is None:
                return None
            if old.digest != new:
                moved = self._movement(scope, old.digest, doc)
                if moved is None:
                    return None
                found[doc.path] = moved
        return found

    def _movement(self, scope: Scope, digest: str, doc: Doc) -> Movement | None:
        found = self._shelf.reading(digest)
        before = found[0] if found else None
        if not isinstance(before, Doc) or (scope is not Scope.COURSE and self._hears(before.source, doc.source)):
            return None
        return movement(before, doc, scope)

    def _hears(self, old: Source, new: Source) -> bool:
        """Whether words have come or gone that rules about concepts listen for in a document's very text."""
        listened = self._past.listened.get(new.path, ())
        if not listened:
            return False
        from lessonlint.concepts.names import stems

        lines = set(old.text.splitlines()) ^ set(new.text.splitlines())
        said = [frozenset(stems(line)) for line in lines]
        return any(words <= each for words in listened for each in said)

    def _about(self, scope: Scope, subject: Any) -> str:
        if isinstance(subject, Doc):
            return f"{scope.value} {self._digest(subject.path)}"
        seen = (_lesson(subject), *_spots(subject)) if isinstance(subject, Lesson) else _module(subject)
        paths = _paths(subject) if isinstance(subject, Lesson) else _module_paths(subject)
        return f"{scope.value} {digest_of(repr(seen), *(self._digest(path) for path in paths))}"


def _same_spots(old: Sequence[Spot], new: Sequence[Spot], moved: Mapping[str, Movement]) -> bool:
    """Whether what lessons are made of are the same words as before, wherever these stand now."""
    return len(old) == len(new) and all(
        path == now_path and (moved[path].at(start) if path in moved else start) == now
        for (path, start), (now_path, now) in zip(old, new, strict=True)
    )


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
        [(_frame(module), _module_paths(module)) for module in course.modules],
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
    parts = (lesson.planned is None, lesson.summary is None, len(lesson.taught), len(lesson.loads))
    return lesson.slug, lesson.title, place, lesson.disputed, parts


def _spots(lesson: Lesson) -> Iterator[Spot]:
    """Where the rows, summaries and claims stand that documents hold of a lesson."""
    if lesson.planned:
        yield lesson.planned[0].path, lesson.planned[1].row.start
    if lesson.summary:
        yield lesson.summary[0].path, lesson.summary[1].start
    yield from ((doc.path, row.row.start) for doc, row in lesson.taught)
    yield from ((each.doc.path, each.claim.text.start) for each in lesson.loads)


def _paths(lesson: Lesson) -> list[str]:
    docs = [each[0] for each in (lesson.planned, lesson.summary, *lesson.taught) if each]
    docs += [each.doc for each in lesson.loads] + ([lesson.doc] if lesson.doc else [])
    return [doc.path for doc in docs]


def _module(module: Module) -> tuple[Any, ...]:
    around = (*module.lessons, module.before) if module.before else module.lessons
    lessons = [(_lesson(lesson), *_spots(lesson)) for lesson in around]
    return (*_frame(module), module.before is None, lessons)


def _frame(module: Module) -> tuple[Any, ...]:
    """What of a module is neither in its documents nor in its lessons."""
    return module.number, module.title, module.closed, module.disputed, module.alone


def _module_paths(module: Module) -> list[str]:
    named = [doc.path for doc in (module.plan_doc, module.record_doc) if doc]
    lessons = (*module.lessons, module.before) if module.before else module.lessons
    return [*named, *(path for lesson in lessons for path in _paths(lesson))]
