"""`make screenshots`: the README's pictures, one of each page as a reader first sees it."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.conftest import PAGES
from tests.browser.server import ROOT, serving
from tests.browser.waiting import settled, watched

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
            context = watched(browser.new_context(viewport={"width": 1200, "height": 800}))
            settled(context.new_page(), f"{server.url}/{name}").screenshot(path=DOCS / f"{name or 'overview'}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
