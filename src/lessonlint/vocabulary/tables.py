"""The table roles: which columns make a table a list of prerequisites, of misconceptions, of lessons, …"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from lessonlint.vocabulary.words import folded


class Role(NamedTuple):
    """What makes a table this role: for each column its header words, and which columns it cannot do without.

    A column matches a header that opens or closes with one of its words. Roles are tried in order; the first fit
    wins.
    """

    name: str
    columns: dict[str, tuple[str, ...]]
    needs: tuple[str, ...]


_CONCEPT = ("concept", "topic")
_LESSON = ("lesson", "slug")

_SEQUENCE = Role(
    "sequence",
    {
        "number": ("#", "no", "order"),
        "lesson": (*_LESSON, "title"),
        "concept": ("core concept", "core", "concept", "focus"),
        "load": ("type", "load"),
        "reason": ("rationale", "why", "reason"),
        "status": ("status",),
    },
    ("lesson", "load"),
)
# A core concept makes a list of lessons of what else would be their loads.
_SEQUENCE_BY_CORE = Role(
    "sequence", {**_SEQUENCE.columns, "concept": ("core concept", "core")}, ("lesson", "concept", "load")
)
_ROLL_UP = {
    "concept": _CONCEPT,
    "depth": ("depth",),
    "module": ("module",),
    "lesson": _LESSON,
    "teaching": ("key teaching", "teaching"),
}

ROLES: tuple[Role, ...] = (
    Role(
        "prerequisites",
        {
            "concept": (*_CONCEPT, "prerequisite"),
            "required": ("required depth", "required", "needed"),
            "actual": (
                "actual depth", "actual", "have", "current", "recorded", "depth taught", "taught depth", "available",
            ),
            "source": ("source lesson", "source", "taught in", "where taught", "from", "origin", "lesson"),
            "status": ("status", "ok", "verdict", "match", "met"),
            "reasoning": ("reasoning", "why", "notes", "rationale"),
        },
        ("concept", "required"),
    ),
    Role(
        "misconceptions",
        {
            "belief": ("misconception", "belief", "wrong idea"),
            "reason": ("why they d think", "why they think", "why they", "why students", "why it", "why",
                       "reason", "origin"),
            "negative": ("negative example", "counterexample", "counter example", "contrasting example", "refutation",
                         "disproof"),
            "place": ("where to address", "where addressed", "where", "addressed in", "location", "section"),
        },
        ("belief", "negative"),
    ),
    Role(
        "module misconceptions",
        {"belief": ("misconception", "belief"), "progression": ("progression", "addressed", "where", "plan", "why")},
        ("belief",),
    ),
    Role(
        "examples",
        {
            "example": ("example",),
            "type": ("type", "kind"),
            "purpose": ("purpose",),
            "reason": ("why this example", "why", "rationale"),
        },
        ("example", "type"),
    ),
    Role(
        "modalities",
        {
            "modality": ("modality", "channel"),
            "what": ("what specifically", "what", "how", "implementation", "content"),
            "reason": ("why", "rationale", "purpose"),
        },
        ("modality",),
    ),
    Role(
        "fix verification",
        {
            "number": ("#", "no"),
            "finding": ("finding", "iteration", "issue"),
            "severity": ("severity",),
            "status": ("status", "resolved", "fixed", "fix applied", "result"),
            "notes": ("notes", "verification", "evidence", "assessment", "comment"),
        },
        ("finding",),
    ),
    Role(
        "gaps",
        {
            "gap": ("gap", *_CONCEPT),
            "size": ("gap size", "size"),
            "resolution": ("resolution", "action", "how resolved"),
        },
        ("gap", "resolution"),
    ),
    _SEQUENCE_BY_CORE,
    Role(
        "loads",
        {
            "number": ("#", "no"),
            "lesson": _LESSON,
            "load": ("load", "cognitive load"),
            "reason": ("rationale", "notes", "why", "reasoning", "new concepts"),
        },
        ("lesson", "load"),
    ),
    _SEQUENCE,
    Role(
        "lessons",
        {
            "number": ("#", "no"),
            "lesson": ("slug", "lesson"),
            "title": ("title", "name"),
            "notebook": ("notebook",),
            "description": ("description", "core concept", "topics", "focus"),
            "status": ("status",),
        },
        ("lesson", "title"),
    ),
    Role(
        "modules",
        {
            "module": ("module",),
            "title": ("title", "name"),
            "lessons": ("lessons", "lesson count"),
            "status": ("status",),
            "description": ("description", "goal", "focus"),
        },
        ("module", "status"),
    ),
    Role(
        "series",
        {
            "series": ("series",),
            "title": ("title", "name"),
            "status": ("status",),
            "description": ("description", "goal", "focus"),
        },
        ("series",),
    ),
    Role("topics", {"lesson": _LESSON, "topics": ("topics", "concepts"), "notes": ("notes",)}, ("lesson", "topics")),
    Role(
        "analogies",
        {
            "model": ("model analogy", "model", "mental model", "analogy"),
            "established": ("established in", "established", "introduced", "lesson", "source"),
            "used": ("used again in", "used again", "used in", "available for", "extended"),
        },
        ("model",),
    ),
    Role(
        "targets",
        {"concept": _CONCEPT, "depth": ("target depth", "depth target", "target"), "notes": ("notes", "why")},
        ("concept", "depth"),
    ),
    Role("roll-up", _ROLL_UP, ("concept", "depth", "module")),
    Role(
        "concept index",
        {
            "concept": _CONCEPT,
            "depth": ("depth", "level"),
            "lesson": (*_LESSON, "taught in", "introduced in", "where taught", "where"),
            "source": ("source lesson", "source"),  # so that a source lesson is not taken for the lesson
            "notes": ("notes", "key teaching"),
        },
        ("concept", "depth", "lesson"),
    ),
    Role("roll-up", _ROLL_UP, ("concept", "depth", "teaching")),
    Role(
        "state",
        {
            "concept": _CONCEPT,
            "depth": ("depth", "actual depth", "level"),
            "source": ("source lesson", "source", "lesson", "taught in"),
            "notes": ("notes", "relevance", "how it s relevant", "how", "why", "use"),
        },
        ("concept", "depth"),
    ),
    Role(
        "connections",
        {
            "concept": (
                "prior concept", "existing concept", "new concept", "earlier concept", "known concept", "concept",
            ),
            "connection": (
                "connection", "how it connects", "connects to", "prior connection", "earlier", "link", "concept",
            ),
            "how": ("how", "why", "notes"),
            "source": ("source lesson", "source", "lesson", "from"),
        },
        ("concept", "connection"),
    ),
    Role("reinforced", {"concept": _CONCEPT, "lesson": _LESSON, "notes": ("new", "notes")}, ("concept", "lesson")),
)  # fmt: skip

DEPTH_COLUMNS = ("required", "depth")
_JUDGED_BY = {"actual", "source", "status"}
_TELLING = tuple(
    {
        word: None
        for role in ROLES
        for name, synonyms in role.columns.items()
        for word in synonyms
        if (name in role.needs or name in _JUDGED_BY) and len(word) >= len("depth")
    }
)
_VITAL = {
    "prerequisites": ("required", "actual", "source", "status"),
    "misconceptions": ("belief", "negative"),
    "concept index": ("concept", "depth", "lesson"),
}
_WORDS = frozenset(word for role in ROLES for synonyms in role.columns.values() for word in synonyms)
_SLIP = 0.8  # of difflib's likeness: two letters of five exchanged


class RoleIndex:
    """Finds the role of a table. Headers repeat all over a curriculum, so answers are remembered.

    `said` folds a header, in our words.
    """

    __slots__ = ("_known", "_roles", "_said")

    def __init__(self, roles: tuple[Role, ...], said: Callable[[str], str] = folded) -> None:
        self._roles = roles
        self._known: dict[tuple[str, ...], tuple[str, dict[str, int]]] = {}
        self._said = said

    def find(self, header: tuple[str, ...]) -> tuple[str, dict[str, int]]:
        """The first role a header fits, with the column of each of its parts; "" when it fits none."""
        known = self._known.get(header)
        if known is None:
            words = [self._said(title) or title.strip() for title in header]
            fits = ((role.name, found) for role in self._roles if (found := columns(words, role)) is not None)
            known = self._known[header] = next(fits, ("", {}))
        return known

    def meant(self, header: tuple[str, ...], at: int) -> str:
        """The word a header is a slip of the pen away from, if it makes the table what it is meant to be; else "".

        Only words for columns that a role needs, or that prerequisites are judged by, are looked for.
        """
        word = _near(self._said(header[at]))
        if not word:
            return ""
        (role, known), (name, found) = self.find(header), self.find((*header[:at], word, *header[at + 1 :]))
        return word if (role, known) != (name, found) and at in found.values() else ""

    def strange(self, header: tuple[str, ...], role: str) -> list[tuple[int, str]]:
        """The headers of a table that nobody knows, each with a word for a column it lacks to play its role in full.

        None where there are fewer such headers than columns are lacking: then the table is a smaller one on purpose.
        """
        wanted = next((each for each in self._roles if each.name == role and role in _VITAL), None)
        if wanted is None:
            return []
        found = _parts((self._said(title) or title.strip() for title in header), wanted)
        unknown = [at for at, title in enumerate(header) if title.strip() and at not in found.values()]
        lacking = [wanted.columns[name][0] for name in _VITAL[role] if name not in found]
        return list(zip(unknown, lacking, strict=False)) if len(lacking) <= len(unknown) else []


@lru_cache(maxsize=4096)
def _near(said: str) -> str:
    """The telling word that a folded header may be a slip of the pen for; "" when it is a known one, or near none."""
    if said in _WORDS:
        return ""
    from difflib import get_close_matches

    close = get_close_matches(said, _TELLING, n=1, cutoff=_SLIP)
    return close[0] if close and close[0][:1] == said[:1] and abs(len(close[0]) - len(said)) <= 1 else ""


def columns(header: Iterable[str], role: Role) -> dict[str, int] | None:
    """Which column of a table plays which part of a role; None when the table cannot be that role.

    Headers come folded.
    """
    found = _parts(header, role)
    return found if all(name in found for name in role.needs) else None


def _parts(header: Iterable[str], role: Role) -> dict[str, int]:
    """Which column plays which part, taken from left to right, each by the free part with the longest matching word."""
    found: dict[str, int] = {}
    for index, words in enumerate(header):
        scores = {name: _match(words, synonyms) for name, synonyms in role.columns.items() if name not in found}
        best = max(scores, key=scores.__getitem__, default=None)
        if best is not None and scores[best] > 0:
            found[best] = index
    return found


def is_column(words: str) -> bool:
    """Whether folded words are a header that some role knows."""
    return any(_match(words, synonyms) for role in ROLES for synonyms in role.columns.values())


def _match(words: str, synonyms: tuple[str, ...]) -> int:
    """The length of the longest synonym that opens or closes a header, 0 when none does."""
    padded = f" {words} "
    near = [word for word in synonyms if word in padded]  # most are not: asked first, as headers meet all synonyms
    return max(
        (len(word) for word in near if padded.startswith(f" {word} ") or padded.endswith(f" {word} ")), default=0
    )
