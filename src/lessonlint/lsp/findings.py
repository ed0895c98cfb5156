"""Diagnostics as an editor shows them, and which files have to be told anew."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from lsprotocol import types as lsp

from lessonlint.config.error import ConfigError
from lessonlint.diagnostic import Diagnostic, Severity
from lessonlint.lsp.desk import Desk
from lessonlint.lsp.session import Snapshot
from lessonlint.source import Source

SOURCE = "lessonlint"
_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}
_PLACED = re.compile(r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?P<words>.*)")


def converted(found: Diagnostic, snapshot: Snapshot, desk: Desk) -> lsp.Diagnostic:
    """A finding with its help below the message, and the other half of its story where the editor can show it."""
    return lsp.Diagnostic(
        range=desk.location(found.place, snapshot).range,
        message=f"{found.message}\n{found.help}" if found.help else found.message,
        severity=_SEVERITIES[found.severity],
        code=found.code,
        source=SOURCE,
        related_information=[
            lsp.DiagnosticRelatedInformation(desk.location(each.place, snapshot), each.message)
            for each in found.related
        ],
    )


class Published:
    """What an editor was last told about each file of one session."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._told: dict[str, tuple[Source | None, list[Diagnostic], list[lsp.Diagnostic]]] = {}

    def news(self, snapshot: Snapshot) -> Iterator[lsp.PublishDiagnosticsParams]:
        """The files whose findings are others than before, or stand elsewhere."""
        by_file: dict[str, list[Diagnostic]] = defaultdict(list)
        for found in snapshot.report.diagnostics:
            by_file[found.place.path].append(found)
        for path in [path for path in self._told if path not in by_file]:
            del self._told[path]
            yield self._telling(path, [])
        for path, findings in by_file.items():
            source = snapshot.source(path)
            was = self._told.get(path)
            if was and was[0] == source and was[1] == findings:
                continue
            shown = [converted(each, snapshot, self._desk) for each in findings]
            self._told[path] = source, findings, shown
            if was is None or was[2] != shown:
                yield self._telling(path, shown)

    def refusal(self, error: ConfigError, file: str) -> Iterator[lsp.PublishDiagnosticsParams]:
        """Why the settings cannot be used, where they say it; what was told of other files still stands there."""
        by_file: dict[str, list[lsp.Diagnostic]] = defaultdict(list)
        for line in str(error).splitlines():
            match = _PLACED.fullmatch(line)
            at = lsp.Position(int(match["line"]) - 1, int(match["column"]) - 1) if match else lsp.Position(0, 0)
            words = match["words"] if match else line
            problem = lsp.Diagnostic(lsp.Range(at, at), words, lsp.DiagnosticSeverity.Error, source=SOURCE)
            by_file[match["path"] if match else file].append(problem)
        for path, problems in by_file.items():
            self._told[path] = None, [], problems
            yield self._telling(path, problems)

    def _telling(self, path: str, shown: list[lsp.Diagnostic]) -> lsp.PublishDiagnosticsParams:
        uri = self._desk.uri(path)
        return lsp.PublishDiagnosticsParams(uri, shown, self._desk.version(path))
