"""The What if page as a reader drives it."""

import json
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import paths
from analytics.what_if.cli.reproduce import command, python
from analytics.what_if.engine.preset import Preset
from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.scenario import Scenario, key_figures
from analytics.what_if.handsets.parameters import parameters
from curation import catalog
from tests.ui.app import open_page
from ui.shell import data
from ui.what_if import levers
from ui.what_if.levers import Lever
from views.address.parameters import PageParameters

APP = str(paths.ROOT / "app.py")
LEVERS = tuple(Lever.of(parameter) for parameter in parameters())
PAGE = PageParameters(tuple(lever.control for lever in LEVERS))
ANNOUNCED = presets()[0].scenario
SETTINGS_REST_ON = ("targets", "outcomes", "handset_brands", "fx", "prices", "job_ratios")


def _opened(address: Mapping[str, str] | None = None) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.switch_page("pages/what_if.py")
    for name, given_text in (address or {}).items():
        app.query_params[name] = given_text
    return app.run()


def _settled(app: AppTest) -> AppTest:
    """The whole page again: after a slider's release the tree holds only the fragments that show it."""
    app.run()
    assert not app.exception
    return app.run()


def _answer(app: AppTest) -> str:
    return str(app.main.container(key="answer").markdown[0].value).replace("\\", "")


def _at(app: AppTest, lever: Lever) -> float:
    name = lever.parameter.name
    widget = app.select_slider(key=name) if lever.positions else app.slider(key=name)
    return float(widget.value)


def _figure(app: AppTest, chart: str) -> dict[str, Any]:
    """The plain form of a chart."""
    found = [plot.proto for plot in app.get("plotly_chart") if plot.proto.id.endswith(f"-plot_what_if_{chart}")]
    return json.loads(found[0].spec)


def _figures(app: AppTest) -> list[str]:
    return [metric.value for metric in app.metric]


@pytest.fixture(scope="module")
def announced() -> AppTest:
    return _opened()


def test_the_page_opens_on_the_announcement_beside_the_best_year_reported(announced: AppTest):
    assert not announced.exception
    assert "2.75 million handsets a year are made at full rate, and sold for $450 million" in _answer(announced)
    assert "in 2024, the best twelve months reported, it was 2.35 million" in _answer(announced)
    assert _figures(announced) == ["13.75 million", "$2.25 billion", "3,000", "$315 million"]
    assert {metric.delta for metric in announced.metric} == {"as the baseline"}


def test_every_parameter_of_the_model_has_one_slider_at_its_start(announced: AppTest):
    assert {slider.key for slider in (*announced.slider, *announced.select_slider)} == {
        lever.parameter.name for lever in LEVERS
    }
    for lever in LEVERS:
        assert _at(announced, lever) == lever.control.default


def test_only_sliders_and_options_of_the_address_remember_anything(announced: AppTest):
    """A second memory of the settings, such as a chosen preset, lags behind quick moves and would undo them."""
    assert {group.key for group in announced.button_group} == {"what_if_months", "what_if_by", "what_if_explain"}


def test_a_link_with_every_setting_opens_with_every_setting():
    wanted = {lever.parameter.name: lever.parameter.at(lever.parameter.count // 3) for lever in LEVERS}
    shown = {lever.parameter.name: lever.shown(wanted[lever.parameter.name]) for lever in LEVERS}
    app = _opened({name: texts[0] for name, texts in PAGE.write(shown).items()} | {"what_if_months": "10 years"})
    assert not app.exception
    assert not app.warning
    assert {lever.parameter.name: _at(app, lever) for lever in LEVERS} == shown
    expected = key_figures(Scenario.of(ANNOUNCED.start, 120, wanted)).set_index("figure")["value"]
    assert expected["direct_jobs_end"] == pytest.approx(float(app.metric[2].value.replace(",", "")), rel=0.01)


def test_moving_a_slider_moves_the_answer_the_figures_and_their_distance_from_the_announcement():
    app = _opened()
    app.slider(key="target_units_per_year").set_value(5_500_000)
    _settled(app)
    assert "5.5 million handsets" in _answer(app)
    assert _figures(app) == ["27.5 million", "$4.5 billion", "6,000", "$630 million"]
    assert app.metric[1].delta == "+$2.25 billion (+100\N{NO-BREAK SPACE}%)"


def test_a_setting_out_of_range_is_brought_in_and_named():
    app = _opened({"ramp_months": "100"})
    assert not app.exception
    assert app.slider(key="ramp_months").value == 48
    assert any("Ramp" in warning.value for warning in app.warning)


def test_a_preset_moves_the_sliders_and_reset_brings_one_or_all_back():
    app = _opened({"export_share": "30"})
    app.selectbox(key="begin_with").set_value("xiaomi-airlink-as-it-opened")
    _settled(app)
    assert app.slider(key="delay_months").value == 2
    assert app.slider(key="export_share").value == 0
    app.slider(key="export_share").set_value(40)
    _settled(app)
    app.slider(key="delay_months").set_value(6)
    _settled(app)
    app.button(key="reset_delay_months").click()
    _settled(app)
    assert (app.slider(key="delay_months").value, app.slider(key="export_share").value) == (2, 40)
    app.button(key="reset_levers").click()
    _settled(app)
    assert (app.slider(key="delay_months").value, app.slider(key="export_share").value) == (2, 0)
    assert {metric.delta for metric in app.metric} == {"as the baseline"}


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.name)
def test_a_link_to_a_preset_opens_it_with_its_own_values_and_nothing_else_in_the_address(preset: Preset):
    app = _opened({"what_if_preset": preset.name})
    assert not app.exception
    places = levers.tables("handsets").positions(preset.scenario)
    assert {lever.name: _at(app, lever) for lever in LEVERS} == places
    assert not app.warning
    assert {metric.delta for metric in app.metric} == {"as the baseline"}


def test_the_preset_chosen_from_the_list_is_in_the_address_written_by_the_server_so_that_the_browser_can_go_back():
    app = _opened({"target_units_per_year": "4000000"})
    app.selectbox(key="begin_with").set_value("vivo-2021")
    _settled(app)
    assert "vivo, its plant of 2021 at capacity" in app.query_params["what_if_preset"]
    assert "target_units_per_year" not in app.query_params
    assert not app.selectbox(key="begin_with").proto.query_param_key
    app.selectbox(key="begin_with").set_value("xiaomi-airlink-2021")
    _settled(app)
    assert "what_if_preset" not in app.query_params


def test_the_first_view_says_how_likely_the_promise_is_and_how_the_record_went():
    app = _opened()
    said = " ".join(str(text.value) for text in app.markdown).replace("\\", "")
    assert re.search(r"About 1 in \d+ draws bring revenue in 2024 to \$450 million or more", said)
    assert "Against 2 years reported in full" in said


def test_key_figures_that_add_up_say_over_how_long():
    assert [metric.label for metric in _opened({"what_if_months": "3 years"}).metric] == [
        "Handsets made in 3 years", "Revenue in 3 years", "Direct jobs after 3 years", "Net foreign exchange in 3 years"
    ]  # fmt: skip


def test_undo_and_redo_walk_through_every_state_the_settings_came_to_rest_in():
    app = _opened()
    for value in (3_000_000, 4_000_000):
        app.slider(key="target_units_per_year").set_value(value)
        _settled(app)
    seen = []
    for button in ("undo", "undo", "redo", "undo", "undo"):
        app.button(key=button).click()
        _settled(app)
        seen.append(app.slider(key="target_units_per_year").value)
    assert seen == [3_000_000, 2_750_000, 3_000_000, 2_750_000, 2_750_000]
    assert "Nothing to undo." in {toast.value for toast in app.toast} or not app.toast


def test_a_number_typed_between_two_positions_goes_to_the_nearest_and_says_so():
    app = _opened()
    app.number_input(key="exact_target_units_per_year_2750000").set_value(5_012_345).run()
    assert not app.exception
    assert app.slider(key="target_units_per_year").value == 5_000_000
    assert any("5,012,345 lies between" in caption.value.replace("\\", "") for caption in app.caption)


def test_a_pinned_scenario_travels_in_the_address_and_is_drawn_beside_the_present_one():
    app = _opened({"target_units_per_year": "4000000"})
    app.button(key="pin").click()
    _settled(app)
    pin = app.query_params["what_if_pin_a"]
    assert pin in ("xiaomi-airlink-2021~60~target_units_per_year~4000000", [pin[0]])
    recipient = _opened({"what_if_pin_a": "xiaomi-airlink-2021~60~target_units_per_year~4000000"})
    drawn = [trace.get("name") for trace in _figure(recipient, "main")["data"]]
    assert "A" in drawn
    assert _at(recipient, next(lever for lever in LEVERS if lever.name == "target_units_per_year")) == 2_750_000


PINNED = "xiaomi-airlink-2021~36~export_share~20~target_units_per_year~4000000"


def test_a_pinned_scenario_says_what_it_is_and_opens_with_all_its_settings():
    app = _opened({"what_if_pin_a": PINNED, "what_if_preset": "vivo-2021"})
    said = [" ".join(caption.value.replace("\\", "").split()) for caption in app.caption]
    assert said[1] == (
        "**A** Xiaomi with Air Link, as announced in 2021; 3 years; share exported 20 %; "
        "target 4 million handsets a year"
    )
    app.button(key="open_A").click()
    _settled(app)
    assert app.slider(key="target_units_per_year").value == 4_000_000
    assert app.slider(key="export_share").value == 20
    assert app.selectbox(key="begin_with").value == "xiaomi-airlink-2021"
    assert app.metric[0].label == "Handsets made in 3 years"


def test_a_pinned_scenario_that_is_removed_leaves_charts_and_address():
    app = _opened({"what_if_pin_a": PINNED})
    app.button(key="remove_A").click()
    _settled(app)
    assert "what_if_pin_a" not in app.query_params
    assert "A" not in [trace.get("name") for trace in _figure(app, "main")["data"]]


def test_an_emptied_number_changes_nothing_and_comes_back():
    app = _opened({"target_units_per_year": "4000000"})
    app.number_input(key="exact_target_units_per_year_4000000").set_value(None).run()
    assert not app.exception
    _settled(app)
    assert app.slider(key="target_units_per_year").value == 4_000_000
    assert app.number_input(key="exact_target_units_per_year_4000000").value == 4_000_000


@pytest.mark.parametrize("pin", ["nonsense", "xiaomi-airlink-2021", "xiaomi-airlink-2021~60~price", "~~~~", "x" * 2000])
def test_a_pin_that_cannot_be_read_is_named_and_left_out(pin: str):
    app = _opened({"what_if_pin_a": pin})
    assert not app.exception
    assert any("Pinned scenario A" in warning.value for warning in app.warning)


def test_bands_are_drawn_when_they_are_switched_on_and_not_before():
    metas = [
        {trace.get("meta", "") for trace in _figure(_opened(address), "main")["data"]}
        for address in ({}, {"what_if_bands": "true"})
    ]
    assert ["band:units" in found for found in metas] == [False, True]


def test_a_contradiction_of_the_record_is_said_and_one_click_mends_it():
    app = _opened({"target_units_per_year": "9000000"})
    assert any("2.7 million" in caption.value.replace("\\", "") for caption in app.caption)
    app.button(key="fix_above_capacity").click()
    _settled(app)
    assert app.slider(key="target_units_per_year").value == 2_700_000
    assert not any("able to make" in caption.value for caption in app.caption)


ANALYSES = ("short", "drivers", "goal", "bridge", "compare", "record", "reproduce")


@pytest.mark.parametrize("analysis", ANALYSES)
@pytest.mark.parametrize("preset", ["xiaomi-airlink-2021", "industry-2026-33", "vivo-2021"])
def test_every_analysis_opens_for_every_kind_of_preset(analysis: str, preset: str):
    app = _opened({"what_if_explain": analysis, "what_if_preset": preset, "ramp_months": "12"})
    assert not app.exception
    assert not app.warning


def test_the_price_that_would_have_brought_the_promised_revenue_is_found_and_can_be_set():
    app = _opened({"what_if_explain": "goal", "target_units_per_year": "2350000", "what_if_goal": "450000000"})
    said = " ".join(str(text.value) for text in app.markdown).replace("\\", "")
    assert "would have to be $191" in said
    assert "of 2,048 draws" in said
    app.button(key="apply_goal").click()
    _settled(app)
    assert app.select_slider(key="revenue_per_unit").value == pytest.approx(191.49, abs=0.5)


def test_a_goal_that_a_setting_cannot_move_says_which_can():
    app = _opened({"what_if_explain": "goal", "what_if_about": "direct_jobs", "what_if_change": "pkr_per_usd"})
    said = " ".join(str(text.value) for text in app.markdown).replace("\\", "")
    assert "does not change direct jobs" in said
    assert "What does, most first:" in said


def test_the_record_is_told_year_by_year():
    app = _opened({"what_if_explain": "record"})
    said = " ".join(str(text.value) for text in app.markdown).replace("\\", "")
    assert "In 2024 your settings give 2.75 million handsets, 17" in said


def test_a_period_beyond_the_horizon_is_a_sentence():
    app = _opened({"what_if_explain": "drivers", "what_if_in": "2030"})
    assert not app.exception
    assert any("longer horizon" in info.value for info in app.info)


def test_a_sliders_reset_is_there_only_when_there_is_something_to_reset():
    app = _opened({"annual_growth": "5"})
    assert not app.button(key="reset_annual_growth").disabled
    assert app.button(key="reset_ramp_months").disabled


def test_the_page_says_how_to_reproduce_what_it_shows():
    app = _opened({"annual_growth": "5", "what_if_months": "3 years", "what_if_explain": "reproduce"})
    line, lines = (code.value for code in app.code[-2:])
    scenario = ANNOUNCED.changed(annual_growth=0.05)
    scenario = Scenario(scenario.start, 36, scenario.values)
    assert (line, lines) == (command(scenario, presets()[0]), python(scenario, presets()[0]))


@pytest.mark.parametrize("dataset", SETTINGS_REST_ON)
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
    assert [title.value for title in app.title] == ["What if: making handsets"]
    assert app.query_params["ramp_months"] == "6"


def test_a_figure_gone_from_the_data_is_named_and_not_guessed(monkeypatch: pytest.MonkeyPatch):
    def without_target(name: str) -> pd.DataFrame:
        rows = catalog.read(name)
        return rows[rows["target_id"] != "xiaomi-2021-units"] if name == "targets" else rows

    monkeypatch.setattr(levers, "load", without_target)
    data._once.clear()
    with pytest.raises(catalog.DatasetUnavailable, match="xiaomi-2021-units") as gone:
        levers.tables("handsets")
    assert gone.value.name == "targets"


def test_a_link_with_another_chart_has_its_title_and_unit_at_once():
    at = open_page("what_if", {"what_if_chart_1": "direct_jobs", "what_if_chart_2": "units"})
    titles = [header.value for header in at.header]
    assert "Direct jobs" in titles
    assert titles.index("Direct jobs") < titles.index("Handsets made")
    assert "Revenue" not in titles
