"""Kills checks at random moments; the next check must say what one without a cache says.

python benchmarks/memory/kills.py 50 curriculum/
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def killed(tree: Path, pick: random.Random, within: float) -> str:
    """Edit a file, kill a check at some moment, and compare the next ones; what differs, or nothing."""
    path = pick.choice(sorted(tree.rglob("*.md")))
    path.write_text(path.read_text("utf-8") + f"\nA sentence more, number {pick.random()}.\n", "utf-8")
    command = [sys.executable, "-m", "lessonlint", "check", ".", "--statistics"]
    running = subprocess.Popen(command, cwd=tree, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(pick.uniform(0, within))
    running.kill()
    running.wait()
    cold = subprocess.run([*command, "--no-cache"], cwd=tree, capture_output=True, check=False)
    for _ in range(2):
        next_one = subprocess.run(command, cwd=tree, capture_output=True, check=False)
        if (next_one.stdout, next_one.returncode) != (cold.stdout, cold.returncode):
            return f"after {path.name}: {next_one.stdout.decode()[-400:]}"
    return ""


def main() -> int:
    """Kill a number of checks; print what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("times", type=int)
    parser.add_argument("course", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    pick = random.Random(given.seed)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "course"
        shutil.copytree(given.course, tree, ignore=shutil.ignore_patterns(".*"))
        started = time.monotonic()
        subprocess.run([sys.executable, "-m", "lessonlint", "check", "."], cwd=tree, capture_output=True, check=False)
        within = time.monotonic() - started
        for number in range(given.times):
            if words := killed(tree, pick, within):
                wrong += 1
                print(f"{number}: {words}", flush=True)
    print(f"{given.times} checks killed within {within:.2f} s of their start: {wrong} differ afterwards")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
