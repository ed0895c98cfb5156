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
    cited, at, total = random.sample(range(events), 9), random.randrange(20), sum(weights.values())

    def gain(event: int) -> float:
        return 0.4 if event in cited else 0.0

    def share(event: int) -> float:
        return float(sum(weight * counts[event].get(word, 0.0) for word, weight in weights.items())) / total

    found = Postings(counts, first).best(list(weights.items()), [(0.4, bits(cited))], gain, at, 12)
    taught = [event for event in range(events) if first[event] <= at and share(event)]
    assert [event for _, event, _, _ in found] == sorted(taught, key=lambda each: (-share(each) - gain(each), each))[
        :12
    ]
    assert [(-value, heard, extra) for value, _, heard, extra in found] == [
        pytest.approx((share(event) + gain(event), share(event), gain(event))) for _, event, _, _ in found
    ]


def test_a_lesson_may_teach_what_later_ones_teach_again() -> None:
    first = [0, 2, 1, 3]
    postings = Postings([{"rope": 1.0}] * len(first), first)
    taught = [
        {event for _, event, _, _ in postings.best([("rope", 1.0)], (), lambda _: 0.0, at, 12)} for at in range(4)
    ]
    assert taught == [{0}, {0, 2}, {0, 1, 2}, {0, 1, 2, 3}]


def test_having_all_of_some_words() -> None:
    postings = Postings([{"rope": 1.0}, {"rope": 0.6, "knot": 1.0}, {"knot": 0.3}], [0, 0, 0])
    assert list(postings.having(["rope", "knot"])) == [1]
    assert list(postings.having(["rope", "sail"])) == []
    assert list(postings.having([])) == []


def test_members_come_in_order() -> None:
    assert list(members(bits([5000, 3, 1024]))) == [3, 1024, 5000]
