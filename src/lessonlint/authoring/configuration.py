"""A configuration for a curriculum that is there: what can be seen in it is set."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from lessonlint.authoring.templates import template
from lessonlint.course.values import Course, Module
from lessonlint.vocabulary import folded
from lessonlint.vocabulary.tables import ROLES, Role, columns
from lessonlint.wording import counted

_OFTEN = 2
_FEWEST_KNOWN = 2
_STRANGE = """\
# {} here, and none could be told to be a part of a curriculum. If their titles use words of your own, say so:
# vocabulary:
#   titles:
#     lesson: [Unit]
#     module-plan: [Block]"""


def new_configuration(course: Course, files: int) -> str:
    """The text of `lessonlint.yaml` for a curriculum among so many Markdown files."""
    blocks = [template("configuration"), *_nothing_read(course, files), *_whole(course), *_words(course)]
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


def unread_columns(course: Course) -> dict[str, list[str]]:
    """Column headers that can mean only one of our columns, by ours: with it, more of their tables would be known."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for read in (read for doc in course.docs for read in doc.tables if read.bin != "ignored"):
        header = [cell.value for cell in read.table.header]
        meant = {meaning for role in ROLES if (meaning := _lacks_one(header, role, len(read.columns)))}
        if len(meant) == 1:
            ours, theirs = meant.pop()
            found[ours][theirs] += 1
    often = {ours: [theirs for theirs, times in seen.items() if times >= _OFTEN] for ours, seen in found.items()}
    return {ours: theirs for ours, theirs in often.items() if theirs}


def _says_complete(module: Module) -> bool:
    status = module.record.status if module.record else None
    return status is not None and status.state == "complete"


def _nothing_read(course: Course, files: int) -> Iterator[str]:
    """What to do where no document was read."""
    if files and not course.docs:
        yield _STRANGE.format(counted(files, "Markdown file"))
    elif not course.docs:
        yield "# No document of a curriculum is here yet. `lessonlint new course TITLE` begins one."


def _whole(course: Course) -> Iterator[str]:
    found = whole(course)
    lines = ['# What is whole, so that what is absent is missing: course, series-1, "1.1".']
    yield "\n".join([*lines, f"complete: [{', '.join(found)}]" if found else "# complete: [series-1]"])


def _words(course: Course) -> Iterator[str]:
    """The words of the team for columns, as far as they are sure."""
    if sure := unread_columns(course):
        lines = [f"    {ours}: {json.dumps(theirs, ensure_ascii=False)}" for ours, theirs in sorted(sure.items())]
        yield "\n".join(["vocabulary:", "  columns:", *lines])


def _lacks_one(header: Sequence[str], role: Role, known: int) -> tuple[str, str] | None:
    """Our name of the one column a table lacks to be of a role that knows more of it, and the header it is called."""
    found = columns([folded(title) for title in header], role._replace(needs=())) or {}
    missing = [name for name in role.needs if name not in found]
    strange = [title for index, title in enumerate(header) if index not in found.values() and title.strip()]
    if len(missing) == 1 and len(strange) == 1 and len(found) >= max(_FEWEST_KNOWN, known + 1):
        return role.columns[missing[0]][0].title(), " ".join(strange[0].split())
    return None
