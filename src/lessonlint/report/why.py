"""`lessonlint why`: one row explained in sentences."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import AGREED, LIKELY, NONE, OUTSIDE, QUESTION, SETTLED, UNMET, Link
from lessonlint.concepts.references import PREREQUISITES, ROLL_UP, TARGETS
from lessonlint.concepts.registry import NO_CONCEPT, NOT_TAUGHT
from lessonlint.concepts.why import Explanation, Rival, Step, Use, Words
from lessonlint.course.values import Course
from lessonlint.diagnostic import Diagnostic
from lessonlint.report.places import Places
from lessonlint.report.terminal import Style, visible
from lessonlint.source import Source
from lessonlint.wording import bare, counted, listed, quoted

VERSION = 1
_WRAP, _NAME, _USES = 100, 80, 12
_SURENESS = {
    SETTLED: "This is settled",
    LIKELY: "This is likely, not certain",
    QUESTION: "This is a question only you can decide",
}
_MEANS = {SETTLED: "means", LIKELY: "most likely means", QUESTION: "may mean"}
_TABLES = {
    "prerequisites": "prerequisites",
    "state": "student state",
    "connections": "connections",
    "targets": "depth targets",
    "roll-up": "concept list",
}


class Line(NamedTuple):
    """A line of a file with everything that is known about it."""

    path: str
    number: int
    explanations: tuple[Explanation, ...]
    uses: tuple[Use, ...]
    findings: tuple[Diagnostic, ...]
    course: Course
    ladder: Sequence[str]
    sources: Mapping[str, Source]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.explanations or self.uses or self.findings)


def nothing_there(line: Line, knowledge: Knowledge) -> str:
    """Why there is nothing to explain, and the nearest line that has something."""
    if line.path not in line.sources:
        return f"{line.path} was not read as a part of a curriculum; `lessonlint check {line.path}` says why."
    places = Places(line.sources)
    rows = [
        places.position(line.path, x.reference.concept.start)[0]
        for x in knowledge.links
        if x.reference.doc.path == line.path
    ]
    rows += [places.position(line.path, x.row.row.start)[0] for x in knowledge.events if x.doc.path == line.path]
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
        lines += [style.paint("What `lessonlint check` says of this line", "bold"), *_findings(line)]
    while lines and not lines[-1]:
        lines.pop()
    return "".join(f"{each}\n" for each in lines)


def _reference(explanation: Explanation, line: Line, style: Style) -> Iterator[str]:
    link = explanation.link
    reference = link.reference
    lesson = line.course.lessons[reference.at]
    about = f"in the {_TABLES[reference.table]} of {lesson.name}" if reference.table != ROLL_UP else "in a concept list"
    yield style.paint(visible(f"{quoted(reference.concept, _NAME)}, {about}"), "bold")
    for target in link.targets:
        yield from _wrapped(f"{_MEANS[link.standing]} {_row(target, line)}.", "  ")
        yield f"    {_place(target, line)}"
    if not link.targets:
        yield from _wrapped(_unlinked(link), "  ")
    yield ""
    yield style.paint("How that was found", "bold")
    for number, step in enumerate(_tried(explanation, line), 1):
        yield from _wrapped(step, f"  {number}. ", "     ")
    if explanation.rivals:
        yield ""
        yield style.paint("What came next" if link.targets else "What came nearest", "bold")
        for rival in explanation.rivals:
            yield from _wrapped(f"{_row(rival.event, line)}: {_lost(rival, link)}.", "  - ", "    ")
    yield ""
    yield style.paint("How sure it is", "bold")
    yield from _wrapped(_standing(explanation, line), "  ")
    if explanation.history:
        yield ""
        yield from _history(explanation.history, line, style, reference.at)
    if link.targets and reference.table not in (TARGETS, ROLL_UP):
        yield from _wrapped(_depths(link, line), "  ")


def _row(event: Event, line: Line) -> str:
    lesson = line.course.lessons[event.order].name
    return f"{quoted(event.row.concept, _NAME)} ({_depth(event, line)} in {lesson})"


def _depth(event: Event, line: Line) -> str:
    return line.ladder[event.level] if event.level >= 0 else bare(event.row.depth) or "no depth given"


def _place(event: Event, line: Line) -> str:
    number, _ = Places(line.sources).position(event.doc.path, event.row.row.start)
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


def _unlinked(link: Link) -> str:
    if link.decided == NO_CONCEPT:
        return "is no concept that an index is meant to hold, as concepts.yaml says."
    if link.standing == OUTSIDE:
        return "is knowledge that students bring from outside the course."
    if link.decided == NOT_TAUGHT:
        return "is not taught in this course, as concepts.yaml says."
    return "means nothing that was taught before this lesson: no index row comes near it."


def _tried(explanation: Explanation, line: Line) -> Iterator[str]:
    """The steps in the order they are tried, up to the one that decided."""
    link = explanation.link
    if link.how == "id":
        yield "An id: the row and the index row carry the same {#…}. That decides."
        return
    yield "An id: there is no {#…} after the name that an index row carries too."
    if link.how == "alias":
        yield "A decision in concepts.yaml: there is one for these words. That decides."
        return
    yield "A decision in concepts.yaml: there is none for these words."
    where = {
        "lesson": "in the cited lesson",
        "module": "in the cited module",
        "series": "in the cited series",
        "course": "elsewhere, not in the cited place" if link.citation.says else "in the course",
    }
    same = f"there is one {where[explanation.exact]}" if explanation.exact else "no row taught so far has it"
    decides = " That decides." if link.how == "exact" else ""
    yield f"The same name in an index: {same}.{decides}"
    if link.how == "exact":
        if explanation.words and explanation.cited:
            yield f"The cited place fits: {_cites(explanation, line)}."
        return
    if len(link.targets) > 1:
        rows = listed([quoted(event.row.concept) for event in link.targets])
        yield f"Several concepts: each was looked for by itself, and {rows} came nearest."
    elif explanation.words:
        yield f"The words: {_matched(explanation.words)}."
        yield f"The cited place: {_cites(explanation, line)}."
        if link.how == AGREED:
            yield "Other places: the same words are settled there to mean this. That decides."
    elif link.standing == OUTSIDE:
        yield f"The source cell, {quoted(link.reference.source)}, names no lesson but knowledge from outside."
    else:
        yield "The words: no index row shares enough of them."


def _matched(words: Words) -> str:
    parts = [
        f"{_some(found)} {'stands' if len(found) == 1 else 'stand'} in {where}"
        for found, where in (
            (words.name, "its name"),
            (words.gloss, "the explanation behind its name"),
            (words.notes, "its notes"),
            (words.slug, "its lesson's slug"),
        )
        if found
    ]
    if words.missing:
        parts.append(f"{_some(words.missing)} {'is' if len(words.missing) == 1 else 'are'} not in it")
    return "; ".join(parts)


def _some(words: Sequence[str]) -> str:
    return listed([f"“{word}”" for word in words])


def _cites(explanation: Explanation, line: Line) -> str:
    link = explanation.link
    source = link.reference.source
    if link.reference.only:
        return "a row of this table can only mean what its own lessons teach"
    if not link.citation.says:
        return f"{quoted(source)} names none in this course" if source else "none is given"
    if explanation.cited:
        return f"{quoted(source)} names the {explanation.cited} that teaches it"
    lesson = line.course.lessons[link.targets[0].order].name
    return f"{quoted(source)} names another place than {lesson}, which teaches it"


def _lost(rival: Rival, link: Link) -> str:
    if rival.same_concept:
        return "another step of the same concept"
    reasons = []
    if rival.lacks:
        reasons.append(f"it does not speak of {_some(rival.lacks)}")
    if rival.weak:
        reasons.append(f"{_some(rival.weak)} {'is' if len(rival.weak) == 1 else 'are'} not in its name")
    if rival.elsewhere:
        reasons.append("it is not in the cited place" if link.citation.lessons else "its place fits less well")
    if rival.unsaid:
        reasons.append(f"its name says {_some(rival.unsaid[:4])}, which this row does not")
    if rival.same_lesson:
        reasons.append("it is taught in this very lesson")
    return listed(reasons) or "it comes close; fewer of its words fit"


def _standing(explanation: Explanation, line: Line) -> str:
    link = explanation.link
    if link.decided and link.standing != QUESTION:
        return "This is settled: somebody decided it."
    if link.standing == OUTSIDE:
        return "Taken from the source cell. If a lesson teaches it, cite that lesson there."
    if link.standing == NONE:
        return "Nothing to link to. Teach it earlier, mark the row as a gap, or use the name under which it is taught."
    if not link.targets:
        return "concepts.yaml names a row for it that does not exist (any more). Mend it there."
    sure = f"{_SURENESS[link.standing]} ({link.confidence:.0%} of such links are right)."
    if link.how == "id":
        sure = "This is settled: somebody decided it."
    if link.standing == SETTLED:
        return sure
    target = link.targets[0]
    if len(link.targets) > 1:
        return f"{sure} To settle it, give each concept a row of its own, or decide it with `lessonlint aliases`."
    ways = []
    if not explanation.exact or explanation.exact == "course":
        ways.append(f"write the name as the index does, {quoted(target.row.concept)}")
    if explanation.cited != "lesson":
        ways.append(f"cite {line.course.lessons[target.order].name}")
    ways.append(f"put the same {{#id}} after both names, or accept {quoted(link.reference.concept)} in concepts.yaml")
    return f"{sure} To settle it, do one of these: {'; '.join(ways)}."


def _history(steps: Sequence[Step], line: Line, style: Style, at: int = -1) -> Iterator[str]:
    yield style.paint("Where students meet this concept", "bold")
    here = at < 0
    for step in steps:
        if not here and step.event.order >= at:
            here = True
            yield style.paint(f"  --- {visible(line.course.lessons[at].name)} ---", "dim")
        name = f", as {quoted(step.event.row.concept)}"
        maybe = "" if step.sure else " (perhaps the same concept)"
        words = f"{_depth(step.event, line)} in {line.course.lessons[step.event.order].name}{name}{maybe}"
        yield from _wrapped(words, "  ", "    ")


def _depths(link: Link, line: Line) -> str:
    known = line.ladder[link.depth_before] if link.depth_before >= 0 else "nothing sure"
    more = f", perhaps {line.ladder[link.plausible]}" if link.plausible > link.depth_before else ""
    before = f"Before this lesson they have it at {known}{more}"
    if link.reference.table != PREREQUISITES:
        claimed = link.reference.actual
        says = f"; this row says {line.ladder[claimed.high]}" if claimed.kind == "taught" else ""
        return f"{before}{says}."
    required = link.reference.required
    if required.kind != "taught":
        return f"{before}; the row does not say how deep it is needed."
    enough = "That is not enough" if link.verdict == UNMET else "That is enough"
    return f"{before}; {line.ladder[required.low]} is needed. {enough}."


def _use(use: Use, line: Line, style: Style) -> Iterator[str]:
    lesson = line.course.lessons[use.event.order]
    yield style.paint(visible(f"{quoted(use.event.row.concept, _NAME)}, taught in {lesson.name}"), "bold")
    yield from _history(use.history, line, style)
    yield ""
    if not use.links:
        yield "No other row of what was read names it."
        return
    yield style.paint(f"Named in {counted(len(use.links), 'row')}", "bold")
    places = Places(line.sources)
    for link in use.links[:_USES]:
        reference = link.reference
        number, _ = places.position(reference.doc.path, reference.concept.start)
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
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _explanation(explanation: Explanation, line: Line) -> dict[str, Any]:
    link = explanation.link
    return {
        "table": link.reference.table,
        "concept": link.reference.concept.value,
        "source": link.reference.source.value,
        "targets": [_event(event, line) for event in link.targets],
        "tried": list(_tried(explanation, line)),
        "rivals": [{**_event(x.event, line), "lost": _lost(x, link)} for x in explanation.rivals],
        "standing": link.standing,
        "how": link.how,
        "confidence": link.confidence,
        "advice": _standing(explanation, line),
        "history": _steps(explanation.history, line),
        "depth_before": line.ladder[link.depth_before] if link.depth_before >= 0 else None,
        "required": line.ladder[link.reference.required.low] if link.reference.required.kind == "taught" else None,
        "verdict": link.verdict,
    }


def _steps(steps: Sequence[Step], line: Line) -> list[dict[str, Any]]:
    return [{**_event(step.event, line), "sure": step.sure} for step in steps]


def _event(event: Event, line: Line) -> dict[str, Any]:
    number, _ = Places(line.sources).position(event.doc.path, event.row.row.start)
    return {
        "path": event.doc.path,
        "line": number,
        "concept": event.row.concept.value,
        "depth": event.row.depth.value,
        "lesson": line.course.lessons[event.order].slug,
    }


def _used(link: Link, line: Line) -> dict[str, Any]:
    reference = link.reference
    number, _ = Places(line.sources).position(reference.doc.path, reference.concept.start)
    return {
        "path": reference.doc.path,
        "line": number,
        "table": reference.table,
        "concept": reference.concept.value,
        "lesson": line.course.lessons[reference.at].slug,
        "standing": link.standing,
    }
