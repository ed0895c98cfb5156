"""What is written for users: links lead somewhere, commands are ones that there are, rules go by their names."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from contextlib import chdir
from functools import cache
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from lessonlint.cli.main import COMMANDS, cli
from lessonlint.rule import Rule
from lessonlint.rules import RULES

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
NAMES = {rule.code: rule.name for rule in RULES}
_FENCE = re.compile(r"^(```+|~~~+)(.*?)\n(.*?)^\1[ \t]*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+[ \t]+(.+)$", re.MULTILINE)
_NAMED = re.compile(r"\b(LL\d{3}) ([a-z]+(?:-[a-z]+)+)\b")
_COMMAND = re.compile(r"^(?:\$ )?(?:\.venv/bin/)?lessonlint (\S.*)$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"[A-Z]+…?")

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
each_command = pytest.mark.parametrize("name", sorted(COMMANDS))


@cache
def anchors(page: Path) -> frozenset[str]:
    """What may stand behind # in a link to a page: its headings as GitHub and MkDocs slug them."""
    words = _HEADING.findall(_FENCE.sub("", page.read_text("utf-8")))
    return frozenset(re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", each).strip().lower()) for each in words)


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    prose = _CODE.sub("", _FENCE.sub("", page.read_text("utf-8")))
    for link in _LINK.findall(prose):
        if re.match(r"\w+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@each_page
def test_rules_go_by_their_names(page: Path) -> None:
    named = _NAMED.findall(page.read_text("utf-8"))
    assert [(code, name) for code, name in named if NAMES.get(code) != name] == []


@each_page
def test_commands_can_be_typed_as_they_are_shown(page: Path) -> None:
    text = page.read_text("utf-8")
    shown = [block for _, kind, block in _FENCE.findall(text) if kind in ("sh", "console")]
    for line in (line for block in shown for line in _COMMAND.findall(block)):
        understood(line)


@each_command
def test_help_has_examples_that_can_be_typed(name: str) -> None:
    for command in commands(cli.get_command(click.Context(cli), name)):
        examples = _COMMAND.findall(re.sub(r"^[ \t]+", "", command.help or "", flags=re.MULTILINE))
        assert examples, command.name
        for line in examples:
            understood(line)
            for file, number in re.findall(r"(curriculum/\S+\.md)(?::(\d+))?", line):
                lines = (ROOT / file).read_text("utf-8").splitlines()
                assert not number or lines[int(number) - 1].startswith("| "), line


def commands(command: click.Command | None) -> Iterator[click.Command]:
    """A command and those below it."""
    assert command
    yield command
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from commands(inner)


def understood(line: str) -> None:
    """Parse a command line; what it is about need not be there. Raises `click.UsageError`."""
    words = shlex.split(re.split(r" (?:[<>|#]|&&) ?", line)[0])
    command: click.Command = cli
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        context = click.Context(command)
        inner = command.get_command(context, words.pop(0))
        assert inner, line
        command = inner
    context = click.Context(command)
    given, _, _ = command.make_parser(context).parse_args(args=list(words))
    for parameter in command.params:
        if isinstance(parameter.type, click.Choice) and isinstance(value := given.get(parameter.name or ""), str):
            parameter.type.convert(value, parameter, context)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rules_page_has_examples_options_and_source(rule: Rule) -> None:
    page = (ROOT / "docs" / "rules" / f"{rule.code}.md").read_text("utf-8")
    assert ("## Bad" in page and "## Good" in page) or rule.name == "internal-error"
    assert ("## Options" in page) == (rule.options is not None)
    files = re.findall(r"`((?:src|tests)/[^`]+)`", page.partition("## Source")[2])
    assert len(files) == 2
    assert all((ROOT / file).is_file() for file in files)


def test_the_ten_minutes_of_the_readme(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    edit = re.search(r"In line (\d+) of `([^`]+)`.*?write `(\w+)` for `(\w+)`", readme, re.DOTALL)
    shown = re.search(r"^```text\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    assert edit
    assert shown
    shutil.copytree(ROOT / "curriculum", tmp_path / "curriculum")
    lines = (tmp_path / edit[2]).read_text("utf-8").splitlines(keepends=True)
    at = int(edit[1]) - 1
    lines[at] = lines[at].replace(edit[4], edit[3])
    (tmp_path / edit[2]).write_text("".join(lines), "utf-8")
    with chdir(tmp_path):
        printed = CliRunner().invoke(cli, ["check", "--no-cache", "curriculum/"], standalone_mode=False).output
    first = printed.index("error LL101")
    assert shown[1] in printed
    assert shown[1].index("error") == first - printed.rindex("\n", 0, first) - 1
    assert "Found 4 errors" in printed
