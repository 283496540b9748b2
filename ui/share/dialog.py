"""The Share dialog: asked for by a button beside the page's title, opened when the page has been drawn to its end."""

import streamlit as st

from presentation.i18n import _
from ui.share import link, pictures, save, send
from ui.share.opening import Opening
from ui.shell import page_state
from ui.shell.page_state import Sheet

FIRST = 2  # charts drawn at once, for the picture of a saved view: the first one's tab may be closed
_ASKED, _OPENING = "share_asked", "share_opening"


def button() -> None:
    """The button that asks for the dialog."""
    st.button(_("Share"), key="share", icon=":material/ios_share:", type="tertiary", on_click=_ask)


def _ask() -> None:
    st.session_state[_ASKED] = True


def show_if_asked() -> None:
    """Open the dialog if its button was pressed. Call when the page has been drawn: only then is it known whole."""
    asked = st.session_state.pop(_ASKED, False)
    st.session_state.pop(_OPENING, None)  # with its pictures, which are large
    sheet = page_state.sheet()
    if asked and sheet is not None:
        opening = Opening()
        st.session_state[_OPENING] = opening
        show(sheet, opening)


def show(sheet: Sheet, opening: Opening) -> None:
    """The dialog about a page as it stands."""
    st.dialog(_("Share this view"), width="medium")(contents)(sheet, opening)


def contents(sheet: Sheet, opening: Opening) -> None:
    """Link, saving and files, each worked out when its tab is open."""
    charts = tuple(sheet.charts)
    body, foot = st.container(key="share_body"), st.container(key="share_foot")
    with body:
        tabs = st.tabs([_("Link"), _("Save"), _("Download")], key="share_tabs", on_change="rerun")
    # First what the browser has drawn, so that the tabs know it; it writes its progress at the dialog's foot.
    with foot:
        pictures.draw(opening, charts if tabs[2].open else sheet.drawable(FIRST))
    with body:
        if tabs[0].open:
            with tabs[0]:
                link.show(sheet, opening)
        if tabs[1].open:
            with tabs[1]:
                save.show(sheet, opening)
        if tabs[2].open:
            with tabs[2]:
                send.show(sheet, opening)
