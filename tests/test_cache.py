"""The cache folder: whole entries or none, bounded, and quiet about what a disk does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lessonlint.cache import SETTLED_AFTER, Cache, cache_folder, is_settled, stamp, stamps


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    found = Cache(str(tmp_path / ".lessonlint_cache"))
    assert found.open()
    return found


def test_what_is_saved_is_loaded(cache: Cache) -> None:
    cache.save("runs", "a key", b"bytes")
    assert cache.load("runs", "a key") == b"bytes"
    assert cache.load("runs", "another") is None
    assert cache.load("pasts", "a key") is None


def test_keys_may_be_any_text(cache: Cache) -> None:
    for key in ("", "\udce4", "é" * 1000, "a\nb"):
        cache.save("runs", key, key.encode("utf-8", "surrogateescape"))
        assert cache.load("runs", key) == key.encode("utf-8", "surrogateescape")


def test_an_entry_of_another_key_is_not_taken(cache: Cache) -> None:
    cache.save("runs", "one", b"bytes")
    (path,) = Path(cache.folder, "runs").iterdir()
    cache.save("runs", "other", b"other")
    (other,) = {*Path(cache.folder, "runs").iterdir()} - {path}
    path.replace(other)
    assert cache.load("runs", "other") is None


@pytest.mark.parametrize("cut", [0, 3, 4, 10])
def test_torn_entries_are_none(cache: Cache, cut: int) -> None:
    cache.save("runs", "key", b"some bytes")
    (path,) = Path(cache.folder, "runs").iterdir()
    path.write_bytes(path.read_bytes()[:cut])
    assert cache.load("runs", "key") is None


def test_git_ignores_the_folder(cache: Cache) -> None:
    top = Path(cache.folder).parent
    subprocess.run(["git", "init", "--quiet", str(top)], check=True)
    cache.save("runs", "key", b"bytes")
    done = subprocess.run(["git", "-C", str(top), "status", "--porcelain"], capture_output=True, check=True)
    assert done.stdout == b""


def test_it_stays_small(cache: Cache) -> None:
    for number in range(200):
        cache.save("runs", f"run {number}", b"")
        cache.save("files", f"file {number}", b"")
    cache.prune(["file 7", "file 8"])
    assert cache.load("files", "file 7") == b""
    assert cache.load("files", "file 9") is None
    assert cache.size()[0] < 50
    cache.clear()
    assert cache.size() == (0, 0)


def test_files_that_are_not_ours_stay(cache: Cache) -> None:
    theirs = [Path(cache.folder, kind, f"lesson-{number}.md") for kind in ("runs", "files") for number in range(50)]
    for path in theirs:
        path.write_text("words of an author", "utf-8")
    cache.prune([])
    cache.clear()
    assert all(path.exists() for path in theirs)


@pytest.mark.parametrize("name", ["CACHEDIR.TAG", ".gitignore", "now.{}"])
def test_a_link_in_the_folder_leads_to_no_writing(tmp_path: Path, name: str) -> None:
    theirs = tmp_path / "words.md"
    theirs.write_text("words of an author", "utf-8")
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / name.format(os.getpid())).symlink_to(theirs)
    assert Cache(str(tmp_path / "cache")).open()
    assert theirs.read_text("utf-8") == "words of an author"


def test_a_link_in_the_place_of_a_new_entry_leads_to_no_writing(cache: Cache, tmp_path: Path) -> None:
    theirs = tmp_path / "words.md"
    theirs.write_text("words of an author", "utf-8")
    cache.save("runs", "key", b"bytes")
    (path,) = Path(cache.folder, "runs").iterdir()
    path.with_name(f"{path.name}.{os.getpid()}").symlink_to(theirs)
    for _ in range(2):  # what stands in the way is taken away, so that it stands there only once
        cache.save("runs", "key", b"others")
    assert theirs.read_text("utf-8") == "words of an author"
    assert cache.load("runs", "key") == b"others"


def test_a_folder_that_cannot_be_made_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    cache = Cache(str(tmp_path / "file" / "cache"))
    assert cache.open() is None
    cache.save("runs", "key", b"bytes")
    assert cache.load("runs", "key") is None


def test_stamps_tell_what_changed(tmp_path: Path) -> None:
    path = tmp_path / "file"
    assert stamp(str(path)) is None
    path.write_text("one", "utf-8")
    before = stamp(str(path))
    assert before
    os.utime(path, ns=(before[0], before[0]))
    assert stamp(str(path)) != before, "the time of the change of the file's data cannot be set back"


def test_a_late_change_is_not_settled(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("one", "utf-8")
    found = stamp(str(path))
    assert found
    assert not is_settled(found, found[0])
    assert not is_settled(found, found[0] - 10**12), "a clock that was set back"
    assert is_settled(found, found[1] + SETTLED_AFTER + 1)
    assert is_settled(None, 0)
    assert stamps([str(path)], {}, found[0]) is None


def test_the_folder_is_the_projects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "lessonlint.yaml").write_text("", "utf-8")
    monkeypatch.chdir(inner)
    assert cache_folder() == str(tmp_path / ".lessonlint_cache")


WRITER = """
import sys
from lessonlint.cache import Cache
cache = Cache(sys.argv[1])
for number in range(10**9):
    cache.save("runs", "key", bytes([number % 256]) * 100_000)
"""


def test_a_killed_writer_leaves_a_whole_entry(cache: Cache) -> None:
    for _ in range(3):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, cache.folder])
        while cache.load("runs", "key") is None:
            assert writer.poll() is None
        writer.kill()
        writer.wait()
        data = cache.load("runs", "key")
        assert data and data == data[:1] * 100_000
        cache.clear()
