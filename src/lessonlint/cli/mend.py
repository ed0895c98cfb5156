"""`check --fix`, `--diff`, `--add-waivers` and `--write-baseline`: the ways a check may write files."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

import click

from lessonlint.api import check_workspace
from lessonlint.baseline import render_baseline
from lessonlint.config.settings import Configuration
from lessonlint.diagnostic import Diagnostic, Report
from lessonlint.fixing import Fixed, Propose, fix, own_fixes, waivers
from lessonlint.report.places import Places
from lessonlint.report.terminal import visible
from lessonlint.source import BOM, Source
from lessonlint.wording import counted
from lessonlint.workspace import BASELINE, Workspace, write_file


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
            click.echo("".join(_diff(fixed.before[path], after)), nl=False)
        else:
            _write(path, after)
    places = Places(fixed.report.sources | fixed.before)
    if not diff:
        for each in fixed.applied:
            click.echo(_line(places, did, each), err=True)
    for each in fixed.refused:
        click.echo(_line(places, "Left alone, because more than that would change:", each), err=True)
    if fixed.fighting:
        click.echo(f"These rules undo each other's fixes: {', '.join(fixed.fighting)}.", err=True)
    if fixed.applied:
        done = f"Would have {did.lower()}" if diff else did
        files = counted(len(fixed.after), "file")
        click.echo(f"{done} {counted(len(fixed.applied), 'finding')} in {files}.", err=True)
    return fixed.report


def _line(places: Places, did: str, each: Diagnostic) -> str:
    return f"{visible(places.show(each.place))}: {did} {each.code} {each.name}"


def _write(path: str, source: Source) -> None:
    try:
        write_file(Path(path), f"{BOM if source.bom else ''}{source.text}")
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror or error}") from None


def _diff(before: Source, after: Source) -> Iterator[str]:
    lines = difflib.unified_diff(
        before.text.splitlines(keepends=True),
        after.text.splitlines(keepends=True),
        f"a/{before.path}",
        f"b/{after.path}",
    )
    yield from (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def baseline_written(paths: tuple[str, ...], workspace: Workspace, configuration: Configuration, today: str) -> None:
    """Write down all findings of today, so that later runs report only new ones."""
    report = check_workspace(replace_baseline(workspace, None), configuration, today)
    keys = [each.key for each in report.diagnostics if not each.code.startswith("LL9")]
    folder = next((Path(path) for path in paths if Path(path).is_dir()), Path(paths[0]).parent)
    path = Path(workspace.baseline) if workspace.baseline else Path(configuration.root or folder) / BASELINE
    _write(str(path), Source(str(path), render_baseline(keys)))
    click.echo(f"Wrote {counted(len(keys), 'finding')} to {path}.", err=True)


def replace_baseline(workspace: Workspace, path: str | None) -> Workspace:
    """A workspace with another baseline, or none."""
    from dataclasses import replace

    return replace(workspace, baseline=path, asked=workspace.asked | ({path} if path else frozenset()))
