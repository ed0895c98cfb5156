"""The same course as a sphinx-needs project: a need for each lesson and index row, a link for each prerequisite.

python benchmarks/speed/needs.py 5000 DEST [--lean] [--seed N]

Every page is reStructuredText, the quicker of Sphinx's two formats; bodies are one line.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from speed.generate import lessons_of
from speed.syllabus import Lesson, Module, Syllabus, syllabus

_CONFIGURATION = """\
project = "An invented trade"
extensions = ["sphinx_needs"]
needs_types = [
    {"directive": "lesson", "title": "Lesson", "prefix": "L_", "color": "#ffffff", "style": "node"},
    {"directive": "concept", "title": "Concept", "prefix": "C_", "color": "#ffffff", "style": "node"},
]
needs_id_regex = "^[LC]_[0-9_]+$"
"""


def main() -> int:
    """Write a project and say what it holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", metavar="SIZE", help="7MB, or a number of lessons")
    parser.add_argument("dest", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lean", action="store_true", help="the course that generate.py makes with --lean")
    arguments = parser.parse_args()
    course = syllabus(lessons_of(arguments.size), arguments.seed, arguments.lean)
    write(course, arguments.dest)
    print(f"{items(course)} needs, {course.edges} links")
    return 0


def items(course: Syllabus) -> int:
    """How many needs a course makes: its lessons and its index rows."""
    return len(course.lessons) + course.taught


def write(course: Syllabus, dest: Path) -> None:
    """Write the project below a folder."""
    for name, text in pages(course):
        path = dest / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def pages(course: Syllabus) -> Iterator[tuple[str, str]]:
    """Every file of the project: its path and its text."""
    yield "conf.py", _CONFIGURATION
    names = [f"module-{module.series}-{module.number}" for module in course.modules]
    yield "index.rst", "\n".join(["Course", "======", "", ".. toctree::", "", *(f"   {name}" for name in names), ""])
    taught_at: dict[tuple[int, str], str] = {}
    for name, module in zip(names, course.modules, strict=True):
        yield f"{name}.rst", _module(module, taught_at)


def _module(module: Module, taught_at: dict[tuple[int, str], str]) -> str:
    lines = [module.title, "=" * len(module.title), ""]
    for lesson in module.lessons:
        links = [taught_at[known.lesson, known.concept.head] for known in lesson.needs]
        lines += [f".. lesson:: {lesson.title}", f"   :id: L_{lesson.index}"]
        lines += [f"   :links: {', '.join(links)}"] if links else []
        lines += ["", f"   {lesson.load}", "", *_concepts(lesson, taught_at)]
    return "\n".join(lines)


def _concepts(lesson: Lesson, taught_at: dict[tuple[int, str], str]) -> Iterator[str]:
    for at, step in enumerate(lesson.steps):
        taught_at[lesson.index, step.concept.head] = f"C_{lesson.index}_{at}"
        yield from (f".. concept:: {step.concept.name}", f"   :id: C_{lesson.index}_{at}", "", f"   {step.depth}", "")


if __name__ == "__main__":
    sys.exit(main())
