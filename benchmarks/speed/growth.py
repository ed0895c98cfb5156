"""Which stages and rules grow faster than what they read: seconds of each at several sizes, on a quiet machine.

python benchmarks/speed/growth.py CURRICULUM CURRICULUM… [--least SECONDS]

Give curricula from small to large. The exponent compares the first and the last: 1 is in proportion to their bytes.
Rules run as in a check: what is loaded again of a large curriculum counts for the first rule that looks at it.
"""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from speed.measuring import exponent

from lessonlint.api import configure, open_paths
from lessonlint.engine import Subjects, run_rules
from lessonlint.loading import load_course, load_registry
from lessonlint.rules import RULES

Seconds = dict[str, float]
_FLOOR = 1e-6


def main() -> int:
    """Print one line for each stage and rule, the fastest growing first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("curricula", nargs="+", type=Path)
    parser.add_argument("--least", type=float, default=0.05, help="leave out what stays below (%(default)s s)")
    arguments = parser.parse_args()
    gc.disable()  # as the command does: looking for cycles grows faster than anything that is measured here
    sizes = [float(sum(path.stat().st_size for path in folder.rglob("*.md"))) for folder in arguments.curricula]
    times = [stages(str(folder)) for folder in arguments.curricula]
    print("| Stage | " + " | ".join(f"{size / 1e6:.1f} MB" for size in sizes) + " | Exponent |")
    print("|---|" + "---|" * (len(sizes) + 1))
    rows = [(grown(sizes, [each[name] for each in times]), name) for name in times[0]]
    for power, name in sorted(rows, reverse=True):
        if times[-1][name] >= arguments.least:
            print(f"| {name} | " + " | ".join(f"{each[name]:.3f} s" for each in times) + f" | {power:.2f} |")
    return 0


def stages(curriculum: str) -> Seconds:
    """The time of every stage of a check, and of every rule."""
    found: Seconds = {}
    started = perf_counter()
    configuration = configure([curriculum])
    workspace = open_paths([curriculum], configuration)
    course = load_course(workspace, configuration.settings)
    found["reading"], started = perf_counter() - started, perf_counter()
    subjects = Subjects(course, load_registry(workspace))
    _ = subjects.knowledge
    found["concept graph"] = perf_counter() - started
    seconds: Seconds = {}
    run_rules(subjects, RULES, {}, debug=True, seconds=seconds)
    return found | {f"{rule.code} {rule.name}": seconds.get(rule.code, 0.0) for rule in RULES}


def grown(sizes: list[float], seconds: list[float]) -> float:
    """The exponent between the first and the last size."""
    first, last = (max(each, _FLOOR) for each in (seconds[0], seconds[-1]))
    return exponent((sizes[0], first), (sizes[-1], last))


if __name__ == "__main__":
    sys.exit(main())
