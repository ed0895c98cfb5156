"""A repository with a small curriculum, for integrations that git starts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

RECORD = """# Module 1.1: Dough -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---|---|---|---|
| Gluten network | DEVELOPED | mixing | Seen and felt |
"""
LESSON = """# Lesson: Shaping

**Module:** 1.1 (Dough)
**Position:** Lesson 2
**Slug:** shaping

## Prerequisites

| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
|---|---|---|---|---|---|
| Gluten network | DEVELOPED | DEVELOPED | mixing | OK | Stretch |
"""
BROKEN = RECORD.replace("DEVELOPED", "INTRODUCED")


def run(folder: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, with the tools of this environment at hand and nothing of the user's git."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    own = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "LESSONLINT_", "PRE_"))}
    environment = own | {"PATH": path, "GIT_CONFIG_GLOBAL": os.devnull, **_author(), **variables}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL
    )


def _author() -> dict[str, str]:
    names = {f"GIT_{role}_NAME": "A" for role in ("AUTHOR", "COMMITTER")}
    return names | {f"GIT_{role}_EMAIL": "a@example.org" for role in ("AUTHOR", "COMMITTER")}


def git(folder: Path, *arguments: str) -> str:
    """What git prints; it must succeed."""
    done = run(folder, "git", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def repository(folder: Path) -> Path:
    """A repository with a curriculum of one record and one lesson, all of it committed."""
    lessons = folder / "curriculum" / "lessons"
    lessons.mkdir(parents=True)
    (folder / "curriculum" / "lessonlint.yaml").write_text("", "utf-8")
    (folder / "curriculum" / "record.md").write_text(RECORD, "utf-8")
    (lessons / "shaping.md").write_text(LESSON, "utf-8")
    (folder / "README.md").write_text("# A course\n", "utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first")
    return folder
