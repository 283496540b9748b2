"""Typesetting with Typst, in memory: a packaged source, its text as JSON beside it, its pictures beside it.

Text never becomes part of the source, so nothing in it can be markup, code or a file name.
"""

import base64
import json
import struct
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Any, Literal, cast

import typst

from ui import palette

COLOURS = {
    "accent": palette.ACCENT,
    "ink": "#0c1116",
    "quiet": "#5a6066",
    "line": "#dfe2de",
    "tint": "#f4f5f3",
    "link": "#0b6b5e",
    "paper": palette.LIGHT_BACKGROUND,
}


@cache
def _fonts() -> typst.Fonts:
    """Typst's own fonts first; those of the machine stand in for scripts that Typst's do not have."""
    return typst.Fonts(include_system_fonts=True)


@cache
def _source(name: str) -> bytes:
    return resources.files("views.export").joinpath(name).read_bytes()


def _file(png: bytes) -> bytes:
    """A PNG as a file that Typst takes from memory, which has to be text; the pixels stay as they are."""
    width, height = struct.unpack(">II", png[16:24])
    pixels = base64.b64encode(png).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{pixels}"/></svg>'
    ).encode()


def pages(
    source: str,
    data: Mapping[str, Any],
    pictures: Mapping[str, bytes],
    kind: Literal["pdf", "png"] = "pdf",
    ppi: float = 72,
    at: datetime | None = None,
) -> list[bytes]:
    """Set a page: one PDF, or one PNG for each page.

    Args:
        source: Name of the packaged source, such as `brief.typ`; it reads `data.json`.
        data: What the source reads; JSON values only.
        pictures: PNG pictures by the name, ending in `.svg`, under which the data speaks of them.
        kind: What to make.
        ppi: Pixels per inch of a PNG [1/inch].
        at: When the document was made, for its metadata; without it none is written.

    Raises:
        typst.TypstError: the source is wrong or a picture cannot be read.
    """
    files = {
        "main.typ": _source(source),
        "data.json": json.dumps({**data, "colours": COLOURS}, ensure_ascii=False).encode(),
        **{name: _file(picture) for name, picture in pictures.items()},
    }
    made: Any = typst.compile(
        cast("Any", files), format=kind, ppi=ppi, font_paths=_fonts(), timestamp=at or datetime.fromtimestamp(0, tz=UTC)
    )
    return list(made) if isinstance(made, list) else [made]
