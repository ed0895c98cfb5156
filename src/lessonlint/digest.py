"""Short names for words."""

from __future__ import annotations

try:
    from _blake2 import blake2b  # as hashlib has it, which loads OpenSSL first
except ImportError:
    from hashlib import blake2b


def digest_of(*words: str) -> str:
    """A short name for some words: others have another."""
    hashed = blake2b(digest_size=16)
    for each in words:
        data = each.encode("utf-8", "surrogatepass")
        hashed.update(len(data).to_bytes(8, "big") + data)
    return hashed.hexdigest()
