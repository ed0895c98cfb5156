"""`check --changed-only` and `--since`: what changed files contain, or cause elsewhere."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from lessonlint.api import check_workspace
from lessonlint.changes import NoHistory, changed_files, earlier
from lessonlint.config.settings import Configuration
from lessonlint.diagnostic import Report
from lessonlint.source import Source, Unreadable, decode
from lessonlint.workspace import SUFFIXES, Overlay, Workspace, shown


def narrowed(report: Report, workspace: Workspace, configuration: Configuration, today: str, since: str) -> Report:
    """The findings in changed files, and those elsewhere that are not there with the files as they were.

    The whole workspace is judged twice: as it is, and with the changed files as they were at the revision.
    """
    folder = _folder(workspace)
    try:
        changed = changed_files(folder, since)
        here = {path for path in {*workspace.walked, *workspace.named} if Path(path).resolve() in changed}
        beside = {path for path in (configuration.path, workspace.registry) if path}
        touched = here | {path for path in beside if Path(path).resolve() in changed}
        gone = {shown(path) for path in changed if not path.exists() and path.is_relative_to(folder.resolve())}
        old = {path: earlier(Path(path), since) for path in here | gone}
    except NoHistory as error:
        raise click.UsageError(f"{error}.") from None
    before = check_workspace(_as_it_was(workspace, old), configuration, today)
    known = {each.key for each in before.diagnostics}
    kept = [each for each in report.diagnostics if each.place.path in touched or each.key not in known]
    return replace(report, diagnostics=tuple(kept))


def _folder(workspace: Workspace) -> Path:
    folders = [str(Path(path).resolve().parent) for path in (*workspace.walked, *workspace.named)]
    return Path(os.path.commonpath(folders)) if folders else Path()


def _as_it_was(workspace: Workspace, old: dict[str, bytes | None]) -> Workspace:
    """The workspace with changed files as they were: new ones away, removed ones back."""
    texts: dict[str, Source | Unreadable] = {path: decode(path, data) for path, data in old.items() if data is not None}
    new = {path for path, data in old.items() if data is None}
    back = {path for path in texts if path.casefold().endswith(SUFFIXES)} - {*workspace.walked, *workspace.named}
    return replace(
        workspace,
        source=Overlay(workspace.source, texts),
        walked=tuple(sorted(({*workspace.walked} - new) | back)),
        named=tuple(path for path in workspace.named if path not in new),
    )
