"""The Curricular Analytics metrics: the published reference values, and two curricula worked by hand.

Lengths of paths are counted in vertices. Delay: the longest path through a vertex. Blocking: how many vertices it
leads to. Centrality: the lengths of all paths from a source to a sink that pass the vertex, ends excepted, added up.
"""

from __future__ import annotations

import random
import sys

import pytest

from lessonlint.analysis.metrics import metrics, redundant


def columns(edges: str, vertices: str) -> tuple[list[int], list[int], list[int], list[int]]:
    number = {name: at for at, name in enumerate(vertices)}
    found = metrics(len(vertices), [(number[edge[0]], number[edge[1]]) for edge in edges.split()])
    return (
        [each.delay for each in found],
        [each.blocking for each in found],
        [each.centrality for each in found],
        [each.complexity for each in found],
    )


def test_the_published_reference_values() -> None:
    # Heileman et al. 2018: A→C, B→C, C→E, D→F, the co-requisite D→C; G and H stand alone.
    assert columns("AC BC CE DF DC", "ABCDEFGH") == (
        [3, 3, 3, 3, 3, 2, 1, 1],
        [2, 2, 1, 3, 0, 0, 0, 0],
        [0, 0, 9, 0, 0, 0, 0, 0],
        [5, 5, 4, 6, 3, 2, 1, 1],
    )


def test_a_diamond_worked_by_hand() -> None:
    # A→B, A→C, B→D, C→D, D→E. Paths from A to E: A B D E and A C D E, four vertices each.
    #
    #              A   B   C   D   E
    # delay        4   4   4   4   4
    # blocking     4   2   2   1   0     A leads to all four others, B and C to D and E
    # centrality   0   4   4   8   0     D lies on both paths, 4 + 4; A and E are their ends
    # complexity   8   6   6   5   4     29 together
    assert columns("AB AC BD CD DE", "ABCDE") == (
        [4, 4, 4, 4, 4],
        [4, 2, 2, 1, 0],
        [0, 4, 4, 8, 0],
        [8, 6, 6, 5, 4],
    )


def test_two_strands_with_a_short_cut_worked_by_hand() -> None:
    # P→Q→R→S with the short cut P→R, and the strand T→R. Paths: P Q R S (4), P R S (3), T R S (3).
    #
    #              P   Q   R   S   T
    # delay        4   4   4   4   3     the longest path through T is T R S
    # blocking     3   2   1   0   2     P: Q R S; T: R S
    # centrality   0   4  10   0   0     R lies on all three: 4 + 3 + 3
    # complexity   7   6   5   4   5     27 together
    assert columns("PQ QR RS PR TR", "PQRST") == (
        [4, 4, 4, 4, 3],
        [3, 2, 1, 0, 2],
        [0, 4, 10, 0, 0],
        [7, 6, 5, 4, 5],
    )
    assert redundant(5, [(0, 1), (1, 2), (2, 3), (0, 2), (4, 2)]) == [(0, 2)]


def test_a_circle_has_no_metrics() -> None:
    with pytest.raises(ValueError, match="cycle"):
        columns("AB BA", "AB")


def test_more_paths_than_a_number_has_digits() -> None:
    size = sys.get_int_max_str_digits() * 2  # a ladder: each rung doubles the paths
    found = metrics(size, [(at, at + step) for at in range(size) for step in (1, 2) if at + step < size])
    assert found[size // 2].centrality.bit_length() > sys.get_int_max_str_digits()


def _paths(onward: dict[int, list[int]], path: tuple[int, ...]) -> list[tuple[int, ...]]:
    ahead = [found for each in onward[path[-1]] for found in _paths(onward, (*path, each))]
    return ahead or [path]


@pytest.mark.parametrize("seed", range(20))
def test_random_graphs_against_all_their_paths(seed: int) -> None:
    dice = random.Random(seed)
    edges = {(one, other) for one in range(9) for other in range(one + 1, 9) if dice.random() < 0.3}
    onward = {one: sorted(b for a, b in edges if a == one) for one in range(9)}
    sources = [at for at in range(9) if not any(other == at for _, other in edges)]
    paths = [path for source in sources for path in _paths(onward, (source,))]
    for at, found in enumerate(metrics(9, edges)):
        through = [path for path in paths if at in path]
        assert found.delay == max(map(len, through))
        assert found.blocking == len({each for path in through for each in path[path.index(at) + 1 :]})
        assert found.centrality == sum(len(path) for path in through if at not in (path[0], path[-1]))
