"""The comparator of all rules that check whether several places state one fact alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from lessonlint.diagnostic import Related
from lessonlint.source import Place


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


def disagreement(statements: Sequence[Statement]) -> Disagreement | None:
    """What stands apart, if anything.

    The value most places give is taken for meant; between equals, earlier statements are believed (callers list the
    more authoritative places first).
    """
    votes = Counter(statement.value for statement in statements)
    if len(votes) < 2:
        return None
    believed = max(statements, key=lambda statement: votes[statement.value])
    odd = next(statement for statement in statements if statement.value != believed.value)
    others = [statement for statement in statements if statement is not odd]
    related = tuple(Related(other.place, f"{other.where} says {other.words}") for other in others)
    return Disagreement(odd, believed, related)
