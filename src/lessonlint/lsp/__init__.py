"""The language server: what `check` finds and `why` knows, while an author is typing."""
