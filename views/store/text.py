"""What a reader wrote, as plain text: no control characters, nothing that turns the direction of other text around."""

import re
import unicodedata

# Embeddings, overrides and isolates. Marks and joiners stay: Urdu and emoji are written with them.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = {"Cc", "Cs"}  # Cs: half of a character, which no database takes


def one_line(text: str) -> str:
    """A title: one line, single spaces."""
    return " ".join(lines(text).split())


def lines(text: str) -> str:
    """A note: its line breaks stay, at most one empty line in a row."""
    broken = _TURNING.sub("", _BREAKS.sub("\n", text)).replace("\t", " ")
    kept = "".join(c for c in broken if c == "\n" or unicodedata.category(c) not in _CONTROLS)
    rows = (row.rstrip() for row in unicodedata.normalize("NFC", kept).split("\n"))
    return re.sub("\n{3,}", "\n\n", "\n".join(rows)).strip()


def seen(text: str) -> bool:
    """Whether anything of a text is seen at all: not only spaces, joiners and marks."""
    return any(unicodedata.category(c)[0] not in "ZCM" for c in text)


def folded(text: str) -> str:
    """A text for searching: upper and lower case and the forms of a character count as the same."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def encodable(text: str) -> bool:
    """Whether a text has no half characters: UTF-8, JSON and every database take it."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
