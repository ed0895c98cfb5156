"""`lessonlint config`."""

from __future__ import annotations

import click

from lessonlint.api import configure, rule_options
from lessonlint.cli.options import format_option, of_curriculum
from lessonlint.report.settings import in_force, render_settings_json, render_settings_yaml
from lessonlint.rules import RULES


@click.command("config", short_help="Show the settings in force, and where each came from.")
@format_option("yaml", "json")
@of_curriculum
def command(paths: tuple[str, ...], format_: str, config: str | None) -> None:
    """Show every setting that holds for PATHS, and where its value came from. Default: this folder.

    Behind each value stands `default`, `preset` or the line of lessonlint.yaml. Under `severity` are all rules as they
    report after selection and preset; words of your team are shown as far as they are set. The output is itself a
    lessonlint.yaml.

    \b
    Examples:
      lessonlint config
      lessonlint config curriculum/ --format json
    """
    configuration = configure(paths or (".",), config)
    found = in_force(configuration, RULES, rule_options(configuration))
    render = render_settings_json if format_ == "json" else render_settings_yaml
    click.echo(render(found, configuration.path), nl=False)
