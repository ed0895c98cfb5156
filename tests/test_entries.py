"""What was read comes back as it was, whole or in parts, and nothing else comes back."""

from __future__ import annotations

import pickle

import pytest
from tests.support.bread import BAKING, RECORD

from lessonlint import entries
from lessonlint.course.values import Stray
from lessonlint.entries import Entry, Recent, Rest, loaded, pickled
from lessonlint.later import OF_RULES, brief_of
from lessonlint.model.documents import Doc
from lessonlint.model.read import read
from lessonlint.past import Past
from lessonlint.source import Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY


def doc(text: str = BAKING, path: str = "baking.md") -> Doc:
    found = read(Source(path, text), DEFAULT_VOCABULARY)
    assert found
    return found


STRAY = Stray(Source("notes.md", "Flour."))


@pytest.mark.parametrize(
    "reading", (doc(), doc(RECORD, "record.md"), STRAY, None), ids=("plan", "record", "stray", "-")
)
def test_what_was_read_comes_back(reading: Doc | Stray | None) -> None:
    assert Entry(pickled(reading), DEFAULT_VOCABULARY).reading == (reading,)
    parts = Entry(pickled(reading), DEFAULT_VOCABULARY)
    assert parts.source == (reading.source if reading else None)
    assert parts.brief == (brief_of(reading, OF_RULES) if isinstance(reading, Doc) else None)
    assert parts.reading == (reading,)


def test_a_document_is_read_by_the_words_of_the_run() -> None:
    found = Entry(pickled(doc()), DEFAULT_VOCABULARY).reading
    assert found
    assert isinstance(found[0], Doc)
    assert found[0].vocabulary is DEFAULT_VOCABULARY


@pytest.mark.parametrize("size", range(0, len(pickled(doc())), 977))
def test_of_a_torn_entry_nothing_is_taken_for_whole(size: int) -> None:
    entry = Entry(pickled(doc())[:size], DEFAULT_VOCABULARY)
    assert entry.reading is None
    assert entry.source in (None, doc().source)


def test_the_documents_looked_at_last_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {name: doc(path=f"{name}.md") for name in "abc"}
    monkeypatch.setattr(entries, "ROOM", 2 * len(BAKING))
    recent, opened = Recent(), list[str]()

    def rest(name: str) -> Rest:
        def entry() -> Entry:
            opened.append(name)
            return Entry(pickled(texts[name]), DEFAULT_VOCABULARY)

        return Rest(entry, recent, lambda: texts[name])

    a, b, c = map(rest, "abc")
    assert (a.doc(), b.doc(), a.doc(), c.doc()) == (texts["a"], texts["b"], texts["a"], texts["c"])
    assert opened == ["a", "b", "c"]
    assert (a.source(), c.source(), c.doc()) == (texts["a"].source, texts["c"].source, texts["c"])
    assert opened == ["a", "b", "c"]
    assert (b.source(), b.source()) == (texts["b"].source,) * 2
    assert opened == ["a", "b", "c", "b", "b"], "the text alone is not held"
    assert b.doc() == texts["b"]
    assert a.doc() == texts["a"]
    assert opened == ["a", "b", "c", "b", "b", "b", "a"]


def test_what_is_not_there_any_more_is_looked_for_where_it_came_from() -> None:
    rest = Rest(lambda: Entry(b"", DEFAULT_VOCABULARY), Recent(), doc)
    assert rest.source() == doc().source
    assert rest.doc() == doc()


class Hostile:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("the cache ran a program",)


def test_a_strangers_pickle_makes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert loaded(pickle.dumps(Hostile()), object) is None
    assert loaded(pickle.dumps(Past(outline="a")), Past) == Past(outline="a")
    assert loaded(b"nothing", object) is None
    assert loaded(b"clessonlint.__main__\nmain\n.", object) is None, "a module of ours that does something"
    assert capsys.readouterr().out == ""
