"""The What if page as a reader drives it."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from analytics.what_if.handset_parameters import parameters
from analytics.what_if.presets import presets
from analytics.what_if.scenario import Scenario, key_figures
from curation import catalog
from ui import levers
from ui.levers import Lever, Rounded
from views.parameters import PageParameters

APP = str(Path(__file__).resolve().parents[2] / "app.py")
LEVERS = tuple(Lever.of(parameter) for parameter in parameters())
PAGE = PageParameters(tuple(lever.control for lever in LEVERS))
ANNOUNCED = presets()[0].scenario
named = partial(pytest.mark.parametrize, "lever", LEVERS, ids=lambda lever: lever.parameter.name)


def _opened(address: Mapping[str, str] | None = None) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.switch_page("pages/what_if.py")
    for name, given_text in (address or {}).items():
        app.query_params[name] = given_text
    return app.run()


def _answer(app: AppTest) -> str:
    return str(app.main.container(key="answer").markdown[0].value).replace("\\", "")


def _at(app: AppTest, lever: Lever) -> float:
    name = lever.parameter.name
    widget = app.select_slider(key=name) if lever.positions else app.slider(key=name)
    return float(widget.value)


def _figures(app: AppTest) -> list[str]:
    return [metric.value for metric in app.metric]


# From the model's table to the address and back -----------------------------------------------------------------------


@named()
def test_every_position_of_a_slider_is_the_same_one_in_the_address_and_in_the_model(lever: Lever):
    for value in lever.parameter.grid():
        shown = lever.shown(float(value))
        text = lever.control.write(shown)
        assert lever.control.read(text) == (shown, None)
        assert lever.meant(shown) == value


@named()
def test_what_the_browser_writes_is_never_mistaken_for_a_value_between_two_positions(lever: Lever):
    control = lever.control
    if lever.positions:
        texts = [control.write(value)[0] for value in lever.positions]
    else:
        count = lever.parameter.count
        texts = [str(control.low + position * control.step) for position in range(count)]
    assert [control.read([text])[1] for text in texts] == [None] * len(texts)


@named()
def test_a_slider_starts_at_the_models_default_and_covers_its_range(lever: Lever):
    assert lever.meant(lever.control.default) == lever.parameter.default
    assert lever.meant(lever.control.low) == lever.parameter.low
    assert lever.meant(lever.control.high) == lever.parameter.high


@named()
def test_an_address_says_a_value_in_at_most_eight_characters(lever: Lever):
    texts = [lever.control.write(lever.shown(float(value)))[0] for value in lever.parameter.grid()]
    assert max(map(len, texts)) <= 8
    assert len(set(texts)) == lever.parameter.count


def test_a_value_between_two_listed_positions_is_moved_to_the_nearest_and_said():
    control = next(lever.control for lever in LEVERS if lever.parameter.name == "revenue_per_unit")
    value, repair = control.read(["164"])
    assert value == 163.64
    assert repair is not None
    assert (repair.reason, repair.used) == ("off_step", "163.64")


@given(st.integers(0, 400), st.integers(1, 60), st.integers(2, 9))
def test_rounded_positions_at_both_ends_are_allowed_although_rounding_leaves_the_range(low: int, count: int, part: int):
    step = 10 / (part * 1.1)
    number = Rounded("x", "X", low + 1 / 3, low + 1 / 3 + count * step, step, low + 1 / 3, "", 2)
    for value in number.positions:
        assert number.read(number.write(value)) == (value, None)
    assert len(set(number.positions)) == count + 1


def test_the_settings_are_made_anew_when_one_of_the_datasets_they_rest_on_changes():
    seen: set[str] = set()

    def read(name: str) -> pd.DataFrame:
        seen.add(name)
        return catalog.read(name)

    presets(read)
    assert seen == set(levers.READS)


@named()
def test_a_slider_tells_its_unit_its_ends_its_start_and_who_said_so(lever: Lever):
    words = lever.guidance.replace("\\", "")
    assert lever.parameter.unit in lever.control.label
    for said in (lever.parameter.low_means, lever.parameter.default_means, lever.parameter.high_means):
        assert said in words
    assert ("Sources: " in words) == bool(lever.parameter.source_ids)


# On the page ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def announced() -> AppTest:
    return _opened()


def test_the_page_opens_on_the_announcement_beside_the_best_year_reported(announced: AppTest):
    assert not announced.exception
    assert "2.75 million Xiaomi handsets a year at full rate, and sells them for $450 million" in _answer(announced)
    assert "in 2024, the best twelve months reported, it made 2.35 million" in _answer(announced)
    assert _figures(announced) == ["13.75 million", "$2.25 billion", "3,000", "$315 million"]
    assert {metric.delta for metric in announced.metric} == {"as announced"}


def test_every_parameter_of_the_model_has_one_slider_at_its_start(announced: AppTest):
    assert {slider.key for slider in (*announced.slider, *announced.select_slider)} == {
        lever.parameter.name for lever in LEVERS
    }
    for lever in LEVERS:
        assert _at(announced, lever) == lever.control.default


def test_only_sliders_and_options_of_the_address_remember_anything(announced: AppTest):
    """A second memory of the settings, such as a chosen preset, lags behind quick moves and would undo them."""
    assert {group.key for group in announced.button_group} == {"months", "what_if_by"}


def test_a_link_with_every_setting_opens_with_every_setting():
    wanted = {lever.parameter.name: lever.parameter.at(lever.parameter.count // 3) for lever in LEVERS}
    shown = {lever.parameter.name: lever.shown(wanted[lever.parameter.name]) for lever in LEVERS}
    app = _opened({name: texts[0] for name, texts in PAGE.write(shown).items()} | {"months": "10 years"})
    assert not app.exception
    assert not app.warning
    assert {lever.parameter.name: _at(app, lever) for lever in LEVERS} == shown
    expected = key_figures(Scenario.of(ANNOUNCED.start, 120, wanted)).set_index("figure")["value"]
    assert expected["direct_jobs_end"] == pytest.approx(float(app.metric[2].value.replace(",", "")), rel=0.01)


def test_moving_a_slider_moves_the_answer_the_figures_and_their_distance_from_the_announcement():
    app = _opened()
    app.slider(key="target_units_per_year").set_value(5_500_000).run()
    assert not app.exception
    assert "5.5 million Xiaomi handsets" in _answer(app)
    assert _figures(app) == ["27.5 million", "$4.5 billion", "6,000", "$630 million"]
    assert app.metric[1].delta == "+$2.25 billion (+100\N{NO-BREAK SPACE}%)"


def test_a_setting_out_of_range_is_brought_in_and_named():
    app = _opened({"ramp_months": "100"})
    assert not app.exception
    assert app.slider(key="ramp_months").value == 48
    assert any("Ramp" in warning.value for warning in app.warning)


def test_a_preset_moves_the_sliders_and_reset_brings_one_or_all_back():
    app = _opened({"export_share": "30"})
    app.button(key="preset_xiaomi-airlink-as-it-opened").click().run()
    assert app.slider(key="delay_months").value == 2
    assert app.slider(key="export_share").value == 0
    app.slider(key="export_share").set_value(40).run()
    app.button(key="reset_delay_months").click().run()
    assert (app.slider(key="delay_months").value, app.slider(key="export_share").value) == (0, 40)
    app.button(key="reset_levers").click().run()
    assert app.slider(key="export_share").value == 0
    assert not app.exception
    assert {metric.delta for metric in app.metric} == {"as announced"}


def test_a_sliders_reset_is_there_only_when_there_is_something_to_reset():
    app = _opened({"annual_growth": "5"})
    assert not app.button(key="reset_annual_growth").disabled
    assert app.button(key="reset_ramp_months").disabled


def test_the_page_says_how_to_reproduce_what_it_shows():
    app = _opened({"annual_growth": "5", "months": "3 years"})
    line, lines = (code.value for code in app.code[-2:])
    assert line == (
        "python -m analytics.what_if handsets --preset xiaomi-airlink-2021 --months 36 --set annual_growth=0.05"
    )
    assert "'annual_growth': 0.05" in lines


@pytest.mark.parametrize("dataset", levers.READS)
def test_without_a_dataset_the_page_names_it_and_shows_no_sliders(
    dataset: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for file in catalog.DATA.iterdir():
        if file.is_file() and file.name != f"{dataset}.parquet":
            (tmp_path / file.name).symlink_to(file)
    monkeypatch.setattr(catalog, "DATA", tmp_path)
    monkeypatch.setattr(catalog, "read", partial(catalog.read, directory=tmp_path))
    app = _opened({"ramp_months": "6"})
    assert not app.exception
    assert any(dataset in warning.value.replace("\\", "") for warning in app.warning)
    assert not app.slider
    assert [title.value for title in app.title] == ["What if"]
    assert app.query_params["ramp_months"] == "6"


def test_a_figure_gone_from_the_data_is_named_and_not_guessed(monkeypatch: pytest.MonkeyPatch):
    def without_target(name: str) -> pd.DataFrame:
        rows = catalog.read(name)
        return rows[rows["target_id"] != "xiaomi-2021-units"] if name == "targets" else rows

    monkeypatch.setattr(levers, "load", without_target)
    levers._board.clear()
    with pytest.raises(catalog.DatasetUnavailable, match="xiaomi-2021-units") as gone:
        levers.board()
    assert gone.value.name == "targets"
