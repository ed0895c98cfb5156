"""Which files a walk leaves out: `.gitignore` files and the configuration's `exclude`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lessonlint.disk import load, shown
from lessonlint.source import Unreadable

if TYPE_CHECKING:
    from pathspec import PathSpec

_ALWAYS = {"node_modules", "__pycache__"}
_LINK = "it is a link, and git follows none of this name"


class IgnoreRules(NamedTuple):
    """Patterns with the folder each set counts from; deeper sets are asked first, as git does."""

    sets: tuple[tuple[str, PathSpec[Any]], ...] = ()

    @classmethod
    def of(cls, base: str, patterns: Sequence[str]) -> IgnoreRules:
        """The patterns of one list, counted from a folder."""
        return cls()._with(os.path.realpath(base), list(patterns))

    @classmethod
    def above(cls, folder: Path, exclude: Sequence[str], root: Path | None) -> IgnoreRules:
        """The rules that hold for a folder: `exclude`, and the `.gitignore` files above it in its repository."""
        rules = cls()
        if exclude:
            rules = rules._with(str((root or Path.cwd()).resolve()), list(exclude))
        resolved = folder.resolve()
        repository = next((up for up in (resolved, *resolved.parents) if (up / ".git").exists()), None)
        if repository is not None:
            for up in reversed(resolved.parents):
                if up.is_relative_to(repository):
                    rules = rules.inside(up, [])  # above what is checked: not for us to complain about
        return rules

    def inside(self, folder: Path, problems: list[Unreadable]) -> IgnoreRules:
        """The rules for the inside of a folder, with its own `.gitignore` if it has one.

        One that cannot be read hides nothing, and is put down as a problem.
        """
        path = shown(folder / ".gitignore")
        if not os.path.lexists(path):
            return self
        data = Unreadable(path, _LINK, "Keep a copy here.") if os.path.islink(path) else load(path)
        if isinstance(data, Unreadable):
            problems.append(data)
            return self
        return self._with(str(folder.resolve()), data.decode("utf-8", "replace").splitlines())

    def ignores(self, path: str, is_folder: bool) -> bool:
        """Whether a file or folder is left out."""
        if os.path.basename(path) in _ALWAYS:
            return True
        if not self.sets:
            return False
        absolute = os.path.realpath(path) if not Path(path).is_symlink() else str(Path(path).absolute())
        for base, spec in reversed(self.sets):
            relative = os.path.relpath(absolute, base).replace(os.sep, "/")
            if relative.startswith("../"):
                continue
            verdict = spec.check_file(relative + "/" if is_folder else relative)
            if verdict.include is not None:
                return bool(verdict.include)
        return False

    def _with(self, base: str, lines: list[str]) -> IgnoreRules:
        from pathspec import PathSpec

        try:
            spec = PathSpec.from_lines("gitignore", lines)
        except ValueError:
            # One bad pattern must not cost the others; git passes over it as well.
            spec = PathSpec.from_lines("gitignore", [line for line in lines if _is_pattern(line)])
        return IgnoreRules((*self.sets, (base, spec)))


def _is_pattern(line: str) -> bool:
    from pathspec import PathSpec

    try:
        PathSpec.from_lines("gitignore", [line])
    except ValueError:
        return False  # git passes over it as well
    return True
