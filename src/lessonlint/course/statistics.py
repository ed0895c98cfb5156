"""How much of a curriculum was read, and what was not."""

from __future__ import annotations

from collections import Counter

from lessonlint.course.values import Course
from lessonlint.diagnostic import Bins, Statistics
from lessonlint.source import Place


def statistics(course: Course) -> Statistics:
    """How much was read, and into which bins."""
    tables: Counter[str] = Counter()
    sections: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    unread: list[tuple[Place, str]] = []
    for doc in course.docs:
        tally = doc.tally
        tables.update(tally.tables)
        sections.update(tally.sections)
        reasons.update(tally.reasons)
        unread += [(doc.at(each), each.value) for each in tally.unread]
    return Statistics(
        documents=dict(sorted(Counter(doc.kind for doc in course.docs).items())),
        lessons=len(course.lessons) + len(course.loose),
        tables=_bins(tables),
        sections=_bins(sections),
        rules={},
        ignored=tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        unread=tuple(sorted(unread)),
    )


def _bins(counts: Counter[str]) -> Bins:
    return Bins(counts["read"], counts["ignored"], counts["unread"])
