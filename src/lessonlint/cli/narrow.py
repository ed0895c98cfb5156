"""`check --changed-only` and `--since`: what changed files contain, or cause elsewhere."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from lessonlint.api import check_workspace
from lessonlint.changes import NoHistory, changed_files, earlier
from lessonlint.config.find import find_config
from lessonlint.config.settings import Configuration
from lessonlint.decoding import decode
from lessonlint.diagnostic import Report
from lessonlint.disk import shown
from lessonlint.source import Source, Unreadable
from lessonlint.surroundings import curriculum_around, is_of_curriculum
from lessonlint.walk import is_document
from lessonlint.workspace import Overlay, Workspace


def around(targets: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
    """What to judge when files are named as the change, and these files: their curriculum, or the folders given too.

    Where a configuration is found, files outside its folder are of no curriculum: a README among staged files. Without
    one, a folder that has only files of no curriculum says nothing of where it is.
    """
    folders = tuple(target for target in targets if Path(target).is_dir())
    files = frozenset(shown(Path(target)) for target in targets if target not in folders)
    if folders or not files:
        return folders, files
    one_each = {os.path.dirname(file): file for file in sorted(files)}.values()
    configured = sorted({str(found.parent) for file in one_each if (found := find_config([file]))})
    if len(configured) > 1:
        listed = " and ".join(shown(Path(folder)) for folder in configured)
        raise click.UsageError(f"These files are of several curricula: check those of {listed} one after the other.")
    if configured:
        return tuple(configured), files
    own = {os.path.dirname(file): file for file in sorted(files) if is_of_curriculum(file)}.values()
    return tuple(sorted({curriculum_around(file) for file in own or one_each})), files


def narrowed(
    report: Report, workspace: Workspace, configuration: Configuration, today: str, since: str, files: frozenset[str]
) -> Report:
    """The findings in changed files, and those elsewhere that are not there with the files as they were.

    Where there are any elsewhere, the whole workspace is judged once more, with the changed files as they were at the
    revision. With `files` these are the changed ones, whatever else has changed; what is removed always counts.
    """
    folder = _folder(workspace)
    there = {path for path in (*workspace.walked, *workspace.named, workspace.registry) if path}
    try:
        changed = changed_files(folder, since)
        fresh = {path for path in (there & files if files else there) if Path(path).resolve() in changed}
        gone = {shown(path) for path in changed if not path.exists() and path.is_relative_to(folder.resolve())}
        if lost := sorted(file for file in files - gone if not Path(file).exists()):
            raise click.UsageError(f"There is no file {lost[0]}, and there was none at {since}.")
        beside = {path for path in (configuration.path, workspace.registry) if path}
        touched = fresh | files | {path for path in beside if Path(path).resolve() in changed}
        if all(each.place.path in touched for each in report.diagnostics):
            return report
        old = {path: earlier(Path(path), since) for path in fresh | gone}
    except NoHistory as error:
        raise click.UsageError(f"{error}.") from None
    before = check_workspace(_as_it_was(workspace, old), configuration, today)
    known = {each.key for each in before.diagnostics}
    kept = [each for each in report.diagnostics if each.place.path in touched or each.key not in known]
    return replace(report, diagnostics=tuple(kept))


def _folder(workspace: Workspace) -> Path:
    folders = [str(Path(path).resolve().parent) for path in (*workspace.walked, *workspace.named)]
    folders += [str(Path(folder).resolve()) for folder in workspace.folders]
    return Path(os.path.commonpath(folders)) if folders else Path()


def _as_it_was(workspace: Workspace, old: dict[str, bytes | None]) -> Workspace:
    """The workspace with changed files as they were: new ones away, removed ones back."""
    texts: dict[str, Source | Unreadable] = {path: decode(path, data) for path, data in old.items() if data is not None}
    new = {path for path, data in old.items() if data is None}
    back = {path for path, data in old.items() if data is not None and is_document(Path(path).name, data)} - {
        *workspace.walked,
        *workspace.named,
    }
    return workspace._replace(
        source=Overlay(workspace.source, texts),
        walked=tuple(sorted(({*workspace.walked} - new) | back)),
        named=tuple(path for path in workspace.named if path not in new),
        registry=None if workspace.registry in new else workspace.registry,
    )
