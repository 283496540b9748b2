"""A text to take along: read-only, selected when entered, copied by a button; handed to other apps on a phone."""

from collections.abc import Callable
from typing import Any

import streamlit as st

import paths
from presentation.i18n import _

_ASSETS = paths.UI / "assets"
_HTML = """
<div class="head"><label></label><span role="status"></span></div>
<div class="row"><textarea readonly spellcheck="false"></textarea>
<div class="buttons"><button type="button" class="copy"></button>
<button type="button" class="send" hidden></button></div></div>
<p class="hint" id="hint"></p>
"""


def field(key: str, label: str, text: str, *, hint: str = "", lines: int = 1, send: str = "") -> None:
    """Show a text to copy.

    Args:
        key: Name of the field on the page.
        label: What it is.
        text: The text; shown and copied letter for letter.
        hint: What it is good for, in a sentence under it.
        lines: How many lines of it are seen.
        send: Title under which a device that can hands the text to another app; none offers that nowhere.
    """
    _component()(
        key=key,
        data={
            "label": label,
            "text": text,
            "hint": hint,
            "lines": lines,
            "send": send,
            "words": {
                "copy": _("Copy"),
                "send": _("Send…"),
                "copied": _("Copied."),
                "refused": _("The browser did not allow copying; the text is selected, copy it from there."),
            },
        },
    )


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "corridor_share_copy",
        html=_HTML,
        css=(_ASSETS / "share_copy.css").read_text(),
        js=(_ASSETS / "share_copy.js").read_text(),
    )
