"""Saving the view: title, note, whether it is listed; then its short link and the key of its owner, said once."""

from datetime import UTC, datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from curation.catalog import DatasetUnavailable
from presentation.i18n import _
from presentation.safe_text import escape
from ui.share import code, copying, keys, words
from ui.share.opening import Kept, Opening, parent, saved
from ui.shell import saved_views
from ui.shell.data import edition
from ui.shell.page_state import Sheet
from views.address.view import SCHEMA
from views.export.pictures import taken
from views.saved import Draft, Refused, StoreUnavailable
from views.store.drafts import LARGEST_PICTURE, LONGEST_NOTE, LONGEST_TITLE
from views.store.text import lines, one_line

LARGEST = (1800, 1300)  # pixels of the picture that is kept, within what the store takes


def show(sheet: Sheet, opening: Opening) -> None:
    """The form, or what came of it."""
    place = st.empty()
    if opening.kept is None:
        with place.container(key="share_save"):
            asked, problem = _form(sheet, opening)
        if asked is None:
            return
        keep(sheet, opening, asked, opening.main(tuple(sheet.charts)))
        if opening.kept is None:
            problem.warning(escape(opening.refused), icon=":material/block:")
            return
    with place.container(key="share_saved", gap="small"):
        _receipt(sheet, opening, opening.kept)


def _form(sheet: Sheet, opening: Opening) -> tuple[tuple[str, str, bool] | None, DeltaGenerator]:
    """Title, note and listing, once they are sent; and where to say why they could not be kept."""
    attempt = opening.attempt
    with st.form(f"share_form_{attempt}", border=False):
        title = st.text_input(
            _("Title"), max_chars=LONGEST_TITLE, placeholder=sheet.title, key=f"share_title_{attempt}"
        )
        note = st.text_area(
            _("Note"),
            max_chars=LONGEST_NOTE,
            height=120,
            placeholder=_("What should others see in it?"),
            key=f"share_note_{attempt}",
        )
        listed = st.checkbox(_("List it in the gallery"), key=f"share_listed_{attempt}")
        st.caption(_who_sees())
        problem = st.empty()
        if opening.refused:
            problem.warning(escape(opening.refused), icon=":material/block:")
        sent = st.form_submit_button(
            _("Save"), type="primary", icon=":material/bookmark_add:", key=f"share_send_{attempt}"
        )
    return (title, note, listed) if sent else None, problem


def _who_sees() -> str:
    return _(
        "Anyone who has its link can see a saved view; a listed one is also found by everyone in the gallery. "
        "It never changes, and stays until you withdraw it or whoever runs this server clears it away. "
        "Nothing about you is stored."
    )


def keep(sheet: Sheet, opening: Opening, asked: tuple[str, str, bool], picture: tuple[str, bytes] | None) -> None:
    """Save the view once; what came of it is in `opening`.

    Args:
        sheet: What the page shows.
        opening: Changed in place, as soon as the store has answered.
        asked: Title, note, whether it is listed.
        picture: Key of the main chart and its PNG, if the browser drew it.
    """
    if opening.kept is not None:
        return
    try:
        if sheet.edition and sheet.edition != edition():
            opening.refused = _("The data was updated while this page was open. Close this and open it again.")
            return
        wish = draft(sheet, asked, picture)
        saved_views.keep_edition()  # before the save: a view without it could not say later which rows changed
        store, client = saved_views.store(), st.context.ip_address or ""
        # Nothing of Streamlit's between these two: it may end the run there, and an answered save would be forgotten.
        receipt = store.save(wish, client)
        opening.kept = Kept(receipt.id, receipt.key, one_line(wish.title), lines(wish.note), datetime.now(UTC))
    except (Refused, StoreUnavailable) as problem:
        opening.refused = problem.reason
        return
    except DatasetUnavailable as problem:
        opening.refused = _("This page cannot be saved now: {reason}").format(reason=problem.reason)
        return
    opening.refused = ""
    saved(sheet.page, receipt.id)


def draft(sheet: Sheet, asked: tuple[str, str, bool], picture: tuple[str, bytes] | None) -> Draft:
    """What is asked to be kept of a page as it stands.

    Raises:
        DatasetUnavailable: what the page shows cannot be read again.
    """
    title, note, listed = asked
    chart, png = picture or ("", None)
    return Draft(
        page=sheet.page,
        state=sheet.state(),
        schema=SCHEMA,
        edition=edition(),
        model=sheet.version(),
        title=title,
        note=note,
        listed=listed,
        parent=parent(sheet.page),
        shown=sheet.summary(first=chart),
        picture=_small(png),
    )


def _small(picture: bytes | None) -> bytes | None:
    """The picture in a size that the store takes; None when there is none that could be kept."""
    smaller = taken(picture, LARGEST)
    return smaller if smaller and len(smaller) <= LARGEST_PICTURE else None


def _receipt(sheet: Sheet, opening: Opening, kept: Kept) -> None:
    """Short link, code, message and owner key of what was saved."""
    link = saved_views.short_link(kept.id)
    st.success(_("Saved as “{title}”.").format(title=escape(kept.title)), icon=":material/bookmark_added:")
    left, right = st.columns([2.4, 1], gap="medium")
    with left:
        copying.field("share_kept_link", _("Short link"), link, send=kept.title)
        hint = _("With it you can withdraw the view later, from the gallery. Give it to nobody.")
        copying.field("share_kept_key", _("Owner key, shown this once"), kept.key, hint=hint)
        keys.keep(kept.id, kept.key, kept.title, kept.saved_at)
    with right:
        code.show(link)
    words.field("share_kept_message", sheet, link, opening)
    st.button(_("Save another"), key="share_again", icon=":material/add:", type="tertiary", on_click=opening.again)
