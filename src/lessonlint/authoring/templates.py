"""What new documents look like: the texts in the folder of this name, with places for what is known.

Every place left to a person opens with `TODO:`. Where it asks for rows it stands above their table: put in its place
below, they would be cut off by the blank line.
"""

from __future__ import annotations

from importlib.resources import files
from string import Template

from lessonlint.vocabulary import Vocabulary
from lessonlint.vocabulary.writing import in_their_words


def begun(kind: str, words: Vocabulary, **known: object) -> str:
    """A new document of a kind in a team's words, with everything in its place that is known."""
    return Template(in_their_words(template(kind), kind, words)).substitute(known)


def template(name: str) -> str:
    """The text of a new document of a kind, or of a new `configuration`."""
    return (files(__package__) / "templates" / f"{name.replace(' ', '-')}.txt").read_text("utf-8")
