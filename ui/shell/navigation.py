"""The pages, in reading order, and the one place that registers them with Streamlit."""

import streamlit as st
from streamlit.navigation.page import Page

from presentation.i18n import _

_FRAMED = "framed"


def _pages() -> list[tuple[str, str, str]]:
    """Script, title and description of every page, in reading order."""
    return [
        ("overview", _("Overview"), _("The corridor in numbers, promises and events.")),
        ("investment", _("Investment"), _("Statements, direct investment, projects, debt and trade.")),
        ("jobs", _("Jobs"), _("Jobs created and projected, and why they must not be added up.")),
        ("handsets", _("Handsets"), _("Mobile phones made in and imported to Pakistan.")),
        ("it", _("IT"), _("Joint working groups, meetings, acts of cooperation, IT exports.")),
        ("promises", _("Promises"), _("Every target beside what was reported later.")),
        ("what_if", _("What if"), _("Move production targets and see what follows.")),
        ("pipeline", _("Pipeline"), _("What if, for every project not yet in operation.")),
        ("gallery", _("Gallery"), _("Views that readers saved, your own, and any two side by side.")),
        ("data", _("Data"), _("Every dataset and every source, to search and download.")),
    ]


def titles() -> dict[str, str]:
    """What each page is called, by the name of its script, in reading order."""
    return {name: title for name, title, _hint in _pages()}


def navigation() -> Page:
    """Register every page; returns the one the reader asked for."""
    return st.navigation(
        [
            st.Page(f"pages/{name}.py", title=title, help=hint, default=name == "overview")
            for name, title, hint in _pages()
        ],
        position="hidden" if st.context.is_embedded else "top",
    )


def frame_ready() -> None:
    """Note that this run came through app.py."""
    st.session_state[_FRAMED] = True


def ensure_frame() -> None:
    """Send the first visitor of a fresh server through app.py.

    Until any session has called `st.navigation`, Streamlit treats `pages/` as its older kind of app and runs the
    addressed page alone. Registering the pages ends that for the whole server; the reader is sent on at once.
    """
    if _FRAMED not in st.session_state:
        query = {name: st.query_params.get_all(name) for name in st.query_params}
        st.switch_page(navigation(), query_params=query)
