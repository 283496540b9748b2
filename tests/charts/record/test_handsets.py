"""What the Handsets figures draw is what their tables hold."""

import pandas as pd
import pytest

from charts.record import handsets, makers
from curation.catalog import read

SUPPLY = ("handset_supply_annual", "handset_supply_monthly", "handset_supply", "reconciliation")


@pytest.fixture(scope="module")
def frames() -> list[pd.DataFrame]:
    return [read(name) for name in SUPPLY]


@pytest.mark.parametrize("grain", ["year", "month"])
def test_the_line_draws_the_tables_figures_and_leaves_gaps_open(frames, grain):
    chart = handsets.made_and_imported(*frames, read("handset_policy"), grain, 2016, 2026)
    made = chart.table[chart.table["measure"] == "local"].set_index("start")["units"]
    line = next(trace for trace in chart.figure.data if trace.name == "made here")
    stands = pd.DatetimeIndex(line.x)
    within = stands.to_period("Y" if grain == "year" else "M").start_time
    assert (stands > within).all(), "a figure stands within its period, so that dated steps stand truly beside it"
    drawn = pd.Series(line.y, index=within)
    known = made.dropna().astype(drawn.dtype)
    pd.testing.assert_series_equal(drawn.dropna(), known, check_names=False, check_freq=False)
    imported = next(trace for trace in chart.figure.data if trace.name == "imported")
    if grain == "year":
        assert pd.isna(imported.y[1]), "no import figure is published for 2017"


@pytest.mark.parametrize("grain", ["year", "month"])
def test_policy_steps_stand_on_the_time_axis_and_in_the_table(frames, grain):
    policy = read("handset_policy")
    chart = handsets.made_and_imported(*frames, policy, grain, 2021, 2024)
    steps = next(trace for trace in chart.figure.data if trace.yaxis == "y2")
    listed = makers.policy_steps(policy, 2021, 2024).table
    assert list(pd.DatetimeIndex(steps.x)) == list(listed["date"])
    assert len(listed) > 10
    begin, end = pd.DatetimeIndex(chart.figure.layout.xaxis.range)
    assert begin <= listed["date"].min() <= listed["date"].max() <= end


def test_steps_long_before_the_first_month_known_are_left_to_the_table(frames):
    policy = read("handset_policy")
    chart = handsets.made_and_imported(*frames, policy, "month", 2016, 2026)
    steps = next(trace for trace in chart.figure.data if trace.yaxis == "y2")
    assert pd.DatetimeIndex(steps.x).min() > pd.Timestamp(2020, 6, 1) > policy["date"].min()


def test_ranges_of_two_measures_stand_side_by_side(frames):
    chart = handsets.phone_kinds(*frames, "month", 2021, 2026)
    first, second = (trace for trace in chart.figure.data if trace.type == "bar")
    assert first.offset + first.width <= second.offset


def test_statements_set_aside_are_in_the_evidence_with_why(frames):
    chart = handsets.made_and_imported(*frames, read("handset_policy"), "year", 2016, 2026)
    aside = chart.evidence[chart.evidence["set_aside"] != ""]
    assert {"12,500,000 handsets", "31,350,000 handsets"} <= set(aside["published"])


def test_the_description_names_measure_period_extremes_and_last_value(frames):
    alt = handsets.made_and_imported(*frames, read("handset_policy"), "year", 2016, 2026).alt
    for words in ("Handsets made and imported", "2016", "31.4 million in 2024", "30.2 million in 2025"):
        assert words in alt


def test_years_without_figures_give_an_empty_table_and_no_figure(frames):
    chart = handsets.made_and_imported(*frames, read("handset_policy"), "month", 2016, 2017)
    assert chart.table.empty
    assert chart.figure is None


def test_every_print_of_an_import_value_is_in_the_evidence():
    chart = handsets.import_value(read("handset_import_value"), "year", 2010, 2026)
    fy2012 = chart.evidence[chart.evidence["figure"].str.contains("Jul 2011")]
    assert len(fy2012) == 2
    assert (fy2012["set_aside"] == "an earlier print").sum() == 1


def test_a_brand_keeps_its_colour_whatever_years_are_shown():
    brands = read("handset_brands")
    colours = [
        {t.name: t.line.color for t in makers.brands(brands, first, 2025).figure.data if t.name and t.line.color}
        for first in (2020, 2024)
    ]
    assert all(colours[0].get(name, colour) == colour for name, colour in colours[1].items())


def test_measures_are_named_in_words_and_their_codes_stand_last(frames):
    chart = handsets.made_and_imported(*frames, read("handset_policy"), "year", 2016, 2026)
    assert [column.name for column in chart.columns][1::5] == ["measure_name", "measure"]
    assert set(chart.table["measure_name"]) == {"made here", "imported"}


def test_kinds_of_devices_are_named_in_words():
    chart = makers.network_mix(read("network_mix"), 2010, 2026)
    assert "kind_name" in [column.name for column in chart.columns]
    assert "2G only" in set(chart.table["kind_name"])
