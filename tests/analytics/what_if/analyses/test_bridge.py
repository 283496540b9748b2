"""The bridge from baseline to scenario: it adds up, assumptions come first, what does not matter adds nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.what_if.analyses.bridge import COLUMNS, bridge
from analytics.what_if.engine.measure import Measure, NoSuchPeriod, evaluate
from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario
from analytics.what_if.handsets.model import HANDSETS, OUTCOMES
from analytics.what_if.handsets.parameters import parameters
from curation import catalog

TABLE = parameters()
ANNOUNCED = presets()[0].scenario
REVENUE = Measure("revenue_usd", "in", "2024")
CHANGES = st.fixed_dictionaries({}, optional={p.name: st.floats(p.low, p.high, allow_subnormal=False) for p in TABLE})
MEASURES = st.one_of(
    st.builds(Measure, st.sampled_from([outcome.name for outcome in OUTCOMES]), st.just("until"), st.just("FY2024")),
    st.builds(Measure, st.sampled_from([figure.name for figure in HANDSETS.figures]), st.just("figure")),
)


@settings(deadline=None)
@given(CHANGES, CHANGES, MEASURES)
def test_a_bridge_starts_at_the_baseline_adds_up_and_ends_exactly_at_the_scenario(
    ours: dict[str, float], theirs: dict[str, float], measure: Measure
):
    scenario, baseline = ANNOUNCED.changed(**ours), ANNOUNCED.changed(**theirs)
    table = bridge(scenario, baseline, measure, TABLE)
    assert list(table.columns) == COLUMNS
    assert table["running"].iloc[0] == evaluate(baseline, measure)[0]
    assert table["running"].iloc[-1] == evaluate(scenario, measure)[0]
    steps = table.iloc[1:-1]
    assert (steps["change"] == steps["running"] - table["running"].shift().iloc[1:-1]).all()
    size = table["running"].abs().max()
    total = table["running"].iloc[0] + table["change"].sum()
    assert total == pytest.approx(table["running"].iloc[-1], rel=1e-12, abs=1e-12 * size)


@settings(deadline=None)
@given(CHANGES, CHANGES)
def test_each_changed_parameter_has_one_step_assumptions_first_in_the_order_of_the_table(
    ours: dict[str, float], theirs: dict[str, float]
):
    scenario, baseline = ANNOUNCED.changed(**ours), ANNOUNCED.changed(**theirs)
    table = bridge(scenario, baseline, REVENUE, TABLE)
    steps = table.iloc[1:-1]
    before, after = baseline.mapping(), scenario.mapping()
    changed = [p for p in TABLE if before[p.name] != after[p.name]]
    expected = [p.name for kind in ("assumption", "lever") for p in changed if p.kind == kind]
    assert steps["name"].to_list() == expected
    assert table["step"].iloc[[0, -1]].to_list() == ["baseline", "scenario"]
    for row in steps.itertuples():
        assert (row.before, row.after) == (before[row.name], after[row.name])


def test_a_bridge_of_the_corridor_pipeline_adds_up_too():
    table = MODELS["pipeline"].parameters(catalog.read)
    baseline, *others = (preset.scenario for preset in presets(model="pipeline"))
    figure = Measure(MODELS["pipeline"].figures[0].name, "figure")
    for scenario in others:
        found = bridge(scenario, baseline, figure, table)
        assert len(found) > 2
        assert found["running"].iloc[-1] == evaluate(scenario, figure)[0]
        total = found["running"].iloc[0] + found["change"].sum()
        assert total == pytest.approx(found["running"].iloc[-1], rel=1e-12)


def test_what_two_changes_do_only_together_is_booked_on_the_lever():
    scenario = ANNOUNCED.changed(target_units_per_year=5.5e6, utilisation=0.5)
    table = bridge(scenario, ANNOUNCED, REVENUE, TABLE)
    assert table["step"].to_list() == ["baseline", "assumption", "lever", "scenario"]
    assert table["label"].to_list() == ["", "Share of the target reached", "Target", ""]
    # Half of 450 million is lost first; doubling the target then only wins that half back.
    assert table["change"].iloc[1:3].to_list() == pytest.approx([-225e6, 225e6])
    assert table["running"].to_list() == pytest.approx([450e6, 225e6, 450e6, 450e6])


def test_a_change_that_does_not_matter_has_a_step_of_exactly_nothing():
    scenario = ANNOUNCED.changed(pkr_per_usd=250.0, monthly_wage_usd=200.0, annual_growth=0.1)
    steps = bridge(scenario, ANNOUNCED, Measure("direct_jobs", "in", "2024"), TABLE).set_index("name")["change"]
    assert steps["pkr_per_usd"] == steps["monthly_wage_usd"] == 0.0
    assert steps["annual_growth"] > 0


def test_equal_scenarios_are_joined_by_a_bridge_without_steps():
    table = bridge(ANNOUNCED, ANNOUNCED, REVENUE, TABLE)
    assert table["step"].to_list() == ["baseline", "scenario"]
    assert table[["before", "after", "change"]].isna().all(axis=None)


@pytest.mark.parametrize(("start", "months"), [("2022-02", 60), ("2022-01", 59)])
def test_a_bridge_needs_one_calendar(start: str, months: int):
    with pytest.raises(ValueError, match="same first month and length"):
        bridge(Scenario.of(start, months, ANNOUNCED.mapping()), ANNOUNCED, REVENUE, TABLE)


def test_a_difference_that_the_table_does_not_hold_is_named():
    table = tuple(p for p in TABLE if p.name != "utilisation")
    with pytest.raises(ValueError, match=r"does not hold \['utilisation'\]"):
        bridge(ANNOUNCED.changed(utilisation=0.5), ANNOUNCED, REVENUE, table)


def test_a_period_outside_the_calendar_and_an_unknown_outcome_are_refused():
    with pytest.raises(NoSuchPeriod):
        bridge(ANNOUNCED, ANNOUNCED, Measure("units", "in", "2035"), TABLE)
    with pytest.raises(KeyError):
        bridge(ANNOUNCED, ANNOUNCED, Measure("happiness", "figure"), TABLE)
