"""Scenarios, presets and years."""

import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.what_if.engine.periods import By, aggregate, periods
from analytics.what_if.engine.preset import Preset
from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.scenario import Scenario, key_figures, run
from analytics.what_if.handsets.model import OUTCOMES
from tests.analytics.what_if.tidy import by_period


def preset(name: str) -> Preset:
    return next(each for each in presets() if each.name == name)


ANNOUNCED = preset("xiaomi-airlink-2021")
STARTS = st.integers(0, 400).map(lambda months: pd.Period("2010-01", "M") + months)


def test_the_announcement_gives_the_announced_handsets_revenue_and_jobs_at_full_rate():
    figures = key_figures(ANNOUNCED.scenario).set_index("figure")["value"]
    assert figures["units_per_year_full_rate"] == 2_750_000
    assert figures["revenue_usd_per_year_full_rate"] == pytest.approx(450e6, rel=1e-15)
    assert figures["direct_jobs_end"] == pytest.approx(3000, rel=1e-12)
    years = by_period(run(ANNOUNCED.scenario), OUTCOMES, ANNOUNCED.scenario.start, "year")
    made = years[years["outcome"] == "units"]["value"]
    assert made.to_list() == pytest.approx([2_750_000.0] * 5, rel=1e-12)


def test_the_announcement_starts_in_january_2022():
    assert ANNOUNCED.scenario.start == pd.Period("2022-01", "M")
    assert ANNOUNCED.scenario.months == 60


def test_the_plant_as_it_opened_makes_its_first_handset_in_march_2022():
    scenario = preset("xiaomi-airlink-as-it-opened").scenario
    table = by_period(run(scenario), OUTCOMES, scenario.start, "month")
    units = table[table["outcome"] == "units"].set_index("period")["value"]
    assert units.ne(0).idxmax() == "2022-03"
    assert scenario == ANNOUNCED.scenario.changed(delay_months=2.0)


def test_a_scenario_is_a_key_and_survives_pickling():
    again = pickle.loads(pickle.dumps(ANNOUNCED.scenario))  # noqa: S301  # our own bytes
    assert {ANNOUNCED.scenario: 1}[again] == 1
    assert Scenario.of("2022-01", 60, dict(reversed(ANNOUNCED.scenario.values))) == ANNOUNCED.scenario


def test_changing_a_parameter_that_is_not_there_names_those_that_are():
    with pytest.raises(KeyError, match=r"unknown parameters .*speed.*allowed"):
        ANNOUNCED.scenario.changed(speed=1.0)


@given(STARTS, st.integers(1, 150), st.sampled_from(["month", "year", "fiscal_year"]))
def test_periods_cover_every_month_once_and_flows_keep_their_sum(start: pd.Period, months: int, by: By):
    spans = periods(start, months, by)
    assert [month for span in spans for month in range(span.first, span.last)] == list(range(months))
    values = np.arange(2.0 * months).reshape(2, months)
    np.testing.assert_allclose(aggregate(values, "flow", spans).sum(axis=1), values.sum(axis=1))
    assert all(span.start <= span.end for span in spans)


def test_years_covered_in_part_are_marked():
    spans = periods(pd.Period("2022-01", "M"), 20, "fiscal_year")
    assert [(span.label, span.complete, span.last - span.first) for span in spans] == [
        ("FY2022", False, 6),
        ("FY2023", True, 12),
        ("FY2024", False, 2),
    ]
    assert (spans[1].start, spans[1].end) == (pd.Timestamp("2022-07-01"), pd.Timestamp("2023-06-30"))
    assert [span.complete for span in periods(pd.Period("2022-01", "M"), 20, "year")] == [True, False]


def test_jobs_of_a_year_are_the_mean_of_its_months_and_handsets_their_sum():
    scenario = preset("xiaomi-airlink-as-it-opened").scenario
    years = by_period(run(scenario), OUTCOMES, scenario.start, "year").set_index(["outcome", "period"])["value"]
    assert years["direct_jobs", "2022"] == pytest.approx(3000 * 10 / 12)
    assert years["units", "2022"] == pytest.approx(2_750_000 * 10 / 12)
