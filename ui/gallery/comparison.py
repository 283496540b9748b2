"""Two saved views side by side: what they are, the settings in which they differ, their key figures."""

from datetime import datetime

import pandas as pd
import streamlit as st

from presentation.i18n import _
from presentation.numbers import MISSING, day
from presentation.safe_text import escape, verbatim
from ui.gallery import differences, listing
from ui.gallery.parameters import Settings, ViewId, id_in
from ui.shell import view_summary
from ui.shell.saved_views import store
from views.saved import Saved, Withdrawn

LONGEST_LINK = 2_000


def fields(settings: Settings) -> tuple[str, str]:
    """Two fields for a link or an id each; what is in them, tidied."""
    with st.container(horizontal=True, gap="medium", key="gallery_compared"):
        first, second = (_field(link_or_id) for link_or_id in (settings.first, settings.second))
    return first, second


def _field(setting: ViewId) -> str:
    text = st.text_input(
        setting.label,
        key=setting.name,
        bind="query-params",
        max_chars=LONGEST_LINK,
        placeholder=_("Link or id of a saved view"),
        width=340,
        on_change=_tidy,
        args=(setting.name,),
    )
    return str(text or "").strip()


def _tidy(name: str) -> None:
    """Leave the id of what was pasted; what holds none stays, so that the reader can mend it."""
    text = str(st.session_state[name]).strip()
    st.session_state[name] = id_in(text) or text


def views(settings: Settings, at: datetime) -> None:
    """The comparison, or what is missing for it.

    Raises:
        StoreUnavailable: the views cannot be read.
    """
    given = fields(settings)
    asked = [id_in(text) for text in given]
    if not any(given):
        st.info(
            _("Pick two views with their Compare buttons, or paste the links of any two saved views here."),
            icon=":material/compare_arrows:",
        )
        return
    views_by_id = {view.id: view for view in store().several([link_or_id for link_or_id in asked if link_or_id])}
    sides = [views_by_id.get(link_or_id) for link_or_id in asked]
    both = [side for side in sides if isinstance(side, Saved)]
    heads(settings, given, sides, at)
    if len(both) == 2:
        if both[0].id == both[1].id:
            st.info(_("Both fields name the same view."), icon=":material/compare_arrows:")
            return
        beside(both[0], both[1])


def heads(settings: Settings, given: tuple[str, str], sides: list[Saved | Withdrawn | None], at: datetime) -> None:
    """What stands on each side."""
    columns = st.columns(2, gap="medium")
    for column, setting, text, side in zip(columns, (settings.first, settings.second), given, sides, strict=True):
        with column, st.container(border=True, height="stretch", gap="xsmall", key=f"head_{setting.name}"):
            st.caption(escape(setting.label))
            if isinstance(side, Saved):
                st.subheader(escape(side.title), anchor=False)
                st.caption(escape(view_summary.about(side, at)))
                if side.note:
                    st.markdown(escape(view_summary.shortened(side.note)))
                listing.link(side)
            else:
                st.markdown(_absent(text, side))


def _absent(text: str, side: Withdrawn | None) -> str:
    if side:
        return _("Whoever saved this view withdrew it on {date}. Nothing of it is kept.").format(
            date=day(side.withdrawn_at)
        )
    if not text:
        return _("Nothing is picked here yet.")
    if not id_in(text):
        return _("{given} names no saved view. Paste a view's link, or its id of 26 letters and digits.").format(
            given=verbatim(text)
        )
    return _("There is no view of this id. Its link may have been shortened or mistyped.")


def beside(first: Saved, second: Saved) -> None:
    """Settings and figures of two views."""
    for words in _cautions(first, second):
        st.markdown(escape(words))
    if first.page == second.page:
        st.subheader(_("Settings"), anchor=False)
        rows = differences.settings(first, second)
        if rows:
            _table(rows, _("Setting"), _("Settings in which the two views differ"), with_difference=False)
        else:
            st.markdown(_("They have the same settings."))
        if rows:
            st.caption(escape(differences.alike(first, second)))
    st.subheader(_("Key figures"), anchor=False)
    rows = differences.figures(first, second)
    if not rows:
        st.markdown(_("Neither of them has key figures."))
        return
    _table(rows, _("Figure"), _("Key figures of the two views"), with_difference=any(row.difference for row in rows))
    st.caption(
        _("Figures as they were when each view was saved. Differences are worked out from the figures as shown.")
    )
    if not all(any(figure.amount for figure in view.shown.figures) for view in (first, second)):
        st.caption(_("No difference is worked out for a view that was saved before numbers were kept with its words."))


def _cautions(first: Saved, second: Saved) -> list[str]:
    """What a reader should know before comparing."""
    words = []
    if first.page != second.page:
        words.append(
            _(
                "They are of different pages, {first} and {second}, so only their key figures stand side by side."
            ).format(first=view_summary.page(first), second=view_summary.page(second))
        )
    if first.edition != second.edition:
        words.append(
            _(
                "They were saved on different editions of the data, {first} and {second}: figures may differ for "
                "that reason alone."
            ).format(first=first.edition, second=second.edition)
        )
    if first.model != second.model and first.page == second.page:
        words.append(
            _("Their figures come from different versions of the model, {first} and {second}.").format(
                first=first.model or _("unknown"), second=second.model or _("unknown")
            )
        )
    return words


def _table(rows: tuple[differences.Pair, ...], what: str, alt: str, *, with_difference: bool) -> None:
    table = pd.DataFrame([row.__dict__ for row in rows]).replace({"first": {"": None}, "second": {"": None}})
    st.dataframe(
        table,
        hide_index=True,
        placeholder=MISSING,
        height="content" if len(table) <= 14 else 520,
        alt=alt,
        column_order=["label", "first", "second", *(["difference"] if with_difference else [])],
        column_config={
            "label": st.column_config.TextColumn(what, width="medium"),
            "first": st.column_config.TextColumn(_("First view"), width="medium"),
            "second": st.column_config.TextColumn(_("Second view"), width="medium"),
            "difference": st.column_config.TextColumn(_("Difference"), width="small"),
        },
    )
