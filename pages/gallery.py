"""Views: those that readers listed, the reader's own, and any two of them side by side."""

import streamlit as st

from presentation.i18n import _
from presentation.safe_text import escape
from ui import frame
from ui.gallery import comparison, listing, own_views, selection
from ui.gallery.parameters import settings
from ui.shell import view_summary
from views.saved import StoreUnavailable

SETTINGS = settings()
values = frame.open_page(_("Saved views"), SETTINGS.all)
now = view_summary.now()
try:
    total = listing.answer(now)
    named = values[SETTINGS.first.name] or values[SETTINGS.second.name]
    tabs = st.tabs(
        [_("Listed"), _("My views"), selection.compare_tab()],
        key=selection.TABS,
        default=selection.compare_tab() if named else _("Listed"),
        on_change="rerun",
    )
    with tabs[0]:
        if total or SETTINGS.filtered(values):
            listing.views(SETTINGS, values, now)
        else:
            listing.nothing_yet()
    with tabs[1]:
        own_views.views(SETTINGS, now)
    with tabs[2]:
        comparison.views(SETTINGS, now)
except StoreUnavailable as problem:
    st.warning(escape(problem.reason), title=_("Saved views are unavailable"), icon=":material/cloud_off:")
