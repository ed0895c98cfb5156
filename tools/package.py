"""Lessonlint as its users get it: built, installed where nothing else is, and installed by pre-commit.

Builds the sdist and the wheel out of that, installs the wheel into a fresh environment and checks the sample course
with it. Then the real pre-commit installs the hook from this checkout, and must stop a commit. Needs git and a package
index.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from email.parser import Parser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.integration.git import BROKEN, git, repository  # noqa: E402

from lessonlint._version import __version__  # noqa: E402

NEEDED = ("py.typed", "__main__.py", "cli/main.py")
SAID = "curriculum/lessons/shaping.md:11:20: error LL101"


def main() -> int:
    with tempfile.TemporaryDirectory() as place:
        top = Path(place)
        try:
            wheel = _built(top)
            _complete(wheel)
            _speaking(_installed(top, wheel), top)
            _hooked(top)
        except subprocess.CalledProcessError as error:
            print(f"{' '.join(map(str, error.cmd))} ended with {error.returncode}:\n{error.stdout}")
            return 1
        except AssertionError as error:
            print(error)
            return 1
    return 0


def _built(top: Path) -> Path:
    """The wheel, made from the sdist as an index's users would make it."""
    _run(top, sys.executable, "-m", "build", "--no-isolation", "--outdir", str(top / "dist"), str(ROOT))
    (wheel,) = (top / "dist").glob("*.whl")
    return wheel


def _complete(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        information = f"lessonlint-{__version__}.dist-info"
        metadata = Parser().parsestr(archive.read(f"{information}/METADATA").decode("utf-8"))
    wanted = {f"lessonlint/{name}" for name in NEEDED} | {f"{information}/licenses/LICENSE"}
    assert wanted <= names, f"{wheel.name} lacks {', '.join(sorted(wanted - names))}"
    strange = sorted(name for name in names if not name.startswith(("lessonlint/", f"{information}/")))
    assert not strange, f"{wheel.name} also holds {', '.join(strange)}"
    said = (metadata["Version"], metadata["License-Expression"])
    assert said == (__version__, "MIT"), f"{wheel.name} says {said}"


def _installed(top: Path, wheel: Path) -> Path:
    """The Python of an environment that holds nothing but the wheel and what it asks for."""
    venv.create(top / "bare")
    scripts = top / "bare" / ("Scripts" if os.name == "nt" else "bin")
    pip = (sys.executable, "-m", "pip", "--python", str(scripts / "python"))
    _run(top, *pip, "install", "--quiet", "--no-compile", str(wheel))
    return scripts / "python"


def _speaking(python: Path, top: Path) -> None:
    """The command and the module, started elsewhere than in the checkout."""
    lessonlint = str(python.with_name("lessonlint"))
    for command in ((lessonlint,), (str(python), "-m", "lessonlint")):
        said = _run(top, *command, "--version")
        assert __version__ in said, f"{command[-1]} calls itself {said}"
    _run(top, lessonlint, "check", str(ROOT / "curriculum"))
    _run(top, lessonlint, "graph", str(ROOT / "curriculum"), "--format", "mermaid")


def _hooked(top: Path) -> None:
    """What pre-commit makes of the hook when it installs it itself, for a commit that breaks a lesson elsewhere."""
    folder = repository(top / "course")
    (folder / "curriculum" / "record.md").write_text(BROKEN, "utf-8")
    git(folder, "add", "-A")
    command = (sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "lessonlint")
    environment = _clean() | {"PRE_COMMIT_HOME": str(top / "hooks")}
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    assert done.returncode == 1 and SAID in done.stdout, f"The hook should stop a commit with {SAID}:\n{done.stdout}"


def _run(folder: Path, *command: str) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env=_clean(),
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    return done.stdout


def _clean() -> dict[str, str]:
    """Without a PYTHONPATH the installed package is what runs."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GIT_"))}


if __name__ == "__main__":
    sys.exit(main())
