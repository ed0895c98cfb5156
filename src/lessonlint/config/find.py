"""Finds `lessonlint.yaml`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from lessonlint.source import is_file

FILE_NAME = "lessonlint.yaml"


def find_config(targets: Sequence[str]) -> Path | None:
    """The nearest `lessonlint.yaml` at or above everything that is checked."""
    resolved = [Path(target).resolve() for target in targets] or [Path.cwd()]
    common = Path(os.path.commonpath(resolved))
    folder = common if common.is_dir() else common.parent
    return next((up / FILE_NAME for up in (folder, *folder.parents) if is_file(up / FILE_NAME)), None)
