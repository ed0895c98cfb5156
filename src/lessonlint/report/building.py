"""How a course builds, for authors: what is unused, what much depends on, what comes back after how long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import mean
from typing import Any

from lessonlint.analysis.building import Building, Spacing
from lessonlint.analysis.metrics import Metrics
from lessonlint.concepts.state import FADES_AFTER
from lessonlint.course.values import Course
from lessonlint.report.terminal import visible
from lessonlint.wording import bare, counted

_SHOWN, _NAME = 5, 48
_DIGITS = 9


def render_building(building: Building, course: Course) -> str:
    """How the course builds, a few lines for each question; the rest is in the JSON."""
    if not building.requisites:
        return "How lessons build on each other: not known without prerequisites whose concepts are recorded.\n"
    lines = ["How lessons build on each other"]
    known = f" (as far as {len(course.lessons) - building.unplanned} of {len(course.lessons)} plans tell)"
    known = known if building.unplanned else ""
    for title, found in (
        ("Most lessons build on", list(_bottlenecks(building, course))),
        (f"Nothing later builds on{known}", [course.lessons[at].name for at in building.dead_ends]),
        (f"Taught once, never named again{known}", [_named(each, course) for each in building.unused]),
        ("Left alone longest", list(_alone(building, course))),
    ):
        if found:
            lines.append(f"  {title}:")
            lines += [f"    {visible(each)}" for each in found[:_SHOWN]]
            if len(found) > _SHOWN:
                lines.append(f"    … and {len(found) - _SHOWN} more (--format json lists them)")
    lines += [f"  {each}" for each in _sums(building, course)]
    return "\n".join(lines) + "\n"


def _bottlenecks(building: Building, course: Course) -> Iterator[str]:
    for each in building.bottlenecks[:_SHOWN]:
        lesson = course.lessons[each.at].name
        yield f"{lesson}: {counted(each.direct, 'later lesson')} directly, {each.all} in all"


def _named(each: Spacing, course: Course) -> str:
    return f"{_head(each)} in {course.lessons[each.taught[0]].name}"


def _head(concept: Spacing) -> str:
    """A concept's name without the explanation behind it."""
    words = bare(concept.first.row.concept, _NAME)
    return words.partition(" (")[0] or words


def _alone(building: Building, course: Course) -> Iterator[str]:
    """The concepts that rest longest between two appearances."""
    rests = [
        (later - earlier - 1, each, earlier, later) for each in building.spacing for earlier, later in [each.alone]
    ]
    for longest, each, earlier, later in sorted(rests, key=lambda rest: -rest[0])[:_SHOWN]:
        if longest > FADES_AFTER:
            one, other = course.lessons[earlier], course.lessons[later]
            yield f"{_head(each)}: {counted(longest, 'lesson')} between {one.name} and {other.name}"


def _sums(building: Building, course: Course) -> Iterator[str]:
    rows = [other - one for (one, other), count in building.requisites.items() for _ in range(count)]
    yield (
        f"A prerequisite was taught {mean(rows):.1f} lessons before, on average; the longest way is "
        f"{counted(max(rows), 'lesson')}."
    )
    again = sum(each.returns for each in building.spacing)
    deeper = (
        f"{counted(len(building.spacing), 'concept')} taught deeper than {visible(course.vocabulary.depths.ladder[0])}"
    )
    comes = "comes" if again == 1 else "come"
    yield f"{again} of {deeper} {comes} back in a later lesson, as far as links are settled."
    if building.redundant:
        yield (
            f"{len(building.redundant)} of {counted(len(building.requisites), 'requisite')} between lessons follow "
            "from others, which is no fault."
        )


def building_data(building: Building, course: Course) -> dict[str, Any]:
    """All of it as data."""
    names = [lesson.number or lesson.slug for lesson in course.lessons]
    gone = set(building.redundant)
    return {
        "requisites": [
            {"from": names[one], "to": names[other], "rows": count, "distance": other - one,
             "redundant": (one, other) in gone}
            for (one, other), count in building.requisites.items()
        ],
        "dead_ends": [names[at] for at in building.dead_ends],
        "bottlenecks": [
            {"lesson": names[each.at], "direct": each.direct, "all": each.all} for each in building.bottlenecks
        ],
        "unused": [{"concept": bare(x.first.row.concept), "lesson": names[x.taught[0]]} for x in building.unused],
        "concepts": [
            {"concept": bare(each.first.row.concept), "taught": [names[at] for at in each.taught],
             "used": [names[at] for at in each.used], "surely_used": [names[at] for at in each.sure],
             "gaps": list(each.gaps)}
            for each in building.spacing
        ],
        "unplanned": building.unplanned,
    }  # fmt: skip


def render_metrics(found: Sequence[Metrics], course: Course) -> str:
    """The Curricular Analytics metrics of each lesson, with the complexity of modules and course."""
    lines = ["lesson   complexity  blocking  delay   centrality  slug"]
    sums: dict[str, int] = defaultdict(int)
    for lesson, each in zip(course.lessons, found, strict=True):
        sums[".".join(map(str, lesson.module or ()))] += each.complexity
        cells = f"{each.complexity:>10}  {each.blocking:>8}  {each.delay:>5}  {_short(each.centrality):>11}"
        lines.append(f"{lesson.number:<7}  {cells}  {visible(lesson.slug)}")
    modules = ", ".join(f"{module} {total}" for module, total in sums.items())
    lines += [
        "",
        f"Structural complexity: {sum(sums.values())} (modules: {modules}).",
        "Blocking: lessons that can only come after it. Delay: lessons on the longest chain through it.",
        "Centrality: the lengths of all chains through it, added up. Complexity: blocking and delay together.",
    ]
    return "\n".join(lines) + "\n"


def metrics_data(found: Sequence[Metrics], course: Course) -> dict[str, Any]:
    """The metrics as data."""
    lessons = [
        {"lesson": lesson.number, "slug": lesson.slug, "complexity": each.complexity, "blocking": each.blocking,
         "delay": each.delay, "centrality": _plain(each.centrality)}
        for lesson, each in zip(course.lessons, found, strict=True)
    ]  # fmt: skip
    return {"complexity": sum(each.complexity for each in found), "lessons": lessons}


def _short(number: int) -> str:
    """A number that fits its column; how many paths a large course has, nobody could read."""
    return str(number) if number < 10**_DIGITS else f"about 2^{number.bit_length() - 1}"


def _plain(number: int) -> int | float:
    """A number that every reader of JSON can hold."""
    largest = 2**53
    return number if number <= largest else float(min(number, 10**300))
