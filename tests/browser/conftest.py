"""One server and one Chromium for all browser tests; a fresh profile for each reader."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import chromium
from tests.browser.server import Server, serving
from tests.browser.waiting import PATIENCE_MS, watched

WITH_CHARTS = ("", "investment", "jobs", "handsets", "it", "promises", "what_if", "pipeline", "data")
PAGES = (*WITH_CHARTS, "gallery")
# On a deep link Streamlit's own front end first asks for its settings below the page's path, then at the root.
PROBE = re.compile(r"/_stcore/(host-config|health)$")
WIDE = {"width": 1440, "height": 900}
Reader = Callable[..., Page]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server") / "console.txt", "server.py") as running:
        yield running
        lines = running.log.read_text().splitlines()
    # Whatever the tests did: a warning on the server's console is a fault of the app.
    assert [line for line in lines if any(word in line for word in ("WARNING", "Warning", "Traceback", "Error"))] == []


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        running = chromium.launch(playwright)
        yield running
        running.close()


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    """Opens a page for another reader, with the options of a browser's context; a wide screen is the default."""
    contexts: list[BrowserContext] = []

    def arrives(**options: Any) -> Page:
        contexts.append(watched(browser.new_context(**{"viewport": WIDE, **options})))
        return contexts[-1].new_page()

    yield arrives
    for context in contexts:
        context.close()


@pytest.fixture
def page(reader: Reader) -> Page:
    return reader(accept_downloads=True)


def listen(page: Page) -> list[str]:
    """Everything the browser complains about from now on, and every request that leaves this machine."""
    lines: list[str] = []
    page.on("console", lambda m: lines.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: lines.append(f"exception: {error}"))
    page.on("request", lambda r: lines.append(f"foreign: {r.url}") if _foreign(r.url) else None)
    page.on("response", lambda r: lines.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    return lines


def _foreign(url: str) -> bool:
    return not re.match(r"(https?|wss?)://127\.0\.0\.1[:/]|data:|blob:", url)


def complaints(lines: list[str]) -> list[str]:
    """The complaints that are not Streamlit's two probes."""
    probes = sum(1 for line in lines if line.startswith("404: ") and PROBE.search(line))
    rest = [line for line in lines if not (line.startswith("404: ") and PROBE.search(line))]
    for _ in range(probes):
        match = next((line for line in rest if "404 (Not Found)" in line), None)
        if match:
            rest.remove(match)
    return rest
