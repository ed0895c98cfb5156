"""Changes documents as authors, editors and merges do: whole lines, cells and the words of the vocabulary."""

from __future__ import annotations

import random
from collections.abc import Callable

from lessonlint.rules import RULES
from lessonlint.vocabulary import DEFAULT_VOCABULARY as WORDS
from lessonlint.vocabulary.sections import SECTIONS
from lessonlint.vocabulary.tables import ROLES

_MARKS = (
    "# ", "## Review -- ", "- ", "> ", "| ", "|---|---|", "```", "<!-- ", "-->", "**", ":** ", "\n\n", "\r\n", "\r",
    "\t", "    ", "---\n", "(", ")", "[", "`", "\\|", "1. ", "$", "\f", "\v", "\u2028", "\u2029", "\u00a0", "\x85",
    "🍞", "e\u0301", "\ufeff", "\x1b[", "\u202e", "\xad", "\x00", "<!-- lessonlint: allow ", " until 2030-01-01",
    " for ", ": it is meant -->", "# lessonlint: allow ", "&a ", "*a", "? ", "!!binary ", "|-\n", ">\n", "{", "}", "''",
    '"', "\\ud800", "\\x1b", "kind: ", "1.1.2", "999999999999", "1e999", "null", "~", "[x] ", "FIXED", "PASS",
)  # fmt: skip


def vocabulary() -> list[str]:
    """Every word that means something to lessonlint, and every mark that means something in a document."""
    words = [*_MARKS, *WORDS.depths.ladder, *WORDS.statuses.names, *WORDS.severities.names, *SECTIONS]
    words += [name for names in WORDS.loads.words for name in names]
    words += [name for sections in SECTIONS.values() for section in sections for name in section.names]
    words += [name for role in ROLES for names in role.columns.values() for name in names]
    words += [rule.code for rule in RULES]
    return sorted(set(words))


_TOKENS = vocabulary()


def tokens() -> bytes:
    """The same words as a dictionary for the fuzzer."""
    lines = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in _TOKENS)
    return "".join(f'"{line}"\n' for line in lines).encode()


def mutated(data: bytes, pick: random.Random) -> bytes:
    """The bytes with one to four changes of lines."""
    lines = data.split(b"\n")
    for _ in range(pick.randint(1, 4)):
        pick.choice(_CHANGES)(lines, pick)
        lines = lines or [b""]
    return b"\n".join(lines)


def _repeated(lines: list[bytes], pick: random.Random) -> None:
    at = pick.randrange(len(lines))
    lines[at:at] = lines[at : at + pick.randint(1, 8)] * pick.choice((1, 1, 2, 9))


def _gone(lines: list[bytes], pick: random.Random) -> None:
    at = pick.randrange(len(lines))
    del lines[at : at + pick.randint(1, 8)]


def _moved(lines: list[bytes], pick: random.Random) -> None:
    at, length = pick.randrange(len(lines)), pick.randint(1, 12)
    taken = lines[at : at + length]
    del lines[at : at + length]
    to = pick.randint(0, len(lines))
    lines[to:to] = taken


def _worded(lines: list[bytes], pick: random.Random) -> None:
    """A word of the vocabulary in place of a word, or beside it."""
    at = pick.randrange(len(lines))
    words = lines[at].split(b" ")
    place, token = pick.randrange(len(words)), pick.choice(_TOKENS).encode()
    words[place : place + pick.randint(0, 1)] = [token]
    lines[at] = b" ".join(words)


def _celled(lines: list[bytes], pick: random.Random) -> None:
    """Another number or order of cells."""
    at = pick.choice([number for number, line in enumerate(lines) if b"|" in line] or [0])
    cells = lines[at].split(b"|")
    cell = cells.pop(pick.randrange(len(cells)))
    for _ in range(pick.randint(0, 2)):
        cells.insert(pick.randint(0, len(cells)), cell)
    lines[at] = b"|".join(cells)


def _indented(lines: list[bytes], pick: random.Random) -> None:
    at, before = pick.randrange(len(lines)), pick.choice((b"> ", b"- ", b"  ", b"    ", b"\t", b"1. ", b"#"))
    for number in range(at, min(len(lines), at + pick.randint(1, 6))):
        lines[number] = before + lines[number]


def _ended(lines: list[bytes], pick: random.Random) -> None:
    end = pick.choice((b"\r", b"\r", b"\x0c", b"\xe2\x80\xa8", b" ", b"\\"))
    for number in range(pick.randrange(len(lines)), len(lines), pick.randint(1, 3)):
        lines[number] += end


_CHANGES: tuple[Callable[[list[bytes], random.Random], None], ...] = (
    _repeated, _gone, _moved, _worded, _worded, _celled, _indented, _ended,
)  # fmt: skip
