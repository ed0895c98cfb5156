"""`lessonlint stats`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import click

from lessonlint.analysis.building import building
from lessonlint.analysis.metrics import metrics
from lessonlint.api import knowledge_of
from lessonlint.cli.completion import complete_paths
from lessonlint.cli.opening import opened
from lessonlint.cli.options import config_option, format_option
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.course.values import Module
from lessonlint.graph.material import Material
from lessonlint.report import building as report
from lessonlint.report.json import dumped
from lessonlint.report.terminal import visible
from lessonlint.vocabulary import Vocabulary
from lessonlint.wording import counted


@click.command("stats", short_help="Show the curriculum on one screen.")
@click.argument("paths", nargs=-1, shell_complete=complete_paths)
@click.option("--metrics", "numbers", is_flag=True, help="The Curricular Analytics metrics of each lesson instead.")
@format_option("text", "json")
@config_option
def command(paths: tuple[str, ...], numbers: bool, format_: str, config: str | None) -> int:
    """Show the curriculum in PATHS on one screen: modules, lessons, loads, depths, reviews, and how it builds.

    `--metrics` shows blocking, delay, centrality and structural complexity as published by Heileman et al. (2018,
    arXiv:1811.09676). They compare curricula with each other; they do not say that a lesson is bad.

    \b
    Examples:
      lessonlint stats curriculum/
      lessonlint stats curriculum/ --metrics
      lessonlint stats curriculum/ --format json
    """
    knowledge = knowledge_of(*opened(paths, config))
    course = knowledge.course
    built = building(knowledge)
    data = collect(knowledge)
    if format_ == "json":
        found = metrics(len(course.lessons), built.requisites)
        more = {"building": report.building_data(built, course), "metrics": report.metrics_data(found, course)}
        click.echo(dumped({"version": 1, **data, **more}), nl=False)
    elif numbers:
        click.echo(report.render_metrics(metrics(len(course.lessons), built.requisites), course), nl=False)
    else:
        click.echo(_screen(data, course.vocabulary))
        if course.lessons:
            click.echo("\n" + report.render_building(built, course), nl=False)
    return 0


def collect(knowledge: Knowledge) -> dict[str, Any]:
    """The numbers of each module and of the whole: concepts as pictures count them, depths by index rows."""
    course, material = knowledge.course, Material(knowledge)
    modules = [_module(module, len(material.concepts(material.inside(module)))) for module in course.modules]
    depths: Counter[str] = Counter()
    for module in modules:
        depths.update(module["depths"])
    return {
        "documents": dict(sorted(Counter(doc.kind for doc in course.docs).items())),
        "modules": modules,
        "lessons": len(course.lessons),
        "concepts": len(material.concepts(range(len(course.lessons)))),
        "depths": dict(depths),
    }


def _module(module: Module, concepts: int) -> dict[str, Any]:
    plans = [lesson.plan for lesson in module.lessons if lesson.plan]
    depths: Counter[str] = Counter()
    if module.record:
        depths.update(row.depth.value.split(" ")[0] for row in module.record.index)
    return {
        "module": module.name,
        "title": module.title,
        "lessons": len(module.lessons),
        "plans": len(plans),
        "closed": module.closed,
        "loads": [lesson.load.word if lesson.load else "" for lesson in module.lessons],
        "concepts": concepts,
        "depths": dict(depths),
        "prerequisites": sum(len(plan.prerequisites) for plan in plans),
        "gaps": sum(row.standing == "gap" for plan in plans for row in plan.prerequisites),
        "reviewed": sum(bool(plan.reviews) for plan in plans),
        "open_reviews": sum(plan.outcome.is_open for plan in plans),
    }


def _documents(kind: str, count: int) -> str:
    return counted(count, kind, {"series summary": "series summaries"}.get(kind, f"{kind}s"))


def _screen(data: dict[str, Any], vocabulary: Vocabulary) -> str:
    if not data["modules"]:
        return "No modules found."
    lines = ["module   lessons  loads      concepts  prerequisites  gaps  reviews    title"]
    for module in data["modules"]:
        loads = "".join(load[:1] or "?" for load in module["loads"])
        # Without plans nobody knows what lessons need, and that is not nothing.
        needs = [module["prerequisites"], module["gaps"]] if module["plans"] else ["--", "--"]
        reviewed = f"{module['reviewed']} of {module['plans']}" if module["plans"] else "no plans"
        still_open = f", {module['open_reviews']} open" if module["open_reviews"] else ""
        cells = (
            f"{module['module']:<7}",
            f"{module['lessons']:>6}",
            f"{loads:<9}",
            f"{module['concepts']:>8}",
            f"{needs[0]:>13}",
            f"{needs[1]:>4}",
            f"{reviewed}{still_open}".ljust(9),
            visible(module["title"]),
        )
        lines.append("  ".join(cells))
    ladder = vocabulary.depths.ladder
    known = sorted(data["depths"].items(), key=lambda item: ladder.index(item[0]) if item[0] in ladder else len(ladder))
    depths = ", ".join(f"{count} {visible(depth)}" for depth, count in known)
    documents = ", ".join(_documents(kind, count) for kind, count in data["documents"].items())
    loads = ", ".join(f"{name[:1]} {name}" for name in reversed(vocabulary.loads.names()))
    lines += [
        "",
        f"{counted(data['lessons'], 'lesson')} in {counted(len(data['modules']), 'module')} ({documents}).",
        *(_taught(data, depths) if depths else ("Taught: not known without a module record.",)),
        f"Loads: {loads}.",
    ]
    return "\n".join(lines)


def _taught(data: dict[str, Any], depths: str) -> Iterator[str]:
    """How many concepts and index rows there are, and why these and the column of the modules are three numbers."""
    column = sum(module["concepts"] for module in data["modules"])
    several = column > data["concepts"]
    more = f"; the column adds up to {column}, as one that several modules teach is in each of them" if several else ""
    yield f"Taught: {counted(data['concepts'], 'concept')}{more}."
    rows = sum(data["depths"].values())
    more = ", as a concept may have several" if rows > data["concepts"] else ""
    yield f"Index rows: {rows}{more}: {depths}."
