"""One curriculum under an editor: checked again after each change, with what has not changed remembered."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lessonlint.api import configure, examine, open_paths
from lessonlint.cache import Stamp, stamp
from lessonlint.concepts.kept import REMEMBERED
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.names import read_name, stem_of, stems
from lessonlint.config.settings import Configuration
from lessonlint.course.values import Course
from lessonlint.diagnostic import Report
from lessonlint.disk import shown
from lessonlint.engine import Raw, Subjects
from lessonlint.entries import Reading
from lessonlint.memory import Memory
from lessonlint.model.documents import Doc
from lessonlint.past import Held, Shelf
from lessonlint.rule import Scope
from lessonlint.rules import RULES
from lessonlint.source import Source, Unreadable
from lessonlint.vocabulary import folded
from lessonlint.workspace import FileSource, Workspace, framing, with_buffers

_WORDS = (folded, read_name, stems, stem_of, *REMEMBERED)
"""What remembers every wording it was ever asked for: of a check that is little, of a long day at the editor not."""
_ROOM = 256


class Stale(Exception):
    """A newer text is there: nobody waits for this run any more."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A curriculum as it was at one moment, disk and open buffers together, with everything that was found."""

    report: Report
    subjects: Subjects
    workspace: Workspace
    configuration: Configuration

    @property
    def course(self) -> Course:
        """The course that was read."""
        return self.subjects.course

    @property
    def knowledge(self) -> Knowledge:
        """Its concept graph."""
        return self.subjects.knowledge

    def doc(self, path: str) -> Doc | None:
        """A document of the course, by its path."""
        return next((doc for doc in self.course.docs if doc.path == path), None)

    def source(self, path: str) -> Source | None:
        """The text of a file, whether or not it is a document."""
        found = self.report.sources.get(path) or self.workspace.source.read(path)
        return found if isinstance(found, Source) else None


class Session:
    """The runs over one curriculum (`root`, a folder or a file), each with what the ones before found out."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._opened: tuple[Workspace, Configuration] | None = None
        self._stamps: dict[str, Stamp | None] = {}
        self._shelf = Held()
        self._known: Knowledge | None = None
        self._most: list[int] = []

    def check(self, buffers: Mapping[str, str], is_stale: Callable[[], bool] = lambda: False) -> Snapshot:
        """Check the curriculum with what open buffers (by absolute path) hold in place of what is on disk.

        Raises `ConfigError`, and `Stale` as soon as `is_stale` says so.
        """
        workspace, configuration = self._open()
        texts = {shown(Path(path)): text.encode("utf-8", "surrogatepass") for path, text in buffers.items()}
        workspace = with_buffers(workspace, texts)
        memory = _Interrupted(self._shelf, texts, self._known, is_stale)
        report, subjects = examine(workspace, configuration, date.today().isoformat(), memory=memory)
        if subjects.asked:
            self._known = subjects.knowledge
        self._forget()
        return Snapshot(report, subjects, workspace, configuration)

    def _forget(self) -> None:
        """Forget wordings when they are twice as many as the first check asked for: most are of texts that are gone.

        A small course has some room, so that it seldom pays for that.
        """
        sizes = [words.cache_info().currsize for words in _WORDS]
        self._most = self._most or [size + max(size, _ROOM) for size in sizes]
        for words, size, most in zip(_WORDS, sizes, self._most, strict=True):
            if size > most:
                words.cache_clear()

    def _open(self) -> tuple[Workspace, Configuration]:
        """The files and settings of the curriculum, looked for again when a folder or a setting has changed."""
        if self._opened and all(stamp(path) == was for path, was in self._stamps.items()):
            return self._opened
        before = self._opened[1] if self._opened else None
        self._opened = None
        configuration = configure([self.root])
        workspace = open_paths([self.root], configuration)
        if before is None or before.settings != configuration.settings:
            self._shelf, self._known = Held(), None
        self._stamps = {path: stamp(path) for path in framing(workspace, [self.root], configuration.path)}
        self._opened = workspace, configuration
        return self._opened


class _Interrupted(Memory):
    """A memory that gives up as soon as its run is stale: it is asked often enough for that."""

    def __init__(
        self, shelf: Shelf, unsaved: Mapping[str, bytes], known: Knowledge | None, is_stale: Callable[[], bool]
    ) -> None:
        super().__init__(shelf, "", RULES, time.time_ns(), unsaved, known)
        self._is_stale = is_stale

    def read(
        self, path: str, named: bool, source: FileSource, make: Callable[[Source], Reading]
    ) -> Reading | Unreadable:
        self._go_on()
        return super().read(path, named, source, make)

    def recall(self, scope: Scope, subject: Any = None) -> list[Raw] | None:
        self._go_on()
        return super().recall(scope, subject)

    def _go_on(self) -> None:
        if self._is_stale():
            raise Stale
