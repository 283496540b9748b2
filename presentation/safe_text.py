"""Text that comes from data or from an address, written so that nothing in it is read as markup.

One rule for each place: `escape` for Markdown, `verbatim` for a notice, `bare` for a Plotly figure.
"""

import re

_PUNCTUATION = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&@^=\"'/])")
# What Streamlit rewrites once backslashes are gone: addresses and e-mails into links, :names: into pictures, arrows
# and dashes into single signs. An invisible joiner between their letters prevents it.
_REWRITTEN = re.compile(
    r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)|(?<=:)(?=[a-z_]+[:/\[])|(?<=-)(?=[->])|(?<=<)(?=[-=])|(?<=[>~])(?==)",
    re.IGNORECASE,
)
_JOINER = "\N{WORD JOINER}"
_DIRECTIONS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def escape(text: str) -> str:
    """Text as Markdown that shows it letter for letter: no emphasis, link, picture, colour, icon or formula."""
    line = _DIRECTIONS.sub("", " ".join(str(text).split()))
    return _PUNCTUATION.sub(r"\\\1", _REWRITTEN.sub(_JOINER, line))


def verbatim(text: str, longest: int = 60) -> str:
    """Foreign text (from an address) as a code span: shortened, on one line, never read as markup or a link."""
    line = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    if len(line) > longest:
        line = line[: longest - 1] + "…"
    fence = "`" * (max((len(run) for run in re.findall(r"`+", line)), default=0) + 1)
    return f"{fence} {line} {fence}" if line.strip() else "` `"


_ENTITY = re.compile(r"&(?=#|\w+;|lt|gt|amp|quot|apos|nbsp)", re.IGNORECASE)
_BRACKETS = str.maketrans("<>", "‹›")


def bare(text: str) -> str:
    """Text for a Plotly figure, which reads tags, entities and %{placeholders}: those come to stand for themselves."""
    line = _DIRECTIONS.sub("", " ".join(str(text).split())).translate(_BRACKETS)
    return _ENTITY.sub("+", line).replace("%{", "% {")
