"""Folders that no author would write, checked for real: each must end in time, with the right code and useful words.

    python benchmarks/limits/hostile.py [CASE ...] [--scale 1.0] [--keep FOLDER]

`noise` is 10,000 files of random bytes, `whale` one document of 200 MB, `crowd` 50,000 small lessons with their
records, `loop` folders and files that lead to each other, `maze` folders in folders and names as long as they may be,
and `zoo` everything that is called a document and is none: pipes, sockets, devices, links that lead out. `--scale`
makes each smaller; `--keep` leaves the folders there. Exit code 1 when a case ends otherwise than it should.
"""

from __future__ import annotations

import argparse
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

_NOISE, _WHALE, _CROWD, _LOOPS, _MAZE = 10_000, 200_000_000, 50_000, 200, 2_500
_PER_MODULE, _PER_SERIES = 50, 10
_LONGEST_NAME = 250
_FIRST_LINES = 12


class Case(NamedTuple):
    """A folder to make in a given size, and how a check of it must end: its code, peak MB, and words it must say."""

    make: Callable[[Path, float], None]
    code: int
    most: float
    says: tuple[str, ...]


class Ended(NamedTuple):
    """How a check ended: its exit code, seconds on the clock and of the CPU, peak MB, and what it printed."""

    code: int
    clock: float
    cpu: float
    peak: float
    shown: str


def noise(folder: Path, scale: float) -> None:
    """Random bytes under the names of documents."""
    pick = random.Random(1)
    for number in range(int(_NOISE * scale)):
        name = f"{number:05}.{('md', 'yaml')[number % 2]}"
        (folder / name).write_bytes(pick.randbytes(pick.randrange(4_000)))


def whale(folder: Path, scale: float) -> None:
    """One lesson with more reviews than anybody could read, beside one that is as it should be."""
    review = "\n## Review -- 2026-01-05 (Iteration 1)\n\n**Verdict:** PASS\n\n" + "Dough rests. " * 50 + "\n"
    with (folder / "whale.md").open("w", encoding="utf-8") as file:
        file.write("# Lesson: Whale\n")
        file.writelines(review for _ in range(int(_WHALE * scale) // len(review) + 1))
    (folder / "minnow.md").write_text("# Lesson: Minnow\n", "utf-8")


def crowd(folder: Path, scale: float) -> None:
    """Lessons that each rest on the one before, with the records of their modules."""
    lessons = int(_CROWD * scale)
    for first in range(0, lessons, _PER_MODULE):
        series, module = divmod(first // _PER_MODULE, _PER_SERIES)
        number, members = f"{series + 1}.{module + 1}", range(first, min(lessons, first + _PER_MODULE))
        here = folder / f"module-{number}"
        here.mkdir()
        rows = "".join(f"| Fold {each} | INTRODUCED | fold-{each} |\n" for each in members)
        record = f"# Module {number}: Folds {number} -- Record\n\n## Concept Index\n\n| Concept | Depth | Lesson |\n"
        (here / "record.md").write_text(f"{record}|---|---|---|\n{rows}", "utf-8")
        for order, each in enumerate(members, start=1):
            (here / f"fold-{each}.md").write_text(_lesson(each, order, len(members), number), "utf-8")


def _lesson(each: int, order: int, of: int, module: str) -> str:
    needs = f"| Fold {each - 1} | INTRODUCED | INTRODUCED | fold-{each - 1} | OK |\n" if order > 1 else ""
    table = "| Concept | Required | Actual | Source | Status |\n|---|---|---|---|---|\n" + needs
    return (
        f"# Lesson: Fold {each}\n\n**Module:** {module} (Folds {module})\n**Position:** Lesson {order} of {of}\n"
        f"**Slug:** fold-{each}\n\n## Prerequisites\n\n{table}\n## New Concepts\n\n- Fold {each}\n"
    )


def loop(folder: Path, scale: float) -> None:
    """Links to folders above, to each other and to themselves, beside one lesson."""
    (folder / "dough.md").write_text("# Lesson: Dough\n", "utf-8")
    (folder / "up").symlink_to(folder)
    for number in range(max(2, int(_LOOPS * scale))):
        inner = folder / f"inner-{number}"
        inner.mkdir()
        (inner / "up").symlink_to(folder)
        (inner / "next").symlink_to(folder / f"inner-{number + 1}")
        (inner / "self.md").symlink_to("self.md")
        (inner / "there.md").symlink_to("back.md")
        (inner / "back.md").symlink_to("there.md")


def maze(folder: Path, scale: float) -> None:
    """A lesson below more folders than functions may call each other, folders below it that have no name any more."""
    (folder / f"{'n' * _LONGEST_NAME}.md").write_text("# Lesson: Long\n", "utf-8")
    here = os.open(folder, os.O_RDONLY)
    for depth in range(max(2, int(_MAZE * scale))):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
        if depth == int(_MAZE * scale) // 2:
            with os.fdopen(os.open("deep.md", os.O_WRONLY | os.O_CREAT, dir_fd=here), "wb") as file:
                file.write(b"# Lesson: Deep\n")
    os.close(here)


def zoo(folder: Path, scale: float) -> None:
    """Everything that is called a document and is none, beside one that is."""
    (folder / "dough.md").write_text("# Lesson: Dough\n", "utf-8")
    for number in range(max(1, int(20 * scale))):
        here = folder / f"cage-{number}"
        here.mkdir()
        for name in ("pipe.md", "pipe.yaml", ".gitignore"):
            os.mkfifo(here / name)
        (here / "zero.md").symlink_to("/dev/zero")
        (here / "zero.yaml").symlink_to("/dev/zero")
        (here / "out.md").symlink_to("/etc/hosts")
        (here / "nowhere.md").symlink_to("gone.md")
        (here / "latin.md").write_bytes("# Lesson: Crème\n".encode("latin-1"))
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(str(here / "socket.md"))


CASES = {
    "noise": Case(noise, 1, 120, ("cannot be read", "more of LL001")),
    "whale": Case(whale, 1, 60, ("limits.file-size", "minnow.md")),
    "crowd": Case(crowd, 0, 1500, ("50000 lessons",)),
    "loop": Case(loop, 1, 60, ("too many levels of symbolic links", "it is a loop")),
    "maze": Case(maze, 1, 60, ("2 lessons", "file name too long")),
    "zoo": Case(zoo, 1, 60, ("not a regular file", "leads out")),
}


def checked(folder: Path, patience: float, words: tuple[str, ...] = ()) -> Ended:
    """Check a folder in a process of its own, which is ended after some seconds."""
    command = [sys.executable, "-m", "lessonlint", "check", ".", "--no-cache", *words]
    started, peak = time.monotonic(), 0.0
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(command, cwd=folder, stdout=out, stderr=out, env=_environment())
        while not (ended := os.wait4(child.pid, os.WNOHANG))[0]:
            peak = max(peak, _peak(child.pid))
            if time.monotonic() - started > patience:
                child.kill()
            time.sleep(0.02)
        child.returncode = os.waitstatus_to_exitcode(ended[1])
        out.seek(0)
        shown = out.read().decode("utf-8", "replace")
    cpu = ended[2].ru_utime + ended[2].ru_stime
    return Ended(child.returncode, time.monotonic() - started, cpu, peak, shown)


def _peak(process: int) -> float:
    """The most memory a process has had, in MB; 0 once it has ended. (What `wait4` tells begins with our own.)"""
    for line in Path(f"/proc/{process}/status").read_text("utf-8").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, map(os.path.abspath, sys.path)))}


def wrong(case: Case, ended: Ended, scale: float = 1.0) -> list[str]:
    """What is otherwise than it should be."""
    found = [] if ended.code == case.code else [f"exit code {ended.code}, not {case.code}"]
    found += ["a traceback"] if "Traceback" in ended.shown or "internal error" in ended.shown else []
    found += [f"peak {ended.peak:.0f} MB, more than {case.most:.0f}"] if ended.peak > case.most else []
    if scale == 1.0:
        found += [f"says nothing of {words!r}" for words in case.says if words not in ended.shown]
    return found


def main() -> int:
    """Make each folder, check it, and tell how that ended."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", choices=[*CASES, []], metavar="CASE")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--patience", type=float, default=1800.0, help="seconds for one check")
    parser.add_argument("--keep", type=Path, help="make the folders here, and leave them")
    given = parser.parse_args()
    failed = False
    kept = given.keep.resolve() if given.keep else Path(tempfile.mkdtemp())
    for name in given.cases or CASES:
        folder = kept / name
        if not folder.is_dir():
            folder.mkdir(parents=True)
            CASES[name].make(folder, given.scale)
        ended = checked(folder, given.patience)
        told = wrong(CASES[name], ended, given.scale)
        failed |= bool(told)
        took = f"{ended.clock:.1f} s ({ended.cpu:.1f} s CPU), {ended.peak:.0f} MB"
        lines = ended.shown.splitlines()
        print(f"{name:<6} exit {ended.code}, {took}, {len(lines):,} lines: {'; '.join(told) or 'as it should'}")
        shown = lines[:_FIRST_LINES] + ["…"] * (len(lines) > 2 * _FIRST_LINES) + lines[_FIRST_LINES:][-4:]
        print("".join(f"    {line[:150]}\n" for line in shown), flush=True)
    if given.keep is None:  # deeper than Python's own way of removing folders goes
        subprocess.run(["rm", "-rf", kept], check=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
