"""The short form of `benchmarks/resolution`: both scripts run on anyone's labels and count what they say."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.bread import known

RECORD = "module-1-1/record.md"


@pytest.fixture
def bread(tmp_path: Path) -> Path:
    known(tmp_path)
    return tmp_path / "course"


def run(root: Path, script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, f"benchmarks/resolution/{script}", *map(str, arguments)]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60, check=False)


def rows(folder: Path) -> list[tuple[str, int, str]]:
    """The rows of the index: record, line and name."""
    text = (folder / RECORD).read_text("utf-8").splitlines()
    start = next(at for at, line in enumerate(text) if line.startswith("| Concept")) + 2
    found = []
    for number, line in enumerate(text[start:], start + 1):
        if not line.startswith("|"):
            break
        found.append((RECORD, number, line.split("|")[1].strip()))
    return found


def label(folder: Path, name: str, accepted: int) -> dict[str, object]:
    """A label for the first prerequisite that begins with a name."""
    for path in sorted(folder.rglob("*.md")):
        lines = path.read_text("utf-8").splitlines()
        heads = [at for at, line in enumerate(lines) if line.startswith("| Concept | Required")]
        for at in heads:
            for number, line in enumerate(lines[at + 2 :], at + 3):
                if line.startswith(f"| {name}"):
                    row = {"record": RECORD, "line": accepted}
                    return {
                        "file": path.relative_to(folder).as_posix(), "line": number, "accepted": [row], "best": row,
                        "kind": "identical", "confidence": "high", "verdict": "met",
                    }  # fmt: skip
    raise LookupError(name)


def test_right_and_wrong_labels_are_told_apart(root: Path, bread: Path, tmp_path: Path) -> None:
    network = max(line for _, line, name in rows(bread) if name.startswith("Gluten network"))
    other = next(line for _, line, name in rows(bread) if not name.startswith("Gluten"))
    for accepted, words in ((network, "1/1"), (other, "0/1")):
        labels = tmp_path / "labels.json"
        labels.write_text(json.dumps([label(bread, "Gluten network", accepted)]), "utf-8")
        done = run(root, "measure.py", bread, labels)
        assert done.returncode == 0, done.stderr
        both = done.stdout.split("Half both")[1]
        assert next(line for line in both.splitlines() if "top-1" in line).split()[1] == words
        assert "references resolved" in done.stdout


def test_it_refuses_where_decisions_would_be_measured(root: Path, bread: Path, tmp_path: Path) -> None:
    (bread / "concepts.yaml").write_text("concepts: []\n", "utf-8")
    (tmp_path / "labels.json").write_text("[]", "utf-8")
    done = run(root, "measure.py", bread, tmp_path / "labels.json")
    assert done.returncode == 1
    assert "concepts.yaml" in done.stderr


def test_pairs(root: Path, bread: Path, tmp_path: Path) -> None:
    (record, one, _), (_, other, _) = rows(bread)[:2]
    pair = {"one": {"record": record, "line": one}, "other": {"record": record, "line": other}}
    (tmp_path / "pairs.json").write_text(json.dumps([{**pair, "same": True, "confidence": "high"}]), "utf-8")
    done = run(root, "grouping.py", bread, "--pairs", tmp_path / "pairs.json", "--rows")
    assert done.returncode == 0, done.stderr
    assert "1 pairs, 1 of them the same concept" in done.stdout
    assert f"apart: {RECORD}:{one} and {RECORD}:{other}" in done.stdout
