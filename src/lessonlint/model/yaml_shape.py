"""What may stand in a document written as YAML, and what a table of it is called.

Nothing is declared anew: the kinds and their sections, the roles of tables and their columns are the vocabulary's.
"""

from __future__ import annotations

from collections.abc import Collection

from lessonlint.vocabulary.sections import SECTIONS
from lessonlint.vocabulary.tables import ROLES

KINDS = tuple(SECTIONS)
TOP_KEYS = ("kind", "title", "front", "preamble", "header", "content", "sections")
SECTION_KEYS = ("heading", "level", "content", "sections")
TABLE, COLUMNS = "table", "columns"

_TITLES = {
    ("prerequisites", "source"): "Source",
    ("misconceptions", "reason"): "Why They'd Think This",
    ("misconceptions", "place"): "Where to Address",
    ("module misconceptions", "progression"): "Progression",
    ("examples", "reason"): "Why This Example",
    ("sequence", "load"): "Type",
    ("sequence", "reason"): "Rationale for Position",
    ("analogies", "model"): "Model/Analogy",
    ("analogies", "established"): "Established In",
    ("analogies", "used"): "Used Again In",
    ("modalities", "what"): "What",
    ("state", "source"): "Source",
}
"""Titles that are not just the first of a column's words."""


def _columns() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for role in ROLES:
        titles = {part: _TITLES.get((role.name, part), words[0].title()) for part, words in role.columns.items()}
        found[role.name] = {**titles, **found.get(role.name, {})}
    return found


ROLE_COLUMNS = _columns()
"""The parts of a table of each role, and the title that a column has when the author gives it none."""
_NEEDS = {role.name: role.needs for role in reversed(ROLES)}


def default_columns(role: str, used: Collection[str]) -> dict[str, str]:
    """The columns of a table whose author names none: what its rows use, and what the role cannot do without."""
    return {part: title for part, title in ROLE_COLUMNS[role].items() if part in used or part in _NEEDS[role]}
