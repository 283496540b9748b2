"""Text from data, cut to the width a figure has: hovers that fit a phone, names that leave room for the plot."""

import textwrap

from ui.text import bare


def wrapped(text: str, width: int = 42) -> str:
    """Plain text as lines of at most `width` characters, for a hover."""
    return "<br>".join(textwrap.wrap(bare(text), width)) or ""


def capped(text: str, most: int) -> str:
    """Plain text of at most `most` characters, an ellipsis standing for the rest."""
    plain = bare(text)
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"


def hover(head: str, *lines: str) -> str:
    """A hover: its figure in bold, then one wrapped line each for what is not empty."""
    return "<br>".join([f"<b>{bare(head)}</b>", *(wrapped(line) for line in lines if line)])
