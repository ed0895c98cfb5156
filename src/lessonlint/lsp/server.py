"""The server: what an editor sends becomes questions to sessions, and nothing that goes wrong ends it."""

from __future__ import annotations

import asyncio
import functools
import logging
import os
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol, TypeVar

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol

from lessonlint._version import __version__
from lessonlint.config.error import ConfigError
from lessonlint.config.find import find_config
from lessonlint.diagnostic import Edit, Fix
from lessonlint.disk import shown
from lessonlint.lsp.actions import KINDS, actions, edit_of
from lessonlint.lsp.completion import completions
from lessonlint.lsp.desk import Buffer, Desk, Spot, file_of, spot
from lessonlint.lsp.findings import Published
from lessonlint.lsp.hovers import hover
from lessonlint.lsp.layout import layout
from lessonlint.lsp.navigation import definitions, references, symbols
from lessonlint.lsp.renaming import may_be, misread, name_at, names_alike
from lessonlint.lsp.runs import Runs
from lessonlint.lsp.session import Session, Snapshot
from lessonlint.surroundings import curriculum_around

_WATCHED = ("**/*.{md,markdown,yaml,yml}", "**/{lessonlint-baseline.jsonl,.gitignore}")
_log = logging.getLogger(__name__)
T = TypeVar("T")
P = TypeVar("P")


class _Placed(Protocol):
    """A question about a place in a document, whatever it asks."""

    text_document: lsp.TextDocumentIdentifier
    position: lsp.Position


class _Protocol(LanguageServerProtocol):
    """Answers what cannot be understood, and keeps what goes wrong inside to itself."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message as a value. A request that makes none is answered, so that nobody waits for it."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise

    def _send_data(self, data: Any) -> None:
        if isinstance(data, lsp.ResponseErrorMessage) and data.error:
            data.error.data = None  # a traceback is for our log
        super()._send_data(data)


class Server(LanguageServer):
    """The sessions of one editor. A curriculum gets its session when the first of its files is opened."""

    def __init__(self) -> None:
        # Whole texts are sent: an edit of a line means nothing where two programs disagree on what a line is.
        full = lsp.TextDocumentSyncKind.Full
        super().__init__("lessonlint", __version__, text_document_sync_kind=full, protocol_cls=_Protocol)
        self.desk = Desk()
        self.runs: dict[str, Runs] = {}
        self.worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="check")

    def report_server_error(self, error: Exception, source: Any) -> None:
        """What goes wrong is written to the log; an author who is typing can do nothing about it."""
        _log.error("%s: %s", type(error).__name__, error)

    def changed(self, file: str) -> None:
        """A file was opened, edited or written."""
        self._runs_of(file).changed()

    def all_changed(self) -> None:
        """Files were written, made or taken away."""
        for runs in self.runs.values():
            runs.changed()

    async def ask(self, uri: str, question: Callable[[Snapshot], T]) -> T | None:
        """An answer about the curriculum of a file, as it is after everything sent so far."""
        file = file_of(uri)
        runs = self._runs_of(file) if file else None
        snapshot = await runs.snapshot() if runs else None
        if snapshot is None:
            return None
        return await asyncio.get_running_loop().run_in_executor(self.worker, question, snapshot)

    async def ask_at(self, params: _Placed, question: Callable[[Snapshot, Spot], T]) -> T | None:
        """An answer about a place."""

        def asked(snapshot: Snapshot) -> T | None:
            at = spot(self.desk, snapshot, params.text_document.uri, params.position)
            return question(snapshot, at) if at else None

        return await self.ask(params.text_document.uri, asked)

    def _runs_of(self, file: str) -> Runs:
        root = self._root_of(file)
        if root not in self.runs:
            published = Published(self.desk)
            self.runs[root] = Runs(
                Session(root), self.worker, lambda: self._texts_in(root), functools.partial(self._tell, published, root)
            )
        return self.runs[root]

    def _root_of(self, file: str) -> str:
        """The curriculum a file belongs to: one that is known, else that of its settings, folder or workspace."""
        if known := next((root for root in self.runs if _within(file, root)), None):
            return known
        folders = [path for uri in self.workspace.folders if (path := file_of(uri))]
        if self.workspace.root_uri and (path := file_of(self.workspace.root_uri)):
            folders.append(path)
        found = find_config([file])
        folder = next((folder for folder in folders if _within(file, folder)), None)
        return str(found.parent) if found else folder or os.path.abspath(curriculum_around(file))

    def _texts_in(self, root: str) -> dict[str, str]:
        return {path: buffer.text for path, buffer in self.desk.buffers.items() if _within(path, root)}

    def _tell(self, published: Published, root: str, found: Snapshot | ConfigError) -> None:
        news = published.refusal(found, root) if isinstance(found, ConfigError) else published.news(found)
        for each in news:
            self.text_document_publish_diagnostics(each)


def _within(file: str, root: str) -> bool:
    return file == root or file.startswith(os.path.join(root, ""))


def build() -> Server:
    """A server with everything it can do."""
    server = Server()
    _beginning(server)
    _synchronising(server)
    _answering(server)
    _writing(server)
    return server


def serve() -> None:
    """Serve one editor over standard input and output until it says goodbye or goes away."""
    debugging = bool(os.environ.get("LESSONLINT_DEBUG"))
    logging.basicConfig(stream=sys.stderr, level=logging.INFO if debugging else logging.CRITICAL)
    logging.getLogger("lessonlint").setLevel(logging.INFO if debugging else logging.ERROR)  # faults of ours are shown
    out, sys.stdout = sys.stdout.buffer, sys.stderr  # whatever else prints must not get into the conversation
    build().start_io(stdout=out)


def _beginning(server: Server) -> None:
    """What the two agree on first."""

    @server.feature(lsp.INITIALIZED)
    def initialized(params: lsp.InitializedParams) -> None:
        server.desk.encoding = server.workspace.position_encoding or server.desk.encoding
        if root := file_of(server.workspace.root_uri or ""):
            os.chdir(root)
        files = server.client_capabilities.workspace
        watching = files.did_change_watched_files if files else None
        if watching and watching.dynamic_registration:
            watchers = [lsp.FileSystemWatcher(pattern) for pattern in _WATCHED]
            options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
            method = lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
            server.client_register_capability(lsp.RegistrationParams([lsp.Registration("files", method, options)]))


def _synchronising(server: Server) -> None:
    """What the editor tells: which files it holds, and which have changed on disk."""

    def hold(document: lsp.TextDocumentItem | lsp.VersionedTextDocumentIdentifier) -> None:
        if file := file_of(document.uri):
            text = server.workspace.get_text_document(document.uri).source
            server.desk.buffers[file] = Buffer(document.uri, text, document.version)
            server.changed(file)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        hold(params.text_document)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        hold(params.text_document)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        file = file_of(params.text_document.uri)
        if file and server.desk.buffers.pop(file, None):
            server.changed(file)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        server.all_changed()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def written(params: lsp.DidChangeWatchedFilesParams) -> None:
        server.all_changed()


def _answering(server: Server) -> None:
    """What the editor asks."""

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    @_survives
    async def hovered(params: lsp.HoverParams) -> lsp.Hover | None:
        return await server.ask_at(params, hover)

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    @_survives
    async def defined(params: lsp.DefinitionParams) -> list[lsp.Location] | None:
        def found(snapshot: Snapshot, at: Spot) -> list[lsp.Location]:
            return [server.desk.location(place, snapshot) for place in definitions(snapshot, at)]

        return await server.ask_at(params, found)

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    @_survives
    async def referred(params: lsp.ReferenceParams) -> list[lsp.Location] | None:
        def found(snapshot: Snapshot, at: Spot) -> list[lsp.Location]:
            places = references(snapshot, at, params.context.include_declaration)
            return [server.desk.location(place, snapshot) for place in places]

        return await server.ask_at(params, found)

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    @_survives
    async def outlined(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol] | None:
        def found(snapshot: Snapshot) -> list[lsp.DocumentSymbol]:
            source = snapshot.source(shown(Path(file_of(params.text_document.uri) or "")))
            return symbols(snapshot, source, server.desk) if source else []

        return await server.ask(params.text_document.uri, found)

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=list(KINDS)))
    @_survives
    async def mended(params: lsp.CodeActionParams) -> list[lsp.CodeAction] | None:
        def found(snapshot: Snapshot) -> list[lsp.CodeAction]:
            source = snapshot.source(shown(Path(file_of(params.text_document.uri) or "")))
            only = list(params.context.only) if params.context.only else None
            return list(actions(snapshot, source, params.range, only, server.desk)) if source else []

        return await server.ask(params.text_document.uri, found)


def _writing(server: Server) -> None:
    """What the editor asks while something is written."""

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=["|"]))
    @_survives
    async def completed(params: lsp.CompletionParams) -> list[lsp.CompletionItem] | None:
        return await server.ask_at(params, lambda snapshot, at: completions(snapshot, at, server.desk))

    @server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    @_survives
    async def laid_out(params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit] | None:
        def found(snapshot: Snapshot) -> list[lsp.TextEdit]:
            source = snapshot.source(shown(Path(file_of(params.text_document.uri) or "")))
            return layout(snapshot, source, server.desk) if source else []

        return await server.ask(params.text_document.uri, found)

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    @_survives
    async def prepared(params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        def found(snapshot: Snapshot, at: Spot) -> lsp.PrepareRenamePlaceholder | None:
            old = name_at(snapshot, at)
            where = server.desk.location(old.place, snapshot).range if old else None
            return lsp.PrepareRenamePlaceholder(where, old.words) if old and where else None

        return await server.ask_at(params, found)

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    @_survives
    async def renamed(params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        if not may_be(params.new_name):
            raise JsonRpcInvalidParams("A name is words on one line, without | and (.")

        def found(snapshot: Snapshot, at: Spot) -> lsp.WorkspaceEdit | None:
            new = params.new_name.strip()
            fix = Fix(tuple(Edit(each.place, new) for each in names_alike(snapshot, at)))
            if path := misread(snapshot, fix, new):
                raise JsonRpcInvalidParams(f"As it stands in {path}, YAML would read “{new}” otherwise.")
            return edit_of([fix], snapshot, server.desk) if fix.edits else None

        return await server.ask_at(params, found)


def _survives(answer: Callable[[P], Awaitable[T | None]]) -> Callable[[P], Awaitable[T | None]]:
    """An answer that is none where something goes wrong on our side: the author goes on without it."""

    @functools.wraps(answer)
    async def answered(params: P) -> T | None:
        try:
            return await answer(params)
        except JsonRpcException:
            raise  # what we say to the editor
        except Exception:  # a fault of ours: an author who is typing can do nothing about it
            _log.exception("no answer")
            return None

    return answered
