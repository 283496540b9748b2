"""What was reported later: windows laid over a projection, how far off each year was, the years together."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.what_if.engine.backtest import accuracy, accuracy_over, backtest, by_year, covered, reported
from analytics.what_if.engine.measure import Measure, evaluate
from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.scenario import Scenario, run
from analytics.what_if.handsets.model import OUTCOMES
from curation import catalog
from tests.analytics.what_if.tidy import by_period

ANNOUNCED = presets()[0].scenario
WINDOWS = reported("select-technologies", "Xiaomi")


def years(scenario: Scenario, windows: pd.DataFrame = WINDOWS) -> pd.DataFrame:
    return by_year(scenario.start, run(scenario), windows)


def test_reported_handsets_hold_whole_years_and_part_years_apart():
    windows = WINDOWS.set_index(["period_start", "period_end"])
    calendar = windows.loc[(pd.Timestamp("2024-01-01"), pd.Timestamp("2024-12-31"))]
    fiscal = windows.loc[(pd.Timestamp("2024-07-01"), pd.Timestamp("2025-06-30"))]
    part = windows.loc[(pd.Timestamp("2025-01-01"), pd.Timestamp("2025-11-30"))]
    assert (calendar["units"], calendar["full_year"], calendar["superseded"]) == (2_350_000, True, False)
    assert (fiscal["units"], fiscal["full_year"]) == (2_000_000, True)
    assert (part["units"], part["full_year"], part["superseded"]) == (1_350_000, False, False)
    assert windows.index.is_unique, "a window curated in two datasets is one row"


def test_years_without_a_published_figure_stay_absent():
    windows = WINDOWS
    assert not (windows["period_end"] < pd.Timestamp("2023-01-01")).any()
    assert reported("nobody", "Nothing").empty


def test_the_backtest_says_how_far_off_the_announcement_was():
    table = backtest(ANNOUNCED.start, run(ANNOUNCED), WINDOWS)
    row = table[table["period_end"] == pd.Timestamp("2024-12-31")].iloc[0]
    assert row["projected_units"] == pytest.approx(2_750_000)
    assert row["error_units"] == pytest.approx(400_000)
    assert row["error_pct"] == pytest.approx(100 * 400 / 2350)
    part = table[table["period_end"] == pd.Timestamp("2025-11-30")].iloc[0]
    assert part["projected_units"] == pytest.approx(2_750_000 * 11 / 12)


def test_the_backtest_adds_the_months_of_the_window_and_no_others():
    growing = ANNOUNCED.changed(annual_growth=0.3, ramp_months=20.0)
    outcomes = run(growing)
    table = backtest(growing.start, outcomes, WINDOWS).set_index(["period_start", "period_end"])
    by_month = by_period(outcomes, OUTCOMES, growing.start, "month")
    units = by_month[by_month["outcome"] == "units"]
    for (first, last), projected in table["projected_units"].items():
        inside = (units["period_start"] >= first) & (units["period_end"] <= last)
        assert projected == pytest.approx(units.loc[inside, "value"].sum(), rel=1e-12)


def test_a_window_that_the_scenario_does_not_cover_has_no_projection():
    short = Scenario.of(ANNOUNCED.start, 36, ANNOUNCED.mapping())
    table = backtest(short.start, run(short), WINDOWS)
    covered = table["period_end"] <= pd.Timestamp("2024-12-31")
    assert covered.any()
    assert table.loc[covered, "error_pct"].notna().all()
    assert table.loc[~covered, ["projected_units", "error_units", "error_pct"]].isna().all(axis=None)


def test_a_backtest_takes_one_scenario():
    two = {name: np.repeat(values, 2, axis=0) for name, values in run(ANNOUNCED).items()}
    with pytest.raises(ValueError, match="2 scenarios"):
        backtest(ANNOUNCED.start, two, WINDOWS)


def test_the_announcement_was_a_sixth_above_2024_and_more_than_a_third_above_the_fiscal_year_after():
    table = years(ANNOUNCED).set_index("year")
    assert table.index.to_list() == ["2024", "FY2025"]
    assert table["reported"].to_list() == [2_350_000, 2_000_000]
    assert table["projected"].to_list() == pytest.approx([2_750_000, 2_750_000])
    assert table["error"].to_list() == pytest.approx([400_000, 750_000])
    assert table["error_pct"].to_list() == pytest.approx([100 * 400 / 2350, 37.5])


def test_the_years_together_say_how_large_the_error_was_and_in_which_direction():
    found = accuracy(years(ANNOUNCED))
    assert (found.years, found.over, found.under) == (2, 2, 0)
    assert found.bias_pct == found.mean_absolute_pct == pytest.approx((100 * 400 / 2350 + 37.5) / 2)
    lower = accuracy(years(ANNOUNCED.changed(utilisation=0.8)))
    assert (lower.over, lower.under) == (1, 1)
    assert lower.bias_pct == pytest.approx((100 * (2200 / 2350 - 1) + 10) / 2)
    assert lower.mean_absolute_pct == pytest.approx((100 * (1 - 2200 / 2350) + 10) / 2)
    assert set(found.source_ids.split(";")) <= set(catalog.read("sources")["source_id"])


@given(st.floats(0, 1.2), st.floats(-0.2, 0.5), st.integers(1, 80))
def test_a_year_is_compared_with_the_same_months_of_the_scenario_or_not_at_all(
    utilisation: float, growth: float, months: int
):
    values = ANNOUNCED.changed(utilisation=utilisation, annual_growth=growth).mapping()
    scenario = Scenario.of(ANNOUNCED.start, months, values)
    last = (scenario.start + months - 1).end_time
    for row in years(scenario).itertuples():
        if row.period_end <= last:
            assert row.projected == pytest.approx(evaluate(scenario, Measure("units", "in", row.year))[0], rel=1e-12)
            assert row.error == row.projected - row.reported
        else:
            assert math.isnan(row.projected)
            assert math.isnan(row.error_pct)


def test_years_that_the_scenario_does_not_cover_stay_listed_and_out_of_the_summary():
    table = years(ANNOUNCED, reported("vivo", "vivo")).set_index("year")
    assert table["reported"].notna().all()
    assert math.isnan(table.loc["2021", "projected"])
    assert accuracy(table.reset_index()).years == len(table) - 1


def test_without_a_full_year_nothing_is_compared_and_nothing_fails():
    table = years(ANNOUNCED, reported("nobody", "Nothing"))
    assert table.empty
    found = accuracy(table)
    assert (found.years, found.over, found.under, found.source_ids) == (0, 0, 0, "")
    assert math.isnan(found.mean_absolute_pct)
    assert math.isnan(found.bias_pct)


def test_part_years_are_left_to_the_backtest_by_window():
    windows = backtest(ANNOUNCED.start, run(ANNOUNCED), WINDOWS)
    assert len(years(ANNOUNCED)) == windows["full_year"].sum() < len(windows)


def test_twelve_other_months_are_named_by_their_ends():
    window = WINDOWS[WINDOWS["full_year"]].head(1)
    odd = window.assign(period_start=pd.Timestamp("2023-04-01"), period_end=pd.Timestamp("2024-03-31"))
    assert years(ANNOUNCED, odd)["year"].to_list() == ["2023-04/2024-03"]


def test_a_year_by_year_backtest_takes_one_scenario():
    two = {name: values.repeat(2, axis=0) for name, values in run(ANNOUNCED).items()}
    with pytest.raises(ValueError, match="2 scenarios"):
        by_year(ANNOUNCED.start, two, WINDOWS)


@given(st.integers(0, 5), st.integers(6, 120))
def test_the_quick_accuracy_is_that_of_the_table_of_years(quarter: int, months: int):
    start = pd.Period("2022-01", "M") + 3 * quarter
    outcomes = run(Scenario.of(start, months, ANNOUNCED.mapping()))
    slow = accuracy(by_year(start, outcomes, WINDOWS))
    quick = accuracy_over(outcomes["units"][0], covered(start, months, WINDOWS))
    assert (quick.years, quick.over, quick.under, quick.source_ids) == (
        slow.years, slow.over, slow.under, slow.source_ids,
    )  # fmt: skip
    if slow.years:
        assert (quick.mean_absolute_pct, quick.bias_pct) == pytest.approx((slow.mean_absolute_pct, slow.bias_pct))
