"""The texts of a course by path, each asked for where something is shown: to hold one may be to load it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lessonlint.course.values import Course, Stray
from lessonlint.model.documents import Doc
from lessonlint.source import Source


class Sources(Mapping[str, Source]):
    """The texts of everything that was read, of what could not be read in full, and of what stands `beside` it."""

    def __init__(self, course: Course, beside: Iterable[Source | None] = ()) -> None:
        self._held: dict[str, Doc | Stray | Source] = {doc.path: doc for doc in course.docs}
        self._held |= {stray.source.path: stray for stray in course.strays}
        self._held |= {each.path: each.seen for each in course.unreadable if each.seen}
        self._held |= {source.path: source for source in beside if source}

    def __getitem__(self, path: str) -> Source:
        held = self._held[path]
        return held if isinstance(held, Source) else held.source

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)
