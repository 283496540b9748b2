"""`/v/<id>`: what a messenger and a person get for a saved view, and what whoever guesses gets."""

import html
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from starlette.applications import Starlette

from tests.browser.server import ROOT
from tests.ui.hostile import STRINGS
from tests.web.asking import ask
from tests.web.conftest import STATIC, around, draft
from views.saved import NoSuchView, Refused, StoreUnavailable
from views.store import ViewStore
from web.layers import Layers
from web.preview import HEIGHT, LONGEST, WIDTH, described
from web.settings import Settings

NOWHERE = "a" * 26
GUESSES = [
    "", ":key", ":id", "{id}", "..", "../..", "%2e%2e", "\x00", "null", "1", "*", "' OR 1=1 --", "//evil.example",
    "/\\evil.example", "javascript:alert(1)", "https://evil.example", NOWHERE, NOWHERE.upper(), NOWHERE[:-1],
    NOWHERE + "a", NOWHERE + "\n", "\u0430" * 26, "а" * 26, "٢" * 26, "x" * 10_000, "<script>alert(1)</script>",
]  # fmt: skip


@pytest.fixture(scope="module")
def saved(store: ViewStore) -> str:
    return store.save(draft()).id


def _meta(text: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', text)
    return {name: html.unescape(value) for name, value in found}


def test_a_messenger_gets_title_description_key_figures_and_picture(app: Starlette, saved: str):
    got = ask(app, f"/v/{saved}")
    assert got.status == 200
    meta = _meta(got.text)
    said = "As announced in 2021 · Made in a year: 2.75 million · Revenue a year: $450 million"
    assert meta["og:title"] == meta["twitter:title"] == "Three million handsets"
    assert meta["og:description"] == meta["twitter:description"] == meta["description"] == said
    assert meta["og:image"] == meta["twitter:image"] == f"http://corridor.example/v/{saved}.png"
    assert (meta["og:image:width"], meta["og:image:height"]) == (str(WIDTH), str(HEIGHT))
    assert meta["og:image:alt"] == "A rising line."
    assert meta["twitter:card"] == "summary_large_image"
    assert meta["robots"] == "noindex"
    assert got.headers["x-robots-tag"] == "noindex"


def test_a_person_is_sent_on_to_the_app_and_nowhere_else(app: Starlette, saved: str):
    got = ask(app, f"/v/{saved}")
    assert f'<meta http-equiv="refresh" content="0; url=../?view={saved}">' in got.text
    assert re.findall(r'<a href="([^"]+)">', got.text) == [f"../?view={saved}"]
    assert "location" not in got.headers
    assert "<script" not in got.text
    assert "default-src 'none'" in got.headers["content-security-policy"]
    assert got.headers["referrer-policy"] == "no-referrer"


def test_the_picture_has_the_size_that_the_page_says_and_is_drawn_once(
    app: Starlette, saved: str, monkeypatch, tmp_path
):
    got = ask(app, f"/v/{saved}.png")
    assert (got.status, got.headers["content-type"]) == (200, "image/png")
    (tmp_path / "card.png").write_bytes(got.body)
    with Image.open(tmp_path / "card.png") as picture:
        assert picture.size == (WIDTH, HEIGHT)
    monkeypatch.setattr("views.export.card.preview", lambda *_: pytest.fail("drawn again"))
    assert ask(app, f"/v/{saved}.png").body == got.body


def test_a_note_is_shortened_at_a_word(store: ViewStore):
    view = store.open(store.save(draft(note="Handsets " * 80)).id)
    assert len(described(view)) <= LONGEST
    assert described(view).endswith("Handsets…")


@pytest.mark.parametrize("text", STRINGS)
def test_what_a_reader_wrote_is_shown_as_text_or_was_refused(app: Starlette, store: ViewStore, text: str):
    try:
        saved = store.save(draft(title=text, note=text)).id
    except Refused:
        return
    kept = store.open(saved)
    got = ask(app, f"/v/{saved}")
    assert got.status == 200
    assert html.unescape(re.findall(r"<h1>(.*?)</h1>", got.text, re.DOTALL)[0]) == kept.title
    tags = set(re.findall(r"<\s*(/?\w+)", got.text)) - {"/head", "/html", "/title", "/style", "/body", "/main"}
    assert tags <= {"html", "head", "meta", "title", "link", "style", "body", "main", "h1", "/h1", "p", "/p", "a", "/a"}
    assert len(re.findall(r"href=", got.text)) == 2
    assert ask(app, f"/v/{saved}.png").status == 200


@pytest.mark.parametrize("guess", GUESSES)
@pytest.mark.parametrize("suffix", ["", ".png"])
def test_every_guess_gets_the_same_friendly_page_and_hears_nothing_of_itself(app: Starlette, guess: str, suffix: str):
    got = ask(app, f"/v/{guess}{suffix}")
    plain = ask(app, f"/v/{NOWHERE}")
    assert got.status == 404
    home = "../" * (1 + guess.count("/"))
    assert got.text == plain.text.replace('href="../"', f'href="{home}"')
    assert "location" not in got.headers


@given(st.text(max_size=60))
@settings(max_examples=60)
def test_no_text_at_all_after_v_raises_or_is_found(app: Starlette, text: str):
    assert ask(app, f"/v/{text}").status == 404


def test_a_guess_takes_the_same_way_as_an_unknown_id(app: Starlette, store: ViewStore, monkeypatch):
    asked: list[str] = []
    real = store.open
    monkeypatch.setattr(store, "open", lambda name: (asked.append(name), real(name))[1])
    for guess in (":key", NOWHERE, NOWHERE.upper(), "x" * 10_000):
        ask(app, f"/v/{guess}")
        ask(app, f"/v/{guess}.png")
    assert asked == [name for guess in (":key", NOWHERE, NOWHERE.upper(), "x" * 10_000) for name in (guess, guess)]


def test_a_withdrawn_view_leaves_a_page_that_says_when_and_nothing_of_it(app: Starlette, store: ViewStore):
    receipt = store.save(draft(title="Soon gone"))
    assert ask(app, f"/v/{receipt.id}.png").status == 200
    store.withdraw(receipt.id, receipt.key)
    for suffix in ("", ".png"):
        got = ask(app, f"/v/{receipt.id}{suffix}")
        assert got.status == 410
        assert f"{datetime.now(UTC):%Y-%m-%d}" in got.text
        assert "Soon gone" not in got.text


class _Away:
    def open(self, name: str) -> None:
        raise NoSuchView if name == "known" else StoreUnavailable("Saved views are kept elsewhere, which is away.")

    def check(self) -> None:
        raise StoreUnavailable("away")


def test_while_the_store_is_away_the_page_says_so_and_that_it_may_pass(tmp_path):
    app = around(Layers(ROOT, STATIC, tmp_path, _Away, Settings()))
    got = ask(app, f"/v/{NOWHERE}")
    assert got.status == 503
    assert "Saved views are kept elsewhere, which is away." in got.text
    assert got.headers["retry-after"] == "60"
    assert ask(app, "/").status == 200


@pytest.mark.parametrize(
    "host", ['evil.example"><script>', "a b", "evil.example/x", "user@evil.example", "", "a\\b", "x" * 400]
)
def test_a_hostile_host_is_not_repeated_and_the_picture_stays_relative(app: Starlette, saved: str, host: str):
    got = ask(app, f"/v/{saved}", headers={"host": host})
    assert got.status == 200
    assert _meta(got.text)["og:image"] == f"{saved}.png"
    assert "og:url" not in got.text
    assert not host or host not in got.text


def test_a_chosen_address_stands_in_the_tags(store: ViewStore, saved: str, tmp_path):
    chosen = Settings(address="https://corridor.example/cpec")
    app = around(Layers(ROOT, STATIC, tmp_path, lambda: store, chosen))
    for host in ("corridor.example", "localhost:8501", "127.0.0.1"):
        got = ask(app, f"/v/{saved}", headers={"host": host})
        assert _meta(got.text)["og:image"] == f"https://corridor.example/cpec/v/{saved}.png"


@pytest.mark.parametrize("path", ["/", "/v/x", "/healthz", "/_stcore/health", "/static/js/x.js"])
def test_with_an_address_of_its_own_no_other_host_is_answered(store: ViewStore, path: str, tmp_path):
    app = around(Layers(ROOT, STATIC, tmp_path, lambda: store, Settings(address="https://corridor.example")))
    got = ask(app, path, headers={"host": "evil.example"})
    assert got.status == 400
    assert "evil" not in got.text
    assert got.headers["x-content-type-options"] == "nosniff"


def test_below_a_path_of_its_own_it_answers_there(store: ViewStore, saved: str, tmp_path):
    app = around(Layers(ROOT, STATIC, tmp_path, lambda: store, Settings(), base=lambda: "/cpec/"))
    got = ask(app, f"/cpec/v/{saved}")
    assert _meta(got.text)["og:image"] == f"http://corridor.example/cpec/v/{saved}.png"
    assert ask(app, "/cpec/what_if").status == 200
    assert ask(app, "/cpec/api/x").status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_addresses_of_views_can_only_be_read(app: Starlette, saved: str, method: str):
    for path in (f"/v/{saved}", f"/v/{saved}.png", "/healthz"):
        got = ask(app, path, method=method)
        assert got.status == 405
        assert "GET" in got.headers["allow"]
        assert got.headers["x-content-type-options"] == "nosniff"
