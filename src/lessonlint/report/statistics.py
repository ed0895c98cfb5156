"""`check --statistics` as text: what was read, what was not, and which rules spoke."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Bins, Report
from lessonlint.report.places import Places
from lessonlint.report.terminal import visible

_MOST_UNREAD = 20


def render_statistics(report: Report) -> str:
    """The three bins of tables and sections, the reasons for what is ignored, and counts of kinds and rules."""
    statistics = report.statistics
    lines = ["Documents", *(f"  {count:>5}  {kind}" for kind, count in statistics.documents.items())]
    lines += ["Read into the model", _bins("tables", statistics.tables), _bins("sections", statistics.sections)]
    if statistics.ignored:
        lines += ["Ignored on purpose", *(f"  {count:>5}  {reason}" for reason, count in statistics.ignored)]
    if statistics.unread:
        lines += ["Unread", *_unread(report)]
    if statistics.rules:
        lines += ["Findings", *(f"  {count:>5}  {code}" for code, count in statistics.rules.items())]
    return "\n".join(lines) + "\n"


def render_timings(report: Report) -> str:
    """What reading and each rule took, the slowest first."""
    slowest = sorted(report.seconds.items(), key=lambda item: -item[1])
    return "Milliseconds\n" + "".join(f"  {seconds * 1000:>8.1f}  {name}\n" for name, seconds in slowest)


def _bins(what: str, bins: Bins) -> str:
    total = sum(bins) or 1
    shares = (f"{count} {name} ({count / total:.1%})" for name, count in bins._asdict().items())
    return f"  {what:<9} {', '.join(shares)}"


def _unread(report: Report) -> Iterator[str]:
    places = Places(report.sources)
    unread = report.statistics.unread
    yield from (f"  {visible(places.show(place))}  {visible(what)}" for place, what in unread[:_MOST_UNREAD])
    if len(unread) > _MOST_UNREAD:
        yield f"  … and {len(unread) - _MOST_UNREAD} more; --format json lists them all"
