"""What is measured: lessonlint as it is here, and its peers in a place of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from speed import targets
from speed.measuring import Command

ROOT = Path(__file__).resolve().parents[2]
_PACKAGES = ("rumdl", "sphinx-needs")
_NODE_PACKAGES = ("markdownlint-cli2",)
_EDIT = "\nOne more look at the bench, at "
_SETTLED = 2.5
_LINTER = (sys.executable, "-m", "lessonlint", "check")


class Tool(NamedTuple):
    """Something whose version belongs in the report; without a `version`, `missing` says why it is not measured."""

    name: str
    version: str
    missing: str = ""


_MEASURED_AS = {
    "rumdl": (targets.RUMDL, targets.RUMDL_WARM),
    "markdownlint-cli2": (targets.CLI2,),
    "sphinx-needs": (targets.NEEDS,),
}


def absent(tools: Sequence[Tool], cached: bool) -> dict[str, str]:
    """The commands that cannot be measured, with why."""
    why = {command: tool.missing for tool in tools if tool.missing for command in _MEASURED_AS.get(tool.name, ())}
    return why if cached else why | dict.fromkeys((targets.WARM, targets.EDITED), "this lessonlint has no cache")


class Peers:
    """The other tools, below one folder and nowhere else."""

    def __init__(self, folder: Path) -> None:
        self._venv, self._node = folder / "peers", folder / "node"
        self._rumdl = self._venv / "bin/rumdl"
        self._sphinx = self._venv / "bin/sphinx-build"
        self._cli2 = self._node / "node_modules/.bin/markdownlint-cli2"
        self.failed: dict[str, str] = {}

    def install(self) -> None:
        """Install or update them all. What cannot be installed is remembered in `failed`."""
        python = str(self._venv / "bin/python")
        self._do("peers", sys.executable, "-m", "venv", str(self._venv))
        for package in _PACKAGES:
            self._do(package, python, "-m", "pip", "install", "--quiet", "--upgrade", package)
        npm = shutil.which("npm")
        for package in _NODE_PACKAGES:
            if npm:
                self._do(package, npm, "install", "--silent", "--prefix", str(self._node), package)
            else:
                self.failed[package] = "there is no npm here"

    def _do(self, what: str, *command: str) -> None:
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except OSError as error:
            self.failed[what] = str(error)
            return
        if done.returncode:
            self.failed[what] = (done.stderr.strip().splitlines() or ["it could not be installed"])[-1]

    def tools(self) -> list[Tool]:
        """Each with its version."""
        return [
            self._tool("rumdl", self._rumdl, "--version"),
            self._tool("markdownlint-cli2", self._cli2, "--version"),
            self._tool("sphinx-needs", self._venv / "bin/python", "-c", _versions("sphinx-needs", "sphinx")),
        ]

    def _tool(self, name: str, program: Path, *arguments: str) -> Tool:
        said = _first_line(str(program), *arguments) if program.exists() else ""
        return Tool(name, said, "" if said else self.failed.get(name, "not installed: run with --install"))

    def checks(self, tree: Path, work: Path, slow_runs: int) -> list[Command]:
        """The Markdown linters over one tree. `slow_runs` is how often the slow one runs."""
        found = []
        if self._rumdl.exists():
            rumdl = (str(self._rumdl), "check")
            found += [
                Command(targets.RUMDL, (*rumdl, "--no-cache", str(tree)), work),
                Command(targets.RUMDL_WARM, (*rumdl, str(tree)), work, primed=True),
            ]
        if self._cli2.exists() and slow_runs:
            found.append(Command(targets.CLI2, (str(self._cli2), f"{tree}/**/*.md"), work, most=slow_runs))
        return found

    def build(self, project: Path, work: Path) -> list[Command]:
        """A cold build of a sphinx-needs project that writes nothing but its needs: the least it can do."""
        if not self._sphinx.exists():
            return []
        out = work / "needs-out"
        command = (str(self._sphinx), "-q", "-E", "-b", "needs", str(project), str(out))
        return [Command(targets.NEEDS, command, work, lambda: shutil.rmtree(out, ignore_errors=True), fine=(0,))]


def own_tools() -> list[Tool]:
    """The versions of what runs lessonlint."""
    code = _versions("click", "pyromark")
    return [
        Tool("lessonlint", f"{_first_line(*_LINTER[:3], '--version')}, {_revision()}"),
        Tool("Python", f"{sys.version.split()[0]} with {_first_line(sys.executable, '-c', code)}"),
    ]


def _versions(*names: str) -> str:
    """Python that prints the versions of packages."""
    return f"from importlib.metadata import version as v; print(*[n + ' ' + v(n) for n in {names}], sep=', ')"


def own_checks(tree: Path, work: Path) -> list[Command]:
    """Lessonlint over one tree: cold, and from its cache where it has one."""
    environment = _environment()
    if not has_cache():
        return [Command(targets.COLD, (*_LINTER, str(tree)), work, environment=environment)]
    edited, check = max(tree.rglob("lessons/*.md")), (*_LINTER, str(tree))

    def settle() -> None:
        """A check of files that changed a moment ago trusts no time stamp: wait, and check once more."""
        time.sleep(_SETTLED)
        subprocess.run(check, cwd=work, env=environment, stdout=subprocess.DEVNULL, check=False)

    return [
        Command(targets.COLD, (*_LINTER, "--no-cache", str(tree)), work, environment=environment),
        Command(targets.WARM, check, work, settle, environment),
        Command(targets.EDITED, (*_LINTER, str(tree)), work, lambda: edit(edited), environment),
    ]


def has_cache() -> bool:
    """Whether this lessonlint keeps anything from one run to the next."""
    done = subprocess.run([*_LINTER, "--help"], capture_output=True, text=True, env=_environment(), check=False)
    return "--no-cache" in done.stdout


def edit(path: Path) -> None:
    """Change the last line of a document to something that it never was before, so that no cache knows it."""
    text, _, _ = path.read_text("utf-8").partition(_EDIT)
    path.write_text(f"{text}{_EDIT}{time.monotonic_ns()}.\n", "utf-8")


def start_up(work: Path) -> Command:
    """The least that any command line of ours can cost."""
    return Command(targets.CLICK, (sys.executable, "-c", "import click"), work)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def _first_line(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, env=_environment(), check=False)
    return (done.stdout.strip().splitlines() or [""])[0]


def _revision() -> str:
    return _first_line("git", "-C", str(ROOT), "describe", "--always", "--dirty") or "no revision"
