"""The short form of `benchmarks/fuzz`: every target takes its seeds, a few inputs made of them, and made-up files."""

from __future__ import annotations

import json
import random

import mutating
import pytest
import targets
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.parse.documents import anything
from tests.support.hostile import HOSTILE

few = settings(max_examples=12, deadline=None)

SETTINGS = (
    "preset", "select", "ignore", "severity", "options", "overrides", "paths", "exclude", "complete", "limits",
    "file-size", "required-version", "vocabulary", "depths", "loads", "stretch", "statuses", "titles", "sections",
    "LL101", "LL202.argued", "LL402", "strict", "off", "info", "course", "1.1", "m/**", "Prerequisites",
)  # fmt: skip
DECISIONS = ("concepts", "id", "name", "rows", "aliases", "text", "scope", "also", "background", "not-taught",
             "not-concepts", "gluten", "mixing", "1.1", "Gluten network (proteins joined by water)")  # fmt: skip
DOCUMENT = ("kind", "title", "header", "Slug", "preamble", "front", "content", "sections", "heading", "level", "table",
            "columns", "prerequisites", "concept", "required", "status", "lesson plan", "module record", "DEVELOPED",
            "Lesson: Baking", "## Review -- 2026-01-01", "a | b", "# lessonlint: allow LL101: b")  # fmt: skip
FINDING = ("rule", "lesson", "field", "concept", "ordinal", "LL101", "LL102", "baking", "Gluten network")


def written(words: tuple[str, ...]) -> st.SearchStrategy[bytes]:
    """A file of keys and values, most of them words that mean something there; JSON is YAML too."""
    word = st.sampled_from(words) | st.sampled_from(HOSTILE)
    values = st.recursive(
        word | st.none() | st.booleans() | st.integers() | st.floats(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(word, inner, max_size=5),
        max_leaves=20,
    )
    whole = st.dictionaries(word, values, max_size=6).map(lambda data: json.dumps(data, indent=1))
    torn = st.tuples(whole, st.integers(0, 400), st.integers(0, 9)).map(lambda t: t[0][: t[1]] + t[0][t[1] + t[2] :])
    return (whole | torn).map(str.encode)


@pytest.mark.parametrize("name", targets.TARGETS)
def test_nothing_crashes_or_contradicts_itself(name: str) -> None:
    pick = random.Random(name)
    seeds = [path.read_bytes() for path in sorted((targets.SEEDS / name).iterdir())]
    for data in (*seeds, *(mutating.mutated(seed, pick) for seed in seeds)):
        targets.TARGETS[name](data)


@few
@given(written(SETTINGS), written(DECISIONS), st.lists(written(FINDING), max_size=3))
def test_whatever_is_kept_beside_a_curriculum(settings: bytes, decisions: bytes, baseline: list[bytes]) -> None:
    lines = b"\n".join(line.replace(b"\n", b"") for line in baseline)
    targets.deciding(targets.PARTED.join((settings, decisions, lines)))


@few
@given(written(DOCUMENT))
def test_whatever_is_written_as_yaml(data: bytes) -> None:
    targets.yaml(b"kind: lesson plan\n" + data.removeprefix(b"{").rstrip(b"}") if data[:1] == b"{" else data)


@few
@given(st.lists(anything, min_size=1, max_size=3))
def test_whatever_is_written_as_markdown(texts: list[str]) -> None:
    heads = ("# Lesson: Baking\n\n", "# Module 1.1: Dough -- Record\n\n", "# Module 1.1: Dough -- Plan\n\n")
    files = [(head + text).encode("utf-8", "replace") for head, text in zip(heads, texts, strict=False)]
    targets.resolution(targets.PARTED.join(files))
    targets.waiving(files[0])


def test_a_target_notices_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    lesson = (targets.SEEDS / "reading" / "lesson.md").read_bytes()
    monkeypatch.setattr(targets, "_words", lambda text: text)
    with pytest.raises(AssertionError, match="fmt cost words"):
        targets.reading(lesson)
