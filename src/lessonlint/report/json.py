"""The report for programs: versioned JSON, described by `schemas/check.schema.json`."""

from __future__ import annotations

import json
import re
from typing import Any

from lessonlint.diagnostic import Diagnostic, Edit, Fix, Report, Severity, Statistics
from lessonlint.report.places import Places

VERSION = 1
# Further control and direction characters than those that JSON cannot hold anyway, and parts of file names.
_NOT_SENT = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def render_json(report: Report, with_statistics: bool = False) -> str:
    """The report as JSON. Lines and columns are 1-based; columns count code points."""
    places = Places(report.sources)
    data: dict[str, Any] = {
        "version": VERSION,
        "diagnostics": [_diagnostic(diagnostic, places) for diagnostic in report.diagnostics],
        "summary": {
            "documents": report.documents,
            "lessons": report.statistics.lessons,
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "infos": report.count(Severity.INFO),
            "hidden_infos": report.hidden_infos,
            "waived": report.waived,
            "baselined": report.baselined,
            "undecided": report.undecided,
        },
    }
    if with_statistics:
        data["statistics"] = _statistics(report.statistics, places)
    return dumped(data)


def dumped(data: Any) -> str:
    """JSON as it is printed: what a terminal would obey stands as its number; what no UTF-8 can say, as a mark."""
    return _NOT_SENT.sub(_sent, json.dumps(data, indent=2, ensure_ascii=False) + "\n")


def _sent(char: re.Match[str]) -> str:
    return "\ufffd" if "\ud800" <= char[0] <= "\udfff" else f"\\u{ord(char[0]):04x}"


def _diagnostic(diagnostic: Diagnostic, places: Places) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        **places.stretch(diagnostic.place),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "related": [{**places.data(related.place), "message": related.message} for related in diagnostic.related],
        "fix": _fix(diagnostic.fix, places) if diagnostic.fix else None,
        "key": diagnostic.key._asdict(),
    }


def _fix(fix: Fix, places: Places) -> dict[str, Any]:
    return {"safety": fix.safety, "edits": [_edit(edit, places) for edit in fix.edits]}


def _edit(edit: Edit, places: Places) -> dict[str, Any]:
    return {**places.stretch(edit.place), "start": edit.place.start, "end": edit.place.end, "text": edit.text}


def _statistics(statistics: Statistics, places: Places) -> dict[str, Any]:
    return {
        "documents": statistics.documents,
        "lessons": statistics.lessons,
        "tables": statistics.tables._asdict(),
        "sections": statistics.sections._asdict(),
        "rules": statistics.rules,
        "ignored": [{"reason": reason, "count": count} for reason, count in statistics.ignored],
        "unread": [{**places.data(place), "what": what} for place, what in statistics.unread],
    }
