"""Links of every version of the address still open: read by the codec, and in the app.

`links/v1.json` and `v2.json` were written by the pages of those versions, in their own names and words. The plain ones
are what a browser's address bar held; the explicit ones say every setting, their version and their edition.
"""

import json
from typing import Any
from urllib.parse import parse_qs

import pytest

import paths
from tests.ui.app import PAGES, notices, open_page
from tests.views.pages import settings_for
from views.address.pins import Pin
from views.address.view import RESERVED, SCHEMA, opened, parse

FOLDER = paths.ROOT / "tests" / "views" / "links"
VERSIONS = range(1, SCHEMA + 1)
LINKS: dict[int, list[dict[str, Any]]] = {
    version: json.loads((FOLDER / f"v{version}.json").read_text()) for version in VERSIONS
}
EVERY = [(version, link) for version in VERSIONS for link in LINKS[version]]


def query_of(link: dict[str, Any]) -> dict[str, list[str]]:
    """What the link says after its question mark."""
    return parse_qs(link["query"], keep_blank_values=True, strict_parsing=True)


def as_json(value: object) -> object:
    """A value as the files hold it."""
    if isinstance(value, Pin):
        return value.written()
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize(
    ("version", "link"), EVERY, ids=[f"v{version}-{link['page']}-{link['what']}" for version, link in EVERY]
)
def test_a_link_of_any_version_opens_as_it_was_meant(version: int, link: dict[str, Any]) -> None:
    page, query = link["page"], query_of(link)
    known = settings_for(page, opened(page, query).query)
    found = parse(page, query, known)
    assert found.reading.repairs == ()
    assert {name: as_json(found.view.values[name]) for name in link["values"]} == link["values"]
    explicit = "v" in query
    assert found.schema_given == (version if explicit else None)
    # Nothing that the link said is lost, and an explicit link leaves no setting to be guessed.
    assert {name for name, given in opened(page, query).query.items() if given} <= set(link["values"])
    if explicit and version == SCHEMA:
        assert set(known.by_name) == set(link["values"])


@pytest.mark.parametrize("version", VERSIONS)
def test_every_page_of_a_version_has_plain_and_explicit_links(version: int) -> None:
    # The first edition had no pipeline; what the gallery lists differs from server to server.
    pages = set(PAGES) - {"gallery"} - ({"pipeline"} if version == 1 else set())
    for kind in ("plain", "explicit"):
        assert {link["page"] for link in LINKS[version] if link["what"].startswith(kind)} == pages
    assert all(("v" in query_of(link)) == link["what"].startswith("explicit") for link in LINKS[version])


CHOSEN = {1: "explicit, every setting moved", 2: "plain, every setting moved", 3: "explicit, every setting moved"}


@pytest.mark.parametrize("page", ["what_if", "handsets"])
@pytest.mark.parametrize("version", VERSIONS)
def test_the_app_opens_it_with_every_widget_where_the_link_has_it(version: int, page: str) -> None:
    link = next(one for one in LINKS[version] if (one["page"], one["what"]) == (page, CHOSEN[version]))
    app = open_page(page, query_of(link))
    assert not app.exception
    assert notices(app) == []
    held = {}
    for name in link["values"]:
        widget = app.get_by_key(name) if name in app.session_state else None
        held[name] = as_json(widget.value) if widget is not None else None
    drawn = {name: value for name, value in held.items() if value is not None}
    assert drawn == {name: link["values"][name] for name in drawn}
    assert {name for name in link["values"] if name.endswith(("_years", "_by", "_months", "per_year"))} <= set(drawn)
    # What the app itself adds to an address is out of it again; older names are gone from it.
    assert not set(app.query_params) & (RESERVED | {"months", "grain"})
