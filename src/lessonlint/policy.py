"""Which findings are reported, and as what: selection, severities, presets and waivers. Rules know none of this."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from lessonlint.config.settings import Configuration, Override, Route, Settings
from lessonlint.diagnostic import Diagnostic, Key, Severity
from lessonlint.engine import Raw
from lessonlint.excuses import Excuses
from lessonlint.ignore import IgnoreRules
from lessonlint.model.values import Waiver
from lessonlint.rule import UNFINISHED, Rule, Scope, Silence
from lessonlint.source import Place, Source, line_start
from lessonlint.vocabulary import near

Waivers = Mapping[str, tuple[Waiver, ...]]
_HYGIENE = "LL9"
_REST_OF_LINE = re.compile(r"[ \t]*+(?:\r\n|\n|\r|\Z)")


class Why(NamedTuple):
    """What became of a variant of a rule: the severity reported, or None, and what decided.

    `route` leads to the line of the configuration that did ((): nothing there did), `preset` names the preset that
    changed the severity besides.
    """

    severity: Severity | None
    route: Route = ()
    preset: str = ""


class _Level(NamedTuple):
    """The settings that hold for a file at one level: the top, or an override. `route` leads there."""

    settings: Settings | Override
    route: Route


class Decision:
    """Whether a rule reports, and how loudly: the answer policy gives for each variant and file.

    With `infos` nothing is hidden for being an info.
    """

    def __init__(self, configuration: Configuration, infos: bool = False) -> None:
        self._infos = infos
        self._settings = configuration.settings
        self._top = (_Level(configuration.settings, ()),)
        base = configuration.root or "."
        self._overrides = [
            (IgnoreRules.of(base, override.paths), _Level(override, ("overrides", index)))
            for index, override in enumerate(configuration.settings.overrides)
        ]
        self._levels: dict[str, tuple[_Level, ...]] = {}

    def enabled(self, rule: Rule) -> bool:
        """Whether the rule runs at all."""
        if rule.scope is Scope.CRASH:
            return True
        top = self._top[0]
        if any(matches(rule, name) for name in top.settings.ignore if "." not in name):
            return False
        return _selected(rule, top) and (bool(top.settings.select) or not rule.preview)

    def severity(self, rule: Rule, variant: str, path: str = "") -> Severity | None:
        """The severity reported for a finding in a file; None when the team has switched this variant off there."""
        return self.why(rule, variant, path).severity

    def why(self, rule: Rule, variant: str, path: str = "") -> Why:
        """The severity reported, and which line of the configuration made it so."""
        if rule.scope is Scope.CRASH:
            return self._by_preset(Why(rule.severities.get(variant, rule.severity)))
        wanted = Why(rule.severities.get(variant, rule.severity))
        for settings, route in self._levels_of(path):
            for index, name in enumerate(settings.ignore):
                if _means(rule, variant, name):
                    return Why(None, (*route, "ignore", index))
            if not _selected(rule, _Level(settings, route)):
                return Why(None, (*route, "select"))
            if named := _configured(settings.severity, rule, variant):
                level = settings.severity[named]
                wanted = Why(None if level == "off" else Severity(level), (*route, "severity", named))
        return self._by_preset(wanted)

    def shows(self, rule: Rule, severity: Severity, path: str = "") -> bool:
        """Infos stay hidden unless the preset is strict or the rule was selected."""
        if severity is not Severity.INFO or self._infos or self._settings.preset == "strict":
            return True
        levels = self._levels_of(path)
        return any(matches(rule, name) for level in levels for name in level.settings.select)

    def _by_preset(self, why: Why) -> Why:
        changed = _PRESETS.get((self._settings.preset, why.severity)) if why.severity else None
        return why._replace(severity=changed, preset=self._settings.preset) if changed else why

    def _levels_of(self, path: str) -> tuple[_Level, ...]:
        """The settings that hold for a file: the top, then each override that means it."""
        if not self._overrides or not path:
            return self._top
        if path not in self._levels:
            own = tuple(level for patterns, level in self._overrides if patterns.ignores(path, False))
            self._levels[path] = self._top + own
        return self._levels[path]


_PRESETS = {("strict", Severity.WARNING): Severity.ERROR, ("draft", Severity.ERROR): Severity.WARNING}


def _selected(rule: Rule, level: _Level) -> bool:
    """Whether a level selects a rule. Rules that look after the configuration always are."""
    select = level.settings.select
    return not select or rule.code.startswith(_HYGIENE) or any(matches(rule, name) for name in select)


def _configured(severity: Mapping[str, str], rule: Rule, variant: str) -> str | None:
    """The most exact of the names that mean this variant: of the rule before its family, dotted before plain."""
    named = [name for name in severity if _means(rule, variant, name)]
    return max(named, key=lambda name: ("." in name, _is_whole(rule, name), len(name)), default=None)


class Verdict(NamedTuple):
    """What is reported, and how much was not. `silenced` are the places of waivers and baseline entries that did it."""

    diagnostics: tuple[Diagnostic, ...]
    waived: int
    hidden_infos: int
    baselined: int
    silenced: frozenset[Place]


def matches(rule: Rule, name: str) -> bool:
    """Whether a name from a configuration or waiver means this rule: its code, its name, or how codes begin."""
    word = name.partition(".")[0]
    return word in (rule.code, rule.name) or (word.upper().startswith("LL") and rule.code.startswith(word.upper()))


def _is_whole(rule: Rule, name: str) -> bool:
    return name.partition(".")[0].upper() in (rule.code, rule.name.upper())


def _means(rule: Rule, variant: str, name: str) -> bool:
    """Whether a name means this variant: the whole rule does, and so does its family (`LL2`)."""
    dotted = name.partition(".")[2]
    return matches(rule, name) and dotted in ("", variant)


def judge(
    raw: Iterable[Raw],
    waivers: Waivers,
    decision: Decision,
    today: str,
    wanted: Callable[[str], bool],
    baseline: Mapping[Key, Place] = MappingProxyType({}),
) -> Verdict:
    """Turn findings into diagnostics in a fixed order.

    `today` (ISO date) ends waivers, `wanted` filters paths, `baseline` holds what was there before; a crash is always
    told.
    """
    reported: list[Diagnostic] = []
    waived = hidden = baselined = 0
    silenced: set[Place] = set()
    ordinals: dict[Key, int] = defaultdict(int)
    in_force = {path: Excuses(path, found, today) for path, found in waivers.items() if found}
    for item in sorted(_awake(dict.fromkeys(raw)), key=_position):
        rule, finding = item.rule, item.finding
        key = Key(rule.code, item.subject, finding.field, finding.concept, 0)
        key = key._replace(ordinal=_next(ordinals, key))
        severity = decision.severity(rule, finding.variant, finding.place.path)
        excuses = in_force[finding.place.path].of(item) if finding.place.path in in_force else ()
        silenced.update(*excuses)
        if key in baseline:
            silenced.add(baseline[key])
        if severity is None or not (wanted(finding.place.path) or rule.scope is Scope.CRASH):
            continue
        if excuses:
            waived += 1
        elif key in baseline:
            baselined += 1
        elif not decision.shows(rule, severity, finding.place.path):
            hidden += 1
        else:
            reported.append(
                Diagnostic(
                    finding.place,
                    rule.code,
                    rule.name,
                    severity,
                    finding.message,
                    finding.help,
                    finding.related,
                    key,
                    finding.fix,
                    finding.excuse,
                    finding.cause,
                )
            )
    return Verdict(tuple(reported), waived, hidden, baselined, frozenset(silenced))


def _awake(raw: Collection[Raw]) -> Iterator[Raw]:
    """The findings without those about what a document itself says is still to do."""
    unfinished = {item.finding.place.path for item in raw if item.rule.code == UNFINISHED}
    return (item for item in raw if not (item.rule.rests and item.finding.place.path in unfinished))


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Diagnostics by place, then code."""
    return tuple(sorted(found, key=lambda each: (each.place, each.code, each.message)))


def _position(item: Raw) -> tuple[str | int, ...]:
    place, finding = item.finding.place, item.finding
    return place.path, place.start, place.end, item.rule.code, finding.message, finding.concept, finding.help


def _next(ordinals: dict[Key, int], key: Key) -> int:
    ordinals[key] += 1
    return ordinals[key]


def silences(
    waivers: Waivers, configuration: Configuration, rules: Sequence[Rule], today: str, sources: Mapping[str, Source]
) -> Iterator[Silence]:
    """Every waiver and every rule named in the configuration, for the rules that look after them."""
    names = [name for rule in rules for name in (rule.code, rule.name)]
    for path, found in waivers.items():
        for waiver in found:
            at = waiver.rule or waiver.text
            known = waiver.rule.value in names
            place = Place(path, at.start, at.end)
            ended = waiver.until if waiver.until and waiver.until < today else ""
            whole = _with_its_line(Place(path, waiver.text.start, waiver.text.end), sources[path].text)
            meant = None if known else near(waiver.rule.value, names)
            yield Silence(place, waiver.rule.value, known, meant, waiver.reason, True, whole, ended, waiver.key)
    for name, place in configuration.rule_places:
        yield Silence(place, name, _is_known(name, rules), _near(name, rules), "", False, place)


def unused(found: Iterable[Silence], verdict: Verdict, decision: Decision, rules: Sequence[Rule]) -> Iterator[Silence]:
    """The waivers in force that excused nothing, of rules that ran."""
    ran = {name for rule in rules if decision.enabled(rule) for name in (rule.code, rule.name)}
    used: dict[str, list[int]] = defaultdict(list)
    for place in sorted(verdict.silenced):
        used[place.path].append(place.start)
    for silence in found:
        inside = _any_within(used.get(silence.place.path, []), silence.whole)
        if silence.is_waiver and silence.rule in ran and not silence.ended and not inside:
            yield silence


def _any_within(starts: Sequence[int], place: Place) -> bool:
    """Whether any of some offsets, in order, lies in a place."""
    at = bisect_left(starts, place.start)
    return at < len(starts) and starts[at] < place.end


def _with_its_line(place: Place, text: str) -> Place:
    """A stretch with its line end, if it has the line to itself."""
    before = text[line_start(text, place.start) : place.start]
    match = _REST_OF_LINE.match(text, place.end)
    if before.strip() or match is None:
        return place
    return Place(place.path, place.start - len(before), match.end())


def _is_known(name: str, rules: Sequence[Rule]) -> bool:
    variant = name.partition(".")[2]
    return any(matches(rule, name) and (not variant or variant in rule.variants) for rule in rules)


def _near(name: str, rules: Sequence[Rule]) -> str | None:
    word, _, variant = name.partition(".")
    meant = next((rule for rule in rules if variant and word in (rule.code, rule.name)), None)
    if meant is None:
        return near(word, [each for rule in rules for each in (rule.code, rule.name)])
    return near(name, [f"{word}.{each}" for each in meant.variants])
