"""The charts of the What if page, over the curated data."""

import ast
import contextlib
import io
import re
import shlex
from functools import partial

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.what_if.__main__ import main
from analytics.what_if.handset_parameters import parameters
from analytics.what_if.presets import presets
from analytics.what_if.reproduce import command, python
from analytics.what_if.scenario import Scenario, key_figures
from analytics.what_if.timeline import Pair, middle, timeline
from charts import what_if, what_if_words
from charts.chart import Chart
from curation.catalog import read

TABLE = parameters()
PRESET = presets()[0]
ANNOUNCED = PRESET.scenario
FASTER = ANNOUNCED.changed(target_units_per_year=4_000_000.0, export_share=0.2, ramp_months=12.0)
TARGETS, OUTCOMES, BRANDS = read("targets"), read("outcomes"), read("handset_brands")
FRAMES = tuple(read(name) for name in ("targets", "outcomes", "handset_brands", "fx", "prices", "job_ratios"))
CARDS = {
    "revenue": partial(what_if.revenue, *FRAMES),
    "jobs": partial(what_if.jobs, *FRAMES),
    "exchange": partial(what_if.foreign_exchange, *FRAMES),
    "everything": partial(what_if.everything, TARGETS),
}


def units(scenario: Scenario, by: str = "year") -> Chart:
    return what_if.units(TARGETS, OUTCOMES, BRANDS, Pair.of(scenario, ANNOUNCED), by, PRESET.company, PRESET.brand)


def over(scenario: Scenario, months: int) -> Scenario:
    return Scenario(scenario.start, months, scenario.values, scenario.model)


def traces(chart: Chart, name: str) -> list:
    return [trace for trace in chart.figure.data if trace.name == name]


def reported_marks(chart: Chart) -> list[float]:
    marks = [t for t in chart.figure.data if t.mode == "markers" and t.marker.symbol == "circle-open"]
    return sorted(float(y) for trace in marks for y in trace.y)


def test_the_announcement_is_drawn_at_its_2_75_million_handsets_in_every_year():
    line = traces(units(FASTER), "as announced")[0]
    assert list(line.y) == pytest.approx([2_750_000.0] * 5)
    assert line.line.dash == "dash"


def test_the_scenario_is_drawn_over_the_announcement_and_both_say_so():
    chart = units(FASTER)
    names = [trace.name for trace in chart.figure.data if trace.mode == "lines+markers"]
    assert names == ["as announced", "your settings"]
    words = " ".join(text for trace in chart.figure.data if trace.mode == "text" for text in trace.text)
    assert "your settings" in words
    assert "as announced" in words


@pytest.mark.parametrize("values", [{"delay_months": 2.0}, {"target_units_per_year": 15e6}, {"utilisation": 0.0}])
@pytest.mark.parametrize("by", ["year", "month"])
def test_every_label_stands_inside_the_chart(values: dict[str, float], by: str):
    figure = units(ANNOUNCED.changed(**values), by).figure
    low, high = figure.layout.yaxis.range
    assert all(low <= y <= high for trace in figure.data if trace.mode == "text" for y in trace.y)


def test_settings_as_announced_have_one_label_because_they_have_one_line():
    words = [text for trace in units(ANNOUNCED).figure.data if trace.mode == "text" for text in trace.text]
    assert sum("as announced" in text for text in words) == 1
    assert not any("your settings" in text for text in words)


def test_the_best_reported_year_stands_where_it_was_reported_and_is_named():
    chart = units(ANNOUNCED)
    assert 2_350_000.0 in reported_marks(chart)
    assert any("best year 2.35 million" in t for trace in chart.figure.data if trace.mode == "text" for t in trace.text)


def test_part_of_a_year_is_drawn_at_the_pace_it_makes_over_twelve_months():
    table = units(ANNOUNCED).table
    part = table[(table["series"] == "Reported") & (table["units"] == 1_350_000)].iloc[0]
    assert part["rate"] == pytest.approx(1_350_000 / 11 * 12)


def test_by_month_a_window_is_drawn_at_its_average_month():
    assert pytest.approx(2_350_000 / 12) in reported_marks(units(ANNOUNCED, "month"))


def test_reported_windows_outside_the_calendar_are_listed_but_not_drawn():
    chart = units(over(ANNOUNCED, 36))
    reported = chart.table[chart.table["series"] == "Reported"]
    assert len(reported) == 12
    assert len(reported_marks(chart)) == (reported["period_end"] <= "2024-12-31").sum() == 4
    assert reported["error_pct"].notna().sum() == 4


def test_the_table_says_how_far_the_settings_are_from_what_was_reported():
    table = units(ANNOUNCED).table
    row = table[table["units"] == 2_350_000].iloc[0]
    assert row["projected_units"] == pytest.approx(2_750_000)
    assert row["error_pct"] == pytest.approx(100 * (2.75 / 2.35 - 1))


def test_every_reported_window_and_the_promise_have_their_sources():
    evidence = units(ANNOUNCED).evidence
    assert (evidence["source_ids"] != "").all()
    assert evidence["published"].tolist()[0] == "2.5–3 million"
    assert len(evidence) == 13


def test_half_a_fiscal_year_is_a_faint_mark_off_the_line():
    chart = units(ANNOUNCED, "fiscal_year")
    line, part = traces(chart, "as announced")[0], next(t for t in chart.figure.data if t.opacity == 0.45)
    assert np.isnan([line.y[0], line.y[-1]]).all()
    assert list(part.y) == pytest.approx([1_375_000.0, 1_375_000.0])
    assert all("6 of 12 months" in words[1] for words in part.customdata)


def test_jobs_are_a_level_so_half_a_year_stays_on_the_line():
    chart = what_if.jobs(*FRAMES, Pair.of(ANNOUNCED, ANNOUNCED), "fiscal_year")
    assert list(traces(chart, "your settings")[0].y) == pytest.approx([3000.0] * 6)


def test_hovering_revenue_tells_rupees_and_hovering_jobs_tells_payroll():
    pair = Pair.of(ANNOUNCED, ANNOUNCED)
    revenue, jobs = what_if.revenue(*FRAMES, pair, "year"), what_if.jobs(*FRAMES, pair, "year")
    assert "rupees" in traces(revenue, "your settings")[0].customdata[0][1]
    assert "payroll $4.5 million" in traces(jobs, "your settings")[0].customdata[0][1]


@given(
    st.fixed_dictionaries({p.name: st.sampled_from(range(p.count)).map(p.at) for p in TABLE}),
    st.sampled_from(["year", "fiscal_year", "month"]),
)
def test_the_bars_of_foreign_exchange_add_up_to_its_line(values: dict[str, float], by: str):
    rows = timeline(Pair.of(ANNOUNCED.changed(**values), ANNOUNCED), by)
    total = rows["exports_usd"] + rows["imports_replaced_usd"] - rows["component_imports_usd"]
    assert np.allclose(total, rows["net_foreign_exchange_usd"], rtol=1e-9, atol=1e-3)


@pytest.mark.parametrize("by", ["year", "fiscal_year", "month"])
@pytest.mark.parametrize("months", [36, 60, 120])
@pytest.mark.parametrize("name", CARDS)
def test_every_card_draws_every_calendar(name: str, months: int, by: str):
    chart = CARDS[name](Pair.of(over(FASTER, months), ANNOUNCED), by)
    assert {column.name for column in chart.columns} <= set(chart.table.columns)
    assert chart.table["months"].sum() == months
    assert re.search(r"\d", chart.alt)
    assert not chart.evidence.empty


def test_nothing_made_is_a_line_at_zero_and_no_error():
    idle = ANNOUNCED.changed(utilisation=0.0)
    assert list(traces(units(idle), "your settings")[0].y) == [0.0] * 5
    assert what_if.foreign_exchange(*FRAMES, Pair.of(idle, ANNOUNCED), "year").figure is not None


def test_a_scenario_is_held_against_a_baseline_of_the_same_start_only():
    later = Scenario(pd.Period("2023-01", "M"), ANNOUNCED.months, ANNOUNCED.values)
    with pytest.raises(ValueError, match="share model and start"):
        Pair.of(later, ANNOUNCED)


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
    return what_if_words.settings(TARGETS, OUTCOMES, BRANDS, read("fx"), read("prices"), read("job_ratios"))


def test_every_setting_is_listed_with_its_reason_and_in_shown_units():
    table = settings().table.set_index("name")
    assert list(table.index) == [parameter.name for parameter in TABLE]
    assert (table["why"].str.len() > 30).all()
    assert table.loc["local_value_added_start", "start"] == 14.0


def test_every_source_of_a_setting_is_in_its_card_and_a_setting_without_one_says_so():
    chart = settings()
    listed = set(";".join(chart.evidence["source_ids"]).split(";"))
    assert {one for parameter in TABLE for one in parameter.source_ids.split(";")} <= listed
    without = chart.table[chart.table["source_ids"] == ""]
    assert set(without["name"]) == {"ramp_months", "annual_growth", "price_trend", "import_replaced_share"}
    assert set(without["basis"]) == {"no source found; neutral value"}


# Reproducing ----------------------------------------------------------------------------------------------------------

SCENARIOS = (ANNOUNCED, FASTER, over(FASTER, 120), ANNOUNCED.changed(revenue_per_unit=TABLE[7].at(17)))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=["announced", "faster", "longer", "awkward step"])
def test_the_command_prints_the_figures_of_the_scenario(scenario: Scenario, capsys: pytest.CaptureFixture[str]):
    words = shlex.split(command(scenario, PRESET))
    assert words[:3] == ["python", "-m", "analytics.what_if"]
    assert main(words[3:]) == 0
    lines = capsys.readouterr().out.splitlines()
    expected = [f"{row.label}: {row.value:,.0f} {row.unit}" for row in key_figures(scenario).itertuples()]
    assert lines == expected


@pytest.mark.parametrize("scenario", SCENARIOS, ids=["announced", "faster", "longer", "awkward step"])
def test_the_lines_of_python_print_the_figures_of_the_scenario(scenario: Scenario):
    lines = python(scenario, PRESET)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(lines, {})  # noqa: S102 - the lines a reader is told to run
    expected = key_figures(scenario).set_index("figure")["value"].to_dict()
    assert ast.literal_eval(printed.getvalue()) == expected
