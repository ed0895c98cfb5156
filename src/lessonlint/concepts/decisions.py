"""A registry applied to one course: which words are decided, and which decisions no longer hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lessonlint.concepts.events import Event
from lessonlint.concepts.names import read_name, same_words
from lessonlint.concepts.registry import CONCEPT, LISTS, Alias, Concept, Registry, Row
from lessonlint.course.values import Course, Lesson
from lessonlint.source import Place, Source, Text

_SERIES = "series-"


class Decided(NamedTuple):
    """What some words mean: a kind, and for a concept the events that teach it (several concepts' where they merge)."""

    kind: str
    events: tuple[Event, ...]


class Stale(NamedTuple):
    """A decision that no longer holds: a row or concept that is gone, or words that mean two things."""

    place: Place
    words: str
    problem: str
    nearest: Event | None


class _Claim(NamedTuple):
    """Words with all they are said to mean: ids of concepts, or the list they stand in."""

    alias: Alias
    kind: str
    ids: tuple[str, ...]


class Decisions:
    """The decisions of a registry as they hold in one course."""

    def __init__(self, registry: Registry, events: Sequence[Event], course: Course) -> None:
        self.registry = registry
        self._course = course
        self._slugs = {lesson.slug for lesson in course.lessons}
        self._rows: dict[tuple[str, str], Event] = {}
        for event in events:
            for order in event.orders:
                self._rows.setdefault((course.lessons[order].slug, event.name.key), event)
        self._events = {concept.id.value: self._events_of(concept) for concept in registry.concepts}
        self._by_key: dict[str, list[_Claim]] = {}
        for claim in _claims(registry):
            self._by_key.setdefault(same_words(claim.alias.text.value), []).append(claim)
        for claims in self._by_key.values():
            claims.sort(key=lambda claim: -self._narrowness(claim.alias.scope.value))

    def find(self, words: str, at: int) -> Decided | None:
        """What has been decided for some words in the lesson at index `at`."""
        lesson = self._course.lessons[at]
        for claim in self._by_key.get(same_words(words), ()):
            if _covers(claim.alias.scope.value, lesson):
                events = (event for each in claim.ids for event in self._events.get(each, ()))
                return Decided(claim.kind, tuple({event.id: event for event in events}.values()))
        return None

    def groups(self) -> Iterator[tuple[Event, ...]]:
        """The events that somebody decided are one concept."""
        yield from (events for events in self._events.values() if len(events) > 1)

    def stands_alone(self, event: Event) -> bool:
        """Whether a decision for the row of an event means this event and no other."""
        if self._rows.get((self._course.lessons[event.order].slug, event.name.key)) is not event:
            return False
        return all(event not in events or len(events) == 1 for events in self._events.values())

    def stale(self, events: Sequence[Event]) -> Iterator[Stale]:
        """What is named and not there (rows, concepts, places of the course), and ids and words with two meanings."""
        if self.registry.source is None:
            return
        yield from self._lost_rows(self.registry.source, events)
        yield from self._repeated_ids(self.registry.source.path)
        claimed: dict[tuple[str, str], _Claim] = {}
        for claim in _claims(self.registry):
            place = Place(self.registry.source.path, claim.alias.text.start, claim.alias.text.end)
            first = claimed.setdefault((same_words(claim.alias.text.value), claim.alias.scope.value), claim)
            if (first.kind, first.ids) != (claim.kind, claim.ids):
                other = first.ids[0] if first.ids else f"`{LISTS[first.kind]}`"
                yield Stale(place, claim.alias.text.value, f"these words also mean {other}", None)
            if not self._is_place(scope := claim.alias.scope):
                place = Place(self.registry.source.path, scope.start, scope.end)
                yield Stale(place, scope.value, "no lesson, module or series here has this slug or number", None)
            for concept in claim.alias.also:
                if concept.value not in self._events:
                    place = Place(self.registry.source.path, concept.start, concept.end)
                    yield Stale(place, concept.value, "no concept here has this id", None)

    def _lost_rows(self, source: Source, events: Sequence[Event]) -> Iterator[Stale]:
        for concept in self.registry.concepts:
            for row in concept.rows:
                if (row.lesson.value, read_name(row.name.value).key) not in self._rows:
                    place = Place(source.path, row.lesson.start, row.name.end)
                    nearest = _nearest(row, events, self._course)
                    yield Stale(place, row.name.value, "no index row has this name", nearest)

    def _repeated_ids(self, path: str) -> Iterator[Stale]:
        seen: set[str] = set()
        for concept in self.registry.concepts:
            if concept.id.value in seen:
                place = Place(path, concept.id.start, concept.id.end)
                yield Stale(
                    place, concept.id.value, "two concepts have this id, and only the rows of the last one count", None
                )
            seen.update([concept.id.value] if concept.id else [])

    def _is_place(self, scope: Text) -> bool:
        """Whether a scope holds anywhere in the course."""
        modules = [".".join(map(str, module.number)) for module in self._course.modules]
        numbers = {*modules, *(str(series.number) for series in self._course.series)}
        named = scope.value.removeprefix(_SERIES) in numbers
        return named or any(_covers(scope.value, lesson) for lesson in self._course.lessons)

    def _events_of(self, concept: Concept) -> tuple[Event, ...]:
        found = (self._rows.get((row.lesson.value, read_name(row.name.value).key)) for row in concept.rows)
        return tuple({event.id: event for event in found if event is not None}.values())

    def _narrowness(self, scope: str) -> int:
        """A lesson is narrower than a module, a module than a series, a series than everywhere."""
        if scope in self._slugs:
            return 3
        return scope.removeprefix(_SERIES).count(".") + 1 if scope else 0


def _claims(registry: Registry) -> Iterator[_Claim]:
    """Everything that decides, in the order of the file."""
    for concept in registry.concepts:
        for alias in filter(_says, concept.aliases):
            yield _Claim(alias, CONCEPT, (concept.id.value, *(each.value for each in alias.also)))
    for kind, aliases in registry.lists:
        yield from (_Claim(alias, kind, ()) for alias in filter(_says, aliases))


def _says(alias: Alias) -> bool:
    return bool(alias.text)


def _covers(scope: str, lesson: Lesson) -> bool:
    return not scope or scope == lesson.slug or f"{lesson.number}.".startswith(f"{scope.removeprefix(_SERIES)}.")


def _nearest(row: Row, events: Sequence[Event], course: Course) -> Event | None:
    """The index row that shares most words with a row that is gone, its own lesson first."""
    wanted = read_name(row.name.value).words

    def likeness(event: Event) -> tuple[float, bool]:
        shared = len(wanted & event.name.words) / (len(wanted | event.name.words) or 1)
        return shared, course.lessons[event.order].slug == row.lesson.value

    best = max(events, key=likeness, default=None)
    return best if best and likeness(best)[0] > 0 else None
