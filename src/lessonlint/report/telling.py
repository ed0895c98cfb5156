"""What formats for other programs share: a finding in plain lines, and the mark it is known by."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lessonlint.diagnostic import Diagnostic, Key, Related
from lessonlint.report.places import Places
from lessonlint.report.terminal import visible
from lessonlint.wording import counted

MOST_RELATED = 5


def told(diagnostic: Diagnostic, places: Places) -> Iterator[str]:
    """What is wrong, what to do, and the other places: each one line without control characters."""
    yield visible(diagnostic.message)
    if diagnostic.help:
        yield visible(diagnostic.help)
    yield from related_lines(diagnostic.related, places)


def related_lines(related: tuple[Related, ...], places: Places) -> Iterator[str]:
    """The first other places, each with what it has to do with the finding, and how many more there are."""
    for place, message in related[:MOST_RELATED]:
        yield f"{visible(places.show(place))}: {visible(message)}"
    if len(related) > MOST_RELATED:
        yield more_places(related)


def more_places(related: tuple[Related, ...]) -> str:
    """How many places there are beside the first."""
    return f"… and {counted(len(related) - MOST_RELATED, 'more place')}"


def fingerprint(key: Key) -> str:
    """The identity of a finding as 64 hexadecimal digits: the same after lines have moved."""
    from hashlib import sha256  # it loads OpenSSL, and most runs print no fingerprint

    return sha256(json.dumps(key).encode("ascii")).hexdigest()
