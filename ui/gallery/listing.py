"""Views that their makers listed for everyone: to search, to page through, to open, and to pick two for comparison."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from presentation.i18n import _, plural
from presentation.safe_text import escape
from ui.gallery import selection, thumbnails
from ui.gallery.parameters import A_PAGE, EVERY_PAGE, Settings
from ui.shell import address, view_summary
from ui.shell.navigation import titles
from ui.shell.saved_views import store
from views.saved import Saved
from views.store import Listing


def answer(at: datetime) -> int:
    """The page in one sentence; returns how many views are listed.

    Raises:
        StoreUnavailable: the views cannot be read.
    """
    latest = store().listed(limit=1)
    words = _("No view is listed yet.")
    if latest.views:
        count = plural("{n} view is listed", "{n} views are listed", latest.total)
        when = view_summary.age(latest.views[0].saved_at, at)
        words = _("{count}; the latest was saved {age}.").format(count=count, age=when)
    with st.container(key="answer", gap="xsmall"):
        with st.container(key="answer_words"):
            st.markdown(escape(words))
        st.caption(
            escape(_("A saved view never changes: it opens with the settings and the figures it was saved with."))
        )
    return latest.total


def nothing_yet() -> None:
    """What to do while no view is listed."""
    with st.container(border=True, gap="xsmall", key="gallery_empty"):
        st.subheader(_("Be the first"), anchor=False)
        st.markdown(
            _(
                "Open any page, set it as you like it, and choose **Share**, then **Save**. Give it a title, say in "
                "the note what to look at, and tick that it may be listed. Views that are not listed open for whoever "
                "has their link, and those saved in this browser stand under **My views**."
            )
        )
        with st.container(horizontal=True, gap="medium"):
            for name in ("what_if", "handsets", "investment"):
                st.page_link(f"pages/{name}.py", label=titles()[name], icon=":material/arrow_forward:")


def filters(settings: Settings, values: Mapping[str, Any]) -> tuple[str, str, str]:
    """Search, page and order; a change of any of them begins the list anew."""
    anew = {"on_change": _anew, "args": (settings,)}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="filters"):
        words = address.words(settings.find, width=300, **anew)
        page = address.option(settings.page, width=200, **anew)
        order = address.option(settings.order, **anew)
        if settings.filtered(values):
            address.reset(settings.list, values)
    return words, page, order


def _anew(settings: Settings) -> None:
    st.session_state[settings.at.name] = 1


def views(settings: Settings, values: Mapping[str, Any], at: datetime) -> None:
    """The filters, and the views that match them, twenty at a time.

    Raises:
        StoreUnavailable: the views cannot be read.
    """
    words, page, order = filters(settings, values)
    asked = int(st.session_state.get(settings.at.name, values[settings.at.name]))
    matches, number = _found(words, "" if page == EVERY_PAGE else page, order == "newest", asked)
    pages = max(1, -(-matches.total // A_PAGE))
    if not matches.views:
        st.info(_("No listed view matches. Try fewer words or all pages."), icon=":material/search_off:")
    else:
        first = (number - 1) * A_PAGE + 1
        shown_here = _("{first} to {last} of {all}").format(
            first=first, last=first + len(matches.views) - 1, all=plural("{n} view", "{n} views", matches.total)
        )
        st.caption(escape(shown_here))
    for view in matches.views:
        one(view, settings, at)
    if number != asked:
        _go_to(number, settings)
    if pages > 1 or asked > 1:
        with st.container(horizontal=True, horizontal_alignment="center", key="gallery_pages"):
            st.pagination(pages, key=settings.at.name, bind="query-params")


def _found(words: str, page: str, newest: bool, number: int) -> tuple[Listing, int]:
    """The views on this page of the list, or on its last one, and which page that is."""

    def at(page_number: int) -> Listing:
        return store().listed(words, page, newest=newest, limit=A_PAGE, offset=(page_number - 1) * A_PAGE)

    listing = at(number)
    last = max(1, -(-listing.total // A_PAGE))
    return (listing, number) if number <= last else (at(last), last)


def _go_to(number: int, settings: Settings) -> None:
    """Fewer pages than were asked for: the last is shown, and stands in the address."""
    st.session_state[settings.at.name] = number
    with suppress(StreamlitAPIException):  # its widget may own it already, and then follows the line above
        st.query_params[settings.at.name] = str(number)
        st.rerun()


def one(view: Saved, settings: Settings, at: datetime) -> None:
    """A listed view: title, where and when, note, key figures and picture; to open and to pick."""
    with st.container(border=True, gap="xsmall", key=f"listed_{view.id}"):
        st.subheader(escape(view.title), anchor=False)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(escape(view_summary.about(view, at)), width="stretch")
            with st.container(horizontal=True, width="content", vertical_alignment="center", gap="small"):
                link(view)
                selection.button(view, settings)
        words, picture = st.columns([4, 1], gap="medium") if view.has_picture else (st.container(gap="xsmall"), None)
        with words:
            if view.note:
                st.markdown(escape(view_summary.shortened(view.note)))
            key_figures(view)
        if picture:
            with picture:
                thumbnails.show(view)


def key_figures(view: Saved) -> None:
    """Its first key figures as they were saved."""
    first, more = view_summary.figures(view)
    if first:
        parts = [f"{escape(figure.label)} **{escape(figure.value)}**" for figure in first]
        st.markdown(" · ".join([*parts, escape(more)] if more else parts))


def link(view: Saved) -> None:
    """Opens it on its own page, as it was saved."""
    page = view.page if view.page in titles() else "overview"
    st.page_link(f"pages/{page}.py", label=_("Open"), icon=":material/open_in_full:", query_params={"view": view.id})
