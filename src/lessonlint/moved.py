"""What an earlier run found out, at the places where the words of documents stand now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lessonlint.diagnostic import Finding
from lessonlint.movement import Movement
from lessonlint.past import Kept, OfPart, Past, Spot, Told

Moved = Mapping[str, Movement]
"""How the words of documents have moved, by path."""


def past_moved(past: Past, moved: Moved, files: Mapping[str, Kept]) -> Past | None:
    """A run of which nothing but the places of words in some of its `files` has changed since.

    None when one of its findings cannot be followed.
    """
    digests = {past.files[path].digest: files[path].digest for path in moved}
    told = told_moved(past.told, moved)
    spots = spots_moved(past.spots, moved)
    if told is None or spots is None:
        return None
    whole = {scope: now for scope, each in past.whole.items() if (now := told_moved(each, moved)) is not None}
    parts = {frame: here for frame, part in past.parts.items() if (here := _part_moved(part, digests, moved))}
    return past._replace(files=files, told=told, whole=whole, parts=parts, spots=spots)


def _part_moved(part: OfPart, digests: Mapping[str, str], moved: Moved) -> OfPart | None:
    if digests.keys().isdisjoint(part.digests):
        return part
    told, spots = told_moved(part.told, moved), spots_moved(part.spots, moved)
    if told is None or spots is None:
        return None
    return OfPart(tuple(digests.get(digest, digest) for digest in part.digests), spots, told)


def spots_moved(spots: Sequence[Spot], moved: Moved) -> tuple[Spot, ...] | None:
    """Where the words stand now that stood at some spots; None when those of one cannot be followed."""
    now = [(path, moved[path].at(start) if path in moved else start) for path, start in spots]
    found = tuple((path, start) for path, start in now if start is not None)
    return found if len(found) == len(now) else None


def told_moved(told: Sequence[Told], moved: Moved) -> tuple[Told, ...] | None:
    """Findings at the places where their words stand now; None when one cannot be followed."""
    found = []
    for each in told:
        finding = each.finding
        places = [finding.place, *(related.place for related in finding.related)]
        places += [edit.place for edit in finding.fix.edits] if finding.fix else []
        if any(place.path in moved for place in places):
            now = [moved[place.path].place(place) if place.path in moved else place for place in places]
            if any(place is None for place in now):
                return None
            each = each._replace(finding=_placed(finding, [place for place in now if place]))
        found.append(each)
    return tuple(found)


def _placed(finding: Finding, places: list[Any]) -> Finding:
    edits, last = finding.fix.edits if finding.fix else (), 1 + len(finding.related)
    related = tuple(each._replace(place=at) for each, at in zip(finding.related, places[1:last], strict=True))
    moved = tuple(each._replace(place=at) for each, at in zip(edits, places[last:], strict=True))
    fix = finding.fix._replace(edits=moved) if finding.fix else None
    return finding._replace(place=places[0], related=related, fix=fix)
