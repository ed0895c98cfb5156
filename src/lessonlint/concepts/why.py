"""Why a row means what it is taken to mean: what was tried, which words decided, and what came second."""

from __future__ import annotations

import re
from typing import NamedTuple

from lessonlint.concepts.candidates import Candidate
from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import AGREED, SETTLED, UNMET, Link
from lessonlint.concepts.names import GENERIC, read_name, same_words, stems
from lessonlint.concepts.problems import Silence, why_silent
from lessonlint.concepts.wordings import Wordings
from lessonlint.source import LineIndex, Text

_WORD = re.compile(r"[^\W\d_]+|\d+")
_ID = re.compile(r"\{#[\w-]+\}")
_RIVALS = 2


class Words(NamedTuple):
    """Where the words of a reference stand in an index row: its name, its explanation, its notes, its lesson's slug.

    `missing` are found nowhere in the row, `unsaid` are words of the row's name that the reference does not use.
    """

    name: tuple[str, ...]
    gloss: tuple[str, ...]
    notes: tuple[str, ...]
    slug: tuple[str, ...]
    missing: tuple[str, ...]
    unsaid: tuple[str, ...]


class Rival(NamedTuple):
    """A row that came close, and what it lacks beside the winner.

    `lacks` are words the winner has and it has not, `weak` those it has only in its notes or its lesson's slug while
    the winner has them in its name; `elsewhere` says that only the winner is in the cited place.
    """

    event: Event
    same_concept: bool
    same_lesson: bool
    elsewhere: bool
    lacks: tuple[str, ...]
    weak: tuple[str, ...]
    unsaid: tuple[str, ...]


class Step(NamedTuple):
    """A step in the history of a concept; `sure` is False where another name may mean the same thing."""

    event: Event
    sure: bool


class Explanation(NamedTuple):
    """Everything there is to say about one reference.

    `exact` is the narrowest cited place (`lesson`, `module`, `series`, `course`) with a row of exactly this name;
    "" when there is none. `cited` says whether the winner is in a lesson, module or series that the row cites.
    `silence` is why a prerequisite that is not met is no finding, `agreed` the first other place where the same words
    are settled, if that is what decided.
    """

    link: Link
    exact: str
    words: Words | None
    cited: str
    rivals: tuple[Rival, ...]
    history: tuple[Step, ...]
    silence: Silence | None = None
    agreed: Link | None = None


class Use(NamedTuple):
    """An index row with the history of its concept and the references that mean it."""

    event: Event
    history: tuple[Step, ...]
    links: tuple[Link, ...]


def explain(knowledge: Knowledge, link: Link) -> Explanation:
    """Why a link is what it is."""
    winner = link.targets[0] if link.targets else None
    ranked = {each.event.id: each for each in link.candidates}
    others = [each for each in link.candidates if all(each.event.id != target.id for target in link.targets)]
    chosen = ranked.get(winner.id) if winner else None
    return Explanation(
        link=link,
        exact=_exact(knowledge, link),
        words=words_in(link.reference.concept.value, winner) if winner else None,
        cited=_cited(link, winner) if winner else "",
        rivals=tuple(_rival(knowledge, link, winner, chosen, each) for each in others[:_RIVALS]),
        history=history(knowledge, winner) if winner else (),
        silence=why_silent(knowledge.lessons[link.reference.at], link) if link.verdict == UNMET else None,
        agreed=_agreed(knowledge, link) if link.how == AGREED else None,
    )


def _agreed(knowledge: Knowledge, link: Link) -> Link | None:
    """The first place where the words of a link are settled without another place's help."""
    words = same_words(link.reference.words)
    settled = (each for each in knowledge.links if each.standing == SETTLED and each.how != AGREED)
    return next((each for each in settled if same_words(each.reference.words) == words), None)


def use_of(knowledge: Knowledge, event: Event) -> Use:
    """The history of an index row's concept, and who builds on it."""
    same = {each.id for each in knowledge.groups.same(event)}
    links = [link for link in knowledge.links if any(target.id in same for target in link.targets)]
    return Use(event, history(knowledge, event), tuple(links))


def links_on(knowledge: Knowledge, path: str, line: int) -> list[Link]:
    """The references whose row stands on a line of a file."""
    found = [link for link in knowledge.links if link.reference.doc.path == path]
    index = LineIndex(found[0].reference.doc.source.text) if found else None
    return [link for link in found if index and _covers(index, link.reference.row, line)]


def events_on(knowledge: Knowledge, path: str, line: int) -> list[Event]:
    """The index rows on a line of a file."""
    found = [event for event in knowledge.events if event.doc.path == path]
    index = LineIndex(found[0].doc.source.text) if found else None
    return [event for event in found if index and _covers(index, event.row.row, line)]


def _covers(index: LineIndex, row: Text, line: int) -> bool:
    return index.position(row.start)[0] <= line <= index.position(max(row.start, row.end - 1))[0]


def history(knowledge: Knowledge, event: Event) -> tuple[Step, ...]:
    """All events of a concept in course order, sure and possible ones."""
    steps = [Step(each, True) for each in knowledge.groups.same(event)]
    steps += [Step(each, False) for each in knowledge.groups.possible(event)]
    return tuple(sorted(steps, key=lambda step: (step.event.order, step.event.id)))


def words_in(reference: str, event: Event) -> Words:
    """Which words of a reference an index row has, and where."""
    own = event.name
    wordings = Wordings((own,), own.words.union(event.notes, event.place))
    name = wordings.akin(wordings.spelled_out(read_name(_ID.sub("", reference))))
    spelled = _spelled(reference)
    for word in tuple(spelled.values()):
        meant = wordings.akin(wordings.spelled_out(read_name(word)))
        spelled.update(dict.fromkeys(meant.words.difference(spelled), word))
    telling = name.words - GENERIC or name.words
    places = (own.head, own.gloss, event.notes, event.place)
    found: list[tuple[str, ...]] = []
    rest = frozenset(name.words)
    for place in places:
        found.append(_in_order(rest.intersection(place), spelled))
        rest = rest.difference(place)
    unsaid = _in_order(own.head - name.words - GENERIC, _spelled(event.row.concept.value))
    in_name, in_gloss, in_notes, in_slug = found
    return Words(in_name, in_gloss, in_notes, in_slug, _in_order(rest & telling, spelled), unsaid)


def _spelled(text: str) -> dict[str, str]:
    """The words of a text as the author spells them, by their stems."""
    return {stem: word for word in reversed(_WORD.findall(text.replace("'", ""))) for stem in stems(word)}


def _in_order(found: frozenset[str], spelled: dict[str, str]) -> tuple[str, ...]:
    """Stems as words, in the order of the text."""
    return tuple(dict.fromkeys(word for stem, word in reversed(spelled.items()) if stem in found))


def _exact(knowledge: Knowledge, link: Link) -> str:
    """The narrowest place with a row of exactly this name, initials spelled out, taught up to the lesson."""
    key = knowledge.rankings.spelled_out(read_name(_ID.sub("", link.reference.concept.value))).head_key
    same = [each for each in knowledge.events if each.name.head_key == key and each.order <= link.reference.at]
    found = {_cited(link, each) for each in same}
    return next((place for place in ("lesson", "module", "series") if place in found), "course" if found else "")


def _cited(link: Link, event: Event) -> str:
    citation = link.citation
    if citation.lessons.intersection(event.orders) or link.reference.only.intersection(event.orders):
        return "lesson"
    if event.module in citation.modules:
        return "module"
    return "series" if event.module[0] in citation.series else ""


def _rival(
    knowledge: Knowledge, link: Link, winner: Event | None, chosen: Candidate | None, candidate: Candidate
) -> Rival:
    event = candidate.event
    own = words_in(link.reference.concept.value, event)
    best = words_in(link.reference.concept.value, winner) if winner else None
    return Rival(
        event=event,
        same_concept=winner is not None and knowledge.groups.together(winner, event),
        same_lesson=event.order == link.reference.at and not link.reference.only,
        elsewhere=chosen is not None and chosen.scope > candidate.scope,
        lacks=tuple(word for word in own.missing if best and word not in best.missing),
        weak=tuple(word for word in (*own.notes, *own.slug) if best and word in (*best.name, *best.gloss)),
        unsaid=own.unsaid,
    )
