"""Rows that lost their ground, and the findings beside them: the same words wherever a change is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lessonlint.analysis.ground_lost import Lost
from lessonlint.analysis.impact import Broken
from lessonlint.diagnostic import Diagnostic
from lessonlint.report.places import Places
from lessonlint.wording import quoted


def row_words(row: Lost, ladder: Sequence[str]) -> str:
    """What a row needs, and what is left of it."""
    left = f"only {ladder[row.left]} is left" if row.left >= 0 else "nothing before it teaches it"
    doubt = "" if row.sure else " (if that is the concept it means)"
    return f"{quoted(row.link.reference.concept)} is needed at {ladder[row.required]}; {left}{doubt}"


def row_data(row: Lost, places: Places, ladder: Sequence[str]) -> dict[str, Any]:
    """A row with its place; depths that are not reached at all are null."""
    reference = row.link.reference
    required, before, left = (ladder[step] if step >= 0 else None for step in (row.required, row.before, row.left))
    return {
        **places.data(reference.place), "concept": reference.concept.value,
        "required": required, "before": before, "left": left, "sure": row.sure,
    }  # fmt: skip


def broken_data(broken: Broken, places: Places, ladder: Sequence[str]) -> dict[str, Any]:
    """A lesson that breaks, with its rows and findings."""
    return {
        "lesson": broken.lesson.slug,
        "number": broken.lesson.number,
        "rows": [row_data(row, places, ladder) for row in broken.rows],
        "findings": [finding_data(each, places) for each in broken.findings],
    }


def finding_data(each: Diagnostic, places: Places) -> dict[str, Any]:
    """A finding with its place."""
    where = places.data(each.place)
    return {"code": each.code, "severity": each.severity.value, **where, "message": each.message}
