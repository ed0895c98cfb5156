"""What a change breaks, as text and JSON; rows that lose their ground are told in the same words by `diff`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from lessonlint.analysis.impact import Broken, Impact, Lost
from lessonlint.diagnostic import Diagnostic
from lessonlint.report.json import dumped
from lessonlint.report.places import Places, places_of
from lessonlint.report.terminal import Style, visible
from lessonlint.wording import counted, listed, quoted


def render_impact(impact: Impact, style: Style) -> str:
    """The lessons that break with their rows, those of which only `check` says more, and what the change mends."""
    course = impact.ground.course
    places, ladder = places_of(course), course.vocabulary.depths.ladder
    lines: list[str] = []
    unknown = sum(not lesson.plan for lesson in course.lessons)
    rows = [each for each in impact.broken if each.rows]
    named = [each for each in impact.broken if not each.rows]
    if rows:
        verb = "breaks" if len(rows) == 1 else "break"
        lines.append(style.paint(f"{impact.what}, {counted(len(rows), 'lesson')} {verb}:", "bold"))
        for each in rows:
            lines += ["", f"  {visible(each.lesson.name)}{_codes(each)}"]
            for row in each.rows:
                words = f"{places.show(row.link.reference.place)}  {row_words(row, ladder)}"
                lines.append(f"    {visible(words)}")
    else:
        any_known = "no prerequisite of a plan that is here" if unknown else "no prerequisite"
        lines.append(style.paint(f"{impact.what}, {any_known} loses its ground.", "bold"))
    if named:
        lines += ["", "Also to be mended, since check will say:"]
        for each in named:
            lines += _findings(each.findings, places)
    lines += ["", *_findings(impact.elsewhere, places)] if impact.elsewhere else []
    lines += ["", upkeep] if (upkeep := _upkeep(impact)) else []
    if impact.mended:
        lines += ["", "It mends:", *_findings(impact.mended, places)]
    if unknown:
        lines += ["", f"{counted(unknown, 'lesson')} without a plan here: what they need is not known."]
    return "\n".join(lines) + "\n"


def render_impact_json(impact: Impact) -> str:
    """The same as data."""
    course = impact.ground.course
    places, ladder = places_of(course), course.vocabulary.depths.ladder
    data = {
        "version": 1,
        "change": impact.what,
        "broken": [broken_data(each, places, ladder) for each in impact.broken],
        "elsewhere": [finding_data(each, places) for each in impact.elsewhere],
        "mended": [finding_data(each, places) for each in impact.mended],
        "upkeep": [finding_data(each, places) for each in impact.upkeep],
        "renumbered": impact.renumbered,
    }
    return dumped(data)


def _findings(found: Iterable[Diagnostic], places: Places) -> list[str]:
    return [f"  {visible(f'{places.show(each.place)}  {each.code} {each.message}')}" for each in found]


def _upkeep(impact: Impact) -> str:
    """What has to follow in the files around the lessons: how much, and where `check` will say it."""
    told = []
    if impact.upkeep:
        codes = listed(sorted({each.code for each in impact.upkeep}))
        told.append(f"Plans, records and headers have to follow: {counted(len(impact.upkeep), 'finding')} ({codes}).")
    if impact.renumbered:
        verb = "cites" if impact.renumbered == 1 else "cite"
        rows = counted(impact.renumbered, "row")
        told.append(f"{rows} {verb} a lesson by a number that changes: LL109 says so where its slug stands beside it.")
    return "\n".join(told)


def _codes(broken: Broken) -> str:
    """What `check` will say of a lesson, or why it will not say more."""
    new, known = (listed(sorted({each.code for each in told})) for told in (broken.findings, broken.known))
    if new or known:
        return f": check will say {new}" if new else f": check says {known} of it already"
    why = ", as something else that is taught has words like these" if broken.mistaken else ""
    return f": check will not notice{why}"


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
