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


def test_long_words_that_differ_late() -> None:
    """More letters in common than one binary digit, or four, can count."""
    slugs = [f"{slug}-and-what-comes-of-it-on-day-{day}" for slug in SLUGS for day in ("one", "two")]
    for slug in slugs:
        word = slug.replace("-comes-", "-becomes-")
        assert Spellings(slugs).nearest(word, 0.85) == get_close_matches(word, slugs, 1, 0.85)[0] == slug
