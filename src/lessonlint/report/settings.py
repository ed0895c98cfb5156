"""The merged configuration: every setting with its value and where that came from, as YAML or JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, NamedTuple

from lessonlint.config.settings import Configuration, Route
from lessonlint.config.vocabulary import completed
from lessonlint.config.words import hyphenated
from lessonlint.policy import Decision, matches
from lessonlint.report.json import dumped
from lessonlint.report.terminal import visible
from lessonlint.rule import Rule, Scope
from lessonlint.source import LineIndex

VERSION = 1
DEFAULT, PRESET, FILE = "default", "preset", "file"

_PLAIN = re.compile(r"[^\W\d][\w ./’'-]*(?<! )")
_NOT_WORDS = {"true", "false", "null", "yes", "no", "on"}


class Origin(NamedTuple):
    """Where a value came from. `line` is the one in the configuration file, 0 when it does not stand there."""

    kind: str
    line: int = 0


class Entry(NamedTuple):
    """One setting: the keys that lead to it, its value as plain data, and where that came from."""

    route: Route
    value: Any
    origin: Origin


def in_force(configuration: Configuration, rules: Sequence[Rule], options: Mapping[str, object]) -> list[Entry]:
    """Every setting that holds. `options` are the rules' options by code, where they are set."""
    settings = configuration.settings
    settings = replace(settings, vocabulary=completed(settings.vocabulary), severity={}, options={})
    found: list[Entry] = []
    for entry in _entries((), settings, configuration):
        match entry.route:
            case ("severity",):
                found += _severities(configuration, rules)
            case ("options",):
                found += _options(configuration, rules, options)
            case _:
                found.append(entry)
    return found


def _origin(configuration: Configuration, route: Route) -> Origin:
    """Where a value came from, by the keys that lead to it; by none, that nothing has set it."""
    place = configuration.places.get(route) if route else None
    if place is None or configuration.source is None:
        return Origin(DEFAULT)
    return Origin(FILE, LineIndex(configuration.source.text).position(place.start)[0])


def _entries(route: Route, value: Any, configuration: Configuration) -> Iterator[Entry]:
    """The settings below one, in the order they are declared. Further words of a team are told only where set."""
    below: dict[Any, Any]
    if is_dataclass(value):
        below = {hyphenated(each.name): getattr(value, each.name) for each in fields(value)}
        if route[-1:] in (("titles",), ("phrases",)):
            below = {key: words for key, words in below.items() if words}
    elif isinstance(value, dict):
        below = value
    elif isinstance(value, tuple) and value and is_dataclass(value[0]):
        below = dict(enumerate(value))
    else:
        yield Entry(route, _plain(value), _origin(configuration, route))
        return
    if not below:
        yield Entry(route, {}, _origin(configuration, route))
    for key, inner in below.items():
        yield from _entries((*route, key), inner, configuration)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple | list) else value


def _severities(configuration: Configuration, rules: Sequence[Rule]) -> Iterator[Entry]:
    """What each rule and each of its variants reports, selection and preset included."""
    decision = Decision(configuration)
    for rule in rules:
        if rule.scope is Scope.CRASH:
            continue  # nobody can set it
        for variant in rule.severities:
            why = decision.why(rule, variant)
            origin = _origin(configuration, why.route)
            if why.preset:
                origin = Origin(PRESET, _origin(configuration, ("preset",)).line)
            severity = why.severity if decision.enabled(rule) else None
            name = f"{rule.code}.{variant}" if variant else rule.code
            yield Entry(("severity", name), severity.value if severity else "off", origin)


def _options(configuration: Configuration, rules: Sequence[Rule], options: Mapping[str, object]) -> Iterator[Entry]:
    for rule in rules:
        if rule.options is None:
            continue
        values: Any = options.get(rule.code) or rule.options()
        given = [name for name in configuration.settings.options if matches(rule, name)]
        for field, value in values._asdict().items():
            key = field.replace("_", "-")
            written = [("options", name, spelling) for name in given for spelling in (key, field)]
            origins = [origin for route in written if (origin := _origin(configuration, route)).kind != DEFAULT]
            yield Entry(("options", rule.code, key), _plain(value), origins[0] if origins else Origin(DEFAULT))


def render_settings_json(found: Sequence[Entry], path: str) -> str:
    """Every setting with its keys, its value and where that came from; `path` is the file, "" for none."""
    settings = [
        {
            "key": list(entry.route),
            "value": entry.value,
            "origin": entry.origin.kind,
            "line": entry.origin.line or None,
        }
        for entry in found
    ]
    data = {"version": VERSION, "file": path or None, "settings": settings}
    return dumped(data)


def render_settings_yaml(found: Sequence[Entry], path: str) -> str:
    """A `lessonlint.yaml` that says the same, each value with where it came from."""
    rows: list[tuple[str, str]] = []
    before: Route = ()
    for entry in found:
        shared = 0
        while shared < len(entry.route) - 1 and entry.route[: shared + 1] == before[: shared + 1]:
            shared += 1
        dash = False
        for depth in range(shared, len(entry.route)):
            key = entry.route[depth]
            if isinstance(key, int):
                dash = True
                continue
            lead = "  " * (depth - dash) + ("- " if dash else "")
            dash = False
            last = depth == len(entry.route) - 1
            value = f" {_flow(entry.value)}" if last else ""
            rows.append((f"{lead}{_scalar(key)}:{value}", _said(entry.origin, path) if last else ""))
        before = entry.route
    width = min(max((len(line) for line, said in rows if said), default=0), _WIDEST)
    text = [f"{visible(line):<{width}}  # {said}" if said else visible(line) for line, said in rows]
    head = f"# {visible(path)}" if path else "# There is no lessonlint.yaml here: all of this is default."
    return "\n".join([head, *text, ""])


_WIDEST = 60


def _said(origin: Origin, path: str) -> str:
    line = f"{visible(path)}:{origin.line}"
    return {DEFAULT: DEFAULT, PRESET: f"{PRESET}, {line}", FILE: line}[origin.kind]


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    """A value as YAML: words bare where nothing else could be meant by them."""
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.casefold() not in _NOT_WORDS:
        return value
    return json.dumps(value, ensure_ascii=False)
