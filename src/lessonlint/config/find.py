"""Finds `lessonlint.yaml`, and where else to look for what is kept beside a curriculum."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from lessonlint.source import is_file

FILE_NAME = "lessonlint.yaml"


def find_config(targets: Sequence[str]) -> Path | None:
    """The nearest `lessonlint.yaml` at or above everything that is checked."""
    return next((up / FILE_NAME for up in above(targets) if is_file(up / FILE_NAME)), None)


def above(paths: Sequence[str]) -> tuple[Path, ...]:
    """The innermost folder that holds all of some paths, and those it is in. No paths mean the working directory."""
    common = Path(os.path.commonpath([Path(path).resolve() for path in paths] or [Path.cwd()]))
    folder = common if common.is_dir() else common.parent
    return (folder, *folder.parents)
