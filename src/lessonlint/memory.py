"""What an earlier run found out, and which of it still holds.

Files that have not changed are not read again. A rule runs again on a lesson only when a document it may look at has
changed, and the rules about a module or the whole course only when something they may look at has: what such rules
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
from lessonlint.digest import digest_of
from lessonlint.engine import Raw, Subjects
from lessonlint.entries import Reading
from lessonlint.later import Brief, PartOfPlan
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.movement import Movement, movement
from lessonlint.past import Kept, OfModule, Past, Shelf, Spot, Told
from lessonlint.rule import Rule, Scope
from lessonlint.source import Source, Unreadable
from lessonlint.workspace import FileSource

if TYPE_CHECKING:
    from lessonlint.concepts.knowledge import Knowledge
    from lessonlint.concepts.rankings import Ranked

WHOLE = (Scope.COURSE, Scope.REFERENCES, Scope.KNOWLEDGE)
_OF_CONCEPTS = (Scope.REFERENCES, Scope.KNOWLEDGE)
_ALIKE = ((Scope.COURSE,), _OF_CONCEPTS)
"""Which of them see the same."""
_APART = (Scope.DOCUMENT, Scope.LESSON)


class Memory:
    """One run's dealings with what earlier runs found out.

    `reading` stands for all that decides how a file is read; what decides what rules find in it is the shelf's to tell
    apart. `now` is when the run began, by the clock of the file system; `unsaved` are files whose text is not that on
    disk. `known` is the concept graph of the last run that built one, where that was in this process. `is_lost` says
    that a document had to be read anew in the middle of the run: then nothing that was found out may be kept.
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
        self._modules: dict[str, OfModule] = {}
        self._changed: dict[str, Reading] = {}
        self._whole: dict[str, tuple[Told, ...]] = {}
        self._outline, self._subject = "", Course().subject
        self._spots: tuple[Spot, ...] = ()
        self._registry, self.is_lost = Registry(), False

    def unread(self, paths: Iterable[str]) -> list[str]:
        """Those of some files that no earlier run has read as they are now."""
        kept = self._past.files
        return [path for path in paths if path not in kept or kept[path].stamp != stamp(path)]

    def read(
        self, path: str, named: bool, source: FileSource, make: Callable[[Source], Reading]
    ) -> Reading | Unreadable:
        """One file, read by `make` unless an earlier run has read the same words."""
        now, kept = None if path in self._unsaved else stamp(path), self._past.files.get(path)
        lost = partial(self._lost, named, source, make)
        if kept and now and kept.stamp == now:
            found = self._shelf.held(kept.digest, lost)
            if found:
                self._files[path] = kept
                return found[0]
        text = source.read(path)
        if isinstance(text, Unreadable):
            return text
        digest = self._digest_of(text, named)
        found = self._shelf.held(digest, lost)
        self._files[path] = Kept(now if is_settled(now, self._now) else None, digest)
        return found[0] if found else self._shelf.put(digest, make(text), lost)

    def _lost(self, named: bool, source: FileSource, make: Callable[[Source], Reading], brief: Brief) -> Doc:
        """A document of which only the brief is left. It may have changed by now: nothing found out is kept."""
        self.is_lost = True
        text = source.read(brief.path)
        found = make(text) if isinstance(text, Source) else None
        body = LessonPlan(**brief.body.known) if isinstance(brief.body, PartOfPlan) else brief.body
        if isinstance(found, Doc) and found.kind == brief.identity.kind:
            return found
        return Doc(Source(brief.path, ""), brief.identity, body)

    def _digest_of(self, text: Source, named: bool) -> str:
        return digest_of(self._reading_key, text.path, f"{named} {text.bom}", text.text)

    def decided(self, source: Source, make: Callable[[Source], Registry]) -> Registry:
        """What has been decided about concepts, read by `make` unless the last run has read the same words."""
        self._registry = self._past.registry if self._past.registry.source == source else make(source)
        return self._registry

    def ranked(self) -> Ranked | None:
        """What an earlier run ranked."""
        return self._shelf.ranked()

    def begin(self, course: Course, registry: Registry) -> None:
        """Find out what of the past holds for this course; call it before `recall`."""
        strays = [(stray.source.path, self._digest(stray.source.path)) for stray in course.strays]
        decided = (registry.source, registry.problems)
        self._outline = digest_of(repr((_outline(course), strays, course.unreadable, decided)))
        self._subject = course.subject
        self._spots = tuple(spot for lesson in (*course.lessons, *course.loose) for spot in _spots(lesson))
        if self._outline == self._past.outline:
            digests = {path: kept.digest for path, kept in self._past.files.items()}
            for scopes in _ALIKE:
                moved = self._movements(course.docs, digests, scopes[0])
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
        elif scope is Scope.MODULE:
            told = self._of_module(subject)
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
        elif scope is Scope.MODULE:
            self._note(subject, told)

    def undecided(self, subjects: Subjects) -> Mapping[str, int]:
        """How many prerequisites of each file are questions."""
        return subjects.undecided if subjects.asked else self._past.undecided

    def save(self, subjects: Subjects) -> None:
        """Put down what this run found out."""
        listened = self._past.listened
        if subjects.asked:
            from lessonlint.concepts.problems import listened_for

            listened = listened_for(subjects.knowledge)
            if subjects.knowledge.rankings.is_new:
                self._shelf.keep_ranked(subjects.knowledge.rankings.ranked)
        undecided = self.undecided(subjects)
        past = Past(
            self._files,
            self._apart,
            self._modules,
            self._whole,
            self._outline,
            self._spots,
            undecided,
            listened,
            self._registry,
        )
        if past != self._past and not self.is_lost:
            self._shelf.keep(past)

    def _digest(self, path: str) -> str:
        kept = self._files.get(path)
        return kept.digest if kept else ""

    def _of_module(self, module: Module) -> tuple[Told, ...] | None:
        """What was found about a module, where all that its rules see reads as before."""
        kept = self._past.modules.get(_frame(module))
        moved = self._movements(_docs_around(module), kept.digests, Scope.MODULE) if kept else None
        if kept is None or moved is None or not _same_spots(kept.spots, tuple(_spots_around(module)), moved):
            return None
        told = _moved(kept.told, moved)
        if told is not None:
            self._note(module, told)
        return told

    def _note(self, module: Module, told: tuple[Told, ...]) -> None:
        digests = {doc.path: self._digest(doc.path) for doc in _docs_around(module)}
        self._modules[_frame(module)] = OfModule(digests, tuple(_spots_around(module)), told)

    def _movements(self, docs: Iterable[Doc], digests: Mapping[str, str], scope: Scope) -> dict[str, Movement] | None:
        """How the words of documents moved since they had other `digests`; None where rules of a scope see a change."""
        found: dict[str, Movement] = {}
        for doc in docs:
            old, new = digests.get(doc.path), self._digest(doc.path)
            if old is None:
                return None
            if old != new:
                moved = self._movement(scope, old, doc)
                if moved is None:
                    return None
                found[doc.path] = moved
        return found

    def _movement(self, scope: Scope, digest: str, doc: Doc) -> Movement | None:
        before = self._before(digest)
        if not isinstance(before, Doc) or (scope in _OF_CONCEPTS and self._hears(before.source, doc.source)):
            return None
        return movement(before, doc, scope)

    def _before(self, digest: str) -> Reading:
        """What a file was read as that has changed since."""
        if digest not in self._changed:
            self._changed[digest] = found[0] if (found := self._shelf.reading(digest)) else None
        return self._changed[digest]

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
        seen, docs = (_lesson(subject), *_spots(subject)), _docs(subject)
        return f"{scope.value} {digest_of(repr((seen, [self._digest(doc.path) for doc in docs])))}"


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
        [(_lesson(lesson), _paths(_docs(lesson)), lesson.built) for lesson in (*course.lessons, *course.loose)],
        [(_head(module), _paths(_docs_around(module))) for module in course.modules],
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


def _docs(lesson: Lesson) -> list[Doc]:
    docs = [each[0] for each in (lesson.planned, lesson.summary, *lesson.taught) if each]
    return docs + [each.doc for each in lesson.loads] + ([lesson.doc] if lesson.doc else [])


def _paths(docs: Iterable[Doc]) -> list[str]:
    return [doc.path for doc in docs]


def _frame(module: Module) -> str:
    """A short name for a module and everything of it that is in none of its documents."""
    lessons = [_lesson(lesson) for lesson in _around(module)]
    return digest_of(repr((_head(module), module.before is None, lessons, _paths(_docs_around(module)))))


def _head(module: Module) -> tuple[Any, ...]:
    """What of a module is neither in its documents nor in its lessons."""
    return module.number, module.title, module.closed, module.disputed, module.alone


def _around(module: Module) -> tuple[Lesson, ...]:
    """All lessons that rules about a module may look at."""
    return (*module.lessons, module.before) if module.before else module.lessons


def _docs_around(module: Module) -> Collection[Doc]:
    """All documents that rules about a module may look at, each once."""
    named = [doc for doc in (module.plan_doc, module.record_doc) if doc]
    found = (*named, *(doc for lesson in _around(module) for doc in _docs(lesson)))
    return {doc.path: doc for doc in found}.values()


def _spots_around(module: Module) -> Iterator[Spot]:
    return (spot for lesson in _around(module) for spot in _spots(lesson))
