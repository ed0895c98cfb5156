"""The one thing that is wrong with a row of a prerequisites table, if anything is.

A row can be wrong in several ways at once, and one mistake of its author is then told five times. So each row has one
primary problem, in a fixed order of precedence, and each rule reports only rows that are primarily its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

from lessonlint.concepts.citations import Citation
from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge, LinkedLesson
from lessonlint.concepts.links import BY_WORDS, LIKELY, NONE, SETTLED, UNMET, Link
from lessonlint.concepts.names import merged, read_name, stems
from lessonlint.concepts.records import is_recorded
from lessonlint.concepts.registry import NOT_TAUGHT
from lessonlint.concepts.rows import calls_new, has_gap, says_untaught, status_denies_depths, taught_here
from lessonlint.concepts.sources import is_unknown
from lessonlint.course.values import Course, Lesson
from lessonlint.model.rows import GAP
from lessonlint.model.values import CLEAN, ConceptRow
from lessonlint.source import Text
from lessonlint.vocabulary import is_blank

DENIED, LATE, CONTRADICTS, AS_NEW, TOO_SHALLOW, OVER, UNDER, ELSEWHERE = (
    "denied", "late", "contradicts", "as new", "too shallow", "over", "under", "elsewhere",
)  # fmt: skip
_GRAVE = frozenset({DENIED, LATE, CONTRADICTS, AS_NEW, TOO_SHALLOW, OVER})
_TAUGHT = 1  # the first step of the ladder that is more than a mention
OPEN, UNRECORDED, PLANNED, TAUGHT_HERE, FAR_FETCHED, NOT_READ, PERHAPS_DEEPER = (
    "open", "unrecorded", "planned", "taught here", "far-fetched", "not read", "perhaps deeper",
)  # fmt: skip
_WORDS = re.compile(r"[^\W\d_]{2,}")
_OF_COURSE = re.compile(
    r"\b(?:lessons?|modules?|series|courses?|units?|earlier|previous|before|various|taught)\b", re.IGNORECASE
)
_RESEMBLES, _SIBLING, _FEW_WORDS, _HALF = 0.6, 0.35, 0.4, 0.5


class Silence(NamedTuple):
    """Why a prerequisite that is not met is no finding: a kind, and the row that may be deep enough."""

    kind: str
    event: Event | None = None


def is_primarily(linked: LinkedLesson, link: Link, *kinds: str) -> bool:
    """Whether one of these is the primary problem of a row: it holds, nothing graver does, and the row is whole.

    What is wrong with a broken row (LL003, LL005) comes before all that it says.
    """
    for kind, holds in _PROBLEMS.items():
        if kind in kinds and holds(linked, link):
            graver = list(_PROBLEMS.values())[: list(_PROBLEMS).index(kind)]
            return not any(each(linked, link) for each in graver) and not _is_repaired(link)
    return False


def has_graver(linked: LinkedLesson, link: Link) -> bool:
    """Whether a row has a problem that is more than a remark."""
    return any(holds(linked, link) for kind, holds in _PROBLEMS.items() if kind in _GRAVE)


def deepest_before(linked: LinkedLesson, link: Link) -> Event | None:
    """The event that took a linked concept deepest before this lesson."""
    groups = linked.knowledge.groups
    found = {each.id: each for event in link.targets for each in groups.same(event) if each.order < linked.at}
    return max(found.values(), key=lambda event: (event.level, event.order), default=None)


def deeper_namesake(linked: LinkedLesson, link: Link) -> Event | None:
    """An earlier event that is deep enough and has the whole concept inside a longer name; it may be what is meant."""
    row, name = link.reference.prerequisite, read_name(link.reference.concept.value)
    if row is None or len(link.targets) > 1:
        return None
    found = [event for event in namesakes(linked, link) if event.level >= row.required_depth.low]
    # The shortest name says least beside the concept itself.
    return min(found, key=lambda event: (not name.telling <= event.name.head, len(event.name.head)), default=None)


def namesakes(linked: LinkedLesson, link: Link) -> list[Event]:
    """The earlier events that have the whole concept inside a longer name."""
    name = read_name(link.reference.concept.value)
    having = linked.knowledge.having(name.telling)
    return [event for event in having if event.order < linked.at and name.telling <= event.name.words]


def is_late(linked: LinkedLesson, link: Link) -> bool:
    """Whether everything a row cites comes after the lesson, or is the lesson itself without saying so."""
    row, cited = link.reference.prerequisite, link.citation
    if row is None or row.standing == GAP or taught_here(row) or is_unknown(cited) or not cited.says:
        return False
    course, own = linked.knowledge.course, linked.lesson.module
    if own is None or any(index < linked.at for index in cited.lessons):
        return False
    # A module's title may be a word of a lesson's slug, so modules of cited lessons say nothing of their own.
    modules = cited.modules - {course.lessons[index].module for index in cited.lessons}
    if any(module <= own for module in modules) or any(series <= own[0] for series in cited.series):
        return False
    return all(index == linked.at or in_known_order(course, linked.at, index) for index in cited.lessons)


def lessons_since(linked: LinkedLesson, order: int) -> int:
    """How many lessons ago the one at index `order` was; 0 where a module in between may be missing."""
    course = linked.knowledge.course
    between = list(dict.fromkeys(lesson.module for lesson in course.lessons[order : linked.at]))
    numbers = [*(number for number in between if number), linked.lesson.module or (0, 0)]
    follows = all(two in (one, (one[0], one[1] + 1)) or two == (one[0] + 1, 1) for one, two in pairwise(numbers))
    return linked.at - order if follows else 0


def cited_later(linked: LinkedLesson, link: Link) -> str:
    """The first place after the lesson that a row cites, by name; "" when it cites the lesson itself."""
    course, cited = linked.knowledge.course, link.citation
    if later := [index for index in cited.lessons if index > linked.at]:
        return course.lessons[min(later)].name
    if cited.modules and not cited.lessons:
        series, module = min(cited.modules)
        return f"module {series}.{module}"
    return f"series {min(cited.series)}" if cited.series else ""


def is_untaught(linked: LinkedLesson, link: Link) -> bool:
    """Whether surely no earlier record has a concept or mentions it, nor the lessons the row cites.

    What somebody decided is not taught needs no closed world to be sure of. Where a row cites a lesson that is not
    there and shares a word with one that is taught, the right source may tell under which name it is.
    """
    row, plan = link.reference.prerequisite, linked.lesson.plan
    if is_primarily(linked, link, DENIED):
        return True
    if row is None or plan is None or has_gap(plan, row) or taught_here(row):
        return False
    if link.citation.outside or _is_named_otherwise(link) or row.source.start == row.row.end:
        return False
    if is_unknown(link.citation) and any(x.event.order < linked.at for x in link.candidates):
        return False
    here = link.standing in (SETTLED, LIKELY) and link.plausible < 0
    if not (link.standing == NONE or here) or has_graver(linked, link) or _is_repaired(link):
        return False
    if not (linked.knowledge.records.closed_before(linked.at) or taught_later(linked, link)):
        return False
    telling = read_name(row.concept.value).telling
    earlier = (event for event in linked.knowledge.having(telling) if event.order < linked.at)
    if not telling or any(event.speaks_of(telling) for event in earlier):
        return False
    cited = [linked.knowledge.course.lessons[index] for index in link.citation.lessons]
    return not any(telling.issubset(stems(line)) for lesson in cited for line in _lines(lesson))


def taught_later(linked: LinkedLesson, link: Link) -> Event | None:
    """The row of a later lesson that has just this name, where the records of all the row cites are there."""
    course, name = linked.knowledge.course, read_name(link.reference.concept.value)
    if not link.citation.lessons or not _is_known(linked, link.citation):
        return None
    alike = (event for event in linked.knowledge.having(name.telling) if event.name.key == name.key)
    later = (event for event in alike if event.order > linked.at)
    return next((event for event in later if in_known_order(course, linked.at, event.order)), None)


def _is_named_otherwise(link: Link) -> bool:
    """Whether a source is a phrase that names no place of the course and does not speak of one: `Harbour work`."""
    source, cited = link.reference.source.value, link.citation
    if cited.says or cited.unknown or is_blank(source) or calls_new(source):
        return False
    return len(_WORDS.findall(source)) > 1 and not _OF_COURSE.search(link.reference.doc.vocabulary.kind(source))


def listened_for(knowledge: Knowledge) -> dict[str, frozenset[frozenset[str]]]:
    """The words of needs that `is_untaught` looks for in each lesson plan's very text, or would if rows were otherwise.

    They are found where one line holds all words of a need.
    """
    found: dict[str, set[frozenset[str]]] = defaultdict(set)
    for link in knowledge.links:
        row = link.reference.prerequisite
        if row and (link.standing == NONE or link.plausible < 0):
            telling = read_name(row.concept.value).telling
            cited = [knowledge.course.lessons[index].doc for index in link.citation.lessons] if telling else []
            for doc in filter(None, cited):
                found[doc.path].add(telling)
    return {path: frozenset(needs) for path, needs in found.items()}


def sibling(link: Link, needed: int) -> Event | None:
    """What the cited lessons teach that is like the concept and deep enough.

    A row in the very words of the index means that row, so it has no siblings.
    """
    if link.how not in (*BY_WORDS, "none"):
        return None
    cited = (each for each in link.candidates if link.citation.lessons.intersection(each.event.orders))
    deep = (each.event for each in cited if each.event.level >= needed and each.score - each.scope >= _SIBLING)
    return next(deep, None)


def why_silent(linked: LinkedLesson, link: Link) -> Silence | None:
    """Why a prerequisite that is not met is not called too shallow; None where it is.

    Only where something earlier does teach it: that nothing does is known in a closed world alone.
    """
    row, plan = link.reference.prerequisite, linked.lesson.plan
    if row is None or plan is None or link.standing not in (SETTLED, LIKELY):
        return Silence(OPEN)
    if link.depth_before < 0:
        return Silence(UNRECORDED)
    if has_gap(plan, row):
        return Silence(PLANNED)
    if taught_here(row):
        return Silence(TAUGHT_HERE)
    if is_far_fetched(link):
        return Silence(FAR_FETCHED)
    if not _is_known(linked, link.citation):
        return Silence(NOT_READ)
    deeper = _perhaps_deeper(linked, link, row.required_depth.low)
    return Silence(PERHAPS_DEEPER, deeper) if deeper else None


def state_row(linked: LinkedLesson, link: Link) -> ConceptRow | None:
    """The row of the student-state table that a link was read from."""
    rows = linked.lesson.plan.state if linked.lesson.plan else ()
    return next((row for row in rows if row.concept.start == link.reference.concept.start), None)


def state_says_new(linked: LinkedLesson, link: Link) -> Text | None:
    """The words of a student-state row that call a concept new although it was taught."""
    row = state_row(linked, link)
    if row is None or link.standing not in (SETTLED, LIKELY) or link.depth_before < _TAUGHT:
        return None
    if row.level.kind == "untaught" and any(char.isalpha() for char in row.depth.value):
        return row.depth
    return row.notes if row.level.kind != "taught" and calls_new(link.reference.doc.said(row.notes.value)) else None


def in_known_order(course: Course, one: int, other: int) -> bool:
    """Whether documents say which of two lessons comes first; without a plan their order may be a guess.

    So is the place of a lesson that the plan of its module does not have: that is said of it (LL502), and comes first.
    """
    pair = (course.lessons[one], course.lessons[other])
    placed = all(map(course.places, pair))
    if pair[0].module != pair[1].module:
        return placed
    told = placed and (all(x.planned for x in pair) or all(x.summary for x in pair))
    return told or all(_states_order(x) for x in pair)


def _is_denied(linked: LinkedLesson, link: Link) -> bool:
    """Whether somebody decided that what a row builds on is not taught; then its depths have nothing to stand on."""
    row, plan = link.reference.prerequisite, linked.lesson.plan
    if row is None or plan is None or link.decided != NOT_TAUGHT:
        return False
    return not (has_gap(plan, row) or taught_here(row) or link.citation.outside)


def _contradicts(linked: LinkedLesson, link: Link) -> bool:
    row, plan = link.reference.prerequisite, linked.lesson.plan
    return row is not None and plan is not None and status_denies_depths(plan, row)


def _is_as_new(linked: LinkedLesson, link: Link) -> bool:
    row = link.reference.prerequisite
    if row is None or link.standing not in (SETTLED, LIKELY) or link.depth_before < _TAUGHT:
        return False
    return not taught_here(row) and says_untaught(row) is not None


def _is_too_shallow(linked: LinkedLesson, link: Link) -> bool:
    row = link.reference.prerequisite
    return row is not None and link.verdict == UNMET and why_silent(linked, link) is None


def is_far_fetched(link: Link) -> bool:
    """Whether an unsettled link rests on a row that has few of the words asked for: too little to raise an alarm."""
    return link.standing == LIKELY and bool(link.candidates) and link.candidates[0].containment < _FEW_WORDS


def _is_over(linked: LinkedLesson, link: Link) -> bool:
    row = link.reference.prerequisite
    if row is None or link.standing != SETTLED or link.depth_before < 0 or row.actual_depth.kind != "taught":
        return False
    if row.actual_depth.low <= link.plausible or taught_here(row) or not _is_known(linked, link.citation):
        return False
    return _perhaps_deeper(linked, link, row.actual_depth.low) is None


def _is_under(linked: LinkedLesson, link: Link) -> bool:
    row = link.reference.prerequisite
    if row is None or link.standing != SETTLED or row.actual_depth.kind != "taught" or len(link.targets) > 1:
        return False
    return row.actual_depth.high < link.depth_before


def _is_elsewhere(linked: LinkedLesson, link: Link) -> bool:
    """Whether the concept is surely taught earlier, but neither it nor anything like it in the cited place."""
    cited, knowledge = link.citation, linked.knowledge
    if link.standing != SETTLED or not cited.says or any(_in_scope(event, cited) for event in link.targets):
        return False
    if deepest_before(linked, link) is None or not _is_known(linked, cited):
        return False
    events = [*link.targets, *_alike(link)]
    related = [each for event in events for each in (*knowledge.groups.same(event), *knowledge.groups.possible(event))]
    return not any(_in_scope(event, cited) for event in related)


def _alike(link: Link) -> list[Event]:
    """What resembles the concept; beside a row in its very words only what has half of them, cited or not."""
    if link.how in BY_WORDS:
        return [each.event for each in link.candidates if each.score >= _RESEMBLES]
    near = [each for each in link.candidates if each.score - each.scope >= _RESEMBLES]
    return [each.event for each in near if each.containment >= _HALF]


_PROBLEMS = {
    DENIED: _is_denied,
    LATE: is_late,
    CONTRADICTS: _contradicts,
    AS_NEW: _is_as_new,
    TOO_SHALLOW: _is_too_shallow,
    OVER: _is_over,
    UNDER: _is_under,
    ELSEWHERE: _is_elsewhere,
}


def _perhaps_deeper(linked: LinkedLesson, link: Link, needed: int) -> Event | None:
    """What else the row may mean that is deep enough: a sibling in the cited lessons, or one of its parts.

    A row that merges concepts is as deep as its deepest part.
    """
    for part in merged(link.reference.concept.value):
        events = (event for event in linked.knowledge.having(part.telling) if event.order < linked.at)
        if found := next(
            (event for event in events if event.level >= needed and part.telling <= event.name.head), None
        ):
            return found
    return sibling(link, needed)


def _in_scope(event: Event, cited: Citation) -> bool:
    """Whether an event lies in the cited lessons; of a citation without lessons, in its modules and series."""
    if cited.lessons.intersection(event.orders) or event.module[0] in cited.series:
        return True
    return event.module in cited.modules and not cited.lessons


def _is_known(linked: LinkedLesson, cited: Citation) -> bool:
    """Whether records of everything a row cites are there. What an absent record says is not known."""
    course, records = linked.knowledge.course, linked.knowledge.records
    if is_unknown(cited):
        return False
    if not cited.says:
        return records.recorded_before(linked.at)
    lessons = [course.lessons[index] for index in cited.lessons]
    if not lessons:
        modules = [course.find(number) for number in cited.modules]
        lessons = [lesson for module in modules if module for lesson in linked.before(module)]
        if cited.modules.difference(lesson.module for lesson in lessons if lesson.module):
            return False
    return all(map(records.is_whole, cited.series)) and all(map(is_recorded, lessons))


def _lines(lesson: Lesson) -> list[str]:
    """Everything a lesson and its summary in the record say, line by line."""
    lines = lesson.doc.source.text.splitlines() if lesson.doc else []
    return lines + ([text.value for _, text in lesson.summary[1].parts] if lesson.summary else [])


def _states_order(lesson: Lesson) -> bool:
    return bool(lesson.doc and lesson.doc.identity.order)


def _is_repaired(link: Link) -> bool:
    doc, row = link.reference.doc, link.reference.row
    if any(cells.concept.start == link.reference.concept.start for cells in doc.swapped):
        return True
    around = (read.table.rows for read in doc.tables if read.table.start <= row.start < read.table.end)
    found = ((rows, bisect_left(rows, row.start, key=lambda each: each.start)) for rows in around)
    return any(at < len(rows) and rows[at].start == row.start and rows[at].repair != CLEAN for rows, at in found)
