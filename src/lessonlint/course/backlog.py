"""What is left to do about the reviews of a course, ordered by what an editor does first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from lessonlint.course.completed import built_lessons
from lessonlint.course.values import Course, Lesson
from lessonlint.model.documents import Doc
from lessonlint.model.outcome import open_findings, verdict_words
from lessonlint.model.stamps import changed_since_pass
from lessonlint.model.standing import in_progress, standings
from lessonlint.model.values import GRAVE, Review
from lessonlint.model.verifications import OPEN
from lessonlint.source import Text
from lessonlint.vocabulary import SEVERITIES

FINDING, VERDICT, CHANGED, BEGUN = "finding", "verdict", "changed", "begun"
_BETWEEN = len(GRAVE)


class Task(NamedTuple):
    """One thing to do about a lesson.

    `kind` is an open `finding`; a `verdict` that asks for a revision without listing what is open; a lesson that has
    `changed` since it passed; or a review that is `begun` and has no verdict. `severity` is "" where none is known,
    `age` the days since the review, None where it has no date.
    """

    kind: str
    severity: str
    words: str
    lesson: Lesson
    doc: Doc
    at: Text
    review: Review
    age: int | None

    @property
    def is_grave(self) -> bool:
        """Whether a lesson that has this to do is not done. Polish may always wait."""
        return self.kind != FINDING or self.severity in GRAVE


def backlog(lessons: Iterable[Lesson], today: date) -> list[Task]:
    """The worst severity first, of equals the oldest, of those in course order."""
    found = [task for lesson in lessons for task in _tasks(lesson, today)]
    return sorted(found, key=lambda task: (_rank(task), -1 if task.age is None else -task.age))


def blocking(course: Course, today: date, lessons: Iterable[Lesson]) -> list[Task]:
    """What stands against calling lessons done that some document already calls so."""
    built = {lesson.name for lesson in built_lessons(course)}
    return [task for task in backlog(lessons, today) if task.is_grave and task.lesson.name in built]


def age_of(review: Review, today: date) -> int | None:
    """The days since a review; None where it has no date."""
    try:
        return max(0, (today - date.fromisoformat(review.date)).days)
    except ValueError:
        return None  # it says no date, or none that there is


def _rank(task: Task) -> int:
    if task.severity in GRAVE:
        return GRAVE.index(task.severity)
    return _BETWEEN + (task.kind == FINDING) + (task.kind == FINDING and task.severity in SEVERITIES)


def _tasks(lesson: Lesson, today: date) -> Iterator[Task]:
    doc, plan = lesson.doc, lesson.plan
    if doc is None or plan is None or not plan.reviews:
        return

    def task(kind: str, severity: str, words: object, at: Text, review: Review) -> Task:
        return Task(kind, severity, str(words), lesson, doc, at, review, age_of(review, today))

    last = plan.reviews[-1]
    open_ones = [one for one in standings(plan) if one.state == OPEN]
    for one in open_ones:
        yield task(FINDING, one.finding.severity, one.finding.title, one.finding.title, one.review)
    if plan.outcome.is_open and in_progress(last):
        yield task(BEGUN, "", last.title, last.title, last)
    elif plan.outcome.is_open and not any(one.finding.severity in GRAVE for one in open_ones):
        yield task(VERDICT, open_findings(last)[0].upper(), verdict_words(last), last.verdict_text, last)
    if stamp := changed_since_pass(doc):
        yield task(CHANGED, "", f"stamped as reviewed on {stamp.date}", stamp.text, last)
