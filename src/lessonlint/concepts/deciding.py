"""Open references become decisions, and decisions become lines of `concepts.yaml`, comments and order kept."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import BY_WORDS, LIKELY, NONE, QUESTION, SETTLED, Link
from lessonlint.concepts.names import read_name
from lessonlint.concepts.references import ROLL_UP, TARGETS
from lessonlint.concepts.registry import BACKGROUND, CONCEPT
from lessonlint.course.values import Course
from lessonlint.model.phrases import slugified

_PREAMBLE = "# What each concept is called here. Kept by `lessonlint aliases`; edit it freely.\n"
_OWN = (TARGETS, ROLL_UP)


class Open(NamedTuple):
    """A reference that waits for a decision, with every place that words it the same way."""

    words: str
    links: tuple[Link, ...]

    @property
    def first(self) -> Link:
        """The link whose row is shown."""
        return self.links[0]


class Choice(NamedTuple):
    """A decision: some words mean an event's concept, or background, or something that is not taught."""

    words: str
    kind: str
    event: Event | None = None


def open_references(knowledge: Knowledge) -> Iterator[Open]:
    """What is likely or a question, each wording once, the surest first within a lesson."""
    yield from _grouped(link for link in knowledge.links if link.standing in (LIKELY, QUESTION, NONE))


def settled_choices(knowledge: Knowledge) -> Iterator[Choice]:
    """The settled links whose words differ from the row's: accepting them makes resolution exact."""
    for group in _grouped(link for link in knowledge.links if link.standing == SETTLED and link.how in BY_WORDS):
        if len(group.first.targets) == 1 and group.first.reference.table not in _OWN:
            yield Choice(group.words, CONCEPT, group.first.targets[0])


def likely_choices(knowledge: Knowledge) -> Iterator[Choice]:
    """What the tool would propose where it is fairly sure."""
    for group in _grouped(link for link in knowledge.links if link.standing == LIKELY):
        if len(group.first.targets) == 1:
            yield Choice(group.words, CONCEPT, group.first.targets[0])


def _grouped(links: Iterable[Link]) -> Iterator[Open]:
    groups: dict[str, list[Link]] = {}
    for link in links:
        if link.how != "alias":
            groups.setdefault(read_name(link.reference.concept.value).key, []).append(link)
    yield from (Open(group[0].reference.concept.value, tuple(group)) for group in groups.values())


def with_choices(text: str, choices: Sequence[Choice], course: Course) -> str:
    """The registry's text with some decisions added; everything else stays as it was written."""
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    data = yaml.load(text) if text.strip() else None
    fresh = data is None
    data = CommentedMap() if data is None else data
    for choice in choices:
        if choice.kind == CONCEPT and choice.event is not None:
            _add_alias(_list(data, "concepts"), choice.words, choice.event, course)
        else:
            _add_word(_list(data, "background" if choice.kind == BACKGROUND else "not-taught"), choice.words)
    out = io.StringIO()
    yaml.dump(data, out)
    return (_PREAMBLE if fresh and not text.strip() else "") + out.getvalue()


def _list(data: Any, key: str) -> Any:
    """The list behind a key, which an author may have left empty."""
    if data.get(key) is None:
        data[key] = []
    return data[key]


def _add_alias(concepts: Any, words: str, event: Event, course: Course) -> None:
    lesson, name = course.lessons[event.order].slug, event.row.concept.value
    concept = next((each for each in concepts if _teaches(each, lesson, name)), None)
    if concept is None:
        head = name.partition("(")[0].strip().rstrip(":") or name
        concept = {"id": _fresh_id(slugified(head), concepts), "name": name, "rows": [{lesson: name}], "aliases": []}
        concepts.append(concept)
    keys = {
        read_name(str(alias["text"] if isinstance(alias, dict) else alias)).key
        for alias in concept.get("aliases") or []
    }
    if read_name(words).key not in {*keys, read_name(str(concept.get("name", ""))).key}:
        if not concept.get("aliases"):
            concept["aliases"] = []
        concept["aliases"].append(words)


def _teaches(concept: Any, lesson: str, name: str) -> bool:
    wanted = (lesson, read_name(name).key)
    rows = (pair for row in concept.get("rows") or [] for pair in row.items())
    return any((str(slug), read_name(str(row)).key) == wanted for slug, row in rows)


def _fresh_id(wanted: str, concepts: Any) -> str:
    taken = {str(each.get("id")) for each in concepts}
    number = 2
    found = wanted or "concept"
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found


def _add_word(words: Any, new: str) -> None:
    if read_name(new).key not in {read_name(str(each)).key for each in words}:
        words.append(new)
