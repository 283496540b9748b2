"""Sharing in a real browser: a link copied, a view saved and opened elsewhere, a brief that says what the page says."""

import json
import re
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader, complaints, listen
from tests.browser.server import ROOT, Server, serving
from tests.browser.waiting import settled, still
from tests.views.export.reading import Pdf, squeezed
from ui.share.keys import PLACE
from ui.share.pictures import SCALE, WIDTH
from views.saved import Saved
from views.store import ViewStore

pytestmark = pytest.mark.browser
CHANGED = "what_if?target_units_per_year=2000000&revenue_per_unit=190"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("share")


@pytest.fixture(scope="module")
def own(place: Path) -> Iterator[Server]:
    """The server with short links and its headers, with a store of its own."""
    where = {"CORRIDOR_VIEWS_URL": f"sqlite:///{place / 'views.sqlite'}"}
    with serving(place / "console.txt", "server.py", ROOT, environment=where) as running:
        yield running


def opened(page: Page, address: str, tab: str) -> Page:
    """The Share dialog of a page with one of its tabs open."""
    settled(page, address)
    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_role("dialog").get_by_role("tab", name=tab).click()
    return page


def figures(page: Page) -> dict[str, str]:
    """The key figures on the page, by label."""
    shown = page.locator("[data-testid=stMetric]")
    pairs = shown.evaluate_all(
        """all => all.map(one => ['Label', 'Value'].map(part =>
            one.querySelector(`[data-testid=stMetric${part}]`).innerText.trim()))"""
    )
    return dict(pairs)


def settings(page: Page) -> dict[str, str]:
    """Where the sliders stand, by the name of each."""
    sliders = page.locator("[class*=st-key-lever_] input[type=range]")
    pairs = sliders.evaluate_all(
        """all => all.map(one => [one.closest('[class*=st-key-lever_]').className.match(/st-key-lever_(\\w+)/)[1],
            one.ariaValueText ?? one.value])"""
    )
    return dict(pairs)


def test_a_view_saved_in_one_browser_opens_the_same_in_another(own: Server, reader: Reader, place: Path):
    page = reader()
    lines = listen(page)
    opened(page, f"{own.url}/{CHANGED}", "Save")
    page.get_by_label("Title").fill("Two <b>million</b>")
    page.get_by_label("Note").fill("At a price of 190 dollars")
    before = figures(page), settings(page)
    page.get_by_role("dialog").get_by_role("button", name="Save").dblclick()
    page.get_by_text("This browser keeps the key for you.").wait_for()
    link = page.get_by_role("textbox", name="Short link").input_value()
    key = page.get_by_role("textbox", name="Owner key").input_value()
    [(view, kept)] = json.loads(page.evaluate(f"localStorage.getItem('{PLACE}')")).items()
    assert link == f"{own.url}/v/{view}"
    assert (kept["key"], kept["title"]) == (key, "Two <b>million</b>")
    assert complaints(lines) == []

    with closing(sqlite3.connect(place / "views.sqlite")) as file:
        assert file.execute("SELECT count(*) FROM views").fetchone() == (1,), "two clicks save once"
    store = ViewStore(f"sqlite:///{place / 'views.sqlite'}")
    saved, picture = store.open(view), store.picture(view)
    store.close()
    assert isinstance(saved, Saved)
    assert picture is not None, "the main chart was drawn by the browser"
    assert struct.unpack(">II", picture[16:24])[0] == WIDTH * SCALE
    assert key not in own.log.read_text()

    page = settled(reader(), link)
    page.get_by_text("At a price of 190 dollars").first.wait_for()
    expect(page.get_by_text("Two <b>million</b>").first).to_be_visible()
    assert (figures(page), settings(page)) == before
    assert len(before[0]) == 4
    assert len(before[1]) > 10


def test_a_brief_holds_the_key_figures_of_the_screen_with_every_chart_drawn(own: Server, reader: Reader):
    page = reader(color_scheme="dark", accept_downloads=True)
    lines = listen(page)
    opened(page, f"{own.url}/{CHANGED}", "Download")
    button = page.get_by_role("button", name="Brief (PDF)")
    expect(button).to_be_enabled()
    with page.expect_download() as waiting:
        button.click()
    brief = Pdf(waiting.value.path().read_bytes())
    shown = figures(page)
    assert len(shown) == 4
    assert all(squeezed(value) in brief.words for value in shown.values())
    charts = page.locator("[class*=st-key-figure_] .js-plotly-plot").count()
    assert len(brief.alts) >= charts >= 3
    assert not brief.active
    assert complaints(lines) == []


def test_the_copied_link_opens_as_the_page_is_and_the_dialog_fits_a_phone(own: Server, reader: Reader):
    page = reader(viewport={"width": 390, "height": 844}, color_scheme="dark")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, f"{own.url}/handsets?handset_by=month", "Link")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Copy: Link to this view").click()
    page.get_by_text("Copied.").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"/handsets\?v=\d+&edition=[^&]+&", link)
    assert "handset_by=month" in link
    dialog.get_by_text("Embed in a web page").click()
    dialog.get_by_role("textbox", name="HTML").wait_for()
    still(page)
    assert dialog.evaluate("one => one.scrollWidth - one.clientWidth") <= 0
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")] == []
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")


def test_the_snippet_shows_the_page_in_a_frame(own: Server, page: Page):
    opened(page, f"{own.url}/{CHANGED}", "Link")
    page.get_by_text("Embed in a web page").click()
    snippet = page.get_by_role("textbox", name="HTML").input_value()
    shown = figures(page)
    page.route("**/elsewhere", lambda route: route.fulfill(body=f"<!doctype html>{snippet}", content_type="text/html"))
    page.goto(f"{own.url}/elsewhere")
    inside = page.frame_locator("iframe")
    for value in shown.values():
        expect(inside.get_by_text(value, exact=True).first).to_be_visible()
    assert inside.get_by_role("button", name="Share", exact=True).count() == 0
