"""LL5, the half about plans: order, positions, status and lessons."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mutants import Mutant, Spot, Tree, cut, drop_line, fault, find, operator, words_under, write
from prerequisite_faults import asked_for, name

from lessonlint.course.values import Module
from lessonlint.diagnostic import Edit
from lessonlint.model.documents import Doc, SeriesDocument
from lessonlint.model.values import Status

_GOALS = ("Students can trim a rudder in a side wind.", "Students can rhyme fourteen lines and sing them at the piano.")


def _whole(tree: Tree) -> Iterator[tuple[Module, Doc]]:
    """The modules that are all there, with their records."""
    for module in tree.modules:
        if module.closed and module.record_doc and module.plan_doc:
            yield module, module.record_doc


@operator("LL501")
def a_summary_never_written(tree: Tree) -> Iterator[Mutant]:
    """The record has no summary of a lesson."""
    for module, record in _whole(tree):
        section = next((each.title for each in record.sections if each.role == "summaries"), None)
        for lesson in module.lessons:
            if section and lesson.summary and lesson.plan and lesson.plan.reviews:
                summary = lesson.summary[1]
                yield fault(record, section, cut(record, summary.start, summary.end))


@operator("LL501", "LL101", "LL104")
def index_rows_never_written(tree: Tree) -> Iterator[Mutant]:
    """The concept index has no row of a module's last lesson: the next modules miss what it taught."""
    for module, record in _whole(tree):
        section = next((each.title for each in record.sections if each.role == "concept index"), None)
        for lesson in module.lessons:
            last = lesson is module.lessons[-1]
            if last and section and lesson.taught and lesson.plan and lesson.plan.reviews:
                yield fault(record, section, *(drop_line(record, row.row) for _, row in lesson.taught))


@operator("LL502", "LL509", "LL507")
def an_index_row_of_no_lesson(tree: Tree) -> Iterator[Mutant]:
    """An index row names a lesson that the module does not have; target and roll-up then miss what it teaches.

    Only rows that no later lesson asks for by name, which would miss it too.
    """
    needed = asked_for(tree)
    for lesson in tree.course.lessons:
        for doc, row in lesson.taught if lesson.planned else ():
            found = doc.within(row.lesson, lesson.slug)
            if found and row.lesson.value == lesson.slug and name(row.concept.value) not in needed:
                yield fault(doc, found, write(doc, found, "weighing-the-moon"))


@operator("LL502")
def a_series_row_of_no_lesson(tree: Tree) -> Iterator[Mutant]:
    """The series plan lists a lesson that the module plan does not have."""
    planned = {module.number for module in tree.modules if module.plan and module.plan.sequence}
    for series in tree.course.series:
        doc = series.plan_doc
        for number, row in doc.body.lessons if doc and isinstance(doc.body, SeriesDocument) else ():
            if doc and number is not None and (series.number, number) in planned and row.lesson:
                yield fault(doc, row.lesson, write(doc, row.lesson, "weighing-the-moon"))


@operator("LL502", "LL501")
def a_summary_of_no_lesson(tree: Tree) -> Iterator[Mutant]:
    """The heading of a summary names a lesson that the module does not have; the one it had has none (LL501)."""
    for lesson in tree.course.lessons:
        if lesson.planned and lesson.summary and lesson.summary[1].title.value == lesson.slug:
            doc, summary = lesson.summary
            yield fault(doc, summary.title, write(doc, summary.title, "weighing-the-moon"))


def _statuses(tree: Tree) -> Iterator[tuple[Module, Doc, Status]]:
    for module in tree.modules:
        for doc, body in ((module.plan_doc, module.plan), (module.record_doc, module.record)):
            if doc and body and body.status:
                yield module, doc, body.status


@operator("LL504", "LL511")
def a_wrong_number_built(tree: Tree) -> Iterator[Mutant]:
    """The status counts one lesson less or more than there are, and may then not fit its own word."""
    for module, doc, status in _statuses(tree):
        if module.closed and status.built is not None and status.total is not None:
            said = f"{status.built} of {status.total}"
            built, total = status.built, status.total
            wrong = (f"{built - 1} of {total}", f"{built} of {total + 1}", f"{built + 1} of {total + 1}",
                     f"{built - 1} of {total - 1}", f"1 of {total + 2}", f"{built + 2} of {total + 2}")  # fmt: skip
            for words in wrong:
                if found := doc.within(status.text, said):
                    yield fault(doc, found, write(doc, found, words))


@operator("LL505", "LL506")
def two_lessons_exchanged_in_the_record(tree: Tree) -> Iterator[Mutant]:
    """The record tells of two lessons in another order than the plan has them."""
    for module, record in _whole(tree):
        told = [lesson for lesson in module.lessons if lesson.summary]
        for one, other in pairwise(told):
            if one.summary and other.summary and one.summary[1].end <= other.summary[1].start:
                first, second = one.summary[1], other.summary[1]
                text = record.source.text
                edits = (
                    Edit(record.at(first.title)._replace(start=first.start, end=first.end),
                         text[second.start : second.end]),
                    Edit(record.at(first.title)._replace(start=second.start, end=second.end),
                         text[first.start : first.end]),
                )  # fmt: skip
                at = (Spot(record.path, first.start), Spot(record.path, second.start))
                yield Mutant(edits, at)


@operator("LL506", "LL505")
def another_position(tree: Tree) -> Iterator[Mutant]:
    """The header gives a place that the plan does not; the order of lessons may then be in doubt."""
    for _, lesson, doc, plan in tree.lessons:
        for position in plan.positions if lesson.planned else ():
            said = f"{position.number} of {position.total}"
            found = doc.within(position.text, said)
            for words in (f"{position.number + 1} of {position.total}", f"{position.number} of {lesson.count + 4}"):
                if found and position.scope == "module":
                    yield fault(doc, found, write(doc, found, words))


@operator("LL506")
def another_number_in_the_title(tree: Tree) -> Iterator[Mutant]:
    """The title gives a number that the plan does not."""
    for _, lesson, doc, _ in tree.lessons:
        number = doc.identity.numbered
        if lesson.planned and number:
            yield fault(doc, number, write(doc, number, f"{number}1"))


@operator("LL510")
def another_goal(tree: Tree) -> Iterator[Mutant]:
    """The record or the plan states a goal of another trade."""
    for module in tree.modules:
        plan, record = (module.plan_doc, module.plan), (module.record_doc, module.record)
        for (doc, body), (other, stated) in ((plan, record), (record, plan)):
            # A goal under a heading stands at that heading; its words are below.
            told = words_under(doc, body.goal) or body.goal if doc and body else None
            if doc and body and other and stated and body.goal and stated.goal and told:
                at = (Spot(doc.path, body.goal.start), Spot(other.path, stated.goal.start))
                for words in _GOALS:
                    yield Mutant((write(doc, told, words),), at)


@operator("LL511")
def a_status_left_behind(tree: Tree) -> Iterator[Mutant]:
    """Lessons are built and reviewed, and the status says that they are only planned."""
    for module, doc, status in _statuses(tree):
        if module.closed and status.state == "complete" and "\n" not in doc.raw(status.text):
            for words in ("Planned", "Not started", "Planning", *(["In progress"] if doc is module.plan_doc else [])):
                yield fault(doc, status.text, write(doc, status.text, words))


@operator("LL511")
def a_summary_that_says_planned(tree: Tree) -> Iterator[Mutant]:
    """The record says that a reviewed lesson is only planned, or not started."""
    for lesson in tree.course.lessons:
        if lesson.summary is None or lesson.plan is None or not lesson.plan.reviews:
            continue
        doc, summary = lesson.summary
        for words in ("Planned", "Not started"):
            found = find(doc, "**Status:** Built", summary.start, summary.end)
            if found:
                yield fault(doc, found, write(doc, found, f"**Status:** {words}"))


@operator("LL514")
def a_lesson_plan_lost(tree: Tree) -> Iterator[Mutant]:
    """Somebody writes a shopping list over the plan of a lesson in a module that is called complete."""
    for _, lesson, doc, _ in tree.lessons:
        if lesson.planned and lesson.module:
            plan, row = lesson.planned
            lost = (doc.path, b"# Shopping list")
            yield Mutant(
                (), (Spot(plan.path, row.lesson.start),), (lost,), complete=(".".join(map(str, lesson.module)),)
            )
