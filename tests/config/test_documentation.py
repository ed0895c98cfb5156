"""docs/configuration.md: its examples load, it names every key, and the words it lists are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.support.schemas import published

from lessonlint.config.load import load_config, plain
from lessonlint.config.vocabulary import vocabulary_of
from lessonlint.yaml_text import compose

PAGE = (Path(__file__).parent.parent.parent / "docs" / "configuration.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def keys(schema: dict[str, Any], level: dict[str, Any]) -> Iterator[str]:
    """Every key that a level and those below it fix; offers for free keys are not among them."""
    if level.get("additionalProperties") is not False:
        return
    for name, inner in level["properties"].items():
        yield name
        items = inner.get("items", {})
        for reference in (inner.get("$ref"), items.get("$ref") if isinstance(items, dict) else None):
            if reference:
                yield from keys(schema, schema["$defs"][reference.rpartition("/")[2]])


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_loads(example: str, tmp_path: Path) -> None:
    (tmp_path / "lessonlint.yaml").write_text(example, encoding="utf-8")
    vocabulary_of(load_config(tmp_path / "lessonlint.yaml").settings)
    jsonschema.validate(plain(compose(example)), published("config"))


def test_every_key_is_named() -> None:
    schema = published("config")
    found = list(keys(schema, schema))
    assert {"overrides", "file-size", "stretch", "deepened-from", "paths"} <= set(found)
    assert [key for key in found if not re.search(rf"`{key}`|^ *(?:- )?{key}:", PAGE, re.MULTILINE)] == []


@pytest.mark.parametrize("name", ("headings", "columns", "fields"))
def test_the_words_it_lists_are_known(name: str, tmp_path: Path) -> None:
    row = re.search(rf"^\| {name} \| (.*) \|$", PAGE, re.MULTILINE)
    assert row
    key = "sections" if name == "headings" else name
    words = "".join(f'    "{word}": [x{at}]\n' for at, word in enumerate(row[1].split(", ")))
    (tmp_path / "lessonlint.yaml").write_text(f"vocabulary:\n  {key}:\n{words}", encoding="utf-8")
    load_config(tmp_path / "lessonlint.yaml")
