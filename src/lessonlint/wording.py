"""How findings quote and list an author's words."""

from __future__ import annotations

from collections.abc import Sequence

from lessonlint.vocabulary import plain

_LONGEST = 60


def quoted(text: object, longest: int = _LONGEST) -> str:
    """Words in quotation marks, without emphasis, cut to a length that fits a sentence."""
    words = " ".join(plain(str(text)).split())
    if len(words) > longest:
        words = words[: longest - 1].rsplit(" ", 1)[0] + "…"
    return f"“{words}”"


def bare(text: object) -> str:
    """Words without emphasis and code marks."""
    return " ".join(plain(str(text)).split())


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 lesson`, `2 lessons`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
