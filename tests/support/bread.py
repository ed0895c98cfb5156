"""A small curriculum about bread, and a way to ask the command about it in this process."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import click
from click.testing import CliRunner

from lessonlint.api import knowledge_of
from lessonlint.cli.main import cli
from lessonlint.concepts.knowledge import Knowledge

PLAN = """\
# Module 1.1: Dough -- Plan

**Module goal:** The student can make a plain loaf.

## Lesson Sequence

| Lesson | Core Concept | Type | Rationale for Position |
|---|---|---|---|
| mixing | What flour and water become | BUILD | Where everyone starts |
| kneading | Working a dough | BUILD | Needs a mixed dough |
| resting | Letting dough slacken | BUILD | Needs a kneaded dough |
| weighing | Flour on the scales | CONSOLIDATE | Any time |
| baking | Heat and crust | STRETCH | Needs all of it |

## Topic Allocation

- **Lesson 5 (baking):** The gluten network sets in the heat. Steam and crust.
"""

RECORD = """\
# Module 1.1: Dough -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---|---|---|---|
| Gluten network (proteins joined by water) | INTRODUCED | mixing | Shown as a net \\| a web of threads. |
| Bran (the husk of the grain) | MENTIONED | mixing | One sentence. |
| Kneading (push and fold) | DEVELOPED | kneading | Practised until the dough was smooth. |
| Gluten network (proteins joined by water) | DEVELOPED | kneading | Elevated from INTRODUCED in 1.1.1. |
| Dough relaxation (a rest slackens it) | DEVELOPED | resting | A disc that shrinks, then stays. |
| Tare (a scale set to nothing) | APPLIED | weighing | Everyone weighed a bowl. |
| Oven spring (the last rise) | DEVELOPED | baking | Watched through the glass. |

## Per-Lesson Summaries

### mixing

**Mental models established:**
- "Gluten is made, not added": water joins the parts.

**Analogies used:**
- Tangled wool, for the network

**How concepts were taught:**
- **Gluten network:** Oil beside water, and only one of them made a net.

**What is NOT covered:**
- Kneading by hand (Lesson 2)
- Sourdough starters (Series 4)
- Why crust browns (deferred to baking)

### kneading

**What is NOT covered:**
- Letting a dough relax (next lesson)
- Braiding a plait (Lesson 5)

### resting

### weighing

### baking

## Key Mental Models and Analogies

| Model/Analogy | Established In | Used Again In |
|---|---|---|
| "Gluten is made, not added" | mixing | kneading |
| "Tight is not weak" | resting | baking |
"""

BAKING = """\
# Lesson: Baking

**Module:** 1.1 (Dough)
**Slug:** baking
**Position:** Lesson 5 of 5

## Phase 1: Orient

| Concept | Depth | Source | Notes |
|---|---|---|---|
| Tare | APPLIED | weighing (1.1.4) | {note} |

## Phase 2: Analyze

**Target concept:** The student can explain how a loaf sets.

### Prerequisites

| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
|---|---|---|---|---|---|
| Gluten network | DEVELOPED | DEVELOPED | kneading (1.1.2) | OK | it sets in the heat |
| Threads of wheat proteins | APPLIED | APPLIED | mixing (1.1.1) | OK | they hold the gas |
| Kitchen hygiene | INTRODUCED | INTRODUCED | Prior experience | OK | clean hands |
| Chess openings | INTRODUCED | INTRODUCED | mixing (1.1.1) | OK | of no use here |
"""


class Answer(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    error: str


def bake(folder: Path, note: str = "for the flour") -> Path:
    """Write the curriculum into a folder; the folder."""
    module = folder / "course" / "module-1-1"
    (module / "lessons").mkdir(parents=True)
    (module / "plan.md").write_text(PLAN, encoding="utf-8")
    (module / "record.md").write_text(RECORD, encoding="utf-8")
    (module / "lessons" / "baking.md").write_text(BAKING.format(note=note), encoding="utf-8")
    return folder / "course"


def known(folder: Path) -> Knowledge:
    """What is known about the concepts of the curriculum in a folder."""
    return knowledge_of([str(bake(folder))])


def line_of(path: Path, words: str) -> int:
    """The number of the first line that opens a row with these words."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(f"| {words}"))


def ask(*arguments: str | Path) -> Answer:
    """Run a command in this process."""
    result = CliRunner().invoke(cli, [str(each) for each in arguments], standalone_mode=False)
    error = result.exception
    if error is None:
        return Answer(int(result.return_value or 0), result.stdout, result.stderr)
    if isinstance(error, click.ClickException):
        return Answer(2, result.stdout, error.format_message())
    raise error
