"""`server.py` in a real Chromium: its rules stop nothing that a page needs, and let in frames only those that may."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Reader, complaints, listen
from tests.browser.server import Server
from tests.browser.waiting import TITLE, settled
from tests.web.conftest import draft
from views.store import ViewStore

pytestmark = pytest.mark.browser


def test_a_short_link_leads_to_the_view_in_the_app(server: Server, page: Page):
    store = ViewStore()
    saved = store.save(draft()).id
    store.close()
    lines = listen(page)
    settled(page, f"{server.url}/v/{saved}")
    page.wait_for_url(f"**view={saved}**")
    assert complaints(lines) == []


@contextmanager
def _framed(reader: Reader, url: str) -> Iterator[Page]:
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
        page = reader(viewport={"width": 1000, "height": 800})
        page.goto(f"http://localhost:{news.server_port}/")
        yield page
        page.close()
        news.shutdown()


def test_another_sites_frame_shows_the_embedded_form_with_its_chart(server: Server, reader: Reader):
    with _framed(reader, f"{server.url}/handsets?embed=true") as page:
        frame = page.frame_locator("iframe")
        frame.locator(TITLE).wait_for()
        frame.locator(".js-plotly-plot .main-svg").first.wait_for()


def test_another_sites_frame_does_not_show_the_plain_page(server: Server, reader: Reader):
    with _framed(reader, f"{server.url}/handsets") as page:
        frame = page.frames[1]
        if not frame.url:
            page.wait_for_event("framenavigated", lambda navigated: navigated == frame and frame.url)
        assert frame.url.startswith("chrome-error:")


def test_an_address_that_is_no_page_brings_the_app_and_a_notice(server: Server, page: Page):
    answer = page.goto(f"{server.url}/no_such_page")
    assert answer is not None
    assert answer.status == 404
    page.get_by_text("Page not found").first.wait_for()
    page.wait_for_selector(TITLE, state="attached")
