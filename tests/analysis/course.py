"""A small module whose lessons lean on each other, for questions about changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.course.builder import course, plan, record

from lessonlint.analysis.ground import Ground
from lessonlint.concepts.registry import Registry
from lessonlint.config.settings import Configuration, Settings
from lessonlint.policy import Decision

_TABLE = "| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |\n|---|---|---|---|---|---|\n"

Row = tuple[str, str, str]


def needing(slug: str, *rows: Row, number: str = "1.1") -> str:
    """A lesson plan with prerequisites: concept, required depth, source."""
    told = "".join(f"| {concept} | {depth} | {depth} | {source} | OK | it does |\n" for concept, depth, source in rows)
    head = f"# Lesson: {slug.title()}\n\n**Slug:** {slug}\n**Module:** {number}\n"
    return f"{head}\n## Prerequisites\n\n{_TABLE}{told}" if rows else head


def ground(files: Mapping[str, str], complete: Sequence[str] = ()) -> Ground:
    """A course with the default settings."""
    found = course(files, complete=complete)
    return Ground(found, Registry(), Decision(Configuration(Settings())), complete=complete, today="2026-01-01")


def bread(*loads: str) -> dict[str, str]:
    """Four lessons: `kneading` needs `mixing`, `resting` needs `kneading`; `weighing` needs nothing."""
    slugs = ("mixing", "kneading", "resting", "weighing")
    text = plan(*slugs)
    for slug, load in zip(slugs, loads, strict=False):
        text = text.replace(f"| {slug} | x | BUILD |", f"| {slug} | x | {load} |")
    return {
        "plan.md": text,
        "record.md": record(
            ("Gluten network", "INTRODUCED", "mixing"),
            ("Gluten network", "DEVELOPED", "kneading"),
            ("Windowpane test", "DEVELOPED", "kneading"),
            ("Bench rest", "DEVELOPED", "resting"),
            ("Tare", "APPLIED", "weighing"),
        ),
        "mixing.md": needing("mixing"),
        "kneading.md": needing("kneading", ("Gluten network", "INTRODUCED", "mixing (1.1.1)")),
        "resting.md": needing(
            "resting",
            ("Windowpane test", "DEVELOPED", "kneading (1.1.2)"),
            ("Gluten network", "INTRODUCED", "mixing (1.1.1)"),
        ),
        "weighing.md": needing("weighing"),
    }
