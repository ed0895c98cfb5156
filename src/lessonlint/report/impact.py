"""What a change breaks, as text and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lessonlint.analysis.ground_lost import Lost
from lessonlint.analysis.impact import Broken, Impact
from lessonlint.diagnostic import Diagnostic
from lessonlint.report.places import Places
from lessonlint.report.terminal import Style, visible
from lessonlint.wording import counted, listed, quoted


def render_impact(impact: Impact, style: Style) -> str:
    """The lessons that break with their rows, those that only name what is gone, and what the change mends."""
    shown = _Shown(impact)
    lines: list[str] = []
    rows = [each for each in impact.broken if each.rows]
    named = [each for each in impact.broken if not each.rows]
    if rows:
        verb = "breaks" if len(rows) == 1 else "break"
        lines.append(style.paint(f"{impact.what}, {counted(len(rows), 'lesson')} {verb}:", "bold"))
        for each in rows:
            lines += ["", f"  {visible(each.lesson.name)}{shown.codes(each)}"]
            lines += [f"    {visible(shown.place(row))}  {shown.row(row)}" for row in each.rows]
    else:
        lines.append(style.paint(f"{impact.what}, no prerequisite loses its ground.", "bold"))
    if named:
        lines += ["", "Also to be mended, though what they need is taught elsewhere too:"]
        for each in named:
            lines += [f"  {visible(shown.finding(finding))}" for finding in each.findings]
    lines += ["", *(f"  {visible(shown.finding(each))}" for each in impact.elsewhere)] if impact.elsewhere else []
    if impact.mended:
        lines += ["", "It mends:", *(f"  {visible(shown.finding(each))}" for each in impact.mended)]
    if unknown := sum(not lesson.plan for lesson in impact.ground.course.lessons):
        lines += ["", f"{counted(unknown, 'lesson')} without a plan here: what they need is not known."]
    return "\n".join(lines) + "\n"


def render_impact_json(impact: Impact) -> str:
    """The same as data."""
    shown = _Shown(impact)
    data = {
        "version": 1,
        "change": impact.what,
        "broken": [
            {
                "lesson": each.lesson.slug,
                "number": each.lesson.number,
                "rows": [shown.row_data(row) for row in each.rows],
                "findings": [shown.finding_data(finding) for finding in each.findings],
            }
            for each in impact.broken
        ],
        "elsewhere": [shown.finding_data(each) for each in impact.elsewhere],
        "mended": [shown.finding_data(each) for each in impact.mended],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


class _Shown:
    """Rows and findings with their places, for one impact."""

    def __init__(self, impact: Impact) -> None:
        course = impact.ground.course
        self._ladder = course.vocabulary.depths.ladder
        self._places = Places({source.path: source for source in course.sources()})

    def place(self, row: Lost) -> str:
        return self._places.show(row.link.reference.place)

    def row(self, row: Lost) -> str:
        left = f"only {self._ladder[row.left]} is left" if row.left >= 0 else "nothing before it teaches it"
        doubt = "" if row.sure else " (if that is the concept it means)"
        return f"{visible(quoted(row.row.concept))} is needed at {self._ladder[row.required]}; {left}{doubt}"

    def codes(self, broken: Broken) -> str:
        codes = listed(sorted({each.code for each in broken.findings}))
        return f": check will say {codes}" if codes else ": check will not notice"

    def finding(self, each: Diagnostic) -> str:
        return f"{self._places.show(each.place)}  {each.code} {each.message}"

    def row_data(self, row: Lost) -> dict[str, Any]:
        line, column = self._places.position(row.link.reference.doc.path, row.link.reference.concept.start)
        depths = [self._ladder[step] if step >= 0 else None for step in (row.required, row.before, row.left)]
        return {
            "path": row.link.reference.doc.path, "line": line, "column": column, "concept": row.row.concept.value,
            **dict(zip(("required", "before", "left"), depths, strict=True)), "sure": row.sure,
        }  # fmt: skip

    def finding_data(self, each: Diagnostic) -> dict[str, Any]:
        line, column = self._places.position(each.place.path, each.place.start)
        return {
            "code": each.code, "path": each.place.path, "line": line, "column": column, "message": each.message
        }  # fmt: skip
