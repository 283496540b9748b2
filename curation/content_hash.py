"""The hash that the data package gives of each file."""

import hashlib


def content_hash(content: bytes) -> str:
    """The SHA-256 hash of a file, as a data package writes it."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
