"""From the files of a workspace to a course, and to what has been decided about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import repeat

from lessonlint import entries
from lessonlint.baseline import Baseline, read_baseline
from lessonlint.cache import stamp
from lessonlint.concepts.registry import Registry, read_registry
from lessonlint.config.error import ConfigError
from lessonlint.config.settings import Settings
from lessonlint.config.vocabulary import vocabulary_of
from lessonlint.course.build import build_course
from lessonlint.course.values import Course, Stray
from lessonlint.entries import Reading, Recent
from lessonlint.memory import Memory
from lessonlint.model.documents import Doc
from lessonlint.model.read import looks_like_curriculum, read, stray_waivers
from lessonlint.past import Past
from lessonlint.processes import copies, shares
from lessonlint.source import Source, Unreadable
from lessonlint.spool import Spool, Stretch
from lessonlint.vocabulary import Vocabulary
from lessonlint.workspace import FileSource, Workspace

_FEW = 8
SHARE = 400_000
"""Bytes to read that are worth a process: with less, copying one takes as long as it saves (measured)."""


def load_course(workspace: Workspace, settings: Settings, memory: Memory | None = None, processes: int = 1) -> Course:
    """Read every file of a workspace, in so many processes, and put it in course order."""
    vocabulary = vocabulary_of(settings)
    docs: list[Doc] = []
    unreadable: list[Unreadable] = [*workspace.problems]
    strays: list[Stray] = []
    for found in _readings(workspace, vocabulary, memory, processes):
        if isinstance(found, Doc):
            docs.append(found)
        elif isinstance(found, Unreadable):
            unreadable.append(found)
        elif found:
            strays.append(found)
    return build_course(docs, unreadable, strays, frozenset(workspace.named), settings.complete, vocabulary)


def worth(workspace: Workspace, memory: Memory | None, processes: int) -> int:
    """How many processes, of so many at most, are worth their while: it depends on what has to be read."""
    if processes < 2:
        return 1
    paths = workspace.paths()
    return max(1, min(processes, sum(_sizes(memory.unread(paths) if memory else paths)) // SHARE))


def _readings(
    workspace: Workspace, vocabulary: Vocabulary, memory: Memory | None, processes: int
) -> Iterator[Reading | Unreadable]:
    """Every file, read, in path order. Each process reads a stretch of them."""

    def one(path: str) -> Reading | Unreadable:
        return _reading(path, workspace.source, path in workspace.named, vocabulary, memory)

    def copied(share: Sequence[str], spool: Spool | None) -> list[Stretch | None]:
        found = map(one, share)
        return [None if spool is None or isinstance(each, Unreadable) else spool.put(each) for each in found]

    paths = workspace.paths()
    sizes = _sizes(paths)
    own, *others = shares(paths, sizes, processes)
    recent = Recent()
    spools = [None if memory else Spool(vocabulary, recent) for _ in others]
    with copies(map(partial, repeat(copied), others, spools)) as ends:
        yield from _streamed(map(one, own), None if memory or sum(sizes) <= entries.ROOM else Spool(vocabulary, recent))
        for share, spool, end in zip(others, spools, ends, strict=True):
            # What a copy has put into the memory of all runs is there by now; what it could not read is read here.
            for path, at in zip(share, end() or repeat(None), strict=False):
                found = spool.taken(at) if spool and at else None
                yield found[0] if found else one(path)


def _streamed(found: Iterable[Reading | Unreadable], spool: Spool | None) -> Iterator[Reading | Unreadable]:
    """What was read, with `spool` room for most of it."""
    for each in found:
        yield each if spool is None or isinstance(each, Unreadable) else spool.held(each)


def _reading(
    path: str, source: FileSource, named: bool, vocabulary: Vocabulary, memory: Memory | None
) -> Reading | Unreadable:
    make = partial(_made, vocabulary, named)
    if memory:
        return memory.read(path, named, source, make)
    found = source.read(path)
    return found if isinstance(found, Unreadable) else make(found)


def _made(vocabulary: Vocabulary, named: bool, source: Source) -> Reading:
    if doc := read(source, vocabulary):
        return doc
    strange = named or looks_like_curriculum(source, vocabulary)
    return Stray(source, stray_waivers(source, vocabulary)) if strange else None


def only_moved(workspace: Workspace, settings: Settings, memory: Memory) -> Past | None:
    """The last run, with each word where it stands now: if a few files were edited and differ in nothing else."""
    paths = workspace.paths()
    changed = memory.unread(paths)
    if len(changed) > _FEW or workspace.problems or not memory.is_about(paths):
        return None
    vocabulary, named, source = vocabulary_of(settings), workspace.named, workspace.source
    found = [memory.reread(path, path in named, source, partial(_made, vocabulary, path in named)) for path in changed]
    return memory.moved(found, load_registry(workspace, memory))


def _sizes(paths: Iterable[str]) -> list[int]:
    return [found[2] if found else 0 for found in map(stamp, paths)]


def load_registry(workspace: Workspace, memory: Memory | None = None) -> Registry:
    """What has been decided about concepts: the nearest `concepts.yaml` at or above the files of a workspace."""
    if workspace.registry is None:
        return Registry()
    return registry_in(workspace.source.read(workspace.registry), memory)


def registry_in(source: Source | Unreadable, memory: Memory | None = None) -> Registry:
    """What has been decided about concepts, by the text of a `concepts.yaml`."""
    if isinstance(source, Unreadable):
        return Registry(problems=((source.place, source.reason),), source=source.seen)
    return memory.decided(source, read_registry) if memory else read_registry(source)


def load_baseline(workspace: Workspace) -> Baseline:
    """The findings that were there when the team began: the baseline at or above the files of a workspace.

    Raises `ConfigError` when it cannot be read.
    """
    source = workspace.source.read(workspace.baseline) if workspace.baseline else None
    if isinstance(source, Unreadable):
        raise ConfigError(f"{source.path}: {source.reason}")
    return read_baseline(source) if source else Baseline()
