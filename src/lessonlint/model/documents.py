"""The documents of a curriculum: what each kind holds, and what the reader noticed on the way."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from lessonlint.model.outcome import Outcome
from lessonlint.model.values import (
    NOWHERE,
    Analogy,
    Answer,
    Check,
    ConceptRow,
    Connection,
    Count,
    DepthClaim,
    Example,
    Gap,
    LessonSummary,
    LoadClaim,
    Misconception,
    Modality,
    ModuleRow,
    Notebook,
    OddWord,
    Position,
    Prerequisite,
    ReadSection,
    ReadTable,
    Review,
    Scope,
    SequenceRow,
    Status,
    SwappedCells,
    Topics,
    Trajectory,
    Unmentioned,
    Waiver,
)
from lessonlint.parse.broken import CODE as CODE
from lessonlint.parse.broken import COMMENT as COMMENT
from lessonlint.parse.broken import CONFLICT as CONFLICT
from lessonlint.source import Place, Source, Text
from lessonlint.vocabulary import DEFAULT_VOCABULARY, Vocabulary


class Identity(NamedTuple):
    """What a document says it is. Numbers are None where it does not say.

    `series`, `module` and `order` together are the place `S.M.L`; `module` is the module's number in its series.
    `numbered` is such a place in the title of a lesson.
    """

    kind: str
    title: Text
    slug: Text
    series: int | None
    module: int | None
    order: int | None
    text: Text
    numbered: Text = NOWHERE


class LessonPlan(NamedTuple):
    """A lesson plan with its reviews."""

    state: tuple[ConceptRow, ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()
    gaps: tuple[Gap, ...] = ()
    gap_text: Text = NOWHERE
    misconceptions: tuple[Misconception, ...] = ()
    examples: tuple[Example, ...] = ()
    modalities: tuple[Modality, ...] = ()
    connections: tuple[Connection, ...] = ()
    targets: tuple[ConceptRow, ...] = ()
    loads: tuple[LoadClaim, ...] = ()
    previous_load: LoadClaim | None = None
    new_concepts: Count | None = None
    load_text: Text = NOWHERE
    load_reason: str = ""
    positions: tuple[Position, ...] = ()
    status: Status | None = None
    target: Text = NOWHERE
    built: Text = NOWHERE
    narrative: Text = NOWHERE
    readiness: Text = NOWHERE
    mental_models: tuple[Text, ...] = ()
    not_covered: tuple[Text, ...] = ()
    misleading: tuple[Text, ...] = ()
    about: tuple[Text, ...] = ()
    not_about: tuple[Text, ...] = ()
    outline: tuple[Text, ...] = ()
    checks: tuple[Check, ...] = ()
    scope: Scope | None = None
    depth_claims: tuple[DepthClaim, ...] = ()
    notebooks: tuple[Notebook, ...] = ()
    reviews: tuple[Review, ...] = ()
    answers: tuple[Answer, ...] = ()
    outcome: Outcome = Outcome()
    unmentioned: tuple[Unmentioned, ...] = ()


class ModulePlan(NamedTuple):
    """What a module sets out to do."""

    goal: Text = NOWHERE
    status: Status | None = None
    sequence: tuple[SequenceRow, ...] = ()
    loads: tuple[LoadClaim, ...] = ()
    load_text: Text = NOWHERE
    trajectories: tuple[Trajectory, ...] = ()
    misconceptions: tuple[Text, ...] = ()
    topics: tuple[Topics, ...] = ()
    narrative: Text = NOWHERE


@dataclass(frozen=True, slots=True)
class ModuleRecord:
    """What a module's lessons taught."""

    goal: Text = NOWHERE
    status: Status | None = None
    index: tuple[ConceptRow, ...] = ()
    summaries: tuple[LessonSummary, ...] = ()
    analogies: tuple[Analogy, ...] = ()


class SeriesDocument(NamedTuple):
    """A series plan or summary. `lessons` are the rows of its lesson tables with their module's number."""

    goal: Text = NOWHERE
    status: Status | None = None
    modules: tuple[ModuleRow, ...] = ()
    lessons: tuple[tuple[int | None, SequenceRow], ...] = ()
    roll_up: tuple[tuple[int | None, ConceptRow], ...] = ()
    connections: tuple[Connection, ...] = ()


class CourseDocument(NamedTuple):
    """The course page: its series and modules."""

    goal: Text = NOWHERE
    series: tuple[ModuleRow, ...] = ()
    modules: tuple[ModuleRow, ...] = ()


Body = LessonPlan | ModulePlan | ModuleRecord | SeriesDocument | CourseDocument


class Tally(NamedTuple):
    """How much of a document was read: its tables and sections by their bins, and by the reasons they are ignored for.

    `unread` is what nobody reads, in our words.
    """

    tables: dict[str, int]
    sections: dict[str, int]
    reasons: dict[str, int]
    unread: tuple[Text, ...]


_NOTHING = Tally({}, {}, {}, ())


@dataclass(frozen=True, slots=True)
class Doc:
    """A curriculum document, read. `odd_words`, table repairs and waivers are what the reader noticed on the way.

    `todos` are the places its author has still to fill, `vocabulary` the words it was read by.
    """

    source: Source
    identity: Identity
    body: Body
    header: dict[str, Text] = field(default_factory=dict)
    tables: tuple[ReadTable, ...] = ()
    sections: tuple[ReadSection, ...] = ()
    odd_words: tuple[OddWord, ...] = ()
    swapped: tuple[SwappedCells, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    orphan_rows: tuple[Text, ...] = ()
    syntax_errors: tuple[tuple[Text, str], ...] = ()
    todos: tuple[Text, ...] = ()
    tally: Tally = _NOTHING
    vocabulary: Vocabulary = DEFAULT_VOCABULARY

    @property
    def path(self) -> str:
        """The file's path as shown to people."""
        return self.source.path

    @property
    def kind(self) -> str:
        """The kind of document, such as `lesson plan`."""
        return self.identity.kind

    def said(self, text: str) -> str:
        """A text of this document with our words for the author's phrases, to be compared and never shown."""
        return self.vocabulary.phrase(text)

    def raw(self, text: Text) -> str:
        """The words of a stretch as they stand in the file."""
        return self.source.text[text.start : text.end]

    def within(self, text: Text, words: str) -> Text | None:
        """Where words stand inside a stretch, if they stand there exactly once."""
        raw = self.raw(text)
        at = text.start + raw.find(words)
        return Text(words, at, at + len(words)) if words and raw.count(words) == 1 else None

    def at(self, text: Text) -> Place:
        """Where words of this document stand."""
        return Place(self.path, text.start, text.end)


def tally_of(doc: Doc) -> Tally:
    """How much of a document was read."""
    reasons = Counter([each.reason for each in doc.tables] + [each.reason for each in doc.sections])
    del reasons[""]
    unread = [
        Text(f"table {' | '.join(cell.value for cell in read.table.header)}", read.table.start, read.table.end)
        for read in doc.tables
        if read.bin == "unread"
    ]
    unread += [
        Text(f"section {each.title}", each.title.start, each.title.end) for each in doc.sections if each.bin == "unread"
    ]
    unread += [
        Text(f"column {title}", title.start, title.end)
        for read in doc.tables
        if read.bin == "read"
        for index, title in enumerate(read.table.header)
        if title and index not in read.columns.values()
    ]
    unread += [Text("rows without a delimiter line", rows.start, rows.end) for rows in doc.orphan_rows]
    tables = Counter([*(each.bin for each in doc.tables), *("unread" for _ in doc.orphan_rows)])
    sections = Counter(each.bin for each in doc.sections)
    return Tally(dict(tables), dict(sections), dict(reasons), tuple(unread))
