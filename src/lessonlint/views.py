"""The parts of a course that findings are about, as `memory` tells them apart from one run to the next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import Any, NamedTuple

from lessonlint.course.members import fullness
from lessonlint.course.values import Course, Lesson, Module
from lessonlint.model.documents import Doc
from lessonlint.past import Spot


class View(NamedTuple):
    """What rules see of a part of the course: what is its `own` and in no document, its documents (each once), and
    where the rows, summaries and claims stand that these hold of its lessons."""

    own: tuple[Any, ...]
    docs: Collection[Doc]
    spots: tuple[Spot, ...]

    @property
    def frame(self) -> tuple[tuple[Any, ...], list[str]]:
        """Everything but what its documents say."""
        return self.own, _paths(self.docs)


def lesson_view(lesson: Lesson) -> View:
    """A lesson, with the documents that tell of it."""
    cited = [(lesson.planned[0], lesson.planned[1].row.start)] if lesson.planned else []
    cited += [(lesson.summary[0], lesson.summary[1].start)] if lesson.summary else []
    cited += [(doc, row.row.start) for doc, row in lesson.taught]
    cited += [(each.doc, each.claim.text.start) for each in lesson.loads]
    docs = _once([doc for doc, _ in cited] + ([lesson.doc] if lesson.doc else []))
    paths = {id(doc): doc.path for doc in docs}
    return View(_own(lesson), docs, tuple((paths[id(doc)], start) for doc, start in cited))


def module_view(module: Module, lessons: Sequence[View]) -> View:
    """A module, of whose lessons (and the one before them) the views are known."""
    named = [doc for doc in (module.plan_doc, module.record_doc) if doc]
    own = (*_head(module), module.before is None, [lesson.own for lesson in lessons])
    spots = tuple(chain.from_iterable(lesson.spots for lesson in lessons))
    return View(own, _once(chain(named, *(lesson.docs for lesson in lessons))), spots)


def outline(course: Course, views: Sequence[View]) -> tuple[Any, ...]:
    """Everything of a course that is not in one of its documents."""
    return (
        [view.frame for view in views],
        [lesson.built for lesson in (*course.lessons, *course.loose)],
        [(_head(each), _paths((each.plan_doc, each.record_doc)), each.before is None) for each in course.modules],
        [(series.number, _paths((series.plan_doc, series.summary_doc)), series.closed) for series in course.series],
        [[(doc.path, fullness(doc)) for doc in group] for group in course.duplicates],
        _paths(course.docs),
        _paths([course.doc]),
        sorted(course.subjects.items()),
        course.closed,
    )


def _own(lesson: Lesson) -> tuple[Any, ...]:
    """What of a lesson is not in one of its documents."""
    place = (lesson.module, lesson.order, lesson.count, lesson.series_order, lesson.series_count, lesson.series_seen)
    parts = (lesson.planned is None, lesson.summary is None, len(lesson.taught), len(lesson.loads))
    return lesson.slug, lesson.title, place, lesson.disputed, parts


def _head(module: Module) -> tuple[Any, ...]:
    """What of a module is neither in its documents nor in its lessons."""
    return module.number, module.title, module.closed, module.disputed, module.alone


def _paths(docs: Iterable[Doc | None]) -> list[str]:
    return [doc.path if doc else "" for doc in docs]


def _once(docs: Iterable[Doc]) -> Collection[Doc]:
    return {id(doc): doc for doc in docs}.values()
