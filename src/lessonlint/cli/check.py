"""`lessonlint check`."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import IO

import click

from lessonlint.api import check, configure
from lessonlint.cli.main import CLEAN, FINDINGS, INTERNAL
from lessonlint.config.settings import Configuration
from lessonlint.diagnostic import Report, Severity
from lessonlint.report.terminal import Style
from lessonlint.report.text import render_concise, render_text

_FORMATS = ("text", "concise", "json")
_FAIL_ON = ("error", "warning", "info", "never")


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
@click.option("--statistics", is_flag=True, help="What was read into the model and what was not.")
@click.option("--quiet", "-q", is_flag=True, help="Errors only, and no summary.")
@click.option(
    "--config", metavar="FILE", type=click.Path(exists=True, dir_okay=False), help="Use this lessonlint.yaml."
)
def command(
    paths: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool,
    fail_on: str,
    exit_zero: bool,
    format_: str,
    statistics: bool,
    quiet: bool,
    config: str | None,
) -> int:
    """Check PATHS: folders are walked for Markdown, files are taken whatever they are called. Default: this folder.

    \b
    Examples:
      lessonlint check curriculum/
      lessonlint check curriculum/ --select LL2 --strict
      lessonlint check lesson.md record.txt --format concise
      lessonlint check --format json > findings.json

    Exit codes: 0 clean, 1 findings at or above --fail-on, 2 usage or configuration, 3 internal error.
    """
    targets = paths or (".",)
    configuration = adjusted(configure(targets, config), rule_names(select), rule_names(ignore), strict)
    report = check(targets, configuration, debug=bool(os.environ.get("LESSONLINT_DEBUG")))
    click.echo(_rendered(report, format_, statistics, quiet), nl=False, color=style_of(sys.stdout).enabled or None)
    return CLEAN if exit_zero else exit_code(report, fail_on)


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


def _rendered(report: Report, format_: str, statistics: bool, quiet: bool) -> str:
    if quiet:
        report = replace(report, diagnostics=tuple(d for d in report.diagnostics if d.severity is Severity.ERROR))
    if format_ == "json":
        from lessonlint.report.json import render_json

        return render_json(report, statistics)
    style = style_of(sys.stdout)
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
