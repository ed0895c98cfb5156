"""Decisions become lines of `concepts.yaml`; comments, order and whatever else is written there are kept."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from lessonlint.concepts.deciding import Choice
from lessonlint.concepts.events import Event
from lessonlint.concepts.names import read_name, same_words
from lessonlint.concepts.registry import CONCEPT, LISTS
from lessonlint.course.values import Course
from lessonlint.model.phrases import slugified

_PREAMBLE = "# What each concept is called here. Kept by `lessonlint aliases`; edit it freely.\n"


def with_choices(text: str, choices: Iterable[Choice], course: Course) -> str:
    """The registry's text with some decisions added. Words that it decides already are left as they are."""
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    data = yaml.load(text) if text.strip() else None
    fresh = data is None
    data = CommentedMap() if data is None else data
    decided = set(_decided(data))
    changed = False
    for choice in choices:
        for scope in choice.scopes or ("",):
            if (key := (same_words(choice.words), scope)) not in decided:
                _add(data, choice, scope, course)
                decided.add(key)
                changed = True
    if not changed:
        return text
    out = io.StringIO()
    yaml.dump(data, out)
    return (_PREAMBLE if fresh and not text.strip() else "") + out.getvalue()


def _decided(data: Any) -> Iterator[tuple[str, str]]:
    """The words that are decided already, each with its scope."""
    lists = [concept.get("aliases") for concept in data.get("concepts") or []]
    lists += [data.get(key) for key in LISTS.values()]
    for alias in (alias for aliases in lists for alias in aliases or []):
        scoped = isinstance(alias, dict)
        words, scope = (alias.get("text"), alias.get("scope")) if scoped else (alias, "")
        yield same_words(str(words)), str(scope or "")


def _add(data: Any, choice: Choice, scope: str, course: Course) -> None:
    if choice.kind != CONCEPT:
        words: Any = {"text": choice.words, "scope": scope} if scope else choice.words
        _list(data, LISTS[choice.kind]).append(words)
        return
    concepts = _list(data, "concepts")
    meant: list[Any] = []
    for event in choice.events:
        concept = _concept(concepts, event, course)
        if all(concept is not each for each in meant):
            meant.append(concept)
    alias = {"text": choice.words, "scope": scope, "also": [each["id"] for each in meant[1:]]}
    kept = {key: value for key, value in alias.items() if value}
    _list(meant[0], "aliases").append(choice.words if len(kept) == 1 else kept)


def _list(data: Any, key: str) -> Any:
    """The list behind a key, which an author may have left empty."""
    if data.get(key) is None:
        data[key] = []
    return data[key]


def _concept(concepts: Any, event: Event, course: Course) -> Any:
    """The concept that has an event's row, a new one if none has."""
    lesson, name = course.lessons[event.order].slug, event.row.concept.value
    concept = next((each for each in concepts if _teaches(each, lesson, name)), None)
    if concept is None:
        head = name.partition("(")[0].strip().rstrip(":") or name
        concept = {"id": _fresh_id(slugified(head), concepts), "name": name, "rows": [{lesson: name}]}
        concepts.append(concept)
    elif not concept.get("id"):
        concept["id"] = _fresh_id(slugified(name), concepts)
    return concept


def _teaches(concept: Any, lesson: str, name: str) -> bool:
    wanted = (lesson, read_name(name).key)
    rows = (pair for row in concept.get("rows") or [] for pair in row.items())
    return any((str(slug), read_name(str(row)).key) == wanted for slug, row in rows)


def _fresh_id(wanted: str, concepts: Any) -> str:
    taken = {str(each.get("id")) for each in concepts}
    number = 2
    found = wanted = wanted or "concept"
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found
