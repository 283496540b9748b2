"""The pipeline page as a reader drives it."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.scenario import figures
from presentation.numbers import money
from tests.ui.app import open_page
from ui.what_if import levers

PRESETS = presets(model="pipeline")


def _settled(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app.run()


def _traces(app: AppTest, chart: str) -> list[dict]:
    found = [plot.proto for plot in app.get("plotly_chart") if plot.proto.id.endswith(f"-plot_what_if_{chart}")]
    return json.loads(found[0].spec)["data"]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_opens_with_the_figures_of_its_scenario(preset):
    app = open_page("pipeline", {"corridor_preset": preset.name})
    assert not app.exception
    expected = figures(preset.scenario)
    assert app.metric[0].value == money(expected["investment_usd_2030"])
    assert {metric.delta for metric in app.metric} == {"as the baseline"}


def test_every_parameter_has_one_slider_whose_address_begins_with_the_corridors_own_name():
    app = open_page("pipeline")
    keys = {slider.key for slider in (*app.slider, *app.select_slider)}
    assert keys == {f"corridor_{parameter.name}" for parameter in levers.tables("pipeline").table}


def test_building_everything_planned_adds_investment_power_and_jobs():
    app = open_page("pipeline")
    before = [metric.value for metric in app.metric]
    app.slider(key="corridor_share_energy_planned").set_value(100)
    _settled(app)
    after = [metric.value for metric in app.metric]
    assert all(one != other for one, other in zip(before, after, strict=True))
    assert all(metric.delta.startswith("+") for metric in app.metric)


def test_published_projections_are_drawn_as_marks_to_beat():
    marks = [
        trace
        for trace in _traces(open_page("pipeline"), "main")
        if trace.get("marker", {}).get("symbol") == "line-ew-open"
    ]
    assert marks
    assert all("by 2030" in trace["customdata"][0] for trace in marks)


@pytest.mark.parametrize("analysis", ["short", "drivers", "goal", "bridge", "compare", "record", "reproduce"])
def test_every_analysis_opens(analysis: str):
    app = open_page("pipeline", {"corridor_explain": analysis, "corridor_cost_overrun": "20"})
    assert not app.exception
    assert not app.warning


def test_projects_without_a_figure_are_named_on_the_page():
    app = open_page("pipeline")
    heads = [head.value for head in app.subheader]
    assert "Projects that add nothing for want of a figure" in heads


def test_a_setting_of_the_handset_page_does_not_leak_into_this_one():
    app = open_page("what_if", {"delay_months": "12"})
    app.switch_page("pages/pipeline.py").run()
    assert not app.exception
    assert app.slider(key="corridor_delay_months").value == 0
