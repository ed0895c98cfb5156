"""Which events have the most weight of some words: the same as when every event is asked."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import pytest

from lessonlint.concepts.postings import Postings, bits, members

WORDS = {"rope": 0.9, "knot": 0.5, "hand": 0.2, "loop": 0.4, "cleat": 0.05}


def made(random: Random, number: int, events: int) -> tuple[Mapping[str, float], int]:
    counts = {word: random.choice((1.0, 0.6, 0.25)) for word, share in WORDS.items() if random.random() < share}
    return counts, number * 20 // events


@pytest.mark.parametrize("seed", range(20))
def test_the_best_are_those_of_all(seed: int) -> None:
    random, events = Random(seed), 300
    counts, first = zip(*(made(random, number, events) for number in range(events)), strict=True)
    weights = {word: random.random() for word in (*WORDS, "unheard")}
    cited, at, asked = bits(random.sample(range(events), 9)), random.randrange(20), dict[int, float]()

    def value(event: int) -> float:
        share = sum(weight * counts[event].get(word, 0.0) for word, weight in weights.items())
        asked[event] = share and share + 0.4 * (cited >> event & 1)
        return asked[event]

    Postings(counts, first, 20).best(weights, (0.4, ((0.4, cited),)), at, 12, value)
    found, asked = asked, {}
    ranked = sorted((-each, event) for event in range(events) if first[event] <= at and (each := value(event)))
    assert sorted((-each, event) for event, each in found.items() if each)[:12] == ranked[:12]
    assert len(found) <= len(ranked)


def test_having_all_of_some_words() -> None:
    postings = Postings([{"rope": 1.0}, {"rope": 0.6, "knot": 1.0}, {"knot": 0.3}], [0, 0, 0], 1)
    assert list(postings.having(["rope", "knot"])) == [1]
    assert list(postings.having(["rope", "sail"])) == []
    assert list(postings.having([])) == []


def test_members_come_in_order() -> None:
    assert list(members(bits([5000, 3, 1024]))) == [3, 1024, 5000]
