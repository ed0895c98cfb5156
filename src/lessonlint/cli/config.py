"""`lessonlint config`."""

from __future__ import annotations

import click

from lessonlint.api import configure, rule_options
from lessonlint.cli.checking import adjusted, rule_names
from lessonlint.cli.completion import complete_paths, complete_rules
from lessonlint.cli.options import config_option, format_option
from lessonlint.config.settings import Configuration, Route
from lessonlint.report.settings import merged, render_settings_json, render_settings_yaml
from lessonlint.rules import RULES


@click.command("config", short_help="Show the settings in force, and where each came from.")
@click.argument("paths", nargs=-1, shell_complete=complete_paths)
@click.option("--select", "-s", multiple=True, metavar="RULES", shell_complete=complete_rules, help="As for `check`.")
@click.option("--ignore", "-i", multiple=True, metavar="RULES", shell_complete=complete_rules, help="As for `check`.")
@click.option("--strict", is_flag=True, help="As for `check`.")
@format_option("yaml", "json")
@config_option
def command(
    paths: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool,
    format_: str,
    config: str | None,
) -> int:
    """Show every setting that holds for PATHS, and where its value came from. Default: this folder.

    Behind each value stands `default`, `preset`, the line of lessonlint.yaml, or `command line`. Under `severity` are
    all rules as they report after selection and preset; words of your team are shown as far as they are set. The
    output is itself a lessonlint.yaml.

    \b
    Examples:
      lessonlint config
      lessonlint config curriculum/ --strict
      lessonlint config curriculum/ --ignore LL203 --format json
    """
    before = configure(paths or (".",), config)
    configuration = adjusted(before, rule_names(select), rule_names(ignore), strict)
    commanded = _commanded(before, configuration, bool(select), strict)
    found = merged(configuration, RULES, rule_options(configuration), commanded)
    click.echo(render_settings_json(found) if format_ == "json" else render_settings_yaml(found), nl=False)
    return 0


def _commanded(before: Configuration, after: Configuration, selected: bool, strict: bool) -> set[Route]:
    """The settings, and the items of lists, that the command line gave."""
    first, last = len(before.settings.ignore), len(after.settings.ignore)
    given: set[Route] = {("ignore", index) for index in range(first, last)}
    return given | ({("select",)} if selected else set()) | ({("preset",)} if strict else set())
