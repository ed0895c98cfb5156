"""`lessonlint aliases`."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from lessonlint.api import knowledge_of, registry_of
from lessonlint.cli.check import style_of
from lessonlint.concepts.deciding import (
    Choice,
    Open,
    likely_choices,
    open_references,
    settled_choices,
    with_choices,
)
from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.registry import BACKGROUND, CONCEPT, NOT_TAUGHT
from lessonlint.report.places import Places
from lessonlint.report.terminal import Style, visible
from lessonlint.wording import bare, counted
from lessonlint.workspace import write_file

_NUMBERS = ("1", "2", "3")
_LONGEST = 100
_KEYS = "1-3 accept   o other   n not taught   b background   s skip   u undo   q save and quit"


@click.command("aliases", short_help="Decide which concept is meant, once.")
@click.argument("paths", nargs=-1)
@click.option("--accept-settled", is_flag=True, help="Write down every settled link whose words differ from the row's.")
@click.option("--propose", is_flag=True, help="Print the likely links as a patch for review; write nothing.")
def command(paths: tuple[str, ...], accept_settled: bool, propose: bool) -> int:
    """Go through the references in PATHS that are not settled and decide what they mean.

    Decisions are kept in concepts.yaml beside the curriculum; from then on they are exact. One decision covers every
    place with the same words. Without a terminal, shows how many decisions are open.

    \b
    Examples:
      lessonlint aliases curriculum/
      lessonlint aliases curriculum/ --accept-settled
      lessonlint aliases curriculum/ --propose > aliases.patch
    """
    targets = paths or (".",)
    path, text = registry_of(targets)
    knowledge = knowledge_of(targets)
    if propose:
        patch = _patch(path, text, with_choices(text, list(likely_choices(knowledge)), knowledge.course))
        click.echo("\n".join(map(visible, patch.split("\n"))) if sys.stdout.isatty() else patch, nl=False)
        return 0
    if accept_settled:
        return _save(path, text, list(settled_choices(knowledge)), knowledge)
    waiting = list(open_references(knowledge))
    if not _is_terminal():
        click.echo(f"{counted(len(waiting), 'decision')} open; {path.name} is kept in {path.parent}.")
        click.echo("Run this on a terminal to take them, or use --accept-settled or --propose.")
        return 0
    return _save(path, text, _ask(waiting, knowledge), knowledge)


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _patch(path: Path, old: str, new: str) -> str:
    name = path.as_posix()
    return "".join(difflib.unified_diff(old.splitlines(True), new.splitlines(True), f"a/{name}", f"b/{name}"))


def _save(path: Path, text: str, choices: Sequence[Choice], knowledge: Knowledge) -> int:
    new = with_choices(text, choices, knowledge.course) if choices else text
    if new == text:
        click.echo("Nothing new to write down.")
        return 0
    write_file(path, new)
    click.echo(f"{counted(len(choices), 'decision')} written to {path}.")
    return 0


def _ask(waiting: Sequence[Open], knowledge: Knowledge) -> list[Choice]:
    """Walk through the open references; every answer can be taken back until the end."""
    style = style_of(sys.stdout)
    taken: list[tuple[int, Choice | None]] = []
    index = 0
    while index < len(waiting):
        each = waiting[index]
        offered = _offered(each)
        _show(each, offered, f"{index + 1} of {len(waiting)}", knowledge, style)
        key = (
            click.prompt(style.paint(_KEYS, "dim"), prompt_suffix="\n> ", default="s", show_default=False)
            .strip()
            .casefold()
        )
        if key == "q":
            break
        if key == "u":
            if taken:
                index, _ = taken.pop()
            continue
        answer = _answer(key, each, offered, knowledge)
        if answer is not None or key == "s":
            taken.append((index, answer))
            index += 1
    return [choice for _, choice in taken if choice is not None]


def _offered(each: Open) -> list[Event]:
    return [candidate.event for candidate in each.first.candidates[: len(_NUMBERS)]]


def _answer(key: str, each: Open, offered: Sequence[Event], knowledge: Knowledge) -> Choice | None:
    if key in _NUMBERS[: len(offered)]:
        return Choice(each.words, CONCEPT, offered[int(key) - 1])
    if key == "n":
        return Choice(each.words, NOT_TAUGHT)
    if key == "b":
        return Choice(each.words, BACKGROUND)
    if key == "o":
        return _search(each, knowledge)
    if key != "s":
        click.echo(f"{key!r} is no answer here.")
    return None


def _search(each: Open, knowledge: Knowledge) -> Choice | None:
    words = click.prompt("Words of the concept you mean", default="", show_default=False).strip()
    found = knowledge.search(words)[:9] if words else []
    for number, event in enumerate(found, 1):
        click.echo(f"  {number}  {_event(event, knowledge)}")
    if not found:
        click.echo("No index row has these words.")
        return None
    number = click.prompt("Which (0 for none)", type=click.IntRange(0, len(found)), default=0)
    return Choice(each.words, CONCEPT, found[number - 1]) if number else None


def _show(each: Open, offered: Sequence[Event], progress: str, knowledge: Knowledge, style: Style) -> None:
    """The reference in its row, where else it stands, and the candidates with depth, lesson and what they share."""
    link = each.first
    places = Places({doc.path: doc.source for doc in knowledge.course.docs})
    lesson = knowledge.course.lessons[link.reference.at]
    row = link.reference.prerequisite
    click.echo("")
    click.echo(f"{style.paint(progress, 'dim')}  {style.paint(visible(bare(each.words)), 'bold')}")
    click.echo(f"    in {lesson.name}, {link.reference.table}: {visible(places.show(link.reference.place))}")
    if row and row.reasoning:
        click.echo(f"    {visible(bare(row.reasoning, _LONGEST))}")
    if link.reference.source:
        click.echo(f"    source: {visible(bare(link.reference.source))}")
    if len(each.links) > 1:
        click.echo(f"    and in {counted(len(each.links) - 1, 'more place')}")
    for number, event in enumerate(offered, 1):
        click.echo(f"  {number}  {_event(event, knowledge)}")
        if event.row.notes:
            click.echo(f"       {style.paint(visible(bare(event.row.notes, _LONGEST)), 'dim')}")


def _event(event: Event, knowledge: Knowledge) -> str:
    lesson = knowledge.course.lessons[event.order]
    return visible(f"{bare(event.row.concept, _LONGEST)} ({bare(event.row.depth)}, {lesson.name})")
