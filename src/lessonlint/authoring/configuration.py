"""A configuration for a curriculum that is there: what can be seen in it is set, what only its team knows is asked."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from lessonlint.authoring.templates import CONFIGURATION
from lessonlint.course.values import Course, Module
from lessonlint.vocabulary import folded
from lessonlint.vocabulary.tables import ROLES, Role, columns
from lessonlint.wording import counted

_OFTEN, _SHOWN = 2, 8
_FEWEST_KNOWN = 2
_STRANGE = """\
# {} here, and none could be told to be a part of a curriculum. If their titles use words of your own, say so:
# vocabulary:
#   titles:
#     lesson: [Unit]
#     module-plan: [Block]"""


def new_configuration(course: Course, files: int) -> str:
    """The text of `lessonlint.yaml` for a curriculum among so many Markdown files."""
    blocks = [CONFIGURATION, *_seen(course, files), *_whole(course), *_words(course)]
    return "\n\n".join(block.strip("\n") for block in blocks) + "\n"


def whole(course: Course) -> list[str]:
    """What is there in full and says itself that it is complete: the course, else series, else modules."""
    finished = {module.number for module in course.modules if module.closed and _says_complete(module)}
    if course.closed and course.modules and len(finished) == len(course.modules):
        return ["course"]
    found = []
    for series in course.series:
        own = [module for module in series.modules if module.number in finished]
        if series.closed and own and len(own) == len(series.modules):
            found.append(f"series-{series.number}")
        else:
            found += [f'"{module.name}"' for module in own]
    return found


def unread_columns(course: Course) -> dict[str, Counter[str]]:
    """Column headers that can mean only one of our columns, by ours: with it, more of their tables would be known."""
    found: dict[str, Counter[str]] = {}
    for header, known in _headers(course):
        meant = {meaning for role in ROLES if (meaning := _lacks_one(header, role, known))}
        if len(meant) == 1:
            ours, theirs = meant.pop()
            found.setdefault(ours, Counter())[theirs] += 1
    return {ours: Counter({theirs: n for theirs, n in seen.items() if n >= _OFTEN}) for ours, seen in found.items()}


def _says_complete(module: Module) -> bool:
    status = module.record.status if module.record else None
    return status is not None and status.state == "complete"


def _seen(course: Course, files: int) -> Iterator[str]:
    """What was read, and where it lies."""
    if files and not course.docs:
        yield _STRANGE.format(counted(files, "Markdown file"))
        return
    if not course.docs:
        yield "# No document of a curriculum is here yet. `lessonlint new course TITLE` begins one."
        return
    kinds = Counter(doc.kind for doc in course.docs)
    read = ", ".join(counted(number, kind, _plural(kind)) for kind, number in sorted(kinds.items()))
    lines = [f"# Read here: {read}."]
    lines += [f"#   {kind}: {_shape(paths)}" for kind, paths in _paths(course)]
    yield "\n".join([*lines, "# `lessonlint new` puts new ones beside them."])


def _plural(kind: str) -> str:
    return f"{kind[:-1]}ies" if kind.endswith("y") else kind if kind.endswith("s") else f"{kind}s"


def _paths(course: Course) -> Iterator[tuple[str, list[str]]]:
    for kind in dict.fromkeys(doc.kind for doc in course.docs):
        yield kind, sorted(doc.path for doc in course.docs if doc.kind == kind)


def _shape(paths: Sequence[str]) -> str:
    return paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1} more"


def _whole(course: Course) -> Iterator[str]:
    found = whole(course)
    lines = ['# What is whole, so that what is absent is missing: course, series-1, "1.1".']
    yield "\n".join([*lines, f"complete: [{', '.join(found)}]" if found else "# complete: [series-1]"])


def _words(course: Course) -> Iterator[str]:
    """The words of the team: columns that are sure as settings, everything else that was not read as questions."""
    sure = {ours: list(theirs) for ours, theirs in unread_columns(course).items() if theirs}
    if sure:
        lines = [f"    {ours}: {json.dumps(theirs, ensure_ascii=False)}" for ours, theirs in sorted(sure.items())]
        yield "\n".join(["vocabulary:", "  columns:", *lines])
    asked = list(_questions(course, {theirs for each in sure.values() for theirs in each}))
    if asked:
        yield "\n".join(["# Not understood. If it matters, say under `vocabulary` what it means.", *asked])


def _questions(course: Course, answered: set[str]) -> Iterator[str]:
    titles = Counter(
        _plain(section.title.value) for doc in course.docs for section in doc.sections if section.bin == "unread"
    )
    yield from _question("headings (sections)", titles)
    headers = (header for header, known in _headers(course) if not known and answered.isdisjoint(header))
    yield from _question("tables (columns)", Counter(_plain(" | ".join(header)) for header in headers))
    for meant in sorted({odd.meant for doc in course.docs for odd in doc.odd_words}):
        words = (odd.text.value for doc in course.docs for odd in doc.odd_words if odd.meant == meant and not odd.write)
        yield from _question(f"words for a {meant}", Counter(map(_plain, words)))


def _question(what: str, seen: Counter[str]) -> Iterator[str]:
    often = [(words, number) for words, number in seen.most_common(_SHOWN) if number >= _OFTEN and words]
    if often:
        yield f"#   {what}: {'; '.join(f'{words} ({number} times)' for words, number in often)}"


def _plain(words: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in words).split())[:60]


def _headers(course: Course) -> Iterator[tuple[tuple[str, ...], int]]:
    """The header of every table that counts, with how many of its columns are known."""
    for doc in course.docs:
        for read in doc.tables:
            if read.bin != "ignored":
                yield tuple(cell.value for cell in read.table.header), len(read.columns)


def _lacks_one(header: tuple[str, ...], role: Role, known: int) -> tuple[str, str] | None:
    """Our name of the one column a table lacks to be of a role that knows more of it, and the header it is called."""
    found = columns([folded(title) for title in header], role._replace(needs=())) or {}
    missing = [name for name in role.needs if name not in found]
    strange = [title for index, title in enumerate(header) if index not in found.values() and title.strip()]
    if len(missing) == 1 and len(strange) == 1 and len(found) >= max(_FEWEST_KNOWN, known + 1):
        return role.columns[missing[0]][0].title(), " ".join(strange[0].split())
    return None
