"""Owner keys, kept in the reader's browser: who holds a view's key can withdraw it. Never logged, never kept here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import streamlit as st

import paths
from presentation.i18n import _
from views.store.ids import well_formed

PLACE = "corridor_views"  # name in the browser's own storage
MOST = 500  # views one browser remembers; the oldest go first
LONGEST_TITLE = 120
_FORGOTTEN = "owner_keys_forgotten"
_ASSETS = paths.UI / "assets"


@dataclass(frozen=True)
class Owned:
    """A view whose owner key this browser keeps."""

    id: str
    key: str = field(repr=False)
    title: str = ""


def keep(view: str, key: str, title: str, saved_at: datetime) -> None:
    """Have the browser keep the owner key of a view, and say whether it could. Call once a run, where that is said."""
    _component()(
        key="owner_key_kept",
        data={
            "keep": {"id": view, "key": key, "title": title[:LONGEST_TITLE], "saved_at": saved_at.isoformat()},
            "kept": _("This browser keeps the key for you."),
            "not_kept": _("This browser does not keep it: note it down yourself."),
            **_limits(),
        },
        on_mine_change=lambda: None,
    )


def mine() -> list[Owned] | None:
    """The views whose owner keys this browser keeps, the newest first; None until the browser has answered.

    Call once a run. The page runs again when the answer comes.
    """
    gone: set[str] = st.session_state.get(_FORGOTTEN, set())
    sent = _component()(
        key="owner_keys", data={"tell": True, "forget": sorted(gone), **_limits()}, on_mine_change=lambda: None
    )
    given = getattr(sent, "mine", None)
    return None if given is None else [owned for owned in checked(given) if owned.id not in gone]


def forget(view: str) -> None:
    """Have the browser forget the key of a view: the next `mine` tells it so."""
    if well_formed(view):
        st.session_state.setdefault(_FORGOTTEN, set()).add(view)


def checked(given: object) -> list[Owned]:
    """What a browser sent, as far as it is ids with keys; anything else is left out, each id is there once."""
    rows = given if isinstance(given, list) else []
    owned: dict[str, Owned] = {}
    for row in rows[:MOST]:
        if isinstance(row, dict) and well_formed(row.get("id")) and well_formed(row.get("key")):
            title = row.get("title")
            words = title[:LONGEST_TITLE] if isinstance(title, str) else ""
            owned.setdefault(row["id"], Owned(row["id"], row["key"], words))
    return list(owned.values())


def _limits() -> dict[str, Any]:
    return {"place": PLACE, "most": MOST}


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "corridor_owner_keys",
        html='<div role="status"></div>',
        css=(_ASSETS / "share_pictures.css").read_text(),
        js=(_ASSETS / "share_keys.js").read_text(),
    )
