"""A check of the same files prints what it printed before. Most checks are that, so little is imported here."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from lessonlint._version import __version__
from lessonlint.cache import Cache, Stamp, stamp


class Replay(NamedTuple):
    """What a check printed, on standard output and beside it, and its exit code."""

    shown: str
    told: str
    code: int


def key_of(targets: tuple[str, ...], options: object, colours: bool) -> str:
    """Everything besides files that decides what a check prints."""
    user = getattr(os, "geteuid", int)()  # who may read what
    return repr((__version__, sys.version, os.getcwd(), user, targets, options, colours))


def replayed(cache: Cache, key: str) -> Replay | None:
    """What the same check printed before, if every file and folder it looked at is as it was."""
    data = cache.load("runs", key)
    if data is None:
        return None
    try:
        kept = json.loads(data)
        first, last = kept["days"]
        same = first <= date.today().isoformat() <= last
        for path, was in kept["stamps"].items():
            now = stamp(path)
            if not same or (None if now is None else list(now)) != was:
                return None
        return Replay(str(kept["shown"]), str(kept["told"]), int(kept["code"])) if same else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None  # not written by us


def keep(
    cache: Cache, key: str, done: Replay, stamps: Mapping[str, Stamp | None], today: str, ends: Iterable[str]
) -> None:
    """Put down what a check printed. It holds until a waiver that is in force `ends`."""
    last = min((day for day in ends if day >= today), default="9999-12-31")
    data = json.dumps({"days": [today, last], "stamps": stamps, **done._asdict()}, ensure_ascii=True)
    cache.save("runs", key, data.encode("ascii"))
