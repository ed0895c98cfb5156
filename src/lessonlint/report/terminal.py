"""What a terminal may be sent: colours, links, and authors' words with everything harmful made visible."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

_CODES = {"bold": "1", "dim": "2", "red": "31", "yellow": "33", "blue": "34", "cyan": "36", "green": "32"}
_DIRECTIONAL = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Style(NamedTuple):
    """Colours and links, or nothing at all when the output is no terminal or NO_COLOR is set."""

    enabled: bool = False

    def paint(self, text: str, *names: str) -> str:
        """Text in a colour or weight."""
        if not self.enabled or not text:
            return text
        return f"\x1b[{';'.join(_CODES[name] for name in names)}m{text}\x1b[0m"


def visible(text: str) -> str:
    """An author's words with control and direction characters shown as marks instead of sent."""
    if text.isprintable():
        return text
    return "".join(_mark(char) for char in text)


def _mark(char: str) -> str:
    code = ord(char)
    if char == "\t":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if char in _DIRECTIONAL or unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return char if char in "\u200d\u200c" else "\ufffd"
    return char


def width(text: str) -> int:
    """How many columns a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
