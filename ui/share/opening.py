"""One opening of the Share dialog: what it has been given so far. Plain objects, shared by the dialog's reruns."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import streamlit as st

from views.store.ids import well_formed

_LAST = "share_last_saved"


@dataclass(frozen=True)
class Kept:
    """A view that was saved from the dialog; the owner key is known here only, until the dialog closes."""

    id: str
    key: str = field(repr=False)
    title: str
    note: str
    saved_at: datetime


@dataclass
class Opening:
    """What one opening of the dialog holds.

    It is changed in place: Streamlit may end a run at any access to the session's state, and a save that has been
    answered must be known to the next run whatever happens to this one.

    Attributes:
        pictures: Charts as PNG by key, as the reader's browser drew them.
        answered: Keys of the charts that the browser has been asked for and has answered about, drawn or not.
        kept: The view saved last from this opening.
        attempt: How often a new save was begun; part of the form's name, so that a late second click finds no form.
        refused: Why the last attempt was not saved.
    """

    pictures: dict[str, bytes] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)
    kept: Kept | None = None
    attempt: int = 0
    refused: str = ""

    def main(self, charts: Sequence[str]) -> tuple[str, bytes] | None:
        """The page's main chart with its picture: the first one that the browser has drawn; some are tables."""
        return next(((key, self.pictures[key]) for key in charts if key in self.pictures), None)

    def again(self) -> None:
        """Begin another save."""
        self.kept, self.refused = None, ""
        self.attempt += 1


def standing() -> str | None:
    """Id of the saved view that the page stands as, by its address."""
    return _named("view")


def parent(page: str) -> str | None:
    """Id of the saved view that the page was made from: saved last in this session, else named by the address."""
    named = _named("view") or _named("from")
    last: tuple[str, str | None, str] | None = st.session_state.get(_LAST)
    return last[2] if last and last[:2] == (page, named) else named


def saved(page: str, view: str) -> None:
    """Remember what was saved, as the parent of what is saved next from the same place."""
    st.session_state[_LAST] = (page, _named("view") or _named("from"), view)


def _named(name: str) -> str | None:
    given = st.query_params.get_all(name)
    return given[0] if len(given) == 1 and well_formed(given[0]) else None
