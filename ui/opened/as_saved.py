"""A view as it was saved: its stored words, figures, picture and settings, clearly marked; nothing of today."""

import pandas as pd
import streamlit as st

from presentation.i18n import _
from presentation.safe_text import escape
from ui.opened import bar
from ui.opened.arrival import SAVED
from ui.shell.saved_views import store
from views.saved import Saved, StoreUnavailable

COLUMNS = 4


def show(saved: Saved) -> None:
    """The whole page, from the store alone."""
    kept = saved.shown
    st.title(escape(kept.title), anchor=False)
    with st.container(key="saved_view_bar", gap="xsmall"):
        bar.heading(saved)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            bar.switch(SAVED)
    st.info(
        _("These are the figures as they were saved on edition {edition}, not today’s.").format(
            edition=escape(saved.edition)
        ),
        icon=":material/history:",
    )
    if kept.answer:
        with st.container(key="answer_words"):
            st.markdown(escape(kept.answer))
    for start in range(0, len(kept.figures), COLUMNS):
        for cell, figure in zip(st.columns(COLUMNS, gap="small"), kept.figures[start : start + COLUMNS], strict=False):
            with cell, st.container(border=True, height="stretch", gap="xsmall"):
                st.metric(escape(figure.label), escape(figure.value))
                if figure.dated:
                    st.caption(escape(figure.dated))
    _picture(saved)
    _charts(saved)
    _settings(saved)


def _picture(saved: Saved) -> None:
    try:
        picture = store().picture(saved.id) if saved.has_picture else None
    except StoreUnavailable as problem:
        st.caption(escape(problem.reason))
        return
    if picture and saved.shown.charts:
        first = saved.shown.charts[0]
        st.subheader(escape(first.title), anchor=False)
        st.caption(escape(first.subtitle))
        st.image(picture, alt=first.alt)


def _charts(saved: Saved) -> None:
    """The charts in words: their pictures are not kept, except the first one's."""
    rest = saved.shown.charts[1 if saved.has_picture else 0 :]
    if rest:
        st.subheader(_("Charts on the page, in words"), anchor=False)
        st.markdown("\n".join(f"- **{escape(item.title)}**: {escape(item.alt)}" for item in rest))


def _settings(saved: Saved) -> None:
    settings = [item for item in saved.shown.settings if item.changed]
    st.subheader(_("Settings that were moved from their start"), anchor=False)
    if not settings:
        st.markdown(_("None."))
        return
    st.dataframe(
        pd.DataFrame({_("Setting"): [s.label for s in settings], _("Value"): [s.value for s in settings]}),
        hide_index=True, height="content", alt=_("Settings that were moved from their start"),
    )  # fmt: skip
