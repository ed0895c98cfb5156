"""The texts of a course by path, each asked for where something is shown: to ask for one may be to load it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from lessonlint.course.values import Course
from lessonlint.source import Source


class Sources(Mapping[str, Source]):
    """The texts of files by path, and of what stands `beside` them."""

    def __init__(self, held: Mapping[str, Callable[[], Source]], beside: Iterable[Source | None] = ()) -> None:
        self._held: dict[str, Callable[[], Source]] = {
            **held,
            **{source.path: partial(_itself, source) for source in beside if source},
        }

    def __getitem__(self, path: str) -> Source:
        return self._held[path]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


def sources_of(course: Course, beside: Iterable[Source | None] = ()) -> Sources:
    """The texts of everything that was read, of what could not be read in full, and of what stands `beside` it."""
    held = {doc.path: partial(getattr, doc, "source") for doc in course.docs}
    held |= {stray.source.path: partial(_itself, stray.source) for stray in course.strays}
    return Sources(held, (*(each.seen for each in course.unreadable), *beside))


def _itself(source: Source) -> Source:
    return source
