"""A view in the words of a message: title, key figures, link; plain text without markup."""

from collections.abc import Sequence
from typing import Protocol

from presentation.i18n import _
from views.export.content import web
from views.export.plain import line
from views.saved import Figure

MOST_FIGURES = 4
_LONGEST = 300  # characters of a title; a messenger shows far fewer


class Told(Protocol):
    """What a message is made from; a `Brief` is one, a `Summary` too."""

    @property
    def title(self) -> str:
        """What the reader calls the view."""

    @property
    def figures(self) -> Sequence[Figure]:
        """Its key figures."""

    @property
    def best_link(self) -> str:
        """Where it opens."""


def message(told: Told) -> str:
    """Title, up to four key figures and the link, one a line; the link stands last, where messengers look for it."""
    title = line(told.title)
    title = title if len(title) <= _LONGEST else title[: _LONGEST - 1].rstrip() + "…"
    figures = [
        _("{label}: {value}").format(label=line(one.label), value=line(one.value))
        for one in told.figures[:MOST_FIGURES]
    ]
    return "\n".join(part for part in (title, *figures, web(told.best_link)) if part)
