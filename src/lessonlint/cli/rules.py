"""`lessonlint rules`."""

from __future__ import annotations

import click

from lessonlint.cli.options import format_option
from lessonlint.rule import Rule
from lessonlint.rules import RULES


@click.command("rules", short_help="List every rule.")
@format_option("text", "json")
def command(format_: str) -> None:
    """List every rule with its severity; variants with a severity of their own stand below their rule.

    \b
    Examples:
      lessonlint rules
      lessonlint rules --format json
    """
    if format_ == "json":
        from lessonlint.report.json import dumped

        click.echo(dumped({"version": 1, "rules": [as_json(rule) for rule in RULES]}), nl=False)
        return
    longest = max(len(rule.name) for rule in RULES)
    for rule in RULES:
        click.echo(f"{rule.code}  {rule.name:<{longest}}  {rule.severity.value:<7}  {rule.summary}")
        for name, severity in rule.variants.items():
            click.echo(f"       {'.' + name:<{longest}}  {severity.value}")
    click.echo(f"\n{len(RULES)} rules. `lessonlint explain CODE` shows the manual page.")


def as_json(rule: Rule) -> dict[str, object]:
    """A rule as `rules` and `explain` give it to programs."""
    return {
        "code": rule.code,
        "name": rule.name,
        "summary": rule.summary,
        "severity": rule.severity.value,
        "variants": {name: severity.value for name, severity in rule.variants.items()},
        "scope": rule.scope.value,
        "since": rule.since,
        "preview": rule.preview,
    }
