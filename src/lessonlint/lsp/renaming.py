"""A concept gets another name, everywhere it goes by the old one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lessonlint.concepts.registry import Registry
from lessonlint.course.values import Course
from lessonlint.diagnostic import Fix
from lessonlint.fixing import apply
from lessonlint.lsp.desk import Spot
from lessonlint.lsp.navigation import concept_at, events_at, links_at
from lessonlint.lsp.session import Snapshot
from lessonlint.model.documents import Doc, ModuleRecord
from lessonlint.source import Place, Text
from lessonlint.vocabulary import folded
from lessonlint.yaml_text import YamlProblem, compose, is_yaml, scalars

_UNFIT = frozenset("|\r\n(")


class Named(NamedTuple):
    """The name of a concept in a row, without the explanation in brackets behind it."""

    place: Place
    words: str


def name_at(snapshot: Snapshot, at: Spot) -> Named | None:
    """The name that a place is in."""
    if snapshot.doc(at.path) is None:
        return None
    named = [_name(event.doc, event.row.concept) for event in events_at(snapshot, at)]
    named += [_name(link.reference.doc, link.reference.concept) for link in links_at(snapshot, at) if link.targets]
    return next((each for each in named if each.place.start <= at.offset <= each.place.end), None)


def may_be(words: str) -> bool:
    """Whether some words can be a name: a line of a cell, without the bracket that begins an explanation."""
    return bool(words.strip()) and not _UNFIT.intersection(words)


def misread(snapshot: Snapshot, fix: Fix, name: str) -> str:
    """The first YAML file that would say something else than the new name; "" where there is none."""
    for path in sorted({edit.place.path for edit in fix.edits if is_yaml(edit.place.path)}):
        if source := snapshot.source(path):
            edited = apply(source, [edit for edit in fix.edits if edit.place.path == path])
            before, after = _scalars(source.text), _scalars(edited.text)
            changed = [new for old, new in zip(before, after, strict=False) if new != old]
            if len(after) != len(before) or not all(name in each for each in changed):
                return path
    return ""


def _scalars(text: str) -> list[str]:
    try:
        return [str(node.value) for node in scalars(compose(text))]
    except YamlProblem:
        return []  # a rename that makes it unreadable leaves fewer words than there were


def names_alike(snapshot: Snapshot, at: Spot) -> list[Named]:
    """Every row that calls the concept at a place by the same name; other names for it stay what they are."""
    old = name_at(snapshot, at)
    if old is None:
        return []
    events, links = concept_at(snapshot, at)
    found = [_name(event.doc, event.row.concept) for event in events]
    found += [_name(link.reference.doc, link.reference.concept) for link in links]
    slugs = {snapshot.course.lessons[order].slug for event in events for order in event.orders}
    found += [*_told(snapshot.course, slugs), *_decided(snapshot.knowledge.decisions.registry, slugs)]
    return sorted({each for each in found if folded(each.words) == folded(old.words)})


def _told(course: Course, slugs: set[str]) -> Iterator[Named]:
    """The concepts that a record's summaries list as taught in some lessons."""
    for doc in course.docs:
        if isinstance(doc.body, ModuleRecord):
            for summary in doc.body.summaries:
                if summary.slug in slugs:
                    yield from (_name(doc, row.concept) for row in summary.taught)


def _decided(registry: Registry, slugs: set[str]) -> Iterator[Named]:
    """The rows that `concepts.yaml` names of some lessons: it looks them up by these words."""
    source = registry.source
    for concept in registry.concepts if source else ():
        for row in concept.rows:
            if source and row.lesson.value in slugs:
                yield _head(source.path, source.text, row.name)


def _name(doc: Doc, concept: Text) -> Named:
    return _head(doc.path, doc.source.text, concept)


def _head(path: str, text: str, concept: Text) -> Named:
    raw = text[concept.start : concept.end]
    words = raw.partition("(")[0].rstrip() or raw
    words = words.partition("{#")[0].rstrip() or words
    return Named(Place(path, concept.start, concept.start + len(words)), words)
