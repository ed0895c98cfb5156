"""The JSON Schemas as they are published in `schemas/`; `tools/generate.py --check` says whether they are fresh."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lessonlint.model.yaml_shape import KINDS

FOLDER = Path(__file__).resolve().parent.parent.parent / "schemas"


def published(name: str) -> dict[str, Any]:
    """A schema by the name of its file."""
    found = json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def document_schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of document."""
    return {kind: published(kind.replace(" ", "-")) for kind in KINDS}
