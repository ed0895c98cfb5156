"""How findings quote and list an author's words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from lessonlint.vocabulary import unmarked

_LONGEST, _ARGUMENT, _BEFORE = 60, 200, 20


def quoted(text: object, longest: int = _LONGEST) -> str:
    """Words in quotation marks, without emphasis, cut to a length that fits a sentence."""
    return f"“{bare(text, longest)}”"


def bare(text: object, longest: int = 0) -> str:
    """Words without emphasis and code marks, cut to a length if one is given."""
    words = " ".join(unmarked(str(text)).split())
    return words[: longest - 1].rsplit(" ", 1)[0] + "…" if 0 < longest < len(words) else words


def argued(where: str, reason: str, but: str = "") -> str:
    """What to do about a finding that the author's own words speak against; `but` is a sentence on what they lack."""
    words = f"{where} argues: {quoted(reason.rstrip('. '), _ARGUMENT)}."
    return f"{words} {but or 'If that stands, waive this with that reason.'}"


def apart(one: object, other: object) -> tuple[str, str]:
    """Two wordings in quotation marks; where cut they would look alike, from shortly before they differ on."""
    if quoted(one) != quoted(other) or bare(one) == bare(other):
        return quoted(one), quoted(other)
    words, others = bare(one), bare(other)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(words, others, strict=False)))
    start = words.rfind(" ", 0, max(0, same - _BEFORE)) + 1
    first, second = (bare(each[start:], _LONGEST - 1) for each in (words, others))
    return f"“…{first}”", f"“…{second}”"


def listed(words: Sequence[str], joined: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joined} {words[-1]}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 lesson`, `2 lessons`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
