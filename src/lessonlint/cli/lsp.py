"""`lessonlint lsp`."""

from __future__ import annotations

import gc

import click


@click.command("lsp", short_help="Serve an editor.")
def command() -> None:
    """Serve an editor over standard input and output, by the Language Server Protocol.

    You do not run this yourself: your editor does. docs/editors.md shows how to set up Neovim, VS Code and Helix.
    It needs the extra: pip install 'lessonlint[lsp]'.

    \b
    Example:
      lessonlint lsp
    """
    try:
        from lessonlint.lsp.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        needs = "The language server needs one more package: pip install 'lessonlint[lsp]'"
        raise click.ClickException(needs) from None
    gc.enable()  # this run does not end
    serve()
