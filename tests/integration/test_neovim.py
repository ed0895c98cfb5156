"""The set-up of docs/editors.md in a real Neovim without a screen: the snippet for its version, and for older ones."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PROBE = Path(__file__).with_name("probe.lua")
LESSON = "series-1/module-1-1/lessons/work-and-time.md"
NEOVIM = os.environ.get("NEOVIM") or shutil.which("nvim")


def snippets(version: tuple[int, int]) -> list[str]:
    """What the manual tells users of a version to write, the best one first; what is for older ones works too."""
    manual = (ROOT / "docs" / "editors.md").read_text("utf-8").partition("## Neovim")[2]
    newest, middle, oldest = re.findall(r"^```lua\n(.*?)^```", manual, re.MULTILINE | re.DOTALL)
    return [text for since, text in (((0, 11), newest), ((0, 8), middle), ((0, 0), oldest)) if version >= since]


@pytest.mark.skipif(NEOVIM is None, reason="there is no nvim")
def test_the_snippet_of_the_manual_works(tmp_path: Path) -> None:
    course, bin_, said = tmp_path / "course", tmp_path / "bin", tmp_path / "said.json"
    shutil.copytree(ROOT / "curriculum", course)
    (course / "lessonlint.yaml").write_text("", "utf-8")
    bin_.mkdir()
    (bin_ / "lessonlint").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m lessonlint "$@"\n', "utf-8")
    (bin_ / "lessonlint").chmod(0o755)

    def neovim(*arguments: str) -> subprocess.CompletedProcess[str]:
        homes = {f"XDG_{name}_HOME": str(tmp_path / "home") for name in ("CONFIG", "DATA", "STATE", "CACHE")}
        path = os.pathsep.join((str(bin_), os.environ["PATH"]))
        environment = {**os.environ, **homes, "PATH": path, "SAID": str(said), "PYTHONPATH": str(ROOT / "src")}
        command = (str(NEOVIM), "--headless", "-i", "NONE", *arguments)
        done = subprocess.run(command, cwd=course, env=environment, capture_output=True, encoding="utf-8", timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    version = re.search(r"v(\d+)\.(\d+)", neovim("--version").stdout)
    assert version
    for snippet in snippets((int(version[1]), int(version[2]))):
        (tmp_path / "init.lua").write_text(snippet, "utf-8")
        said.unlink(missing_ok=True)
        neovim("-u", str(tmp_path / "init.lua"), "-c", f"luafile {PROBE}", LESSON)
        found = json.loads(said.read_text("utf-8"))
        assert (found["name"], Path(found["root"]).name) == ("lessonlint", "course")
        assert found["codes"] == ["LL105"]
        assert "Where students meet this concept" in found["hover"]
        assert found["definition"].endswith("module-1-1/record.md")
        assert found["completion"] == ["MENTIONED", "INTRODUCED", "DEVELOPED", "APPLIED"]
        assert found["actions"] == ["Allow it, and write down why: LL105 status-contradicts-depths"]
