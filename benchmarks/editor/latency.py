"""How long an author waits: from a keystroke to the findings, through a real server, on a curriculum of your own.

    python benchmarks/editor/latency.py CURRICULUM [--edits 50]

Keys are typed one at a time at random places of lesson plans, each when the findings of the one before are there.
Prose is what rules about the whole course never look at; a table row may be seen by any lesson. CPU is the server's.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.support.editor import Editor

TARGET = 50.0
_PER_PLACE = 5


class Wait(NamedTuple):
    """One keystroke: where it fell, and milliseconds until its findings were there, on the clock and of the CPU."""

    kind: str
    clock: float
    cpu: float


def waits(curriculum: Path, edits: int, seed: int = 1) -> list[Wait]:
    """What each of some keystrokes took."""
    pick, found = random.Random(seed), []
    paths = sorted(path.relative_to(curriculum).as_posix() for path in curriculum.rglob("*.md"))
    lessons = [path for path in paths if "/lessons/" in path] or paths
    with Editor(curriculum) as editor:
        for number in range(edits):
            if number % _PER_PLACE == 0:
                path = pick.choice(lessons)
                text = (curriculum / path).read_text("utf-8")
                at = pick.randrange(len(text))
                editor.open(path, text)
                editor.settle(path)
            text, at = f"{text[:at]}{pick.choice('aeiou ')}{text[at:]}", at + 1
            line = text[text.rfind("\n", 0, at) + 1 : at]
            began, spent = time.perf_counter(), _cpu(editor.process.pid)
            editor.edit(path, text, number)
            editor.ask_at("completion", path, 0, 0)  # answered, with nothing, when the findings have been sent
            clock = (time.perf_counter() - began) * 1000
            found.append(Wait("row" if line.startswith("|") else "prose", clock, _cpu(editor.process.pid) - spent))
    return found


def _cpu(process: int) -> float:
    """The milliseconds a process has had so far, by the kernel's own counting of its threads where it offers that."""
    total = 0.0
    for task in Path(f"/proc/{process}/task").iterdir():
        total += int((task / "schedstat").read_text("ascii").split()[0]) / 1e6
    return total


def shown(found: list[Wait]) -> str:
    """The waits in a table, with whether the median met the target."""
    lines = [f"{'':8}{'keys':>6}{'median':>9}{'worst':>9}{'CPU median':>12}{'CPU worst':>11}   milliseconds"]
    for kind in ("prose", "row", "all"):
        some = [each for each in found if kind in ("all", each.kind)]
        if some:
            clock, cpu = [each.clock for each in some], [each.cpu for each in some]
            middle = statistics.median(clock), max(clock), statistics.median(cpu), max(cpu)
            lines.append("{:8}{:6}{:9.1f}{:9.1f}{:12.1f}{:11.1f}".format(kind, len(some), *middle))
    met = statistics.median(each.clock for each in found) <= TARGET
    return "\n".join([*lines, f"target {TARGET:.0f} ms: {'met' if met else 'missed'}"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("curriculum", type=Path)
    parser.add_argument("--edits", type=int, default=50)
    given = parser.parse_args()
    print(shown(waits(given.curriculum.resolve(), given.edits)))
