"""What a document is: its kind and place, from its own words first and its path last."""

from __future__ import annotations

import re
from itertools import takewhile

from lessonlint.model.documents import Identity
from lessonlint.model.phrases import read_place, read_positions, read_slug
from lessonlint.model.plain_labels import plain_labels
from lessonlint.model.values import NOWHERE
from lessonlint.parse.document import LABEL_RANK, Document, Part
from lessonlint.source import Text
from lessonlint.vocabulary import Vocabulary, folded, plain
from lessonlint.vocabulary.sections import FIELDS

COURSE, SERIES_PLAN, SERIES_SUMMARY = "course", "series plan", "series summary"
MODULE_PLAN, MODULE_RECORD, LESSON_PLAN = "module plan", "module record", "lesson plan"

_MODULE = r"(?i)module\s++(\d{1,2})\.(\d{1,2})\s*+(?::|--)?\s*+(.*)"
_SERIES = re.compile(r"series\s++(\d{1,2})\s*+(?::|--)?\s*+(.*)", re.IGNORECASE)
_COURSE = r"(?i)course\s*+(?::|--)\s*+(.*)"
_LESSON = re.compile(
    r"lesson(?:\s++plan(?:ning)?)?(?:\s++(\d{1,2}(?:\.\d{1,2}){0,2}))?\s*+(?::|--)\s*+(.*)", re.IGNORECASE
)
_PLANNING = r"(?i)--\s*+(?:lesson\s++)?plan(?:ning)?(?:\s++document)?$"
_SUFFIX = re.compile(
    r"(?:(?<!\s)\s++)?--\s*+(plan|record|summary|(?:lesson\s++)?plan(?:ning)?\s++document)$", re.IGNORECASE
)
_SLUG_IN_BRACKETS = re.compile(r"\(`?([a-z0-9]+(?:-[a-z0-9]+)+)`?\)")
_PLACE_IN_BRACKETS = re.compile(
    r"\((?:Module\s+)?(\d{1,2})\.(\d{1,2})(?:\.(\d{1,2})|,\s*Lesson\s+(\d{1,2}))?\)", re.IGNORECASE
)
_PATH_MODULE = re.compile(r"module[-_ ](\d{1,2})[-_.](\d{1,2})")
_PATH_SERIES = re.compile(r"series[-_ ](\d{1,2})")
_FIELDS = frozenset(map(folded, FIELDS))
_HEADER_FIELD = re.compile(r"\*\*([^*\r\n]+?)(?::\*\*|\*\*:)\s*")
_SUFFIX_KINDS = {"plan": "plan", "record": "record", "summary": "summary"}


def read_header(document: Document) -> dict[str, Text]:
    """The `**Key:** value` lines before the first section; several may share a line, joined by `|` or `,`."""
    fields: dict[str, Text] = {}
    for part in header_parts(document.root):
        text = document.source.text
        at, end = part.start, max(part.value.end, part.title.end)
        matches = list(_HEADER_FIELD.finditer(text, at, end))
        for match, following in zip(matches, [*matches[1:], None], strict=False):
            stop = following.start() if following else end
            value = text[match.end() : stop].strip().rstrip("|,").strip()
            start = text.find(value, match.end()) if value else match.end()
            fields.setdefault(folded(match[1]), Text(value, start, start + len(value)))
    for title, words in plain_labels(_top(document.root)):
        if (key := folded(title.value)) in _FIELDS:
            fields.setdefault(key, words)
    return fields


def header_parts(root: Part) -> list[Part]:
    """The labels between the title and the first section; in lists only those of header lines."""
    above = takewhile(lambda part: part.rank >= LABEL_RANK, _top(root).parts)
    inner = (each for part in above for each in part.walk())
    return [part for part in inner if part.rank == LABEL_RANK or folded(part.title.value) in _FIELDS]


def _top(root: Part) -> Part:
    return root.parts[0] if root.parts and root.parts[0].rank == 1 else root


def identify(document: Document, header: dict[str, Text], vocabulary: Vocabulary, stated: str = "") -> Identity | None:
    """What the document says it is; None when it does not look like a part of a curriculum.

    `stated` is its kind where it says so outright.
    """
    heading = next((part for part in document.root.parts if part.rank == 1), None)
    title = heading.title if heading else NOWHERE
    words = vocabulary.kind(plain(title.value))
    kind = stated or _kind_by_title(words) or _kind_by_content(document, vocabulary)
    if kind is None:
        return None
    path = document.source.path.casefold()
    if kind in (MODULE_PLAN, MODULE_RECORD):
        return _module_identity(kind, title, words, header, path)
    if kind in (SERIES_PLAN, SERIES_SUMMARY):
        match = _SERIES.search(words) or _PATH_SERIES.search(path)
        name = _SUFFIX.sub("", match[2]) if match and match.re is _SERIES else words
        return Identity(kind, _within(title, name), NOWHERE, int(match[1]) if match else None, None, None, title)
    if kind == COURSE:
        match = re.match(_COURSE, words)
        return Identity(kind, _within(title, match[1] if match else words), NOWHERE, None, None, None, title)
    return _lesson_identity(title, words, header, path, vocabulary)


def _kind_by_title(words: str) -> str | None:
    suffix = _SUFFIX.search(words)
    ending = _SUFFIX_KINDS.get(suffix[1].casefold(), "") if suffix else ""
    if _LESSON.match(words) or (suffix and not ending):
        return LESSON_PLAN
    if re.match(_MODULE, words) and ending in ("plan", "record"):
        return MODULE_PLAN if ending == "plan" else MODULE_RECORD
    if _SERIES.match(words) and ending in ("plan", "summary"):
        return SERIES_PLAN if ending == "plan" else SERIES_SUMMARY
    return COURSE if re.match(_COURSE, words) else None


def _kind_by_content(document: Document, vocabulary: Vocabulary) -> str | None:
    """For titles that do not say it: the sections and tables that only one kind has."""
    titles = {vocabulary.title(part.title.value) for part in document.root.walk()}
    roles = {vocabulary.tables.find(tuple(cell.value for cell in t.header))[0] for t in document.root.tables()}
    words = vocabulary.kind(plain(document.root.parts[0].title.value)) if document.root.parts else ""

    def has(*openings: str) -> bool:
        return any(title.startswith(openings) for title in titles)

    if has("concept index", "per lesson summar") or (re.match(_MODULE, words) and "concept index" in roles):
        return MODULE_RECORD
    if has("lesson sequence") or (re.match(_MODULE, words) and roles & {"sequence", "loads"}):
        return MODULE_PLAN
    if has("phase 1", "phase 2", "phase 3") or "prerequisites" in roles:
        return LESSON_PLAN
    if has("rolled up concept", "series goal", "modules and lessons") or _SERIES.match(words):
        return SERIES_SUMMARY if has("rolled up concept") else SERIES_PLAN
    return None


def _module_identity(kind: str, title: Text, words: str, header: dict[str, Text], path: str) -> Identity:
    match = re.search(_MODULE, words)
    place = (int(match[1]), int(match[2])) if match else None
    if place is None and (claimed := read_place(header.get("module", NOWHERE).value)):
        place = claimed[:2]
    if place is None and (found := _PATH_MODULE.search(path)):
        place = (int(found[1]), int(found[2]))
    name = _SUFFIX.sub("", match[3] if match else words)
    series, module = place or (None, None)
    return Identity(kind, _within(title, name), NOWHERE, series, module, None, title)


def _lesson_identity(title: Text, words: str, header: dict[str, Text], path: str, vocabulary: Vocabulary) -> Identity:
    match = _LESSON.match(words)
    name = _SUFFIX.sub("", match[2]) if match else _planning_name(words)
    bracketed = _PLACE_IN_BRACKETS.search(name)
    place = read_place(header.get("module", NOWHERE).value) or (bracketed and _place(bracketed))
    leading = match[1] if match and match[1] and match[1].count(".") == 2 else ""
    place = place or (read_place(leading) if leading else None)
    number = ".".join(bracketed.group(1, 2, 3)) if bracketed and bracketed[3] else leading
    if place is None and (found := _PATH_MODULE.search(path)):
        place = (int(found[1]), int(found[2]), None)
    order = place[2] if place else None
    stated = header.get("position", header.get("lesson", header.get("module", NOWHERE)))
    positions = read_positions(stated, "module", vocabulary)
    order = next((p.number for p in positions if p.scope == "module"), order)
    if order is None and match and match[1] and match[1].isdigit():
        order = int(match[1])
    slug = _slug(title, name, header)
    name = _SLUG_IN_BRACKETS.sub("", _PLACE_IN_BRACKETS.sub("", name)).strip()
    series, module = place[:2] if place else (None, None)
    numbered = _within(title, number) if number else NOWHERE
    return Identity(LESSON_PLAN, _within(title, name), slug, series, module, order, title, numbered)


def _planning_name(words: str) -> str:
    match = re.search(_PLANNING, words)
    return words[: match.start()].rstrip() if match else words


def _place(match: re.Match[str]) -> tuple[int, int, int | None]:
    order = match[3] or match[4]
    return int(match[1]), int(match[2]), int(order) if order else None


def _slug(title: Text, name: str, header: dict[str, Text]) -> Text:
    if (given := header.get("slug", NOWHERE)) and (slug := read_slug(given.value)):
        return Text(slug, given.start, given.end)
    if bracketed := _SLUG_IN_BRACKETS.search(name):
        return _within(title, bracketed[1])
    bare = _PLACE_IN_BRACKETS.sub("", name).strip()
    return _within(title, bare) if read_slug(bare) else NOWHERE


def _within(title: Text, words: str) -> Text:
    """The stretch of a title that holds some words of it; the whole title when dashes or marks differ."""
    at = title.value.find(words) if words else -1
    return (
        Text(words, title.start + at, title.start + at + len(words)) if at >= 0 else Text(words, title.start, title.end)
    )
