"""Documents in, course out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePath
from typing import NamedTuple

from lessonlint.course.members import Members, gather
from lessonlint.course.values import CitedLoad, Course, Lesson, Module, ModuleNumber, Series, Stray
from lessonlint.model.documents import CourseDocument, Doc, LessonPlan, ModulePlan, ModuleRecord, SeriesDocument
from lessonlint.model.phrases import read_place, read_slug, slugified
from lessonlint.model.values import ConceptRow, LessonSummary, LoadClaim, SequenceRow
from lessonlint.source import Unreadable
from lessonlint.vocabulary import DEFAULT_VOCABULARY, Vocabulary

_CELL_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ARROW = re.compile(r"->|→")
_SMALL_WORDS = frozenset(["a", "an", "and", "of", "the"])
_BRACKETED = re.compile(r"\([^()]*\)")


def build_course(
    docs: Sequence[Doc],
    unreadable: Sequence[Unreadable] = (),
    strays: Sequence[Stray] = (),
    open_paths: Collection[str] = (),
    complete: Collection[str] = (),
    vocabulary: Vocabulary = DEFAULT_VOCABULARY,
) -> Course:
    """Put documents in course order.

    `open_paths` are files that were given by name: what stands beside them is unknown, so nothing that depends on
    absence is concluded about their module. `complete` names what is known to be whole: `course`, `series-4`, `4.4`.
    """
    members = gather(docs)
    numbers = sorted({*members.plans, *members.records, *members.lessons})
    modules = tuple(_module(number, members, open_paths, complete) for number in numbers)
    known = {number[0] for number in numbers} | set(members.series_plans) | set(members.series_summaries)
    series = tuple(_series(number, modules, members, open_paths, complete) for number in sorted(known))
    modules = _chained(series)
    return Course(
        docs=tuple(docs),
        doc=members.course,
        series=tuple(each._replace(modules=tuple(m for m in modules if m.number[0] == each.number)) for each in series),
        modules=modules,
        lessons=tuple(lesson for module in modules for lesson in module.lessons),
        loose=tuple(_loose(slug, doc) for slug, doc in sorted(members.loose.items())),
        duplicates=members.duplicates,
        unreadable=tuple(unreadable),
        strays=tuple(_strange(strays, docs, open_paths)),
        closed="course" in complete or _course_closed(members, series, open_paths),
        subjects=dict(_subjects(docs, modules)),
        vocabulary=vocabulary,
    )


def _strange(strays: Sequence[Stray], docs: Sequence[Doc], open_paths: Collection[str]) -> Iterator[Stray]:
    """The strays without empty files that nobody named and that stand neither beside a document nor in a module."""
    if not strays:  # as in most courses
        return
    beside = {PurePath(doc.path).parent for doc in docs}
    modules = {PurePath(doc.path).parent for doc in docs if isinstance(doc.body, ModulePlan | ModuleRecord)}
    for stray in strays:
        folder = PurePath(stray.source.path).parent
        known = stray.source.path in open_paths or folder in beside or folder.parent in modules
        if known or stray.source.text.strip():
            yield stray


def _module(number: ModuleNumber, members: Members, open_paths: Collection[str], complete: Collection[str]) -> Module:
    plan_doc, record_doc = members.plans.get(number), members.records.get(number)
    files = members.lessons.get(number, {})
    plan = plan_doc.body if plan_doc and isinstance(plan_doc.body, ModulePlan) else None
    record = record_doc.body if record_doc and isinstance(record_doc.body, ModuleRecord) else None
    docs = [doc for doc in (plan_doc, record_doc, *files.values()) if doc]
    walked = not any(doc.path in open_paths for doc in docs)
    alone = not walked and not (plan and plan.sequence)
    slugs = _order(None, _surely(record), files) if alone else _order(plan, record, files)
    named = _Named.of(number, plan_doc, record_doc)
    orders, count = _stated(slugs, record, files) if alone else _numbering(slugs, files, named.planned)
    lessons = tuple(
        _lesson(slug, order, count, named, files.get(slug)) for slug, order in zip(slugs, orders, strict=True)
    )
    whole = bool(plan_doc and record_doc and plan and plan.sequence and all(lesson.doc for lesson in lessons))
    title = next((doc.identity.title.value for doc in (plan_doc, record_doc) if doc), "")
    closed = f"{number[0]}.{number[1]}" in complete or f"series-{number[0]}" in complete or "course" in complete
    claimed = {doc.path for group in members.duplicates for doc in group}
    disputed = any(doc.path in claimed for doc in (plan_doc, record_doc) if doc)
    lessons = tuple(replace(lesson, disputed=True) for lesson in lessons) if disputed else lessons
    return Module(number, title, plan_doc, record_doc, lessons, closed or (whole and walked), disputed, alone)


def _order(plan: ModulePlan | None, record: ModuleRecord | None, files: dict[str, Doc]) -> list[str]:
    """The plan's sequence decides; without a plan the record, then what the lessons say of their positions.

    A lesson that the plan does not have stands beside the row where it says it is: the row may be its own, renamed.
    """
    slugs: list[str] = []
    if plan and plan.sequence:
        slugs = [_row_slug(row) for row in plan.sequence]
    elif record:
        slugs = [summary.slug or slugified(summary.title.value) for summary in record.summaries]
        slugs += [slug for row in record.index for slug in slugs_in(row.lesson.value)[-1:]]
    slugs = list(dict.fromkeys(slug for slug in slugs if slug))
    rest = sorted(files.keys() - slugs, key=lambda slug: (files[slug].identity.order or 999, slug))
    if not (plan and plan.sequence):
        return slugs + rest
    for slug in reversed(rest):
        slugs.insert((files[slug].identity.order or 999) - 1, slug)
    return slugs


def _surely(record: ModuleRecord | None) -> ModuleRecord | None:
    """A record without the summaries whose titles may be those of lessons that its index calls something else."""
    known = {slug for row in record.index for slug in slugs_in(row.lesson.value)} if record else set()
    if record is None:
        return None
    named = [each._replace(slug=each.slug or slugified(each.name)) for each in record.summaries]
    sure = [
        now for now, each in zip(named, record.summaries, strict=True) if each.slug or now.slug in known or not known
    ]
    return replace(record, summaries=tuple(sure))


def _numbering(slugs: list[str], files: dict[str, Doc], planned: Collection[str]) -> tuple[list[int], int]:
    """The places of lessons and how many there are: counted where a plan lists them, else as the lessons say.

    A lesson that the plan does not have takes no number, so that those of the others stay what the plan says.
    """
    if planned:
        places = {slug: place for place, slug in enumerate((slug for slug in slugs if slug in planned), start=1)}
        return [places.get(slug, 0) for slug in slugs], len(places)
    orders: list[int] = []
    for slug in slugs:
        doc = files.get(slug)
        stated = doc.identity.order if doc else None
        after = orders[-1] + 1 if orders else 1
        orders.append(max(stated or after, after))
    return orders, max([*orders, *_totals(files)], default=0)


def _stated(slugs: list[str], record: ModuleRecord | None, files: dict[str, Doc]) -> tuple[list[int], int]:
    """The places that lessons or their summaries say they have, 0 where neither does; how many there are at least."""
    said = {summary.slug or slugified(summary.name): summary.order for summary in (record.summaries if record else ())}
    said |= {slug: doc.identity.order or said.get(slug) for slug, doc in files.items()}
    orders = [said.get(slug) or 0 for slug in slugs]
    return orders, max([*orders, *_totals(files)], default=0)


def _totals(files: dict[str, Doc]) -> list[int]:
    bodies = (doc.body for doc in files.values())
    plans = (body for body in bodies if isinstance(body, LessonPlan))
    return [p.total for plan in plans for p in plan.positions if p.scope == "module" and p.total]


def _row_slug(row: SequenceRow) -> str:
    return read_slug(row.lesson.value) or slugified(row.title.value or row.lesson.value)


class _Named(NamedTuple):
    """What the plan and the record of a module say of lessons, by how they name them: looked through once for all."""

    number: ModuleNumber
    plan: Doc | None
    record: Doc | None
    planned: dict[str, SequenceRow]
    taught: dict[str | tuple[int, int, int | None], list[int]]
    loads: dict[str, list[int]]
    numbered: int
    summaries: dict[str, LessonSummary]
    nameless: dict[str | int, LessonSummary]

    @classmethod
    def of(cls, number: ModuleNumber, plan: Doc | None, record: Doc | None) -> _Named:
        planned: dict[str, SequenceRow] = {}
        for row in _sequence(plan):
            planned.setdefault(_row_slug(row), row)
        taught: dict[str | tuple[int, int, int | None], list[int]] = defaultdict(list)
        for at, each in enumerate(_index(record)):
            for name in (*slugs_in(each.lesson.value), read_place(each.lesson.value)):
                if name is not None:
                    taught[name].append(at)
        loads: dict[str, list[int]] = defaultdict(list)
        for at, claim in enumerate(_claims(plan)):
            loads[claim.lesson].append(at)
        numbered = sum(claim.place == "trajectory" and claim.lesson.isdigit() for claim in _claims(plan))
        summaries: dict[str, LessonSummary] = {}
        nameless: dict[str | int, LessonSummary] = {}
        for summary in _summaries(record):
            if summary.slug:
                summaries.setdefault(summary.slug, summary)
            else:
                nameless.setdefault(slugified(summary.name), summary)
                nameless.setdefault(_begun_with(summary.name, planned, summary.order) or summary.order or 0, summary)
        return cls(number, plan, record, planned, taught, loads, numbered, summaries, nameless)

    def summary(self, slug: str, title: str, order: int) -> LessonSummary | None:
        """The record's summary of a lesson: by slug, else by title, else by number where the title is nobody's."""
        titled = [self.nameless[name] for name in {slug, slugified(title)} if name in self.nameless]
        first = min(titled, key=lambda each: each.title.start, default=None)
        return self.summaries.get(slug) or first or (self.nameless.get(order) if order else None)

    def rows(self, slug: str, order: int) -> tuple[tuple[Doc, ConceptRow], ...]:
        """The rows of the record's index that say a lesson teaches them."""
        if self.record is None:
            return ()
        found = {*self.taught.get(slug, ()), *self.taught.get((*self.number, order), ())}
        index = _index(self.record)
        return tuple((self.record, index[at]) for at in sorted(found))

    def planned_loads(self, slug: str, order: int, count: int) -> Iterator[CitedLoad]:
        """What the plan says of a lesson's load. A trajectory given by numbers counts only when it is complete."""
        if self.plan is None:
            return
        claims, whole = _claims(self.plan), self.numbered == count
        by_number = (at for at in self.loads.get(str(order), ()) if whole or claims[at].place == "sequence")
        found = {*self.loads.get(slug, ()), *by_number}
        yield from (CitedLoad(self.plan, claims[at]) for at in sorted(found))


def _begun_with(title: str, slugs: Collection[str], order: int | None) -> str:
    """The longest slug that a title begins with: such a lesson keeps its summary when its number changes.

    "" where the lesson with the number is named in the title as well.
    """
    words = _telling_words(slugified(title))
    numbered = [slug for at, slug in enumerate(slugs, start=1) if at == order]
    if any(set(_telling_words(slug)) <= set(words) for slug in numbered):
        return ""
    begun = [slug for slug in slugs if (telling := _telling_words(slug)) and words[: len(telling)] == telling]
    return max(begun, key=len, default="")


def _telling_words(slug: str) -> list[str]:
    return [word for word in slug.split("-") if word not in _SMALL_WORDS]


def _lesson(slug: str, order: int, count: int, named: _Named, doc: Doc | None) -> Lesson:
    row = named.planned.get(slug)
    title = doc.identity.title.value if doc else (row.title.value if row else "")
    summary = named.summary(slug, title, order)
    return Lesson(
        slug=slug,
        title=title or slug,
        module=named.number,
        order=order,
        count=count,
        doc=doc,
        planned=(named.plan, row) if named.plan and row else None,
        summary=(named.record, summary) if named.record and summary else None,
        taught=named.rows(slug, order),
        loads=tuple(_loads(slug, order, count, doc, named, summary)),
    )


def _loose(slug: str, doc: Doc) -> Lesson:
    loads = tuple(_loads(slug, 0, 0, doc, None, None))
    return Lesson(slug, doc.identity.title.value or slug, None, doc.identity.order or 0, 0, doc, loads=loads)


def _sequence(doc: Doc | None) -> tuple[SequenceRow, ...]:
    return doc.body.sequence if doc and isinstance(doc.body, ModulePlan) else ()


def _summaries(doc: Doc | None) -> tuple[LessonSummary, ...]:
    return doc.body.summaries if doc and isinstance(doc.body, ModuleRecord) else ()


def _index(doc: Doc | None) -> tuple[ConceptRow, ...]:
    return doc.body.index if doc and isinstance(doc.body, ModuleRecord) else ()


@lru_cache(maxsize=1 << 14)
def slugs_in(cell: str) -> tuple[str, ...]:
    """The slugs a lesson cell names; of `a -> b` (started in a, finished in b) only the last."""
    words = _ARROW.split(_BRACKETED.sub(" ", cell))[-1]
    return tuple(word for word in _CELL_WORD.findall(words) if not word.isdigit())


def _claims(doc: Doc | None) -> tuple[LoadClaim, ...]:
    return doc.body.loads if doc and isinstance(doc.body, ModulePlan) else ()


def _loads(
    slug: str, order: int, count: int, doc: Doc | None, named: _Named | None, summary: LessonSummary | None
) -> Iterator[CitedLoad]:
    """Every place that states the lesson's load."""
    if doc and isinstance(doc.body, LessonPlan):
        yield from (CitedLoad(doc, claim) for claim in doc.body.loads)
    if named:
        yield from named.planned_loads(slug, order, count)
        if named.record and summary:
            yield from (CitedLoad(named.record, claim) for claim in summary.loads)


def _series(
    number: int,
    modules: tuple[Module, ...],
    members: Members,
    open_paths: Collection[str],
    complete: Collection[str],
) -> Series:
    own = [module for module in modules if module.number[0] == number]
    plan, summary = members.series_plans.get(number), members.series_summaries.get(number)
    listed = plan.body.lessons if plan and isinstance(plan.body, SeriesDocument) else ()
    planned = {module for module, _ in listed if module is not None}
    walked = plan is not None and plan.path not in open_paths
    whole = bool(planned) and walked and planned == {m.number[1] for m in own} and all(m.closed for m in own)
    closed = whole or f"series-{number}" in complete or "course" in complete
    contiguous = [module.number[1] for module in own] == list(range(1, len(own) + 1))
    contiguous = contiguous and not any(module.disputed or module.alone for module in own)
    seen = sum(map(_numbered, own))
    total = seen if whole else None
    numbered, before = [], 0
    for module in own:
        if contiguous:
            lessons = [
                replace(x, series_order=before + x.order if x.order else None, series_count=total, series_seen=seen)
                for x in module.lessons
            ]
            module = module._replace(lessons=tuple(lessons))
        before += _numbered(module)
        numbered.append(module)
    return Series(number, plan, summary, tuple(numbered), closed)


def _numbered(module: Module) -> int:
    """How many lessons of a module have a place in it: not those that its plan does not have."""
    return len(module.lessons) if module.alone else sum(lesson.order > 0 for lesson in module.lessons)


def _chained(series: Iterable[Series]) -> tuple[Module, ...]:
    """Tell each module which lesson comes right before it, where that is known: of a closed series also its last."""
    chained: list[Module] = []
    closed = {each.number for each in series if each.closed}
    for module in (module for each in series for module in each.modules):
        last = chained[-1] if chained else None
        number = module.number
        right = [(number[0], number[1] - 1)]
        if last and number[1] == 1 and number[0] - 1 in closed:
            right.append((number[0] - 1, last.number[1]))
        follows = last and last.number in right and _is_whole(last) and _opens(module)
        chained.append(module._replace(before=last.lessons[-1] if last and follows else None))
    return tuple(chained)


def _is_whole(module: Module) -> bool:
    return bool(module.lessons) and module.lessons[-1].order == module.lessons[-1].count > 0


def _opens(module: Module) -> bool:
    return bool(module.lessons) and module.lessons[0].order == 1


def _course_closed(members: Members, series: tuple[Series, ...], open_paths: Collection[str]) -> bool:
    doc = members.course
    if doc is None or doc.path in open_paths or not isinstance(doc.body, CourseDocument):
        return False
    listed = {place[:2] for row in doc.body.modules if (place := read_place(row.number.value))}
    return bool(listed) and listed == {module.number for each in series for module in each.modules if module.closed}


def _subjects(docs: Sequence[Doc], modules: Sequence[Module]) -> Iterator[tuple[str, str]]:
    for doc in docs:
        who = doc.identity
        number = ".".join(str(n) for n in (who.series, who.module) if n is not None)
        if isinstance(doc.body, LessonPlan):  # one that has no place in a module
            yield doc.path, who.slug.value or slugified(who.title.value) or doc.kind
        else:
            yield doc.path, f"{number} {doc.kind}".strip()
    for module in modules:
        yield from ((lesson.doc.path, lesson.slug) for lesson in module.lessons if lesson.doc)
