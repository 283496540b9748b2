"""Words: every text a reader sees passes through `_` (gettext), so that a catalogue can replace it.

English is the source. Catalogues live in `locale/<language>/LC_MESSAGES/corridor.po`.
"""

import gettext
import io
import re
from functools import cache

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import paths

SOURCE = "en"
LANGUAGE = SOURCE


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The messages of a language, read from its .po file; the source language and those without a file keep them."""
    file = paths.LOCALE / language / "LC_MESSAGES" / "corridor.po"
    if language == SOURCE or not file.exists():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with file.open("rb") as written:
        write_mo(compiled, read_po(written, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _(message: str) -> str:
    """The message in the reader's language."""
    return catalogue(LANGUAGE).gettext(message)


def plural(one: str, many: str, count: int) -> str:
    """The message for `count` things, with `{n}` filled in."""
    return catalogue(LANGUAGE).ngettext(one, many, count).format(n=count)


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
