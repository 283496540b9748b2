"""`server.py` in a real Chromium: its rules stop nothing that a page needs, and let in frames only those that may."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PAGES, READY, WITH_CHARTS, complaints, idle, listen, settled
from tests.browser.server import Server, serving
from tests.web.conftest import draft
from views.store import ViewStore

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def served(place: Path) -> Iterator[Server]:
    where = {"CORRIDOR_VIEWS_URL": f"sqlite:///{place / 'views.sqlite'}"}
    with serving(place / "console.txt", "server.py", environment=where) as running:
        yield running


def test_every_page_opens_under_the_servers_rules_without_a_complaint(served: Server, page: Page):
    lines = listen(page)
    for name in PAGES:
        settled(page, f"{served.url}/{name}")
        if name in WITH_CHARTS:
            page.locator(".js-plotly-plot .main-svg").first.wait_for()
        assert page.locator(".stException").count() == 0
        assert (name, complaints(lines)) == (name, [])


def test_pictures_and_tables_can_be_downloaded_under_the_servers_rules(served: Server, page: Page):
    lines = listen(page)
    settled(page, f"{served.url}/handsets")
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    for kind in ("CSV", "PNG"):  # handed out by the server, and drawn by the browser
        page.locator(".st-key-foot_handsets_supply").get_by_role("button", name="Download, cite").click()
        with page.expect_download() as download:
            page.get_by_role("button", name=kind, exact=True).click()
        assert download.value.path().stat().st_size > 500
        page.keyboard.press("Escape")
    assert complaints(lines) == []


def test_a_short_link_leads_to_the_view_in_the_app(served: Server, page: Page, place: Path):
    store = ViewStore(f"sqlite:///{place / 'views.sqlite'}")
    saved = store.save(draft()).id
    store.close()
    lines = listen(page)
    page.goto(f"{served.url}/v/{saved}")
    page.wait_for_url(f"**view={saved}**")
    page.wait_for_selector(READY)
    idle(page)
    assert complaints(lines) == []


@contextmanager
def _framed(browser: Browser, url: str) -> Iterator[Page]:
    """A page of another site, by its name as well as its port, that shows an address in a frame."""
    shown = f"<!DOCTYPE html><title>News</title><iframe width=900 height=700 src='{url}'></iframe>".encode()

    class News(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(shown)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), News) as news:
        Thread(target=news.serve_forever, daemon=True).start()
        context = browser.new_context(viewport={"width": 1000, "height": 800})
        page = context.new_page()
        page.goto(f"http://localhost:{news.server_port}/")
        yield page
        context.close()
        news.shutdown()


def test_another_sites_frame_shows_the_embedded_form_with_its_chart(served: Server, browser: Browser):
    with _framed(browser, f"{served.url}/handsets?embed=true") as page:
        frame = page.frame_locator("iframe")
        frame.locator(READY).wait_for()
        frame.locator(".js-plotly-plot .main-svg").first.wait_for()


def test_another_sites_frame_does_not_show_the_plain_page(served: Server, browser: Browser):
    with _framed(browser, f"{served.url}/handsets") as page:
        page.wait_for_load_state("load")
        assert page.frames[1].url.startswith("chrome-error:")


def test_an_address_that_is_no_page_brings_the_app_and_a_notice(served: Server, page: Page):
    answer = page.goto(f"{served.url}/no_such_page")
    assert answer is not None
    assert answer.status == 404
    page.get_by_text("Page not found").first.wait_for()
    page.wait_for_selector(READY, state="attached")


def test_the_servers_console_stays_quiet(served: Server):
    lines = served.log.read_text().splitlines()
    assert [line for line in lines if any(word in line for word in ("WARNING", "Warning", "Traceback", "Error"))] == []
