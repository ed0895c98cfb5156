"""Measures lessonlint against its targets for speed and memory, beside its peers, on generated curricula.

python benchmarks/speed/run.py [--install] [--runs N] [--only TREE…] [--json FILE]

Prints Markdown tables; what goes on meanwhile is told on standard error. See README.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from speed import targets
from speed.contenders import Peers, absent, has_cache, own_checks, own_tools, start_up
from speed.measuring import Command, Series, alternate
from speed.report import Results, Tree, as_json, render_markdown
from speed.targets import COLD, COURSE, LARGE, NEEDS, NOTHING, SMALL, TINY, verdicts

HERE = Path(__file__).resolve().parent
SIZES = {TINY: ("2MB",), SMALL: ("7MB",), LARGE: ("70MB",), COURSE: ("5000", "--lean")}
_LINTERS = (COLD, targets.WARM, targets.EDITED, targets.RUMDL, targets.RUMDL_WARM)
EXPECTED = {TINY: _LINTERS, SMALL: (*_LINTERS, targets.CLI2), LARGE: (*_LINTERS, targets.CLI2), COURSE: (COLD, NEEDS)}
"""What is measured of each tree where it can be."""
_SLOW_RUNS = {SMALL: 3, LARGE: 1}


def main() -> int:
    """Generate what is missing, measure, print; exit 1 when a target is not met, or lessonlint fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--install", action="store_true", help="install or update the peers first")
    parser.add_argument("--cache", type=Path, default=_cache(), help="where trees and peers are kept (%(default)s)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each command (%(default)s); slow ones have fewer")
    parser.add_argument("--limit", type=float, default=900, help="seconds after which a run is stopped (%(default)s)")
    parser.add_argument("--only", nargs="+", choices=SIZES, default=list(SIZES), help="these trees only")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every sample to a file as well")
    arguments = parser.parse_args()
    peers = Peers(arguments.cache)
    if arguments.install:
        _tell("installing peers")
        peers.install()
    results = measure(peers, arguments.cache, arguments.only, arguments.runs, arguments.limit)
    print(render_markdown(results), end="")
    if arguments.json:
        arguments.json.write_text(json.dumps(as_json(results), indent=1) + "\n", "utf-8")
    failed = any(series.failed for (_, name), series in results.runs.items() if name == COLD)
    return 1 if failed or any(verdict.word == targets.NOT_MET for verdict in results.verdicts) else 0


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "lessonlint-speed"


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def measure(peers: Peers, cache: Path, names: list[str], runs: int, limit: float) -> Results:
    """Everything that can be measured of some trees."""
    work = cache / "work"
    work.mkdir(parents=True, exist_ok=True)
    tools, trees = [*own_tools(), *peers.tools()], []
    found: dict[tuple[str, str], Series] = {}
    for name in names:
        _tell(f"{name}: making it")
        tree = made(name, cache)
        trees.append(tree)
        folder = cache / _folder(name)
        commands = _commands(name, peers, folder, work)
        _tell(f"{name}: {', '.join(command.name for command in commands)}")
        for series in alternate(commands, runs, limit):
            found[NOTHING if series.name == targets.CLICK else name, series.name] = series
        for command, why in absent(tools, has_cache()).items():
            if command in EXPECTED[name]:
                found[name, command] = Series(command, failed=why)
    return Results(_machine(), tools, trees, found, verdicts(found), items_a_second(found, cache))


def made(name: str, cache: Path) -> Tree:
    """A tree of some size, generated in a process of its own (peak memory would be this one's) and always anew."""
    folder = cache / _folder(name)
    shutil.rmtree(folder, ignore_errors=True)
    holds = _script("generate.py", *SIZES[name][:1], str(folder), *SIZES[name][1:])
    if name == COURSE:
        shutil.rmtree(cache / "needs", ignore_errors=True)
        holds += f"; {_script('needs.py', *SIZES[name][:1], str(cache / 'needs'), *SIZES[name][1:])}"
    return Tree(name, sum(path.stat().st_size for path in folder.rglob("*.md")), holds)


def _folder(name: str) -> str:
    return f"tree-{name.replace(' ', '-').replace(',', '').lower()}"


def _script(name: str, *arguments: str) -> str:
    command = [sys.executable, str(HERE / name), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _commands(name: str, peers: Peers, folder: Path, work: Path) -> list[Command]:
    own = own_checks(folder, work)
    if name == COURSE:
        return [*own[:1], *peers.build(folder.parent / "needs", work)]
    least = [start_up(work)] if name == SMALL else []
    return [*own, *least, *peers.checks(folder, work, _SLOW_RUNS.get(name, 0))]


def items_a_second(found: dict[tuple[str, str], Series], cache: Path) -> dict[str, float]:
    """Lessons and index rows of the big course by seconds, for each tool that has read it."""
    pages = (cache / "needs").glob("*.rst")
    items = sum(page.read_text("utf-8").count("   :id: ") for page in pages)
    ran = {name: found[COURSE, name] for name in (COLD, NEEDS) if (COURSE, name) in found}
    return {name: items / series.wall for name, series in ran.items() if series.samples}


def _machine() -> str:
    return f"{platform.platform()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the end"


if __name__ == "__main__":
    sys.exit(main())
