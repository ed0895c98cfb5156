"""`lessonlint check`."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import IO, Any

import click

from lessonlint.api import check_workspace, configure, open_buffer, open_paths
from lessonlint.cli.main import CLEAN, FINDINGS, INTERNAL
from lessonlint.cli.mend import baseline_written, mended, waived, with_baseline, write
from lessonlint.cli.narrow import narrowed
from lessonlint.config.settings import Configuration
from lessonlint.diagnostic import Report, Severity
from lessonlint.report.statistics import render_timings
from lessonlint.report.terminal import Style
from lessonlint.report.text import render_concise, render_text
from lessonlint.workspace import Workspace

_FORMATS = ("text", "concise", "json")
_FAIL_ON = ("error", "warning", "info", "never")


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    strict: bool
    fail_on: str
    exit_zero: bool
    format_: str
    outputs: tuple[str, ...]
    fix_: bool
    unsafe_fixes: bool
    diff: bool
    add_waivers: str | None
    baseline: str | None
    write_baseline: bool
    changed_only: bool
    since: str | None
    stdin_filename: str | None
    statistics: bool
    timings: bool
    quiet: bool
    config: str | None


@click.command("check", short_help="Check a curriculum.")
@click.argument("paths", nargs=-1)
@click.option(
    "--select", "-s", multiple=True, metavar="RULES", help="Only these rules (codes, names, or LL2 for a family)."
)
@click.option("--ignore", "-i", multiple=True, metavar="RULES", help="Not these rules.")
@click.option("--strict", is_flag=True, help="Warnings count as errors, infos are shown.")
@click.option(
    "--fail-on", type=click.Choice(_FAIL_ON), default="error", show_default=True, help="What makes the exit code 1."
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@click.option(
    "--format", "format_", type=click.Choice(_FORMATS), default="text", show_default=True, help="How to report."
)
@click.option(
    "--output", "-o", "outputs", multiple=True, metavar="FORMAT=FILE", help="Write a report to a file as well."
)
@click.option("--fix", "fix_", is_flag=True, help="Mend what can be mended safely.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: also what may change the meaning.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; write nothing.")
@click.option("--add-waivers", metavar="REASON", help="Excuse everything that is found, for this reason.")
@click.option("--baseline", metavar="FILE", help="Findings that were there before (none: do not use any).")
@click.option("--write-baseline", is_flag=True, help="Write today's findings down; later runs report new ones only.")
@click.option("--changed-only", is_flag=True, help="Only what files changed since the last commit contain or cause.")
@click.option("--since", metavar="REV", help="As --changed-only, since another revision.")
@click.option("--stdin-filename", metavar="FILE", help="With - as PATH: the file that standard input stands for.")
@click.option("--statistics", is_flag=True, help="What was read into the model and what was not.")
@click.option("--timings", is_flag=True, help="What reading and each rule took.")
@click.option("--quiet", "-q", is_flag=True, help="Errors only, and no summary.")
@click.option(
    "--config", metavar="FILE", type=click.Path(exists=True, dir_okay=False), help="Use this lessonlint.yaml."
)
def command(paths: tuple[str, ...], **given: Any) -> int:
    """Check PATHS: folders are walked for Markdown, files are taken whatever they are called. Default: this folder.

    \b
    Examples:
      lessonlint check curriculum/
      lessonlint check curriculum/ --select LL2 --strict
      lessonlint check curriculum/ --fix
      lessonlint check curriculum/ --since main --output json=findings.json
      lessonlint check - --stdin-filename lessons/shaping.md < buffer

    Exit codes: 0 clean, 1 findings at or above --fail-on, 2 usage or configuration, 3 internal error.
    """
    options = Options(**given)
    _compatible(options, "-" in paths)
    targets = (options.stdin_filename or "-",) if "-" in paths else paths or (".",)
    configuration = adjusted(
        configure(targets, options.config), rule_names(options.select), rule_names(options.ignore), options.strict
    )
    outputs = [_output(each) for each in options.outputs]
    workspace = _workspace(targets, "-" in paths, options, configuration)
    today = date.today().isoformat()
    if options.write_baseline:
        baseline_written(targets, workspace, configuration, today)
        return CLEAN
    report = _report(workspace, configuration, today, options)
    for format_, file in outputs:
        text = _rendered(report, format_, options.statistics, options.quiet, Style(False))
        write(file, text)
    style = style_of(sys.stdout)
    shown = _rendered(report, options.format_, options.statistics, options.quiet, style)
    click.echo(shown, nl=False, color=style.enabled or None)
    if options.timings:
        click.echo(render_timings(report), nl=False, err=True)
    return CLEAN if options.exit_zero else exit_code(report, options.fail_on)


def _compatible(options: Options, from_stdin: bool) -> None:
    """Refuses what cannot be done in one run, rather than do a part of it."""
    writes = {
        "--fix": options.fix_,
        "--add-waivers": options.add_waivers is not None,
        "--write-baseline": options.write_baseline,
    }
    asked = [name for name, given in writes.items() if given]
    narrowed = "--since" if options.since else "--changed-only" if options.changed_only else ""
    if len(asked) > 1:
        raise click.UsageError(f"{asked[0]} and {asked[1]} are two runs: do one after the other.")
    if asked and narrowed:
        raise click.UsageError(f"{asked[0]} changes whatever is found: leave out {narrowed}.")
    if options.write_baseline and (options.diff or options.select or options.ignore):
        raise click.UsageError("--write-baseline writes down everything: leave out --diff, --select and --ignore.")
    if options.stdin_filename and not from_stdin:
        raise click.UsageError("--stdin-filename goes with - as the path.")
    if from_stdin and asked and not options.diff:
        raise click.UsageError(f"{asked[0]} writes files, and standard input is none: use --diff.")


def _workspace(targets: tuple[str, ...], from_stdin: bool, options: Options, configuration: Configuration) -> Workspace:
    if from_stdin and not options.stdin_filename:
        raise click.UsageError("- reads from standard input: say with --stdin-filename which file that is.")
    if from_stdin:
        return open_buffer(targets[0], sys.stdin.buffer.read(), configuration)
    workspace = open_paths(targets, configuration)
    if options.baseline in (None, "none"):
        return with_baseline(workspace, None, targets) if options.baseline else workspace
    if not (options.write_baseline or Path(options.baseline).is_file()):
        raise click.UsageError(f"There is no baseline {options.baseline}.")
    return with_baseline(workspace, options.baseline, targets)


def _report(workspace: Workspace, configuration: Configuration, today: str, options: Options) -> Report:
    if options.add_waivers is not None:
        return waived(workspace, configuration, today, options.add_waivers, options.diff)
    if options.fix_ or options.diff:
        return mended(workspace, configuration, today, options.unsafe_fixes, options.diff)
    report = check_workspace(workspace, configuration, today, bool(os.environ.get("LESSONLINT_DEBUG")))
    if options.changed_only or options.since:
        return narrowed(report, workspace, configuration, today, options.since or "HEAD")
    return report


def _output(given: str) -> tuple[str, Path]:
    format_, _, file = given.partition("=")
    if format_ not in _FORMATS or not file:
        raise click.UsageError(f"--output {given}: write FORMAT=FILE, with one of {', '.join(_FORMATS)}.")
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


def _rendered(report: Report, format_: str, statistics: bool, quiet: bool, style: Style) -> str:
    if quiet:
        report = replace(report, diagnostics=tuple(d for d in report.diagnostics if d.severity is Severity.ERROR))
    if format_ == "json":
        from lessonlint.report.json import render_json

        return render_json(report, statistics)
    shown = render_concise(report, style) if format_ == "concise" else render_text(report, style, summary=not quiet)
    if statistics:
        from lessonlint.report.statistics import render_statistics

        shown += "\n" + render_statistics(report)
    return shown


def style_of(stream: IO[str]) -> Style:
    """Colour on a terminal, unless NO_COLOR is set; FORCE_COLOR for logs that understand it."""
    if os.environ.get("NO_COLOR"):
        return Style(False)
    return Style(stream.isatty() or bool(os.environ.get("FORCE_COLOR")))
