"""Saved views for pages: the one store of this server, its links, and today's edition kept beside them."""

import os
from contextlib import suppress

import streamlit as st

from curation import catalog
from ui.shell.data import edition, once
from ui.shell.page_state import base
from views import changes
from views.saved import StoreUnavailable
from views.store import ViewStore

# Set by server.py, which answers short links; without it a link names the view in the app's own address.
SHORT_LINKS = "CORRIDOR_SHORT_LINKS"


def store() -> ViewStore:
    """The store of saved views, one for the whole server."""
    return _store(os.environ.get("CORRIDOR_VIEWS_URL", ""))


@st.cache_resource(max_entries=4, show_spinner=False, on_release=lambda old: old.close())
def _store(url: str) -> ViewStore:
    return ViewStore(url or None)


def keep_edition() -> None:
    """Keep today's data beside the views saved on it, so that later changes can be named row by row.

    A view is worth keeping without: if this cannot be done, only the list of changed rows is lost.
    """
    with suppress(StoreUnavailable):
        store().keep_edition(edition(), changes.tables(catalog.DATA))


def changed_since(kept: str, names: tuple[str, ...]) -> tuple[changes.Row, ...] | None:
    """Rows of these datasets that have changed since an edition; None when it was not kept or cannot be read."""
    url = os.environ.get("CORRIDOR_VIEWS_URL", "")

    def work() -> tuple[changes.Row, ...] | None:
        former = _store(url).edition(kept)
        return None if former is None else tuple(changes.changes(former, changes.tables(catalog.DATA), names))

    try:
        return once(work, "changed rows", kept, edition(), names, url)
    except StoreUnavailable:
        return None


def short_link(view: str) -> str:
    """The short address of a saved view."""
    return f"{base()}v/{view}" if os.environ.get(SHORT_LINKS) else f"{base()}?view={view}"
