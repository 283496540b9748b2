import re
from pathlib import Path

import pytest
from starlette.applications import Starlette

from tests.browser.server import ROOT
from tests.web.asking import ask
from tests.web.conftest import REACHED, STATIC, around
from web.front_end.icons import Icons, ligatures, opened
from web.layers import Layers

OWN = [ROOT / "app.py", *(ROOT / "ui").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]


@pytest.fixture(scope="module")
def icons(tmp_path_factory: pytest.TempPathFactory) -> Icons:
    made = Icons(STATIC, OWN, tmp_path_factory.mktemp("icons"))
    made.make()
    return made


def _outline(font, glyph: str) -> list[tuple[int, int]]:
    return list(font["glyf"][glyph].getCoordinates(font["glyf"])[0])


def test_every_icon_of_this_app_is_drawn_as_in_the_whole_font(icons: Icons):
    assert icons.font is not None
    assert icons.body is not None
    used = {name for file in OWN for name in re.findall(r":material/(\w+):", file.read_text())}
    assert len(used) > 20
    whole, small = opened(icons.font.read_bytes()), opened(icons.body.content)
    before, now = ligatures(whole), ligatures(small)
    for name in sorted(used):
        assert _outline(small, now[name]) == _outline(whole, before[name]), name


def test_icons_that_streamlit_itself_shows_are_kept_and_most_others_are_not(icons: Icons):
    assert icons.font is not None
    assert icons.body is not None
    kept, whole = (ligatures(opened(each)) for each in (icons.body.content, icons.font.read_bytes()))
    code = "".join(file.read_text() for file in STATIC.glob("static/js/*.js"))
    named = set(re.findall(r":material/(\w+):", code)) & whole.keys()
    assert len(named) > 20
    assert named <= kept.keys()
    assert len(icons.body.content) < icons.font.stat().st_size / 4


def test_what_was_cut_is_kept_for_the_next_start(icons: Icons, monkeypatch):
    monkeypatch.setattr("web.front_end.icons.cut", lambda *_: pytest.fail("cut again"))
    again = Icons(STATIC, OWN, icons._kept)
    again.make()
    assert again.body == icons.body


def test_the_whole_font_goes_out_until_the_cut_one_is_there(layers: Layers, icons: Icons, monkeypatch):
    app: Starlette = around(layers)
    assert ask(app, f"/{icons.name}").text == REACHED
    monkeypatch.setattr(layers.icons, "body", icons.body)
    got = ask(app, f"/{icons.name}")
    assert icons.body is not None
    assert (got.body, got.headers["content-type"]) == (icons.body.content, "font/woff2")
    assert got.headers["cache-control"] == "no-cache"
    assert ask(app, f"/{icons.name}", headers={"if-none-match": got.headers["etag"]}).status == 304


def test_a_front_end_without_that_font_is_served_as_it_is(tmp_path: Path):
    none = Icons(tmp_path, [], tmp_path)
    none.make()
    assert none.name == ""
    assert none.body is None
