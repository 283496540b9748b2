"""The page for a link to a saved view that cannot be opened: what happened, and where to go from here."""

import streamlit as st

from presentation.i18n import _
from presentation.numbers import day
from presentation.safe_text import escape
from ui.opened.arrival import Lost


def show(why: Lost) -> None:
    """One friendly page. An id that is malformed and one that nobody has look the same."""
    st.title(_("This saved view cannot be opened"), anchor=False)
    st.markdown(escape(_said(why)))
    with st.container(horizontal=True, gap="medium"):
        st.page_link("pages/overview.py", label=_("Overview"), icon=":material/home:")
        st.page_link("pages/gallery.py", label=_("Saved views"), icon=":material/collections_bookmark:")


def _said(why: Lost) -> str:
    if why.reason == "withdrawn" and why.withdrawn:
        return _("Whoever saved this view took it back on {date}. Nothing of it is kept.").format(
            date=day(why.withdrawn.withdrawn_at)
        )
    if why.reason == "unavailable":
        return _("{reason} Everything else works; try the link again later.").format(reason=why.words)
    if why.reason == "no_page":
        return _("It shows a page that this dashboard no longer has.")
    return _(
        "There is no saved view under this address. The link may be cut short: it ends in 26 small letters and digits."
    )
