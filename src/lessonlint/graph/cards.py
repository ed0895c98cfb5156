"""What the box of a lesson, module or series says."""

from __future__ import annotations

from lessonlint.course.values import Lesson, Module, Series
from lessonlint.graph.drawing import LESSON, MODULE, SERIES, Node, clean
from lessonlint.graph.looks import load_sign
from lessonlint.graph.material import Material
from lessonlint.wording import bare, counted

_NEW = 5
FINDINGS_SIGN = "✗"
"""What the line that counts findings begins with."""


def lesson_node(material: Material, at: int, full: bool = False) -> Node:
    """A lesson: its load; with `full` also the new concepts its plan states, notebook, review and findings."""
    lesson = material.course.lessons[at]
    step = material.load(lesson)
    load = f"{load_sign(step, len(material.loads))} {material.loads[step] if step >= 0 else 'load not stated'}"
    findings = material.findings(lesson.doc)
    lines = [clean(f"{load}{_new_count(lesson)}")]
    if full:
        lines += [*_new(lesson), *_notebook(lesson), *_review(lesson)]
    lines += _told(findings)
    return Node(
        f"lesson:{at}", LESSON, lesson_name(lesson), tuple(lines),
        load=step, findings=findings, changed=at in material.changed,
    )  # fmt: skip


def lesson_name(lesson: Lesson) -> str:
    """`1.2.3 The Cut Loaf`, as far as it is known."""
    return clean(f"{lesson.number} {bare(lesson.title or lesson.slug)}".strip())


def _new_count(lesson: Lesson) -> str:
    count = lesson.plan.new_concepts if lesson.plan else None
    if count is None:
        return ""
    return f" · {count.high if count.low == count.high else f'{count.low}–{count.high}'} new"


def _new(lesson: Lesson) -> list[str]:
    count = lesson.plan.new_concepts if lesson.plan else None
    items = [clean(bare(item, 60)) for item in count.items] if count else []
    more = [f"+ {len(items) - _NEW} more"] if len(items) > _NEW else []
    return [*(f"+ {item}" for item in items[:_NEW]), *more]


def _notebook(lesson: Lesson) -> list[str]:
    said = [*(lesson.plan.notebooks if lesson.plan else ()), *(lesson.summary[1].notebooks if lesson.summary else ())]
    name = next((each.name for each in said if each.name), "")
    if name:
        return [clean(f"notebook {name.removesuffix('.ipynb')}")]
    return ["no notebook"] if said else []


def _review(lesson: Lesson) -> list[str]:
    if lesson.plan is None:
        return ["no plan read"]
    outcome = lesson.plan.outcome
    if not outcome.last:
        return ["not reviewed"]
    return [clean(f"{'review open' if outcome.is_open else 'reviewed'}: {bare(outcome.verdict, 30)}")]


def _told(findings: tuple[str, ...]) -> list[str]:
    errors = sum(words.startswith("error") for words in findings)
    parts = [
        counted(number, word) for number, word in ((errors, "error"), (len(findings) - errors, "warning")) if number
    ]
    return [f"{FINDINGS_SIGN} {', '.join(parts)}"] if parts else []


def module_node(material: Material, module: Module) -> Node:
    """A module: how many lessons and concepts, and its loads as signs in order."""
    indexes = material.inside(module)
    signs = "".join(load_sign(material.load(lesson), len(material.loads)) for lesson in module.lessons)
    findings = material.findings(module.plan_doc, module.record_doc, *(lesson.doc for lesson in module.lessons))
    lines = [f"{signs}  {counted(len(material.concepts(indexes)), 'concept')}", *_told(findings)]
    return Node(
        f"module:{module.name}", MODULE, clean(f"{module.name} {bare(module.title)}".strip()), tuple(lines),
        findings=findings, changed=not material.changed.isdisjoint(indexes),
    )  # fmt: skip


def series_node(material: Material, series: Series) -> Node:
    """A series: how many modules and lessons."""
    modules = [module_node(material, module) for module in series.modules]
    findings = tuple(words for node in modules for words in node.findings)
    findings = (*material.findings(series.plan_doc, series.summary_doc), *findings)
    lessons = sum(len(module.lessons) for module in series.modules)
    lines = (f"{counted(len(series.modules), 'module')}, {counted(lessons, 'lesson')}", *_told(findings))
    return Node(
        f"series:{series.number}", SERIES, series_name(series), lines,
        findings=findings, changed=any(node.changed for node in modules),
    )  # fmt: skip


def series_name(series: Series) -> str:
    """`Series 2: Shape and Heat`."""
    doc = series.plan_doc or series.summary_doc
    title = bare(doc.identity.title) if doc else ""
    return clean(f"Series {series.number}: {title}" if title else f"Series {series.number}")
