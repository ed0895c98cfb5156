"""SARIF 2.1.0, for code scanning: findings with their rules, other places, fixes and stable fingerprints."""

from __future__ import annotations

import os
import re
from itertools import groupby
from typing import Any
from urllib.parse import quote

from lessonlint._version import __version__
from lessonlint.diagnostic import Diagnostic, Edit, Fix, Related, Report, Severity
from lessonlint.report.json import dumped
from lessonlint.report.places import Places
from lessonlint.report.telling import fingerprint
from lessonlint.report.terminal import visible
from lessonlint.rule import Rule
from lessonlint.rules import RULES
from lessonlint.source import Place

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_CRASHED = "LL999"
_REGION = {"startLine": "line", "startColumn": "column", "endLine": "end_line", "endColumn": "end_column"}
# `[words](1)` in a message is a link to a related location: an author's brackets are none.
_LINK = re.compile(r"\](?=\()")


def render_sarif(report: Report) -> str:
    """The report as one SARIF run. Columns count code points; only rules that found something are described."""
    places = Places(report.sources)
    codes = {diagnostic.code for diagnostic in report.diagnostics}
    rules = [rule for rule in RULES if rule.code in codes]
    indexes = {rule.code: index for index, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "lessonlint",
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": _CRASHED not in codes}],
        "results": [_result(each, indexes[each.code], places) for each in report.diagnostics],
    }
    return dumped({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.manual, "markdown": rule.manual},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(diagnostic: Diagnostic, index: int, places: Places) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": _words(f"{diagnostic.message} {diagnostic.help}".strip()),
        "locations": [{"physicalLocation": _physical(diagnostic.place, places)}],
        "partialFingerprints": {"lessonlintKey/v1": fingerprint(diagnostic.key)},
    }
    if diagnostic.related:
        related = [_related(each, places) for each in diagnostic.related]
        # The schema allows none twice.
        result["relatedLocations"] = [each for at, each in enumerate(related) if each not in related[:at]]
    if diagnostic.fix:
        result["fixes"] = [_fix(diagnostic.fix, diagnostic.help, places)]
    return result


def _related(related: Related, places: Places) -> dict[str, Any]:
    return {"physicalLocation": _physical(related.place, places), "message": _words(related.message)}


def _fix(fix: Fix, help_: str, places: Places) -> dict[str, Any]:
    edits = sorted(fix.edits, key=lambda edit: edit.place)
    changes = [
        {"artifactLocation": {"uri": _uri(path)}, "replacements": [_replacement(edit, places) for edit in group]}
        for path, group in groupby(edits, key=lambda edit: edit.place.path)
    ]
    return {"description": _words(f"{help_} ({fix.safety})".strip()), "artifactChanges": changes}


def _replacement(edit: Edit, places: Places) -> dict[str, Any]:
    return {"deletedRegion": _region(edit.place, places), "insertedContent": {"text": edit.text}}


def _physical(place: Place, places: Places) -> dict[str, Any]:
    return {"artifactLocation": {"uri": _uri(place.path)}, "region": _region(place, places)}


def _region(place: Place, places: Places) -> dict[str, int]:
    at = places.stretch(place)
    return {name: at[ours] for name, ours in _REGION.items()}


def _uri(path: str) -> str:
    """A relative reference where the path is relative, so that it holds on every machine."""
    quoted = quote(os.fsencode(path), safe="/")
    return f"file:///{quoted.lstrip('/')}" if os.path.isabs(path) else quoted


def _words(text: str) -> dict[str, str]:
    return {"text": _LINK.sub(r"\\]", visible(text))}
