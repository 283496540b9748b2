"""What this project leans on inside other libraries is still there. `docs/upgrading.md` says where and why."""

import importlib.util
import inspect
import re
import tomllib
from pathlib import Path

import plotly.io
import psycopg
import pytest
from streamlit import config, file_util
from streamlit.testing.v1 import AppTest

from charts.kit.plain import Plain
from tests.test_documents import ROOT
from web.front_end.bundle import first_files
from web.front_end.shell import shell

STATIC = Path(file_util.get_static_dir())
ASSETS = [path for path in sorted((ROOT / "ui").rglob("*")) if path.suffix in {".css", ".js"}]
# Names in Plotly's drawing and on its element, as our styles and scripts speak of them.
_PLOTLY = re.compile(
    r"\b(?:_fullLayout|_fullData|_modeBar|_context|_size|calcdata|c2p|toImageButtonOptions|relayout|redraw|toImage)\b"
    r"|(?<=[.\"'`])(?:js-plotly-plot|main-svg|svg-container|modebar-container|plotly-notifier|scatterlayer|cartesianlayer"
    r"|js-line|textpoint|points)\b"
)
_STREAMLIT = re.compile(
    r"data-testid\^?=\"(st\w+)\"|\.(st[A-Z]\w+)|(data-test-script-state)|\[(data-stale)|\"(Download as CSV)"
)


def marks(pattern: re.Pattern[str]) -> set[str]:
    """What our styles and scripts name of somebody else's."""
    found = (match for path in ASSETS for match in pattern.finditer(path.read_text()))
    return {next((group for group in match.groups() if group), match.group()) for match in found}


def bundle(name: str) -> str:
    """The scripts of Streamlit's front end whose names begin so."""
    return "\n".join(path.read_text(encoding="utf-8") for path in STATIC.glob(f"static/js/{name}*.js"))


def test_the_page_about_upgrading_names_every_mark_and_every_private_name() -> None:
    page = (ROOT / "docs" / "upgrading.md").read_text()
    rooms = ("analytics", "charts", "curation", "pages", "ui", "views", "web")
    lines = [line for room in rooms for path in (ROOT / room).rglob("*.py") for line in path.read_text().splitlines()]
    private = {name for line in lines if "noqa: SLF001" in line for name in re.findall(r"\.(_\w+)", line)}
    assert {name for name in marks(_STREAMLIT) | marks(_PLOTLY) | private if f"`{name}`" not in page} == set()


def test_streamlits_front_end_has_every_mark_that_styles_and_scripts_name() -> None:
    named, scripts = marks(_STREAMLIT), bundle("")
    assert {"stApp", "stSlider", "stMetricValue", "data-test-script-state", "data-stale"} <= named
    assert {mark for mark in named if mark not in scripts} == set()


def test_plotly_has_every_mark_that_styles_and_scripts_name() -> None:
    named, scripts = marks(_PLOTLY), bundle("PlotlyChart")
    assert {"_fullLayout", "calcdata", "scatterlayer", "main-svg"} <= named
    assert {mark for mark in named if mark not in scripts} == set()
    assert "window.Plotly=" in scripts


def test_streamlits_light_theme_draws_words_of_charts_in_the_grey_that_is_made_darker() -> None:
    assert "rgb(128, 132, 149)" in (ROOT / "ui" / "assets" / "style.css").read_text()
    assert "#808495" in bundle("")


def test_streamlits_list_of_files_names_the_page_and_the_chart() -> None:
    named, later = first_files(STATIC)
    assert named
    assert any("PlotlyChart" in name for name in later)
    assert all((STATIC / name).is_file() for name in (*named, *later))


def test_streamlits_page_has_every_place_that_is_written_into() -> None:
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    for part in ('<html lang="', "<title>", 'rel="service-desc"', "<noscript>", "<meta charset"):
        assert part in page
    written = shell(STATIC, ["static/js/x.js"])
    assert 'rel="service-desc"' not in written
    assert '<link rel="modulepreload" crossorigin href="./static/js/x.js">' in written


def test_streamlits_font_of_icons_is_one_file() -> None:
    assert len(list(STATIC.glob("static/media/MaterialSymbols-Rounded*.woff2"))) == 1


def test_streamlit_knows_every_setting_that_is_shipped() -> None:
    shipped = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    allowed = set(config.get_config_options())
    assert _options(shipped) - allowed == set()


def _options(table: dict[str, object], before: str = "") -> set[str]:
    names: set[str] = set()
    for name, value in table.items():
        names |= _options(value, f"{before}{name}.") if isinstance(value, dict) else {before + name}
    return names


def test_a_plain_figure_reaches_the_browser_as_it_is() -> None:
    def page() -> None:
        import streamlit as st  # noqa: PLC0415 - the script of a page stands alone

        from charts.kit.plain import Plain  # noqa: PLC0415

        st.plotly_chart(Plain({"data": [{"type": "scatter", "y": [1.5, 2.5]}], "layout": {"height": 123}}))

    app = AppTest.from_function(page).run()
    assert not app.exception
    sent = app.get("plotly_chart")[0].proto.spec
    assert '"y":[1.5,2.5]' in sent
    assert '"height":123' in sent
    plain = {"data": [{"type": "scatter", "y": [1, 2]}], "layout": {}}
    assert plotly.io.from_json(plotly.io.to_json(Plain(plain), validate=False)).to_dict()["data"] == plain["data"]


def test_psycopg_waits_for_answers_in_the_place_that_is_timed() -> None:
    assert list(inspect.signature(psycopg.Connection.wait).parameters) == ["self", "gen", "interval", "timeout"]


@pytest.mark.parametrize("name", ["manimgx_fonts", "manimgx_fonts_cjk"])
def test_the_packages_of_fonts_hold_fonts(name: str) -> None:
    found = importlib.util.find_spec(name)
    places = [Path(place) for place in (found.submodule_search_locations if found else None) or ()]
    assert [font for place in places for font in place.rglob("*") if font.suffix in {".ttf", ".otf", ".ttc"}]
