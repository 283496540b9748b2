"""A link as a QR code, drawn on white with its quiet zone in either theme; the link is in it as squares only."""

import io

import segno  # the standard's encoder, pure Python: no picture library and no service is asked
import streamlit as st

from presentation.i18n import _

# A code of more characters has too many squares for a telephone held before a screen.
LONGEST = 900
SIDE = 190  # pixels; what the column beside the link has


def show(link: str) -> None:
    """The link as a QR code, or a sentence where it is too long for one."""
    drawn = svg(link)
    if drawn is None:
        st.caption(_("This link is too long for a QR code that a phone can read. A saved view has a short one."))
        return
    st.image(drawn, width=SIDE, alt=_("QR code of the link"))


def svg(link: str) -> str | None:
    """The code as SVG; None for a link that is too long."""
    if len(link) > LONGEST:
        return None
    sink = io.BytesIO()
    symbol = segno.make(link, error="l", micro=False)
    symbol.save(sink, kind="svg", border=4, dark="#0c1116", light="#ffffff", xmldecl=False, scale=4)
    return sink.getvalue().decode("ascii")
