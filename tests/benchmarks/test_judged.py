"""The short form of `benchmarks/judged`: what is judged, what is not, and what is gone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

LESSON = """# Lesson: Shaping

**Module:** 1.1 (Dough)
**Slug:** shaping

## Prerequisites

| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
|---|---|---|---|---|---|
| Gluten | DEVELOPED | INTRODUCED | mixing | OK | Stretch |
"""


def test_verdicts_are_matched_by_place(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "shaping.md").write_text(LESSON, "utf-8")
    verdicts = [
        {"code": "LL105", "file": "shaping.md", "line": 10, "verdict": "true", "why": ""},
        {"code": "LL301", "file": "shaping.md", "line": 10, "verdict": "false", "why": ""},
    ]
    (tmp_path / "verdicts.json").write_text(json.dumps(verdicts), "utf-8")
    command = [
        sys.executable,
        "benchmarks/judged/judged.py",
        str(folder),
        "--verdicts",
        str(tmp_path / "verdicts.json"),
    ]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1, done.stderr
    assert "2 findings, 1 judged" in done.stdout
    assert "error      100.0% of 1: 1 true" in done.stdout
    assert "not judged: shaping.md:1 warning LL007" in done.stdout
    assert "gone: shaping.md:10 LL301" in done.stdout
