"""`lessonlint cache`."""

from __future__ import annotations

import click

from lessonlint.cache import Cache, cache_folder

_KIB = 1024


@click.group("cache", short_help="Show or clear what earlier checks remembered.")
def command() -> None:
    """What earlier checks found out is kept in .lessonlint_cache, in the project's top folder.

    It only saves time: it can be deleted at any moment, and `lessonlint check --no-cache` does without.

    \b
    Examples:
      lessonlint cache show
      lessonlint cache clear
    """


@command.command("show")
def show() -> None:
    """Say where the cache is and what it takes.

    \b
    Example:
      lessonlint cache show
    """
    cache = Cache(cache_folder())
    entries, size = cache.size()
    click.echo(f"{cache.folder}: {entries} entries, {size / _KIB:,.0f} KiB")


@command.command("clear")
def clear() -> None:
    """Forget what earlier checks found out: the next one reads everything anew.

    \b
    Example:
      lessonlint cache clear
    """
    cache = Cache(cache_folder())
    entries, _ = cache.size()
    cache.clear()
    click.echo(f"Cleared {entries} entries in {cache.folder}.")
