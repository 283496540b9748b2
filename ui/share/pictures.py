"""Charts as pictures for paper, drawn by the reader's own browser, which has them already: the server needs none.

What comes from a browser is not trusted: charts nobody asked for, anything that is not a PNG, and what is too large
are left out. Without pictures everything else still works; charts are then given in words.
"""

import base64
import binascii
from collections.abc import Callable, Collection, Sequence
from typing import Any

import streamlit as st

import paths
from presentation.i18n import _
from ui.share.opening import Opening

MOST_CHARTS = 24
MOST_BYTES = 8_000_000  # of all pictures as they travel, in base64
# Of a picture: pixels as it is laid out (wider, its words grow too small in two columns on paper), times drawn sharper.
WIDTH, SCALE = 680, 2
LONGEST_SIDE = 4_000  # pixels; twice what is asked for
PATIENCE_MS = 15_000  # after this the browser sends what it has drawn
_PNG = b"\x89PNG\r\n\x1a\n"
_ASSETS = paths.UI / "assets"


def draw(opening: Opening, keys: Sequence[str]) -> None:
    """Have the browser draw the charts of these keys, unless it has been asked before. Call on every run of the dialog.

    Pictures that have come are in `opening.pictures`; keys that have been answered for, drawn or not, in
    `opening.answered`.
    """
    wanted = [key for key in keys[:MOST_CHARTS] if key not in opening.answered]
    sent = _component()(
        key="share_pictures",
        data={
            "keys": wanted,
            "width": WIDTH,
            "scale": SCALE,
            "most": MOST_BYTES,
            "patience": PATIENCE_MS,
            "drawing": _("Drawing chart {n} of {total}…"),
        },
        on_drawn_change=lambda: None,
    )
    given = getattr(sent, "drawn", None)
    if isinstance(given, dict):
        opening.pictures |= checked(given.get("pictures"), keys)
        opening.answered |= {key for key in _texts(given.get("asked")) if key in keys}


def ready(opening: Opening, keys: Sequence[str]) -> bool:
    """Whether the browser has answered for all of these charts."""
    return opening.answered.issuperset(keys[:MOST_CHARTS])


def checked(given: object, keys: Collection[str]) -> dict[str, bytes]:
    """The pictures among what a browser sent: PNGs of charts that were asked for, all of them small enough.

    Args:
        given: Anything; pictures are base64 texts by the key of their chart.
        keys: The charts that may be among them.
    """
    if not isinstance(given, dict):
        return {}
    room, pictures = MOST_BYTES, {}
    for key in keys:
        text = given.get(key)
        if not isinstance(text, str) or len(text) > room:
            continue
        picture = _decoded(text)
        if picture is not None:
            pictures[key] = picture
            room -= len(text)
    return pictures


def _decoded(text: str) -> bytes | None:
    try:
        picture = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(picture) < 33 or not picture.startswith(_PNG) or picture[12:16] != b"IHDR":
        return None
    sides = (int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big"))
    return picture if all(0 < side <= LONGEST_SIDE for side in sides) else None


def _texts(given: object) -> list[str]:
    return [text for text in given if isinstance(text, str)] if isinstance(given, list) else []


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "corridor_share_pictures",
        html='<div role="status"></div>',
        css=(_ASSETS / "share_pictures.css").read_text(),
        js=(_ASSETS / "share_pictures.js").read_text(),
    )
