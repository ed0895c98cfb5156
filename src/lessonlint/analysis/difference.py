"""What changed in a curriculum between two trees: lessons, concepts and depths, prerequisites, loads, findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lessonlint.analysis.impact import TEACHING, Broken, Lost, lost
from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import Link
from lessonlint.concepts.names import same_words
from lessonlint.concepts.references import PREREQUISITES
from lessonlint.concepts.rows import has_gap
from lessonlint.course.values import Course, Lesson
from lessonlint.diagnostic import Diagnostic, Report
from lessonlint.wording import bare

NEW, GONE, MOVED, LOAD, DEPTH = "new", "gone", "moved", "load", "depth"


class Side(NamedTuple):
    """One of the two trees, judged. `name` is how people call it."""

    name: str
    report: Report
    knowledge: Knowledge


class Change(NamedTuple):
    """Something of a lesson that changed: `kind` says how, `what` names it ("" for the lesson itself)."""

    kind: str
    lesson: str
    what: str = ""
    before: str = ""
    after: str = ""


class Paper(NamedTuple):
    """A document that stands in one tree only: `kind` says in which, `what` it is, and `of` what."""

    kind: str
    what: str
    of: str
    path: str


class Difference(NamedTuple):
    """What changed. `links` are prerequisites of lessons in both trees.

    `new` and `gone` are findings. Nobody has mended `left`, which are gone with their document, nor `untold`, for which
    a check lacks a document that is gone.
    """

    before: Side
    after: Side
    papers: tuple[Paper, ...]
    lessons: tuple[Change, ...]
    concepts: tuple[Change, ...]
    links: tuple[Change, ...]
    broken: tuple[Broken, ...]
    new: tuple[Diagnostic, ...]
    gone: tuple[Diagnostic, ...]
    left: tuple[Diagnostic, ...]
    untold: tuple[Diagnostic, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed that a curriculum knows of."""
        changes = (self.papers, self.lessons, self.concepts, self.links)
        return not any((*changes, self.broken, self.new, self.gone, self.left, self.untold))


def difference(before: Side, after: Side) -> Difference:
    """What changed from one tree to another. Lessons are the same where they have the same slug."""
    known = [{each.key for each in side.report.diagnostics} for side in (before, after)]
    new = tuple(each for each in after.report.diagnostics if each.key not in known[0])
    gone = [each for each in before.report.diagnostics if each.key not in known[1]]
    papers = tuple(_papers(before.knowledge.course, after.knowledge.course))
    away = {paper.path for paper in papers if paper.kind == GONE}
    untold = {each.key: each for each in _untold(gone, before, after, away)}
    return Difference(
        before,
        after,
        papers,
        tuple(_lessons(before.knowledge.course.lessons, after.knowledge.course.lessons)),
        tuple(_compared(_depths(before.knowledge), _depths(after.knowledge))),
        tuple(_compared(*_kept(_rows(before.knowledge), _rows(after.knowledge)))),
        tuple(_broken(before.knowledge, after.knowledge, new)),
        new,
        tuple(each for each in gone if each.place.path not in away and each.key not in untold),
        tuple(each for each in gone if each.place.path in away),
        tuple(untold.values()),
    )


def _untold(gone: Iterable[Diagnostic], before: Side, after: Side, away: set[str]) -> Iterator[Diagnostic]:
    """The findings gone from files that stayed as they were because a document is gone that they needed.

    That is certain where they speak of it, or where nothing but documents that are gone has changed.
    """
    then, now = ({path: each.text for path, each in side.report.sources.items()} for side in (before, after))
    same = {path for path, text in now.items() if then.get(path) == text}
    alone = bool(away) and same == set(now)
    for each in gone:
        beside = {related.place.path for related in each.related} | {each.cause}
        if each.place.path in same and (alone or beside & away):
            yield each


def _papers(before: Course, after: Course) -> Iterator[Paper]:
    """The documents of one tree only. One that was renamed is the same while it is about the same."""
    then, now = (dict(_known(course)) for course in (before, after))
    yield from (Paper(GONE, what, *named) for (what, about), named in then.items() if (what, about) not in now)
    yield from (Paper(NEW, what, *named) for (what, about), named in now.items() if (what, about) not in then)


def _known(course: Course) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """The documents by their kind and what they are about, with how people call that, and their paths."""
    names = {lesson.doc.path: lesson.name for lesson in course.lessons if lesson.doc}
    for doc in course.docs:
        about = course.subject(doc.path).removesuffix(doc.kind).strip()
        yield (doc.kind, about), (names.get(doc.path, about), doc.path)


def _lessons(before: Sequence[Lesson], after: Sequence[Lesson]) -> Iterator[Change]:
    then, now = ({lesson.slug: lesson for lesson in lessons} for lessons in (before, after))
    yield from (Change(GONE, lesson.name) for slug, lesson in then.items() if slug not in now)
    for slug, lesson in now.items():
        old = then.get(slug)
        if old is None:
            yield Change(NEW, lesson.name)
            continue
        if old.number != lesson.number:
            yield Change(MOVED, slug, before=old.number, after=lesson.number)
        was, is_now = (each.load.word if each.load else "no load" for each in (old, lesson))
        if was != is_now:
            yield Change(LOAD, lesson.name, before=was, after=is_now)


Told = Mapping[tuple[str, str], tuple[str, str]]


def _compared(before: Told, after: Told) -> Iterator[Change]:
    """What stands in one tree only, and what says something else in the other."""
    yield from (Change(GONE, slug, *told) for (slug, key), told in before.items() if (slug, key) not in after)
    for (slug, key), (what, depth) in after.items():
        if (slug, key) not in before:
            yield Change(NEW, slug, what, after=depth)
        elif before[slug, key][1] != depth:
            yield Change(DEPTH, slug, what, before[slug, key][1], depth)


def _kept(before: Told, after: Told) -> tuple[Told, Told]:
    """What is told of lessons that stand in both trees: a lesson comes and goes with all its rows."""
    both = {slug for slug, _ in before} & {slug for slug, _ in after}
    then, now = ({key: told for key, told in side.items() if key[0] in both} for side in (before, after))
    return then, now


def _depths(knowledge: Knowledge) -> Told:
    """The depth each lesson takes each concept to, by the lesson's slug and the concept's words."""
    lessons = knowledge.course.lessons
    return {
        (lessons[order].slug, same_words(event.row.concept.value)): (bare(event.row.concept), bare(event.row.depth))
        for event in knowledge.events
        for order in event.orders
    }


def _rows(knowledge: Knowledge) -> Told:
    """The depth each prerequisite of each lesson asks for."""
    return {
        (linked.lesson.slug, same_words(link.reference.words)): (bare(link.reference.concept), bare(row.required))
        for linked in knowledge.lessons
        for link in linked.of(PREREQUISITES)
        if (row := link.reference.prerequisite)
    }


def _broken(before: Knowledge, after: Knowledge, new: Iterable[Diagnostic]) -> Iterator[Broken]:
    places = {lesson.slug: at for at, lesson in enumerate(after.course.lessons)}
    events: dict[tuple[str, str], Event] = {}
    for event in after.events:
        events.update({(after.course.lessons[order].slug, event.name.head_key): event for order in event.orders})
    rows: dict[tuple[str, str], Link] = {
        (linked.lesson.slug, same_words(link.reference.words)): link
        for linked in after.lessons
        for link in linked.of(PREREQUISITES)
    }

    def placed(event: Event) -> tuple[float, int] | None:
        slugs = [before.course.lessons[order].slug for order in event.orders]
        found = [other for slug in slugs if (other := events.get((slug, event.name.head_key)))]
        return (found[-1].order, found[-1].level) if found else None

    def moved(at: int) -> int | None:
        return places.get(before.course.lessons[at].slug)

    kept: dict[str, list[Lost]] = {}
    for each in lost(before, moved, placed):
        link = rows.get((each.lesson.slug, same_words(each.link.reference.words)))
        if link and _still_asks(link, each, after.course.lessons[places[each.lesson.slug]]):
            kept.setdefault(each.lesson.slug, []).append(each._replace(link=link))
    told = [each for each in new if each.code in TEACHING]
    for lesson in after.course.lessons:
        path = lesson.doc.path if lesson.doc else None
        findings = tuple(each for each in told if each.place.path == path)
        if lesson.slug in kept or findings:
            yield Broken(lesson, tuple(kept.get(lesson.slug, ())), findings)


def _still_asks(link: Link, then: Lost, lesson: Lesson) -> bool:
    """Whether a row still needs what it has lost: it was not lowered, and declares no gap."""
    row = link.reference.prerequisite
    if row is None or lesson.plan is None or has_gap(lesson.plan, row):
        return False
    return row.required_depth.kind != "taught" or row.required_depth.low > then.left
