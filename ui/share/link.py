"""The view as a link: to copy, to scan, to say in a message, to embed in another page."""

import html
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from presentation.i18n import _
from ui.share import code, copying, words
from ui.share.opening import Opening, standing
from ui.shell import page_state, saved_views
from ui.shell.page_state import Sheet

EMBED_HEIGHT = 760  # pixels; shows a page's answer and its first chart


def show(sheet: Sheet, opening: Opening) -> None:
    """Everything about the link of the view."""
    full, short = sheet.link(), short_link(opening)
    left, right = st.columns([2.4, 1], gap="medium")
    with left:
        if short:
            copying.field("share_short", _("Short link of the saved view"), short, send=sheet.title)
        copying.field("share_link", _("Link to this view"), full, hint=_lasting(), send="" if short else sheet.title)
    with right:
        code.show(short or full)
    words.field("share_message", sheet, short or full, opening)
    _embed(sheet, embed_address(short or full))


def _lasting() -> str:
    return _(
        "It says every setting and the edition of the data, so it opens exactly like this even when the page’s own "
        "starts have changed."
    )


def short_link(opening: Opening) -> str:
    """The short link of what is on the page: saved from this dialog, or standing as saved; "" where there is none."""
    view = opening.kept.id if opening.kept else standing()
    return saved_views.short_link(view) if view else ""


def embed_address(link: str) -> str:
    """The address of a view as an embedded page; short links have a page of their own before it, so they are undone."""
    parts = urlsplit(link)
    folder, _slash, last = parts.path.rpartition("/")
    if folder.rpartition("/")[2] == "v":
        parts = parts._replace(path=f"{folder.removesuffix('v')}", query=urlencode({"view": last}))
    return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, "embed=true")))))


def snippet(address: str, title: str) -> str:
    """The lines that another page puts in its HTML."""
    source, name = html.escape(address, quote=True), html.escape(title, quote=True)
    return (
        f'<iframe src="{source}"\n  title="{name}"\n  width="100%" height="{EMBED_HEIGHT}" loading="lazy"'
        f' style="border:0"></iframe>'
    )


def _embed(sheet: Sheet, address: str) -> None:
    with st.expander(_("Embed in a web page"), key="share_embed"):
        words = _("Shows the page without navigation, as wide as the place it is put in. Everything on it works there.")
        copying.field("share_snippet", _("HTML"), snippet(address, sheet.title), hint=words, lines=4)
        if page_state.base() != "/":
            st.link_button(_("See how it looks"), address, icon=":material/open_in_new:", type="tertiary")
