"""Which findings are reported, and as what: selection, severities, presets and waivers. Rules know none of this."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from lessonlint.config.settings import Configuration, Settings
from lessonlint.diagnostic import Diagnostic, Key, Severity
from lessonlint.engine import Raw
from lessonlint.model.values import Waiver
from lessonlint.rule import Rule, Scope, Silence
from lessonlint.source import Place, Source
from lessonlint.vocabulary import folded, near

Waivers = Mapping[str, tuple[Waiver, ...]]
_HYGIENE = "LL9"
_REST_OF_LINE = re.compile(r"[ \t]*+(?:\r\n|\n|\r|\Z)")


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a rule reports, and how loudly: the answer policy gives for each variant."""

    settings: Settings

    def enabled(self, rule: Rule) -> bool:
        """Whether the rule runs at all."""
        if rule.scope is Scope.CRASH:
            return True
        if any(matches(rule, name) for name in self.settings.ignore if "." not in name):
            return False
        if self.settings.select:
            return any(matches(rule, name) for name in self.settings.select) or rule.code.startswith(_HYGIENE)
        return not rule.preview

    def severity(self, rule: Rule, variant: str) -> Severity | None:
        """The severity reported; None when the team has switched this variant off."""
        wanted = self._configured(rule, variant) if rule.scope is not Scope.CRASH else None
        ignored = any(_means(rule, variant, name) for name in self.settings.ignore if "." in name)
        if wanted == "off" or (ignored and rule.scope is not Scope.CRASH):
            return None
        severity = Severity(wanted) if wanted else rule.severities.get(variant, rule.severity)
        if self.settings.preset == "strict" and severity is Severity.WARNING:
            return Severity.ERROR
        if self.settings.preset == "draft" and severity is Severity.ERROR:
            return Severity.WARNING
        return severity

    def shows(self, rule: Rule, severity: Severity) -> bool:
        """Infos stay hidden unless the preset is strict or the rule was selected."""
        if severity is not Severity.INFO or self.settings.preset == "strict":
            return True
        return any(matches(rule, name) for name in self.settings.select)

    def _configured(self, rule: Rule, variant: str) -> str | None:
        """The most exact of the names that mean this variant: of the rule before its family, dotted before plain."""
        named = [name for name in self.settings.severity if _means(rule, variant, name)]
        best = max(named, key=lambda name: ("." in name, _is_whole(rule, name), len(name)), default=None)
        return self.settings.severity[best] if best else None


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
    for item in sorted(dict.fromkeys(raw), key=_position):
        rule, finding = item.rule, item.finding
        key = Key(rule.code, item.subject, finding.field, finding.concept, 0)
        key = key._replace(ordinal=_next(ordinals, key))
        severity = decision.severity(rule, finding.variant)
        excuses = [waiver for waiver in waivers.get(finding.place.path, ()) if _excuses(waiver, item, today)]
        silenced.update(Place(finding.place.path, waiver.text.start, waiver.text.end) for waiver in excuses)
        if key in baseline:
            silenced.add(baseline[key])
        if severity is None or not (wanted(finding.place.path) or rule.scope is Scope.CRASH):
            continue
        if excuses:
            waived += 1
        elif key in baseline:
            baselined += 1
        elif not decision.shows(rule, severity):
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
                )
            )
    return Verdict(tuple(reported), waived, hidden, baselined, frozenset(silenced))


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Diagnostics by place, then code."""
    return tuple(sorted(found, key=lambda each: (each.place, each.code, each.message)))


def _position(item: Raw) -> tuple[str | int, ...]:
    place, finding = item.finding.place, item.finding
    return place.path, place.start, place.end, item.rule.code, finding.message, finding.concept, finding.help


def _next(ordinals: dict[Key, int], key: Key) -> int:
    ordinals[key] += 1
    return ordinals[key]


def _excuses(waiver: Waiver, item: Raw, today: str) -> bool:
    place = item.finding.place
    if not waiver.rule or waiver.rule.value not in (item.rule.code, item.rule.name):
        return False
    if waiver.until and waiver.until < today:
        return False
    concept = item.finding.concept
    if waiver.key and folded(waiver.key) not in (folded(concept), folded(concept.partition("(")[0])):
        return False
    return waiver.whole_file or waiver.start <= place.start <= waiver.end


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
            meant = near(waiver.rule.value, names)
            yield Silence(place, waiver.rule.value, known, meant, waiver.reason, True, whole, ended)
    for name, place in configuration.rule_places:
        yield Silence(place, name, _is_known(name, rules), _near(name, rules), "", False, place)


def unused(found: Iterable[Silence], verdict: Verdict, decision: Decision, rules: Sequence[Rule]) -> Iterator[Silence]:
    """The waivers in force that excused nothing, of rules that ran."""
    ran = {name for rule in rules if decision.enabled(rule) for name in (rule.code, rule.name)}
    used = {(place.path, place.start) for place in verdict.silenced}
    for silence in found:
        inside = any(path == silence.place.path and _holds(silence.whole, start) for path, start in used)
        if silence.is_waiver and silence.rule in ran and not silence.ended and not inside:
            yield silence


def _holds(place: Place, offset: int) -> bool:
    return place.start <= offset < place.end


def _with_its_line(place: Place, text: str) -> Place:
    """A stretch with its line end, if it has the line to itself."""
    before = text[max(text.rfind("\n", 0, place.start), text.rfind("\r", 0, place.start)) + 1 : place.start]
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
