"""What is made of a link: an address to embed, lines of HTML, a code."""

from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
import segno

from tests.ui.hostile import STRINGS
from ui.share import code, link

ID = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    ("address", "embedded"),
    [
        (f"https://example.org/v/{ID}", f"https://example.org/?view={ID}&embed=true"),
        (f"https://example.org/cpec/v/{ID}", f"https://example.org/cpec/?view={ID}&embed=true"),
        (f"https://example.org/?view={ID}", f"https://example.org/?view={ID}&embed=true"),
        ("https://example.org/jobs?v=3&a=b%26c", "https://example.org/jobs?v=3&a=b%26c&embed=true"),
        ("/", "/?embed=true"),
    ],
)
def test_a_view_is_embedded_by_its_own_address(address: str, embedded: str):
    assert link.embed_address(address) == embedded


class _Frames(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("title", STRINGS)
def test_whatever_a_view_is_called_its_snippet_is_one_frame_with_that_name(title: str):
    reader = _Frames()
    reader.feed(link.snippet('https://example.org/?a="><script>&embed=true', title))
    [(tag, attributes)] = reader.found
    assert tag == "iframe"
    assert set(attributes) == {"src", "title", "width", "height", "loading", "style"}
    assert parse_qs(urlsplit(attributes["src"] or "").query) == {"a": ['"><script>'], "embed": ["true"]}


def test_a_code_holds_the_link_and_nothing_else_is_in_its_picture():
    address = f"https://example.org/v/{ID}?note=<b>&x=%20"
    drawn = code.svg(address)
    assert drawn is not None
    assert "example" not in drawn
    root = ET.fromstring(drawn)  # noqa: S314 - our own picture
    assert {element.tag.rpartition("}")[2] for element in root.iter()} == {"svg", "g", "path"}
    side = segno.make(address, error="l", micro=False).symbol_size(scale=4, border=4)[0]
    assert root.get("width") == str(side)


def test_a_link_with_too_many_squares_has_no_code():
    assert code.svg("https://example.org/" + "a" * (code.LONGEST - 20)) is not None
    assert code.svg("https://example.org/" + "a" * (code.LONGEST - 19)) is None
