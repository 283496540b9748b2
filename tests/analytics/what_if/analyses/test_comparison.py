"""Several scenarios side by side: only what differs, each on its own calendar, differences against the first."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.what_if.analyses import comparison
from analytics.what_if.engine.measure import Measure, evaluate
from analytics.what_if.engine.periods import By
from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.scenario import Scenario, key_figures
from analytics.what_if.handsets.model import HANDSETS, OUTCOMES
from analytics.what_if.handsets.parameters import parameters

TABLE = parameters()
ANNOUNCED, OPENED = (preset.scenario for preset in presets()[:2])
LATER = Scenario.of("2023-05", 30, ANNOUNCED.changed(price_trend=0.1).mapping())
THREE = {"Announced": ANNOUNCED, "As it opened": OPENED, "Later": LATER}
NAMES = [outcome.name for outcome in OUTCOMES]
SCENARIOS = st.builds(
    lambda values, start, months: Scenario.of(pd.Period("2020-01", "M") + start, months, ANNOUNCED.mapping() | values),
    st.fixed_dictionaries({}, optional={p.name: st.sampled_from(list(p.grid())) for p in TABLE}),
    st.integers(0, 60),
    st.integers(1, 90),
)
SETS = st.dictionaries(st.sampled_from(["A", "B", "C", "D", "E"]), SCENARIOS, min_size=1, max_size=4)


def test_only_settings_that_differ_are_listed_in_the_units_that_readers_see():
    table = comparison.settings(THREE, TABLE).set_index("name")
    assert table.index.to_list() == ["start", "months", "delay_months", "price_trend"]
    assert table.loc["start", list(THREE)].to_list() == ["2022-01", "2022-01", "2023-05"]
    assert table.loc["months", list(THREE)].to_list() == [60, 60, 30]
    assert table.loc["price_trend", list(THREE)].to_list() == [0, 0, 10]
    assert table.loc["price_trend", "unit"] == "% a year, in dollars"
    assert table["kind"].to_list() == ["calendar", "calendar", "assumption", "assumption"]


def test_equal_scenarios_differ_in_no_setting():
    assert comparison.settings({"A": ANNOUNCED, "B": ANNOUNCED}, TABLE).empty
    assert comparison.settings({"A": ANNOUNCED}, TABLE).empty


@settings(deadline=None)
@given(SETS)
def test_a_setting_is_listed_exactly_when_two_scenarios_disagree_on_it(scenarios: dict[str, Scenario]):
    table = comparison.settings(scenarios, TABLE).set_index("name")
    for parameter in TABLE:
        values = [each.mapping()[parameter.name] for each in scenarios.values()]
        assert (parameter.name in table.index) == (len(set(values)) > 1)
        if parameter.name in table.index:
            shown = table.loc[parameter.name, list(scenarios)]
            assert [parameter.from_shown(value) for value in shown] == pytest.approx(values)


@settings(deadline=None, max_examples=50)
@given(SETS, st.sampled_from(["month", "year", "fiscal_year"]), st.sampled_from(NAMES))
def test_every_scenario_keeps_its_own_periods_and_values(scenarios: dict[str, Scenario], by: By, outcome: str):
    table = comparison.outcomes(scenarios, by)
    assert list(dict.fromkeys(table["scenario"])) == list(scenarios)
    for name, scenario in scenarios.items():
        mine = table[table["scenario"] == name]
        assert mine["months"].sum() == scenario.months
        assert mine["period_start"].iloc[0] == scenario.start.start_time
        for period, value in zip(mine["period"], mine[outcome], strict=True):
            assert value == pytest.approx(evaluate(scenario, Measure(outcome, "in", period))[0], rel=1e-12)


def test_a_row_of_outcomes_says_its_period_and_every_outcome():
    table = comparison.outcomes(THREE, "year")
    calendar = ["scenario", "period", "period_start", "period_end", "middle", "months", "complete"]
    assert list(table.columns) == [*calendar, *NAMES]
    later = table[table["scenario"] == "Later"].set_index("period")
    assert later["complete"].to_dict() == {"2023": False, "2024": True, "2025": False}
    assert later.loc["2023", "period_start"] == pd.Timestamp("2023-05-01")
    assert not table.columns.str.startswith("baseline_").any()


def test_key_figures_stand_side_by_side_with_differences_against_the_first():
    table = comparison.figures(THREE).set_index("figure")
    assert table.index.to_list() == [figure.name for figure in HANDSETS.figures]
    for name, scenario in THREE.items():
        assert table[name].to_list() == key_figures(scenario)["value"].to_list()
    assert table.loc["units_total", "difference_As it opened"] == pytest.approx(-2 * 2.75e6 / 12)
    assert list(table.columns) == ["label", "unit", *THREE, "difference_As it opened", "difference_Later"]


def test_one_to_four_scenarios_can_be_compared():
    five = {str(number): ANNOUNCED for number in range(5)}
    for refused, said in (({}, "0 scenarios; one to 4"), (five, "5 scenarios; one to 4")):
        with pytest.raises(ValueError, match=said):
            comparison.settings(refused, TABLE)
        with pytest.raises(ValueError, match=said):
            comparison.outcomes(refused, "year")
        with pytest.raises(ValueError, match=said):
            comparison.figures(refused)
    assert len(comparison.figures(dict(list(five.items())[:4]))) == len(HANDSETS.figures)


def test_scenarios_of_different_models_are_not_compared():
    other = Scenario.of("2022-01", 60, ANNOUNCED.mapping(), "something-else")
    with pytest.raises(ValueError, match=r"different models, \['handsets', 'something-else'\]"):
        comparison.figures({"A": ANNOUNCED, "B": other})


@pytest.mark.parametrize("names", [("label", "B"), ("B", "difference_B")])
def test_a_name_that_heads_another_column_is_refused(names: tuple[str, str]):
    with pytest.raises(ValueError, match="head other columns"):
        comparison.figures(dict.fromkeys(names, ANNOUNCED))
