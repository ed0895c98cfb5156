"""Which curriculum a file belongs to."""

from __future__ import annotations

import os
from pathlib import Path

from lessonlint.config.find import find_config
from lessonlint.disk import Disk
from lessonlint.model.documents import LessonPlan
from lessonlint.model.read import read
from lessonlint.source import Source, Unreadable
from lessonlint.vocabulary import DEFAULT_VOCABULARY
from lessonlint.walk import BASELINE, REGISTRY, may_be_document

# How far up a curriculum is looked for, and in how many files of a folder.
_HIGHEST, _MOST_FILES = 6, 40


def curriculum_around(file: str) -> str:
    """The folder of the curriculum a file is in: where its configuration is, else the highest that frames lessons.

    A folder frames lessons when a module's, series' or course's own document lies in it. What lies above the
    repository of the file is another matter.
    """
    if found := find_config([file]):
        return _as_given(found.parent, file)
    folders = Path(file).resolve().parents[:_HIGHEST]
    top = next((at for at, folder in enumerate(folders) if (folder / ".git").exists()), len(folders))
    folders = folders[: top + 1]
    frames = [folder for folder in folders if any(map(_frames, _documents(folder)))]
    return _as_given(frames[-1] if frames else folders[0], file)


def is_of_curriculum(file: str) -> bool:
    """Whether a file is a document or tells what documents mean. One that cannot be read may have been either."""
    if Path(file).name in (REGISTRY, BASELINE):
        return True
    source = Disk().read(file) if may_be_document(Path(file).name) else None
    return isinstance(source, Unreadable) or (source is not None and read(source, DEFAULT_VOCABULARY) is not None)


def _as_given(folder: Path, file: str) -> str:
    """A folder from the root up where the file was given so, else from the working directory: paths are compared."""
    return str(folder) if Path(file).is_absolute() else os.path.relpath(folder)


def _documents(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if may_be_document(path.name))[:_MOST_FILES]


def _frames(file: Path) -> bool:
    source = Disk().read(str(file))
    doc = read(source, DEFAULT_VOCABULARY) if isinstance(source, Source) else None
    return doc is not None and not isinstance(doc.body, LessonPlan)
