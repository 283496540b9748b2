"""The address bar: what is shown is in it, what is in it is shown, and what it says wrongly is named."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader
from tests.browser.server import Server
from tests.browser.waiting import idle, settled, still

pytestmark = pytest.mark.browser


def test_a_filter_moves_into_the_address_and_a_stranger_sees_the_same(server: Server, reader: Reader, page: Page):
    settled(page, f"{server.url}/handsets")
    by_month = page.get_by_role("radio", name="Month").or_(page.get_by_role("button", name="Month", exact=True))
    by_month.first.click()
    page.get_by_text("handsets a month").first.wait_for()
    thumb = page.get_by_role("slider").first
    thumb.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("handset_years=2019"))
    expect(page.get_by_text("handsets a month, 2019").first).to_be_visible()
    idle(page)
    address = page.url
    stranger = settled(reader(), address)
    expect(stranger.get_by_text("handsets a month, 2019").first).to_be_visible()
    assert stranger.locator(".st-key-notice").count() == 0


def test_a_bad_link_opens_says_what_was_wrong_and_mends_the_address(server: Server, page: Page):
    alerts: list[str] = []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    bad = "handset_by=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&handset_years=2030&handset_years=1990"
    bad += "&nonsense=[x](javascript:alert(1))"
    settled(page, f"{server.url}/handsets?{bad}")
    notice = page.locator(".st-key-notice")
    expect(notice).to_contain_text("onerror=alert(1)")
    expect(notice).to_contain_text("2016, 2026")
    expect(notice).to_contain_text("nonsense")
    assert notice.locator("img, a, script").count() == 0
    expect(page).not_to_have_url(re.compile("nonsense|onerror"))
    notice.get_by_role("button", name="Dismiss").click()
    expect(notice).to_have_count(0)
    assert alerts == []


def test_filters_of_one_page_do_not_follow_to_another(server: Server, page: Page):
    settled(page, f"{server.url}/handsets?handset_by=Month")
    page.get_by_role("link", name="Jobs").click()
    page.wait_for_url("**/jobs**")
    expect(page.get_by_role("heading", level=1)).to_have_text("Jobs")
    still(page)
    expect(page).not_to_have_url(re.compile("handset_by"))
    assert page.locator(".st-key-notice").count() == 0


def test_reset_puts_every_filter_back(server: Server, page: Page):
    settled(page, f"{server.url}/handsets?handset_by=Month&handset_years=2020&handset_years=2024")
    page.get_by_role("button", name="Reset filters").click()
    page.get_by_text("handsets a year, 2016").first.wait_for()
    expect(page).not_to_have_url(re.compile("handset_by|handset_years"))


LINKS = Path(__file__).resolve().parents[1] / "views" / "links"


def test_the_whole_address_of_an_older_version_opens_and_the_bar_keeps_what_differs(server: Server, page: Page):
    links = json.loads((LINKS / "v2.json").read_text())
    link = next(one for one in links if one["page"] == "what_if" and one["what"] == "explicit, every setting moved")
    settled(page, f"{server.url}/what_if?{link['query']}")
    meant = link["values"]
    expect(page.locator(".st-key-ramp_months input").first).to_have_value(str(meant["ramp_months"]))
    expect(page).to_have_url(re.compile(f"ramp_months={meant['ramp_months']}"))
    expect(page).to_have_url(re.compile("what_if_months="))
    expect(page).not_to_have_url(re.compile(r"[?&](v|edition|months)="))
    # The link is older than the data, and that is all there is to say of it.
    notice = page.locator(".st-key-notice")
    expect(notice).to_contain_text("This link was made on edition")
    expect(notice).not_to_contain_text("could not be used")
    idle(page)
    address = page.url
    settled(page, address)
    expect(page.locator(".st-key-ramp_months input").first).to_have_value(str(meant["ramp_months"]))
