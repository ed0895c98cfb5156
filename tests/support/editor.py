"""An editor as far as a language server can tell: JSON-RPC over the pipes of a real `lessonlint lsp`."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

from lessonlint.source import LineIndex

PATIENCE = 60.0


class Editor:
    """One conversation with a server that runs in a process of its own."""

    def __init__(self, root: Path, encodings: tuple[str, ...] = (), watches: bool = False) -> None:
        command = [sys.executable, "-m", "lessonlint", "lsp"]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=root, env=environment)
        self.root = root
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.versions: dict[str, int] = {}
        self.requests: list[dict[str, Any]] = []
        self._inbox: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()
        general = {"positionEncodings": list(encodings)} if encodings else {}
        watching = {"didChangeWatchedFiles": {"dynamicRegistration": True}} if watches else {}
        self.capabilities = self.ask(
            "initialize",
            processId=os.getpid(),
            rootUri=root.as_uri(),
            capabilities={"general": general, "workspace": watching},
        )["capabilities"]
        self.tell("initialized")

    def __enter__(self) -> Editor:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is None:
            self.ask("shutdown")
            self.tell("exit")
            self.process.wait(PATIENCE)
        self.process.kill()
        self.process.communicate()

    def tell(self, method: str, **params: Any) -> None:
        """A notification."""
        self.write({"jsonrpc": "2.0", "method": method, "params": params})

    def begin(self, method: str, **params: Any) -> int:
        """A request whose answer is taken later, or never."""
        self._number += 1
        self.write({"jsonrpc": "2.0", "id": self._number, "method": method, "params": params})
        return self._number

    def ask(self, method: str, **params: Any) -> Any:
        """The answer to a request; an error of the server is one of the test."""
        answer = self.answer(self.begin(method, **params))
        assert "error" not in answer, answer
        return answer["result"]

    def answer(self, number: int) -> dict[str, Any]:
        """The answer to a request that was begun, once all before it is taken in."""
        while True:
            message = self.read()
            if message.get("id") == number and "method" not in message:
                return message

    def read(self) -> dict[str, Any]:
        """The next message, with what it tells of findings put down."""
        message = self._inbox.get(timeout=PATIENCE)
        assert message is not None, "the server has gone"
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self.diagnostics[params["uri"]] = params["diagnostics"]
            self.versions[params["uri"]] = params.get("version", -1)
        elif "method" in message and "id" in message:
            self.requests.append(message)
            self.write({"jsonrpc": "2.0", "id": message["id"], "result": None})
        return message

    def write(self, message: Any) -> None:
        """Any message at all."""
        self.write_bytes(json.dumps(message).encode("utf-8"))

    def write_bytes(self, body: bytes) -> None:
        """Any bytes, as a message."""
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def uri(self, path: str) -> str:
        """A file of the curriculum."""
        return (self.root / path).as_uri()

    def open(self, path: str, text: str | None = None) -> None:
        """Open a file, or say what a new one holds."""
        held = text if text is not None else (self.root / path).read_text("utf-8")
        document = {"uri": self.uri(path), "languageId": "markdown", "version": 1, "text": held}
        self.tell("textDocument/didOpen", textDocument=document)

    def edit(self, path: str, text: str, version: int = 2) -> None:
        """Replace the text of an open file."""
        document = {"uri": self.uri(path), "version": version}
        self.tell("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])

    def settle(self, path: str) -> list[dict[str, Any]]:
        """The findings of a file when everything sent so far has been checked."""
        self.ask("textDocument/documentSymbol", textDocument={"uri": self.uri(path)})
        return self.diagnostics.get(self.uri(path), [])

    def ask_at(self, method: str, path: str, line: int, character: int, **params: Any) -> Any:
        """A question about a place."""
        position = {"line": line, "character": character}
        return self.ask(f"textDocument/{method}", textDocument={"uri": self.uri(path)}, position=position, **params)

    def _listen(self) -> None:
        out = self.process.stdout
        assert out
        while header := out.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                header = out.readline()
            self._inbox.put(json.loads(out.read(length)))
        self._inbox.put(None)


def place(text: str, words: str, after: str = "") -> tuple[int, int]:
    """The line and character (from 0) where some words first stand, as editors count that without emoji."""
    line, column = LineIndex(text).position(text.index(words, text.index(after)))
    return line - 1, column - 1


def applied(text: str, edits: list[dict[str, Any]]) -> str:
    """A text with the edits of a code action made, as an editor makes them."""
    lines = LineIndex(text)

    def offset(position: dict[str, int]) -> int:
        return lines.offset(position["line"] + 1) + position["character"]

    for edit in sorted(edits, key=lambda each: offset(each["range"]["start"]), reverse=True):
        start, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:start] + edit["newText"] + text[end:]
    return text
