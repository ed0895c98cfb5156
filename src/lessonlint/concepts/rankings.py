"""Rankings that are done once: the dearest step of resolving references, kept for the next run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from lessonlint.concepts.candidates import Ranking
from lessonlint.concepts.citations import Citation
from lessonlint.concepts.events import Event
from lessonlint.concepts.matching import Matcher
from lessonlint.concepts.names import Name
from lessonlint.course.values import Course
from lessonlint.digest import digest_of

Sought = tuple[str, int, Citation, int]
"""A name (its words, and how much of them is its head), where it is cited, and the lesson that asks."""


class Ranked(NamedTuple):
    """Rankings of the events of a course, packed. `basis` stands for all of these that a ranking depends on."""

    basis: str = ""
    found: Mapping[Sought, bytes] = {}


class Rankings:
    """What a run ranks. What was ranked `earlier` is not ranked again where the events are the same."""

    def __init__(self, matcher: Matcher, events: Sequence[Event], course: Course, earlier: Ranked | None) -> None:
        self._matcher, self._events = matcher, events
        self._basis = _basis(events, course)
        self._earlier = dict(earlier.found) if earlier and earlier.basis == self._basis else {}
        self._asked: dict[Sought, bytes] = {}
        self._is_new = False

    def asked_by(self, work: Callable[[], object]) -> Ranked:
        """What some work asks for, and nobody has before."""
        before = len(self._asked)
        work()
        return Ranked(self._basis, dict(islice(self._asked.items(), before, None)))

    def learn(self, elsewhere: Ranked | None) -> None:
        """Take over what another process has ranked meanwhile, if it came to an end."""
        if elsewhere and elsewhere.basis == self._basis:
            self._earlier.update(elsewhere.found)
            self._is_new = True

    def rank(self, name: Name, citation: Citation, at: int) -> Ranking:
        """The best candidates for a name cited in lesson `at`, best first."""
        sought = (name.key, len(name.head_key), citation, at)
        found = self._asked.get(sought)
        if found is None:
            found = self._earlier.pop(sought, None)
            if found is None:
                found = self._matcher.rank(name, citation, at).packed
                self._is_new = True
            self._asked[sought] = found
        return Ranking(self._events, found)

    def spelled_out(self, name: Name) -> Name:
        """A name with the words that its initials stand for in the index."""
        return self._matcher.spelled_out(name)

    @property
    def ranked(self) -> Ranked:
        """All that was asked for."""
        return Ranked(self._basis, self._asked)

    @property
    def is_new(self) -> bool:
        """Whether anything was asked for that was not ranked earlier."""
        return self._is_new


def _basis(events: Sequence[Event], course: Course) -> str:
    taught = [(each.row.concept.value, each.row.notes.value, each.orders, each.module) for each in events]
    return digest_of(repr((taught, [(lesson.slug, lesson.module) for lesson in course.lessons])))
