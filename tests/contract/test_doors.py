"""Where the program touches the world: what writes, what asks the network, and that nothing hides an error."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent.parent / "src" / "lessonlint"
SOURCES = sorted(PACKAGE.rglob("*.py"))

WRITERS = {
    "disk.py": {"chmod", "replace", "unlink", "fdopen", "os.unlink", "mkstemp"},
    "cache.py": {"open", "os.replace", "os.makedirs", "os.unlink"},
    "cli/files.py": {"unlink"},
    "cli/ledger.py": {"unlink"},
    "cli/writing.py": {"mkdir"},
    "processes.py": {"open"},  # a pipe
    "spool.py": {"TemporaryFile", "os.pwrite"},  # which has no name
}
"""Who may change what is on disk, and how: everybody else hands what is to be written to `disk.write_file`."""
_CHANGES = {"write_text", "write_bytes", "touch", "mkdir", "unlink", "rmdir", "rename", "chmod", "symlink_to", "fdopen"}
_OF_OS = {
    "replace",
    "remove",
    "rename",
    "makedirs",
    "mkdir",
    "unlink",
    "rmdir",
    "link",
    "symlink",
    "truncate",
    "write",
    "pwrite",
}
_TEMPORARY = {"TemporaryFile", "NamedTemporaryFile", "TemporaryDirectory", "mkstemp", "mkdtemp"}
_NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "requests", "httpx", "aiohttp"}
_BROAD = {"Exception", "BaseException"}


def _named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def changes(tree: ast.AST) -> set[str]:
    """The calls that change what is on disk."""
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="open"), args=[_, ast.Constant(value=str(mode)), *_]) if set(mode) & set(
                "wax+"
            ):
                found.add("open")
            case ast.Call(func=ast.Attribute(value=ast.Name(id="os"), attr=name)) if name in _OF_OS:
                found.add(f"os.{name}")
            case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)) if name in _TEMPORARY:
                found.add(name)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="shutil"), attr=name)):
                found.add(f"shutil.{name}")
            case ast.Call(func=ast.Attribute(attr=name)) if name in _CHANGES:
                found.add(name)
            case ast.Call(func=ast.Attribute(value=ast.Call(func=ast.Name(id="Path")), attr="replace")):
                found.add("replace")
    return found


def silent(tree: ast.AST, comments: set[int]) -> Iterator[str]:
    """Handlers that take any error, or drop the one they took, without a comment that says why."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            broad = node.type is None or bool(_BROAD & {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)})
            says = any(_speaks(each) for each in node.body)
            last = max(getattr(each, "end_lineno", 0) for each in node.body)
            argued = bool(comments & set(range(node.lineno - 1, last + 1)))
            if (broad or not says) and not argued:
                yield f"line {node.lineno}: except {ast.unparse(node.type) if node.type else ''}"


def _speaks(statement: ast.stmt) -> bool:
    """Whether a statement does something about the error: raises, calls, or makes a value of it."""
    return any(isinstance(node, ast.Raise | ast.Call) for node in ast.walk(statement))


@pytest.mark.parametrize("path", SOURCES, ids=_named)
def test_only_few_change_the_disk(path: Path) -> None:
    assert changes(ast.parse(path.read_text("utf-8"))) <= WRITERS.get(_named(path), set())


@pytest.mark.parametrize("path", SOURCES, ids=_named)
def test_nothing_is_imported_that_asks_the_network(path: Path) -> None:
    asked = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            asked |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            asked.add(node.module)
    assert not {name for name in asked if name in _NETWORK or name.split(".")[0] in _NETWORK}


@pytest.mark.parametrize("path", SOURCES, ids=_named)
def test_no_error_is_caught_without_a_word(path: Path) -> None:
    with path.open("rb") as file:
        comments = {each.start[0] for each in tokenize.tokenize(file.readline) if each.type == tokenize.COMMENT}
    assert list(silent(ast.parse(path.read_text("utf-8")), comments)) == []


_WATCHED = """
import sys
started = set()
def hook(event, arguments):
    if event in [f"socket.{name}" for name in ("connect", "bind", "getaddrinfo", "gethostbyname", "sendto")]:
        raise RuntimeError(f"the network was asked: {event} {arguments}")
    if event == "subprocess.Popen":
        started.add(str(arguments[0]))
sys.addaudithook(hook)
from lessonlint.cli.main import cli
for words in sys.argv[1:]:
    cli.main(words.split(), standalone_mode=False)
print(*sorted(started), file=sys.stderr)
"""
_ASKED = ("check", "links", "fmt --check", "diff HEAD", "graph -o x.dot", "graph -o x.html", "order 2.1")


def test_no_command_asks_the_network(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE.parent.parent / "curriculum/series-2", tmp_path, dirs_exist_ok=True)
    author = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for words in (["init", "-q"], ["add", "."], [*author, "commit", "-qm", "Course"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    command = [sys.executable, "-c", _WATCHED, *_ASKED]
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert {Path(name).name for name in done.stderr.splitlines()[-1].split()} <= {"git", "dot"}


def test_every_promise_names_its_test() -> None:
    root = PACKAGE.parent.parent
    named = re.findall(r"`(tests/\S+\.py)::(test_\w+)`", (root / "SECURITY.md").read_text("utf-8"))
    assert named
    assert [each for each in named if f"def {each[1]}(" not in (root / each[0]).read_text("utf-8")] == []


def test_what_is_wrong_is_noticed() -> None:
    hides = "try:\n    a()\nexcept OSError:\n    pass\ntry:\n    a()\nexcept Exception as error:\n    b(error)\n"
    argues = re.sub(r"pass|b\(error\)", r"\g<0>  # because", hides)
    assert len(list(silent(ast.parse(hides), set()))) == 2
    assert list(silent(ast.parse(argues), {4, 8})) == []
    writes = "open(p, 'w'); Path(p).write_text(''); os.remove(p); shutil.rmtree(p); open(p, 'rb')"
    assert changes(ast.parse(writes)) == {"open", "write_text", "os.remove", "shutil.rmtree"}
