"""The app with its Share dialog open on a page, and still open after each run, as reruns of the dialog leave it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.ui.app import ROOT, Query
from ui.share import dialog
from ui.share.opening import Opening
from ui.shell import page_state

Open = Callable[..., AppTest]
OPENING = "share_opening"


@pytest.fixture
def shared() -> Iterator[Open]:
    """Opens the dialog: `shared(page, tab, query)`. The page is the one that comes first."""
    first, page = st.Page, ["overview"]

    def registered(path: str, **options: Any) -> Any:
        return first(path, **{**options, "default": Path(path).stem == page[0]})

    def staying() -> None:
        sheet = page_state.sheet()
        assert sheet is not None
        dialog.contents(sheet, st.session_state.setdefault(OPENING, Opening()))

    def opened(name: str, tab: str, query: Query | None = None) -> AppTest:
        page[0] = name
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        at.session_state["share_tabs"] = tab
        for key, given in (query or {}).items():
            at.query_params[key] = given
        return at.run()

    run = page_state.run

    def begun(name: str) -> None:
        run(name if page[0] == "overview" else page[0])  # the first page has no name in its address

    with (
        mock.patch.object(st, "Page", registered),
        mock.patch("ui.shell.page_state.run", begun),
        mock.patch("ui.share.dialog.show_if_asked", staying),
        mock.patch.object(type(st.context), "ip_address", "203.0.113.7"),
    ):
        yield opened


def fields(at: AppTest) -> dict[str, dict[str, Any]]:
    """What the small parts that run in the browser are given, by the name of each."""
    parts = [one.proto for one in at.get("bidi_component")]
    return {one.id.rpartition("-")[2]: json.loads(one.json) for one in parts if one.WhichOneof("data") == "json"}


def opening(at: AppTest) -> Opening:
    found: Opening = at.session_state[OPENING]
    return found


def again(at: AppTest, tab: str) -> AppTest:
    """Run with this tab open, through app.py: left to itself the test runner would run the page's script alone."""
    at.session_state["share_tabs"] = tab
    at._finished_page_script_hash = ""
    return at.run()
