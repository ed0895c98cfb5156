"""`lessonlint explain`."""

from __future__ import annotations

import json
import re

import click

from lessonlint.cli.completion import complete_rules
from lessonlint.cli.options import format_option
from lessonlint.cli.printing import put, style
from lessonlint.cli.rules import as_json
from lessonlint.report.json import dumped
from lessonlint.report.terminal import Style
from lessonlint.rule import Rule
from lessonlint.rules import RULES
from lessonlint.vocabulary import near
from lessonlint.wording import listed

_FILE_FENCE = re.compile(r"^~~~(?:file (\S+)|(config|args)).*$")


@click.command("explain", short_help="Show the manual page of a rule.")
@click.argument("rule", shell_complete=complete_rules)
@format_option("text", "json")
def command(rule: str, format_: str) -> None:
    """Show the manual page of RULE, given by code or name.

    \b
    Examples:
      lessonlint explain LL202
      lessonlint explain consecutive-stretch
    """
    found = find_rule(rule)
    if format_ == "json":
        put(dumped({"version": 1, **as_json(found), "manual": found.manual}))
    else:
        put(f"{page(found, style())}\n")


def find_rule(name: str) -> Rule:
    """The rule with this code or name. Raises a usage error that offers those of a family, or the nearest."""
    word = name.partition(".")[0].casefold()
    for rule in RULES:
        if word in (rule.code.casefold(), rule.name):
            return rule
    family = [rule.code for rule in RULES if rule.code.casefold().startswith(word)]
    if family and len(word) > len("LL"):
        raise click.UsageError(f"Which of them? {listed(family, 'or')}.")
    names = [each for rule in RULES for each in (rule.code, rule.name)]
    meant = near(word, names) or " or ".join(name for name in names if word in name and len(word) > 2)
    hint = f" Did you mean {meant}?" if meant else " `lessonlint rules` lists them all."
    raise click.UsageError(f"There is no rule {name!r}.{hint}")


def page(rule: Rule, style: Style) -> str:
    """The manual page as a terminal shows it."""
    levels = [rule.severity.value, *(f"{name}: {severity.value}" for name, severity in rule.variants.items())]
    head = f"{style.paint(rule.code, 'bold')} {style.paint(rule.name, 'bold')}  ({', '.join(levels)})"
    lines = [head, ""]
    fenced = False
    for line in rule.manual.splitlines():
        if match := _FILE_FENCE.match(line):
            name = match[1] or ("lessonlint.yaml" if match[2] == "config" else "given")
            lines.append(style.paint(f"    {name}", "cyan"))
            fenced = True
        elif line == "~~~":
            fenced = False
            lines.append("")
        elif fenced:
            lines.append(f"    {style.paint('|', 'dim')} {line}")
        elif line.startswith("## "):
            lines.append(style.paint(line[3:].upper(), "bold"))
        else:
            lines.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join([*lines, *_options(rule)])).rstrip()


def _options(rule: Rule) -> list[str]:
    if rule.options is None:
        return []
    values = (
        f"  {name.replace('_', '-')}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in rule.options()._asdict().items()
    )
    return ["", "OPTIONS", f"(in lessonlint.yaml under `options: {rule.code}:`)", *values]
