"""From what rules found to the report: policy decides, and rules about what policy knows have the last word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lessonlint.baseline import Baseline, stale
from lessonlint.config.settings import Configuration
from lessonlint.diagnostic import Report
from lessonlint.engine import About, Raw, run_on
from lessonlint.policy import Decision, in_order, judge, silences, unused
from lessonlint.rule import Rule, Scope
from lessonlint.source import Source
from lessonlint.workspace import Workspace


class Case(NamedTuple):
    """What findings are judged by. `today` is the ISO date; `debug` lets a crashing rule raise."""

    workspace: Workspace
    configuration: Configuration
    decision: Decision
    rules: Sequence[Rule]
    today: str
    baseline: Baseline
    debug: bool = False

    @property
    def enabled(self) -> list[Rule]:
        """The rules that run."""
        return [rule for rule in self.rules if self.decision.enabled(rule)]


def reported(
    case: Case,
    found: Sequence[Raw],
    about: About,
    sources: Mapping[str, Source],
    undecided: Mapping[str, int],
    seconds: dict[str, float] | None = None,
) -> Report:
    """The report of what rules `found` in a course, with how many prerequisites of each file are `undecided`.

    `seconds` is what reading and each rule took.
    """
    asked, rules = case.workspace.asked | {case.configuration.path}, case.enabled
    silent = list(silences(about.waivers, case.configuration, case.rules, case.today, sources))
    raw = [*found, *run_on(rules, {Scope.SILENCE: silent}, about.subject, case.debug)]
    verdict = judge(raw, about.waivers, case.decision, case.today, asked.__contains__, case.baseline.entries)
    idle = list(unused(silent, verdict, case.decision, rules))
    ran, new = frozenset(rule.code for rule in rules), [each.key for each in verdict.diagnostics]
    gone = list(stale(case.baseline, verdict.silenced, ran, new))
    late = run_on(rules, {Scope.UNUSED: idle, Scope.STALE: gone}, about.subject, case.debug)
    last = judge(late, {}, case.decision, case.today, asked.__contains__)
    diagnostics = in_order((*verdict.diagnostics, *last.diagnostics))
    counts = Counter(diagnostic.code for diagnostic in diagnostics)
    return Report(
        diagnostics=diagnostics,
        statistics=about.statistics._replace(rules=dict(sorted(counts.items()))),
        sources=sources,
        waived=verdict.waived,
        hidden_infos=verdict.hidden_infos,
        undecided=sum(number for path, number in undecided.items() if path in asked),
        baselined=verdict.baselined,
        apart=sum(path in case.workspace.named for path in about.subjects),
        waivers_end=frozenset(each.until for waivers in about.waivers.values() for each in waivers if each.until),
        seconds=seconds or {},
    )
