"""Draws, bands and chances: what is drawn, from what, and that the figures are those of the draws."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.what_if.analyses.uncertainty import (
    N,
    Spreads,
    draws,
    fans,
    law,
    probability,
    reading,
    spreads,
)
from analytics.what_if.engine.measure import Measure, evaluate
from analytics.what_if.engine.parameters import Distribution
from analytics.what_if.engine.periods import By, aggregate, periods
from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.scenario import Scenario
from analytics.what_if.engine.timeline import ScenarioPair, timeline
from analytics.what_if.handsets.model import OUTCOMES, simulate
from analytics.what_if.handsets.parameters import parameters
from tests.analytics.what_if.tidy import bands

TABLE = parameters()
ROWS = {parameter.name: parameter for parameter in TABLE}
START = presets()[0].scenario
DRAWN = spreads(START, START, TABLE)
NAMES = [outcome.name for outcome in OUTCOMES]
REVENUE_2024 = Measure("revenue_usd", "in", "2024")
TARGET: Spreads = (("target_units_per_year", Distribution("triangular", 2.5e6, 2.75e6, 3.0e6)),)


def names(drawn: Spreads) -> list[str]:
    return [name for name, _ in drawn]


def test_from_the_start_every_parameter_with_a_spread_is_drawn_and_no_other():
    assert names(DRAWN) == [p.name for p in TABLE if p.distribution.low < p.distribution.high]
    assert all(spread == ROWS[name].distribution for name, spread in DRAWN)
    assert not {p.name for p in TABLE if p.distribution.kind == "fixed"} & set(names(DRAWN))


@pytest.mark.parametrize("name", names(DRAWN))
def test_a_parameter_that_the_reader_moved_is_held_and_drawn_again_when_put_back(name: str):
    start = ROWS[name].position(START.mapping()[name])
    moved = START.changed(**{name: ROWS[name].at(start + 1 if start + 1 < ROWS[name].count else start - 1)})
    assert names(spreads(moved, START, TABLE)) == [each for each in names(DRAWN) if each != name]
    assert spreads(moved.changed(**{name: START.mapping()[name]}), START, TABLE) == DRAWN


def test_a_value_rounded_by_an_address_counts_as_left_alone():
    assert spreads(START.changed(revenue_per_unit=163.6363636364), START, TABLE) == DRAWN


def test_a_preset_that_starts_elsewhere_holds_the_parameter_unless_it_brings_a_spread_of_its_own():
    late = START.changed(delay_months=2.0, target_units_per_year=6e6)
    held = {"delay_months", "target_units_per_year"}
    assert names(spreads(late, late, TABLE)) == [each for each in names(DRAWN) if each not in held]
    own: Spreads = (("target_units_per_year", Distribution("uniform", 5e6, 6e6, 7e6)),)
    drawn = dict(spreads(late, late, TABLE, own))
    assert drawn["target_units_per_year"] == own[0][1]
    assert "delay_months" not in drawn
    assert "target_units_per_year" not in dict(spreads(late.changed(target_units_per_year=5e6), late, TABLE, own))


def test_a_preset_may_hold_what_is_drawn_elsewhere():
    fixed: Spreads = (("utilisation", Distribution("fixed", 1.0, 1.0, 1.0)),)
    point: Spreads = (("utilisation", Distribution("triangular", 1.0, 1.0, 1.0)),)
    for own in (fixed, point):
        assert names(spreads(START, START, TABLE, own)) == [each for each in names(DRAWN) if each != "utilisation"]


def test_a_preset_between_two_steps_is_drawn_where_its_slider_stands():
    between = START.changed(target_units_per_year=2_812_345.0)
    own: Spreads = (("target_units_per_year", Distribution("triangular", 2.6e6, 2_812_345.0, 3e6)),)
    snapped = between.changed(target_units_per_year=ROWS["target_units_per_year"].snap(2_812_345.0))
    assert snapped != between
    assert spreads(snapped, between, TABLE, own) == spreads(between, between, TABLE, own)
    assert "target_units_per_year" in names(spreads(snapped, between, TABLE, own))


@given(st.floats(-100, 100), st.floats(1e-3, 100), st.floats(0, 1), st.sampled_from(["triangular", "uniform"]))
def test_every_draw_lies_within_its_range(low: float, width: float, peak: float, kind: str):
    spread = Distribution(kind, low, low + peak * width, low + width)
    values = draws((("a", spread),), 64)["a"]
    assert values.shape == (64, 1)
    assert ((values >= spread.low) & (values <= spread.high)).all()


@pytest.mark.parametrize("mode", [10.0, 12.0, 16.0, 20.0])
def test_triangular_draws_have_the_mean_and_variance_of_a_triangle_whatever_its_peak(mode: float):
    values = draws((("a", Distribution("triangular", 10.0, mode, 20.0)),))["a"]
    assert values.mean() == pytest.approx((10 + mode + 20) / 3, rel=1e-4)
    variance = (10**2 + mode**2 + 20**2 - 10 * mode - 10 * 20 - mode * 20) / 18
    assert values.var() == pytest.approx(variance, rel=1e-3)


def test_draws_fill_every_stretch_of_a_range_as_often_as_they_should():
    values = draws((("a", Distribution("uniform", 0.0, 1.0, 8.0)),), 1024)["a"]
    np.testing.assert_array_equal(np.histogram(values, bins=256, range=(0.0, 8.0))[0], np.full(256, 4))


def test_parameters_are_drawn_independently():
    values = np.hstack(list(draws(DRAWN).values()))
    together = np.corrcoef(values, rowvar=False)
    assert np.abs(together - np.eye(len(DRAWN))).max() < 0.01


def test_the_same_settings_are_drawn_the_same_and_another_seed_is_not():
    one, two = draws(DRAWN), draws(DRAWN)
    assert list(one) == names(DRAWN)
    assert all(np.array_equal(one[name], two[name]) for name in one)
    assert not np.array_equal(one["utilisation"], draws(DRAWN, seed=7)["utilisation"])
    with pytest.raises(ValueError, match="read-only"):
        one["utilisation"][0] = 0.5


@pytest.mark.parametrize("n", [0, -4, 1000, 2047])
def test_a_number_of_draws_that_is_no_power_of_two_is_refused(n: int):
    with pytest.raises(ValueError, match=f"{n} draws; give a power of two"):
        draws(DRAWN, n)


def test_a_single_value_has_no_law():
    for spread in (Distribution("fixed", 1.0, 1.0, 1.0), Distribution("uniform", 2.0, 2.0, 2.0)):
        with pytest.raises(ValueError, match="single value"):
            law(spread)


@pytest.mark.parametrize("by", ["month", "year", "fiscal_year"])
@pytest.mark.parametrize("cumulative", [False, True])
def test_bands_are_the_percentiles_of_the_draws_in_every_period(by: By, cumulative: bool):
    scenario = replace(START, start=pd.Period("2022-03", "M"), months=31)
    table = bands(scenario, DRAWN, by, tuple(NAMES), 512, cumulative=cumulative)
    spans = periods(scenario.start, scenario.months, by)
    outcomes = simulate(scenario.mapping() | draws(DRAWN, 512), scenario.months)
    assert len(table) == len(spans) * len(NAMES)
    for row in OUTCOMES:
        values = aggregate(outcomes[row.name], row.kind, spans)
        if cumulative and row.kind == "flow":
            values = values.cumsum(axis=1)
        found = table.loc[table["outcome"] == row.name, ["low90", "low50", "median", "high50", "high90"]]
        expected = np.percentile(values, [5, 25, 50, 75, 95], axis=0).T
        np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-6, err_msg=row.name)


def test_bands_stand_on_the_calendar_of_the_timeline():
    calendar = ["period", "period_start", "period_end", "middle", "months", "complete"]
    table = bands(START, DRAWN, "fiscal_year", ("units", "direct_jobs"), 64)
    for outcome, found in fans(START, DRAWN, "fiscal_year", ("units", "direct_jobs"), 64).items():
        assert {name: row.tolist() for name, row in found.items()} == table.loc[
            table["outcome"] == outcome, list(found)
        ].to_dict("list")
    whole = timeline(ScenarioPair.of(START, START), "fiscal_year")[calendar]
    for name in ("units", "direct_jobs"):
        part = table.loc[table["outcome"] == name, calendar].reset_index(drop=True)
        pd.testing.assert_frame_equal(part, whole)
    assert list(table) == [*calendar, "outcome", "low90", "low50", "median", "high50", "high90"]


def test_without_spreads_every_band_closes_on_the_scenario():
    table = bands(START, (), "year", ("revenue_usd", "direct_jobs"))
    own = timeline(ScenarioPair.of(START, START), "year")
    for name in ("revenue_usd", "direct_jobs"):
        part = table[table["outcome"] == name]
        for column in ("low90", "low50", "median", "high50", "high90"):
            assert part[column].to_list() == pytest.approx(own[name].to_list(), rel=1e-14)


def test_an_outcome_that_nothing_drawn_matters_to_has_no_band():
    rupee = tuple(pair for pair in DRAWN if pair[0] == "pkr_per_usd")
    table = bands(START, rupee, "year", ("units", "revenue_pkr")).set_index("outcome")
    assert (table.loc["units", "low90"] == table.loc["units", "high90"]).all()
    assert (table.loc["revenue_pkr", "low90"] < table.loc["revenue_pkr", "high90"]).all()


def test_an_unknown_outcome_is_refused():
    with pytest.raises(KeyError, match=r"unknown outcomes \['tablets'\]; allowed"):
        bands(START, DRAWN, "year", ("units", "tablets"))


@settings(max_examples=20)
@given(st.floats(2.4e6, 3.1e6))
def test_the_chance_to_reach_a_volume_is_that_of_the_triangle_it_is_drawn_from(goal: float):
    found = probability(START, TARGET, Measure("units", "in", "2024"), goal)
    assert found == pytest.approx(law(TARGET[0][1]).sf(goal), abs=2e-3)


def test_readings_are_the_percentiles_and_agree_with_the_chances():
    found = reading(START, DRAWN, REVENUE_2024)
    values = evaluate(START, REVENUE_2024, draws(DRAWN))
    assert [found.low90, found.low50, found.median, found.high50, found.high90] == pytest.approx(
        np.percentile(values, [5, 25, 50, 75, 95]), rel=1e-12
    )
    for level, share in ((found.low90, 0.95), (found.low50, 0.75), (found.median, 0.5), (found.high90, 0.05)):
        assert probability(START, DRAWN, REVENUE_2024, level) == pytest.approx(share, abs=1 / N)


def test_a_higher_target_is_never_likelier():
    chances = [probability(START, DRAWN, REVENUE_2024, at_least) for at_least in np.linspace(2e8, 6e8, 41)]
    assert (np.diff(chances) <= 0).all()
    assert (chances[0], chances[-1]) == (1.0, 0.0)


def test_how_likely_the_announced_revenue_was_lies_between_never_and_always():
    assert 0.0 < probability(START, DRAWN, REVENUE_2024, 450e6) < 0.5


def test_without_spreads_a_target_is_reached_or_not_and_rounding_does_not_decide():
    assert probability(START, (), REVENUE_2024, 450e6) == 1.0
    assert probability(START, (), REVENUE_2024, 450e6 * (1 + 1e-6)) == 0.0


def test_draws_are_the_same_after_a_scenario_changes_elsewhere():
    more: Scenario = START.changed(import_price_premium=0.1)
    assert spreads(more, START, TABLE) == DRAWN
    one, two = (reading(scenario, DRAWN, REVENUE_2024) for scenario in (START, more))
    assert one == two
