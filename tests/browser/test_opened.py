"""A saved view in a real browser: it stands as saved, the reader moves on, comes back, looks at it as it was."""

import dataclasses
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import complaints, listen
from tests.browser.server import Server
from tests.browser.waiting import idle, settled
from tests.ui.opened.conftest import draft
from views.store import ViewStore

pytestmark = pytest.mark.browser

SETTINGS = {"target_units_per_year": "5500000", "what_if_bands": "true"}


@pytest.fixture(scope="module")
def saved() -> str:
    """A What if view that was saved on another edition of the data, where one figure read otherwise."""
    kept = draft("what_if", SETTINGS, title="If Air Link doubled")
    first, *rest = kept.shown.figures
    shown = dataclasses.replace(
        kept.shown, figures=(dataclasses.replace(first, value="26.9 million", amount=None), *rest)
    )
    store = ViewStore()
    try:
        return store.save(dataclasses.replace(kept, shown=shown, edition="2026-01-01-0a1b2c3d")).id
    finally:
        store.close()


def test_a_saved_view_is_left_come_back_to_and_seen_as_it_was(server: Server, page: Page, saved: str) -> None:
    lines = listen(page)
    settled(page, f"{server.url}/?view={saved}")
    bar = page.locator(".st-key-saved_view_bar")
    expect(bar).to_contain_text("If Air Link doubled")
    expect(bar).to_contain_text("26.9 million → 27.5 million")
    assert f"view={saved}" in page.url
    assert "target_units_per_year=5500000" in page.url

    slider = page.locator(".st-key-target_units_per_year input[type=range]")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(bar).to_contain_text("You started from the saved view")
    page.wait_for_url(re.compile(f"from={saved}"))
    idle(page)
    assert "view=" not in page.url
    assert "target_units_per_year=5550000" in page.url

    bar.get_by_role("button", name="Back to the saved view").click()
    expect(bar).to_contain_text("26.9 million → 27.5 million")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("5,?500,?000"))

    bar.get_by_text("As saved", exact=True).click()
    expect(page.get_by_text("as they were saved")).to_be_visible()
    expect(page.get_by_text("26.9 million", exact=True)).to_be_visible()
    expect(slider).to_have_count(0)
    page.wait_for_url(re.compile("as=saved"))

    bar.get_by_text("With today’s data").click()
    expect(slider).to_have_attribute("aria-valuetext", re.compile("5,?500,?000"))
    bar.get_by_role("button", name="Explore from here").click()
    expect(bar).to_contain_text("You started from the saved view")
    idle(page)
    page.go_back()
    page.wait_for_url(re.compile(f"view={saved}"))
    assert complaints(lines) == []
