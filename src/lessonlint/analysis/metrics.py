"""The Curricular Analytics metrics of a graph of requisites (Heileman et al. 2018, arXiv:1811.09676).

Vertices are counted from 0, lengths of paths are counted in vertices. Reachable vertices are kept as bit sets in whole
numbers, which is faster here than any graph library.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from graphlib import TopologicalSorter
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


def metrics(size: int, edges: Collection[Edge]) -> list[Metrics]:
    """The metrics of each vertex. Raises `ValueError` where the requisites go round in a circle."""
    onward, back = neighbours(size, edges), neighbours(size, ((other, one) for one, other in edges))
    ahead = reachable(onward)
    to, out = _paths(back), _paths(onward)
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
    """The requisites that follow from others: a longer path leads the same way. Raises `ValueError` as `metrics`."""
    onward = neighbours(size, edges)
    ahead = reachable(onward)
    found: list[Edge] = []
    for one in range(size):
        beyond = 0
        for other in onward[one]:
            beyond |= ahead[other]
        found += [(one, other) for other in onward[one] if beyond >> other & 1]
    return found


def neighbours(size: int, edges: Iterable[Edge]) -> list[list[int]]:
    """What each vertex leads to, each once, in order."""
    onward: list[list[int]] = [[] for _ in range(size)]
    for one, other in sorted(set(edges)):
        onward[one].append(other)
    return onward


def reachable(onward: Sequence[Sequence[int]]) -> list[int]:
    """For each vertex the set of those it leads to, near or far, as a bit set."""
    ahead = [0] * len(onward)
    for one in _last_first(onward):
        for other in onward[one]:
            ahead[one] |= ahead[other] | 1 << other
    return ahead


def _last_first(onward: Sequence[Sequence[int]]) -> Iterable[int]:
    """The vertices, each after all that it leads to. Raises `ValueError` where they go round in a circle."""
    return TopologicalSorter(dict(enumerate(onward))).static_order()


class _Paths(NamedTuple):
    """The paths that begin at a vertex: the longest, how many, and their lengths added up."""

    longest: int
    number: int
    total: int


def _paths(onward: Sequence[Sequence[int]]) -> list[_Paths]:
    found = [_Paths(1, 1, 1)] * len(onward)
    for one in _last_first(onward):
        after = [found[each] for each in onward[one]]
        if after:
            count = sum(each.number for each in after)
            found[one] = _Paths(
                1 + max(each.longest for each in after), count, count + sum(each.total for each in after)
            )
    return found
