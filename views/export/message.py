"""A view in the words of a message: title, key figures, link; plain text without markup."""

from collections.abc import Sequence

from presentation.i18n import _
from views.export.content import web
from views.export.plain import line
from views.saved import Figure

MOST_FIGURES = 4
_LONGEST = 300  # characters of a title; a messenger shows far fewer


def message(title: str, figures: Sequence[Figure], link: str) -> str:
    """Title, up to four key figures and the link, one a line; the link stands last, where messengers look for it.

    Args:
        title: what the reader calls the view.
        figures: its key figures.
        link: where it opens.
    """
    head = line(title)
    head = head if len(head) <= _LONGEST else head[: _LONGEST - 1].rstrip() + "…"
    lines = [
        _("{label}: {value}").format(label=line(figure.label), value=line(figure.value))
        for figure in figures[:MOST_FIGURES]
    ]
    return "\n".join(part for part in (head, *lines, web(link)) if part)
