"""What the gallery's address may say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from presentation.i18n import _
from ui.shell.navigation import titles
from views.address.parameters import Number, Option, PageParameters, Words
from views.address.reading import Repair
from views.store.ids import ID

A_PAGE = 20
EVERY_PAGE = "all"
# An id alone or inside a link that was pasted.
_WITHIN = re.compile(r"(?<![a-z2-7])[a-z2-7]{26}(?![a-z2-7])", re.ASCII)


@dataclass(frozen=True)
class ViewId(Words):
    """The id of a saved view, or nothing. Whatever else is given is named and left out."""

    longest: int = 26

    @property
    def allowed(self) -> str:
        """What an id looks like."""
        return _("the id of a saved view, 26 of the letters a to z and the digits 2 to 7")

    def read(self, given: Sequence[str]) -> tuple[str, Repair | None]:
        """The id named last; nothing when it is none."""
        text = given[-1] if given else ""
        used = text if ID.fullmatch(text) else ""
        fits = used == text and len(given) <= 1
        return used, None if fits else self._repair(given, "not_an_option", used)


def id_in(pasted: str) -> str:
    """The id of a view in what a reader pasted, alone or within a link; "" when there is none, or several."""
    ids = set(_WITHIN.findall(pasted.strip()[:2_000]))
    return ids.pop() if len(ids) == 1 else ""


@dataclass(frozen=True)
class Settings:
    """Every setting of the gallery.

    Attributes:
        find: What titles and notes hold.
        page: The page of the app that views are of.
        order: Newest or oldest first.
        at: Which twenty of them.
        first, second: Ids of the two views that are compared.
    """

    find: Words
    page: Option
    order: Option
    at: Number
    first: ViewId
    second: ViewId

    @property
    def all(self) -> PageParameters:
        """The parameters of the page."""
        return PageParameters((*self.list.parameters, self.first, self.second))

    @property
    def list(self) -> PageParameters:
        """Those of the list."""
        return PageParameters((self.find, self.page, self.order, self.at))

    def filtered(self, values: Mapping[str, Any]) -> bool:
        """Whether the list is searched, filtered or ordered otherwise than at the start, by the address or by hand."""
        filters = (self.find, self.page, self.order)
        return any(st.session_state.get(each.name, values[each.name]) != each.default for each in filters)


def settings() -> Settings:
    """The settings, in the reader's language."""
    pages = tuple((name, title) for name, title in titles().items() if name != "gallery")
    return Settings(
        find=Words("gallery_search", _("Search titles and notes")),
        page=Option("gallery_page", _("Page"), ((EVERY_PAGE, _("All pages")), *pages)),
        order=Option("gallery_order", _("Order"), (("newest", _("Newest first")), ("oldest", _("Oldest first")))),
        # More than a store holds; a link that asks for a page beyond the last gets the last.
        at=Number("gallery_at", _("Page of the list"), low=1, high=10_000, step=1, start=1),
        first=ViewId("gallery_a", _("First view")),
        second=ViewId("gallery_b", _("Second view")),
    )
