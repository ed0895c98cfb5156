"""The words of an invented trade: prose that reads like a course, from a seed.

A real course brings new words with every module, and the cost of finding a concept depends on how rare its words are.
So there are three stocks: plain English that is the same everywhere, with few words used often and many seldom; words
coined for a series; and words coined for a module. Nothing here is quoted from anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

_STARTS = "b br d dr f fl g gr h j k kl l m n p pl r s sk st t tr v w".split()  # noqa: SIM905
_MIDDLES = "a e i o u ai ea oa ou".split()  # noqa: SIM905
_JOINS = "l ld m mb n nd r rk rl rm sk sp st t v".split()  # noqa: SIM905
_ENDS = "an ard el elt en er et ick il in ing ock ol om on orn ot und us".split()  # noqa: SIM905

ASPECTS = """drying weight grain edge balance spread tension depth heat joint pressure shrinkage rhythm finish strength
    angle draught moisture rest curve thickness load pull bond colour sorting timing repair storage
    grip seam reading tuning spacing marking cooling lifting threading shaving
    bending sealing weighing trimming stacking rinsing folding pressing setting""".split()  # noqa: SIM905
NOUNS = """hand board knife bench cloth water fire stone bowl rope frame wall sheet corner surface line table corridor
    bucket lid handle shelf window floor lamp ladder basket string ring wheel brush pencil scale thermometer ruler
    clamp wedge hook needle jar tray spoon kettle chain plank pin cord strip card label sample test piece batch
    morning hour minute pair week mistake question answer reason guess promise habit rule name sketch drawing
    photograph list number half quarter middle end beginning side back top bottom gap crack bubble stain
    shadow sound smell taste touch weather wind rain frost summer winter kitchen yard workshop market harbour
    neighbour teacher visitor apprentice buyer maker""".split()  # noqa: SIM905
ADJECTIVES = """small wet dry warm cold thin thick heavy light rough smooth tight slack old new plain quick slow quiet
    loud straight crooked deep shallow clean dull bright narrow wide sharp blunt soft hard empty full even uneven
    early late careful steady loose stiff""".split()  # noqa: SIM905
VERBS = """holds bends slips dries swells cracks settles gives breaks spreads gathers turns sinks rises leans drops
    tightens loosens darkens clears sticks slides cools warms hardens softens shows hides returns stays
    changes fails works waits""".split()  # noqa: SIM905

_SENTENCES = (
    "The {a} {w} {v} before the {n} does, and the pair at the {n} sees it first.",
    "Nobody is told why; a {n} is passed round, and the {a} {n} makes the point by itself.",
    "A {w} that {v} under the {n} looks like {c}, and is something else.",
    "Put the {n} beside the {w}, wait until it {v}, and write down what the {n} was like.",
    "What {v} here is the {w}, because the {n} has had no time to.",
    "Two pieces of {w} stand by the {n}: one is {a}, the other {a}, and only the second {v}.",
    "With `{w} = {d}.{e}` the {n} {v}; with twice as much it stays {a}.",
    "This is where **{c}** earns its place, since a {a} {n} alone would say too little.",
    "The {n} is {a} and the {n} is {a}, so whoever trusts the {n} goes wrong by about {d}{e} percent.",
    "It takes {d}{e} minutes, most of them spent looking at a {n} that {v}.",
    "A student who has only read about {c} reaches for the {n}; one who has done it waits for the {w}.",
    "Ask which of the {d} {n}s was {a}, and hear the reason before the {w} is lifted.",
    "The *{w}* came from a {a} {n} near the {n}, which is why it {v} so late.",
    "In the {n} the difference is small; on the {n} it is the whole job.",
    "If the {w} {v}, the {n} was too {a}: go back one step, and use a {a} {n} instead.",
    "A {n} can be {a} for {d} reasons, and the {w} tells three of them apart.",
)
_SHORT_SENTENCES = (
    "A {a} {n} {v} by the {w}.",
    "The {w} {v} late.",
    "Watch the {a} {n} for {d} minutes.",
    "What {v} is the {w}.",
)


class Stock:
    """Words for one place of the course: those coined for it, and plain English. `random` decides."""

    def __init__(self, random: Random, coined: Sequence[str], heads: Sequence[str] = (), short: bool = False) -> None:
        self.random = random
        self._sentences = _SHORT_SENTENCES if short else _SENTENCES
        self.coined = coined
        self.heads = heads or coined

    def pick(self, words: Sequence[str]) -> str:
        """One of some words, the first ones far more often than the last."""
        return words[int(len(words) * self.random.random() ** 2)]

    def sentence(self) -> str:
        """A sentence about nothing in particular, in the words of this place."""
        random = self.random.random
        text = self._sentences[int(random() * len(self._sentences))]
        while "{" in text:
            before, _, rest = text.partition("{")
            kind, _, after = rest.partition("}")
            text = f"{before}{self._word(kind)}{after}"
        return text

    def prose(self, sentences: float) -> str:
        """About so many sentences, one at least."""
        return " ".join([self.sentence() for _ in range(max(1, int(sentences + self.random.random())))])

    def _word(self, kind: str) -> str:
        match kind:
            case "n":
                return self.pick(NOUNS)
            case "w":
                return self.pick(self.coined)
            case "a":
                return self.pick(ADJECTIVES)
            case "v":
                return self.pick(VERBS)
            case "c":
                return self.pick(self.heads).lower()
            case _:
                return str(int(2 + self.random.random() * 7))


def coined(number: int) -> str:
    """The word with a number: no two are the same, and neighbours do not look alike."""
    kinds = len(_STARTS) * len(_MIDDLES) * len(_JOINS) * len(_ENDS)
    again, number = divmod(number, kinds)
    number = number * 7_919 % kinds
    number, start = divmod(number, len(_STARTS))
    number, middle = divmod(number, len(_MIDDLES))
    number, join = divmod(number, len(_JOINS))
    return _STARTS[start] + _MIDDLES[middle] + _JOINS[join] + _ENDS[number] + _ENDS[again - 1] * bool(again)
