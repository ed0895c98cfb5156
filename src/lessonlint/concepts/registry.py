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
          - text: dough that holds and rises
            also: [oven-spring]
    background:
      - Kitchen arithmetic
    not-taught:
      - Lamination
    not-concepts:
      - A loaf is a balloon

Only `aliases` decide, and the three lists below them; `name` is for people. What the index calls a concept may be the
name of two rows, so a name that decided would settle references that nobody looked at.

`rows` are the index rows that teach the concept, each as `lesson: name`; every run looks them up again, so a renamed
row is a finding and not a silent wrong link. Words hold everywhere, or within the lesson, module or series of their
`scope`; the narrowest scope wins. Where a reference merges several concepts, the alias stands under the first and
`also` lists the ids of the others. `not-concepts` are analogies, diagrams and skills that no index is meant to hold.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from lessonlint.source import Place, Source, Text
from lessonlint.yaml_text import YamlProblem, compose

CONCEPT, BACKGROUND, NOT_TAUGHT, NO_CONCEPT = "concept", "background", "not taught", "no concept"
LISTS = {BACKGROUND: "background", NOT_TAUGHT: "not-taught", NO_CONCEPT: "not-concepts"}
_KEYS = ("concepts", *LISTS.values())
_CONCEPT_KEYS = ("id", "name", "rows", "aliases")


class Row(NamedTuple):
    """An index row as the registry names it."""

    lesson: Text
    name: Text


class Alias(NamedTuple):
    """Words that mean a concept, everywhere or within a scope such as `4.2` or a lesson's slug.

    `also` are the ids of further concepts that the words merge with it.
    """

    text: Text
    scope: Text
    also: tuple[Text, ...] = ()


class Concept(NamedTuple):
    """A concept with its canonical id and name, the rows that teach it and the words that mean it."""

    id: Text
    name: Text
    rows: tuple[Row, ...]
    aliases: tuple[Alias, ...]


class Registry(NamedTuple):
    """What has been decided; `lists` are the words that mean no concept of the course, by kind.

    `problems` are places that cannot be read, with words for the author.
    """

    source: Source | None = None
    concepts: tuple[Concept, ...] = ()
    lists: tuple[tuple[str, tuple[Alias, ...]], ...] = ()
    problems: tuple[tuple[Place, str], ...] = ()


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
        tuple((kind, tuple(map(reader.words, reader.sequence(fields.get(key))))) for kind, key in LISTS.items()),
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
        return self.words(node, ("text", "scope", "also"))

    def words(self, node: Any, known: Sequence[str] = ("text", "scope")) -> Alias:
        if not _is_mapping(node):
            return Alias(self.text(node), self.text(None))
        fields = self.mapping(node, known)
        if "text" not in fields:
            self.problem(node, "expected the words as `text`")
        also = tuple(self.text(each) for each in self.sequence(fields.get("also")))
        return Alias(self.text(fields.get("text")), self.text(fields.get("scope")), also)

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
    return node is not None and bool(node.id == "mapping")
