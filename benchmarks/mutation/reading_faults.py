"""LL0: files, tables and words that cannot be read as they are meant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from mutants import Mutant, Spot, Tree, cut, drop_line, fault, line_start, next_line, operator, parts_of, put, write
from prerequisite_faults import asked_for, name

from lessonlint.model.documents import Doc, ModuleRecord, SeriesDocument
from lessonlint.model.values import CLEAN, ReadTable, Row

_REQUIRED = {
    "lesson plan": ("prerequisites", "misconceptions", "examples", "load"),
    "module plan": ("sequence", "loads"),
    "module record": ("concept index", "summaries"),
    "series plan": ("modules",),
    "series summary": ("roll-up",),
    "course": ("series",),
}
# Tables that only curricula have; prerequisites are left out, because they make a page a lesson plan.
_TELLING = ("misconceptions", "modalities", "concept index", "loads", "targets", "roll-up", "modules", "series")


def _rows(tree: Tree) -> Iterator[tuple[Doc, ReadTable, Row]]:
    for doc in tree.docs:
        for read in doc.tables:
            if read.bin == "read":
                yield from ((doc, read, row) for row in read.table.rows if row.repair == CLEAN)


@operator("LL001", "LL111", "LL502")
def bytes_of_another_encoding(tree: Tree) -> Iterator[Mutant]:
    """Saved as Latin-1 with an accent. What it taught or planned is gone for decided names and series plans."""
    for doc in tree.docs:
        yield Mutant((), (Spot(doc.path, 0),), ((doc.path, doc.source.text.encode() + b"caf\xe9\n"),))


@operator("LL001", "LL111", "LL502")
def zero_bytes(tree: Tree) -> Iterator[Mutant]:
    """Written over by a broken disk. What it taught or planned is gone for decided names and series plans."""
    for doc in tree.docs:
        yield Mutant((), (Spot(doc.path, 0),), ((doc.path, b"\0\0" + doc.source.text.encode()),))


@operator("LL002")
def a_table_in_a_file_without_a_title(tree: Tree) -> Iterator[Mutant]:
    """A table of a document copied into a file of its own that does not say what it is."""
    for number, (doc, read) in enumerate((each, table) for each in tree.docs for table in each.tables):
        if read.role in _TELLING:
            path = (PurePosixPath(doc.path).parent / f"leftover-{number}.md").as_posix()
            table = doc.source.text[read.table.start : read.table.end]
            yield Mutant((), (Spot(path, 0),), ((path, f"# Leftover\n\n{table.rstrip()}\n".encode()),))


@operator("LL003")
def a_cell_too_many(tree: Tree) -> Iterator[Mutant]:
    """A last word behind the last cell."""
    for doc, _, row in _rows(tree):
        if doc.source.text[row.start : row.end].rstrip().endswith("|"):
            end = row.start + len(doc.source.text[row.start : row.end].rstrip())
            yield fault(doc, row.cells[0], put(doc, end, " and more |"))


@operator("LL003", "LL304", "LL305")
def the_last_cell_missing(tree: Tree) -> Iterator[Mutant]:
    """A row that ends before its last cell. What stood there counts as not written."""
    for doc, _, row in _rows(tree):
        if len(row.cells) > 2 and doc.source.text[row.start : row.end].rstrip().endswith("|"):
            end = row.start + len(doc.source.text[row.start : row.end].rstrip())
            yield fault(doc, row.cells[0], cut(doc, row.cells[-1].start, end))


@operator("LL003")
def a_pipe_inside_a_cell(tree: Tree) -> Iterator[Mutant]:
    """Maths with a bare pipe in the words of the last column."""
    for doc, read, row in _rows(tree):
        if len(row.cells) > 2 and row.cells[-1] and read.role in ("prerequisites", *_TELLING):
            yield fault(doc, row.cells[-1], put(doc, row.cells[-1].end, " P(rise | rest)"))


@operator("LL004")
def a_blank_line_in_a_table(tree: Tree) -> Iterator[Mutant]:
    """An empty line above any row but the first."""
    for doc in tree.docs:
        for read in doc.tables:
            for row in read.table.rows[1:] if read.bin == "read" else ():
                yield fault(doc, row.cells[0], put(doc, line_start(doc, row.start), "\n"))


@operator("LL004", "LL007", "LL601")
def a_header_without_its_line(tree: Tree) -> Iterator[Mutant]:
    """The line of dashes below the header is gone; a part may then be empty (LL007) or short (LL601)."""
    for doc in tree.docs:
        for read in doc.tables:
            if read.bin == "read" and read.table.rows and read.role in ("misconceptions", "examples", "modalities"):
                start = next_line(doc, read.table.start)
                yield fault(doc, read.table.header[0], cut(doc, start, next_line(doc, start)))


@operator("LL005")
def depth_and_source_exchanged(tree: Tree) -> Iterator[Mutant]:
    """The two cells of a student-state, prerequisites or index row stand in each other's place.

    What an index row no longer says is missing in a roll-up (LL509); rows that lessons ask for by name are left out.
    """
    needed = asked_for(tree)
    for doc, plan in tree.plans:
        rows = [(row.depth, row.lesson) for row in plan.state]
        rows += [(row.actual, row.source) for row in plan.prerequisites]
        for depth, source in rows:
            if depth and source and depth.end < source.start and doc.raw(depth).isupper():
                yield fault(doc, depth, write(doc, depth, doc.raw(source)), write(doc, source, doc.raw(depth)))
    for doc in tree.docs:
        for row in doc.body.index if isinstance(doc.body, ModuleRecord) else ():
            if row.depth and row.lesson and doc.raw(row.depth).isupper() and name(row.concept.value) not in needed:
                edits = write(doc, row.depth, doc.raw(row.lesson)), write(doc, row.lesson, doc.raw(row.depth))
                yield fault(doc, row.depth, *edits, also=("LL509", "LL111"))


def _slip(word: str) -> str:
    """Two letters exchanged in the middle."""
    middle = len(word) // 2
    return f"{word[: middle - 1]}{word[middle]}{word[middle - 1]}{word[middle + 1 :]}"


@operator("LL006")
def a_depth_misspelt(tree: Tree) -> Iterator[Mutant]:
    """Two letters exchanged in a depth word."""
    for doc, plan in tree.plans:
        for depth in (*(row.depth for row in plan.state), *(row.required for row in plan.prerequisites)):
            if depth.value.isalpha() and depth.value.isupper() and doc.raw(depth) == depth.value:
                yield fault(doc, depth, write(doc, depth, _slip(depth.value)))
    for doc in tree.docs:
        for _, row in doc.body.roll_up if isinstance(doc.body, SeriesDocument) else ():
            if row.depth.value.isalpha() and doc.raw(row.depth) == row.depth.value:
                yield fault(doc, row.depth, write(doc, row.depth, _slip(row.depth.value)))


@operator("LL006", "LL208", "LL207")
def a_load_misspelt(tree: Tree) -> Iterator[Mutant]:
    """Two letters exchanged in a load: the trajectory may then lack an entry or its rest."""
    for _, lesson, doc, _ in tree.lessons:
        for cited in lesson.loads:
            word = cited.claim.load.word
            if cited.doc.path == doc.path and (found := cited.doc.within(cited.claim.text, word)):
                yield fault(doc, found, write(doc, found, _slip(word)))


@operator("LL006", "LL408")
def a_verdict_misspelt(tree: Tree) -> Iterator[Mutant]:
    """An earlier review that ends in no known verdict; the record may count it as the one that passed."""
    for doc, plan in tree.plans:
        for review in plan.reviews[:-1]:
            if found := doc.within(review.verdict_text, review.verdict):
                yield fault(doc, found, write(doc, found, "NEDES REVISION"))


@operator("LL006", "LL403", "LL405")
def a_severity_misspelt(tree: Tree) -> Iterator[Mutant]:
    """Two letters exchanged in a finding's severity: it is missing from the count and from what was verified."""
    for doc, plan in tree.plans:
        for review in plan.reviews:
            for each in review.findings:
                if each.severity == each.label.value.upper():
                    yield fault(doc, each.label, write(doc, each.label, _slip(each.label.value)))


@operator("LL007")
def a_required_section_gone(tree: Tree) -> Iterator[Mutant]:
    """A whole section cut out, with the tables in it.

    Without its index a record teaches nothing (LL101, LL111); without its load section a plan argues for no pair.
    """
    also = {"module record": ("LL101", "LL111"), "module plan": ("LL202", "LL901")}
    for doc in tree.docs:
        parts = [part for part in parts_of(doc) if part.rank]
        for role in _REQUIRED.get(doc.kind, ()):
            named = [section for section in doc.sections if section.role == role and not section.empty]
            part = next((part for part in parts if named and part.title.start == named[0].title.start), None)
            header = doc.header.get("cognitive load") if role == "load" else None
            if part is None or len(named) > 1 or doc.identity.text.start >= part.start:
                continue
            edits = [cut(doc, part.start, part.end)]
            edits += [drop_line(doc, header)] if header else []
            yield fault(doc, doc.identity.text, *edits, also=also.get(doc.kind, ()))


@operator("LL007")
def a_required_section_emptied(tree: Tree) -> Iterator[Mutant]:
    """The heading stays, everything below it is gone."""
    for doc in tree.docs:
        parts = [part for part in parts_of(doc) if part.rank and part.rank <= 6]
        for role in ("prerequisites", "examples") if doc.kind == "lesson plan" else ():
            named = [section for section in doc.sections if section.role == role and not section.empty]
            part = next((part for part in parts if named and part.title.start == named[0].title.start), None)
            if part and len(named) == 1:
                yield fault(doc, doc.identity.text, cut(doc, next_line(doc, part.title.end), part.end))


@operator("LL008", "LL502")
def a_copy_left_behind(tree: Tree) -> Iterator[Mutant]:
    """The whole document once more under another name."""
    for doc in (doc for doc in tree.docs if not doc.waivers):
        path = PurePosixPath(doc.path)
        copy = (path.parent / f"{path.stem}-old{path.suffix}").as_posix()
        start = doc.identity.text.start
        yield Mutant((), (Spot(doc.path, start), Spot(copy, start)), ((copy, doc.source.text.encode()),))


@operator("LL009")
def front_matter_that_does_not_parse(tree: Tree) -> Iterator[Mutant]:
    """A bracket that nobody closes."""
    for doc in tree.docs:
        if not doc.source.text.startswith("---"):
            at = Spot(doc.path, 0)
            edit = put(doc, 0, "---\nreviewed: [spring\n---\n\n")
            yield Mutant((edit,), (at, at._replace(down=1), at._replace(down=2)))


@operator("LL009")
def front_matter_with_a_bare_colon(tree: Tree) -> Iterator[Mutant]:
    """A value with a colon in it and no quotation marks."""
    for doc in tree.docs:
        if not doc.source.text.startswith("---"):
            yield Mutant((put(doc, 0, "---\nnote: bring: flour\n---\n\n"),), (Spot(doc.path, 0, 1),))


@operator("LL009")
def a_merge_conflict_in_a_table(tree: Tree) -> Iterator[Mutant]:
    """Two authors edited one row, and the markers of git are still there. Only this is told."""
    for doc in tree.docs:
        for read in doc.tables:
            for row in read.table.rows[-1:]:
                start, end = line_start(doc, row.start), next_line(doc, row.start)
                line = doc.source.text[start:end].rstrip()
                opening, theirs = "<<<<<<< HEAD\n", f"\n=======\n{line} and more\n>>>>>>> topic"
                edits = (put(doc, start, opening), put(doc, start + len(line), theirs))
                yield Mutant(edits, (Spot(doc.path, start),))


@operator("LL011")
def a_cell_left_to_do(tree: Tree) -> Iterator[Mutant]:
    """An example's purpose, or what a modality shows, put off until later. Only this is told: the author says it."""
    for _, _, doc, plan in tree.lessons:
        for cell in (*(row.purpose for row in plan.examples), *(row.what for row in plan.modalities)):
            if cell and "|" not in cell.value:
                yield fault(doc, cell, write(doc, cell, "TODO: say it"))
