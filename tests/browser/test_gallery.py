"""One's own views in a real browser: known from its own storage, opened and withdrawn from there."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import complaints, listen
from tests.browser.server import Server, serving
from tests.browser.waiting import idle, settled
from tests.pages.test_gallery import DRAFT, OTHER, address, save
from ui.share.keys import PLACE
from views.saved import Saved, Withdrawn
from views.store import ViewStore

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ViewStore]:
    url = address(tmp_path_factory.mktemp("views"))
    opened = ViewStore(url)
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("CORRIDOR_VIEWS_URL", url)
        yield opened
    opened.close()


@pytest.fixture(scope="module")
def own(store: ViewStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:  # noqa: ARG001 - it reads the store
    with serving(tmp_path_factory.mktemp("server") / "console.txt") as running:
        yield running


def remembered(page: Page) -> dict[str, object]:
    found: dict[str, object] = json.loads(page.evaluate(f"localStorage.getItem('{PLACE}') ?? '{{}}'"))
    return found


def test_a_reader_opens_compares_and_withdraws_own_views(own: Server, page: Page, store: ViewStore) -> None:
    title = "Mine <b>alone</b>"
    mine = save(store, replace(DRAFT, title=title, listed=False), 3)
    kept = save(store, replace(OTHER, page="it", state={}))
    both = {
        one.id: {"key": one.key, "title": "x", "saved_at": when} for one, when in ((mine, "2026-2"), (kept, "2026-1"))
    }
    page.goto(f"{own.url}/_stcore/health")  # of the same origin as the pages, and soon there
    page.evaluate("([place, views]) => localStorage.setItem(place, JSON.stringify(views))", [PLACE, both])

    lines = listen(page)
    settled(page, f"{own.url}/gallery")
    expect(page.get_by_text("1 view is listed")).to_be_visible()
    expect(page.get_by_text(title)).to_have_count(1)  # in the list of one's own, not among those listed
    page.get_by_role("tab", name="My views").click()
    card = page.locator(f".st-key-mine_{mine.id}")
    expect(card.get_by_role("heading")).to_have_text(title)
    expect(card.get_by_text("not listed")).to_be_visible()
    assert mine.key not in page.content()

    card.get_by_role("button", name="Withdraw").click()
    page.get_by_role("button", name="Withdraw it for good").click()
    expect(page.get_by_text("The view was withdrawn. Its link now says so.")).to_be_visible()
    expect(card).to_have_count(0)
    idle(page)
    assert isinstance(store.open(mine.id), Withdrawn)
    assert isinstance(store.open(kept.id), Saved)
    page.wait_for_function(f"() => !localStorage.getItem('{PLACE}').includes('{mine.id}')")
    assert list(remembered(page)) == [kept.id]
    assert mine.key not in page.url

    page.get_by_role("tab", name="Listed").click()
    page.locator(f".st-key-listed_{kept.id}").get_by_role("link", name="Open").click()
    page.wait_for_url(f"**/it?*view={kept.id}*")
    page.get_by_text(OTHER.title).first.wait_for()
    assert complaints(lines) == []
    assert mine.key not in own.log.read_text()


def test_a_link_to_a_comparison_opens_it_and_one_beyond_the_last_page_the_last(
    own: Server, page: Page, store: ViewStore
) -> None:
    first, second = save(store, DRAFT, 3).id, save(store, OTHER).id
    for n in range(20):
        save(store, replace(DRAFT, title=f"View number {n}"), n + 4)
    settled(page, f"{own.url}/gallery?gallery_a={first}&gallery_b={second}")
    expect(page.get_by_role("tab", name="Compare", selected=True)).to_be_visible()
    expect(page.get_by_role("heading", name=DRAFT.title)).to_be_visible()
    expect(page.locator(".st-key-head_gallery_b").get_by_role("heading")).to_have_text(OTHER.title)
    page.get_by_role("tab", name="Listed").click()
    page.get_by_role("button", name="Picked").first.click()
    page.wait_for_function("() => !location.search.includes('gallery_b')")
    assert first in page.url

    settled(page, f"{own.url}/gallery?gallery_at=99")
    total = store.listed().total
    expect(page.get_by_text(f"21 to {total} of {total} views")).to_be_visible()
    page.wait_for_function("() => location.search === '?gallery_at=2'")
    page.get_by_label("Search titles and notes").fill("number 7")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="View number 7")).to_be_visible()
    page.wait_for_function("() => location.search === '?gallery_search=number+7'")
