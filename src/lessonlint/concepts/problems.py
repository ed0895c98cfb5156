"""The one thing that is wrong with a row of a prerequisites table, if anything is.

A row can be wrong in several ways at once, and one mistake of its author is then told five times. So each row has one
primary problem, in a fixed order of precedence, and each rule reports only rows that are primarily its own.
"""

from __future__ import annotations

from collections.abc import Iterable

from lessonlint.concepts.citations import Citation
from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import LinkedLesson
from lessonlint.concepts.links import LIKELY, SETTLED, UNMET, Link
from lessonlint.concepts.rows import has_gap, says_untaught, status_denies_depths, taught_here
from lessonlint.concepts.sources import is_unknown
from lessonlint.course.values import Course, Lesson, Module
from lessonlint.model.rows import GAP
from lessonlint.model.values import CLEAN

LATE, CONTRADICTS, AS_NEW, TOO_SHALLOW, OVER, UNDER, ELSEWHERE = (
    "late", "contradicts", "as new", "too shallow", "over", "under", "elsewhere",
)  # fmt: skip
GRAVE = frozenset({LATE, CONTRADICTS, AS_NEW, TOO_SHALLOW, OVER})
_TAUGHT = 1  # the first step of the ladder that is more than a mention
_RESEMBLES = 0.6


def problem(linked: LinkedLesson, link: Link) -> str:
    """What is primarily wrong with a row; "" when nothing is, or when the row itself is broken (LL003, LL005)."""
    found = next((name for name, holds in _PROBLEMS if holds(linked, link)), "")
    return "" if found and _is_repaired(link) else found


def deepest_before(linked: LinkedLesson, link: Link) -> Event | None:
    """The event that took a linked concept deepest before this lesson."""
    groups = linked.knowledge.groups
    found = {each.id: each for event in link.targets for each in groups.same(event) if each.order < linked.at}
    return max(found.values(), key=lambda event: (event.level, event.order), default=None)


def is_late(linked: LinkedLesson, link: Link) -> bool:
    """Whether everything a row cites comes after the lesson, or is the lesson itself without saying so."""
    row, cited = link.reference.prerequisite, link.citation
    if row is None or row.standing == GAP or taught_here(row) or is_unknown(cited) or not cited.says:
        return False
    course, own = linked.knowledge.course, linked.lesson.module
    if own is None or any(index < linked.at for index in cited.lessons):
        return False
    if any(module <= own for module in cited.modules) or any(series <= own[0] for series in cited.series):
        return False
    return all(index == linked.at or in_known_order(course, linked.at, index) for index in cited.lessons)


def in_known_order(course: Course, one: int, other: int) -> bool:
    """Whether documents say which of two lessons comes first; without a plan their order may be a guess."""
    pair = (course.lessons[one], course.lessons[other])
    if pair[0].module != pair[1].module:
        return True
    return all(x.planned for x in pair) or all(x.summary for x in pair) or all(_states_order(x) for x in pair)


def closed_before(linked: LinkedLesson) -> bool:
    """Whether everything that comes before a lesson is part of the input and recorded, so that absence means absence.

    A course that is closed is enough. Without one, each earlier series has to be closed and none may be missing, and
    of the lesson's own series each module up to its own.
    """
    course, number = linked.knowledge.course, linked.lesson.module
    if number is None or not all(_is_recorded(lesson) for lesson in course.lessons[: linked.at]):
        return False
    if course.closed:
        return True
    earlier = {series.number for series in course.series if series.closed}
    own = {module.number[1] for module in course.modules if module.number[0] == number[0] and module.closed}
    return earlier >= set(range(1, number[0])) and own.issuperset(range(1, number[1])) and number[1] in own


def _contradicts(linked: LinkedLesson, link: Link) -> bool:
    row = link.reference.prerequisite
    return row is not None and status_denies_depths(row)


def _is_as_new(linked: LinkedLesson, link: Link) -> bool:
    row = link.reference.prerequisite
    if row is None or link.standing not in (SETTLED, LIKELY) or link.depth_before < _TAUGHT:
        return False
    return not taught_here(row) and says_untaught(row) is not None


def _is_too_shallow(linked: LinkedLesson, link: Link) -> bool:
    """Only where something earlier does teach it: that nothing does is known in a closed world alone."""
    row, plan = link.reference.prerequisite, linked.lesson.plan
    if row is None or plan is None or link.verdict != UNMET or link.standing not in (SETTLED, LIKELY):
        return False
    if link.depth_before < 0 or has_gap(plan, row) or taught_here(row):
        return False
    return _is_known(linked, link.citation) and not _may_be_deepened_there(linked, link, row.required_depth.low)


def _is_over(linked: LinkedLesson, link: Link) -> bool:
    row = link.reference.prerequisite
    if row is None or link.standing != SETTLED or link.depth_before < 0 or row.actual_depth.kind != "taught":
        return False
    if row.actual_depth.low <= link.plausible or taught_here(row) or not _is_known(linked, link.citation):
        return False
    return not _may_be_deepened_there(linked, link, row.actual_depth.low)


def _is_under(linked: LinkedLesson, link: Link) -> bool:
    row = link.reference.prerequisite
    if row is None or link.standing != SETTLED or row.actual_depth.kind != "taught" or len(link.targets) > 1:
        return False
    return row.actual_depth.high < link.depth_before


def _is_elsewhere(linked: LinkedLesson, link: Link) -> bool:
    """Whether the concept is surely taught earlier, but neither it nor anything like it in the cited place."""
    cited, knowledge = link.citation, linked.knowledge
    if link.standing != SETTLED or not cited.says or deepest_before(linked, link) is None:
        return False
    if not _is_known(linked, cited):
        return False
    events = [*link.targets, *(each.event for each in link.candidates if each.score >= _RESEMBLES)]
    related = [each for event in events for each in (*knowledge.groups.same(event), *knowledge.groups.possible(event))]
    return not any(_in_scope(event, cited) for event in related)


_PROBLEMS = (
    (LATE, is_late),
    (CONTRADICTS, _contradicts),
    (AS_NEW, _is_as_new),
    (TOO_SHALLOW, _is_too_shallow),
    (OVER, _is_over),
    (UNDER, _is_under),
    (ELSEWHERE, _is_elsewhere),
)


def _may_be_deepened_there(linked: LinkedLesson, link: Link, needed: int) -> bool:
    """Whether the cited lessons teach something alike, deep enough, while the concept itself is taught elsewhere.

    The author may well mean that row by other words.
    """
    lessons = link.citation.lessons
    if not lessons or any(lessons.intersection(event.orders) for event in _history(linked, link)):
        return False
    return any(each.event.level >= needed and lessons.intersection(each.event.orders) for each in link.candidates)


def _history(linked: LinkedLesson, link: Link) -> list[Event]:
    return [each for event in link.targets for each in linked.knowledge.groups.same(event)]


def _in_scope(event: Event, cited: Citation) -> bool:
    return (
        bool(cited.lessons.intersection(event.orders))
        or event.module in cited.modules
        or event.module[0] in cited.series
    )


def _is_known(linked: LinkedLesson, cited: Citation) -> bool:
    """Whether records of everything a row cites are there. What an absent record says is not known."""
    course = linked.knowledge.course
    if is_unknown(cited):
        return False
    if not cited.says:
        return _is_recorded_before(linked)
    modules = [module for module in course.modules if module.number in cited.modules]
    lessons = [course.lessons[index] for index in cited.lessons]
    lessons += [lesson for module in modules for lesson in module.lessons]
    whole = all(_is_whole(course, number) for number in cited.series)
    return whole and all(_is_recorded(lesson) for lesson in lessons)


def _is_recorded_before(linked: LinkedLesson) -> bool:
    course, number = linked.knowledge.course, linked.lesson.module
    if number is None:
        return False
    earlier = all(_is_whole(course, series) for series in range(1, number[0]))
    own = [module for module in course.modules if module.number[0] == number[0] and module.number <= number]
    return earlier and _is_contiguous(own) and all(_is_recorded(x) for x in course.lessons[: linked.at])


def _is_whole(course: Course, number: int) -> bool:
    """Whether every module of a series is recorded, as far as anything in the input tells."""
    series = next((each for each in course.series if each.number == number), None)
    if series is None or not (series.plan_doc or series.summary_doc):
        return False
    return _is_contiguous(series.modules) and all(_is_recorded(x) for module in series.modules for x in module.lessons)


def _is_contiguous(modules: Iterable[Module]) -> bool:
    found = [module.number[1] for module in modules]
    return found == list(range(1, len(found) + 1)) and bool(found)


def _is_recorded(lesson: Lesson) -> bool:
    return bool(lesson.taught or lesson.summary)


def _states_order(lesson: Lesson) -> bool:
    return bool(lesson.doc and lesson.doc.identity.order)


def _is_repaired(link: Link) -> bool:
    doc, row = link.reference.doc, link.reference.row
    if any(cells.concept.start == link.reference.concept.start for cells in doc.swapped):
        return True
    rows = (each for read in doc.tables if read.table.start <= row.start < read.table.end for each in read.table.rows)
    return any(each.start == row.start and each.repair != CLEAN for each in rows)
