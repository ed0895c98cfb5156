"""Lessons that a module's documents name and the module does not have."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from lessonlint.course.values import Lesson, Module
from lessonlint.model.documents import Doc, SeriesDocument
from lessonlint.model.phrases import read_slug
from lessonlint.model.values import ConceptRow
from lessonlint.source import Text
from lessonlint.vocabulary import near, plain

_BRACKETED = re.compile(r"\([^()]*\)")
_BETWEEN = re.compile(r"->|→|[,;+&/]|\sand\s")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

INDEX, SUMMARY, SEQUENCE, FILE = "index row", "summary", "sequence", "file"


class Stranger(NamedTuple):
    """A lesson its module does not have: where it is named, as what, and the lesson that may be meant.

    `instead` is, of a file, the lesson that the plan has in its place and of which there is no file.
    """

    doc: Doc
    text: Text
    slug: str
    kind: str
    module: str
    near: str | None
    instead: Lesson | None = None


def strangers(module: Module) -> Iterator[Stranger]:
    """The lessons that plan and record name and the module does not have. Without a plan anything may be a lesson."""
    if module.plan is None or not module.plan.sequence:
        return
    unwritten = list(_unwritten(module))
    yield from unwritten
    yield from _unplanned(module, {stranger.near for stranger in unwritten})
    if module.record is None or module.record_doc is None:
        return
    known = {id(taught) for lesson in module.lessons for _, taught in lesson.taught}
    summed = {id(lesson.summary[1]) for lesson in module.lessons if lesson.summary}
    for row in module.record.index:
        if id(row) not in known:
            yield from _known(module.record_doc, row.lesson, _named(row), INDEX, module)
    for summary in module.record.summaries:
        if id(summary) not in summed:
            yield from _known(module.record_doc, summary.title, [summary.slug] if summary.slug else [], SUMMARY, module)


def series_strangers(doc: Doc, modules: tuple[Module, ...]) -> Iterator[Stranger]:
    """The lessons that a series plan gives to modules whose own plans do not have them."""
    planned = {module.number[1]: module for module in modules if module.plan and module.plan.sequence}
    for number, row in doc.body.lessons if isinstance(doc.body, SeriesDocument) else ():
        if number in planned:
            slug = read_slug(row.lesson.value)
            yield from _known(doc, row.lesson, [slug] if slug else [], SEQUENCE, planned[number])


def _known(doc: Doc, text: Text, slugs: list[str], kind: str, module: Module) -> Iterator[Stranger]:
    """A word that is like no lesson of the module is one only if it looks like nothing else: with a hyphen."""
    own = {lesson.slug for lesson in module.lessons}
    if own.isdisjoint(slugs):
        for slug in slugs:
            meant = near(slug, sorted(own))
            if meant or "-" in slug or kind == SEQUENCE:
                yield Stranger(doc, text, slug, kind, module.name, meant)


def _unwritten(module: Module) -> Iterator[Stranger]:
    """Planned lessons nobody else speaks of, beside a lesson of almost the same name that is not planned."""
    unplanned = [lesson.slug for lesson in module.lessons if lesson.doc and not lesson.planned]
    for lesson in module.lessons:
        if lesson.planned and not (lesson.doc or lesson.summary or lesson.taught):
            doc, row = lesson.planned
            if meant := near(lesson.slug, unplanned):
                yield Stranger(doc, row.lesson or row.title, lesson.slug, SEQUENCE, module.name, meant)


def _unplanned(module: Module, told: Collection[str | None]) -> Iterator[Stranger]:
    """Lesson plans that the module plan does not have; `told` are those that it only misspells."""
    for lesson in module.lessons:
        if lesson.doc and not lesson.planned and not lesson.disputed and lesson.slug not in told:
            who, said = lesson.doc.identity, lesson.position
            there = (other for other in module.lessons if said and other.order == said.number and not other.doc)
            yield Stranger(lesson.doc, who.slug or who.title, lesson.slug, FILE, module.name, None, next(there, None))


def _named(row: ConceptRow) -> list[str]:
    """The slugs in a cell; what stands in brackets is a note."""
    pieces = _BETWEEN.split(_BRACKETED.sub(" ", plain(row.lesson.value)))
    return [piece.strip() for piece in pieces if _SLUG.fullmatch(piece.strip()) and not piece.strip().isdigit()]


def is_near(lesson: Lesson, found: list[Stranger]) -> bool:
    """Whether one of the names is probably a misspelling of this lesson's."""
    return any(stranger.near == lesson.slug for stranger in found)
