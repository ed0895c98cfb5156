"""Mistakes planted by hand in copies of real documents: each must be found, at its line, and nothing else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.corpus.planted import NOT_PLANTED, Corpus, Fault, Found, read_faults

from lessonlint.rules import RULES

FEWEST = 5
LONGEST = 6  # words that may also stand in the documents, such as a status in the format's own phrases

FAULTS = read_faults()


def _case(number: int, fault: Fault) -> object:
    marks = [pytest.mark.xfail(reason=fault.missed, raises=AssertionError)] if fault.missed else []
    where = "/".join(fault.place.removesuffix(".md").split("/")[-3:]).replace("/lessons", "")
    return pytest.param(fault, id=f"{fault.rule}-{number}-{where}-{fault.line}", marks=marks)


@pytest.fixture(scope="module")
def documents(corpus: Path) -> Corpus:
    """The real documents and what is found in them as they are."""
    return Corpus(corpus)


@pytest.mark.parametrize("fault", [_case(number, fault) for number, fault in enumerate(FAULTS, 1)])
def test_a_planted_fault_is_found(documents: Corpus, fault: Fault) -> None:
    found = documents.check(fault)
    hit = next((each for each in found if _is_expected(each, fault)), None)
    assert hit is not None, f"{fault.rule} is not at {fault.place}:{fault.line} among\n{_shown(found)}"
    assert fault.severity in ("", hit.severity), _shown([hit])
    assert hit.words.startswith(fault.at), f"the finding points at {hit.words!r}, not at {fault.at!r}"
    extras = [each for each in found if each is not hit and each.code not in {*fault.also, *NOT_PLANTED}]
    assert not extras, f"findings nobody expected:\n{_shown(extras)}"


def _is_expected(each: Found, fault: Fault) -> bool:
    return (each.code, each.file, each.line) == (fault.rule, fault.place, fault.line)


def _shown(found: list[Found]) -> str:
    return "\n".join(f"  {each.file}:{each.line}: {each.severity} {each.code} {each.message}" for each in found)


def test_nobody_is_quoted(documents: Corpus) -> None:
    written = [words for fault in FAULTS for edit in fault.edits for words in (edit.write, fault.at)]
    long = [words for words in written if len(words.split()) > LONGEST]
    assert [words for words in long if documents.holds(words)] == []


def test_every_rule_has_faults_in_several_documents() -> None:
    counted = Counter(fault.rule for fault in FAULTS)
    assert {rule.code for rule in RULES if counted[rule.code] < FEWEST} == NOT_PLANTED
    assert set(counted) <= {rule.code for rule in RULES}
    for code in counted:
        assert len({fault.file for fault in FAULTS if fault.rule == code}) > FEWEST // 2, code


def test_consequences_are_few() -> None:
    assert [fault for fault in FAULTS if len(fault.also) > 2] == []
