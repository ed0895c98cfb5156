"""What an earlier run found out, and which of it still holds.

Files that have not changed are not read again. Rules run again only where something they may look at has changed: what
they never see of a document is listed in `movement.UNSEEN`, and where everything else of a changed document reads as
before, their findings hold and only move with its text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from lessonlint.cache import Stamp, is_settled, stamp
from lessonlint.concepts.registry import Registry
from lessonlint.course.values import Course, Lesson
from lessonlint.digest import digest_of
from lessonlint.engine import APART, OF_CONCEPTS, About, Raw, Subjects
from lessonlint.entries import Reading
from lessonlint.later import Brief, PartOfPlan
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.moved import past_moved, spots_moved, told_moved
from lessonlint.movement import Movement, movement
from lessonlint.past import Kept, OfPart, Past, Shelf, Spot, Told
from lessonlint.rule import Rule, Scope
from lessonlint.source import Source, Unreadable
from lessonlint.views import View, lesson_view, module_view, outline
from lessonlint.workspace import FileSource

if TYPE_CHECKING:
    from lessonlint.concepts.knowledge import Knowledge
    from lessonlint.concepts.rankings import Ranked

WHOLE = (Scope.COURSE, *OF_CONCEPTS)
_ALIKE = ((Scope.COURSE,), OF_CONCEPTS)
"""Which of them see the same."""


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
        self._parts: dict[str, OfPart] = {}
        self._changed: dict[str, Reading] = {}
        self._reread: dict[str, Reading] = {}
        self._compared: dict[tuple[Scope, str], Movement | None] = {}
        self._views: dict[int, View] = {}
        self._whole: dict[str, tuple[Told, ...]] = {}
        self._outline, self._subject = "", Course().subject
        self._spots: tuple[Spot, ...] = ()
        self._registry, self.is_lost = Registry(), False

    def unread(self, paths: Iterable[str]) -> list[str]:
        """Those of some files that no earlier run has read as they are now."""
        kept = self._past.files
        return [path for path in paths if path not in kept or kept[path].stamp != stamp(path)]

    def is_about(self, paths: Iterable[str]) -> bool:
        """Whether the last run was about the same files, and all that it found out may be followed."""
        past = self._past
        return past.about is not None and past.files.keys() == set(paths) and self._has_all_rules(past.told)

    def read(
        self, path: str, named: bool, source: FileSource, make: Callable[[Source], Reading]
    ) -> Reading | Unreadable:
        """One file, read by `make` unless an earlier run has read the same words."""
        if path in self._reread:
            return self._reread[path]
        now, kept = None if path in self._unsaved else stamp(path), self._past.files.get(path)
        lost = partial(self._lost, source, make)
        if kept and now and kept.stamp == now:
            found = self._shelf.held(kept.digest, lost)
            if found:
                self._files[path] = kept
                return found[0]
        text = source.read(path)
        if isinstance(text, Unreadable):
            return text
        digest = self._noted(text, named, now)
        found = self._shelf.held(digest, lost)
        return found[0] if found else self._shelf.put(digest, make(text), lost)

    def reread(
        self, path: str, named: bool, source: FileSource, make: Callable[[Source], Reading]
    ) -> Reading | Unreadable:
        """As `read`, for a file that has changed since the last run."""
        now, text = stamp(path), source.read(path)
        if isinstance(text, Unreadable):
            return text
        digest, lost = self._noted(text, named, now), partial(self._lost, source, make)
        self._reread[path] = self._shelf.put(digest, make(text), lost)
        return self._reread[path]

    def _noted(self, text: Source, named: bool, now: Stamp | None) -> str:
        digest = digest_of(self._reading_key, text.path, f"{named} {text.bom}", text.text)
        self._files[text.path] = Kept(now if is_settled(now, self._now) else None, digest)
        return digest

    def _lost(self, source: FileSource, make: Callable[[Source], Reading], brief: Brief) -> Doc:
        """A document of which only the brief is left. It may have changed by now: nothing found out is kept."""
        self.is_lost = True
        text = source.read(brief.path)
        found = make(text) if isinstance(text, Source) else None
        body = LessonPlan(**brief.body.known) if isinstance(brief.body, PartOfPlan) else brief.body
        if isinstance(found, Doc) and found.kind == brief.identity.kind:
            return found
        return Doc(Source(brief.path, ""), brief.identity, body)

    def decided(self, source: Source, make: Callable[[Source], Registry]) -> Registry:
        """What has been decided about concepts, read by `make` unless the last run has read the same words."""
        self._registry = self._past.registry if self._past.registry.source == source else make(source)
        return self._registry

    def ranked(self) -> Ranked | None:
        """What an earlier run ranked."""
        return self._shelf.ranked()

    def moved(self, docs: Iterable[Reading | Unreadable], registry: Registry) -> Past | None:
        """The last run, if nothing of some documents that have been read again has changed but where words stand."""
        past, moved, read = self._past, dict[str, Movement](), list[Doc]()
        if _decided(past.registry) != _decided(registry):
            return None
        for doc in docs:
            if not isinstance(doc, Doc):
                return None
            old = past.files[doc.path].digest
            before, now = self._before(old), self._movement(Scope.DOCUMENT, old, doc)
            if before is None or now is None or self._hears(before.source, doc.source):
                return None
            moved[doc.path] = now
            read.append(doc)
        found = past_moved(past, moved, read, {**past.files, **self._files})
        if found:
            self._shelf.keep(found)
        return found

    def _has_all_rules(self, told: Iterable[Told]) -> bool:
        return all(each.code in self._rules for each in told)

    def raws(self, told: Iterable[Told], subject: Callable[[str], str] | None = None) -> list[Raw]:
        """Findings that were kept, with their rules and what their files are about (as in the last run)."""
        subject = subject or (self._past.about.subject if self._past.about else self._subject)
        return [Raw(self._rules[code], subject(finding.place.path), finding) for code, finding in told]

    def sources(self, source: FileSource) -> dict[str, Callable[[], Source]]:
        """The texts of the files of the last run, by path."""
        return {path: partial(self._source, path, source) for path in self._past.files}

    def _source(self, path: str, source: FileSource) -> Source:
        kept = self._files.get(path) or self._past.files[path]
        found = self._shelf.source(kept.digest) or source.read(path)
        return found if isinstance(found, Source) else Source(path, "")

    def begin(self, course: Course, registry: Registry) -> None:
        """Find out what of the past holds for this course; call it before `recall`."""
        strays = [(stray.source.path, self._digest(stray.source.path)) for stray in course.strays]
        lessons = (*course.lessons, *course.loose)
        self._views = {id(lesson): lesson_view(lesson) for lesson in lessons}
        views = list(self._views.values())
        self._outline = digest_of(repr((outline(course, views), strays, course.unreadable, _decided(registry))))
        self._subject = course.subject  # which holds the course, so that the ids stay
        self._spots = tuple(chain.from_iterable(each.spots for each in views))
        if self._outline == self._past.outline:
            before = {path: kept.digest for path, kept in self._past.files.items()}
            changed = [doc for doc in course.docs if before.get(doc.path) != self._digest(doc.path)]
            for scopes in _ALIKE:
                moved = self._movements(changed, before, scopes[0])
                if moved is not None and spots_moved(self._past.spots, moved) == self._spots:
                    known = {each.value: self._past.whole.get(each.value) for each in scopes}
                    found = {scope: told_moved(told, moved) for scope, told in known.items() if told is not None}
                    self._whole |= {scope: told for scope, told in found.items() if told is not None}

    def recall(self, scope: Scope, subject: Any = None) -> list[Raw] | None:
        """What the rules of a scope found about a subject, if that still holds; without one, about the whole course."""
        if subject is None:
            told = self._whole.get(scope.value) if scope in WHOLE else None
        else:
            told = self._of_part(scope, subject) if scope in APART else None
        if told is None or not self._has_all_rules(told):
            return None
        return self.raws(told, self._subject)

    def keep(self, scope: Scope, subject: Any, found: Iterable[Raw]) -> None:
        """Remember what the rules of a scope found about a subject, or (None) about the whole course."""
        told = tuple(Told(raw.rule.code, raw.finding) for raw in found)
        if subject is None:
            self._whole |= {scope.value: told} if scope in WHOLE else {}
        elif scope in APART:
            frame, docs, spots = self._around(scope, subject)
            self._parts[frame] = OfPart(tuple(self._digest(doc.path) for doc in docs), spots, told)

    def undecided(self, subjects: Subjects) -> Mapping[str, int]:
        """How many prerequisites of each file are questions."""
        return subjects.undecided if subjects.asked else self._past.undecided

    def save(self, subjects: Subjects, found: Sequence[Raw], about: About) -> None:
        """Put down what this run found out: all it `found`, and what else was reported."""
        listened = self._past.listened
        if subjects.asked:
            from lessonlint.concepts.problems import listened_for

            listened = listened_for(subjects.knowledge)
            if subjects.knowledge.rankings.is_new:
                self._shelf.keep_ranked(subjects.knowledge.rankings.ranked)
        undecided = self.undecided(subjects)
        past = Past(
            self._files,
            self._parts,
            self._whole,
            self._outline,
            self._spots,
            undecided,
            listened,
            self._registry,
            tuple(Told(raw.rule.code, raw.finding) for raw in found),
            about if _may_move(subjects.course, found) else None,
        )
        if past != self._past and not self.is_lost:
            self._shelf.keep(past)

    def _digest(self, path: str) -> str:
        kept = self._files.get(path)
        return kept.digest if kept else ""

    def _of_part(self, scope: Scope, subject: Any) -> tuple[Told, ...] | None:
        """What was found about a part of the course, where all that its rules see reads as before."""
        frame, docs, spots = self._around(scope, subject)
        kept = self._past.parts.get(frame)
        if kept is None:
            return None
        digests = tuple(self._digest(doc.path) for doc in docs)
        if (kept.digests, kept.spots) == (digests, spots):
            self._parts[frame] = kept
            return kept.told
        before = {doc.path: digest for doc, digest in zip(docs, kept.digests, strict=True)}
        moved = self._movements(docs, before, scope)
        if moved is None or spots_moved(kept.spots, moved) != spots:
            return None
        told = told_moved(kept.told, moved)
        if told is not None:
            self._parts[frame] = OfPart(digests, spots, told)
        return told

    def _around(self, scope: Scope, subject: Any) -> tuple[str, Collection[Doc], tuple[Spot, ...]]:
        """All that rules about a part of the course may look at: a short name for what of it no document says, its
        documents (each once), and where the rows of its lessons stand."""
        match subject:
            case Doc():
                seen = View((), (subject,), ())
            case Lesson():
                seen = self._view(subject)
            case _:
                lessons = (*subject.lessons, subject.before) if subject.before else subject.lessons
                seen = module_view(subject, [self._view(lesson) for lesson in lessons])
        return digest_of(repr((scope.value, *seen.frame))), seen.docs, seen.spots

    def _view(self, lesson: Lesson) -> View:
        return self._views.get(id(lesson)) or lesson_view(lesson)

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
        if not isinstance(before, Doc) or (scope in OF_CONCEPTS and self._hears(before.source, doc.source)):
            return None
        for sight in (Scope.DOCUMENT, scope):  # where nothing has changed for those who see all, nobody sees a change
            if (sight, digest) not in self._compared:
                self._compared[sight, digest] = movement(before, doc, sight)
            if found := self._compared[sight, digest]:
                return found
        return None

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


def _decided(registry: Registry) -> tuple[Any, ...]:
    return registry.source, registry.problems


def _may_move(course: Course, found: Iterable[Raw]) -> bool:
    """Whether what was found is the same where nothing but the place of words differs, however long texts are."""
    crashed = any(raw.rule.scope is Scope.CRASH for raw in found)
    return not (crashed or course.duplicates or course.unreadable)
