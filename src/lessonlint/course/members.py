"""Which documents belong together: modules with their plan, record and lessons, each lesson with its slug."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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


class _Claim(NamedTuple):
    """What a document claims to be. Two with one claim are duplicates."""

    kind: str
    series: int | None = None
    module: ModuleNumber | None = None
    slug: str = ""


def gather(docs: Sequence[Doc]) -> Members:
    """Sort documents into modules and series; say which ones claim the same place."""
    groups: dict[_Claim, list[Doc]] = defaultdict(list)
    for doc in docs:
        if doc.kind != kinds.LESSON_PLAN and (claim := _claim(doc)):
            groups[claim].append(doc)
    fullest = {claim: _fullest(group) for claim, group in groups.items()}
    plans, records = _by_module(fullest, kinds.MODULE_PLAN), _by_module(fullest, kinds.MODULE_RECORD)
    series = _by_series(fullest, kinds.SERIES_PLAN)
    names = _Names(plans, records, series.values())
    for doc in docs:
        if doc.kind == kinds.LESSON_PLAN:
            module, slug = names.place(doc)
            groups[_Claim(doc.kind, None, module, slug)].append(doc)
    lessons: dict[ModuleNumber, dict[str, Doc]] = defaultdict(dict)
    loose: dict[str, Doc] = {}
    for claim, group in groups.items():
        if claim.kind == kinds.LESSON_PLAN:
            siblings = lessons[claim.module] if claim.module else loose
            siblings[claim.slug] = _fullest(group)
    return Members(
        course=fullest.get(_Claim(kinds.COURSE)),
        series_plans=series,
        series_summaries=_by_series(fullest, kinds.SERIES_SUMMARY),
        plans=plans,
        records=records,
        lessons=dict(lessons),
        loose=loose,
        duplicates=tuple(tuple(group) for group in groups.values() if len(group) > 1),
    )


def _claim(doc: Doc) -> _Claim | None:
    who = doc.identity
    if who.kind == kinds.COURSE:
        return _Claim(who.kind)
    if who.series is None:
        return None
    if who.kind in (kinds.SERIES_PLAN, kinds.SERIES_SUMMARY):
        return _Claim(who.kind, who.series)
    return _Claim(who.kind, None, (who.series, who.module)) if who.module is not None else None


def fullness(doc: Doc) -> tuple[int, int]:
    """How much a document holds: its table rows, then its length."""
    return sum(len(read.table.rows) for read in doc.tables), len(doc.source.text)


def _fullest(group: Sequence[Doc]) -> Doc:
    """The fullest document; of copies the one with the shortest name, which copies add to.

    Only rivals are compared: to look at all of a document may be to load it.
    """
    return max(group, key=lambda doc: (fullness(doc), -len(doc.path), doc.path)) if len(group) > 1 else group[0]


def _by_module(fullest: Mapping[_Claim, Doc], kind: str) -> dict[ModuleNumber, Doc]:
    return {claim.module: doc for claim, doc in fullest.items() if claim.kind == kind and claim.module}


def _by_series(fullest: Mapping[_Claim, Doc], kind: str) -> dict[int, Doc]:
    return {claim.series: doc for claim, doc in fullest.items() if claim.kind == kind and claim.series is not None}


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
