"""Which documents belong together: modules with their plan, record and lessons, each lesson with its slug."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import NamedTuple

from lessonlint.course.values import ModuleNumber
from lessonlint.model import identity as kinds
from lessonlint.model.documents import Doc, ModulePlan, ModuleRecord, SeriesDocument
from lessonlint.model.phrases import SLUG, read_slug, slugified

_NOT_A_SLUG = {"plan", "record", "lesson", "summary", "course", "readme", "index", "overview", "stdin"}


class Members(NamedTuple):
    """Documents by what they are. Where several claim the same thing, the fullest stands here alone."""

    course: Doc | None
    series_plans: dict[int, Doc]
    series_summaries: dict[int, Doc]
    plans: dict[ModuleNumber, Doc]
    records: dict[ModuleNumber, Doc]
    lessons: dict[ModuleNumber, dict[str, Doc]]
    loose: dict[str, Doc]
    duplicates: tuple[tuple[Doc, ...], ...]


def gather(docs: Sequence[Doc]) -> Members:
    """Sort documents into modules and series; say which ones claim the same place."""
    groups: dict[tuple[object, ...], list[Doc]] = defaultdict(list)
    for doc in docs:
        if doc.kind != kinds.LESSON_PLAN and (key := _key(doc)):
            groups[key].append(doc)
    fullest = {key: max(group, key=_rank) for key, group in groups.items()}
    plans = _by_number(fullest, kinds.MODULE_PLAN)
    records = _by_number(fullest, kinds.MODULE_RECORD)
    series = {key[1]: doc for key, doc in fullest.items() if key[0] == kinds.SERIES_PLAN}
    names = _Names(plans, records, series.values())
    lessons: dict[ModuleNumber, dict[str, Doc]] = defaultdict(dict)
    for doc in docs:
        if doc.kind == kinds.LESSON_PLAN:
            groups[(kinds.LESSON_PLAN, *names.place(doc))].append(doc)
    for key, group in groups.items():
        if key[0] == kinds.LESSON_PLAN:
            lessons[key[1]][key[2]] = max(group, key=_rank)  # type: ignore[index]
    loose = lessons.pop(None, {})  # type: ignore[call-overload]
    return Members(
        course=next((doc for key, doc in fullest.items() if key[0] == kinds.COURSE), None),
        series_plans=series,  # type: ignore[arg-type]
        series_summaries={key[1]: doc for key, doc in fullest.items() if key[0] == kinds.SERIES_SUMMARY},  # type: ignore[misc]
        plans=plans,
        records=records,
        lessons=dict(lessons),
        loose=loose,
        duplicates=tuple(tuple(group) for group in groups.values() if len(group) > 1),
    )


def _key(doc: Doc) -> tuple[object, ...] | None:
    who = doc.identity
    if who.kind == kinds.COURSE:
        return (who.kind,)
    if who.kind in (kinds.SERIES_PLAN, kinds.SERIES_SUMMARY):
        return (who.kind, who.series) if who.series is not None else None
    return (who.kind, (who.series, who.module)) if who.module is not None else None


def fullness(doc: Doc) -> tuple[int, int]:
    """How much a document holds: its table rows, then its length."""
    return sum(len(read.table.rows) for read in doc.tables), len(doc.source.text)


def _rank(doc: Doc) -> tuple[tuple[int, int], str]:
    return fullness(doc), doc.path


def _by_number(fullest: dict[tuple[object, ...], Doc], kind: str) -> dict[ModuleNumber, Doc]:
    return {key[1]: doc for key, doc in fullest.items() if key[0] == kind}  # type: ignore[misc]


class _Names:
    """The slugs that plans, records and series tables give to lessons, and the order they put them in."""

    def __init__(self, plans: dict[ModuleNumber, Doc], records: dict[ModuleNumber, Doc], series: Iterable[Doc]) -> None:
        self.sequences: dict[ModuleNumber, list[str]] = {}
        self.modules: dict[str, ModuleNumber] = {}
        for doc in series:
            if isinstance(doc.body, SeriesDocument) and doc.identity.series is not None:
                for module, row in doc.body.lessons:
                    if module is not None and (slug := read_slug(row.lesson.value)):
                        self.modules.setdefault(slug, (doc.identity.series, module))
        for number, doc in [*records.items(), *plans.items()]:
            slugs = _slugs(doc)
            self.sequences[number] = slugs
            self.modules.update({slug: number for slug in slugs if slug})

    def place(self, doc: Doc) -> tuple[ModuleNumber | None, str]:
        """The module and slug of a lesson plan: its own words, then its file name, position and title."""
        who = doc.identity
        number = (who.series, who.module) if who.series is not None and who.module is not None else None
        sequence = self.sequences.get(number, []) if number else []
        slug = who.slug.value or self._slug(doc, sequence)
        return number or self.modules.get(slug), slug

    def _slug(self, doc: Doc, sequence: list[str]) -> str:
        stem = PurePath(doc.path).stem.casefold()
        titled = slugified(doc.identity.title.value)
        for candidate in (stem, titled):
            if candidate in sequence or (not sequence and candidate in self.modules):
                return candidate
        order = doc.identity.order
        if order and 0 < order <= len(sequence) and sequence[order - 1]:
            return sequence[order - 1]
        if SLUG.fullmatch(stem) and stem not in _NOT_A_SLUG and not any(char.isdigit() for char in stem):
            return stem
        return titled or (stem if stem not in _NOT_A_SLUG else doc.path)


def _slugs(doc: Doc) -> list[str]:
    if isinstance(doc.body, ModulePlan):
        return [
            read_slug(row.lesson.value) or slugified(row.title.value or row.lesson.value) for row in doc.body.sequence
        ]
    if isinstance(doc.body, ModuleRecord):
        return [summary.slug for summary in doc.body.summaries]
    return []
