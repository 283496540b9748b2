"""The brief as PDF: one page where it fits, tagged for screen readers, equal bytes for equal input."""

import io
from typing import Any

import segno

from views.export import parts, pictures, typeset
from views.export.content import EVIDENCE, Brief, BriefChart, in_ascii
from views.export.plain import breakable

__all__ = ["EVIDENCE", "Brief", "BriefChart", "pdf"]

_SOURCE = "brief.typ"
DENSITIES = ("loose", "close", "tight")
_SMALL_ROWS, _SMALL_COLUMNS = 8, 5  # a table that fits half a page's width
MOST_IN_QR = 1_500  # characters
_PRINTED = (1600, 1600)  # pixels: 220 an inch over the width of the text
_ADDRESSES = frozenset({"url", "link", "short_link", "site"})
_NAMES = frozenset({"key", "picture", "qr", "language", "direction"})


def pdf(brief: Brief) -> bytes:
    """The brief as a tagged PDF on A4.

    The loosest setting that fits one page is used; a page of many charts flows to more. A chart without a picture, or
    with one that cannot be read, is given in words, with its table where that is small.
    """
    data, files = contents(brief)
    return typeset.pdf(_SOURCE, {**data, "density": density(data, files)}, files, brief.made_at)


def density(data: dict[str, Any], files: dict[str, bytes]) -> str:
    """The loosest setting that fits one page, else the one with titles of all sources that takes the fewest pages."""
    pages: dict[str, int] = {}
    for name in DENSITIES:
        pages[name] = typeset.query(_SOURCE, {**data, "density": name}, files, "pages")
        if pages[name] == 1:
            return name
    return min(DENSITIES[:2], key=lambda name: pages[name])


def contents(brief: Brief) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What `brief.typ` reads: its data, and its pictures by name."""
    data = parts.parts(brief)
    files: dict[str, bytes] = {}
    for at, (chart, part) in enumerate(zip(brief.charts, data["charts"], strict=True)):
        picture = pictures.taken(chart.picture, _PRINTED)
        part["picture"] = None
        part["table"] = None if picture else _small(chart)
        if picture:
            part["picture"] = f"chart{at}.svg"
            part["ratio"] = typeset.size(picture)[0] / typeset.size(picture)[1]
            files[part["picture"]] = picture
    data["settings"] = [setting for setting in data["settings"] if setting["changed"]]
    data["qr"] = "qr.svg" if (code := qr(data["short_link"] or data["link"])) else None
    if code:
        files["qr.svg"] = code
    return _wrapped(data), files


def _small(chart: BriefChart) -> dict[str, Any] | None:
    shown = parts.columns(chart)
    fits = 0 < len(chart.table) <= _SMALL_ROWS and 0 < len(shown) <= _SMALL_COLUMNS
    return parts.table(chart, _SMALL_ROWS) if fits else None


def qr(link: str) -> bytes | None:
    """A QR code as SVG; None where the link is too long for one that a telephone reads from paper."""
    if not link or len(link) > MOST_IN_QR:
        return None
    sink = io.BytesIO()
    code = segno.make(link, error="l", micro=False)
    code.save(sink, kind="svg", border=0, dark=typeset.COLOURS["ink"], xmldecl=False)
    return sink.getvalue()


def _wrapped(value: Any, name: str = "") -> Any:
    """The same data, with places to break in long runs of letters; addresses in ASCII."""
    if isinstance(value, dict):
        return {key: _wrapped(part, key) for key, part in value.items()}
    if isinstance(value, list):
        return [_wrapped(item, name) for item in value]
    if not isinstance(value, str) or name in _NAMES:
        return value
    return in_ascii(value) if name in _ADDRESSES else breakable(value)
