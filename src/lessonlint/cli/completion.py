"""What a shell offers after Tab: codes and names of rules, slugs of lessons, and files beside them.

Whatever this takes is imported only when Tab is pressed, and then nothing is said, raised or written.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from lessonlint.course.values import Lesson


def complete_rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Codes; names once one has been begun. After a comma the next one, as --select takes them."""
    from click.shell_completion import CompletionItem

    from lessonlint.rules import RULES

    before, comma, word = incomplete.rpartition(",")
    begun = word.casefold()
    named = begun and not "ll".startswith(begun[:2])
    found = [(rule.name if named else rule.code, rule.summary) for rule in RULES]
    return [CompletionItem(f"{before}{comma}{name}", help=help_) for name, help_ in found if _starts(name, begun)]


def complete_lessons(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Slugs of the curriculum in this folder, with numbers and titles."""
    from click.shell_completion import CompletionItem

    found = [lesson for lesson in _lessons() if _starts(lesson.slug, incomplete.casefold())]
    return [CompletionItem(each.slug, help=f"{each.number} {each.title}".strip()) for each in found]


def complete_lessons_and_paths(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Slugs, or files and folders where no lesson begins like this."""
    return complete_lessons(ctx, param, incomplete) or complete_paths(ctx, param, incomplete)


def complete_paths(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Files and folders, as the shell knows them."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def _starts(name: str, begun: str) -> bool:
    return name.casefold().startswith(begun)


def _lessons() -> list[Lesson]:
    """The lessons here, where a check has been run before: whoever presses Tab in any other folder does not wait."""
    from lessonlint.api import ConfigError, configure, load_course, memory_of, open_paths
    from lessonlint.cache import Cache, cache_folder

    cache = Cache(cache_folder())
    if not os.path.isdir(cache.folder):
        return []
    try:
        configuration = configure(["."])
        workspace = open_paths(["."], configuration)
        began = cache.open()
        memory = memory_of(workspace, configuration, cache, began) if began is not None else None
        return [*load_course(workspace, configuration.settings, memory).lessons]
    except (ConfigError, OSError):
        return []  # somebody is pressing Tab: a check will say what is wrong
