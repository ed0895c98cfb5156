"""`lessonlint review`: what is left to do about reviews, and where the findings of one lesson stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from lessonlint.course.backlog import BEGUN, CHANGED, FINDING, VERDICT, Task, age_of
from lessonlint.course.values import Lesson
from lessonlint.model.outcome import verdict_words
from lessonlint.model.stamps import changed_since_pass
from lessonlint.model.standing import VERIFIED, Standing, standings
from lessonlint.model.values import Review
from lessonlint.model.verifications import OPEN
from lessonlint.report.json import dumped
from lessonlint.report.places import Places
from lessonlint.report.terminal import Style, visible
from lessonlint.wording import bare, counted, listed

VERSION = 1
_LONGEST = 100
_SAYS = {
    BEGUN: "A review is begun and has no verdict yet.",
    CHANGED: "The lesson has changed since it passed.",
}
_COLOURS = {"CRITICAL": "red", "IMPROVEMENT": "yellow"}


def render_backlog_text(tasks: Sequence[Task], reviewed: int, places: Places, style: Style, gate: bool = False) -> str:
    """What is left to do, most pressing first, each with its place. A `gate` asks about less than all that is open."""
    if not tasks and not reviewed:
        return "No lesson here has been reviewed.\n"
    if not tasks:
        return f"Nothing {'stands against passing' if gate else 'is open'} in {counted(reviewed, 'reviewed lesson')}.\n"
    lines = [line for task in tasks for line in _task(task, places, style)]
    return "".join(f"{line}\n" for line in [*lines, "", _total(tasks)])


def _task(task: Task, places: Places, style: Style) -> Iterator[str]:
    what = style.paint(task.severity.lower() or task.kind, _COLOURS.get(task.severity, "dim"))
    age = "no date" if task.age is None else f"{counted(task.age, 'day')} old"
    yield f"{visible(places.show(task.doc.at(task.at)))}: {what}, {age}, {visible(task.lesson.name)}"
    yield f"    {visible(_words(task))}"


def _words(task: Task) -> str:
    if task.kind == VERDICT:
        return f"The last review ends {bare(task.words, _LONGEST) or 'without a verdict'}, and nothing answers it."
    return _SAYS.get(task.kind) or bare(task.words, _LONGEST)


def _total(tasks: Sequence[Task]) -> str:
    counts = Counter(task.severity.lower() or "other" for task in tasks if task.kind == FINDING)
    findings = [f"{number} {severity}" for severity, number in counts.items()]
    kinds = Counter(task.kind for task in tasks)
    parts = [f"{counted(kinds[FINDING], 'open finding')} ({', '.join(findings)})"] if findings else []
    parts += [f"{counted(kinds[CHANGED], 'lesson')} changed since passing"] if kinds[CHANGED] else []
    parts += [f"{counted(kinds[BEGUN], 'review')} begun"] if kinds[BEGUN] else []
    parts += [f"{counted(kinds[VERDICT], 'verdict')} unanswered"] if kinds[VERDICT] else []
    return f"{listed(parts)}, in {counted(len({task.doc.path for task in tasks}), 'lesson')}."


def render_backlog_json(tasks: Sequence[Task], places: Places) -> str:
    """What is left to do as JSON, in the same order."""
    return dumped({"version": VERSION, "open": [_task_data(task, places) for task in tasks]})


def _task_data(task: Task, places: Places) -> dict[str, Any]:
    return {
        **places.data(task.doc.at(task.at)),
        "lesson": task.lesson.slug,
        "kind": task.kind,
        "severity": task.severity.lower(),
        "title": task.words,
        "iteration": task.review.iteration,
        "date": task.review.date,
        "age": task.age,
    }


def render_lesson_text(lesson: Lesson, places: Places, style: Style) -> str:
    """The findings of one lesson, review by review, and where each stands."""
    assert lesson.doc and lesson.plan, "only lessons with a plan are shown"
    path = lesson.doc.path
    lines = [style.paint(visible(f"{lesson.name}   {path}"), "bold")]
    stood = {start: list(group) for start, group in groupby(standings(lesson.plan), lambda one: one.review.start)}
    for review in lesson.plan.reviews:
        number, _ = places.position(path, review.title.start)
        verdict = verdict_words(review) or "no verdict"
        lines += ["", visible(f"{bare(review.title)}: {verdict}   line {number}")]
        lines += [_standing(one, path, places, style) for one in stood.get(review.start, [])]
    return "".join(f"{line}\n" for line in [*lines, "", *_closing(lesson)])


def _standing(one: Standing, path: str, places: Places, style: Style) -> str:
    line, _ = places.position(path, one.finding.title.start)
    state = style.paint(
        f"{one.state:12}", "yellow" if one.state == OPEN else "green" if one.state == VERIFIED else "dim"
    )
    severity = (one.finding.severity or str(one.finding.label)).lower()
    said = f", said on line {places.position(path, one.said.start)[0]}" if one.said else ""
    return f"  {state} {severity:11} {visible(bare(one.finding.title, _LONGEST))}   line {line}{said}"


def _closing(lesson: Lesson) -> Iterator[str]:
    assert lesson.doc and lesson.plan, "only lessons with a plan are shown"
    if not lesson.plan.reviews:
        yield f"{visible(lesson.slug)} has no review yet."
        return
    counts = Counter(one.state for one in standings(lesson.plan))
    shares = ", ".join(f"{number} {state}" for state, number in counts.items())
    yield f"{counted(counts.total(), 'finding')}{f': {shares}' if shares else ''}. {_stamp(lesson)}"


def _stamp(lesson: Lesson) -> str:
    assert lesson.doc and lesson.plan, "only lessons with a plan are shown"
    stamp = lesson.plan.reviews[-1].stamp
    if stamp is None:
        return "The last review is not stamped."
    changed = changed_since_pass(lesson.doc)
    return f"Stamped on {stamp.date}{', and changed since it passed' if changed else ''}."


def render_lesson_json(lesson: Lesson, places: Places, today: date) -> str:
    """The findings of one lesson as JSON."""
    assert lesson.doc and lesson.plan, "only lessons with a plan are shown"
    path = lesson.doc.path
    last: Review | None = lesson.plan.reviews[-1] if lesson.plan.reviews else None
    found = []
    for one in standings(lesson.plan):
        line, column = places.position(path, one.finding.title.start)
        found.append({
            "line": line,
            "column": column,
            "severity": one.finding.severity.lower(),
            "title": one.finding.title.value,
            "state": one.state,
            "said": {"line": places.position(path, one.said.start)[0]} if one.said else None,
            "iteration": one.review.iteration,
            "date": one.review.date,
            "age": age_of(one.review, today),
        })  # fmt: skip
    return dumped({
        "version": VERSION,
        "path": path,
        "lesson": lesson.slug,
        "verdict": last.verdict if last else "",
        "stamped": last.stamp.date if last and last.stamp else None,
        "changed": changed_since_pass(lesson.doc) is not None,
        "findings": found,
    })  # fmt: skip
