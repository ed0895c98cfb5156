"""The cascade from a reference to what it means, each step tried in order, and how surely it is known.

1. an explicit id, `{#concept-id}` after the name in both places;
2. an accepted alias (`registry.py`);
3. the same head within the cited lesson, module, series, then anything earlier;
4. the scored match, in which the cited place is evidence and not a filter (`agreed` where another place settles what
   the same words mean);
5. nothing: the nearest candidates are kept for the message.

What is decided is put over what the words say, at the end: a decision changes the links that it is about and no other.

A link is *settled*, *likely* or a *question*; *outside* means knowledge students bring along, *none* that nothing
earlier comes near. The thresholds were set on one half of the labels and measured on the other
(`benchmarks/resolution`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from lessonlint.concepts.candidates import NOTHING, Candidate, Ranking
from lessonlint.concepts.citations import Citation, CitationReader
from lessonlint.concepts.decisions import Decisions
from lessonlint.concepts.events import Event
from lessonlint.concepts.groups import Groups
from lessonlint.concepts.names import Name, is_of_another_kind, merged, read_name, same_words, told_by
from lessonlint.concepts.rankings import Rankings
from lessonlint.concepts.references import OWN_TABLES, PREREQUISITES, Reference
from lessonlint.concepts.registry import CONCEPT, NOT_TAUGHT

SETTLED, LIKELY, QUESTION, OUTSIDE, NONE = "settled", "likely", "question", "outside", "none"
MET, UNMET, UNLINKED = "met", "unmet", "unlinked"
AGREED = "agreed"
BY_WORDS = ("scored", AGREED)

Spot = tuple[str, str, int]
"""A table, a file and an offset: where a reference stands."""
_ID = re.compile(r"\{#([\w-]+)\}")
LEAST = 0.45
"""The score from which on a row may be what is meant."""
_LIKELY_SCORE, _LIKELY_MARGIN = 0.9, 0.12
_CLEAR_SCORE, _CLEAR_MARGIN = 1.1, 0.3
_CITED_SCORE, _CITED_MARGIN = 1.8, 0.15
_UNCITED_SCORE, _UNCITED_MARGIN = 1.2, 0.6
_EXACT_MARGIN = 0.05
_PART_SCORE = 1.0
_HALF, _MOST = 0.5, 2 / 3
PLAUSIBLE = 0.3
_CONFIDENCE = {SETTLED: 0.985, LIKELY: 0.75, QUESTION: 0.65, OUTSIDE: 0.9, NONE: 0.0}


class Link(NamedTuple):
    """What a reference means. `targets` are several where the reference merges rows.

    `depth_before` is the deepest step surely reached before the lesson, `plausible` the deepest that any candidate
    or possible grouping allows; both are -1 when nothing was taught. `verdict` is met, unmet or unlinked, and says
    unmet only when even the plausible depth falls short. `decided` is the kind of an accepted decision, "" without one.
    """

    reference: Reference
    citation: Citation
    targets: tuple[Event, ...]
    ranking: Ranking
    standing: str
    how: str
    confidence: float
    depth_before: int
    plausible: int
    verdict: str
    decided: str = ""

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """What may be meant, best first."""
        return self.ranking.candidates

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody's decision."""
        return self.standing in (LIKELY, QUESTION, NONE) and not self.decided


def questioned(links: Iterable[Link]) -> Counter[str]:
    """How many prerequisites of each file are questions: what `check` counts of all that is open."""
    return Counter(
        link.reference.doc.path for link in links if link.standing == QUESTION and link.reference.table == PREREQUISITES
    )


class Resolver:
    """Resolves the references of one course."""

    def __init__(
        self,
        rankings: Rankings,
        groups: Groups,
        citations: CitationReader,
        decisions: Decisions,
        events: Sequence[Event],
    ) -> None:
        self._rankings, self._groups, self._citations, self._decisions = rankings, groups, citations, decisions
        self._by_id = {match[1]: event for event in events if (match := _ID.search(event.row.concept.value))}

    def by_words(self, references: Iterable[Reference], known: Mapping[Spot, Link]) -> dict[Spot, Link]:
        """The link of each reference by itself, as its id or its words have it. `known` are links found before."""
        found: dict[Spot, Link] = {}
        for reference in references:
            spot = (reference.table, reference.doc.path, reference.concept.start)
            link = known.get(spot)
            same = link is not None and link.reference.doc is reference.doc and link.reference == reference
            found[spot] = link if link and same else self._by_words(reference)
        return found

    def decided(self, links: Collection[Link]) -> tuple[Link, ...]:
        """The links of a whole course. What is settled in one place settles the same words in the others."""
        meant: dict[str, Event] = {}
        keyed = [(link, _key(link.reference)) for link in links]
        for link, key in keyed:
            if link.standing == SETTLED and len(link.targets) == 1:
                meant.setdefault(key, link.targets[0])
        return tuple(self._decided(self._agreed(link, meant.get(key))) for link, key in keyed)

    def resolve_as_if(self, reference: Reference, at: int) -> Link:
        """What one reference would mean if its lesson stood at index `at`: as decided, else as its words have it."""
        citation = self._citations.read_in(reference.source.value, reference.at)
        return self._decided(self._by_words(reference._replace(at=at), citation)._replace(reference=reference))

    def _agreed(self, link: Link, meant: Event | None) -> Link:
        open_here = link.standing in (LIKELY, QUESTION) and len(link.targets) == 1
        if not meant or not open_here or not self._groups.together(meant, link.targets[0]):
            return link
        return self._link(link.reference, link.citation, link.ranking, link.targets, SETTLED, AGREED)

    def _decided(self, link: Link) -> Link:
        """The link as somebody decided it, if anybody did."""
        reference = link.reference
        decided = self._decisions.find(reference.words, reference.at)
        if decided is None or link.how == "id" or _is_foreign(decided.events, link):
            return link
        standing = OUTSIDE
        if decided.kind == NOT_TAUGHT:
            standing = NONE
        elif decided.kind == CONCEPT:
            standing = SETTLED if decided.events else QUESTION
        by_decision = self._link(reference, link.citation, link.ranking, decided.events, standing, "alias")
        return by_decision._replace(decided=decided.kind)

    def _by_words(self, reference: Reference, citation: Citation | None = None) -> Link:
        citation = citation or self._citations.read_in(reference.source.value, reference.at)
        if self._by_id and (match := _ID.search(reference.concept.value)) and match[1] in self._by_id:
            return self._link(reference, citation, NOTHING, (self._by_id[match[1]],), SETTLED, "id")
        name = self._rankings.spelled_out(read_name(reference.words))
        ranking = self._rank(name, reference, citation)
        best = next(iter(ranking), None)
        if best is None or best.score < LEAST:
            standing = OUTSIDE if citation.outside else NONE
            return self._link(reference, citation, ranking, (), standing, "none")
        standing, how = self._standing(name, reference, citation, ranking)
        parts = self._parts(reference, citation) if standing != OUTSIDE else []
        if standing in (LIKELY, QUESTION) and parts and all(x == SETTLED for _, x in parts):
            standing = SETTLED
        surely = [event for event, sure in parts if event and sure == SETTLED]
        targets = () if standing == OUTSIDE else _merged(best.event, surely)
        return self._link(reference, citation, ranking, targets, standing, how)

    def _rank(self, name: Name, reference: Reference, citation: Citation) -> Ranking:
        ranking, only = self._rankings.rank(name, citation, reference.at), reference.only
        return ranking.where(lambda event: not only.isdisjoint(event.orders)) if only else ranking

    def _standing(self, name: Name, reference: Reference, citation: Citation, ranking: Ranking) -> tuple[str, str]:
        ranked = iter(ranking)
        best = next(ranked)
        rival = next((each for each in ranked if not self._groups.together(best.event, each.event)), None)
        margin = best.score - (rival.score if rival else 0.0)
        exact = name.head_key == best.event.name.head_key or name.key == best.event.name.key
        in_scope = best.scope > 0 or bool(reference.only)
        how = "exact" if exact and in_scope else "scored"
        if citation.outside and not (exact and margin > _UNCITED_MARGIN):
            return OUTSIDE, "none"
        if best.event.order == reference.at and reference.table not in OWN_TABLES:
            sure = margin >= _UNCITED_MARGIN and best.score >= _UNCITED_SCORE
            return (SETTLED if sure else QUESTION), how
        cited = bool(citation.lessons.intersection(best.event.orders)) or bool(reference.only)
        by_score = (
            (in_scope and best.score >= _CLEAR_SCORE and margin >= _CLEAR_MARGIN)
            or (cited and best.score >= _CITED_SCORE and margin >= _CITED_MARGIN)
            or (best.score >= _UNCITED_SCORE and margin >= _UNCITED_MARGIN)
        ) and _speaks_of(name, best)
        if exact and in_scope and margin > _EXACT_MARGIN:
            return SETTLED, how
        if not _meet(name, best.event.name) or is_of_another_kind(name, best.event.name) or _lacks(name, best.event):
            return QUESTION, how
        if by_score:
            return SETTLED, how
        likely = best.score >= _LIKELY_SCORE and margin >= _LIKELY_MARGIN
        return (LIKELY if likely else QUESTION), how

    def _parts(self, reference: Reference, citation: Citation) -> list[tuple[Event | None, str]]:
        """The best event of each concept that a reference merges, with its standing; nothing where it names one.

        A part has few words, and they may agree with a row by chance: out of the cited lessons only its name is sure.
        """
        found: list[tuple[Event | None, str]] = []
        for part in merged(reference.concept.value):
            name = self._rankings.spelled_out(part)
            ranking = self._rank(name, reference, citation)
            best = next(iter(ranking), None)
            if best and best.score >= _PART_SCORE:
                standing, how = self._standing(name, reference, citation, ranking)
                away = bool(citation.lessons) and citation.lessons.isdisjoint(best.event.orders)
                unsure = standing == SETTLED and away and how != "exact"
                found.append((best.event, LIKELY if unsure else standing))
            else:
                found.append((None, NONE))
        return found

    def _link(
        self,
        reference: Reference,
        citation: Citation,
        ranking: Ranking,
        targets: tuple[Event, ...],
        standing: str,
        how: str,
    ) -> Link:
        sure = max((self._depth(event, reference.at) for event in targets), default=-1)
        plausible = max([sure, *self._further(targets, ranking, standing, reference.at)])
        if standing in (OUTSIDE, NONE) or not targets:
            verdict = UNLINKED
        else:
            needed = reference.required.low if reference.required.kind == "taught" else 0
            verdict = MET if plausible >= needed else UNMET
        confidence = 1.0 if how in ("id", "alias") else _CONFIDENCE[standing]
        return Link(reference, citation, targets, ranking, standing, how, confidence, sure, plausible, verdict)

    def _depth(self, event: Event, at: int) -> int:
        """The deepest step a concept has reached before lesson `at`."""
        return max((each.level for each in self._groups.same(event) if each.order < at), default=-1)

    def _further(self, targets: tuple[Event, ...], ranking: Ranking, standing: str, at: int) -> list[int]:
        """Depths that would hold if a possible grouping, or for an unsettled link a close rival, were right."""
        found = [other.level for event in targets for other in self._groups.possible(event) if other.order < at]
        if standing != SETTLED and (best := next(iter(ranking), None)):
            close = takewhile(lambda each: each.score >= best.score - PLAUSIBLE, ranking)
            found += [self._depth(each.event, at) for each in close]
        return found


def _merged(best: Event, parts: list[Event]) -> tuple[Event, ...]:
    """What a reference means: the best event of the whole, then of each of its parts, each once."""
    return tuple({event.id: event for event in (best, *parts)}.values())


def _meet(name: Name, row: Name) -> bool:
    """Whether a row has in its name a word that is said first, or half of what the row names first is said.

    Else its explanation or notes speak of the concept, and the row itself is another one.
    """
    return not name.core.isdisjoint(row.head | row.alias) or 2 * len(row.core & name.words) >= len(row.core)


def _lacks(name: Name, event: Event) -> bool:
    """Whether a row says nothing of what is named first, `latches` in `Latches on the nodes of a tree`."""
    first = told_by(name.core)
    return first < name.telling and first.isdisjoint((*event.name.words, *event.name.alias, *event.notes, *event.place))


def _speaks_of(name: Name, best: Candidate) -> bool:
    """Whether a row says half of the name, or the name most of the row's; else a word or two may agree by chance."""
    head = best.event.name.head
    return best.containment >= _HALF or len(head & name.words) >= _MOST * len(head)


def _is_foreign(events: tuple[Event, ...], link: Link) -> bool:
    """Whether a decision names other lessons' rows where a settled row can mean its own lesson's alone."""
    own = link.reference.only
    return bool(own) and link.standing == SETTLED and not any(own.intersection(event.orders) for event in events)


def _key(reference: Reference) -> str:
    return same_words(reference.words)
