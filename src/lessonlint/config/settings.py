"""What a team can set, declared once: the loader, the schema and the documentation come from here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from lessonlint.config.words import Strict, VocabularySettings
from lessonlint.source import LineIndex, Place, Source

Preset = Literal["default", "strict", "draft"]
Route = tuple[str | int, ...]
Level = Literal["error", "warning", "info", "off"]


@dataclass(frozen=True, slots=True)
class Limits(Strict):
    """What is refused rather than read."""

    file_size: int = 10_000_000
    """The largest file that is read, in bytes."""
    files: int = 100_000
    """The most documents that are read from one folder and all that it holds."""


@dataclass(frozen=True, slots=True)
class Override(Strict):
    """What is different for some files. A rule must be selected here and at the top; what is ignored adds up."""

    paths: tuple[str, ...]
    """The files: patterns as in a `.gitignore`, counted from the folder of the configuration file."""
    select: tuple[str, ...] = ()
    """Only these rules, of those that are selected for all files."""
    ignore: tuple[str, ...] = ()
    """Not these rules either."""
    severity: dict[str, Level] = field(default_factory=dict)
    """Another severity. Of several overrides for a file the last one that names the rule counts."""


@dataclass(frozen=True, slots=True)
class Settings(Strict):
    """The keys of `lessonlint.yaml`."""

    preset: Preset = "default"
    """`default`; `strict` makes warnings errors and shows infos; `draft` makes errors warnings."""
    required_version: str = ""
    """Refuse to run with another version of lessonlint, such as `0.1.0`; a prefix (`0.1`) is enough."""
    exclude: tuple[str, ...] = ()
    """Files and folders that are not read, as in a `.gitignore`."""
    select: tuple[str, ...] = ()
    """Only these rules: codes, names, or the beginning of codes (`LL2`)."""
    ignore: tuple[str, ...] = ()
    """Not these rules."""
    severity: dict[str, Level] = field(default_factory=dict)
    """Another severity for a rule or one of its variants: `LL202.argued: info`."""
    complete: tuple[str, ...] = ()
    """What is known to be whole, so that what is absent is missing: `course`, `series-4`, `"4.4"`."""
    options: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Options of rules, by code or name."""
    overrides: tuple[Override, ...] = ()
    """What is different for some files."""
    vocabulary: VocabularySettings = field(default_factory=VocabularySettings)
    """The words your team uses."""
    limits: Limits = field(default_factory=Limits)
    """What is refused rather than read."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """Settings, with the file they came from and where each rule named there stands.

    `root` is the file's folder: everything below it is one curriculum. `places` says where each key and each item of
    a list stands, by the keys that lead there.
    """

    settings: Settings
    source: Source | None = None
    root: str = ""
    rule_places: tuple[tuple[str, Place], ...] = ()
    places: Mapping[Route, Place] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The configuration file as shown to people; "" when there is none."""
        return self.source.path if self.source else ""

    def at(self, *route: str | int) -> str:
        """Where the keys lead, or the nearest ones before them, as `file:line:column`."""
        while route and route not in self.places:
            route = route[:-1]
        if self.source is None or not route:
            return self.path
        line, column = LineIndex(self.source.text).position(self.places[route].start)
        return f"{self.path}:{line}:{column}"
