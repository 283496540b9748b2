"""Opening a saved view: an address that names one becomes its page with its settings.

While `view` stands in the address the page is exactly as it was saved. As soon as the reader moves on, `from` takes its
place, so that an address never promises a state that it does not have.
"""

from dataclasses import dataclass
from typing import NoReturn

import streamlit as st

import paths
from ui.shell import page_state
from ui.shell.data import edition
from ui.shell.saved_views import store
from views.address.view import VERSION, explicit, migrate, parse
from views.saved import NoSuchView, Saved, StoreUnavailable, Withdrawn

VIEW, FROM, AS = "view", "from", "as"
SAVED, TODAY = "saved", "today"
BAR = "saved_view_bar"
_ARRIVED, _LOST = "arrived_view", "lost_view"


@dataclass(frozen=True)
class Arrived:
    """The saved view that this session has opened."""

    saved: Saved


@dataclass(frozen=True)
class Lost:
    """Why a view that was asked for is not shown.

    `reason` is one of: unknown, withdrawn, unavailable, no_page. `words` is the store's sentence, if it gave one.
    """

    reason: str
    words: str = ""
    withdrawn: Withdrawn | None = None


def asked(name: str) -> str:
    """The id in the address under this name; "" where there is none."""
    given = st.query_params.get_all(name)
    return given[-1] if given else ""


def arrive() -> Lost | None:
    """Go to the page of the view that the address names, with its settings; what prevents it, if something does."""
    wanted = asked(VIEW) or asked(FROM)
    current = arrived()
    if current and current.saved.id == wanted:
        if not asked(VIEW) or current.saved.page == page_state.page_name():
            return None
        # Back to the entry that led here: another page, which is not the view.
        for name in (VIEW, AS):
            st.query_params.pop(name, None)
        wanted = asked(FROM)
    st.session_state.pop(_ARRIVED, None)
    opened = _look_up(wanted) if wanted else None
    if isinstance(opened, Saved) and asked(VIEW):
        _go_to(opened)
    if isinstance(opened, Saved):
        st.session_state[_ARRIVED] = Arrived(opened)
    elif opened and asked(VIEW):
        return opened
    elif opened:
        del st.query_params[FROM]  # the page itself needs nothing of the view it started from
    return None


def _look_up(wanted: str) -> Saved | Lost:
    try:
        opened = store().open(wanted)
    except NoSuchView:
        return Lost("unknown")
    except StoreUnavailable as problem:
        return Lost("unavailable", problem.reason)
    if isinstance(opened, Withdrawn):
        return Lost("withdrawn", withdrawn=opened)
    return opened if script(opened.page) else Lost("no_page")


def _go_to(saved: Saved) -> NoReturn:
    """Run the view's page with its settings."""
    as_saved = {AS: [SAVED]} if asked(AS) == SAVED else {}
    if page_state.page_name() == saved.page:
        # Widgets on this page may hold the address's parameters, which then cannot be set; another page lets them go.
        aside = script("gallery" if saved.page != "gallery" else "overview")
        st.switch_page(aside, query_params={VIEW: saved.id, **as_saved})
    st.session_state[_ARRIVED] = Arrived(saved)
    # In the version it was saved in: the page brings it up to today's, and says what that changed, as for any link.
    written = {VERSION: [str(saved.schema)], **saved.state}
    st.switch_page(script(saved.page), query_params={VIEW: saved.id, **(as_saved or written)})


def script(page: str) -> str:
    """The script of a page; "" when the app has no such page."""
    names = {file.stem for file in paths.PAGES.glob("*.py")}
    return f"pages/{page}.py" if page in names else ""


def arrived() -> Arrived | None:
    """The saved view that this session has opened, or has moved on from."""
    current: Arrived | None = st.session_state.get(_ARRIVED)
    return current


def again() -> None:
    """Open the view anew, in the state it was saved in; for callbacks."""
    at = arrived()
    if at:
        del st.session_state[_ARRIVED]
        st.query_params.from_dict({VIEW: at.saved.id})
        st.rerun()  # the whole page, not only the bar in which the button stands


def move_on() -> None:
    """Start a view of one's own from the one that was opened; for callbacks, and when a setting differs."""
    at = arrived()
    if at and asked(VIEW):
        st.query_params.pop(AS, None)
        st.query_params[FROM] = at.saved.id
        del st.query_params[VIEW]


def as_saved() -> None:
    """Show the view as it was saved; for callbacks."""
    st.query_params[AS] = SAVED
    st.rerun()


def follow() -> bool:
    """Notice that the reader has changed a setting; whether that is new. Call once the page's settings stand."""
    at, sheet = arrived(), page_state.sheet()
    if at and sheet and asked(VIEW) and at.saved.page == sheet.page and sheet.state() != meant(at.saved, sheet):
        move_on()
        return True
    return False


def meant(saved: Saved, sheet: page_state.Sheet) -> dict[str, list[str]]:
    """Every setting of a saved view, explicitly, as today's page understands it."""
    settings = migrate(saved.page, saved.state, saved.schema)
    return explicit(sheet.parameters, parse(saved.page, settings, sheet.parameters).view.values)


def frozen() -> Saved | None:
    """The view that is to be shown as it was saved, without today's data; None when the page itself is shown."""
    at = arrived()
    return at.saved if at and asked(VIEW) and asked(AS) == SAVED else None


def stale(saved: Saved) -> bool:
    """Whether today's page may differ from what was saved: other data, or another version of its model."""
    sheet = page_state.sheet()
    return saved.edition != edition() or (sheet is not None and saved.model != sheet.version())
