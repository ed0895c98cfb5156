"""`lessonlint check`: what can be asked for. A run in which nothing has changed ends here, so little is imported."""

import os
from typing import Any, NamedTuple

import click

from lessonlint.cache import Cache, cache_folder
from lessonlint.cli.completion import complete_paths, complete_rules
from lessonlint.cli.options import of_curriculum
from lessonlint.cli.printing import colours, put
from lessonlint.cli.replay import key_of, replayed

FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown")
_FAIL_ON = ("error", "warning", "info", "never")


class Options(NamedTuple):
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
    no_cache: bool
    quiet: bool
    show_all: bool
    config: str | None

    @property
    def writes(self) -> bool:
        """Whether the run changes files of the curriculum, or shows how it would."""
        return self.fix_ or self.diff or self.write_baseline or self.add_waivers is not None

    @property
    def narrows(self) -> bool:
        """Whether only what has changed is asked about."""
        return bool(self.changed_only or self.since)

    @property
    def remembers(self) -> bool:
        """Whether the run is about the files as they are on disk, so that what it finds out holds for the next one."""
        return not (self.no_cache or self.writes or self.stdin_filename or self.timings or debugging())


@click.command("check", short_help="Report what is wrong in a curriculum.")
@click.option(
    "--select",
    "-s",
    multiple=True,
    metavar="RULES",
    shell_complete=complete_rules,
    help="Only these rules (codes, names, or LL2 for a family).",
)
@click.option("--ignore", "-i", multiple=True, metavar="RULES", shell_complete=complete_rules, help="Not these rules.")
@click.option("--strict", is_flag=True, help="Warnings count as errors, infos are shown.")
@click.option(
    "--fail-on", type=click.Choice(_FAIL_ON), default="error", show_default=True, help="What makes the exit code 1."
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True, help="How to report."
)
@click.option(
    "--output", "-o", "outputs", multiple=True, metavar="FORMAT=FILE", help="Write a report to a file as well."
)
@click.option("--fix", "fix_", is_flag=True, help="Mend what can be mended safely.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: also what may change the meaning.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and nothing else; write nothing.")
@click.option("--add-waivers", metavar="REASON", help="Excuse everything that is found, for this reason.")
@click.option(
    "--baseline",
    metavar="FILE",
    shell_complete=complete_paths,
    help="Findings that were there before (none: do not use any).",
)
@click.option("--write-baseline", is_flag=True, help="Write today's findings down; later runs report new ones only.")
@click.option(
    "--changed-only",
    is_flag=True,
    help="Only what is in files changed since the last commit, or caused by them. Files given are those that changed.",
)
@click.option("--since", metavar="REV", help="As --changed-only, since another revision.")
@click.option(
    "--stdin-filename",
    metavar="FILE",
    shell_complete=complete_paths,
    help="With - as PATH: the file that standard input stands for.",
)
@click.option("--statistics", is_flag=True, help="What was read into the model and what was not.")
@click.option("--timings", is_flag=True, help="What reading and each rule took.")
@click.option("--no-cache", is_flag=True, help="Do everything anew, and remember nothing of it.")
@click.option("--quiet", "-q", is_flag=True, help="Errors only, and no summary.")
@click.option("--show-all", is_flag=True, help="As text: every finding, however many a rule has.")
@of_curriculum
def command(paths: tuple[str, ...], **given: Any) -> int:
    """Report where the lessons in PATHS (default: this folder) do not build on each other, and what is wrong in them.

    Folders are searched for documents in Markdown and YAML; a file that is named is read whatever it is called. A part
    is judged within the whole: the curriculum is the folder with lessonlint.yaml above it.

    \b
    Examples:
      lessonlint check curriculum/
      lessonlint check curriculum/ --select LL2 --strict
      lessonlint check curriculum/ --fix
      lessonlint check curriculum/ --since main --output sarif=findings.sarif
      lessonlint check --changed-only curriculum/series-1/module-1-1/record.md
      lessonlint check - --stdin-filename lessons/shaping.md < buffer

    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage or configuration, 3 a bug in lessonlint.
    """
    options = Options(**given)
    _compatible(options, "-" in paths)
    targets = (options.stdin_filename or "-",) if "-" in paths else paths or (".",)
    coloured = colours()
    cache = Cache(cache_folder()) if options.remembers and "-" not in paths else None
    replays = cache if cache and not (options.outputs or options.narrows) else None
    key = key_of(targets, options, coloured)
    found = replayed(replays, key) if replays else None
    if found is None:
        from lessonlint.cli.checking import Run

        found = Run(targets, options, "-" in paths, coloured).result(cache, key if replays else "")
    put(found.shown)
    click.echo(found.told, nl=False, err=True)
    return found.code


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


def debugging() -> bool:
    """Whether somebody wants to see where a rule crashes."""
    return bool(os.environ.get("LESSONLINT_DEBUG"))
