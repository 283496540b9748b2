"""Views: those that readers listed, the reader's own, and any two of them side by side."""

import streamlit as st

from ui import frame
from ui.gallery import compared, listed, mine, picks, said
from ui.gallery.parameters import settings
from ui.text import _, escape
from views.saved import StoreUnavailable

SETTINGS = settings()
values = frame.open_page(_("Saved views"), SETTINGS.all)
now = said.now()
try:
    total = listed.answer(now)
    named = values[SETTINGS.first.name] or values[SETTINGS.second.name]
    tabs = st.tabs(
        [_("Listed"), _("My views"), picks.compare_tab()],
        key=picks.TABS,
        default=picks.compare_tab() if named else _("Listed"),
        on_change="rerun",
    )
    with tabs[0]:
        if total or SETTINGS.filtered(values):
            listed.views(SETTINGS, values, now)
        else:
            listed.nothing_yet()
    with tabs[1]:
        mine.views(SETTINGS, now)
    with tabs[2]:
        compared.views(SETTINGS, now)
except StoreUnavailable as problem:
    st.warning(escape(problem.reason), title=_("Saved views are unavailable"), icon=":material/cloud_off:")
