"""The two views that are compared: picked with a button, or by a pasted link; they stand in the address."""

import streamlit as st

from presentation.i18n import _
from ui.gallery.parameters import Settings
from views.saved import Saved

# Which tab is open; a second pick opens the comparison.
TABS = "gallery_tabs"


def compare_tab() -> str:
    """What the tab with the comparison is called."""
    return _("Compare")


def button(view: Saved, settings: Settings, place: str = "listed") -> None:
    """Pick a view for the comparison, or let go of it."""
    picked = view.id in _held(settings)
    st.button(
        _("Picked") if picked else _("Compare"),
        key=f"pick_{place}_{view.id}",
        type="tertiary",
        icon=":material/check_box:" if picked else ":material/check_box_outline_blank:",
        help=_("Let go of it") if picked else _("Pick two views to see them side by side"),
        on_click=_toggle,
        args=(view.id, settings),
    )


def _held(settings: Settings) -> list[str]:
    return [str(st.session_state.get(parameter.name, "")) for parameter in (settings.first, settings.second)]


def _toggle(view: str, settings: Settings) -> None:
    first, second = _held(settings)
    if view in (first, second):
        name = settings.first.name if view == first else settings.second.name
        st.session_state[name] = ""
        return
    free = settings.second if first else settings.first
    st.session_state[free.name] = view
    if first or second:
        st.session_state[TABS] = compare_tab()
    else:
        st.toast(_("Picked. Now pick the view to compare it with."))
