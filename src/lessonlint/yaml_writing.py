"""Words as YAML: on one line where that is read as the same words, between quotation marks or as a block otherwise."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ(][^\n]*")
_NO_STRINGS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def entry(key: str, value: str, indent: str) -> Iterator[str]:
    """The lines of a key and its value."""
    lines = list(block_or_line(value, indent))
    yield f"{indent}{key}: {lines[0]}"
    yield from lines[1:]


def item(lines: Iterable[str], indent: str) -> Iterator[str]:
    """Some lines as an item of a list."""
    first, *rest = lines
    yield f"{indent}- {first.lstrip()}"
    yield from rest


def row(cells: Mapping[str, str], indent: str) -> Iterator[str]:
    """Keys and their values as an item of a list."""
    lines = [line for key, value in cells.items() for line in entry(key, value, f"{indent}  ")]
    return item(lines or ["{}"], indent)


def block_or_line(value: str, indent: str) -> Iterator[str]:
    """A value as it stands behind its key or dash: on one line, or as a block of its lines."""
    if "\n" not in value:
        yield scalar(value)
    elif _UNPRINTABLE.search(value) or "\t" in value.lstrip("\n")[:1]:
        yield quoted(value)
    else:
        yield "|2-" if value[:1] in (" ", "\n") else "|-"
        yield from (f"{indent}  {line}" if line else "" for line in value.split("\n"))


def scalar(value: str) -> str:
    """A value of one line, between quotation marks where it would be read as something else."""
    risky = ": " in value or " #" in value or value.endswith((":", " ")) or "\t" in value
    if _PLAIN.fullmatch(value) and not risky and value.casefold() not in _NO_STRINGS and not _UNPRINTABLE.search(value):
        return value
    return quoted(value)


def quoted(value: str) -> str:
    """A value between quotation marks; between those that it does not hold itself, if possible."""
    if '"' in value and "'" not in value and "\n" not in value and not _UNPRINTABLE.search(value):
        return f"'{value}'"
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
