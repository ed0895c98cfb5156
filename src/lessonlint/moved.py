"""What an earlier run found out, at the places where the words of documents stand now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lessonlint.diagnostic import Finding
from lessonlint.engine import About
from lessonlint.model.documents import Doc
from lessonlint.movement import Movement
from lessonlint.past import Kept, OfPart, Past, Spot, Told
from lessonlint.source import Place

Moved = Mapping[str, Movement]
"""How the words of documents have moved, by path."""


def past_moved(past: Past, moved: Moved, docs: Iterable[Doc], files: Mapping[str, Kept]) -> Past | None:
    """A run of which nothing has changed since but where words stand in some documents, which have been read again.

    `files` are all its files as they are now. None when one of its findings cannot be followed.
    """
    digests = {past.files[path].digest: files[path].digest for path in moved}
    told = told_moved(past.told, moved)
    spots = spots_moved(past.spots, moved)
    if told is None or spots is None or past.about is None:
        return None
    whole = {scope: now for scope, each in past.whole.items() if (now := told_moved(each, moved)) is not None}
    parts = {frame: here for frame, part in past.parts.items() if (here := _part_moved(part, digests, moved))}
    about = _about_moved(past.about, {doc.path: doc for doc in docs})
    return past._replace(files=files, told=told, whole=whole, parts=parts, spots=spots, about=about)


def _about_moved(about: About, docs: Mapping[str, Doc]) -> About:
    waivers = {path: docs[path].waivers if path in docs else found for path, found in about.waivers.items()}
    unread = [each for each in about.statistics.unread if each[0].path not in docs]
    unread += [(doc.at(each), each.value) for doc in docs.values() for each in doc.tally.unread]
    return about._replace(waivers=waivers, statistics=about.statistics._replace(unread=tuple(sorted(unread))))


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


def _placed(finding: Finding, places: Sequence[Place]) -> Finding:
    edits, last = finding.fix.edits if finding.fix else (), 1 + len(finding.related)
    related = tuple(each._replace(place=at) for each, at in zip(finding.related, places[1:last], strict=True))
    moved = tuple(each._replace(place=at) for each, at in zip(edits, places[last:], strict=True))
    fix = finding.fix._replace(edits=moved) if finding.fix else None
    return finding._replace(place=places[0], related=related, fix=fix)
