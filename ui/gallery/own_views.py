"""The reader's own views: those whose owner keys this browser keeps, and withdrawing them or any other by its key."""

import time
from datetime import datetime

import streamlit as st

from presentation.i18n import _, plural
from presentation.numbers import day
from presentation.safe_text import escape
from ui.gallery import listing, selection
from ui.gallery.parameters import Settings, id_in
from ui.share import keys
from ui.shell import view_summary
from ui.shell.saved_views import store
from views.saved import NoSuchView, NotTheOwner, Saved, StoreUnavailable, Withdrawn

_TOLD = "gallery_withdrawn"
TOLD_FOR_S = 30
_ELSEWHERE, _KEY = "gallery_withdraw_id", "gallery_withdraw_key"
# As many as the store looks up at once; the newest are shown.
MOST = 100


def views(settings: Settings, at: datetime) -> None:
    """The reader's own views, newest first, and a field for the key of one that is not in this browser.

    Raises:
        StoreUnavailable: the views cannot be read.
    """
    _tell()
    owned = keys.mine()
    if owned is None:
        st.caption(_("Asking this browser which views are yours …"))
    elif not owned:
        st.info(
            _(
                "No view saved in this browser. Each view you save leaves its owner key here, in this browser alone, "
                "so that it stands in this list and you can withdraw it."
            ),
            icon=":material/key_off:",
        )
    else:
        _list(owned, settings, at)
    _elsewhere()


def _list(owned: list[keys.Owned], settings: Settings, at: datetime) -> None:
    newest = owned[:MOST]
    views_by_id = {view.id: view for view in store().several(entry.id for entry in newest)}
    words = _("Known from the owner keys that this browser keeps. Clearing its data for this site forgets them.")
    rest = len(owned) - len(newest)
    more = plural("The oldest one is not shown.", "The oldest {n} are not shown.", rest) if rest else ""
    st.caption(escape(f"{words} {more}"))
    for entry in newest:
        with st.container(border=True, gap="xsmall", key=f"mine_{entry.id}"):
            _one(views_by_id.get(entry.id), entry, settings, at)


def _one(view: Saved | Withdrawn | None, owned: keys.Owned, settings: Settings, at: datetime) -> None:
    title = view.title if isinstance(view, Saved) else owned.title
    st.subheader(escape(title) or _("Without a title"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(escape(_state(view, at)), width="stretch")
        with st.container(horizontal=True, width="content", vertical_alignment="center", gap="small"):
            if isinstance(view, Saved):
                listing.link(view)
                selection.button(view, settings, "mine")
                _withdraw(view, owned.key)
            else:
                _forget(owned.id)


def _state(view: Saved | Withdrawn | None, at: datetime) -> str:
    if isinstance(view, Saved):
        return " · ".join([view_summary.about(view, at), _("listed") if view.listed else _("not listed")])
    if view:
        return _("Withdrawn on {date}").format(date=day(view.withdrawn_at))
    return _("No longer kept here")


def _withdraw(view: Saved, key: str) -> None:
    """A button that asks first."""
    menu = st.popover(
        _("Withdraw"), type="tertiary", icon=":material/delete:", key=f"withdraw_{view.id}", on_change="rerun"
    )
    if menu.open:
        with menu:
            st.markdown(
                _(
                    "Withdraw **{title}**? Its link will then open a page that says it was withdrawn, for everyone "
                    "who has it. This cannot be undone."
                ).format(title=escape(view.title))
            )
            st.button(
                _("Withdraw it for good"), key=f"withdraw_now_{view.id}", type="primary", on_click=_gone,
                args=(view.id, key),
            )  # fmt: skip


def _forget(view_id: str) -> None:
    st.button(
        _("Take off this list"),
        key=f"forget_{view_id}",
        type="tertiary",
        icon=":material/close:",
        on_click=keys.forget,
        args=(view_id,),
    )


def _gone(view_id: str, key: str) -> None:
    """Withdraw a view; for callbacks."""
    _withdrawn(view_id, key)


def _withdrawn(view_id: str, key: str) -> bool:
    """Withdraw a view and note down how that went; whether it is withdrawn."""
    try:
        store().withdraw(view_id, key)
    except NotTheOwner:
        _note("warning", _("This key does not belong to this view, so it stays as it is."))
    except NoSuchView:
        _note("warning", _("There is no view of this id. Check the link."))
    except StoreUnavailable as problem:
        _note("warning", problem.reason)
    else:
        keys.forget(view_id)
        _note("info", _("The view was withdrawn. Its link now says so."))
        return True
    return False


def _note(kind: str, words: str) -> None:
    st.session_state[_TOLD] = (kind, words, time.monotonic())


def _tell() -> None:
    """What came of the last withdrawal; for a while, because the browser answers about its keys in runs of its own."""
    kind, words, when = st.session_state.get(_TOLD, ("", "", 0.0))
    if time.monotonic() - when > TOLD_FOR_S:
        st.session_state.pop(_TOLD, None)
        return
    if kind == "warning":
        st.warning(escape(words), icon=":material/key_off:")
    elif kind:
        st.info(escape(words), icon=":material/check:")


def _elsewhere() -> None:
    """Withdraw a view that was saved in another browser, with the owner key that was shown there."""
    box = st.expander(_("Withdraw a view saved in another browser"), key="gallery_elsewhere", on_change="rerun")
    if not box.open:
        return
    with box, st.form("gallery_withdraw", border=False):
        st.text_input(_("Link or id of the view"), key=_ELSEWHERE, max_chars=2_000, autocomplete="off")
        st.text_input(
            _("Its owner key"), key=_KEY, max_chars=100, type="password", autocomplete="off",
            help=_("It was shown once, when the view was saved: 26 letters and digits."),
        )  # fmt: skip
        st.markdown(_("Its link will then open a page that says it was withdrawn. This cannot be undone."))
        st.form_submit_button(_("Withdraw it for good"), on_click=_pasted)


def _pasted() -> None:
    view_id, key = id_in(str(st.session_state[_ELSEWHERE])), str(st.session_state[_KEY]).strip()
    if not view_id:
        _note("warning", _("Paste the view's link, or its id of 26 letters and digits."))
        return
    if _withdrawn(view_id, key):
        st.session_state[_ELSEWHERE] = st.session_state[_KEY] = ""
