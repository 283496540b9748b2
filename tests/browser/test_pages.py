"""Every page opens for every reader: wide and narrow, light and dark, without a complaint anywhere."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import PAGES, WITH_CHARTS, Reader, complaints, listen
from tests.browser.server import Server, serving
from tests.browser.waiting import settled

pytestmark = pytest.mark.browser


# The colour of each word of a chart, as the browser draws it, and that of the page behind it. Words of a treemap stand
# on its tiles, whose colours are chosen for them.
WORDS = """() => {
  const behind = getComputedStyle(document.querySelector('.stApp')).backgroundColor
  return [...document.querySelectorAll('.js-plotly-plot svg text')]
    .filter(word => word.textContent.trim() && !word.closest('.treemaplayer'))
    .map(word => [word.textContent, getComputedStyle(word).fill, behind])
}"""


def _luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _words_stand_out(page: Page) -> None:
    words = page.evaluate(WORDS)
    assert len(words) > 10
    for text, fill, behind in words:
        high, low = sorted((_luminance(fill), _luminance(behind)), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 4.5, (text, fill, behind)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_a_page_opens_without_a_complaint_fits_its_width_and_passes_the_accessibility_rules(
    server: Server, reader: Reader, name: str, width: int, scheme: str
):
    page = reader(viewport={"width": width, "height": 900}, color_scheme=scheme)
    lines = listen(page)
    settled(page, f"{server.url}/{name}")
    assert page.locator(".stException").count() == 0
    assert page.locator(".stMainBlockContainer h1").count() == 1
    overflow = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth")
    assert overflow <= 0, f"{overflow} px wider than the window"
    assert complaints(lines) == []
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")] == []
    if name in WITH_CHARTS:
        _words_stand_out(page)


def test_charts_tell_a_screen_reader_what_they_show(server: Server, page: Page):
    settled(page, f"{server.url}/handsets")
    described = page.locator("[data-testid=stPlotlyChart] [aria-label], [data-testid=stPlotlyChart][aria-label]")
    words = [described.nth(i).get_attribute("aria-label") or "" for i in range(described.count())]
    assert any("Handsets made and imported" in text and "million" in text for text in words), words


def test_the_first_reader_of_a_fresh_server_gets_the_whole_frame_on_a_deep_link(page: Page, tmp_path):
    with serving(tmp_path / "console.txt") as fresh:
        settled(page, f"{fresh.url}/handsets?handset_by=Month")
        page.get_by_role("link", name="What if").wait_for()
        page.get_by_text("handsets a month").first.wait_for()
        assert "handset_by=Month" in page.url
