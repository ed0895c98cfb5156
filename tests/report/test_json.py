"""The report for programs, held against its schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.report.canned import EMPTY, EVERYTHING, TEXT, at, diagnostic, report
from tests.support.schemas import published

from lessonlint.report.json import render_json
from lessonlint.source import Place

SCHEMA = published("check")
GOLDEN = Path(__file__).parent / "golden" / "everything.json"


def read(text: str) -> dict[str, Any]:
    found = json.loads(text)
    assert isinstance(found, dict)
    return found


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("statistics", (False, True))
@pytest.mark.parametrize("found", (EVERYTHING, report(), report(statistics=EMPTY)), ids=("all", "none", "empty"))
def test_reports_are_valid(found: Any, statistics: bool) -> None:
    data = read(render_json(found, statistics))
    jsonschema.validate(data, SCHEMA)
    assert ("statistics" in data) is statistics


@pytest.mark.parametrize("key", ("version", "diagnostics", "summary"))
def test_the_schema_asks_for_what_it_promises(key: str) -> None:
    data = read(render_json(EVERYTHING))
    del data[key]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, SCHEMA)


def test_more_keys_are_allowed() -> None:
    data = read(render_json(EVERYTHING))
    data["later"] = data["summary"]["later"] = data["diagnostics"][0]["later"] = 1
    jsonschema.validate(data, SCHEMA)


def test_golden() -> None:
    assert read(GOLDEN.read_text("utf-8")) == read(render_json(EVERYTHING, with_statistics=True))


def test_columns_count_code_points_from_one() -> None:
    (found,) = read(render_json(report(diagnostic(at("DEVOLPED", 5)))))["diagnostics"]
    line = TEXT.split("\n")[4]
    assert (found["line"], found["end_line"]) == (5, 5)
    assert line[found["column"] - 1 : found["end_column"] - 1] == "DEVOLPED"


def test_a_place_may_end_on_another_line() -> None:
    (found,) = read(render_json(report(diagnostic(Place("bread/dough.md", 0, len(TEXT))))))["diagnostics"]
    assert (found["line"], found["column"], found["end_line"], found["end_column"]) == (1, 1, 9, 1)


def test_words_are_kept_as_written() -> None:
    words = '“\x1b[31m \u202e 🍞 \\ " \u2028”'
    (found,) = read(render_json(report(diagnostic(at("STRECH", 3), words))))["diagnostics"]
    assert found["message"] == words


def test_a_terminal_is_sent_nothing_that_it_obeys() -> None:
    text = render_json(report(diagnostic(at("STRECH", 3), "\x1b[31m \x9b31m \u202e \u2028 \ud800 é 🍞")))
    assert not set(text) & set("\x1b\x9b\u202e\u2028\ud800")
    assert "\\u009b31m \\u202e \\u2028 \ufffd é 🍞" in text


def test_a_file_that_was_never_read_starts_at_one() -> None:
    (found,) = read(render_json(report(diagnostic(Place("gone.md", 0, 0)))))["diagnostics"]
    assert (found["line"], found["column"], found["end_line"], found["end_column"]) == (1, 1, 1, 1)


def test_it_ends_in_one_line_end() -> None:
    assert render_json(EVERYTHING).endswith("}\n")
