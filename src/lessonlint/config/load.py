"""Reads `lessonlint.yaml`. Mistakes come back as words with a place, all of them at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from lessonlint.config.error import ConfigError
from lessonlint.config.settings import Configuration, Override, Route, Settings
from lessonlint.config.vocabulary import Problem, problems_in
from lessonlint.config.words import Strict, VocabularySettings, hyphenated
from lessonlint.decoding import decode
from lessonlint.disk import load
from lessonlint.source import LineIndex, Place, Source, Unreadable
from lessonlint.yaml_text import YamlProblem, compose

_RULE_KEYS = ("select", "ignore", "severity", "options")


def load_config(path: Path) -> Configuration:
    """Read and validate a configuration file. Raises `ConfigError`."""
    from pydantic import TypeAdapter, ValidationError

    shown = Path(os.path.relpath(path)).as_posix()
    source = _source(path, shown)
    try:
        node = compose(source.text)
    except YamlProblem as problem:
        line, column = LineIndex(source.text).position(problem.offset)
        raise ConfigError(f"{shown}:{line}:{column}: not valid YAML: {problem.words}") from None
    data = plain(node)
    if data is None:
        return Configuration(Settings(), source, str(path.parent))
    if not isinstance(data, dict):
        raise ConfigError(f"{shown}:1:1: the configuration must be `key: value` lines")
    places = dict(_places(node, ()))
    try:
        settings = TypeAdapter(Settings).validate_python(data)
    except ValidationError as error:
        found = [_problem(tuple(item["loc"]), item, places) for item in error.errors()]
        raise _refusal(found, places, source, shown) from None
    if found := list(problems_in(settings.vocabulary)):
        raise _refusal(found, places, source, shown)
    spots = {route: Place(shown, start, end) for route, (start, end) in places.items()}
    return Configuration(settings, source, str(path.parent), tuple(_rule_places(data, spots)), spots)


def _refusal(
    found: Sequence[Problem], places: Mapping[Route, tuple[int, int]], source: Source, shown: str
) -> ConfigError:
    """All problems, each at the nearest place there is. Of several about one value the first says enough."""
    lines = LineIndex(source.text)
    told: dict[tuple[int, int], str] = {}
    for route, words in found:
        told.setdefault(lines.position(places.get(_nearest(route, places), (0, 0))[0]), words)
    return ConfigError("\n".join(f"{shown}:{line}:{column}: {words}" for (line, column), words in told.items()))


def _nearest(route: Route, places: Mapping[Route, tuple[int, int]]) -> Route:
    while route and route not in places:
        route = route[:-1]
    return route


def _source(path: Path, shown: str) -> Source:
    data = load(str(path))
    source = data if isinstance(data, Unreadable) else decode(shown, data)
    if isinstance(source, Unreadable):
        raise ConfigError(f"{shown}: cannot be read: {source.reason}")
    return source


def plain(node: Any) -> Any:
    """A node tree as plain values, by YAML's core schema."""
    if node is None:
        return None
    if node.id == "mapping":
        return {str(key.value): plain(value) for key, value in node.value}
    if node.id == "sequence":
        return [plain(child) for child in node.value]
    return _SCALARS.get(node.tag.rpartition(":")[2], str)(node.value)


def _number(text: str) -> Any:
    try:
        return int(text)
    except ValueError:  # not a number after all, or one that is too long to be meant
        return text


_SCALARS: dict[str, Callable[[str], Any]] = {
    "null": lambda _: None,
    "bool": lambda text: text.casefold() in ("true", "yes", "on"),
    "int": _number,
}


def _places(node: Any, route: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], tuple[int, int]]]:
    """Where each key and value of a YAML tree stands, by its route."""
    children = node.value if isinstance(node.value, list) else []
    for index, child in enumerate(children):
        if isinstance(child, tuple):
            key, value = child
            yield (*route, str(key.value)), (key.start_mark.index, key.end_mark.index)
            yield from _places(value, (*route, str(key.value)))
        else:
            yield (*route, index), (child.start_mark.index, child.end_mark.index)
            yield from _places(child, (*route, index))


def _problem(loc: Route, item: Any, places: Mapping[Route, tuple[int, int]]) -> Problem:
    """What the validator found, in our words."""
    name = ".".join(map(str, _nearest(loc, places) or loc))
    if item["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
        known = _keys(loc[:-1])
        near = get_close_matches(str(loc[-1]), known, n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"known keys: {', '.join(known)}"
        return Problem(loc, f"unknown key `{name}`; {hint}")
    if item["type"] == "missing":
        return Problem(loc, f"`{'.'.join(map(str, loc))}` has to be set here")
    wrong = (
        "write a list, such as [one, two]"
        if item["type"] == "tuple_type"
        else item["msg"][:1].lower() + item["msg"][1:]
    )
    return Problem(loc, f"`{name}`: {wrong}")


def _keys(route: Route) -> list[str]:
    """The keys that may stand at some level."""
    owner: Any = Settings
    for step in route:
        owner = _BELOW.get(str(step), owner)
    return [hyphenated(each.name) for each in fields(owner)]


_BELOW: dict[str, Any] = {"overrides": Override} | {
    each.name: each.type
    for owner in (Settings, VocabularySettings)
    for each in fields(owner)
    if isinstance(each.type, type) and issubclass(each.type, Strict)
}
SECTIONS_OF_SETTINGS: tuple[type, ...] = tuple(_BELOW.values())
"""The levels below the top."""


def _rule_places(data: dict[str, Any], places: Mapping[Route, Place]) -> Iterator[tuple[str, Place]]:
    """Where rules are named: at the top, and in overrides."""
    levels: list[tuple[Route, dict[str, Any]]] = [((), data)]
    levels += [(("overrides", index), each) for index, each in enumerate(data.get("overrides") or ())]
    for route, level in levels:
        for key in _RULE_KEYS:
            for index, name in enumerate(level.get(key) or ()):
                at = places.get((*route, key, name)) or places.get((*route, key, index))
                if at:
                    yield str(name), at
