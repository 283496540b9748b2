"""`make screenshots`: the README's pictures, one of each page as a reader first sees it."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.conftest import PAGES, WITH_CHARTS, settled
from tests.browser.server import ROOT, serving

DOCS = ROOT / "docs"


def main() -> None:
    """Open every page and keep its first screen."""
    DOCS.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        serving(Path(place) / "log") as server,
        sync_playwright() as playwright,
    ):
        browser = chromium.launch(playwright)
        for name in PAGES:
            page = browser.new_page(viewport={"width": 1200, "height": 800})
            settled(page, f"{server.url}/{name}")
            if name in WITH_CHARTS:
                page.locator(".main-svg").first.wait_for()
            page.wait_for_timeout(1000)  # lines fade in
            page.screenshot(path=DOCS / f"{name or 'overview'}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
