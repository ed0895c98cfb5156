"""The way in for programs: everything `lessonlint check` does, as one function with a value as its result."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from lessonlint._version import __version__
from lessonlint.cache import Cache
from lessonlint.concepts.registry import Registry
from lessonlint.config.error import ConfigError
from lessonlint.config.find import find_config
from lessonlint.config.settings import Configuration, Settings
from lessonlint.config.vocabulary import vocabulary_of
from lessonlint.course.sources import Sources, sources_of
from lessonlint.course.statistics import statistics
from lessonlint.course.values import Course
from lessonlint.diagnostic import Report
from lessonlint.disk import Disk, shown
from lessonlint.engine import About, Subjects, run_rules
from lessonlint.loading import load_baseline, load_course, load_registry, only_moved, registry_in, worth
from lessonlint.memory import Memory
from lessonlint.model.documents import Doc
from lessonlint.model.read import read
from lessonlint.past import Pickles, configured
from lessonlint.policy import Decision
from lessonlint.reporting import Case, reported
from lessonlint.rule import Rule
from lessonlint.rules import RULES
from lessonlint.source import LineIndex, Source
from lessonlint.vocabulary import Vocabulary
from lessonlint.walk import OUT, OUT_ADVICE, REGISTRY, leads_out
from lessonlint.workspace import Workspace, open_workspace, program, with_buffers, within

if TYPE_CHECKING:
    from lessonlint.analysis.ground import Ground
    from lessonlint.concepts.knowledge import Knowledge


def configure(paths: Sequence[str], config: str | None = None, cache: Cache | None = None) -> Configuration:
    """The configuration for some paths, read anew unless a `cache` holds it. Raises `ConfigError`.

    One that is found must be no link that leads out of `paths`: a stranger may have made it. One that is given as
    `config` may lie anywhere; outside of the curriculum it lends its settings, and says not where that begins.
    """
    found = Path(config) if config else find_config(paths)
    if found and not config and leads_out(found, paths):
        raise ConfigError(f"{shown(found)}: {OUT}. {OUT_ADVICE}")
    if found is None:
        configuration = Configuration(Settings())
    else:
        configuration = configured(cache, _program(), found, _loaded) if cache else _loaded(found)
    wanted = configuration.settings.required_version
    if wanted and not f"{__version__}.".startswith(f"{wanted.removeprefix('==')}."):
        raise ConfigError(
            f"{configuration.at('required-version')}: required-version is {wanted}, this is lessonlint {__version__}"
        )
    if config and not within(paths, Path(configuration.root)):
        return replace(configuration, root="")
    return configuration


def _loaded(path: Path) -> Configuration:
    from lessonlint.config.load import load_config

    return load_config(path)


@cache
def _program() -> str:
    """Which lessonlint this is, run by which Python."""
    return repr((sys.version, program()))


def check(
    paths: Sequence[str], configuration: Configuration | None = None, today: str | None = None, debug: bool = False
) -> Report:
    """Check a curriculum: read everything, build the course, run the rules, apply policy.

    `today` is the ISO date by which waivers end (default: the local date). `debug` lets a crashing rule raise.
    Raises `ConfigError` when no configuration is given and the one found cannot be used.
    """
    configuration = configuration or configure(paths)
    workspace = open_paths(paths, configuration)
    return check_workspace(workspace, configuration, today or date.today().isoformat(), debug)


def check_workspace(
    workspace: Workspace,
    configuration: Configuration,
    today: str,
    debug: bool = False,
    memory: Memory | None = None,
    processes: int = 1,
) -> Report:
    """As `check`, for files that are already found: from disk, a git tree or an editor.

    `memory` spares what an earlier run with the same configuration found out; the result is the same without. A large
    curriculum may be checked by so many `processes`, copies of this one: where no other thread runs.
    """
    past = only_moved(workspace, configuration.settings, memory) if memory else None
    if memory is None or past is None or past.about is None:
        return examine(workspace, configuration, today, debug, memory, processes=processes)[0]
    case = Case(workspace, configuration, Decision(configuration), RULES, today, load_baseline(workspace), debug)
    sources = Sources(memory.sources(workspace.source), _beside(case, past.registry))
    return reported(case, memory.raws(past.told), past.about, sources, past.undecided)


def check_and_know(
    paths: Sequence[str], configuration: Configuration, cache: Cache | None = None, infos: bool = False
) -> tuple[Report, Knowledge]:
    """The findings of a curriculum together with its concept graph, read once. Raises `ConfigError`.

    `cache` spares what an earlier check found out. `infos` are reported when asked for, as with a strict preset.
    """
    workspace = open_paths(paths, configuration)
    memory = _remembered(workspace, configuration, cache)
    report, subjects = examine(workspace, configuration, date.today().isoformat(), memory=memory, infos=infos)
    return report, subjects.knowledge


def examine(
    workspace: Workspace,
    configuration: Configuration,
    today: str,
    debug: bool = False,
    memory: Memory | None = None,
    infos: bool = False,
    processes: int = 1,
) -> tuple[Report, Subjects]:
    """As `check_workspace`, with what the rules looked at, for further questions."""
    started, processes = perf_counter(), worth(workspace, memory, processes)
    course = load_course(workspace, configuration.settings, memory, processes)
    seconds = {"reading": perf_counter() - started}
    decision = Decision(configuration, infos)
    case = Case(workspace, configuration, decision, RULES, today, load_baseline(workspace), debug)
    registry = load_registry(workspace, memory)
    subjects = _subjects(course, registry, memory, processes)
    found = run_rules(subjects, case.enabled, rule_options(configuration), debug, seconds, memory, processes)
    undecided = memory.undecided(subjects) if memory else subjects.undecided
    about = About(course.waivers(), course.subjects, statistics(course))
    report = reported(case, found, about, sources_of(course, _beside(case, registry)), undecided, seconds)
    if memory:
        memory.save(subjects, found, about)
    return report, subjects


def _beside(case: Case, registry: Registry) -> tuple[Source | None, ...]:
    return case.configuration.source, registry.source, case.baseline.source


def _subjects(course: Course, registry: Registry, memory: Memory | None, processes: int) -> Subjects:
    if memory is None:
        return Subjects(course, registry, processes=processes)
    memory.begin(course, registry)
    return Subjects(course, registry, memory.known, memory.ranked, processes)


def memory_of(workspace: Workspace, configuration: Configuration, cache: Cache, now: int) -> Memory:
    """What earlier runs of these rules with this configuration found out about the files of a workspace.

    `now` is when this run began, as `Cache.open` tells.
    """
    common = repr((_program(), configuration.settings.vocabulary, configuration.settings.limits))
    rules = repr((common, os.getcwd(), configuration.settings, workspace.named))
    return Memory(Pickles(cache, rules, vocabulary_of(configuration.settings)), common, RULES, now)


def open_paths(paths: Sequence[str], configuration: Configuration) -> Workspace:
    """The files of a run, with what is kept beside them."""
    settings, limits = configuration.settings, configuration.settings.limits
    root = Path(configuration.root) if configuration.root else None
    return open_workspace(paths, root, settings.exclude, limits.file_size, limits.files)


def open_buffer(path: str, data: bytes, configuration: Configuration) -> Workspace:
    """As `open_paths` for one file whose text an editor holds; the files around it come from disk."""
    name = shown(Path(path))
    workspace = with_buffers(open_paths([path], configuration), {name: data})
    return workspace._replace(asked=frozenset({name}))


def read_document(source: Source, vocabulary: Vocabulary) -> Doc | None:
    """One file read as a document by a team's words (`vocabulary_of`); None when it is none of a curriculum."""
    return read(source, vocabulary)


def rule_options(configuration: Configuration) -> dict[str, object]:
    """The options set for rules, by code, as the rules' own option values. Raises `ConfigError`."""
    found: dict[str, object] = {}
    for name in configuration.settings.options:
        rule = next((rule for rule in RULES if name in (rule.code, rule.name)), None)
        if rule is None:
            continue  # LL905 says so, at its place
        if rule.code in found:
            raise ConfigError(f"{configuration.at('options', name)}: the options of {rule.code} are given twice")
        if rule.options is None:
            raise ConfigError(f"{configuration.at('options', name)}: rule {rule.code} has no options")
        found[rule.code] = _validated(rule, rule.options, name, configuration)
    return found


def _validated(rule: Rule, options: type, name: str, configuration: Configuration) -> object:
    from pydantic import TypeAdapter, ValidationError

    values = configuration.settings.options[name]
    known = {name.replace("_", "-"): name for name in getattr(options, "_fields", ())}
    if unknown := next((key for key in values if key.replace("_", "-") not in known), None):
        from difflib import get_close_matches

        near = get_close_matches(unknown, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"it has {', '.join(known)}"
        raise ConfigError(
            f"{configuration.at('options', name, unknown)}: rule {rule.code} has no option {unknown}; {hint}"
        )
    try:
        return TypeAdapter(options).validate_python({key.replace("-", "_"): value for key, value in values.items()})
    except ValidationError as error:
        raise ConfigError(
            "\n".join(_wrong_option(rule, name, dict(e), configuration) for e in error.errors())
        ) from None


def _wrong_option(rule: Rule, name: str, error: dict[str, Any], configuration: Configuration) -> str:
    key, *rest = map(str, error["loc"])
    written = next((k for k in configuration.settings.options[name] if k.replace("-", "_") == key), key)
    where = configuration.at("options", name, written)
    return f"{where}: options of {rule.code}: {'.'.join([written, *rest])}: {error['msg'].lower()}"


def knowledge_of(
    paths: Sequence[str], configuration: Configuration | None = None, cache: Cache | None = None
) -> Knowledge:
    """The concept graph of a course, with what has been decided about it. Raises `ConfigError`.

    `cache` spares what an earlier check found out.
    """
    configuration = configuration or configure(paths)
    return knowledge_in(open_paths(paths, configuration), configuration, cache)


def knowledge_in(workspace: Workspace, configuration: Configuration, cache: Cache | None = None) -> Knowledge:
    """As `knowledge_of`, for files that are already found."""
    from lessonlint.concepts.knowledge import Knowledge

    memory = _remembered(workspace, configuration, cache)
    course, registry = load_course(workspace, configuration.settings, memory), load_registry(workspace, memory)
    return Knowledge(course, registry, ranked=memory.ranked() if memory else None)


def _remembered(workspace: Workspace, configuration: Configuration, cache: Cache | None) -> Memory | None:
    now = cache.open() if cache else None
    return memory_of(workspace, configuration, cache, now) if cache and now is not None else None


def registry_of(paths: Sequence[str], configuration: Configuration | None = None) -> tuple[Path, str]:
    """Where the decisions about concepts are kept, and their text.

    They are kept beside the configuration, else in the first folder. Raises `ConfigError` when the file there cannot
    be read: what is added to it must not cost what it says.
    """
    configuration = configuration or configure(paths)
    workspace = open_paths(paths, configuration)
    if workspace.registry:
        return Path(workspace.registry), _text_of(load_registry(workspace))
    folder = next((Path(path) for path in paths if Path(path).is_dir()), Path(paths[0]).parent)
    return (Path(configuration.root) if configuration.root else folder) / REGISTRY, ""


def registry_text(path: Path) -> str | None:
    """What a `concepts.yaml` says by now, nothing when there is none. Raises `ConfigError` when it cannot be read."""
    if not path.exists():
        return None
    return _text_of(registry_in(Disk().read(shown(path))))


def _text_of(registry: Registry) -> str:
    lines = LineIndex(registry.source.text if registry.source else "")
    found = [(place.path, *lines.position(place.start), words) for place, words in registry.problems]
    if found:
        raise ConfigError("\n".join(f"{path}:{line}:{column}: {words}" for path, line, column, words in found))
    return registry.source.text if registry.source else ""


def ground_of(paths: Sequence[str], configuration: Configuration | None = None, cache: Cache | None = None) -> Ground:
    """A course with all it takes to judge it again after a change. Raises `ConfigError`.

    `cache` spares what an earlier check found out.
    """
    configuration = configuration or configure(paths)
    workspace = open_paths(paths, configuration)
    memory = _remembered(workspace, configuration, cache)
    return ground(workspace, configuration, date.today().isoformat(), memory)


def ground(workspace: Workspace, configuration: Configuration, today: str, memory: Memory | None = None) -> Ground:
    """As `ground_of`, for files that are already found."""
    from lessonlint.analysis.ground import Ground

    settings = configuration.settings
    return Ground(
        load_course(workspace, settings, memory),
        load_registry(workspace, memory),
        Decision(configuration),
        rule_options(configuration),
        frozenset(workspace.named),
        settings.complete,
        today,
        memory.ranked() if memory else None,
    )


def course_of(paths: Sequence[str], configuration: Configuration | None = None, cache: Cache | None = None) -> Course:
    """The course that some paths hold, for questions of your own. Raises `ConfigError`.

    `cache` spares what an earlier check found out.
    """
    configuration = configuration or configure(paths)
    workspace = open_paths(paths, configuration)
    return load_course(workspace, configuration.settings, _remembered(workspace, configuration, cache))


__all__ = [
    "ConfigError",
    "Source",
    "check",
    "check_workspace",
    "configure",
    "course_of",
    "knowledge_of",
    "load_course",
]
