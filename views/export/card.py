"""The picture that a messenger shows beside a link: name of the site, title, key figures, chart."""

import io
from collections.abc import Sequence

from PIL import Image

from presentation.i18n import _
from views.export import pictures, typeset
from views.export.plain import breakable, line

WIDTH, HEIGHT = 1200, 630  # pixels; what Open Graph readers expect
MOST_BYTES = 300_000
_LONGEST_TITLE, _LONGEST_LINE = 400, 120
_CHART = (1120, 420)


def preview(title: str, lines: Sequence[str], picture: bytes | None) -> bytes:
    """A PNG of 1200 x 630 pixels and less than 300 kB.

    Args:
        title: Of the view, as plain text; a long one is set smaller, a very long one is cut with "…".
        lines: Key figures in words; the first three are shown.
        picture: The main chart as PNG; without one, or with one that cannot be read, the card is text.
    """
    chart = pictures.taken(picture, _CHART)
    for shown in (chart, None) if chart else (None,):
        png = _small(_set(title, lines, shown))
        if png is not None:
            return png
    raise AssertionError("a card of text alone is always small")


def _set(title: str, lines: Sequence[str], chart: bytes | None) -> bytes:
    data = {
        "site": _("Corridor"),
        "about": _("The China-Pakistan Economic Corridor, figure by figure"),
        "title": _cut(title, _LONGEST_TITLE),
        "lines": [_cut(words, _LONGEST_LINE) for words in lines if line(words)][:3],
        "picture": "chart.svg" if chart else None,
    }
    return typeset.png("card.typ", data, {"chart.svg": chart} if chart else {})[0]


def _cut(text: str, longest: int) -> str:
    whole = line(text)
    return breakable(whole if len(whole) <= longest else whole[: longest - 1].rstrip() + "…")


def _small(png: bytes) -> bytes | None:
    """The picture itself, or with fewer colours when it is too large; None when that does not help."""
    if len(png) < MOST_BYTES:
        return png
    with Image.open(io.BytesIO(png)) as image:
        image.load()
        for colours in (256, 32):
            fewer = pictures.written(image.convert("RGB").quantize(colours))
            if len(fewer) < MOST_BYTES:
                return fewer
    return None
