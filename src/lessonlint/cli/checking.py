"""A check that has something to do: reading, judging, reporting, and what the next run is spared.

What only some checks do (writing, asking git) is imported where it is done: start-up time is a feature.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import click

from lessonlint.api import check_workspace, configure, memory_of, open_buffer, open_paths
from lessonlint.cache import Cache, stamps
from lessonlint.cli.check import FORMATS, Options, debugging
from lessonlint.cli.main import CLEAN, FINDINGS, INTERNAL
from lessonlint.cli.replay import Replay, keep
from lessonlint.config.settings import Configuration
from lessonlint.diagnostic import Report, Severity
from lessonlint.memory import Memory
from lessonlint.processes import processors
from lessonlint.report.terminal import Style
from lessonlint.report.text import NOTHING_FOUND, WHAT_IS_READ, render_concise, render_text
from lessonlint.workspace import Workspace, program, watched


class Run(NamedTuple):
    """One check: its targets, what was asked for, and whether colours are wanted."""

    targets: tuple[str, ...]
    options: Options
    from_stdin: bool
    colours: bool

    def result(self, cache: Cache | None, key: str) -> Replay:
        """What the check prints, and its exit code. With a `key` the next run may print the same.

        Raises `click.UsageError` and `ConfigError`.
        """
        options = self.options
        began = cache.open() if cache else None
        targets, files = self.targets, frozenset[str]()
        if options.narrows and not self.from_stdin:
            from lessonlint.cli.narrow import around

            targets, files = around(targets)
        configuration = adjusted(
            configure(targets, options.config, cache),
            rule_names(options.select),
            rule_names(options.ignore),
            options.strict,
        )
        outputs = [_output(each) for each in options.outputs]
        workspace = _workspace(targets, self.from_stdin, options, configuration)
        today = date.today().isoformat()
        if options.write_baseline:
            from lessonlint.cli.mend import baseline_written

            baseline_written(targets, workspace, configuration, today)
            return Replay("", "", CLEAN)
        memory = None
        if cache and began is not None:
            memory = memory_of(workspace, configuration, cache, began)
        report = _report(workspace, configuration, today, options, memory, files)
        for format_, file in outputs:
            from lessonlint.cli.files import write

            write(file, _rendered(report, format_, options, Style(False)))
        # With --diff the patch is all that belongs on standard output.
        shown = "" if options.diff else _rendered(report, options.format_, options, Style(self.colours))
        code = CLEAN if options.exit_zero else exit_code(report, options.fail_on)
        done = Replay(shown, _told(report, options), code)
        if cache and began is not None and key and code != INTERNAL:
            seen = stamps(watched(workspace, targets, configuration.path), program(), began)
            if seen is not None:
                keep(cache, key, done, seen, today, report.waivers_end)
        return done


def _workspace(targets: tuple[str, ...], from_stdin: bool, options: Options, configuration: Configuration) -> Workspace:
    if from_stdin and not options.stdin_filename:
        raise click.UsageError("- reads from standard input: say with --stdin-filename which file that is.")
    if from_stdin:
        return open_buffer(targets[0], sys.stdin.buffer.read(), configuration)
    workspace = open_paths(targets, configuration)
    if options.baseline is None:
        return workspace
    from lessonlint.cli.mend import with_baseline

    if options.baseline == "none":
        return with_baseline(workspace, None, targets)
    if not (options.write_baseline or Path(options.baseline).is_file()):
        raise click.UsageError(f"There is no baseline {options.baseline}.")
    return with_baseline(workspace, options.baseline, targets)


def _report(
    workspace: Workspace,
    configuration: Configuration,
    today: str,
    options: Options,
    memory: Memory | None,
    files: frozenset[str],
) -> Report:
    if options.add_waivers is not None:
        from lessonlint.cli.mend import waived

        return waived(workspace, configuration, today, options.add_waivers, options.diff)
    if options.fix_ or options.diff:
        from lessonlint.cli.mend import mended

        return mended(workspace, configuration, today, options.unsafe_fixes, options.diff)
    report = check_workspace(workspace, configuration, today, debugging(), memory, processors())
    if options.narrows:
        from lessonlint.cli.narrow import narrowed

        return narrowed(report, workspace, configuration, today, options.since or "HEAD", files)
    return report


def _told(report: Report, options: Options) -> str:
    """What stands beside the report; where a format cannot say that there is nothing to report on, that as well."""
    told = ""
    if options.timings:
        from lessonlint.report.statistics import render_timings

        told = render_timings(report)
    silent = options.quiet or options.diff or options.format_ == "text"
    return f"{NOTHING_FOUND}{WHAT_IS_READ}\n{told}" if report.is_empty and not silent else told


def _output(given: str) -> tuple[str, Path]:
    format_, _, file = given.partition("=")
    if format_ not in FORMATS or not file:
        raise click.UsageError(f"--output {given}: write FORMAT=FILE, with one of {', '.join(FORMATS)}.")
    return format_, Path(file)


def exit_code(report: Report, fail_on: str) -> int:
    """3 when a rule crashed, 1 when something is at least as grave as `fail_on`, else 0."""
    if any(diagnostic.code == "LL999" for diagnostic in report.diagnostics):
        return INTERNAL
    if fail_on == "never":
        return CLEAN
    order = list(Severity)
    worst = order.index(Severity(fail_on))
    return FINDINGS if any(order.index(d.severity) <= worst for d in report.diagnostics) else CLEAN


def rule_names(given: tuple[str, ...]) -> tuple[str, ...]:
    """The names that an option was given: several times, or several at once."""
    return tuple(name for word in given for name in word.replace(",", " ").split())


def adjusted(
    configuration: Configuration, select: tuple[str, ...], ignore: tuple[str, ...], strict: bool
) -> Configuration:
    """The configuration with what the command line adds; its selection replaces the configured one."""
    from lessonlint.policy import matches
    from lessonlint.rules import RULES
    from lessonlint.vocabulary import near

    for name in (*select, *ignore):
        if not any(matches(rule, name) for rule in RULES):
            meant = near(name, [word for rule in RULES for word in (rule.code, rule.name)])
            hint = f" Did you mean {meant}?" if meant else " `lessonlint rules` lists them all."
            raise click.UsageError(f"There is no rule {name!r}.{hint}")
    settings = configuration.settings
    settings = replace(
        settings,
        select=select or settings.select,
        ignore=(*settings.ignore, *ignore),
        preset="strict" if strict else settings.preset,
    )
    return replace(configuration, settings=settings)


def _rendered(report: Report, format_: str, options: Options, style: Style) -> str:
    if options.quiet:
        report = replace(report, diagnostics=tuple(d for d in report.diagnostics if d.severity is Severity.ERROR))
    if format_ == "json":
        from lessonlint.report.json import render_json

        return render_json(report, options.statistics)
    if format_ not in ("text", "concise"):
        return str(getattr(import_module(f"lessonlint.report.{format_}"), f"render_{format_}")(report))
    if format_ == "concise":
        shown = render_concise(report, style)
    else:
        shown = render_text(report, style, summary=not options.quiet, whole=options.show_all)
    if options.statistics:
        from lessonlint.report.statistics import render_statistics

        shown += "\n" + render_statistics(report)
    return shown
