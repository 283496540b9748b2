"""Downloads hold exactly what is shown, in every format, and pictures carry title, source and edition."""

import io
import re

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import Page

from tests.browser.server import Server
from tests.browser.waiting import settled

pytestmark = pytest.mark.browser
KEY = "handsets_supply"


@pytest.fixture
def menu(server: Server, page: Page) -> Page:
    """The Handsets page with the first card's menu open."""
    settled(page, f"{server.url}/handsets")
    return _opened(page)


def _opened(page: Page) -> Page:
    first = page.get_by_role("button", name="CSV", exact=True)
    first.wait_for(state="hidden")  # a menu that is still closing would be closed, not opened, by the button
    page.locator(f".st-key-foot_{KEY}").get_by_role("button", name="Download, cite").click()
    first.wait_for()
    return page


def _saved(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name, exact=True).click()
    return waiting.value.path().read_bytes()


def test_csv_xlsx_and_parquet_hold_the_same_figures(menu: Page):
    csv = pd.read_csv(io.BytesIO(_saved(menu, "CSV")), parse_dates=["start"])
    parquet = pd.read_parquet(io.BytesIO(_saved(menu, "Parquet")))
    book = openpyxl.load_workbook(io.BytesIO(_saved(menu, "XLSX")))
    assert len(csv) == len(parquet) == book["Data"].max_row - 1
    assert csv["units"].tolist() == parquet["units"].tolist()
    header = [cell.value for cell in book["Data"][1]]
    column = header.index("units") + 1
    assert [book["Data"].cell(row, column).value for row in range(2, book["Data"].max_row + 1)] == csv["units"].tolist()
    made = csv[(csv["measure"] == "local") & (csv["start"].dt.year == 2024)]
    assert made["units"].tolist() == [31_380_000]
    assert book["Sources"].max_row > 10


def test_a_picture_is_made_by_the_browser_with_title_and_credit(menu: Page):
    svg = _saved(menu, "SVG").decode()
    assert svg.startswith("<svg")
    words = re.sub(r"<[^>]+>", " ", svg)
    assert "Handsets made and imported" in words
    assert "Corridor" in words
    # Saving a picture clicks a link outside the menu, which closes it.
    png = _saved(_opened(menu), "PNG")
    assert png.startswith(b"\x89PNG")
    # The chart on the page is left as it was.
    shown = menu.locator(f".st-key-figure_{KEY} .main-svg").first.text_content() or ""
    assert "Corridor" not in shown


def test_the_copied_link_leads_to_the_card(menu: Page):
    menu.context.grant_permissions(["clipboard-read", "clipboard-write"])
    menu.get_by_role("button", name="Copy link").click()
    menu.get_by_text("Link copied.").wait_for()
    link = menu.evaluate("navigator.clipboard.readText()")
    assert re.search(rf"/handsets\?v=\d+&edition=[^#]+#{KEY}$", link)
