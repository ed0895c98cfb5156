"""What was measured, as Markdown for people and as a value for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from speed.contenders import Tool
from speed.measuring import Series, exponent
from speed.targets import COLD, LARGE, RUMDL, SMALL, Measured, Verdict

_MB = 1_000_000


class Tree(NamedTuple):
    """Something that was checked: its name, its size in bytes, and what it holds in words."""

    name: str
    size: int
    holds: str


class Results(NamedTuple):
    """One run of the benchmark. `items` is how many items a second each tool managed on the big course."""

    machine: str
    tools: Sequence[Tool]
    trees: Sequence[Tree]
    runs: Measured
    verdicts: Sequence[Verdict]
    items: dict[str, float]


def growth(results: Results) -> dict[str, float]:
    """How the time of each linter grows from the small tree to the large one; 1 is in proportion."""
    size = {tree.name: tree.size for tree in results.trees}
    found: dict[str, float] = {}
    for name in (COLD, RUMDL):
        small, large = results.runs.get((SMALL, name)), results.runs.get((LARGE, name))
        if small and large and small.samples and large.samples:
            found[name] = exponent((size[SMALL], small.wall), (size[LARGE], large.wall))
    return found


def render_markdown(results: Results) -> str:
    """The tables."""
    tools = [(tool.name, tool.version or f"not measured: {tool.missing}") for tool in results.tools]
    trees = [(tree.name, f"{tree.size / _MB:.2f} MB", tree.holds) for tree in results.trees]
    powers = [(name, f"{value:.2f}") for name, value in growth(results).items()]
    items = [(name, f"{value:,.0f}") for name, value in results.items.items()]
    parts = [
        "# Speed", "", results.machine, "",
        *_table(("Tool", "Version"), tools),
        *_table(("Tree", "Size", "Holds"), trees),
        *_table(("Tree", "Command", "Runs", "Wall, median", "Quickest to slowest", "Processor", "Peak memory"),
                [_run(tree, series) for (tree, _), series in results.runs.items()]),
        *_table(("Growth, 7 to 70 MB", "Exponent"), powers),
        *_table(("5,000 lessons", "Items a second"), items),
        *_table(("Target", "Limit", "Measured", "By processor time", "Verdict"), map(_verdict, results.verdicts)),
    ]  # fmt: skip
    return "\n".join(parts).rstrip("\n") + "\n"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if not lines:
        return []
    return [f"| {' | '.join(header)} |", f"|{'---|' * len(header)}", *lines, ""]


def _run(tree: str, series: Series) -> Sequence[str]:
    if not series.samples:
        return tree, series.name, "0", series.failed or "not run", "", "", ""
    low, high = series.spread
    note = f" ({series.failed})" if series.failed else ""
    return (tree, series.name, f"{len(series.samples)}{note}", f"{series.wall:.3f} s", f"{low:.3f} to {high:.3f} s",
            f"{series.cpu:.3f} s", f"{series.peak:.0f} MB")  # fmt: skip


def _verdict(verdict: Verdict) -> Sequence[str]:
    target = verdict.target
    limit = f"{'at least' if target.at_least else 'at most'} {target.limit:g} {target.unit}"
    if verdict.value is None or verdict.cpu is None:
        return target.words, limit, verdict.why, "", verdict.word
    by_cpu = "" if target.unit == "MB" else f"{verdict.cpu:.2f} {target.unit}"
    return target.words, limit, f"{verdict.value:.2f} {target.unit}", by_cpu, verdict.word


def as_json(results: Results) -> dict[str, Any]:
    """The same as a value: every sample, not only medians."""
    return {
        "version": 1,
        "machine": results.machine,
        "tools": [tool._asdict() for tool in results.tools],
        "trees": [tree._asdict() for tree in results.trees],
        "runs": [_run_as_json(tree, series) for (tree, _), series in results.runs.items()],
        "growth": growth(results),
        "items": results.items,
        "targets": [_verdict_as_json(verdict) for verdict in results.verdicts],
    }


def _run_as_json(tree: str, series: Series) -> dict[str, Any]:
    samples = [sample._asdict() for sample in series.samples]
    return {"tree": tree, "command": series.name, "failed": series.failed, "samples": samples}


def _verdict_as_json(verdict: Verdict) -> dict[str, Any]:
    target = verdict.target
    return {
        "target": target.words,
        "limit": target.limit,
        "unit": target.unit,
        "at_least": target.at_least,
        "value": verdict.value,
        "cpu": verdict.cpu,
        "verdict": verdict.word,
        "why": verdict.why,
    }
