"""Which files belong to a run, and what becomes of those that cannot be read."""

from __future__ import annotations

import inspect
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from lessonlint.disk import Disk
from lessonlint.source import Source, Unreadable
from lessonlint.walk import is_document
from lessonlint.workspace import Workspace, as_in_tree, open_workspace, watched


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def walked(*paths: str, exclude: tuple[str, ...] = (), root: str | None = None) -> list[str]:
    return list(open_workspace(paths, Path(root) if root else None, exclude).walked)


def read(workspace: Workspace) -> dict[str, Source | Unreadable]:
    return {found.path: found for found in workspace.read()}


def reasons(workspace: Workspace) -> dict[str, str]:
    return {path: found.reason for path, found in read(workspace).items() if isinstance(found, Unreadable)}


class TestFolders:
    def test_markdown_is_found_in_name_order(self) -> None:
        write({"b/z.md": "", "b/a.markdown": "", "a.MD": "", "c.txt": "", "d.mdx": "", "md": "", "b.md/inner.md": ""})
        assert walked(".") == ["a.MD", "b.md/inner.md", "b/a.markdown", "b/z.md"]

    def test_hidden_files_and_folders_are_left_out(self) -> None:
        write({".git/a.md": "", ".hidden.md": "", ".venv/lib/b.md": "", "c.md": ""})
        assert walked(".") == ["c.md"]

    def test_a_hidden_folder_given_by_name_is_walked(self) -> None:
        write({".drafts/a.md": "", ".drafts/.deep/b.md": ""})
        assert walked(".drafts") == [".drafts/a.md"]

    def test_packages_are_left_out(self) -> None:
        write({"node_modules/a.md": "", "deep/node_modules/b.md": "", "deep/c.md": ""})
        assert walked(".") == ["deep/c.md"]

    def test_an_empty_folder_holds_nothing(self) -> None:
        Path("empty").mkdir()
        assert open_workspace(["empty"]).asked == frozenset()

    def test_folders_in_folders_are_counted_once(self) -> None:
        write({"a/b/c.md": ""})
        assert walked(".", "a", "a/b", "a/b/../b") == ["a/b/c.md"]

    def test_paths_are_shown_from_here(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write({"up/a.md": "", "here/b.md": ""})
        monkeypatch.chdir(tmp_path / "here")
        assert walked("..") == ["../up/a.md", "b.md"]

    def test_an_absolute_path_elsewhere_stays_absolute(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write({"up/a.md": "", "here/b.md": ""})
        monkeypatch.chdir(tmp_path / "here")
        assert walked(str(tmp_path / "up")) == [f"{tmp_path.as_posix()}/up/a.md"]
        assert walked(str(tmp_path / "here")) == ["b.md"]


class TestNames:
    def test_a_file_may_be_called_anything(self) -> None:
        write({"000_5f.txt": "", "notes": "", "a.md": ""})
        found = open_workspace(["000_5f.txt", "notes"])
        assert (found.walked, found.named) == ((), ("000_5f.txt", "notes"))

    def test_text_files_are_not_walked(self) -> None:
        write({"deep/a.txt": "", "deep/b.md": ""})
        assert walked("deep") == ["deep/b.md"]

    def test_a_named_file_may_be_ignored_or_hidden(self) -> None:
        write({".gitignore": "a.md\n", ".git/x": "", "a.md": "", ".b.md": ""})
        assert open_workspace(["a.md", ".b.md"], exclude=["*.md"]).named == (".b.md", "a.md")

    def test_a_file_beside_its_folder_counts_as_walked(self) -> None:
        write({"a/b.md": "", "a/c.md": ""})
        found = open_workspace(["a", "a/b.md"])
        assert set(found.walked) | set(found.named) == {"a/b.md", "a/c.md"}
        assert found.asked == {"a/b.md", "a/c.md"}

    def test_one_file_named_twice_is_one_file(self) -> None:
        write({"a.md": ""})
        assert open_workspace(["a.md", "./a.md", str(Path("a.md").resolve())]).named == ("a.md",)

    def test_a_folder_called_like_a_file_is_a_folder(self) -> None:
        write({"dough.md/inner.md": ""})
        found = open_workspace(["dough.md"])
        assert (found.walked, found.named) == (("dough.md/inner.md",), ())


class TestIgnored:
    @pytest.mark.parametrize(
        ("patterns", "kept"),
        (
            ("drafts/\n", ["a.md", "b/c.md"]),
            ("*.md\n!a.md\n", ["a.md", "drafts/a.md"]),
            ("/a.md\n", ["b/c.md", "drafts/a.md"]),
            ("# a.md\n\n", ["a.md", "b/c.md", "drafts/a.md"]),
            ("b/*\n!b/c.md\n", ["a.md", "b/c.md", "drafts/a.md"]),
            ("b/\n!b/c.md\n", ["a.md", "drafts/a.md"]),
            ("**/a.md\r\n", ["b/c.md"]),
        ),
    )
    def test_gitignore(self, patterns: str, kept: list[str]) -> None:
        write({".gitignore": patterns, "a.md": "", "b/c.md": "", "drafts/a.md": ""})
        assert walked(".") == kept

    def test_a_nested_gitignore_wins(self) -> None:
        write({".gitignore": "*.md\n", "keep/.gitignore": "!*.md\n", "keep/a.md": "", "b.md": "", "keep/c/d.md": ""})
        assert walked(".") == ["keep/a.md", "keep/c/d.md"]

    def test_a_nested_gitignore_counts_from_its_folder(self) -> None:
        write({"deep/.gitignore": "/a.md\n", "a.md": "", "deep/a.md": "", "deep/er/a.md": ""})
        assert walked(".") == ["a.md", "deep/er/a.md"]

    def test_gitignore_above_counts_within_the_repository(self) -> None:
        write({".gitignore": "a.md\n", "repo/.git/x": "", "repo/.gitignore": "b.md\n", "repo/deep/a.md": "",
               "repo/deep/b.md": ""})  # fmt: skip
        assert walked("repo/deep") == ["repo/deep/a.md"]

    def test_exclude_counts_from_the_root(self) -> None:
        write({"drafts/a.md": "", "b/drafts/c.md": "", "b/d.md": ""})
        assert walked(".", exclude=("/drafts/",), root=".") == ["b/d.md", "b/drafts/c.md"]
        assert walked(".", exclude=("drafts/",), root=".") == ["b/d.md"]

    def test_exclude_can_be_taken_back(self) -> None:
        write({"a.md": "", "b.md": ""})
        assert walked(".", exclude=("*.md", "!b.md")) == ["b.md"]

    def test_a_gitignore_that_is_no_text_hides_nothing(self) -> None:
        write({"a.md": ""})
        Path(".gitignore").write_bytes(b"\xff\xfe\0")
        assert walked(".") == ["a.md"]

    def test_a_broken_pattern_is_no_crash(self) -> None:
        write({".gitignore": "!\n[\n\\\n", "a.md": ""})
        assert walked(".") == ["a.md"]


class TestLinks:
    def test_a_loop_is_not_followed(self) -> None:
        write({"a/b.md": ""})
        Path("a/loop").symlink_to(Path("a").resolve(), target_is_directory=True)
        Path("a/self.md").symlink_to("self.md")
        found = open_workspace(["a"])
        assert list(found.walked) == ["a/b.md", "a/self.md"]
        assert reasons(found) == {
            "a/loop": "it leads back to a folder it is in",
            "a/self.md": "too many levels of symbolic links",
        }

    def test_a_link_to_a_file_is_a_file(self) -> None:
        write({"a/b.md": "# Dough\n"})
        Path("a/c.md").symlink_to("b.md")
        assert walked("a") == ["a/b.md", "a/c.md"]

    def test_a_link_that_leads_nowhere_is_a_finding(self) -> None:
        Path("a.md").symlink_to("gone.md")
        assert reasons(open_workspace(["."])) == {"a.md": "it is a link that leads nowhere"}

    def test_nothing_outside_is_read_through_a_link(self, tmp_path: Path) -> None:
        write({"out/secret.md": "# Lesson: Secret", "out/secret.yaml": "kind: lesson plan", "in/dough.md": ""})
        for name in ("secret.md", "secret.yaml"):
            Path(f"in/{name}").symlink_to(f"../out/{name}")
        Path("in/folder").symlink_to(tmp_path / "out")
        found = open_workspace(["in"])
        assert list(found.walked) == ["in/dough.md"]
        assert set(reasons(found)) == {"in/secret.md", "in/secret.yaml", "in/folder"}

    @pytest.mark.parametrize(("paths", "root"), ((("in", "out"), None), (("in",), "."), ((".",), None)))
    def test_a_link_into_what_is_checked_is_followed(self, paths: tuple[str, ...], root: str | None) -> None:
        write({"out/shared.md": "# Lesson: Shared", "in/dough.md": ""})
        Path("in/shared.md").symlink_to("../out/shared.md")
        Path("in/folder").symlink_to("../out")
        found = open_workspace(paths, Path(root) if root else None)
        assert found.walked == ("in/dough.md", "in/shared.md", "out/shared.md")
        assert reasons(found) == {}

    @pytest.mark.parametrize("name", ("concepts.yaml", "lessonlint-baseline.jsonl"))
    def test_what_is_kept_beside_is_no_way_out(self, name: str, tmp_path: Path) -> None:
        write({"out/secret": "password: 1234", "in/dough.md": ""})
        Path(f"in/{name}").symlink_to(tmp_path / "out/secret")
        found = open_workspace(["in"]).source.read(f"in/{name}")
        assert isinstance(found, Unreadable)
        Path(f"in/{name}").unlink()
        Path(f"in/{name}").symlink_to("dough.md")
        assert isinstance(open_workspace(["in"]).source.read(f"in/{name}"), Source)

    def test_a_gitignore_is_no_way_out(self) -> None:
        """As in git: a link of this name says nothing."""
        write({"out/secret": "dough.md", "in/dough.md": ""})
        Path("in/.gitignore").symlink_to("../out/secret")
        found = open_workspace(["in"])
        assert list(found.walked) == ["in/dough.md"]
        assert set(reasons(found)) == {"in/.gitignore"}


class TestUnreadable:
    def test_a_missing_file(self) -> None:
        found = open_workspace(["gone.md"])
        assert list(reasons(found)) == ["gone.md"]
        assert found.asked == {"gone.md"}

    def test_a_special_file(self) -> None:
        for name in ("pipe.md", "pipe.yaml", ".gitignore"):
            os.mkfifo(name)
        write({"dough.md": ""})
        found = reasons(open_workspace(["."]))
        assert found == dict.fromkeys((".gitignore", "pipe.md", "pipe.yaml"), "it is not a regular file")
        assert reasons(open_workspace(["/dev/zero"])) == {"/dev/zero": "it is not a regular file"}

    def test_folders_deeper_than_functions_may_call_each_other(self) -> None:
        depth = 200
        write({"d/a.md": ""})
        for _ in range(depth):
            Path("e").mkdir()
            Path("d").rename("e/d")
            Path("e").rename("d")
        most = sys.getrecursionlimit()
        try:
            sys.setrecursionlimit(len(inspect.stack(0)) + depth // 2)
            found = walked(".")
        finally:
            sys.setrecursionlimit(most)
        assert found == [f"{'d/' * depth}d/a.md"]

    def test_a_file_that_vanishes_after_it_was_found(self) -> None:
        write({"a.md": "", "b.md": "", "c/d.md": ""})
        found = open_workspace(["."])
        Path("a.md").unlink()
        Path("b.md").unlink()
        Path("b.md").mkdir()
        shutil.rmtree("c")
        told = {"a.md": "there is no such file", "b.md": "it is not a regular file", "c/d.md": "there is no such file"}
        assert reasons(found) == told

    def test_a_file_that_is_too_large(self) -> None:
        write({"a.md": "12345"})
        assert isinstance(Disk(max_bytes=5).read("a.md"), Source)
        assert isinstance(Disk(max_bytes=4).read("a.md"), Unreadable)

    def test_a_folder_with_too_many_documents(self) -> None:
        write({"in/a.md": "", "in/b/c.md": "", "in/d.txt": "", "e.md": ""})
        assert open_workspace(["in"], max_files=2).walked == ("in/a.md", "in/b/c.md")
        found = open_workspace(["in", "e.md"], max_files=1)
        assert reasons(found) == {"in": "it holds more than 1 documents"}
        assert found.paths() == ["e.md"]

    def test_a_folder_with_too_many_documents_is_told_once(self) -> None:
        write({"a.md": "", "b.md": ""})
        assert len(open_workspace(["."], Path(), max_files=1).problems) == 1

    def test_a_file_that_is_not_ours_to_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        write({"a.md": ""})
        write({"b.yaml": "kind: lesson plan"})
        with monkeypatch.context() as patch:
            patch.setattr(os, "open", _denied)
            found = reasons(open_workspace(["."]))
        assert found == dict.fromkeys(("a.md", "b.yaml"), "permission denied")

    def test_a_folder_that_is_not_ours_to_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        write({"a.md": "", "shut/b.md": ""})
        real = os.scandir
        monkeypatch.setattr(os, "scandir", lambda path: _denied() if "shut" in str(path) else real(path))
        found = open_workspace(["."])
        assert list(found.walked) == ["a.md"]
        assert list(reasons(found)) == ["shut"]
        assert "shut" in found.asked

    def test_a_name_that_is_too_long(self) -> None:
        assert isinstance(Disk().read("a" * 5_000), Unreadable)
        assert isinstance(Disk().read("a\0b"), Unreadable)


def _denied(*_: object) -> bytes:
    raise PermissionError(13, "Permission denied")


class TestContext:
    def test_everything_below_the_configuration_is_context(self) -> None:
        write({"a/b.md": "", "c.md": "", "d.txt": ""})
        found = open_workspace(["a"], Path())
        assert found.walked == ("a/b.md", "c.md")
        assert found.asked == {"a/b.md"}

    def test_a_named_file_in_its_curriculum_is_walked(self) -> None:
        write({"a/b.md": "", "c.md": ""})
        found = open_workspace(["a/b.md"], Path())
        assert (found.walked, found.named) == (("a/b.md", "c.md"), ())

    def test_a_path_elsewhere_has_no_context(self, tmp_path: Path) -> None:
        write({"root/a.md": "", "other/b.md": ""})
        assert open_workspace(["other"], tmp_path / "root").walked == ("other/b.md",)

    def test_context_that_is_excluded_is_not_read(self) -> None:
        write({"a.md": "", "drafts/b.md": ""})
        assert open_workspace(["a.md"], Path(), ["drafts/"]).walked == ("a.md",)

    def test_files_are_read_in_path_order(self) -> None:
        write({"b.md": "b", "a/z.md": "z", "c.txt": "c"})
        assert list(read(open_workspace(["c.txt", "b.md", "a"]))) == ["a/z.md", "b.md", "c.txt"]


class TestWatched:
    """What a run that prints again what it printed before has to look at."""

    def paths(self) -> list[str]:
        return watched(open_workspace(["a/b"]), ["a/b"], "")

    def test_what_could_be_put_above_is_watched(self, tmp_path: Path) -> None:
        write({"a/b/plan.md": ""})
        above = {str(tmp_path / "a" / name) for name in ("lessonlint.yaml", ".gitignore", ".git", "concepts.yaml")}
        assert above <= set(self.paths())
        assert {"a/b", "a/b/plan.md", "a/b/.gitignore"} <= set(self.paths())

    def test_the_top_of_a_repository_is_a_folder_or_a_file(self, tmp_path: Path) -> None:
        write({"a/b/plan.md": "", ".git/HEAD": "", "a/.git": "gitdir: elsewhere"})
        assert {str(tmp_path / ".git/HEAD"), str(tmp_path / "a/.git")} <= set(self.paths())
        assert str(tmp_path / ".git") not in self.paths()


@pytest.mark.parametrize(
    ("name", "data", "read"),
    [
        ("lesson.md", b"", True),
        ("lesson.yaml", b"# a comment\nkind: lesson plan\n", True),
        ("lesson.YML", b'kind: "lesson plan" # so', True),
        ("lesson.yaml", b"kind: leson plan\n", True),
        ("lesson.yaml", b"title: a\n", False),
        ("deploy.yaml", b"kind: Deployment\n", False),
        ("nested.yaml", b"a:\n  kind: lesson plan\n", False),
        ("concepts.yaml", b"kind: lesson plan\n", False),
        ("lessonlint.yaml", b"kind: lesson plan\n", False),
        ("lesson.txt", b"kind: lesson plan\n", False),
        ("torn.yaml", b"\xff\xfe", False),
    ],
)
def test_which_files_of_a_folder_are_read(tmp_path: Path, name: str, data: bytes, read: bool) -> None:
    (tmp_path / name).write_bytes(data)
    assert is_document(name, data) is read
    assert bool(open_workspace([str(tmp_path)]).walked) is read
    assert bool(as_in_tree({tmp_path / name: data}, [str(tmp_path)]).walked) is read
