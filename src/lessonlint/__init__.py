"""lessonlint: tells the authors of a curriculum where its teaching breaks.

The names below are the public door; everything else may change without notice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lessonlint._version import __version__

if TYPE_CHECKING:
    from lessonlint.api import ConfigError, check, course_of
    from lessonlint.course.values import Course
    from lessonlint.diagnostic import Diagnostic, Finding, Report, Severity
    from lessonlint.rules import RULES

_HOMES = {
    "ConfigError": "lessonlint.api",
    "Course": "lessonlint.course.values",
    "Diagnostic": "lessonlint.diagnostic",
    "Finding": "lessonlint.diagnostic",
    "RULES": "lessonlint.rules",
    "Report": "lessonlint.diagnostic",
    "Severity": "lessonlint.diagnostic",
    "check": "lessonlint.api",
    "course_of": "lessonlint.api",
}

__all__ = [
    "RULES",
    "ConfigError",
    "Course",
    "Diagnostic",
    "Finding",
    "Report",
    "Severity",
    "__version__",
    "check",
    "course_of",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for, so that `import lessonlint` costs nothing."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'lessonlint' has no attribute {name!r}")
