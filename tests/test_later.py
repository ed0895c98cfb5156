"""A document known in brief: all of it is there, and nothing is loaded before somebody looks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.bread import BAKING, RECORD

from lessonlint.later import Later, brief_of
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.read import read
from lessonlint.source import Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY


class Counted:
    """The rest of a document, and how often it was asked for."""

    def __init__(self, path: str, text: str) -> None:
        whole = read(Source(path, text), DEFAULT_VOCABULARY)
        assert whole
        self.whole, self.asked = whole, list[str]()

    def later(self) -> Later:
        return Later(brief_of(self.whole), DEFAULT_VOCABULARY, self)

    def source(self) -> Source:
        self.asked.append("source")
        return self.whole.source

    def doc(self) -> Doc:
        self.asked.append("doc")
        return self.whole


PLAN = ("baking.md", BAKING.format(note="for the flour"))


@pytest.mark.parametrize("document", (PLAN, ("record.md", RECORD)), ids=lambda document: document[0])
def test_it_says_all_that_the_whole_one_says(document: tuple[str, str]) -> None:
    rest = Counted(*document)
    known, whole = rest.later(), rest.whole
    assert isinstance(known.body, type(whole.body))
    for one, other in ((known, whole), (known.body, whole.body)):
        for name in type(other).__match_args__:
            if name != "body":
                assert getattr(one, name) == getattr(other, name), name
    assert known.path == whole.path
    assert known == whole
    assert replace(known, todos=whole.todos) == whole
    if isinstance(known.body, LessonPlan):
        assert known.body._replace(built=known.body.built) == whole.body
    assert rest.asked.count("source") == 1


def test_what_a_course_is_built_from_is_at_hand() -> None:
    rest = Counted(*PLAN)
    known = rest.later()
    assert isinstance(known.body, LessonPlan)
    assert (known.path, known.kind) == ("baking.md", "lesson plan")
    assert known.body.loads == rest.whole.body.loads  # type: ignore[union-attr]
    assert (known.tally, known.waivers) == (rest.whole.tally, rest.whole.waivers)
    assert rest.asked == []
    assert known.source.text == PLAN[1]
    assert rest.asked == ["source"], "its text is asked for more often than the rest"


def test_the_rest_is_loaded_once_for_the_document_and_once_for_its_plan() -> None:
    rest = Counted(*PLAN)
    known = rest.later()
    assert isinstance(known.body, LessonPlan)
    assert known.tables
    assert known.sections
    assert known.body.prerequisites
    assert known.body.targets is not None
    assert rest.asked == ["doc", "doc"]


@pytest.mark.parametrize("name", ("flour", "__deepcopy__"))
def test_what_no_document_has_is_not_looked_for(name: str) -> None:
    rest = Counted(*PLAN)
    assert not hasattr(rest.later(), name)
    assert not hasattr(rest.later().body, name)
    assert rest.asked == []
