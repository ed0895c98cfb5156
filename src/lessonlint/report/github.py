"""GitHub workflow commands: each finding becomes an annotation on its line of a pull request."""

from __future__ import annotations

from lessonlint.diagnostic import Diagnostic, Report, Severity
from lessonlint.report.places import Places
from lessonlint.report.telling import told
from lessonlint.report.terminal import visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render_github(report: Report) -> str:
    """One command a line. GitHub shows the first ten of each severity and step; SARIF has no such limit."""
    places = Places(report.sources)
    return "".join(f"{_command(diagnostic, places)}\n" for diagnostic in report.diagnostics)


def _command(diagnostic: Diagnostic, places: Places) -> str:
    at = places.stretch(diagnostic.place)
    properties = {"title": f"{diagnostic.code} {diagnostic.name}", "file": visible(at["path"]), "line": at["line"]}
    if at["line"] == at["end_line"]:
        properties |= {"col": at["column"], "endColumn": at["end_column"]}
    else:  # columns are refused where a place ends on another line
        properties |= {"endLine": at["end_line"]}
    shown = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[diagnostic.severity]} {shown}::{_data(chr(10).join(told(diagnostic, places)))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
