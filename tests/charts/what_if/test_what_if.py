"""The charts of the What if pages, over the curated data."""

import re

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.what_if.analyses.uncertainty import spreads
from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario
from analytics.what_if.engine.timeline import ScenarioPair, laid_over, middle, timeline
from analytics.what_if.handsets.parameters import parameters
from analytics.what_if.handsets.presets import reported_for
from analytics.what_if.pipeline.projections import projections
from charts.kit.chart import Chart
from charts.what_if import cards, lines
from charts.what_if import pipeline as what_if_pipeline
from charts.what_if import words as what_if_words
from charts.what_if.lines import Look
from curation.catalog import read
from presentation.units import Unit

TABLE = parameters()
KNOWN = {parameter.name: parameter for parameter in TABLE}
PRESET = presets()[0]
ANNOUNCED = PRESET.scenario
FASTER = ANNOUNCED.changed(target_units_per_year=4_000_000.0, export_share=0.2, ramp_months=12.0)
REPORTED = reported_for(PRESET)
PIPELINE = presets(model="pipeline")[0]


def look(scenario: Scenario, outcome: str = "units", by: str = "year", **more: object) -> Look:
    return Look(ScenarioPair.of(scenario, ANNOUNCED), by, outcome, **more)


def windows(what: Look) -> pd.DataFrame:
    found = laid_over(what.pair.scenario, what.by, REPORTED)
    return found[found["inside"]]


def units(scenario: Scenario, by: str = "year", **more: object) -> Chart:
    what = look(scenario, "units", by, **more)
    return cards.outcome("what_if_main", what, (TABLE, PRESET), windows(what))


def over(scenario: Scenario, months: int) -> Scenario:
    return Scenario(scenario.start, months, scenario.values, scenario.model)


def traces(chart: Chart, name: str) -> list[dict]:
    return [trace for trace in chart.figure.to_dict()["data"] if trace.get("name") == name]


def words(chart: Chart) -> str:
    return " ".join(
        text for trace in chart.figure.to_dict()["data"] if trace["mode"] == "text" for text in trace["text"]
    )


def reported_marks(chart: Chart) -> list[float]:
    data = chart.figure.to_dict()["data"]
    marks = [t for t in data if t["mode"] == "markers" and t["marker"].get("symbol") == "circle-open"]
    return sorted(float(y) for trace in marks for y in trace["y"])


def test_the_baseline_is_drawn_at_its_2_75_million_handsets_in_every_year():
    line = traces(units(FASTER), "baseline")[0]
    assert line["y"] == pytest.approx([2_750_000.0] * 5)
    assert line["line"]["dash"] == "dash"


def test_the_scenario_is_drawn_over_the_baseline_and_both_say_so():
    chart = units(FASTER)
    names = [trace["name"] for trace in chart.figure.to_dict()["data"] if trace["mode"] == "lines+markers"]
    assert names == ["baseline", "your settings"]
    assert "your settings" in words(chart)
    assert "baseline" in words(chart)


@pytest.mark.parametrize("by", ["year", "fiscal_year", "month"])
@pytest.mark.parametrize("months", [36, 60, 96, 120])
@pytest.mark.parametrize("outcome", [row.name for row in MODELS["handsets"].outcomes])
def test_every_chart_is_one_that_plotly_accepts_and_holds_all_it_draws(outcome: str, months: int, by: str):
    scenario = over(FASTER, months)
    what = Look(
        ScenarioPair.of(scenario, over(ANNOUNCED, months)), by, outcome, spreads=spreads(scenario, ANNOUNCED, TABLE)
    )
    chart = cards.outcome("x", what, (TABLE, PRESET))
    checked = go.Figure(chart.figure.to_dict())  # Plotly's own class refuses what is no figure
    low, high = checked.layout.yaxis.range
    drawn = [y for trace in checked.data for y in trace.y if y is not None]
    assert low <= min(drawn)
    assert max(drawn) <= high
    assert {column.name for column in chart.columns} <= set(chart.table.columns)
    assert re.search(r"\d", chart.alt)
    assert not chart.evidence.empty


@pytest.mark.parametrize("by", ["year", "fiscal_year", "month"])
def test_the_table_holds_exactly_what_the_chart_draws(by: str):
    pinned = ANNOUNCED.changed(ramp_months=24.0)
    chart = units(FASTER, by, pins=(("A", pinned),), spreads=spreads(FASTER, ANNOUNCED, TABLE))
    table = chart.table
    for name, series in (("your settings", "Your settings"), ("baseline", "Baseline"), ("A", "A")):
        drawn: dict[int, float] = {}
        for trace in traces(chart, name):
            drawn |= {i: y for i, y in enumerate(trace["y"]) if y is not None}
        rows = table[table["series"] == series]["rate"].to_list()
        assert [drawn[i] for i in range(len(rows))] == pytest.approx(rows)
    marks = sorted(table[table["series"] == "Reported"]["rate"])
    assert reported_marks(chart) == pytest.approx(marks)


def test_the_bands_lie_around_the_median_and_are_in_the_table():
    chart = units(ANNOUNCED, spreads=spreads(ANNOUNCED, ANNOUNCED, TABLE))
    rows = chart.table[chart.table["series"] == "Your settings"]
    for below, above in zip(cards.BANDS, cards.BANDS[1:], strict=False):
        assert (rows[below] <= rows[above]).all()
    assert sum(trace.get("meta") == "band:units" for trace in chart.figure.to_dict()["data"]) == 2
    assert "not a confidence interval" in chart.note


@pytest.mark.parametrize("values", [{"delay_months": 2.0}, {"target_units_per_year": 15e6}, {"utilisation": 0.0}])
@pytest.mark.parametrize("by", ["year", "month"])
def test_every_label_stands_inside_the_chart(values: dict[str, float], by: str):
    plain = units(ANNOUNCED.changed(**values), by).figure.to_dict()
    low, high = plain["layout"]["yaxis"]["range"]
    assert all(low <= y <= high for trace in plain["data"] if trace["mode"] == "text" for y in trace["y"])


def test_settings_at_the_baseline_have_one_label_because_they_have_one_line():
    said = words(units(ANNOUNCED))
    assert said.count("your settings") == 1
    assert "baseline" not in said


def test_the_letter_of_a_pin_stands_where_its_line_ends_not_at_a_sum_of_part_of_a_year():
    begun = Scenario(ANNOUNCED.start - 5, 60, ANNOUNCED.values, ANNOUNCED.model)
    drawn = lines.figure(look(over(FASTER, 60), pins=(("A", begun),))).to_dict()["data"]
    label = next(trace for trace in drawn if trace["mode"] == "text" and trace["text"] == ["  A"])
    line = next(trace for trace in drawn if trace.get("name") == "A" and "lines" in trace["mode"])
    ends = [y for y in line["y"] if y is not None]
    assert line["y"][-1] is None
    assert label["y"][0] == pytest.approx(ends[-1], rel=0.25)


def test_a_screen_reader_hears_what_was_reported_and_projected():
    what = look(FASTER)
    said = cards.describe(what, lines.reported(windows(what), what.unit))
    assert "Your settings" in said
    assert "Baseline" in said
    assert "Reported: " in said
    assert "2024, 2.35 million handsets" in said
    projected = what_if_pipeline.goals(projections(), pipeline("lasting_jobs"))
    assert f"Projected: {projected[0].label}" in cards.describe(pipeline("lasting_jobs"), goals=projected)


def test_one_line_under_the_chart_says_what_is_drawn_and_nothing_that_is_not():
    plain = cards.legend(look(ANNOUNCED), PRESET)
    assert plain == "The baseline is where you began (“Xiaomi with Air Link, as announced in 2021”)."
    moved = look(FASTER, spreads=spreads(FASTER, ANNOUNCED, TABLE))
    full = cards.legend(moved, PRESET, lines.reported(windows(moved), Unit.named("handsets")))
    assert [part in full for part in ("Grey:", "Open dots:", "Shaded:", "Red:")] == [True, True, True, False]
    undrawn = look(FASTER, spreads=(("pkr_per_usd", KNOWN["pkr_per_usd"].distribution),))
    assert "Shaded:" not in cards.legend(undrawn, PRESET)
    projected = what_if_pipeline.goals(projections(), pipeline("lasting_jobs"))
    assert "Red: published projections" in cards.legend(pipeline("lasting_jobs"), PIPELINE, goals=projected)


def test_the_traces_that_the_live_preview_repaints_are_marked():
    metas = [trace.get("meta") for trace in units(FASTER, "fiscal_year").figure.to_dict()["data"]]
    assert {"live:units", "part:units", "label:units"} <= set(metas)


def test_the_best_reported_year_stands_where_it_was_reported():
    assert 2_350_000.0 in reported_marks(units(ANNOUNCED))


def test_part_of_a_year_is_drawn_at_the_pace_it_makes_over_twelve_months():
    table = units(ANNOUNCED).table
    part = table[(table["series"] == "Reported") & (table["value"] == 1_350_000)].iloc[0]
    assert part["rate"] == pytest.approx(1_350_000 / 11 * 12)


def test_by_month_a_window_is_drawn_at_its_average_month():
    assert pytest.approx(2_350_000 / 12) in reported_marks(units(ANNOUNCED, "month"))


def test_every_reported_window_and_the_promise_have_their_sources():
    evidence = units(ANNOUNCED).evidence
    assert (evidence["source_ids"] != "").all()
    assert set(REPORTED["source_ids"]) <= set(evidence["source_ids"])


def test_half_a_fiscal_year_is_a_faint_mark_off_the_line():
    chart = units(ANNOUNCED, "fiscal_year")
    line, part = traces(chart, "baseline")
    assert (line["y"][0], line["y"][-1]) == (None, None)
    assert [y for y in part["y"] if y is not None] == pytest.approx([1_375_000.0, 1_375_000.0])
    assert "6 of 12 months" in part["text"][0]


def test_jobs_are_a_level_so_half_a_year_stays_on_the_line():
    chart = cards.outcome("x", look(ANNOUNCED, "direct_jobs", "fiscal_year"), (TABLE, PRESET))
    assert traces(chart, "your settings")[0]["y"] == pytest.approx([3000.0] * 6)


def test_a_running_sum_ends_at_the_total_of_all_periods():
    what = look(FASTER, "revenue_usd", cumulative=True)
    found = lines.values(what, FASTER)
    assert found[-1] == pytest.approx(timeline(ScenarioPair.of(FASTER, ANNOUNCED), "year")["revenue_usd"].sum())
    assert lines.comparable(what, FASTER).all()


def test_nothing_made_is_a_line_at_zero_and_no_error():
    assert traces(units(ANNOUNCED.changed(utilisation=0.0)), "your settings")[0]["y"] == [0.0] * 5


def test_a_scenario_is_held_against_a_baseline_of_the_same_start_only():
    later = Scenario(pd.Period("2023-01", "M"), ANNOUNCED.months, ANNOUNCED.values)
    with pytest.raises(ValueError, match="share model and start"):
        ScenarioPair.of(later, ANNOUNCED)


def test_every_outcome_is_in_the_table_of_outcomes_rounded_to_whole_numbers():
    table = cards.everything("x_", look(FASTER), (TABLE, PRESET)).table
    for row in MODELS["handsets"].outcomes:
        assert table[row.name].to_list() == pytest.approx(
            lines.values(look(FASTER, row.name), FASTER).round(0).tolist()
        )


@given(
    st.fixed_dictionaries({p.name: st.sampled_from(range(p.count)).map(p.at) for p in TABLE}),
    st.sampled_from(["year", "fiscal_year", "month"]),
)
def test_foreign_exchange_adds_up_from_its_parts(values: dict[str, float], by: str):
    rows = timeline(ScenarioPair.of(ANNOUNCED.changed(**values), ANNOUNCED), by)
    total = rows["exports_usd"] + rows["imports_replaced_usd"] - rows["component_imports_usd"]
    assert np.allclose(total, rows["net_foreign_exchange_usd"], rtol=1e-9, atol=1e-3)


def test_the_middle_of_a_year_is_the_second_of_july_at_noon_or_the_first_at_midnight():
    years = pd.DataFrame(
        {
            "period_start": pd.to_datetime(["2023-01-01", "2024-01-01"]),
            "period_end": pd.to_datetime(["2023-12-31", "2024-12-31"]),
        }
    )
    assert middle(years).to_list() == [pd.Timestamp("2023-07-02 12:00"), pd.Timestamp("2024-07-02")]


# Settings -------------------------------------------------------------------------------------------------------------


def settings() -> Chart:
    return what_if_words.settings(TABLE, "what_if_")


def test_every_setting_is_listed_with_its_reason_and_in_shown_units():
    table = settings().table.set_index("name")
    assert list(table.index) == [parameter.name for parameter in TABLE]
    assert (table["why"].str.len() > 30).all()
    assert table.loc["local_value_added_start", "start"] == 14.0


def test_every_source_of_a_setting_is_in_its_card_and_a_setting_without_one_says_so():
    chart = settings()
    listed = set(";".join(chart.evidence["source_ids"]).split(";"))
    assert {one for parameter in TABLE for one in parameter.source_ids.split(";") if one} <= listed
    without = chart.table[chart.table["source_ids"] == ""]
    assert set(without["name"]) == {"ramp_months", "annual_growth", "price_trend", "import_replaced_share"}
    assert set(without["basis"]) == {"no source found; neutral value"}


# The pipeline ---------------------------------------------------------------------------------------------------------


def pipeline(outcome: str) -> Look:
    return Look(ScenarioPair.of(PIPELINE.scenario, PIPELINE.scenario), "year", outcome, cumulative=True)


def test_published_projections_stand_at_the_end_of_their_year_on_top_of_what_is_there():
    known = projections(read)
    found = what_if_pipeline.goals(known, pipeline("commissioned_mw"))
    assert found
    for goal in found:
        assert goal.at.month == 12
        assert 0.0 <= goal.low <= goal.high
        assert re.search(r"\d", goal.label)


@pytest.mark.parametrize("outcome", [row.name for row in MODELS["pipeline"].outcomes])
def test_a_mark_stands_at_the_published_figures_less_what_is_there_and_is_never_cut(outcome: str):
    known = projections(read)
    ends = set(known.loc[known["outcome"] == outcome, "add_high"])
    found = what_if_pipeline.goals(known, pipeline(outcome))
    assert {goal.high for goal in found} <= ends
    drawn = lines.figure(pipeline(outcome), goals=found).to_dict()
    assert all(goal.high <= drawn["layout"]["yaxis"]["range"][1] for goal in found)


def test_every_projection_is_in_the_table_beside_what_the_settings_give():
    known = projections(read)
    chart = what_if_pipeline.projected(known, pipeline("lasting_jobs").pair)
    assert len(chart.table) == len(known)
    assert chart.table["gives"].notna().all()
    assert (chart.evidence["source_ids"] != "").all()


def test_projects_without_a_figure_are_named_with_what_is_missing():
    table = what_if_pipeline.left_out(read("projects"), read("sez_progress")).table
    assert not table.empty
    assert table[["name", "sector", "status", "missing"]].notna().all(axis=None)
    assert set(table["missing"]) <= {"cost", "capacity in MW", "area in acres"}
