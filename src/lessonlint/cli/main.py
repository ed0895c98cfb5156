"""The `lessonlint` command: global options, exit codes, and what happens when something goes wrong."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from io import BytesIO, StringIO, TextIOWrapper
from typing import NoReturn

import click

from lessonlint._version import __version__
from lessonlint.config.error import ConfigError

CLEAN, FINDINGS, USAGE, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 130

OVERVIEW = """\
lessonlint tells the authors of a curriculum where its teaching breaks.

  lessonlint check curriculum/     check a folder (or single files)
  lessonlint explain LL202         what a rule means, and what to do
  lessonlint rules                 every rule
  lessonlint stats curriculum/     the curriculum on one screen
  lessonlint links curriculum/     which taught concept each reference means
  lessonlint aliases curriculum/   decide which concept is meant, once
  lessonlint why FILE:LINE         how one reference was resolved, and what follows
  lessonlint state LESSON          what the student brings to a lesson
  lessonlint promises curriculum/  what was left for later, and whether it came
  lessonlint review curriculum/    what reviews found that is still open
  lessonlint init                  write lessonlint.yaml for the curriculum in this folder
  lessonlint new lesson            begin the next lesson plan, with what students bring filled in
  lessonlint record LESSON         fold a lesson into the record of its module
  lessonlint graph curriculum/     draw it: the course, a module, a lesson, a concept
  lessonlint impact LESSON         what breaks if it goes, moves or gets shallower
  lessonlint order MODULE          in which orders its lessons can go
  lessonlint diff REV [REV]        what changed between two revisions
  lessonlint fmt curriculum/       compact tables, one dash style; nothing that changes the meaning
  lessonlint convert lesson.md     the same document as YAML, and back
  lessonlint config curriculum/    the settings in force, and where each came from
  lessonlint lsp                   the language server, for editors
  lessonlint cache clear           forget what earlier checks found out

`lessonlint COMMAND --help` shows examples. Settings live in lessonlint.yaml."""

COMMANDS = (
    "check", "rules", "explain", "stats", "links", "aliases", "why", "state", "promises", "review", "init",
    "new", "record", "graph", "impact", "order", "diff", "fmt", "convert", "config", "lsp", "cache",
)  # fmt: skip
"""Each is `command` of the module of its name, in the order that help lists them."""


class _Commands(click.Group):
    """Loads a command only when it is used: start-up time is a feature."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"lessonlint.cli.{name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean `lessonlint {near[0]}`?" if near else f" Commands: {', '.join(COMMANDS)}."
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lessonlint")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Tell the authors of a curriculum where its teaching breaks.

    \b
    Examples:
      lessonlint check curriculum/
      lessonlint explain LL105
      lessonlint graph curriculum/ --output course.svg

    Exit codes: 0 all is well, 1 findings (or, where a command says so, work that is left), 2 wrong usage or
    configuration, 3 a bug in lessonlint, 130 interrupted.
    """
    try:
        os.getcwd()
    except OSError:
        raise click.ClickException("The working directory is not there any more. Change to one that is.") from None
    if ctx.invoked_subcommand is None:
        click.echo(OVERVIEW)


def main() -> NoReturn:
    """Run the command and leave with its exit code."""
    gc.disable()  # what a run makes lives until its end: looking for cycles in it takes 8 % of the time
    sys.stdout = sys.stdout or TextIOWrapper(BytesIO())  # whoever closed it wants to see nothing
    sys.stderr = sys.stderr or sys.stdout
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows few characters still gets the rest
    try:
        code = _run()
    except BrokenPipeError:  # whoever reads has seen enough
        code = CLEAN
    os._exit(code)  # the system takes all memory back at once; value by value it is a fifth of the time of a run


def _run() -> int:
    try:
        code = cli.main(prog_name="lessonlint", standalone_mode=False)
        sys.stdout.flush()
        sys.stderr.flush()
    except click.exceptions.Abort:
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        told = StringIO()
        error.show(told)
        click.echo(_shown(told.getvalue()), err=True, nl=False)
        return USAGE
    except ConfigError as error:
        click.echo(f"lessonlint: {_shown(str(error))}", err=True)
        return USAGE
    except BrokenPipeError:
        raise
    except OSError as error:
        return _refused(error)
    except Exception as error:  # a fault of ours: told as such, with exit code 3
        return _internal(error)
    return code if isinstance(code, int) else CLEAN


def _shown(message: str) -> str:
    """A message that may quote a file name or a setting, line by line without what a terminal obeys."""
    from lessonlint.report.terminal import visible

    return "\n".join(map(visible, message.split("\n")))


def _refused(error: OSError) -> int:
    """The system would not do something: a full disk behind standard output, a path that may not be looked at."""
    from lessonlint.report.terminal import visible

    if os.environ.get("LESSONLINT_DEBUG"):
        raise error
    about = f"{visible(os.fsdecode(error.filename))}: " if isinstance(error.filename, str | bytes) else ""
    click.echo(f"lessonlint: {about}{error.strerror or error}", err=True)
    return USAGE


def _internal(error: Exception) -> int:
    import traceback

    if os.environ.get("LESSONLINT_DEBUG"):
        traceback.print_exc()
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(frame.filename)}:{frame.lineno}"
    click.echo(f"lessonlint: internal error: {type(error).__name__}: {_shown(str(error))} (at {where}).", err=True)
    click.echo("This is a fault in lessonlint, please report it. LESSONLINT_DEBUG=1 shows where it happened.", err=True)
    return INTERNAL
