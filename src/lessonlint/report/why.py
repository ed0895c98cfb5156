"""`lessonlint why`: one row explained in sentences."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import LIKELY, QUESTION, SETTLED, Link
from lessonlint.concepts.references import OWN_TABLES, ROLL_UP
from lessonlint.concepts.why import Explanation, Step, Use
from lessonlint.diagnostic import Severity
from lessonlint.report.explaining import NAME, Line, depth_of, depths, lost, row_of, standing, tried, unlinked
from lessonlint.report.json import dumped
from lessonlint.report.links import event_data
from lessonlint.report.terminal import Style, visible
from lessonlint.wording import counted, quoted

VERSION = 1
_WRAP, _USES = 100, 12
_MEANS = {SETTLED: "means", LIKELY: "most likely means", QUESTION: "may mean"}
_TABLES = {
    "prerequisites": "prerequisites",
    "state": "student state",
    "connections": "connections",
    "targets": "depth targets",
    "roll-up": "concept list",
}


def nothing_there(line: Line, knowledge: Knowledge) -> str:
    """Why there is nothing to explain, and the nearest line that has something."""
    course = line.course
    if line.path not in {*(doc.path for doc in course.docs), *(stray.source.path for stray in course.strays)}:
        return f"{line.path} was not read as a part of a curriculum; `lessonlint check {line.path}` says why."
    starts = [x.reference.concept.start for x in knowledge.links if x.reference.doc.path == line.path]
    starts += [x.row.row.start for x in knowledge.events if x.doc.path == line.path]
    rows = [line.places.position(line.path, start)[0] for start in starts]
    problem = f"No concept is named in a table on line {line.number} of {line.path}"
    if not rows:
        return f"{problem}, nor on any other."
    nearest = min(rows, key=lambda row: (abs(row - line.number), row))
    return f"{problem}; the nearest row with one is {line.path}:{nearest}."


def render_why(line: Line, style: Style) -> str:
    """The line explained for people."""
    lines: list[str] = []
    for explanation in line.explanations:
        lines += [*_reference(explanation, line, style), ""]
    for use in line.uses:
        lines += [*_use(use, line, style), ""]
    if line.findings:
        infos = any(found.severity is Severity.INFO for found in line.findings)
        says = f"What `lessonlint check` says of this line{' (infos with --strict)' if infos else ''}"
        lines += [style.paint(says, "bold"), *_findings(line)]
    while lines and not lines[-1]:
        lines.pop()
    return "".join(f"{each}\n" for each in lines)


def _reference(explanation: Explanation, line: Line, style: Style) -> Iterator[str]:
    link = explanation.link
    reference = link.reference
    lesson = line.course.lessons[reference.at]
    about = f"in the {_TABLES[reference.table]} of {lesson.name}" if reference.table != ROLL_UP else "in a concept list"
    yield style.paint(visible(f"{quoted(reference.concept, NAME)}, {about}"), "bold")
    for target in link.targets:
        yield from _wrapped(f"{_MEANS[link.standing]} {row_of(target, line)}.", "  ")
        yield f"    {_place(target, line)}"
    if not link.targets:
        yield from _wrapped(unlinked(link), "  ")
    yield ""
    yield style.paint("How that was found", "bold")
    for number, step in enumerate(tried(explanation, line), 1):
        yield from _wrapped(step, f"  {number}. ", "     ")
    if explanation.rivals:
        yield ""
        yield style.paint("What came next" if link.targets else "What came nearest", "bold")
        for rival in explanation.rivals:
            yield from _wrapped(f"{row_of(rival.event, line)}: {lost(rival, link)}.", "  - ", "    ")
    yield ""
    yield style.paint("How sure it is", "bold")
    yield from _wrapped(standing(explanation, line), "  ")
    if explanation.history:
        yield ""
        yield from _history(explanation.history, line, style, reference.at)
    if link.targets and reference.table not in OWN_TABLES:
        yield from _wrapped(depths(explanation, line), "  ")


def _place(event: Event, line: Line) -> str:
    number, _ = line.places.position(event.doc.path, event.row.row.start)
    return visible(f"{event.doc.path}:{number}")


def _wrapped(words: str, first: str, rest: str | None = None) -> Iterator[str]:
    yield from textwrap.wrap(
        visible(words),
        _WRAP,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _history(steps: Sequence[Step], line: Line, style: Style, at: int = -1) -> Iterator[str]:
    yield style.paint("Where students meet this concept", "bold")
    here = at < 0
    for step in steps:
        if not here and step.event.order >= at:
            here = True
            yield style.paint(f"  --- {visible(line.course.lessons[at].name)} ---", "dim")
        name = f", as {quoted(step.event.row.concept)}"
        maybe = "" if step.sure else " (perhaps the same concept)"
        words = f"{depth_of(step.event, line)} in {line.course.lessons[step.event.order].name}{name}{maybe}"
        yield from _wrapped(words, "  ", "    ")


def _use(use: Use, line: Line, style: Style) -> Iterator[str]:
    lesson = line.course.lessons[use.event.order]
    yield style.paint(visible(f"{quoted(use.event.row.concept, NAME)}, taught in {lesson.name}"), "bold")
    yield from _history(use.history, line, style)
    yield ""
    if not use.links:
        yield "No other row of what was read names it."
        return
    yield style.paint(f"Named in {counted(len(use.links), 'row')}", "bold")
    for link in use.links[:_USES]:
        reference = link.reference
        number, _ = line.places.position(reference.doc.path, reference.concept.start)
        needed = f" at {line.ladder[reference.required.low]}" if reference.required.kind == "taught" else ""
        who = line.course.lessons[reference.at].name if reference.table != ROLL_UP else "series"
        sure = "" if link.standing == SETTLED else f" ({link.standing})"
        words = f"{who}, {_TABLES[reference.table]}{needed}: {quoted(reference.concept)}{sure}"
        yield f"  {visible(words)}"
        yield f"    {visible(reference.doc.path)}:{number}"
    if len(use.links) > _USES:
        yield f"  … and {len(use.links) - _USES} more; --format json lists them all"


def _findings(line: Line) -> Iterator[str]:
    for finding in line.findings:
        yield from _wrapped(f"{finding.severity.value} {finding.code} {finding.name}: {finding.message}", "  ", "    ")
        if finding.help:
            yield from _wrapped(finding.help, "    ")


def render_why_json(line: Line) -> str:
    """The line explained, as JSON."""
    data = {
        "version": VERSION,
        "path": line.path,
        "line": line.number,
        "references": [_explanation(each, line) for each in line.explanations],
        "taught": [
            {
                **_event(use.event, line),
                "history": _steps(use.history, line),
                "uses": [_used(x, line) for x in use.links],
            }
            for use in line.uses
        ],
        "findings": [
            {"code": x.code, "name": x.name, "severity": x.severity.value, "message": x.message, "help": x.help}
            for x in line.findings
        ],
    }
    return dumped(data)


def _explanation(explanation: Explanation, line: Line) -> dict[str, Any]:
    link = explanation.link
    return {
        "table": link.reference.table,
        "concept": link.reference.concept.value,
        "source": link.reference.source.value,
        "targets": [_event(event, line) for event in link.targets],
        "tried": list(tried(explanation, line)),
        "rivals": [{**_event(x.event, line), "lost": lost(x, link)} for x in explanation.rivals],
        "standing": link.standing,
        "how": link.how,
        "confidence": link.confidence,
        "advice": standing(explanation, line),
        "history": _steps(explanation.history, line),
        "depth_before": line.ladder[link.depth_before] if link.depth_before >= 0 else None,
        "required": line.ladder[link.reference.required.low] if link.reference.required.kind == "taught" else None,
        "verdict": link.verdict,
        "silent": explanation.silence.kind if explanation.silence else None,
    }


def _steps(steps: Sequence[Step], line: Line) -> list[dict[str, Any]]:
    return [{**_event(step.event, line), "sure": step.sure} for step in steps]


def _event(event: Event, line: Line) -> dict[str, Any]:
    return event_data(event, line.course, line.places)


def _used(link: Link, line: Line) -> dict[str, Any]:
    reference = link.reference
    number, _ = line.places.position(reference.doc.path, reference.concept.start)
    return {
        "path": reference.doc.path,
        "line": number,
        "table": reference.table,
        "concept": reference.concept.value,
        "lesson": line.course.lessons[reference.at].slug,
        "standing": link.standing,
    }
