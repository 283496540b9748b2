"""Typesetting with Typst, in memory: a packaged source, its text as JSON beside it, its pictures beside it.

Text never becomes part of the source, so nothing in it can be markup, code or a file name.
"""

import base64
import importlib.util
import json
import struct
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Any

import typst

from presentation import palette

COLOURS = {
    "accent": palette.ACCENT,
    "ink": "#0c1116",
    "quiet": "#5a6066",
    "line": "#dfe2de",
    "tint": "#f4f5f3",
    "link": "#0b6b5e",
    "paper": palette.LIGHT_BACKGROUND,
}


# A serif to read, a sans for labels, and behind both what has the letters that they lack.
_OTHERS = ["Noto Sans Arabic", "Noto Sans CJK SC", "Noto Emoji"]
FONTS = {
    "serif": ["Libertinus Serif", "Noto Sans", *_OTHERS],
    "sans": ["Noto Sans", "Libertinus Serif", *_OTHERS],
    "mono": ["DejaVu Sans Mono", "Noto Sans", *_OTHERS],
}
_FONT_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")  # Noto for some twenty scripts, and for Chinese, from wheels


@cache
def _fonts() -> typst.Fonts:
    """Typst's own fonts and those of the font packages; where these are not installed, the machine's stand in."""
    packages = [importlib.util.find_spec(name) for name in _FONT_PACKAGES]
    paths = [place for package in packages if package for place in package.submodule_search_locations or ()]
    return typst.Fonts(include_system_fonts=len(paths) < len(_FONT_PACKAGES), font_paths=paths)


@cache
def _source(name: str) -> bytes:
    return resources.files("views.export").joinpath(name).read_bytes()


def _file(picture: bytes) -> bytes:
    """A picture as a file that Typst takes from memory, which has to be text; pixels stay as they are."""
    if not picture.startswith(b"\x89PNG"):
        return picture
    width, height = size(picture)
    pixels = base64.b64encode(picture).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{pixels}"/></svg>'
    ).encode()


def size(png: bytes) -> tuple[int, int]:
    """Width and height [pixels] of a PNG, from its head."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def _files(source: str, data: Mapping[str, Any], pictures: Mapping[str, bytes]) -> Any:
    written = json.dumps({**data, "colours": COLOURS, "fonts": FONTS}, ensure_ascii=False)
    return {
        "main.typ": _source(source),
        "data.json": written.encode(errors="replace"),
        **{name: _file(picture) for name, picture in pictures.items()},
    }


def png(source: str, data: Mapping[str, Any], pictures: Mapping[str, bytes], ppi: float = 72) -> list[bytes]:
    """Set a document as one PNG for each page.

    Args:
        source: Name of the packaged source, such as `card.typ`; it reads `data.json`.
        data: What the source reads; JSON values only.
        pictures: PNGs, or SVGs of our own making, by the name, ending in `.svg`, under which the data speaks of them.
        ppi: Pixels per inch [1/inch].

    Raises:
        typst.TypstError: the source is wrong or a picture cannot be read.
    """
    pages: Any = typst.compile(_files(source, data, pictures), format="png", ppi=ppi, font_paths=_fonts())
    return list(pages) if isinstance(pages, list) else [pages]


def pdf(source: str, data: Mapping[str, Any], pictures: Mapping[str, bytes], at: datetime) -> bytes:
    """Set a document as tagged PDF; equal input gives equal bytes.

    It keeps PDF/UA-1, the standard for screen readers, unless a letter is in no font at hand.

    Args:
        source: As for `png`.
        data: As for `png`.
        pictures: As for `png`.
        at: When the document was made, for its metadata.

    Raises:
        typst.TypstError: the source is wrong or a picture cannot be read.
    """
    files, when = _files(source, data, pictures), at.astimezone(UTC)
    try:
        return _pdf(files, when, ["ua-1"])
    except typst.TypstError:
        return _pdf(files, when, [])


def _pdf(files: Any, when: datetime, standards: list[Any]) -> bytes:
    pdf: bytes = typst.compile(
        files, format="pdf", font_paths=_fonts(), timestamp=when, pdf_standards=standards, pdf_tags=True
    )
    return pdf


def query(source: str, data: Mapping[str, Any], pictures: Mapping[str, bytes], label: str) -> Any:
    """The value that a document says under a label, as `metadata(value) <label>` puts it."""
    value_json = typst.query(_files(source, data, pictures), f"<{label}>", field="value", one=True, font_paths=_fonts())
    return json.loads(value_json)
