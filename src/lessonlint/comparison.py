"""The comparators rules share: whether several places state one fact alike, and whether two names are one concept's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from lessonlint.concepts.names import read_name, stems
from lessonlint.course.values import CitedLoad, Lesson, Module
from lessonlint.diagnostic import Edit, Related
from lessonlint.model.documents import Doc
from lessonlint.source import Place, Text
from lessonlint.vocabulary import is_blank, plain

if TYPE_CHECKING:
    from lessonlint.concepts.events import Event
    from lessonlint.concepts.groups import Histories
    from lessonlint.concepts.links import Link

_LOAD_PLACES = {
    "sequence": "the module plan's lesson sequence",
    "trajectory": "the module plan's trajectory",
    "record": "the module record",
    "header": "the lesson's header",
    "load section": "the lesson's load section",
}
_ENOUGH = 0.5  # of a belief's words: addressed ones of real modules share three fifths and more with one row
_COUNTS = "{} of {}", "{}/{}", "{} / {}"
_REMARK = re.compile(r"[,;(]| -- ")


class Statement(NamedTuple):
    """One place that states a fact: the value it gives, the words to show, and what sort of place it is."""

    value: Hashable
    words: str
    place: Place
    where: str


class Disagreement(NamedTuple):
    """The statement that stands apart, the one it is held against, and all the others as related places."""

    odd: Statement
    against: Statement
    related: tuple[Related, ...]


def believed(statements: Sequence[Statement]) -> Statement | None:
    """The statement whose value most places give; between equals, earlier ones count (the authoritative come first)."""
    votes = Counter(statement.value for statement in statements)
    return max(statements, key=lambda statement: votes[statement.value], default=None)


def disagreement(statements: Sequence[Statement]) -> Disagreement | None:
    """What stands apart from the value that is believed, if anything."""
    meant = believed(statements)
    odd = next((statement for statement in statements if meant and statement.value != meant.value), None)
    if odd is None or meant is None:
        return None
    others = [statement for statement in statements if statement is not odd]
    related = tuple(Related(other.place, f"{other.where} says {other.words}") for other in others)
    return Disagreement(odd, meant, related)


def cited_loads(lesson: Lesson) -> list[CitedLoad]:
    """A lesson's loads as they are stated, in places that plan it before those that follow."""
    order = list(_LOAD_PLACES)
    return sorted(lesson.loads, key=lambda cited: order.index(cited.claim.place))


def stated_loads(lesson: Lesson) -> list[Statement]:
    """Every place that states a lesson's load, those that plan it before those that follow."""
    return [
        Statement(cited.claim.load.step, cited.claim.load.word, cited.place, _LOAD_PLACES[cited.claim.place])
        for cited in cited_loads(lesson)
    ]


def same_name(one: str, other: str) -> bool:
    """Whether two names surely mean one concept: the same head, and what explains it does not set them apart."""
    first, second = read_name(one), read_name(other)
    if not first.head_key or first.head_key != second.head_key:
        return False
    return (
        first.key == second.key or not (first.gloss and second.gloss) or not set(first.gloss).isdisjoint(second.gloss)
    )


def shared_words(words: str, other: str) -> float:
    """How much of some words comes back in others: the share of their stems, 1.0 where there are none."""
    wanted = set(stems(words))
    return len(wanted.intersection(stems(other))) / len(wanted) if wanted else 1.0


def unaddressed(module: Module, enough: float = _ENOUGH) -> Iterator[Text]:
    """The misconceptions of a module's plan of which no lesson plan says as large a share of the words as is enough."""
    plans = [lesson.plan for lesson in module.lessons if lesson.plan]
    said = [f"{row.belief} {row.reason} {row.negative}" for plan in plans for row in plan.misconceptions]
    said += [step.value for plan in plans for step in plan.outline]
    for belief in module.plan.misconceptions if module.plan else ():
        if not is_blank(belief.value) and all(shared_words(belief.value, words) < enough for words in said):
            yield belief


def claim(depth: Text) -> str:
    """The depth words of a cell or remark, without what is said about them."""
    return " ".join(_REMARK.split(plain(depth.value), maxsplit=1)[0].split())


def recounted(doc: Doc, words: Text, was: tuple[int, int], now: tuple[int, int]) -> Edit | None:
    """The edit by which words such as “1 of 3” give other numbers; None where they are not found."""
    own = (f"{{}} {of} {{}}" for of in doc.vocabulary.own.get("of", ()))
    for form in (*_COUNTS, *own):
        if found := doc.within(words, form.format(*was)):
            return Edit(doc.at(found), form.format(*now))
    return None


def recorded(event: Event) -> Statement:
    """What the record states of a concept's depth."""
    return Statement(event.level, claim(event.row.depth), event.doc.at(event.row.depth), "the record")


def may_mean(link: Link, groups: Histories) -> list[Event]:
    """The events a link means, then all others of those concepts, and those that may belong to them."""
    near = [other for event in link.targets for other in (*groups.same(event), *groups.possible(event))]
    return list({event.id: event for event in (*link.targets, *near)}.values())
