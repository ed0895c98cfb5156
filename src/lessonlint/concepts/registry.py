"""`concepts.yaml`: the lockfile of meaning. What somebody decided once is exact and offline from then on.

    concepts:
      - id: gluten-network
        name: Gluten network
        rows:
          - gluten-network: Gluten network (wheat proteins joined by water)
        aliases:
          - gluten
          - text: the web
            scope: "1.1"
    background:
      - Kitchen arithmetic
    not-taught:
      - Lamination

`rows` are the index rows that teach the concept, each as `lesson: name`; every run looks them up again, so a renamed
row is a finding and not a silent wrong link. An alias may be limited to a module or lesson by `scope`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from lessonlint.concepts.events import Event
from lessonlint.concepts.names import read_name
from lessonlint.course.values import Course
from lessonlint.source import Place, Source, Text
from lessonlint.yaml_text import YamlProblem, compose

CONCEPT, BACKGROUND, NOT_TAUGHT = "concept", "background", "not taught"
_KEYS = ("concepts", "background", "not-taught")
_CONCEPT_KEYS = ("id", "name", "rows", "aliases")


class Row(NamedTuple):
    """An index row as the registry names it."""

    lesson: Text
    name: Text


class Alias(NamedTuple):
    """Words that mean a concept, everywhere or within a scope such as `4.2` or a lesson's slug."""

    text: Text
    scope: str


class Concept(NamedTuple):
    """A concept with its canonical id and name, the rows that teach it and the words that mean it."""

    id: Text
    name: Text
    rows: tuple[Row, ...]
    aliases: tuple[Alias, ...]


class Registry(NamedTuple):
    """What has been decided. `problems` are places that cannot be read, with words for the author."""

    source: Source | None = None
    concepts: tuple[Concept, ...] = ()
    background: tuple[Alias, ...] = ()
    not_taught: tuple[Alias, ...] = ()
    problems: tuple[tuple[Place, str], ...] = ()


class Stale(NamedTuple):
    """A decision that no longer holds: a row that is gone, or words that mean two things."""

    place: Place
    words: str
    problem: str
    nearest: Event | None


def read_registry(source: Source) -> Registry:
    """Read a registry; whatever cannot be read becomes a problem with its place and the rest is kept."""
    try:
        root = compose(source.text)
    except YamlProblem as problem:
        end = len(source.text[: problem.offset + 1].rstrip())
        place = Place(source.path, max(0, end - 1), end)
        return Registry(source, problems=((place, problem.words),))
    reader = _Reader(source)
    fields = reader.mapping(root, _KEYS) if root is not None else {}
    return Registry(
        source,
        tuple(reader.concept(node) for node in reader.sequence(fields.get("concepts"))),
        tuple(reader.alias(node) for node in reader.sequence(fields.get("background"))),
        tuple(reader.alias(node) for node in reader.sequence(fields.get("not-taught"))),
        tuple(reader.problems),
    )


class _Reader:
    """Walks the YAML tree with ruamel's marks, noting what does not belong."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[tuple[Place, str]] = []

    def concept(self, node: Any) -> Concept:
        fields = self.mapping(node, _CONCEPT_KEYS)
        rows = []
        for entry in self.sequence(fields.get("rows")):
            pairs = entry.value if _is_mapping(entry) else []
            rows += [Row(self.text(key), self.text(value)) for key, value in pairs]
            if not pairs:
                self.problem(entry, "a row is written `lesson: name`")
        aliases = tuple(self.alias(alias) for alias in self.sequence(fields.get("aliases")))
        return Concept(self.text(fields.get("id")), self.text(fields.get("name")), tuple(rows), aliases)

    def alias(self, node: Any) -> Alias:
        if _is_mapping(node):
            fields = self.mapping(node, ("text", "scope"))
            return Alias(self.text(fields.get("text")), self.text(fields.get("scope")).value)
        return Alias(self.text(node), "")

    def mapping(self, node: Any, known: Sequence[str]) -> dict[str, Any]:
        if not _is_mapping(node):
            self.problem(node, f"expected the keys {', '.join(known)}")
            return {}
        fields = {str(key.value): (key, value) for key, value in node.value}
        for name, (key, _) in fields.items():
            if name not in known:
                self.problem(key, f"unknown key `{name}`; known keys: {', '.join(known)}")
        return {name: value for name, (_, value) in fields.items()}

    def sequence(self, node: Any) -> list[Any]:
        if node is None or (isinstance(node.value, str) and not node.value):
            return []
        if isinstance(node.value, list) and not _is_mapping(node):
            return list(node.value)
        self.problem(node, "expected a list")
        return []

    def text(self, node: Any) -> Text:
        if node is None:
            return Text("", 0, 0)
        if not isinstance(node.value, str):
            self.problem(node, "expected words")
            return Text("", node.start_mark.index, node.start_mark.index)
        return Text(node.value, node.start_mark.index, node.end_mark.index)

    def problem(self, node: Any, words: str) -> None:
        start, end = node.start_mark.index, node.end_mark.index
        self.problems.append((Place(self.source.path, start, end), words))


def _is_mapping(node: Any) -> bool:
    return node is not None and node.id == "mapping" if hasattr(node, "id") else False


class Decisions:
    """A registry applied to one course: which words are decided, and for which events."""

    def __init__(self, registry: Registry, events: Sequence[Event], course: Course) -> None:
        self.registry = registry
        self._course = course
        self._numbers = {lesson.slug: lesson.number for lesson in course.lessons}
        self._rows = {(course.lessons[order].slug, event.name.key): event for event in events for order in event.orders}
        self.events = {concept.id.value: self._events_of(concept) for concept in registry.concepts}
        self._by_key: dict[str, list[tuple[str, str, str]]] = {}
        for concept in registry.concepts:
            for alias in (Alias(concept.name, ""), *concept.aliases):
                self._add(alias, CONCEPT, concept.id.value)
        for kind, aliases in ((BACKGROUND, registry.background), (NOT_TAUGHT, registry.not_taught)):
            for alias in aliases:
                self._add(alias, kind, "")

    def find(self, words: str, at: int) -> tuple[str, tuple[Event, ...]] | None:
        """What has been decided for some words in the lesson at index `at`: a kind, and events for a concept."""
        lesson = self._course.lessons[at]
        for scope, kind, concept in self._by_key.get(read_name(words).key, ()):
            if not scope or scope == lesson.slug or f"{lesson.number}.".startswith(f"{scope.removeprefix('series-')}."):
                return kind, self.events.get(concept, ())
        return None

    def groups(self) -> Iterator[tuple[Event, ...]]:
        """The events that somebody decided are one concept."""
        yield from (events for events in self.events.values() if len(events) > 1)

    def stale(self, events: Sequence[Event]) -> Iterator[Stale]:
        """Rows that are not in any index, and words that two concepts claim."""
        source = self.registry.source
        if source is None:
            return
        for concept in self.registry.concepts:
            for row in concept.rows:
                if (row.lesson.value, read_name(row.name.value).key) not in self._rows:
                    place = Place(source.path, row.lesson.start, row.name.end)
                    yield Stale(
                        place, row.name.value, "no index row has this name", _nearest(row, events, self._course)
                    )
        claimed: dict[tuple[str, str], str] = {}
        for concept in self.registry.concepts:
            for alias in (Alias(concept.name, ""), *concept.aliases):
                key = (read_name(alias.text.value).key, alias.scope)
                other = claimed.setdefault(key, concept.id.value)
                if other != concept.id.value:
                    place = Place(source.path, alias.text.start, alias.text.end)
                    yield Stale(place, alias.text.value, f"these words also mean {other}", None)

    def _events_of(self, concept: Concept) -> tuple[Event, ...]:
        found = (self._rows.get((row.lesson.value, read_name(row.name.value).key)) for row in concept.rows)
        return tuple({event.id: event for event in found if event is not None}.values())

    def _add(self, alias: Alias, kind: str, concept: str) -> None:
        if alias.text:
            known = self._by_key.setdefault(read_name(alias.text.value).key, [])
            known.append((alias.scope, kind, concept))
            known.sort(key=lambda each: -len(each[0]))  # the narrowest scope is asked first


def _nearest(row: Row, events: Sequence[Event], course: Course) -> Event | None:
    """The index row that shares most words with a row that is gone, its own lesson first."""
    wanted = read_name(row.name.value).words

    def likeness(event: Event) -> tuple[float, bool]:
        shared = len(wanted & event.name.words) / (len(wanted | event.name.words) or 1)
        return shared, course.lessons[event.order].slug == row.lesson.value

    best = max(events, key=likeness, default=None)
    return best if best and likeness(best)[0] > 0 else None
