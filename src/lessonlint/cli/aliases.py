"""`lessonlint aliases`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from lessonlint.api import knowledge_of, registry_of
from lessonlint.cli.files import show as show_patch
from lessonlint.cli.ledger import Ledger
from lessonlint.cli.opening import opened
from lessonlint.cli.options import of_curriculum
from lessonlint.cli.printing import style
from lessonlint.cli.question import Picked, cited, keys, offered, picked, show, show_events
from lessonlint.concepts.deciding import Choice, Open, choice, likely_choices, open_references, settled_choices
from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.registry import CONCEPT
from lessonlint.concepts.writing import with_choices
from lessonlint.report.links import shares
from lessonlint.report.terminal import visible
from lessonlint.source import Source
from lessonlint.wording import counted, listed, quoted

_MOST_FOUND = 9


@click.command("aliases", short_help="Decide which concept is meant, once.")
@click.option("--accept-settled", is_flag=True, help="Write down every settled link whose words differ from the row's.")
@click.option("--propose", is_flag=True, help="Print the likely links as a patch for review; write nothing.")
@of_curriculum
def command(paths: tuple[str, ...], accept_settled: bool, propose: bool, config: str | None) -> None:
    """Go through the references in PATHS that are not settled and decide what they mean.

    Decisions are kept in concepts.yaml beside the curriculum, each written as soon as it is taken; from then on they
    are exact. One decision covers every open place with the same words, and none that is settled already. Without a
    terminal, shows how many decisions are open.

    \b
    Answers:
      2     the second row that is shown         1,3   it merges the first and the third
      a     show all rows of the cited lesson    o     look for another row
      n     not taught in this course (LL102)    b     background from outside the course
      x     no concept: an analogy, a diagram    2h    only in this lesson (also nh, bh, xh)

    \b
    Examples:
      lessonlint aliases curriculum/
      lessonlint aliases curriculum/ --accept-settled
      lessonlint aliases curriculum/ --propose > aliases.patch
    """
    targets, configuration, cache = opened(paths, config)
    path, text = registry_of(targets, configuration)
    knowledge = knowledge_of(targets, configuration, cache)
    if propose:
        before = Source(path.as_posix(), text)
        show_patch(before, before._replace(text=with_choices(text, likely_choices(knowledge), knowledge.course)))
        return
    ledger = Ledger(path, knowledge.course)
    if accept_settled:
        choices = list(settled_choices(knowledge))
        ledger.add(*choices)
        for each in choices:
            meant = listed([quoted(event.row.concept) for event in each.events])
            click.echo(visible(f"{quoted(each.words)} -> {meant}"))
        ledger.close()
        return
    waiting = list(open_references(knowledge))
    if not _is_terminal():
        links = [link for each in waiting for link in each.links]
        about = f" (for {shares(links)})" if links else ""
        click.echo(f"{counted(len(waiting), 'decision')} open{about}; decisions are kept in {path}.")
        click.echo("Run this on a terminal to take them, or use --accept-settled or --propose.")
        return
    try:
        _Session(knowledge, ledger, waiting).run()
    except click.Abort:
        click.echo("")
        raise
    finally:
        ledger.close()


def _is_terminal() -> bool:
    return sys.stdin.isatty()


class _Session:
    """A walk through the open references; every answer can be taken back."""

    def __init__(self, knowledge: Knowledge, ledger: Ledger, waiting: Sequence[Open]) -> None:
        self._knowledge, self._ledger = knowledge, ledger
        self._style = style()
        self._waiting = tuple(waiting)
        self._at = 0
        self._taken: list[tuple[int, tuple[Open, ...], bool]] = []

    def run(self) -> None:
        """Ask until nothing is open or the person has enough."""
        while self._at < len(self._waiting):
            each = self._waiting[self._at]
            events = offered(each)
            show(each, events, f"{self._at + 1} of {len(self._waiting)}", self._knowledge, self._style)
            key = self._prompt(keys(len(events), bool(cited(each, self._knowledge))))
            if key == "q":
                return
            if key == "u":
                self._take_back()
            elif key in ("s", ""):
                click.echo("Skipped.")
                self._go_on(False)
            else:
                self._answer(key, each, events)

    def _answer(self, key: str, each: Open, events: Sequence[Event]) -> None:
        if key == "o":
            events = self._search()
            answer = self._pick(each, events)
        elif key == "a":
            events = cited(each, self._knowledge)
            answer = self._pick(each, events)
        else:
            answer = picked(key, len(events))
            if answer is None:
                click.echo(f"{key!r} is no answer here.")
        if answer is None:
            return
        meant = [events[number - 1] for number in answer.numbers]
        self._ledger.add(self._choice(each, answer, meant))
        self._go_on(True, each.elsewhere if answer.here else None)

    def _choice(self, each: Open, answer: Picked, meant: Sequence[Event]) -> Choice:
        return choice(each, answer.kind or CONCEPT, meant, self._knowledge.course, answer.here)

    def _search(self) -> list[Event]:
        words = click.prompt("Words of the concept you mean", default="", show_default=False).strip()
        found = self._knowledge.search(words)[:_MOST_FOUND] if words else []
        if words and not found:
            click.echo("No index row has these words.")
        return found

    def _pick(self, each: Open, events: Sequence[Event]) -> Picked | None:
        """Choose from a list; nothing chosen leads back to the question."""
        if not events:
            return None
        show_events(events, each.first.reference, self._knowledge, self._style)
        key = self._prompt("Which? (Enter for none)")
        answer = picked(key, len(events))
        if answer is None and key not in ("", "0"):
            click.echo(f"{key!r} is no answer here.")
        return answer

    def _go_on(self, wrote: bool, rest: Open | None = None) -> None:
        self._taken.append((self._at, self._waiting, wrote))
        if rest is not None:
            self._waiting = (*self._waiting[: self._at + 1], rest, *self._waiting[self._at + 1 :])
        self._at += 1

    def _take_back(self) -> None:
        if not self._taken:
            click.echo("There is nothing to take back.")
        elif self._taken[-1][2] and not self._ledger.take_back():
            click.echo(f"{self._ledger.path.name} was edited meanwhile: take the line out there.")
        else:
            self._at, self._waiting, _ = self._taken.pop()

    def _prompt(self, text: str) -> str:
        shown = self._style.paint(text, "dim")
        answer: str = click.prompt(shown, prompt_suffix="\n> ", default="", show_default=False)
        return answer.strip().casefold()
