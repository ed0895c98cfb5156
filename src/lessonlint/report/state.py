"""`lessonlint state`: what students bring to a lesson, as a table, as Markdown to paste, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from lessonlint.concepts.events import Event
from lessonlint.concepts.kept import Verdict
from lessonlint.concepts.knowledge import Known
from lessonlint.concepts.minds import Image
from lessonlint.concepts.state import Assumption, Change, State, is_fading
from lessonlint.course.values import Course
from lessonlint.parse.tables import escaped
from lessonlint.report.json import dumped
from lessonlint.report.places import Places, places_of
from lessonlint.report.terminal import Style, visible, width
from lessonlint.vocabulary import is_todo
from lessonlint.wording import bare, counted, quoted

VERSION = 1
_SHOWN, _IMAGES = 30, 10
_NAME, _NOTE, _SENTENCE, _SENTENCES = 64, 110, 300, 3


def render_state_table(state: State, style: Style, everything: bool) -> str:
    """The state for reading on a terminal."""
    concepts = _shown(state, everything)
    lines = [style.paint(visible(_title(state)), "bold"), ""]
    if concepts:
        rows = [("Concept", "Depth", "Source", "Last used"), *(_cells(state, known) for known in concepts)]
        lines += aligned(rows, style)
    else:
        lines.append("Nothing was taught before: no record of an earlier lesson is part of what was read.")
    if more := len(state.concepts) - len(concepts):
        lines += ["", f"… and {more} more that matter less here; --all shows them."]
    for title, words in _extras(state, everything):
        lines += ["", style.paint(title, "bold"), *(f"  {visible(each)}" for each in words)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _title(state: State) -> str:
    when = "leaves with" if state.before > state.at else "brings"
    return f"What the student {when}: {state.lesson.name}, {counted(len(state.concepts), 'concept')}"


def _shown(state: State, everything: bool) -> tuple[Known, ...]:
    return state.concepts if everything else state.concepts[:_SHOWN]


def _cells(state: State, known: Known) -> tuple[str, str, str, str]:
    fading = ", fading" if is_fading(known) else ""
    return (
        visible(bare(known.event.row.concept, _NAME)),
        _depth(known.event, known.level, state.course),
        visible(state.course.lessons[known.event.order].name),
        _ago(known.since) + fading,
    )


def _depth(event: Event, level: int, course: Course) -> str:
    return course.vocabulary.depths.ladder[level] if level >= 0 else visible(bare(event.row.depth) or "--")


def _ago(since: int) -> str:
    return "the lesson before" if since == 0 else f"{since + 1} lessons ago"


def aligned(rows: Sequence[tuple[str, ...]], style: Style) -> Iterator[str]:
    """Rows as columns of equal width, the first one as their head."""
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    for number, row in enumerate(rows):
        line = "  ".join(cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True)).rstrip()
        yield style.paint(line, "dim") if number == 0 else line


def _extras(state: State, everything: bool) -> Iterator[tuple[str, list[str]]]:
    images = state.images if everything else state.images[:_IMAGES]
    if images:
        yield "Mental models and analogies", [image_line(image, state.course) for image in images]
    if state.due:
        yield "Left for this lesson by earlier ones", [due_line(verdict) for verdict in state.due]


def image_line(image: Image, course: Course) -> str:
    """A mental model or analogy, with the lesson it comes from."""
    kind = ", analogy" if image.kind == "analogy" else ""
    return f"{quoted(image.words, _NOTE)} ({course.lessons[image.at].slug}{kind})"


def due_line(verdict: Verdict) -> str:
    """A topic that was left for later, and by whom."""
    return f"{bare(verdict.topic, _NOTE)} (left to {bare(verdict.promise.place)} by {verdict.promise.lesson.name})"


def render_state_markdown(state: State, everything: bool) -> str:
    """The state as the Phase 1 table of a lesson plan, with what belongs under it."""
    lines = ["| Concept | Depth | Source | Notes |", "|---------|-------|--------|-------|"]
    lines += [f"| {' | '.join(cells)} |" for cells in state_rows(state, _shown(state, everything))]
    titles = {"Mental models and analogies": "Mental models already established:"}
    for title, words in _extras(state, everything):
        lines += ["", f"**{titles.get(title, title + ':')}**", *(f"- {visible(each)}" for each in words)]
    return "".join(f"{line}\n" for line in lines)


def state_rows(state: State, concepts: Iterable[Known]) -> Iterator[tuple[str, str, str, str]]:
    """The cells of Phase 1 for some concepts of a state: concept, depth, source and notes."""
    for known in concepts:
        source = state.course.lessons[known.event.order].name
        yield (
            table_cell(known.event.row.concept.value),
            _depth(known.event, known.level, state.course),
            source,
            _note(known),
        )


def table_cell(words: str) -> str:
    """An author's words as a table cell: one line, pipes escaped."""
    return visible(escaped(" ".join(words.split())))


def _note(known: Known) -> str:
    """What the record notes, if anything is there yet, and whether it has faded."""
    notes = known.event.row.notes
    note = "" if is_todo(notes.value) else table_cell(bare(notes, _NOTE))
    if not is_fading(known):
        return note
    return f"Fading: last used {_ago(known.since)}. {note}".strip()


def render_state_json(state: State, everything: bool) -> str:
    """The state as JSON, what matters most first."""
    places = places_of(state.course)
    images = state.images if everything else state.images[:_IMAGES]
    data = {
        "version": VERSION,
        "lesson": state.lesson.slug,
        "number": state.lesson.number,
        "after": state.before > state.at,
        "total": len(state.concepts),
        "concepts": [_known(known, state.course, places) for known in _shown(state, everything)],
        "models": [
            {"kind": each.kind, "words": each.words, "lesson": state.course.lessons[each.at].slug} for each in images
        ],
        "promises": [
            {"topic": each.topic, "from": each.promise.lesson.slug, "to": each.promise.place.value}
            for each in state.due
        ],
    }
    return dumped(data)


def _known(known: Known, course: Course, places: Places) -> dict[str, Any]:
    return {
        **_event(known.event, course, places),
        "depth": _depth(known.event, known.level, course),
        "last_used": course.lessons[known.last_used].slug,
        "lessons_since": known.since,
        "fading": is_fading(known),
        "notes": known.event.row.notes.value,
    }


def _event(event: Event, course: Course, places: Places) -> dict[str, Any]:
    line, _ = places.position(event.doc.path, event.row.row.start)
    lesson = course.lessons[event.order]
    return {
        "concept": event.row.concept.value,
        "depth": event.row.depth.value,
        "lesson": lesson.slug,
        "source": lesson.name,
        "path": event.doc.path,
        "line": line,
    }


def render_changes(changes: Sequence[Change], earlier: State, later: State, markdown: bool) -> str:
    """What was learnt between two lessons."""
    span = f"from {_moment(earlier)} to {_moment(later)}"
    if not changes:
        return f"Nothing is new {span}.\n"
    rows = []
    ladder = later.course.vocabulary.depths.ladder
    for change in changes:
        before = f"{ladder[change.depth_before]} -> " if change.depth_before >= 0 else ""
        lesson = later.course.lessons[change.known.event.order]
        name = change.known.event.row.concept.value
        shown = table_cell(name) if markdown else visible(bare(name, _NAME))
        depth = _depth(change.known.event, change.known.level, later.course)
        rows.append((shown, before + depth, visible(lesson.name)))
    if markdown:
        head = ["| Concept | Depth | Source |", "|---------|-------|--------|"]
        return "".join(f"{line}\n" for line in [*head, *(f"| {' | '.join(row)} |" for row in rows)])
    new = sum(change.depth_before < 0 for change in changes)
    lines = [f"New {span}: {counted(new, 'concept')}, {len(changes) - new} deepened", ""]
    return "".join(f"{line}\n" for line in [*lines, *aligned([("Concept", "Depth", "Source"), *rows], Style())])


def _moment(state: State) -> str:
    return f"{'after' if state.before > state.at else 'before'} {visible(state.lesson.name)}"


def render_changes_json(changes: Sequence[Change], earlier: State, later: State) -> str:
    """What was learnt between two lessons, as JSON."""
    ladder = later.course.vocabulary.depths.ladder
    found = [
        {
            "concept": change.known.event.row.concept.value,
            "before": ladder[change.depth_before] if change.depth_before >= 0 else None,
            "depth": _depth(change.known.event, change.known.level, later.course),
            "lesson": later.course.lessons[change.known.event.order].slug,
        }
        for change in changes
    ]
    return dumped({"version": VERSION, "from": earlier.lesson.slug, "to": later.lesson.slug, "changes": found})


def render_assumption(found: Assumption, style: Style) -> str:
    """May it be assumed here? The answer first, then what supports it."""
    lines = [style.paint(visible(_answer(found)), "bold")]
    if found.known and not found.clear:
        lines += [_named(each, found) for each in (found.known, *found.nearest)]
    elif found.known:
        lines += _support(found)
    elif found.nearest and not found.later:
        lines += ["Nearest names:", *(_named(each, found) for each in found.nearest)]
    return "".join(f"{line}\n" for line in lines)


def _named(known: Known, found: Assumption) -> str:
    name = bare(known.event.row.concept, _NAME)
    depth = _depth(known.event, known.level, found.state.course)
    return f"  {visible(name)} ({depth}, {visible(_in(known.event, found))})"


def _support(found: Assumption) -> Iterator[str]:
    """The sentences that taught it, where they stand, and how it grew and comes back."""
    course = found.state.course
    places = places_of(course)
    for event, sentences in groupby(found.taught[:_SENTENCES], key=lambda each: each[1]):
        yield f"  {visible(places.show(event.doc.at(event.row.concept)))}"
        yield from (f"    {visible(quoted(sentence, _SENTENCE))}" for sentence, _ in sentences)
    if len(found.history) > 1:
        yield "How it grew:"
        yield from (f"  {_depth(each, each.level, course)} in {visible(_in(each, found))}" for each in found.history)
    if found.later:
        yield f"It comes back later: {_depth(found.later, found.later.level, course)} in {_in(found.later, found)}."


def _answer(found: Assumption) -> str:
    where = found.state.lesson.name
    if found.known is None and found.later:
        when = "in this very lesson" if found.later.order == found.state.at else f"later, in {_in(found.later, found)}"
        return f"No: {quoted(found.later.row.concept)} is first taught {when}."
    if found.known is None:
        return f"No: nothing taught before {where} is called {quoted(found.words)} or comes near it."
    if not found.clear:
        return f"{quoted(found.words)} may mean any of these; ask again with one of the names:"
    known = found.known
    depth = _depth(known.event, known.level, found.state.course)
    last = found.state.course.lessons[known.last_used].slug
    answer = f"Yes, at most at {depth}: {quoted(known.event.row.concept)}, taught in {_in(known.event, found)}"
    answer += f", last taught or used {_ago(known.since)} ({last})."
    if is_fading(known):
        answer += " It was only met and has had time to fade: plan a recap."
    return answer


def _in(event: Event, found: Assumption) -> str:
    return found.state.course.lessons[event.order].name


def render_assumption_json(found: Assumption) -> str:
    """The answer about one concept as JSON."""
    course, places = found.state.course, places_of(found.state.course)
    known = _known(found.known, course, places) if found.known else None
    data = {
        "version": VERSION,
        "lesson": found.state.lesson.slug,
        "asked": found.words,
        "assume": known is not None,
        "clear": found.clear,
        "known": known,
        "taught": [sentence for sentence, _ in found.taught],
        "history": [_event(event, course, places) for event in found.history],
        "later": _event(found.later, course, places) if found.later else None,
        "nearest": [_known(each, course, places) for each in found.nearest],
    }
    return dumped(data)
