"""Ids of saved views and keys of their owners: 128 random bits each, as 26 lower-case letters and digits.

An id may be shown to everyone; a key is shown once and kept as its hash only. No key can be had from an id.
"""

import base64
import hashlib
import hmac
import re
import secrets

ID = re.compile(r"[a-z2-7]{26}", re.ASCII)
HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
IMPOSSIBLE = (
    "-" * 26
)  # matches no id: what is looked up for a malformed one, so that it takes as long as an unknown one
_BITS = 128


def new_id() -> str:
    """An id that nobody can guess."""
    return _random_name()


def new_key() -> str:
    """An owner's key, independent of the id."""
    return _random_name()


def _random_name() -> str:
    return base64.b32encode(secrets.token_bytes(_BITS // 8)).decode("ascii").rstrip("=").lower()


def well_formed(text: object) -> bool:
    """Whether a text could be an id or a key: nothing else ever reaches the database."""
    return isinstance(text, str) and len(text) == 26 and ID.fullmatch(text) is not None


def hash_of(key: str) -> str:
    """What is kept of a key: its SHA-256. At 128 random bits no salt or slow hash is needed."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def owns(key: object, kept: str) -> bool:
    """Whether a key is the one whose hash is kept, in the same time whatever was given."""
    given = key if isinstance(key, str) and well_formed(key) else IMPOSSIBLE
    return hmac.compare_digest(hash_of(given), kept)
