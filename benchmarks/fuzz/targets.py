"""What is fuzzed. A target takes any bytes; it raises where lessonlint crashes or says what cannot be.

A target that checks several files finds them in its bytes, one behind the other, parted by `PARTED`.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from lessonlint.api import check_workspace
from lessonlint.config.error import ConfigError
from lessonlint.config.load import load_config
from lessonlint.config.settings import Configuration, Settings
from lessonlint.converting import NotConverted, converted
from lessonlint.decoding import decode
from lessonlint.diagnostic import Report
from lessonlint.fixing import fix, waivers
from lessonlint.formatting import formatted
from lessonlint.model.documents import Doc
from lessonlint.model.read import looks_like_curriculum, read, stray_waivers
from lessonlint.model.sameness import first_difference
from lessonlint.report.github import render_github
from lessonlint.report.json import render_json
from lessonlint.report.junit import render_junit
from lessonlint.report.markdown import render_markdown
from lessonlint.report.sarif import render_sarif
from lessonlint.report.text import render_text
from lessonlint.source import LineIndex, Place, Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY
from lessonlint.walk import BASELINE, REGISTRY
from lessonlint.workspace import Tree, Workspace

TODAY = "2026-11-22"
PARTED = b"\n=====\n"
LESSON, RECORD, PLAN, YAML = "m/lessons/baking.md", "m/record.md", "m/plan.md", "m/lessons/baking.yaml"
_PLAIN = Configuration(Settings())
_RENDERERS: tuple[Callable[[Report], str], ...] = (
    render_text, lambda report: render_json(report, True), render_sarif, render_github, render_junit, render_markdown,
)  # fmt: skip


def reading(data: bytes) -> None:
    """One document: places lie in it, line ends change no word, `fmt` and `convert` keep what it says."""
    source = decode("baking.md", data)
    if not isinstance(source, Source):
        return
    looks_like_curriculum(source, DEFAULT_VOCABULARY)
    stray_waivers(source, DEFAULT_VOCABULARY)
    doc = read(source, DEFAULT_VOCABULARY)
    if doc is None:
        return
    _lies_within(doc)
    if "\r" not in source.text:
        other = read(Source("baking.md", source.text.replace("\n", "\r\n")), DEFAULT_VOCABULARY)
        assert not (where := first_difference(doc, other)), f"with other line ends: {where}"
    _keeps_its_words(source)
    _is_turned(source)


def resolution(data: bytes) -> None:
    """A lesson, its record, its plan and what is decided about concepts, checked together."""
    names = (LESSON, RECORD, PLAN, REGISTRY)
    _checked(dict(zip(names, data.split(PARTED), strict=False)))


def waiving(data: bytes) -> None:
    """A lesson with waivers in it, in which everything else is waived."""
    _checked({LESSON: data})
    done = fix(_workspace({LESSON: data}), _PLAIN, TODAY, waivers("it is meant so"))
    for path, source in done.after.items():
        assert _holds(source.text, done.before[path].text), "a waiver cost words"
    left = {each.key for each in done.report.diagnostics if not each.code.startswith("LL9")}
    whole = {path for path, source in done.report.sources.items() if source.whole}
    unread = {each.key for each in done.report.diagnostics if each.place.path not in whole}
    assert left <= unread | {each.found.key for each in done.refused}, "neither waived nor refused"


def yaml(data: bytes) -> None:
    """A lesson written in YAML, checked, and turned into Markdown."""
    report = _checked({YAML: data})
    source = report.sources.get(YAML)
    if source and (doc := read(source, DEFAULT_VOCABULARY)):
        _lies_within(doc)
        _is_turned(source)


def deciding(data: bytes) -> None:
    """What is kept beside a curriculum: the configuration, decisions and a baseline."""
    settings, registry, baseline, *_ = [*data.split(PARTED), b"", b""]
    configuration = _PLAIN
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lessonlint.yaml"
        path.write_bytes(settings)
        with suppress(ConfigError):
            configuration = load_config(path)
    with suppress(ConfigError):
        _checked({LESSON: _SEED_LESSON, REGISTRY: registry, BASELINE: baseline}, configuration)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "reading": reading,
    "resolution": resolution,
    "waiving": waiving,
    "yaml": yaml,
    "deciding": deciding,
}
SEEDS = Path(__file__).parent / "seeds"
_SEED_LESSON = (SEEDS / "reading" / "lesson.md").read_bytes()


def _workspace(files: dict[str, bytes]) -> Workspace:
    documents = tuple(sorted(set(files) - {REGISTRY, BASELINE}))
    kept = {name: name if name in files else None for name in (REGISTRY, BASELINE)}
    return Workspace(Tree(files), documents, (), frozenset(files), (), registry=kept[REGISTRY], baseline=kept[BASELINE])


def _checked(files: dict[str, bytes], configuration: Configuration = _PLAIN) -> Report:
    """A report that holds together: said twice alike, at places that there are, in words that every format can hold."""
    workspace = _workspace(files)
    report = check_workspace(workspace, configuration, TODAY, debug=True)
    assert report == check_workspace(workspace, configuration, TODAY, debug=True), "two checks differ"
    for each in report.diagnostics:
        for place in (each.place, *(related.place for related in each.related)):
            _lies(place, report.sources)
    for render in _RENDERERS:
        said = render(report)
        said.encode("utf-8")
        assert not _HARMFUL.search(said), f"{_HARMFUL.findall(said)} in {render}"
    return report


_HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")


def _lies(place: Place, sources: Mapping[str, Source]) -> None:
    source = sources.get(place.path)
    length = len(source.text) if source else 0
    assert 0 <= place.start <= place.end <= length, f"{place} of {length}"
    if source:
        line, column = LineIndex(source.text).position(place.start)
        assert line >= 1 <= column


def _lies_within(doc: Doc) -> None:
    for place in _places(doc):
        _lies(Place("", *place), {"": doc.source})


def _places(doc: Doc) -> Iterator[tuple[int, int]]:
    """Where everything stands that was read."""
    texts = [*doc.header.values(), doc.identity.title, *(section.title for section in doc.sections)]
    texts += [place for place, _ in doc.syntax_errors]
    texts += [cell for read in doc.tables for row in read.table.rows for cell in row.cells]
    yield from ((text.start, text.end) for text in texts)
    yield from ((waiver.start, waiver.end) for waiver in doc.waivers)


def _keeps_its_words(source: Source) -> None:
    done = formatted(source, DEFAULT_VOCABULARY)
    if done:
        assert _words(done.source.text) == _words(source.text), "fmt cost words"
        again = formatted(done.source, DEFAULT_VOCABULARY)
        assert again and again.source.text == done.source.text, "fmt is not done in one go"


def _is_turned(source: Source) -> None:
    """Into the other form, or refused; that it says the same there is looked at before it is handed out."""
    with suppress(NotConverted):
        made = converted(source, DEFAULT_VOCABULARY)
        made.text.encode("utf-8")


def _words(text: str) -> str:
    """The letters and digits of a text: `fmt` may change what is between them, and capitals."""
    return "".join(filter(str.isalnum, text)).casefold()


def _holds(text: str, words: str) -> bool:
    """Whether all the letters and digits of some words stand in a text, in their order."""
    found = iter(text)
    return all(char in found for char in filter(str.isalnum, words))
