"""`lessonlint links`: every reference with what it means, how that was found, and how surely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from lessonlint.concepts.events import Event
from lessonlint.concepts.links import Link, questioned
from lessonlint.concepts.registry import NO_CONCEPT, NOT_TAUGHT
from lessonlint.course.values import Course
from lessonlint.report.json import dumped
from lessonlint.report.places import Places, places_of
from lessonlint.report.terminal import Style, visible
from lessonlint.wording import bare, counted

VERSION = 1
_CANDIDATES = 3
_LONGEST = 90
_MARKS = {"settled": "=", "likely": "~", "question": "?", "outside": "o", "none": "-"}
_SAID = {
    "settled": "settled",
    "likely": "likely",
    "question": "only you can say",
    "outside": "outside the course",
    "none": "nothing found",
}
_UNLINKED = {
    "outside": "outside the course",
    NOT_TAUGHT: "not taught, as concepts.yaml says",
    NO_CONCEPT: "no concept, as concepts.yaml says",
}
_COLOURS = {"settled": "green", "likely": "cyan", "question": "yellow", "outside": "dim", "none": "red"}


def render_links_json(links: Sequence[Link], course: Course) -> str:
    """The links as JSON: the contract of `links --format json`."""
    places = places_of(course)
    return dumped({"version": VERSION, "links": [_link(link, course, places) for link in links]})


def _link(link: Link, course: Course, places: Places) -> dict[str, Any]:
    reference, ladder = link.reference, course.vocabulary.depths.ladder
    targets = {event.id for event in link.targets}
    rest = [each.event for each in link.candidates if each.event.id not in targets]
    more = rest[: max(0, _CANDIDATES - len(link.targets))]
    row = reference.prerequisite
    return {
        **places.data(reference.place),
        "table": reference.table,
        "concept": reference.concept.value,
        "required": row.required.value if row else "",
        "actual": row.actual.value if row else _step(reference.actual.high, ladder),
        "source": reference.source.value,
        "status": reference.status.value,
        "targets": [event_data(event, course, places) for event in link.targets],
        "candidates": [event_data(event, course, places) for event in more],
        "standing": link.standing,
        "how": link.how,
        "confidence": link.confidence,
        "depth_before": _step(link.depth_before, ladder) or None,
        "verdict": link.verdict,
    }


def event_data(event: Event, course: Course, places: Places) -> dict[str, Any]:
    """An index row that something means."""
    line, _ = places.position(event.doc.path, event.row.row.start)
    return {
        "path": event.doc.path,
        "line": line,
        "concept": event.row.concept.value,
        "depth": event.row.depth.value,
        "lesson": course.lessons[event.order].slug,
    }


def _step(level: int, ladder: Sequence[str]) -> str:
    return ladder[level] if level >= 0 else ""


def render_links_text(links: Sequence[Link], course: Course, style: Style) -> str:
    """The links for people, grouped by file, with the candidates of whatever is not settled."""
    places = places_of(course)
    lines: list[str] = []
    for path, group in groupby(links, key=lambda link: link.reference.doc.path):
        lines.append(style.paint(visible(path), "bold"))
        for link in group:
            lines += _entry(link, course, places, style)
        lines.append("")
    return "".join(f"{line}\n" for line in [*lines, *_summary(links)])


def _entry(link: Link, course: Course, places: Places, style: Style) -> Iterator[str]:
    reference = link.reference
    line, _ = places.position(reference.doc.path, reference.concept.start)
    mark = style.paint(_MARKS[link.standing], _COLOURS[link.standing])
    meant = "; ".join(_named(event, course) for event in link.targets)
    if not meant:
        meant = _UNLINKED.get(link.decided) or _UNLINKED.get(link.standing, "nothing taught earlier comes near")
    yield f"{line:>5} {mark} {visible(bare(reference.concept))}"
    yield f"        {style.paint('->', 'dim')} {visible(meant)}"
    if link.is_open and link.standing != "likely":
        named = {event.id for event in link.targets}
        others = [each.event for each in link.candidates if each.event.id not in named][: _CANDIDATES - 1]
        more = style.paint("or" if link.targets else "nearest:", "dim")
        yield from (f"        {more} {visible(_named(event, course))}" for event in others)


def _named(event: Event, course: Course) -> str:
    return f"{bare(event.row.concept, _LONGEST)} ({bare(event.row.depth)}, {course.lessons[event.order].name})"


def _summary(links: Sequence[Link]) -> Iterator[str]:
    if not links:
        yield "Nothing to show: no reference here is of the kind asked for."
        return
    yield f"{shares(links)}."
    found = {link.standing for link in links}
    yield f"Marks: {', '.join(f'{mark} {_SAID[name]}' for name, mark in _MARKS.items() if name in found)}."
    if number := questioned(links).total():
        those = "1 question is a prerequisite" if number == 1 else f"{number} questions are prerequisites"
        yield f"{those}: that is what `check` counts."
    waiting = sum(link.is_open for link in links)
    if waiting:
        listing = (
            ""
            if waiting == len(links)
            else f"`lessonlint links --questions` lists the {waiting} that {'is' if waiting == 1 else 'are'} open. "
        )
        meaning = "it means" if waiting == 1 else "they mean"
        yield f"{listing}`lessonlint aliases` asks you what {meaning}, each wording once."


def shares(links: Sequence[Link]) -> str:
    """How many references there are, and of which standing."""
    counts = Counter(link.standing for link in links)
    return (
        f"{counted(len(links), 'reference')}: {', '.join(f'{counts[name]} {name}' for name in _MARKS if counts[name])}"
    )
