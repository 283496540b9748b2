"""The app in Streamlit's own test runner: open a page, read its parameters, list what it shows."""

import json
import runpy
from collections.abc import Mapping
from functools import cache
from unittest import mock

from streamlit.testing.v1 import AppTest

from paths import ROOT
from views.address.parameters import PageParameters

# Pages that show curated data: each has charts, and names a dataset that it cannot read.
WITH_DATA = ("overview", "investment", "jobs", "handsets", "it", "promises", "what_if", "pipeline", "data")
PAGES = (*WITH_DATA, "gallery")

Query = Mapping[str, str | list[str]]


class _OpenedError(Exception):
    """Ends a page script as soon as it has said what its parameters are."""


def open_page(page: str, query: Query | None = None) -> AppTest:
    """The page as a reader finds it who follows a link with this query."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.switch_page(f"pages/{page}.py")
    for name, given in (query or {}).items():
        at.query_params[name] = given
    return at.run()


@cache
def parameters(page: str) -> PageParameters:
    """The `PageParameters` that the page script hands to its frame; nothing after that line runs."""
    found: list[PageParameters] = []

    def take(_title: str, given: PageParameters, *_more: object, **_options: object) -> None:
        found.append(given)
        raise _OpenedError

    with mock.patch("ui.frame.open_page", take):
        try:
            runpy.run_path(str(ROOT / "pages" / f"{page}.py"))
        except _OpenedError:
            return found[0]
    raise AssertionError(f"pages/{page}.py does not open a page")


def notices(at: AppTest) -> list[str]:
    """The texts of the notices about the address."""
    return [warning.value for warning in at.warning if warning.proto.title.startswith("Part of this link")]


def texts(at: AppTest) -> list[str]:
    """Every text on the page that is read as Markdown."""
    kinds = (at.markdown, at.caption, at.title, at.header, at.subheader, at.warning, at.info, at.error)
    return [str(element.value) for kind in kinds for element in kind]


def figures(at: AppTest) -> list[tuple[str, dict[str, object]]]:
    """The charts on the page: alternative text and Plotly specification."""
    return [(chart.proto.alt, json.loads(chart.proto.spec)) for chart in at.get("plotly_chart")]
