"""One number read off every scenario of a run: over periods, up to them, and as key figures."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.what_if.engine.measure import (
    CHUNK,
    Measure,
    NoSuchPeriod,
    evaluate,
    length_of,
    of_outcome,
    period_of,
    runs,
)
from analytics.what_if.engine.periods import By, periods
from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.scenario import Scenario, key_figures, run
from analytics.what_if.handsets.model import OUTCOMES
from analytics.what_if.handsets.parameters import parameters
from tests.analytics.what_if.tidy import by_period

TABLE = {parameter.name: parameter for parameter in parameters()}
ANNOUNCED = presets()[0].scenario
NAMES = [outcome.name for outcome in OUTCOMES]
KINDS = {outcome.name: outcome.kind for outcome in OUTCOMES}
SCENARIOS = st.builds(
    lambda later, months, delay, ramp: Scenario.of(
        pd.Period("2019-01", "M") + later,
        months,
        ANNOUNCED.mapping() | {"delay_months": delay, "ramp_months": ramp, "annual_growth": 0.1},
    ),
    st.integers(0, 60),
    st.integers(1, 60),
    st.floats(0, 36),
    st.floats(0, 48),
)


@settings(max_examples=25)
@given(SCENARIOS, st.sampled_from(["month", "year", "fiscal_year"]), st.sampled_from(NAMES))
def test_a_measure_in_a_period_is_that_period_of_the_table(scenario: Scenario, by: By, name: str):
    table = by_period(run(scenario), OUTCOMES, scenario.start, by)
    table = table[table["outcome"] == name]
    found = [evaluate(scenario, Measure(name, "in", period))[0] for period in table["period"]]
    assert found == pytest.approx(table["value"].to_list(), rel=1e-12, abs=1e-9)


@settings(max_examples=25)
@given(SCENARIOS, st.sampled_from(["month", "year", "fiscal_year"]), st.sampled_from(NAMES))
def test_a_flow_until_a_period_is_all_before_it_and_a_stock_is_that_of_its_last_month(
    scenario: Scenario, by: By, name: str
):
    table = by_period(run(scenario), OUTCOMES, scenario.start, by)
    labels = table.loc[table["outcome"] == name, "period"]
    found = [evaluate(scenario, Measure(name, "until", label))[0] for label in labels]
    last = [period_of(scenario, label).last for label in labels]
    monthly = run(scenario)[name][0]
    expected = monthly.cumsum() if KINDS[name] == "flow" else monthly
    size = np.abs(monthly).sum()
    assert found == pytest.approx([expected[end - 1] for end in last], rel=1e-12, abs=1e-12 * size)


@settings(max_examples=25)
@given(SCENARIOS, st.sampled_from(["in", "until"]), st.sampled_from(NAMES))
def test_a_measure_of_a_run_that_is_there_is_what_a_run_for_it_gives(scenario: Scenario, window: str, name: str):
    found = run(scenario)
    for span in periods(scenario.start, scenario.months, "year"):
        measure = Measure(name, window, span.label)
        assert of_outcome(scenario, measure, found).tolist() == evaluate(scenario, measure).tolist()


def test_the_sum_of_every_month_of_a_flow_is_its_total():
    table = key_figures(ANNOUNCED).set_index("figure")["value"]
    until = Measure("revenue_usd", "until", "2026")
    months = [evaluate(ANNOUNCED, Measure("revenue_usd", "in", f"2024-{month:02d}"))[0] for month in range(1, 13)]
    assert sum(months) == pytest.approx(evaluate(ANNOUNCED, Measure("revenue_usd", "in", "2024"))[0], rel=1e-14)
    assert evaluate(ANNOUNCED, until)[0] == pytest.approx(table["revenue_usd_total"], rel=1e-14)


def test_a_key_figure_is_read_as_the_page_shows_it():
    table = key_figures(ANNOUNCED).set_index("figure")["value"]
    found = {name: evaluate(ANNOUNCED, Measure(name, "figure"))[0] for name in table.index}
    assert found == pytest.approx(table.to_dict(), rel=1e-15)
    assert found["units_per_year_full_rate"] == 2_750_000
    assert found["revenue_usd_per_year_full_rate"] == pytest.approx(450e6, rel=1e-15)


@pytest.mark.parametrize(
    "measure",
    [
        Measure("revenue_usd", "in", "2024"),
        Measure("net_foreign_exchange_usd", "until", "FY2025"),
        Measure("direct_jobs", "in", "2022-03"),
        Measure("direct_jobs_peak", "figure"),
    ],
    ids=lambda measure: f"{measure.outcome} {measure.window}",
)
def test_many_scenarios_at_once_give_what_each_gives_alone(measure: Measure):
    rng = np.random.default_rng(1)
    n = 2 * CHUNK + 1
    changed = {
        name: rng.uniform(TABLE[name].low, TABLE[name].high, (n, 1))
        for name in ("target_units_per_year", "delay_months", "revenue_per_unit", "jobs_per_million_units")
    }
    found = evaluate(ANNOUNCED, measure, changed | {"export_share": np.array([[0.25]])})
    assert found.shape == (n,)
    for row in (0, CHUNK - 1, CHUNK, n - 1):
        alone = ANNOUNCED.changed(export_share=0.25, **{name: float(array[row, 0]) for name, array in changed.items()})
        assert found[row] == pytest.approx(evaluate(alone, measure)[0], rel=1e-12, abs=1e-9)


def test_runs_hand_over_every_variant_once_and_in_order():
    values = np.linspace(1e6, 3e6, CHUNK + 5).reshape(-1, 1)
    parts = list(runs(ANNOUNCED, {"target_units_per_year": values}))
    assert [outcomes["units"].shape[0] for _values, outcomes in parts] == [CHUNK, 5]
    first_month = np.concatenate([outcomes["units"][:, 0] for _values, outcomes in parts])
    np.testing.assert_allclose(first_month, values[:, 0] / 12, rtol=1e-15)


def test_a_measure_that_nothing_changed_matters_to_is_one_number_seen_many_times():
    rupees = {"pkr_per_usd": np.array([[150.0], [200.0], [250.0]])}
    jobs = evaluate(ANNOUNCED, Measure("direct_jobs", "in", "2024"), rupees)
    assert (jobs.shape, jobs.strides) == ((3,), (0,))
    assert evaluate(ANNOUNCED, Measure("revenue_usd_total", "figure"), rupees).strides == (0,)
    assert evaluate(ANNOUNCED, Measure("revenue_pkr", "in", "2024"), rupees).strides != (0,)


def test_a_period_that_the_calendar_does_not_reach_is_refused_with_the_periods_it_covers():
    with pytest.raises(NoSuchPeriod, match="'2027' is not covered; the scenario runs from 2022 to 2026"):
        evaluate(ANNOUNCED, Measure("units", "in", "2027"))
    with pytest.raises(NoSuchPeriod, match="from FY2022 to FY2027"):
        evaluate(ANNOUNCED, Measure("units", "in", "FY2021"))
    with pytest.raises(NoSuchPeriod, match="from 2022-01 to 2026-12"):
        evaluate(ANNOUNCED, Measure("units", "until", "2021-12"))


def test_unknown_names_are_refused():
    with pytest.raises(KeyError, match=r"speed.*allowed.*utilisation"):
        evaluate(ANNOUNCED, Measure("units", "in", "2024"), {"speed": np.ones((2, 1))})
    with pytest.raises(KeyError, match=r"unknown outcome 'tablets'; allowed: \['units', .*payroll_usd"):
        evaluate(ANNOUNCED, Measure("tablets", "in", "2024"))
    with pytest.raises(KeyError, match=r"unknown key figure 'units'; allowed: \['units_total', "):
        evaluate(ANNOUNCED, Measure("units", "figure"))


@pytest.mark.parametrize(("label", "by"), [("2024-03", "month"), ("2024", "year"), ("FY2024", "fiscal_year")])
def test_the_form_of_a_label_says_how_long_the_period_is(label: str, by: By):
    assert length_of(label) == by
    span = period_of(ANNOUNCED, label)
    assert span.label == label
    assert span.last - span.first == (1 if by == "month" else 12)
