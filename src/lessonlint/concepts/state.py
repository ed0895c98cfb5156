"""What students bring to a lesson, and what may be assumed there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lessonlint.concepts.citations import Citation
from lessonlint.concepts.events import Event
from lessonlint.concepts.kept import Verdict, judged
from lessonlint.concepts.knowledge import Knowledge, Known
from lessonlint.concepts.matching import Matcher
from lessonlint.concepts.minds import Image, images_before
from lessonlint.concepts.names import read_name, stems, told_by
from lessonlint.concepts.relevance import Relevance
from lessonlint.course.values import Course, Lesson

FADES_AFTER, SHALLOW = 3, 1
_ENOUGH, _CLEAR, _NEAREST = 0.9, 0.15, 3


class State(NamedTuple):
    """What students bring to the lesson at index `at`, what matters most first. `before` is the index counted to."""

    course: Course
    at: int
    before: int
    concepts: tuple[Known, ...]
    images: tuple[Image, ...]
    due: tuple[Verdict, ...]

    @property
    def lesson(self) -> Lesson:
        """The lesson asked about."""
        return self.course.lessons[self.at]


class Change(NamedTuple):
    """A concept that is new in a later state (`depth_before` is -1) or known more deeply there."""

    known: Known
    depth_before: int


class Assumption(NamedTuple):
    """An answer to “may I assume this here?”.

    `known` is what students know under that name, None when nothing was taught yet; `later` is the first event that
    teaches it from this lesson on; `clear` says whether the name is plainly that of the concept; `taught` holds the
    sentences that taught it, with the places they stand at.
    """

    state: State
    words: str
    known: Known | None
    later: Event | None
    clear: bool
    taught: tuple[tuple[str, Event], ...]
    history: tuple[Event, ...]
    nearest: tuple[Known, ...]


def is_fading(known: Known) -> bool:
    """Whether a concept was met only shallowly and left alone for so long that students will have lost it."""
    return known.level <= SHALLOW and known.since > FADES_AFTER


def state_at(knowledge: Knowledge, at: int, after: bool = False) -> State:
    """What students bring to a lesson; with `after`, what they take from it."""
    course = knowledge.course
    before = at + 1 if after else at
    relevance = Relevance(knowledge, at)
    images = images_before(course, before)
    images.sort(key=lambda image: (-relevance.of_words(image.words) - 1 / (before - image.at), image.at))
    due = _due(course, at)
    concepts = relevance.ranked(knowledge.state_before(before))
    return State(course, at, before, tuple(concepts), tuple(images), tuple(due))


def _due(course: Course, at: int) -> list[Verdict]:
    """What earlier lessons left to this one, by its number first; what another lesson of the place took up is left out.

    Of two wordings of one lesson for the same thing, the longer one.
    """
    lesson = course.lessons[at]
    found = [
        verdict
        for verdict in judged(course)
        if at in verdict.due
        and verdict.at < at
        and (len(verdict.due) == 1 or verdict.evidence is None or verdict.evidence.lesson.slug == lesson.slug)
    ]
    words = {id(verdict): frozenset(stems(verdict.topic)) for verdict in found}
    kept = [
        one for one in found if not any(words[id(one)] < words[id(other)] and one.at == other.at for other in found)
    ]
    return sorted(kept, key=lambda verdict: len(verdict.due) > 1)


def changes(knowledge: Knowledge, earlier: State, later: State) -> list[Change]:
    """What is known in the later state and was not, or not so deeply, in the earlier one; in the later one's order."""
    depths = {knowledge.groups.same(known.event)[0].id: known.level for known in earlier.concepts}
    found = [
        Change(known, depths.get(knowledge.groups.same(known.event)[0].id, -1))
        for known in later.concepts
        if known.level > depths.get(knowledge.groups.same(known.event)[0].id, -2)
    ]
    return sorted(found, key=lambda change: (change.known.event.order, change.known.event.id))


def assume(knowledge: Knowledge, state: State, words: str) -> Assumption:
    """May the lesson of a state assume what these words name?"""
    course = knowledge.course
    name = read_name(words)
    ranked = Matcher(knowledge.events, course).rank(name, Citation(), len(course.lessons)).candidates
    earlier = [each for each in ranked if each.event.order < state.before]
    best = earlier[0] if earlier and earlier[0].score >= _ENOUGH else None
    if best is None or (
        ranked[0].score > best.score + _CLEAR and not knowledge.groups.together(ranked[0].event, best.event)
    ):
        later = ranked[0].event if ranked and ranked[0].score >= _ENOUGH else None
        nearest = _known(knowledge, state, [each.event for each in earlier])
        return Assumption(state, words, None, later, later is not None, (), (), nearest[:_NEAREST])
    rivals = [each for each in earlier[1:] if not knowledge.groups.together(each.event, best.event)]
    exact = name.head_key == best.event.name.head_key
    clear = exact or not rivals or rivals[0].score < best.score - _CLEAR
    same = knowledge.groups.same(best.event)
    known = _known(knowledge, state, [best.event])[0]
    history = [event for event in same if event.order < state.before]
    taught = [(sentence, event) for event in reversed(history) for sentence in sentences(course, event)]
    later = next((event for event in same if event.order >= state.before), None)
    nearest = _known(knowledge, state, [each.event for each in rivals])
    return Assumption(state, words, known, later, clear, tuple(taught), tuple(history), nearest[:_NEAREST])


def _known(knowledge: Knowledge, state: State, events: Sequence[Event]) -> tuple[Known, ...]:
    """What students know of the concepts that some events teach, each concept once, in the order of the events."""
    by_concept = {knowledge.groups.same(each.event)[0].id: each for each in state.concepts}
    concepts = dict.fromkeys(knowledge.groups.same(event)[0].id for event in events)
    return tuple(by_concept[concept] for concept in concepts if concept in by_concept)


def sentences(course: Course, event: Event) -> list[str]:
    """What the record says of how an event was taught: its notes, and its line in the lesson's summary."""
    found = [event.row.notes.value] if event.row.notes else []
    summary = course.lessons[event.order].summary
    telling = told_by(event.name.core)
    for label, text in summary[1].parts if summary else ():
        if label.startswith("how"):
            found += [line for line in text.value.splitlines() if telling <= frozenset(stems(line.partition(":")[0]))][
                :1
            ]
    return found


def lesson_at(course: Course, name: str) -> int | None:
    """The index of the lesson with a slug, number or title."""
    wanted = name.strip().strip("`").casefold()
    for at, lesson in enumerate(course.lessons):
        if wanted in (lesson.slug.casefold(), lesson.number, lesson.title.casefold()):
            return at
    return None
