"""The JSON Schema of `lessonlint.yaml`, for editors."""

from __future__ import annotations

from typing import Any

from lessonlint.config.settings import Settings


def config_schema() -> dict[str, Any]:
    """The schema, generated from the settings themselves."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(Settings).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "lessonlint.yaml", **schema}
