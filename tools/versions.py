"""Tests against the oldest and the newest versions of what we use, and writes down the ones we develop with.

    python tools/versions.py [oldest] [newest]    the tests that touch dependencies, in an environment of its own each
    python tools/versions.py --lock               write requirements-dev.lock: exact versions with their hashes

Needs `uv`. The oldest are those that pyproject.toml names as minima. Python is the one that runs this.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements-dev.lock"
RESOLUTIONS = {"oldest": "lowest-direct", "newest": "highest"}
# Where a dependency is used: Markdown, YAML, settings, graphs and pictures, the editor's protocol, the command line.
CORE = (
    "tests/parse", "tests/config", "tests/model", "tests/graph", "tests/lsp", "tests/rules/test_suites.py",
    "tests/cli/test_command.py", "tests/cli/test_completion.py", "tests/test_workspace.py", "tests/test_converting.py",
    "tests/contract/test_concepts_schema.py", "tests/contract/test_document_schema.py", "tests/analysis/test_orders.py",
)  # fmt: skip


def tested(name: str) -> bool:
    """Make an environment with the oldest or newest versions and run the tests in it; whether they pass."""
    with tempfile.TemporaryDirectory() as folder:
        python = f"{folder}/bin/python"
        uv("venv", "--quiet", "--python", sys.executable, folder)
        uv("pip", "install", "--quiet", "--python", python, "--resolution", RESOLUTIONS[name], "-e", f"{ROOT}[dev]")
        direct = ["click", "networkx", "pathspec", "pydantic", "pygls", "pyromark", "ruamel-yaml"]
        listed = subprocess.run(
            ["uv", "pip", "freeze", "--python", python], capture_output=True, encoding="utf-8", check=True
        )
        print(
            f"{name}: {', '.join(line for line in listed.stdout.split() if line.split('==')[0] in direct)}", flush=True
        )
        command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2", *CORE]
        return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def lock() -> None:
    """Write down exact versions for every Python and system we support, with the hashes of their files."""
    told = ("--custom-compile-command", "python tools/versions.py --lock")
    options = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-find-links", *told)
    uv("pip", "compile", "--quiet", "--extra", "dev", *options, "-o", str(LOCK), str(ROOT / "pyproject.toml"))


def uv(*words: str) -> None:
    """Run uv; what it says goes to the terminal."""
    subprocess.run(["uv", *words], cwd=ROOT, check=True)


def main() -> int:
    """Lock, or test both; exit code 1 when tests fail."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", choices=[*RESOLUTIONS, []], metavar="oldest | newest")
    parser.add_argument("--lock", action="store_true")
    given = parser.parse_args()
    if given.lock:
        lock()
        return 0
    failed = [name for name in given.names or RESOLUTIONS if not tested(name)]
    print(f"with the {' and '.join(failed)} versions tests fail" if failed else "all pass")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
