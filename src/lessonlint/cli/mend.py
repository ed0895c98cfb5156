"""`check --fix`, `--diff`, `--add-waivers` and `--write-baseline`: the ways a check may write files."""

from __future__ import annotations

from pathlib import Path

import click

from lessonlint.api import check_workspace
from lessonlint.baseline import render_baseline
from lessonlint.cli.files import save, show, write
from lessonlint.config.error import ConfigError
from lessonlint.config.settings import Configuration
from lessonlint.diagnostic import Diagnostic, Report
from lessonlint.disk import shown
from lessonlint.fixing import Fixed, Propose, fix, own_fixes, waivers
from lessonlint.report.places import Places
from lessonlint.report.terminal import visible
from lessonlint.surroundings import curriculum_around
from lessonlint.walk import BASELINE, OUT, OUT_ADVICE, leads_out
from lessonlint.wording import counted
from lessonlint.workspace import Workspace


def mended(workspace: Workspace, configuration: Configuration, today: str, unsafe: bool, diff: bool) -> Report:
    """Fix what can be fixed, or show how; returns what remains."""
    return _written(fix(workspace, configuration, today, own_fixes(unsafe)), "Fixed", diff)


def waived(workspace: Workspace, configuration: Configuration, today: str, reason: str, diff: bool) -> Report:
    """Put a waiver with a reason above everything that is found; returns what could not be waived."""
    if not reason.strip():
        raise click.UsageError("--add-waivers needs a reason: what will the next author want to know?")
    proposed: Propose = waivers(reason)
    return _written(fix(workspace, configuration, today, proposed), "Waived", diff)


def _written(fixed: Fixed, did: str, diff: bool) -> Report:
    for path, after in fixed.after.items():
        if diff:
            show(fixed.before[path], after)
        else:
            save(after)
    places = Places({**fixed.report.sources, **fixed.before})
    if not diff:
        for each in fixed.applied:
            click.echo(_line(places, did, each), err=True)
    for found, why in fixed.refused:
        click.echo(_line(places, f"Left alone, {why}:", found), err=True)
    if fixed.fighting:
        click.echo(f"These rules undo each other's fixes: {', '.join(fixed.fighting)}.", err=True)
    if fixed.applied or diff:
        done = f"Would have {did.lower()}" if diff else did
        files = counted(len(fixed.after), "file")
        new = f", {fixed.new} of them new" if fixed.new else ""
        rest = f"; {counted(len(fixed.report.diagnostics), 'finding')} would remain{new}" if diff else ""
        click.echo(f"{done} {counted(len(fixed.applied), 'finding')} in {files}{rest}.", err=True)
    if fixed.report.baselined:
        owed = counted(fixed.report.baselined, "finding")
        click.echo(f"Left alone: {owed} in the baseline. --baseline none takes them up too.", err=True)
    return fixed.report


def _line(places: Places, did: str, each: Diagnostic) -> str:
    return f"{visible(places.show(each.place))}: {did} {each.code} {each.name}"


def baseline_written(paths: tuple[str, ...], workspace: Workspace, configuration: Configuration, today: str) -> None:
    """Write down all findings of today, so that later runs report only new ones.

    Of files given by name too, the baseline is kept at the top of their curriculum, where every later check finds it.
    """
    if workspace.baseline and leads_out(workspace.baseline, paths):
        raise ConfigError(f"{workspace.baseline}: {OUT}. {OUT_ADVICE}")
    if workspace.baseline and workspace.baseline not in workspace.asked:
        covered = Path(workspace.baseline).parent
        raise click.UsageError(f"{workspace.baseline} covers more than this: check {covered} to write it anew.")
    report = check_workspace(workspace._replace(baseline=None), configuration, today)
    keys = [each.key for each in report.diagnostics if not each.code.startswith("LL9")]
    folder = configuration.root or next((each for each in paths if Path(each).is_dir()), None)
    path = Path(workspace.baseline or shown(Path(folder or curriculum_around(paths[0])) / BASELINE))
    write(path, render_baseline(keys))
    click.echo(f"Wrote {counted(len(keys), 'finding')} to {path}.", err=True)
    if report.apart:
        told = "They are those of files judged without the curriculum around. Check its folder to write down all."
        click.echo(told, err=True)


def with_baseline(workspace: Workspace, file: str | None, paths: tuple[str, ...]) -> Workspace:
    """A workspace with another baseline, or none. It is judged itself where its whole folder is checked."""
    whole = file is not None and any(Path(file).resolve().is_relative_to(Path(path).resolve()) for path in paths)
    others = workspace.asked - {workspace.baseline or ""}
    return workspace._replace(baseline=file, asked=others | ({file} if file and whole else frozenset()))
