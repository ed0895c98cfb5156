"""The baseline: findings that were there when a team began, by what they are about and not by line.

One JSON object a line, so that a change shows as one line and two branches merge. A finding is known again after
lines were moved, files renamed and other text edited; an entry whose finding is gone is a finding itself (LL904), so
that the file can only shrink.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lessonlint.diagnostic import Key
from lessonlint.source import Place, Source

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class Baseline(NamedTuple):
    """The entries with their lines, line ends included.

    `problems` are lines that are no entry, `repeated` those that say again what an earlier line says (as merges leave
    them).
    """

    source: Source | None = None
    entries: Mapping[Key, Place] = {}
    problems: tuple[Place, ...] = ()
    repeated: tuple[tuple[Place, Key], ...] = ()


def read_baseline(source: Source) -> Baseline:
    """Read a baseline; lines that are no entry become problems, the others count."""
    entries: dict[Key, Place] = {}
    problems, repeated = [], []
    at = 0
    for line in _LINE.findall(source.text):  # a name may hold what else Unicode calls the end of a line
        place, at = Place(source.path, at, at + len(line)), at + len(line)
        key = _entry(line)
        if key and entries.setdefault(key, place) is not place:
            repeated.append((place, key))
        elif key is None and line.strip():
            problems.append(place)
    return Baseline(source, entries, tuple(problems), tuple(repeated))


def _entry(line: str) -> Key | None:
    try:
        data = json.loads(line)
        rule, lesson, field, concept = (str(data[name]) for name in ("rule", "lesson", "field", "concept"))
        (rule + lesson + field + concept).encode("utf-8")  # fails on half a character, which no finding is about
        return Key(rule, lesson, field, concept, int(data.get("ordinal", 1)))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return None  # no entry: the line is told as a problem


def render_baseline(keys: Iterable[Key]) -> str:
    """The baseline that holds these findings, in a fixed order."""
    return "".join(f"{json.dumps(_data(key), ensure_ascii=False)}\n" for key in sorted(set(keys)))


def _data(key: Key) -> dict[str, object]:
    data: dict[str, object] = key._asdict()
    if key.ordinal == 1:
        del data["ordinal"]
    return data


class Entry(NamedTuple):
    """A line of the baseline whose finding is gone (`key`), that repeats another, or that cannot be read (no key).

    `place` are its words, `line` the whole line with its end. `heirs` are rules that find something new of the same
    thing, where the finding is gone.
    """

    place: Place
    line: Place
    key: Key | None
    repeats: bool = False
    heirs: tuple[str, ...] = ()


def stale(baseline: Baseline, found: frozenset[Place], ran: frozenset[str], new: Iterable[Key] = ()) -> Iterator[Entry]:
    """The entries of rules that ran whose finding is gone, and the lines that are no entry or one once more.

    `new` are the findings that are reported, of which some may have taken the place of one that is gone.
    """
    about: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in new:
        about[each.lesson, each.concept].add(each.rule)
    text = baseline.source.text if baseline.source else ""
    wrong = [(line, None, False) for line in baseline.problems]
    again = [(line, key, True) for line, key in baseline.repeated]
    gone = [(line, key, False) for key, line in baseline.entries.items() if line not in found and key.rule in ran]
    for line, key, repeats in (*wrong, *again, *gone):
        words = len(text[line.start : line.end].rstrip("\r\n"))
        heirs = tuple(sorted(about[key.lesson, key.concept])) if key and key.concept and not repeats else ()
        yield Entry(Place(line.path, line.start, line.start + words), line, key, repeats, heirs)
