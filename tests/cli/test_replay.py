"""A check in which nothing has changed prints what it printed before, without loading what it does not need."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.support.leaving import LOADED

from lessonlint.cache import Cache
from lessonlint.cli.replay import Replay, keep, replayed

HEAVY = (
    "networkx",
    "pydantic",
    "rich",
    "rapidfuzz",
    "ruamel",
    "pyromark",
    "pathspec",
    "pygls",
    "lessonlint.rules",
    "lessonlint.config.load",
)
LESSON = """# Lesson: Shaping

**Module:** 1.1 (Dough)
**Slug:** shaping

## Prerequisites

| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
|---|---|---|---|---|---|
| Gluten | DEVELOPED | INTRODUCED | mixing | OK | Stretch |
"""


def check(folder: Path, *options: str) -> tuple[str, int, set[str]]:
    """What a check prints, its exit code, and the modules it loaded."""
    command = [sys.executable, "-c", LOADED, "check", ".", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout, done.returncode, set(done.stderr.split())


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose files changed long enough ago to be trusted, checked once."""
    folder = tmp_path_factory.mktemp("course")
    (folder / "shaping.md").write_text(LESSON, "utf-8")
    (folder / "lessonlint.yaml").write_text("", "utf-8")
    Cache(str(folder / ".lessonlint_cache")).open()
    time.sleep(2.1)
    check(folder)
    return folder


def test_what_has_not_changed_is_printed_again(settled: Path) -> None:
    cold = check(settled, "--no-cache")
    warm = check(settled)
    assert "lessonlint.rules" in cold[2]
    assert warm[:2] == cold[:2]
    assert cold[1] == 1
    assert not [name for name in HEAVY if name in warm[2]]


def test_another_format_is_another_run(settled: Path) -> None:
    shown, code, _ = check(settled, "--format", "json")
    assert code == 1
    assert json.loads(shown)["summary"]["errors"] == 1


def test_a_change_is_seen(settled: Path) -> None:
    path = settled / "baking.md"
    path.write_text(LESSON.replace("haping", "lacing"), "utf-8")
    shown, _, loaded = check(settled)
    assert "baking.md" in shown
    assert "lessonlint.rules" in loaded
    path.unlink()
    assert "baking.md" not in check(settled)[0]


def test_a_replay_ends_when_a_waiver_does(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path))
    cache.open()
    done = Replay("shown", "", 1)
    keep(cache, "always", done, {}, "2020-01-01", [])
    keep(cache, "over", done, {}, "2020-01-01", ["2019-01-01", "2020-06-01"])
    assert replayed(cache, "always") == done
    assert replayed(cache, "over") is None
    keep(cache, "tomorrow", done, {}, "9998-01-01", [])
    assert replayed(cache, "tomorrow") is None


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"days": 1}', b'{"days": ["", "~"], "stamps": [1]}', b"\xff"])
def test_a_foreign_entry_is_no_replay(tmp_path: Path, data: bytes) -> None:
    cache = Cache(str(tmp_path))
    cache.open()
    cache.save("runs", "key", data)
    assert replayed(cache, "key") is None


def test_a_read_only_folder_is_checked(tmp_path: Path) -> None:
    (tmp_path / "shaping.md").write_text(LESSON, "utf-8")
    (tmp_path / ".lessonlint_cache").write_text("a file where the folder should be", "utf-8")
    assert check(tmp_path)[:2] == check(tmp_path, "--no-cache")[:2]


def test_the_cache_can_be_shown_and_cleared(settled: Path) -> None:
    for command, words in (("show", "entries"), ("clear", "Cleared"), ("show", ": 0 entries")):
        done = subprocess.run(
            [sys.executable, "-m", "lessonlint", "cache", command],
            cwd=settled,
            capture_output=True,
            text=True,
            check=True,
        )
        assert words in done.stdout


def test_after_an_edit_only_what_it_takes_is_loaded(settled: Path) -> None:
    check(settled)
    path = settled / "shaping.md"
    path.write_text(path.read_text("utf-8") + "\n## Narrative\n\nA loaf keeps what the hands gave it.\n", "utf-8")
    shown, code, loaded = check(settled)
    assert (shown, code) == check(settled, "--no-cache")[:2]
    assert "lessonlint.rules.design.too_few_modalities" in loaded
    needless = {"lessonlint.concepts.knowledge", "lessonlint.rules.plans.stale_status", "lessonlint.model.module"}
    assert not loaded & ({*HEAVY, *needless} - {"lessonlint.rules", "pyromark"})
