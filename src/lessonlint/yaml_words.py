"""Some words as a YAML scalar, for whoever writes YAML by hand: nothing is read here, and nothing laid out."""

from __future__ import annotations

import json
import re

UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What may stand in YAML only as an escape."""
_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ(][^\n]*")
_NO_STRINGS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}


def scalar(value: str) -> str:
    """Words on one line: as they are where that reads as the same words, else between quotation marks."""
    risky = ": " in value or " #" in value or value.endswith((":", " ")) or "\t" in value
    if _PLAIN.fullmatch(value) and not risky and value.casefold() not in _NO_STRINGS and not UNPRINTABLE.search(value):
        return value
    return quoted(value)


def quoted(value: str) -> str:
    """A value between quotation marks; between those that it does not hold itself, if possible."""
    if '"' in value and "'" not in value and "\n" not in value and not UNPRINTABLE.search(value):
        return f"'{value}'"
    return UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
