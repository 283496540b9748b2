"""Text from data, cut to the width a figure has: hovers that fit a phone, names that leave room for the plot."""

import textwrap

from presentation.safe_text import bare


def wrapped(text: str, width: int = 42) -> str:
    """Plain text as lines of at most `width` characters, for a hover."""
    return "<br>".join(textwrap.wrap(bare(text), width)) or ""


def capped(text: str, most: int) -> str:
    """Plain text of at most `most` characters, an ellipsis standing for the rest."""
    plain = bare(text)
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"


def lines(*parts: str | None) -> str:
    """The text under a hover's head: each part wrapped on lines of its own, without missing and empty parts."""
    return "<br>".join(wrapped(part) for part in parts if isinstance(part, str) and part)


def hover(head: str, *parts: str | None) -> str:
    """A hover: its figure or name in bold, then `lines`."""
    return "<br>".join(filter(None, (f"<b>{bare(head)}</b>", lines(*parts))))
