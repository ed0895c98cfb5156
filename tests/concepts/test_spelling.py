"""The nearest word is the one that `difflib` finds."""

from __future__ import annotations

from difflib import get_close_matches
from random import Random

import pytest

from lessonlint.concepts.spelling import Spellings

SLUGS = [f"{one}-{two}" for one in ("bench", "bread", "starter", "oven") for two in ("rest", "spring", "care", "heat")]


@pytest.mark.parametrize("cutoff", [0.75, 0.85])
def test_as_difflib_says(cutoff: float) -> None:
    random, spellings = Random(1), Spellings(SLUGS)
    for slug in SLUGS * 4:
        at = random.randrange(len(slug))
        word = slug[:at] + random.choice(("", "x", "ea")) + slug[at + random.randrange(6) :]
        assert spellings.nearest(word, cutoff) == next(iter(get_close_matches(word, SLUGS, 1, cutoff)), "")


def test_alike_by_just_enough() -> None:
    """Four of five letters, in as many stretches as there can be: what is rounded must not decide."""
    assert get_close_matches("abxcd", ["abcyd"], 1, 0.8) == ["abcyd"]
    assert Spellings(["abcyd"]).nearest("abxcd", 0.8) == "abcyd"
