"""Words: every text a reader sees passes through `_` (gettext), so that a catalogue can replace it.

English is the source. Catalogues live in `locale/<language>/LC_MESSAGES/corridor.po`.
"""

import gettext
import io
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


def plural(singular: str, many: str, count: int) -> str:
    """The message for `count` things, with `{n}` filled in."""
    return catalogue(LANGUAGE).ngettext(singular, many, count).format(n=count)
