"""The documents above the lessons, as Markdown: course, series, module plans and records."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from speed.lessons import LessonPage, belief, deepest
from speed.reviews import iterations
from speed.syllabus import LADDER, Lesson, Module, Step, Syllabus
from speed.words import NOUNS, Stock

_ALIASES = 40
_AMOUNT = 1.7


def documents(course: Syllabus) -> Iterator[tuple[str, str]]:
    """Every file of a course: its path and its text."""
    amount = 0.0 if course.lean else _AMOUNT
    lessons = course.lessons
    yield "course.md", _course(course)
    yield "concepts.yaml", _concepts(lessons)
    for number, modules in course.series.items():
        yield f"series-{number}/plan.md", _series_plan(course, number, modules, amount)
        yield f"series-{number}/summary.md", _series_summary(course, number, modules, amount)
        for module in modules:
            folder = f"series-{number}/module-{number}-{module.number}"
            yield f"{folder}/plan.md", _module_plan(course, module, amount)
            yield f"{folder}/record.md", _record(course, module, amount)
            for lesson in module.lessons:
                page = LessonPage(course, module, lesson, lessons, amount)
                yield f"{folder}/lessons/{lesson.slug}.md", page.render()


def _stock(course: Syllabus, module: Module, kind: str) -> Stock:
    heads = [step.concept.head for lesson in module.lessons for step in lesson.targets]
    return Stock(Random(f"{course.seed}/{kind}/{module.name}"), module.words, heads, short=course.lean)


def _page(*lines: str) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _course(course: Syllabus) -> str:
    status = [
        f"| {module.name} | {module.title} | {len(module.lessons)} of {len(module.lessons)} | complete |"
        for module in course.modules
    ]
    series = [
        f"| {number} | {_series_title(of)} | complete | {of[0].title} and more |"
        for number, of in course.series.items()
    ]
    return _page(
        "# Course: An Invented Trade", "", "## Goal",
        "The student can tell by hand what a piece of work needs next, and why.", "", "## Series", "",
        "| Series | Title | Status | Description |", "|--------|-------|--------|-------------|", *series, "",
        "## Module Status", "", "| Module | Title | Lessons | Status |", "|--------|-------|---------|--------|",
        *status,
    )  # fmt: skip


def _concepts(lessons: list[Lesson]) -> str:
    """Decisions about a few concepts: what is called otherwise, and where it is taught."""
    lines = ["# What words mean in this course, where they are not the words of an index row.", "concepts:"]
    for lesson in lessons[:: max(1, len(lessons) // _ALIASES)]:
        concept = lesson.steps[0].concept
        if lesson.steps[0].before is None:
            lines += [f"  - id: {concept.head.lower().replace(' ', '-')}", f"    name: {concept.head}", "    rows:",
                      f"      - {lesson.slug}: {concept.name}", "    aliases:",
                      f"      - What the {concept.own} did"]  # fmt: skip
    return _page(*lines)


def _series_title(modules: list[Module]) -> str:
    return f"{modules[0].words[1]} work".title()


def _goal(module: Module) -> str:
    first, last = module.lessons[0].targets[0].concept, module.lessons[-1].targets[0].concept
    return f"The student can explain {first.head.lower()} and put it to use, up to {last.head.lower()}."


def _series_plan(course: Syllabus, number: int, modules: list[Module], amount: float) -> str:
    stock = _stock(course, modules[0], "plan")
    lines = [
        f"# Series {number}: {_series_title(modules)} -- Plan", "", "**Status:** Complete", "", "## Series Goal", "",
        _series_goal(modules), "", "## Pedagogical Approach", "", stock.prose(8 * amount), "",
        "## Modules and Lessons", "",
    ]  # fmt: skip
    for module in modules:
        lines += [
            f"### Module {module.name}: {module.title} ({len(module.lessons)} lessons)", "",
            "| # | Slug | Title | Notebook | Description |", "|---|------|-------|----------|-------------|",
        ]  # fmt: skip
        lines += [f"| {x.order} | {x.slug} | {x.title} | No | {stock.prose(1)} |" for x in module.lessons]
        lines.append("")
    words = [stock.pick(modules[0].words) for _ in range(4)]
    lines += ["## Scope Boundaries", "", "**In scope:**", *(f"- {module.title}" for module in modules), "",
              "**Out of scope:**", *(f"- Selling {word} {stock.pick(NOUNS)}s" for word in words), ""]  # fmt: skip
    return _page(*lines)


def _series_goal(modules: list[Module]) -> str:
    return f"Work with {modules[0].words[0]} without a recipe, from {modules[0].title} to {modules[-1].title}."


def _series_summary(course: Syllabus, number: int, modules: list[Module], amount: float) -> str:
    stock = _stock(course, modules[0], "summary")
    done = [f"Module {each.name}: complete, {len(each.lessons)} of {len(each.lessons)} lessons" for each in modules]
    lines = [f"# Series {number}: {_series_title(modules)} -- Summary", "", f"**Status:** Complete ({'; '.join(done)})",
             "", "## Series Goal", "", _series_goal(modules), "", "## Rolled-Up Concept List", ""]  # fmt: skip
    for module in modules:
        steps = deepest([step for lesson in module.lessons for step in lesson.steps])
        lines += [f"### From Module {module.name}: {module.title} (complete)", "", "| Concept | Depth | Key Teaching |",
                  "|---------|-------|--------------|"]  # fmt: skip
        lines += [f"| {step.concept.name} | {step.depth} | {stock.prose(1)} |" for step in steps if step.level > 1]
        lines.append("")
    models = [f'{at}. **"{stock.prose(1)[:-1]}"** -- {stock.prose(2 * amount)}' for at in range(1, 6)]
    notes = [line for each in modules
             for line in (f"### Module {each.name} (complete)", stock.prose(6 * amount), "")]  # fmt: skip
    return _page(
        *lines, "## Key Mental Models Carried Forward", "", *models, "", "## Module Completion Notes", "", *notes
    )


def _module_plan(course: Syllabus, module: Module, amount: float) -> str:
    stock = _stock(course, module, "module")
    heavy = [] if not module.two_heavy else [
        "<!-- lessonlint: allow consecutive-stretch: a week of practice lies between the two -->"
    ]  # fmt: skip
    rows = [
        f"| {x.order} | {x.slug} | {x.targets[0].concept.head} | {x.load} | {stock.prose(1)} |" for x in module.lessons
    ]
    topics = [f"| {x.slug} | {'. '.join(step.concept.head for step in x.steps)}. |" for x in module.lessons]
    loads = [f"Lesson {x.order} ({x.slug}): {x.load} -- {stock.prose(1)[:-1]}" for x in module.lessons]
    beliefs = [f'- **"{belief(module, x, 0)}."** {stock.prose(2 * amount)}' for x in module.lessons[:3]]
    return _page(
        f"# Module {module.name}: {module.title} -- Plan", "", f"**Module goal:** {_goal(module)}", "",
        "## Narrative Arc", "", stock.prose(10 * amount), "", "## Lesson Sequence", "", *heavy,
        *([""] if heavy else []), "| # | Slug | Core Concept | Type | Rationale for Position |",
        "|---|------|--------------|------|------------------------|", *rows, "",
        "## Rough Topic Allocation", "", "| Lesson | Topics |", "|--------|--------|", *topics, "",
        "## Cognitive Load Trajectory", "", "```", *loads, "```", "", "## Module-Level Misconceptions", "", *beliefs,
    )  # fmt: skip


def _record(course: Syllabus, module: Module, amount: float) -> str:
    stock = _stock(course, module, "record")
    count = len(module.lessons)
    index = [_index_row(step, x, stock, amount) for x in module.lessons for step in x.steps]
    summaries = [line for lesson in module.lessons for line in _summary(lesson, stock, amount)]
    models = [f'| "{stock.prose(1)[:-1]}" | {x.slug} | {module.lessons[-1].slug} |' for x in module.lessons]
    return _page(
        f"# Module {module.name}: {module.title} -- Record", "", f"**Goal:** {_goal(module)}",
        f"**Status:** Complete ({count} of {count} lessons built)", "", "## Concept Index", "",
        "| Concept | Depth | Lesson | Notes |", "|---------|-------|--------|-------|", *index, "",
        "## Per-Lesson Summaries", "", *summaries, "## Key Mental Models and Analogies", "",
        "| Model/Analogy | Established In | Used Again In |", "|---------------|----------------|---------------|",
        *models,
    )  # fmt: skip


def _index_row(step: Step, lesson: Lesson, stock: Stock, amount: float) -> str:
    rises = f"Elevated from {LADDER[step.before[0]]} in {step.before[1]}. " if step.before else ""
    return f"| {step.concept.name} | {step.depth} | {lesson.slug} | {rises}{stock.prose(1.1 * amount)} |"


def _summary(lesson: Lesson, stock: Stock, amount: float) -> list[str]:
    taught = [f"- {step.concept.head} ({step.depth}{_rise(step)})" for step in lesson.steps]
    how = [f"- **{step.concept.head}:** {stock.prose(3 * amount)}" for step in lesson.targets]
    return [
        f"### {lesson.slug}", "", "**Status:** Built", f"**Cognitive load type:** {lesson.load}", "",
        "**Concepts taught:**", *taught, "", "**Mental models established:**",
        f'- "{stock.prose(1)[:-1]}": {stock.prose(amount)}', "", "**Analogies used:**", f"- {stock.prose(2 * amount)}",
        "", "**How concepts were taught:**", *how, "", "**Notebook:** None.", "",
        f"**Review:** PASS on iteration {iterations(lesson.index)}.", "",
    ]  # fmt: skip


def _rise(step: Step) -> str:
    return f", elevated from {LADDER[step.before[0]]} in {step.before[1]}" if step.before else ""
