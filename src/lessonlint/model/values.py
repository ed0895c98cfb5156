"""What documents hold, once read: frozen values whose words know where they stand.

Rows are NamedTuples (cheap, there are thousands); a field an author left out is an empty `Text` at the place
where it would stand.
"""

from typing import NamedTuple

from lessonlint.parse.tables import ANCHORED as ANCHORED
from lessonlint.parse.tables import BALANCED as BALANCED
from lessonlint.parse.tables import CLEAN as CLEAN
from lessonlint.parse.tables import SHORT as SHORT
from lessonlint.parse.tables import Row as Row
from lessonlint.parse.tables import Table
from lessonlint.parse.tables import splitting_pipes as splitting_pipes
from lessonlint.parse.tables import without_blank_lines as without_blank_lines
from lessonlint.source import Text
from lessonlint.vocabulary import Depth, Load

NOWHERE = Text("", 0, 0)
GRAVE = ("CRITICAL", "IMPROVEMENT")
"""The severities of findings that keep a review from passing."""


class RowWords(NamedTuple):
    """The cells of a row in which sentences may stand, in our words."""

    source: str
    status: str
    actual: str
    reasoning: str


class Prerequisite(NamedTuple):
    """A concept a lesson builds on. `standing` reads the status cell: ok, gap, none or unknown."""

    concept: Text
    required: Text
    actual: Text
    source: Text
    status: Text
    reasoning: Text
    required_depth: Depth
    actual_depth: Depth
    standing: str
    row: Text
    said: RowWords


class ConceptRow(NamedTuple):
    """A concept with a depth: a row of student state, concept index, depth targets or roll-up.

    `lesson` holds the lesson, source or module cell, `notes` the last words of the row.
    """

    concept: Text
    depth: Text
    lesson: Text
    notes: Text
    level: Depth
    row: Text


class Misconception(NamedTuple):
    """A belief students hold, why, and the negative example that disproves it."""

    belief: Text
    reason: Text
    negative: Text
    place: Text
    row: Text


class Example(NamedTuple):
    """An example; its type says positive, negative, boundary, stretch … in our words."""

    example: Text
    type: Text
    purpose: Text
    reason: Text
    row: Text


class Modality(NamedTuple):
    """A channel a concept is taught through."""

    modality: Text
    what: Text
    reason: Text
    row: Text


class Gap(NamedTuple):
    """How a lesson closes a gap in its prerequisites, in our words."""

    gap: Text
    size: Text
    resolution: Text
    row: Text


class Connection(NamedTuple):
    """A bridge from a concept to one that students know.

    `concept` is the known one, and `connection` says how it connects; where the table heads its column “New Concept”
    (`is_new`), `concept` is the new one and `connection` names what is known.
    """

    concept: Text
    connection: Text
    how: Text
    source: Text
    row: Text
    is_new: bool = False


class Analogy(NamedTuple):
    """A mental model or analogy, where it was established and where it comes back."""

    model: Text
    established: Text
    used: Text
    row: Text


class Tally(NamedTuple):
    """A number a checklist item states: of what (`misconception`, `modality`, `new concept`, `positive` …)."""

    what: str
    number: int
    text: Text


class Check(NamedTuple):
    """A box in a checklist, and the numbers its words state as a result."""

    text: Text
    ticked: bool
    tallies: tuple[Tally, ...] = ()


class Scope(NamedTuple):
    """Whether a lesson says what it is about, and what it is not about."""

    title: Text
    is_about: bool
    not_about: bool


class DepthClaim(NamedTuple):
    """A sentence about *every* concept: known at this step of the ladder or deeper; None where it says "sufficient"."""

    step: int | None
    text: Text


class Notebook(NamedTuple):
    """What a place says of a lesson's notebook: its file name, or "" for none."""

    name: str
    text: Text


class Topics(NamedTuple):
    """What a plan allots to a lesson."""

    lesson: Text
    topics: Text
    row: Text


class LoadClaim(NamedTuple):
    """A place that says which cognitive load a lesson has.

    `lesson` names the lesson where the place is a list: a slug, or its number counted from 1.
    """

    place: str
    load: Load
    text: Text
    lesson: str = ""
    reason: Text = NOWHERE


class Trajectory(NamedTuple):
    """One list of a module's lessons by load. `named` when every entry is a slug; else it only says how many."""

    lessons: tuple[Text, ...]
    named: bool


class Count(NamedTuple):
    """A stated number or range, the words that state it, and the things listed under it."""

    low: int
    high: int
    text: Text
    items: tuple[Text, ...] = ()


class Position(NamedTuple):
    """A claim "lesson n of m". `total` is None when the author gives no m; `scope` is module or series."""

    number: int
    total: int | None
    scope: str
    text: Text


class Status(NamedTuple):
    """How far a module, series or lesson is, in the author's words: `state` is complete, active or planned."""

    state: str
    built: int | None
    total: int | None
    text: Text


class SequenceRow(NamedTuple):
    """A lesson in a plan's table of lessons."""

    number: Text
    lesson: Text
    title: Text
    concept: Text
    load: Text
    notebook: Text
    status: Text
    row: Text


class ModuleRow(NamedTuple):
    """A module or series in a table of a series plan or course."""

    number: Text
    title: Text
    lessons: Text
    status: Text
    row: Text


class ReviewFinding(NamedTuple):
    """What a reviewer found. `closed`: withdrawn, accepted, deferred or fixed in its own text. `bare`: only a title."""

    severity: str
    label: Text
    title: Text
    fields: tuple[tuple[str, Text], ...]
    closed: str
    bare: bool

    @property
    def name(self) -> str:
        """How people are told which finding is meant."""
        return f"{self.severity.lower()}: {self.title}"


class Verification(NamedTuple):
    """What a later iteration says of an earlier finding. `outcome`: fixed, open, deferred, accepted or unknown."""

    finding: Text
    severity: str
    outcome: str


class Stamp(NamedTuple):
    """Which text a review is about: the day it was stamped, and the fingerprint of the lesson then and `now`."""

    date: str
    digest: str
    text: Text
    now: str

    @property
    def holds(self) -> bool:
        """Whether the lesson still says what it said when it was stamped."""
        return self.digest == self.now


class Review(NamedTuple):
    """One review iteration of a lesson. `stamp` is None where nobody has noted which text it is about."""

    title: Text
    date: str
    iteration: int | None
    cap: int | None
    counts: tuple[tuple[str, Count], ...]
    verdict: str
    verdict_text: Text
    findings: tuple[ReviewFinding, ...]
    verifications: tuple[Verification, ...]
    start: int
    end: int
    stamp: Stamp | None = None


class Unmentioned(NamedTuple):
    """Grave findings that nothing after their review speaks of; `review` is the title of the review that follows."""

    review: Text
    findings: tuple[ReviewFinding, ...]


class ReviewClaim(NamedTuple):
    """What a record says of a lesson's review. `verdict` is "" and `iteration` None where it does not say."""

    verdict: str
    iteration: int | None
    text: Text


class Answer(NamedTuple):
    """A fix pass, revision or improvement summary. `settles` says whether it reports the work as done.

    `anew` says whether it is a rework or revision, after which iterations may be counted from 1 again. `statements`
    are what it says, piece by piece; none where it deals with all findings in one sentence.
    """

    title: Text
    settles: bool
    start: int
    end: int
    anew: bool = False
    statements: tuple[Verification, ...] = ()


class Waiver(NamedTuple):
    """A comment that excuses a finding: which rule, why, until when, and for which stretch of the file."""

    rule: Text
    key: str
    reason: str
    until: str
    whole_file: bool
    text: Text
    start: int
    end: int


class OddWord(NamedTuple):
    """A word that should come from a vocabulary and does not. `write` is the word meant, if one is near."""

    text: Text
    meant: str
    write: str | None
    known: tuple[str, ...]


class SwappedCells(NamedTuple):
    """A row whose depth and source stand in each other's columns."""

    concept: Text
    depth: Text
    source: Text


class ReadTable(NamedTuple):
    """A table with its role. `bin` is read, ignored or unread; `reason` says why it is ignored."""

    table: Table
    role: str
    columns: dict[str, int]
    bin: str
    reason: str


class ReadSection(NamedTuple):
    """A titled part with its family and bin, as for tables; `empty` when no words stand below the title."""

    title: Text
    role: str
    bin: str
    reason: str
    empty: bool = False


class LessonSummary(NamedTuple):
    """What a record says of one lesson. `parts` are its labelled paragraphs, by what the label says.

    `taught` are the concepts it gives with a depth, `not_covered` the topics it says were left out.
    """

    title: Text
    name: str
    slug: str
    order: int | None
    loads: tuple[LoadClaim, ...]
    status: Status | None
    parts: tuple[tuple[str, Text], ...]
    start: int
    end: int
    taught: tuple[ConceptRow, ...] = ()
    not_covered: tuple[Text, ...] = ()
    notebooks: tuple[Notebook, ...] = ()
    review: ReviewClaim | None = None
