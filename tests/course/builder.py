"""Builds a course from a few lines of Markdown for each file."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from lessonlint.course.build import build_course
from lessonlint.course.values import Course
from lessonlint.model.read import read
from lessonlint.source import Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY


def course(files: Mapping[str, str], open_paths: Collection[str] = (), complete: Collection[str] = ()) -> Course:
    """The course these files hold; each must be a document of a curriculum."""
    docs = [read(Source(path, text), DEFAULT_VOCABULARY) for path, text in sorted(files.items())]
    assert all(docs), [path for path, found in zip(sorted(files), docs, strict=True) if not found]
    return build_course([doc for doc in docs if doc], open_paths=open_paths, complete=complete)


def lesson(slug: str, number: str = "1.1", order: int | None = None) -> str:
    """A lesson plan that says its slug, its module and its position."""
    position = f"**Position:** Lesson {order}\n" if order else ""
    return f"# Lesson: {slug.title()}\n\n**Slug:** {slug}\n**Module:** {number}\n{position}"


def plan(*slugs: str, number: str = "1.1") -> str:
    """A module plan with a sequence of lessons."""
    rows = "".join(f"| {slug} | x | BUILD |\n" for slug in slugs)
    head = "| Lesson | Core Concept | Type |\n|---|---|---|\n"
    return f"# Module {number}: Dough -- Plan\n\n## Lesson Sequence\n\n{head}{rows}"


def record(*rows: tuple[str, str, str], summaries: tuple[str, ...] = (), number: str = "1.1") -> str:
    """A module record with index rows (concept, depth, lesson) and summaries."""
    index = "".join(f"| {concept} | {depth} | {slug} | |\n" for concept, depth, slug in rows)
    parts = "".join(f"### {title}\n\nwords\n\n" for title in summaries)
    return (
        f"# Module {number}: Dough -- Record\n\n## Concept Index\n\n| Concept | Depth | Lesson | Notes |\n"
        f"|---|---|---|---|\n{index}\n## Per-Lesson Summaries\n\n{parts}"
    )
