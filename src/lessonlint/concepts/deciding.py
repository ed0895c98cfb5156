"""Open references become decisions.

A decision covers every open place with the same words. It never changes a link that nobody decided: where the same
words are settled otherwise somewhere else, it is limited to the lessons it was taken for. Within one lesson the same
words are one decision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import BY_WORDS, LIKELY, OUTSIDE, SETTLED, Link
from lessonlint.concepts.names import same_words
from lessonlint.concepts.problems import is_far_fetched, sibling
from lessonlint.concepts.references import OWN_TABLES
from lessonlint.concepts.registry import BACKGROUND, CONCEPT
from lessonlint.course.values import Course


class Open(NamedTuple):
    """A reference that waits for a decision, with every place that words it the same way.

    `settled` are the links of the same words that need none.
    """

    words: str
    links: tuple[Link, ...]
    settled: tuple[Link, ...] = ()

    @property
    def first(self) -> Link:
        """The link whose row is shown."""
        return self.links[0]

    @property
    def here(self) -> Open:
        """What is open in the lesson of the row that is shown."""
        at = self.first.reference.at
        return self._replace(links=tuple(link for link in self.links if link.reference.at == at))

    @property
    def elsewhere(self) -> Open | None:
        """What is open in other lessons, if anything is."""
        at = self.first.reference.at
        rest = tuple(link for link in self.links if link.reference.at != at)
        return self._replace(links=rest) if rest else None


class Choice(NamedTuple):
    """A decision: some words mean events' concepts, or background, or something that is not taught or no concept.

    `scopes` are the slugs of the lessons it holds in; without any it holds everywhere.
    """

    words: str
    kind: str
    events: tuple[Event, ...] = ()
    scopes: tuple[str, ...] = ()


def open_references(knowledge: Knowledge) -> Iterator[Open]:
    """What is open, each wording once, in course order."""
    for links in _by_words(knowledge.links):
        waiting = tuple(link for link in links if link.is_open)
        if waiting:
            settled = tuple(link for link in links if not link.is_open and not link.decided)
            yield Open(waiting[0].reference.words, waiting, settled)


def choice(each: Open, kind: str, events: Sequence[Event], course: Course, only_here: bool = False) -> Choice:
    """The decision that everything `each` holds means some events, or is of some kind; or only what stands here."""
    scoped = only_here or not all(_says_so(link, kind, events) for link in each.settled)
    links = each.here.links if only_here else each.links
    slugs = dict.fromkeys(course.lessons[link.reference.at].slug for link in links)
    return Choice(each.words, kind, tuple(events), tuple(slugs) if scoped else ())


def _says_so(link: Link, kind: str, events: Sequence[Event]) -> bool:
    """Whether a settled link, and what rules say of it, stays as it is when a decision is taken for its words."""
    if link.reference.only and not any(link.reference.only.intersection(event.orders) for event in events):
        return True  # decisions for other lessons' rows do not reach it
    if kind == CONCEPT:
        return link.targets == tuple(events) and not _has_doubt(link)
    return kind == BACKGROUND and link.standing == OUTSIDE


def settled_choices(knowledge: Knowledge) -> Iterator[Choice]:
    """The settled links whose words differ from the row's, as they are: accepting them makes resolution exact.

    What is settled but has a doubt is left for a person.
    """

    def is_sure(link: Link) -> bool:
        return link.standing == SETTLED and link.how in BY_WORDS and not _has_doubt(link)

    return _as_they_are(knowledge, is_sure)


def _has_doubt(link: Link) -> bool:
    """Whether the cited lesson has something like it that goes deeper.

    Rules give the author the benefit of that doubt, which a decision would take away.
    """
    return sibling(link, link.depth_before + 1) is not None


def likely_choices(knowledge: Knowledge) -> Iterator[Choice]:
    """What the tool would propose where it is fairly sure."""
    return _as_they_are(knowledge, lambda link: link.standing == LIKELY and not is_far_fetched(link))


def _as_they_are(knowledge: Knowledge, wanted: Callable[[Link], bool]) -> Iterator[Choice]:
    """Decisions that keep every link of the same words where it is; none where words cannot say it."""
    for links in _by_words(knowledge.links):
        if (means := _one_meaning(links, wanted, knowledge)) is not None:
            yield means
            continue
        by_lesson: dict[int, list[Link]] = defaultdict(list)
        for link in links:
            by_lesson[link.reference.at].append(link)
        for at, here in by_lesson.items():
            if (means := _one_meaning(here, wanted, knowledge)) is not None:
                yield means._replace(scopes=(knowledge.course.lessons[at].slug,))


def _one_meaning(links: Sequence[Link], wanted: Callable[[Link], bool], knowledge: Knowledge) -> Choice | None:
    """The decision that says of all links what they mean now."""
    asked = [link for link in links if wanted(link) and link.targets and link.reference.table not in OWN_TABLES]
    if not asked:
        return None
    targets = asked[0].targets
    fixed = (link for link in links if not wanted(link))
    same = all(link.standing == SETTLED and link.how not in BY_WORDS for link in fixed)
    if not same or any(link.targets != targets for link in links):
        return None
    if not all(knowledge.decisions.stands_alone(event) for event in targets):
        return None
    return Choice(asked[0].reference.words, CONCEPT, targets)


def _by_words(links: Iterable[Link]) -> Iterator[list[Link]]:
    groups: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        groups[same_words(link.reference.words)].append(link)
    yield from groups.values()
