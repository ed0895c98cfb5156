"""How commands open a curriculum: with its configuration, and with what earlier runs found out."""

from __future__ import annotations

from collections.abc import Sequence

from lessonlint.api import configure
from lessonlint.cache import Cache, cache_folder
from lessonlint.config.settings import Configuration


def opened(paths: Sequence[str], config: str | None) -> tuple[Sequence[str], Configuration, Cache]:
    """What the functions of `api` are asked with; no paths mean this folder. Raises `ConfigError`."""
    targets, cache = paths or (".",), Cache(cache_folder())
    return targets, configure(targets, config, cache), cache
