"""The language server is loaded by nothing else, and says what it needs when that is not there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support.leaving import LOADED

WITHOUT = "import sys; sys.modules.update(pygls=None, lsprotocol=None)\nfrom lessonlint.cli.main import main; main()"


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, stdin=subprocess.DEVNULL)


def test_without_the_extra_it_says_what_to_install() -> None:
    done = run(WITHOUT, "lsp")
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install 'lessonlint[lsp]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_check_needs_nothing_of_it(root: Path) -> None:
    done = run(LOADED, "check", "--no-cache", str(root / "curriculum/series-1/plan.md"))
    loaded = done.stderr.split()
    assert "lessonlint.engine" in loaded
    assert [name for name in loaded if name.partition(".")[0] in ("pygls", "lsprotocol", "asyncio")] == []
    assert not any(name.startswith("lessonlint.lsp") for name in loaded)
