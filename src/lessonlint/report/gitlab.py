"""GitLab's code quality report: findings that a merge request shows as new or resolved."""

from __future__ import annotations

from typing import Any

from lessonlint.diagnostic import Diagnostic, Report, Severity
from lessonlint.report.json import dumped
from lessonlint.report.places import Places
from lessonlint.report.telling import fingerprint
from lessonlint.report.terminal import visible

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render_gitlab(report: Report) -> str:
    """A JSON list. GitLab recognises a finding by its fingerprint, so it survives moved lines."""
    places = Places(report.sources)
    return dumped([_issue(diagnostic, places) for diagnostic in report.diagnostics])


def _issue(diagnostic: Diagnostic, places: Places) -> dict[str, Any]:
    at = places.stretch(diagnostic.place)
    return {
        "description": visible(f"{diagnostic.code}: {diagnostic.message} {diagnostic.help}".strip()),
        "check_name": diagnostic.name,
        "fingerprint": fingerprint(diagnostic.key),
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {"path": at["path"], "lines": {"begin": at["line"], "end": at["end_line"]}},
    }
