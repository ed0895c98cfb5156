"""Source in, document out: the one door to the model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from lessonlint.model import identity as kinds
from lessonlint.model.documents import Body, Doc, LessonPlan, tally_of
from lessonlint.model.identity import header_parts, identify, read_header
from lessonlint.model.lesson import Tables, read_lesson
from lessonlint.model.loads import odd_loads
from lessonlint.model.odd_words import odd_words, swapped_cells
from lessonlint.model.outline import Titled, families, read_sections, read_tables, todos
from lessonlint.model.stamps import with_stamps
from lessonlint.model.values import Waiver
from lessonlint.model.waivers import read_waivers
from lessonlint.parse.broken import unclosed
from lessonlint.parse.document import Part, TableHints, parse_document
from lessonlint.parse.frontmatter import read_front_matter
from lessonlint.source import Source, Text
from lessonlint.vocabulary import DEPTH_COLUMNS, TODO, Vocabulary, is_todo
from lessonlint.yaml_text import is_yaml, stated_kind

_Reader = Callable[[dict[str, Text], list[Titled], Tables, Vocabulary], Body]


def _reader(kind: str) -> _Reader:
    if kind == kinds.LESSON_PLAN:
        return read_lesson
    from lessonlint.model import module  # what is edited is most often a lesson

    readers: dict[str, _Reader] = {
        kinds.MODULE_PLAN: module.read_module_plan,
        kinds.MODULE_RECORD: module.read_module_record,
        kinds.SERIES_PLAN: module.read_series,
        kinds.SERIES_SUMMARY: module.read_series,
        kinds.COURSE: module.read_course,
    }
    return readers[kind]


def read(source: Source, vocabulary: Vocabulary) -> Doc | None:
    """Read one document; None when it is not a part of a curriculum."""
    if "<<<<<<<" in source.text:
        from lessonlint.model.unmerged import decided

        if merged := decided(source, () if is_yaml(source.path) else parse_document(source, _hints(vocabulary)).code):
            doc = _read_decided(merged.source, vocabulary)
            return doc and merged.undone(doc, source)
    return _read_decided(source, vocabulary)


def _read_decided(source: Source, vocabulary: Vocabulary) -> Doc | None:
    if not is_yaml(source.path):
        return _read(source, vocabulary)
    kind = stated_kind(source.text)
    if not kind:
        return None
    from lessonlint.model.relocation import relocated
    from lessonlint.model.yaml_reading import markdown_of

    written = markdown_of(source, vocabulary)
    doc = _read(Source(source.path, written.text), vocabulary, kind)
    if doc is None:
        return None
    doc = relocated(doc, source, written.places)
    waivers = (each._replace(end=max(each.end, written.reaches.get(each.text.start, 0))) for each in doc.waivers)
    return replace(doc, syntax_errors=(*written.problems, *doc.syntax_errors), waivers=tuple(waivers))


def as_markdown(doc: Doc) -> Doc:
    """A document for whoever wants to write into it: with places in the Markdown it is read as, where it is YAML."""
    if not is_yaml(doc.path):
        return doc
    path = str(PurePath(doc.path).with_suffix(".md"))
    read_as = _read(Source(path, in_markdown(doc.source, doc.vocabulary)), doc.vocabulary, doc.kind)
    assert read_as, "it was read once, with its kind"
    return read_as


def _read(source: Source, vocabulary: Vocabulary, kind: str = "") -> Doc | None:
    document = parse_document(source, _hints(vocabulary))
    header = read_header(document)
    front, syntax_errors = read_front_matter(document.metadata)
    lines = {part.start for part in header_parts(document.root)}
    header = _in_our_words(header, vocabulary) | _in_our_words(front, vocabulary)
    identity = identify(document, header, vocabulary, kind)
    if identity is None:
        return None
    found = families(document.root, vocabulary.sections[identity.kind], lines, vocabulary.field)
    tables: Tables = read_tables(document.root, found, vocabulary)
    body = _reader(identity.kind)(header, found, tables, vocabulary)
    if isinstance(body, LessonPlan) and "lessonlint:" in source.text:
        body = with_stamps(body, document, header)
    plain_tables = tuple(table for table, _ in tables)
    swapped = tuple(swapped_cells(plain_tables, vocabulary))
    doc = Doc(
        source=source,
        identity=identity,
        body=body,
        header=header,
        tables=plain_tables,
        sections=read_sections(found),
        odd_words=tuple(
            odd
            for odd in odd_words(
                header,
                tables,
                swapped,
                body,
                odd_loads(
                    (t.part for t in found if t.own and t.section.role in ("load", "summaries")),
                    vocabulary.title,
                    vocabulary.loads,
                ),
                vocabulary,
            )
            if not is_todo(odd.text.value)
        ),
        todos=todos(document.root) if TODO in source.text else (),
        swapped=swapped,
        waivers=read_waivers(document, plain_tables),
        orphan_rows=document.orphan_rows,
        syntax_errors=(*syntax_errors, *unclosed(source.text, document.code)),
        vocabulary=vocabulary,
    )
    return replace(doc, tally=tally_of(doc))


def _in_our_words(header: dict[str, Text], vocabulary: Vocabulary) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for key, text in header.items():
        found.setdefault(vocabulary.field(key), text)
    return found


def _hints(vocabulary: Vocabulary) -> TableHints:
    def anchor_column(header: tuple[Text, ...]) -> int:
        _, columns = vocabulary.tables.find(tuple(cell.value for cell in header))
        return min((columns[name] for name in DEPTH_COLUMNS if name in columns), default=-1)

    return TableHints(anchor_column, vocabulary.depths.is_step)


def in_markdown(source: Source, vocabulary: Vocabulary) -> str:
    """The Markdown that says what a YAML document says."""
    from lessonlint.model.yaml_reading import markdown_of

    return markdown_of(source, vocabulary).text


def outline(source: Source, vocabulary: Vocabulary) -> Part:
    """A text as its titled parts, for whoever wants to write into it; a `Doc` holds only what was understood."""
    return parse_document(source, _hints(vocabulary)).root


def looks_like_curriculum(source: Source, vocabulary: Vocabulary) -> bool:
    """Whether a text that is no known kind holds tables that only curricula have, or nothing yet."""
    if is_yaml(source.path) or source.path.rpartition("/")[2].casefold().startswith(_NOT_CURRICULUM):
        return False
    if not source.text.strip():
        return True
    document = parse_document(source, _hints(vocabulary))
    return any(
        vocabulary.tables.find(tuple(cell.value for cell in table.header))[0] in _TELLING
        for table in document.root.tables()
    )


def stray_waivers(source: Source, vocabulary: Vocabulary) -> tuple[Waiver, ...]:
    """The waivers of a text that is no known kind."""
    return read_waivers(parse_document(source, _hints(vocabulary)), ())


_TELLING = {
    "prerequisites",
    "misconceptions",
    "modalities",
    "concept index",
    "loads",
    "targets",
    "roll-up",
    "modules",
    "series",
}
_NOT_CURRICULUM = ("readme", "changelog", "contributing", "license", "notes", "todo")
