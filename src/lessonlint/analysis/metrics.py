"""The Curricular Analytics metrics of a graph of requisites (Heileman et al. 2018, arXiv:1811.09676).

Vertices are counted from 0, lengths of paths are counted in vertices. Reachable vertices are kept as bit sets in whole
numbers, which is faster here than any graph library.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

Edge = tuple[int, int]


class Metrics(NamedTuple):
    """The metrics of one vertex.

    `blocking`: how many vertices can only come after it. `delay`: the vertices of the longest path through it.
    `centrality`: the lengths of all paths from a source to a sink that pass it between their ends, added up.
    """

    blocking: int
    delay: int
    centrality: int

    @property
    def complexity(self) -> int:
        """Structural complexity: blocking and delay together."""
        return self.blocking + self.delay


def metrics(size: int, edges: Iterable[Edge]) -> list[Metrics]:
    """The metrics of each vertex. Raises `ValueError` where the requisites go round in a circle."""
    onward, back = neighbours(size, edges)
    order = in_order(onward, back)
    ahead = reachable(onward, order)
    to, out = _paths(back, order), _paths(onward, order[::-1])
    return [
        Metrics(
            ahead[each].bit_count(),
            to[each].longest + out[each].longest - 1,
            to[each].total * out[each].number + to[each].number * (out[each].total - out[each].number)
            if onward[each] and back[each]
            else 0,
        )
        for each in range(size)
    ]


def redundant(size: int, edges: Iterable[Edge]) -> list[Edge]:
    """The requisites that follow from others: a longer path leads the same way."""
    onward, back = neighbours(size, edges)
    order = in_order(onward, back)
    ahead = reachable(onward, order)
    found: list[Edge] = []
    for one in range(size):
        beyond = 0
        for other in onward[one]:
            beyond |= ahead[other]
        found += [(one, other) for other in onward[one] if beyond >> other & 1]
    return found


def neighbours(size: int, edges: Iterable[Edge]) -> tuple[list[list[int]], list[list[int]]]:
    """What each vertex leads to, and what leads to it; each once, in order."""
    onward: list[list[int]] = [[] for _ in range(size)]
    back: list[list[int]] = [[] for _ in range(size)]
    for one, other in sorted(set(edges)):
        onward[one].append(other)
        back[other].append(one)
    return onward, back


def in_order(onward: Sequence[Sequence[int]], back: Sequence[Sequence[int]]) -> list[int]:
    """The vertices, each after all that lead to it. Raises `ValueError` where there is a loop."""
    waiting = [len(each) for each in back]
    order = [each for each, count in enumerate(waiting) if not count]
    for one in order:  # grows while it is read
        for other in onward[one]:
            waiting[other] -= 1
            if not waiting[other]:
                order.append(other)
    if len(order) < len(waiting):
        raise ValueError("the requisites go round in a circle")
    return order


def reachable(onward: Sequence[Sequence[int]], order: Sequence[int]) -> list[int]:
    """For each vertex the set of those it leads to, near or far, as a bit set."""
    ahead = [0] * len(onward)
    for one in reversed(order):
        for other in onward[one]:
            ahead[one] |= ahead[other] | 1 << other
    return ahead


class _Paths(NamedTuple):
    """The paths that end at a vertex: the longest, how many, and their lengths added up."""

    longest: int
    number: int
    total: int


def _paths(back: Sequence[Sequence[int]], order: Sequence[int]) -> list[_Paths]:
    found = [_Paths(1, 1, 1)] * len(back)
    for one in order:
        before = [found[each] for each in back[one]]
        if before:
            count = sum(each.number for each in before)
            found[one] = _Paths(
                1 + max(each.longest for each in before), count, count + sum(each.total for each in before)
            )
    return found
