"""The disk: what is read of a file that changes meanwhile, and what is written when something is in the way."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Thread

import pytest

from lessonlint.disk import load, load_head, write_file
from lessonlint.source import Unreadable

LONGEST = 255  # bytes of a name on most file systems


def test_a_growing_file_is_read_to_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_text("dough")
    real = os.fstat

    def smaller(descriptor: int) -> os.stat_result:
        return os.stat_result((*real(descriptor)[:6], 2, *real(descriptor)[7:]))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fstat", smaller)
        assert load(str(path)) == b"dough"
        assert isinstance(load(str(path), 4), Unreadable)


def test_a_file_swapped_for_a_pipe_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_text("")
    os.mkfifo(tmp_path / "pipe")
    was = (tmp_path / "a.md").stat()
    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", lambda _: was)
        answers = load(str(tmp_path / "pipe")), load_head(str(tmp_path / "pipe"), 10)
    for found in answers:
        assert isinstance(found, Unreadable)
        assert found.reason == "it is not a regular file"


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("é" * (LONGEST // 2))
    write_file(path, "dough")
    assert path.read_text() == "dough"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_said_of_a_name_in_no_encoding_can_be_written(tmp_path: Path) -> None:
    write_file(tmp_path / "report", os.fsdecode(b"br\xff.md") + ":1:1")
    assert (tmp_path / "report").read_bytes() == b"br\xff.md:1:1"


def test_what_a_killed_run_left_goes_with_the_next_one(tmp_path: Path) -> None:
    path = tmp_path / "dough.md"
    old, new, other = (
        tmp_path / name for name in (".dough.md.a.lessonlint~", ".dough.md.b.lessonlint~", ".dough.md.c")
    )
    for left in (old, new, other):
        left.write_text("half")
    for left in (old, other):
        os.utime(left, (0, 0))
    write_file(path, "whole")
    assert set(tmp_path.iterdir()) == {path, new, other}


def test_nothing_is_written_through_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    link = tmp_path / "in/plan.md"
    link.symlink_to("../planted")
    with pytest.raises(OSError, match="link that leads nowhere"):
        write_file(link, "dough")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["in", "plan.md"]


def test_a_folder_that_may_not_be_listed_is_written_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refused)
        write_file(tmp_path / "dough.md", "whole")
    assert (tmp_path / "dough.md").read_text() == "whole"


def test_two_that_write_at_once(tmp_path: Path) -> None:
    path, texts = tmp_path / "dough.md", ("flour " * 20_000, "water " * 30_000)
    write_file(path, texts[0])

    def write_often(text: str) -> None:
        for _ in range(10):
            write_file(path, text)

    writers = [Thread(target=write_often, args=(text,)) for text in texts]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert path.read_text() in texts
    assert path.read_text() in texts
    assert list(tmp_path.iterdir()) == [path]
