"""Where documents come from. Today the disk; a git tree and an editor's buffers fit behind the same `FileSource`."""

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, Protocol

from lessonlint.cache import Stamp, stamp
from lessonlint.config.find import above
from lessonlint.decoding import decode
from lessonlint.disk import MAX_BYTES, Disk, shown
from lessonlint.ignore import IgnoreRules
from lessonlint.source import Source, Unreadable, is_file
from lessonlint.walk import BASELINE, DECIDING, MOST_FILES, OUT, OUT_ADVICE, REGISTRY, Walk, is_document, leads_out


class FileSource(Protocol):
    """Anything that hands out files by their paths, as shown to people."""

    def read(self, path: str) -> Source | Unreadable:
        """One file, decoded; never raises for what a file may be."""


class Workspace(NamedTuple):
    """The files of one run.

    `walked` were found in folders, `named` were given by name only: what stands beside those is unknown. `asked` are
    the paths whose findings are wanted; the rest is context. `registry` is the file of decided concepts, `baseline`
    that of findings which were there before, if any; `folders` are those that were walked, `passed` the YAML files in
    them that are none of a curriculum yet.
    """

    source: FileSource
    walked: tuple[str, ...]
    named: tuple[str, ...]
    asked: frozenset[str]
    problems: tuple[Unreadable, ...]
    registry: str | None = None
    baseline: str | None = None
    folders: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()

    def paths(self) -> list[str]:
        """The files to read, in path order."""
        return sorted({*self.walked, *self.named})

    def read(self) -> Iterator[Source | Unreadable]:
        """Every file, read, in path order."""
        yield from self.problems
        for path in self.paths():
            yield self.source.read(path)


class Overlay(NamedTuple):
    """Files as they would be: some texts replaced, the rest as the source below has them."""

    below: FileSource
    replaced: Mapping[str, Source | Unreadable]

    def read(self, path: str) -> Source | Unreadable:
        """The replaced text of a file, if there is one."""
        return self.replaced.get(path) or self.below.read(path)


class Tree(NamedTuple):
    """Files as somebody else keeps them, such as a revision of a repository; nothing is read from disk."""

    texts: Mapping[str, bytes]

    def read(self, path: str) -> Source | Unreadable:
        """One file, decoded."""
        if path not in self.texts:
            return Unreadable(path, "there is no such file")
        return decode(path, self.texts[path])


def as_in_tree(
    texts: Mapping[Path, bytes], paths: Sequence[str], root: Path | None = None, exclude: Sequence[str] = ()
) -> Workspace:
    """As `open_workspace`, for the files of a tree by their whole paths. What a repository tracks, nothing ignores."""
    folders = [Path(path).resolve() for path in paths]
    if root is not None and within(paths, root):
        folders.append(root.resolve())
    rules = IgnoreRules.of(str(root or Path.cwd()), exclude)
    named = {shown(path): data for path, data in texts.items()}
    walked = [
        name
        for name, path, data in ((shown(path), path, data) for path, data in texts.items())
        if is_document(path.name, data)
        and any(path.is_relative_to(folder) and not _is_hidden(path, folder) for folder in folders)
        and not rules.ignores(name, False)
    ]
    common = Path(os.path.commonpath([Path(path).resolve() for path in paths]))
    above = (common, *common.parents) if root is None else (root.resolve(),)
    baseline, registry = (
        next((shown(up / name) for up in above if up / name in texts), None) for name in (BASELINE, REGISTRY)
    )
    asked = frozenset([*walked, *_judged_beside(paths, root, baseline, registry)])
    return Workspace(Tree(named), tuple(sorted(walked)), (), asked, (), registry, baseline)


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def open_workspace(
    paths: Sequence[str],
    root: Path | None = None,
    exclude: Sequence[str] = (),
    max_bytes: int = MAX_BYTES,
    max_files: int = MOST_FILES,
) -> Workspace:
    """Find the files of a run: folders are walked for Markdown, and for YAML that says which document it is.

    Files are taken whatever they are called.

    With a `root` (the folder of the configuration file) everything below it is read as context, so that a file is
    judged in its curriculum; only findings in `paths` are asked for.
    """
    walk = Walk(exclude, root, paths, max_files)
    asked: set[str] = set()
    named: list[str] = []
    for given in paths:
        path = Path(given)
        if path.is_dir():
            asked.update(walk.folder(path))
        else:
            named.append(shown(path))
    asked.update(named)
    walked = set(asked.difference(named))
    if root is not None and within(paths, root):
        walked.update(walk.folder(root))
    baseline, registry = find_beside(BASELINE, paths, root), find_beside(REGISTRY, paths, root)
    asked.update(_judged_beside(paths, root, baseline, registry))
    beside = [path for path in (baseline, registry) if path]
    led = {path: Unreadable(path, OUT, OUT_ADVICE) for path in beside if leads_out(path, walk.roots)}
    return Workspace(
        Overlay(Disk(max_bytes), led) if led else Disk(max_bytes),
        tuple(sorted(walked)),
        tuple(sorted(set(named) - walked)),
        frozenset(asked | {problem.path for problem in walk.problems}),
        tuple(dict.fromkeys(walk.problems)),
        registry,
        baseline,
        tuple(walk.folders),
        tuple(walk.passed),
    )


def with_buffers(workspace: Workspace, buffers: Mapping[str, bytes]) -> Workspace:
    """A workspace in which an editor holds the text of some files.

    Those that are not on disk yet, or say only now that they are documents, belong to it.
    """
    texts = {path: decode(path, data) for path, data in buffers.items()}
    new = {path for path, data in buffers.items() if is_document(os.path.basename(path), data)}
    if new := new.difference(workspace.walked, workspace.named):
        passed = {shown(Path(path)) for path in workspace.passed}
        new = {path for path in new if path in passed or not os.path.exists(path)}
    walked = tuple(sorted(new.union(workspace.walked)))
    return workspace._replace(source=Overlay(workspace.source, texts), walked=walked, asked=workspace.asked | new)


def _judged_beside(
    paths: Sequence[str], root: Path | None, baseline: str | None, registry: str | None
) -> Iterator[str]:
    """Which of the files that are kept beside a curriculum are judged themselves."""
    if baseline and _holds(paths, baseline):
        yield baseline
    # Decisions name rows of the whole curriculum, so a part of it cannot tell which of them are stale.
    if registry and (_holds(paths, registry) or (root is not None and within(paths, root))):
        yield registry


def watched(workspace: Workspace, paths: Sequence[str], configuration: str) -> list[str]:
    """Every file and folder that decides what a run of this `program` finds: those there, and those not there yet."""
    return sorted({*workspace.paths(), *framing(workspace, paths, configuration)})


def framing(workspace: Workspace, paths: Sequence[str], configuration: str) -> set[str]:
    """As `watched` without the documents: what decides which they are, and how they are judged."""
    found = [*workspace.folders, *workspace.passed, configuration, workspace.registry, workspace.baseline]
    found += [os.path.join(folder, ".gitignore") for folder in workspace.folders]
    tops = {os.path.realpath(path) for path in paths} | {os.getcwd()}
    above = {str(up) for top in tops for up in (Path(top), *Path(top).parents)}
    found += [os.path.join(up, name) for up in above for name in (*DECIDING, _git(up))]
    return {path for path in found if path}


def _git(folder: str) -> str:
    """What tells that a folder is the top of a repository; of git's own folder something that seldom changes."""
    name = ".git/HEAD" if os.path.isdir(os.path.join(folder, ".git")) else ".git"
    return os.path.join(folder, name)


@cache
def program() -> Mapping[str, Stamp | None]:
    """The files of lessonlint itself as they were when it began, and the folder of the libraries it uses, which changes
    when one of them does.
    """
    here = os.path.dirname(__file__)
    parser = find_spec("pyromark")
    files = []
    for folder, folders, names in os.walk(here):
        folders[:] = [name for name in folders if name != "__pycache__"]
        files += [os.path.join(folder, name) for name in names]
    libraries = [os.path.dirname(os.path.dirname(parser.origin))] if parser and parser.origin else []
    return {path: stamp(path) for path in (*(path for path in files if path.endswith(".py")), *libraries)}


def _holds(paths: Sequence[str], file: str) -> bool:
    """Whether a file lies in one of the folders, or is one of the files."""
    return any(Path(file).resolve().is_relative_to(Path(path).resolve()) for path in paths)


def find_beside(name: str, paths: Sequence[str], root: Path | None) -> str | None:
    """A file that belongs to a whole curriculum: in its root, else the nearest at or above everything that is checked.

    The search ends at the top of a repository, so that a stranger's file further up is never taken.
    """
    if root is not None:
        return shown(root / name) if is_file(root / name) else None
    for up in above(paths):
        if is_file(up / name):
            return shown(up / name)
        if (up / ".git").exists():
            break
    return None


def within(paths: Sequence[str], root: Path) -> bool:
    """Whether all paths lie in a folder."""
    return all(Path(path).resolve().is_relative_to(root.resolve()) for path in paths)
