"""Foreign text made fit to be set: what it says stays, what would steer the page or the reader's eye goes."""

import re
import unicodedata

# Control characters, lone surrogates and noncharacters are no text; directional controls reorder a line.
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_DIRECTIONS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"[^\S\n]+")
# Chinese, Japanese, Korean and pictures break by themselves.
_RUN = re.compile("[^\\s\u200b\u2e80-\U0010ffff]{25,}")
_EVERY = 12
ZERO_WIDTH = "\N{ZERO WIDTH SPACE}"
_JOINS = frozenset("\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}\N{WORD JOINER}")


def plain(text: str) -> str:
    """Text on its lines, without control and directional characters; spaces collapsed, blank lines at most one."""
    kept = _NO_TEXT.sub("", _DIRECTIONS.sub("", str(text))).replace("\r\n", "\n").replace("\r", "\n")
    tidy = "\n".join(_SPACES.sub(" ", line).strip() for line in kept.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", tidy).strip()


def line(text: str) -> str:
    """The same on one line."""
    return " ".join(plain(text).split())


def breakable(text: str) -> str:
    """Text in which a long run without spaces may break; for paper, where it would leave the page."""
    return _RUN.sub(lambda match: _broken(match.group()), text)


def _broken(run: str) -> str:
    pieces: list[str] = []
    since = 0
    for at, sign in enumerate(run):
        if since >= _EVERY and not _belongs(sign) and run[at - 1] not in _JOINS:
            pieces.append(ZERO_WIDTH)
            since = 0
        pieces.append(sign)
        since += 1
    return "".join(pieces)


def _belongs(sign: str) -> bool:
    """Whether a sign stands on the one before it: an accent, a joiner."""
    return sign in _JOINS or unicodedata.category(sign).startswith("M")
