"""The relations of the pipeline model: numbers worked by hand, an independent oracle, and what must always hold."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.what_if.engine.parameters import Parameter, defaults
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario, key_figures
from analytics.what_if.pipeline.key_figures import FIGURES
from analytics.what_if.pipeline.model import NAMES, OUTCOMES, PIPELINE, simulate, simulate_projects
from analytics.what_if.pipeline.parameters import parameters
from analytics.what_if.pipeline.projects import MONTHS, START, TO_2030, Amounts, Cohort, Table, pending, prepare
from curation import catalog

PROJECTS, ZONES = catalog.read("projects"), catalog.read("sez_progress")
TABLE = prepare(PROJECTS, ZONES)
ROWS = pending(PROJECTS, ZONES)
PARAMETERS = parameters()
DEFAULTS = defaults(PARAMETERS)
ALL_NAMES = (*TABLE.shares, *NAMES)
CALENDAR = st.integers(1, MONTHS)
VALUES = st.fixed_dictionaries({p.name: st.floats(p.low, p.high, allow_subnormal=False) for p in PARAMETERS})
# The machine may be busy: how long an example takes says nothing of the model.
unhurried = settings(deadline=None)
FLOWS = [outcome.name for outcome in OUTCOMES if outcome.kind == "flow"]
STOCKS = [outcome.name for outcome in OUTCOMES if outcome.kind == "stock"]

ONE = {
    "start_years": 2.0,
    "delay_months": 0.0,
    "cost_overrun": 0.5,
    "construction_years_hydro": 5.0,
    "construction_years_transport": 5.0,
    "construction_years_other": 2.0,
    "job_years_per_usd_m": 10.0,
    "jobs_per_mw": 0.5,
    "zone_occupancy": 0.25,
    "jobs_per_acre": 40.0,
    "zone_fill_years": 1.0,
    "pkr_per_usd": 200.0,
}


def amounts(**known: float) -> Amounts:
    names = ("usd", "pkr", "energy_usd", "energy_pkr", "mw", "acres")
    return Amounts(**{name: known.get(name, 0.0) for name in names})


def single(cohort_amounts: Amounts, *, begun: bool, start: float = math.nan, seen: float = 0.0) -> Table:
    return Table(("share_a",), (Cohort("other", begun, start, seen, (("share_a", cohort_amounts),)),))


def test_a_project_under_construction_worked_by_hand():
    # Begun a year ago and built in two: it opens in a year, give or take six months.
    table = single(amounts(usd=240e6, energy_usd=240e6, mw=120.0), begun=True, start=-12.0)
    found = {name: values[0] for name, values in simulate_projects(table, ONE | {"share_a": 0.5}, 24).items()}
    window = [0.0] * 6 + [1.0] * 12 + [0.0] * 6
    # Half of it is counted: 120 million at half as much again, over twelve months, is 15 million a month.
    assert found["completed_investment_usd"] == pytest.approx(15e6 * np.array(window))
    assert found["completed_energy_usd"] == pytest.approx(15e6 * np.array(window))
    assert found["commissioned_mw"] == pytest.approx(5.0 * np.array(window))
    # 120 million of listed cost at ten job-years a million is 1,200 over two years, of which one is left.
    assert found["construction_job_years"] == pytest.approx([50.0] * 12 + [0.0] * 12)
    # In the middle of the window half of 60 MW runs, at half a job each.
    assert found["project_jobs"][11:13] == pytest.approx([15.0 - 0.625 * 2, 15.0 + 0.625 * 2])
    assert found["lasting_jobs"][-1] == pytest.approx(30.0)


def test_works_without_a_known_start_are_half_done_at_the_date_of_their_status():
    table = single(amounts(usd=1e6), begun=True, seen=-12.0)
    work = simulate_projects(table, ONE | {"share_a": 1.0}, 24)["construction_job_years"][0]
    # Two years of work, half done a year ago: it is over now, and what is overdue opens in the middle of the year.
    assert work == pytest.approx([10.0 / 30.0] * 6 + [0.0] * 18)
    later = simulate_projects(table, ONE | {"share_a": 1.0, "delay_months": 18.0}, 24)["construction_job_years"][0]
    assert later == pytest.approx([10.0 / 42.0] * 18 + [0.0] * 6)


def test_a_planned_project_worked_by_hand():
    # Starts spread over two years, works of two years: openings spread over the third and fourth.
    table = single(amounts(pkr=4800e6), begun=False)
    found = simulate_projects(table, ONE | {"share_a": 1.0, "cost_overrun": 0.0}, 60)
    opened = np.array([0.0] * 24 + [1e6] * 24 + [0.0] * 12)
    assert found["completed_investment_usd"][0] == pytest.approx(opened)
    work = found["construction_job_years"][0]
    assert work.sum() == pytest.approx(240.0)
    # Work rises evenly for two years and falls as it rose; its peak is one full year's share a month.
    rise = 10.0 * (np.arange(24) + 0.5) / 24.0
    assert work == pytest.approx([*rise, *rise[::-1], *([0.0] * 12)], abs=1e-9)


def test_a_zone_under_construction_fills_up_after_it_opens():
    table = single(amounts(acres=1000.0), begun=True, start=-40.0)
    jobs = simulate_projects(table, ONE | {"share_a": 1.0}, 48)["zone_jobs"][0]
    # Overdue, so it opens within the year; filled a year later: 250 acres at 40 jobs.
    assert jobs[24:] == pytest.approx([10_000.0] * 24)
    # Opening and filling are both even over a year, so at the end of the first half is taken.
    assert (jobs[11] + jobs[12]) / 2.0 == pytest.approx(5_000.0, rel=1e-3)


def reached(row: pd.Series, v: dict[str, float], t: float) -> tuple[float, float, float]:
    """Opened, worked and settled share of one project at t, written from the published relations."""
    spread = (np.arange(2000) + 0.5) / 2000
    length = 12 * v[f"construction_years_{row['kind']}"] + v["delay_months"]
    fill = 12 * v["zone_fill_years"]
    if row["status"] == "under_construction":
        known = not math.isnan(row["start"])
        start = row["start"] if known else row["seen"] - 6 * v[f"construction_years_{row['kind']}"]
        opening = max(start + length, 6.0)
        starts, openings = np.array([start]), opening - 6 + 12 * spread
        length = opening - start
    else:
        starts = 12 * v["start_years"] * spread
        openings = length + starts
    return (
        float(np.mean(t > openings)),
        float(np.clip((t - starts) / length, 0, 1).mean()),
        float(np.clip((t - openings) / fill, 0, 1).mean()),
    )


@settings(max_examples=25, deadline=None)
@given(VALUES, st.integers(0, MONTHS - 1))
def test_every_outcome_equals_the_sum_over_single_projects(values: dict[str, float], month: int):
    found = {name: rows[0] for name, rows in simulate_projects(TABLE, values, month + 1).items()}
    expected = dict.fromkeys(found, 0.0)
    listed = 0.0
    for _, row in ROWS.iterrows():
        share = values.get(f"share_{row['sector']}_{row['status']}", 0.0)
        cost = share * (row["usd"] + row["pkr"] / values["pkr_per_usd"])
        listed += cost
        before, done, _settled = reached(row, values, 0.0)
        opened, worked, _settled = reached(row, values, month + 1.0)
        middle, _busy, settled = reached(row, values, month + 0.5)
        money = cost * (1 + values["cost_overrun"]) * (opened - before)
        expected["completed_investment_usd"] += money
        expected["completed_energy_usd"] += money * (row["sector"] == "energy")
        expected["commissioned_mw"] += share * row["mw"] * (opened - before)
        expected["construction_job_years"] += cost / 1e6 * values["job_years_per_usd_m"] * (worked - done)
        expected["project_jobs"] += share * row["mw"] * middle * values["jobs_per_mw"]
        taken = share * row["acres"] * settled
        expected["zone_jobs"] += taken * values["zone_occupancy"] * values["jobs_per_acre"]
    expected["lasting_jobs"] = expected["project_jobs"] + expected["zone_jobs"]
    size = {name: abs(value) + 1.0 for name, value in expected.items()}
    size |= {"completed_investment_usd": listed * 2, "completed_energy_usd": listed * 2}
    size["construction_job_years"] = listed / 1e6 * values["job_years_per_usd_m"] + 1.0
    size |= {"commissioned_mw": ROWS["mw"].sum(), "project_jobs": ROWS["mw"].sum() * 3.0}
    size |= dict.fromkeys(("zone_jobs", "lasting_jobs"), ROWS["acres"].sum() * 300.0 + ROWS["mw"].sum() * 3.0)
    for name, value in expected.items():
        total = found[name].sum() if name in FLOWS else found[name][-1]
        assert total == pytest.approx(value, abs=2e-3 * size[name]), name


@unhurried
@given(VALUES, CALENDAR)
def test_when_nothing_is_built_every_outcome_is_zero(values: dict[str, float], months: int):
    for name, rows in simulate_projects(TABLE, values | dict.fromkeys(TABLE.shares, 0.0), months).items():
        assert not rows.any(), name


@unhurried
@given(VALUES, st.floats(0.0, 1.0))
def test_every_outcome_scales_with_the_shares_built(values: dict[str, float], factor: float):
    part = values | {name: values[name] * factor for name in TABLE.shares}
    whole, found = simulate_projects(TABLE, values, MONTHS), simulate_projects(TABLE, part, MONTHS)
    for name in whole:
        rounding = 1e-13 * whole[name].max()
        np.testing.assert_allclose(found[name], whole[name] * factor, rtol=1e-9, atol=rounding, err_msg=name)


@unhurried
@given(VALUES)
def test_investment_is_linear_in_the_overrun_and_work_does_not_depend_on_it(values: dict[str, float]):
    none, half, full = (simulate_projects(TABLE, values | {"cost_overrun": x}, MONTHS) for x in (0.0, 0.5, 1.0))
    for name in ("completed_investment_usd", "completed_energy_usd"):
        np.testing.assert_allclose(full[name], 2.0 * none[name], rtol=1e-12)
        np.testing.assert_allclose(half[name], 1.5 * none[name], rtol=1e-12)
    for name in set(none) - {"completed_investment_usd", "completed_energy_usd"}:
        np.testing.assert_array_equal(full[name], none[name], err_msg=name)


@unhurried
@given(st.lists(VALUES, min_size=1, max_size=6), CALENDAR)
def test_a_batch_equals_its_scenarios_one_by_one(scenarios: list[dict[str, float]], months: int):
    batch = simulate({name: np.array([[each[name]] for each in scenarios]) for name in ALL_NAMES}, months)
    for row, each in enumerate(scenarios):
        for name, values in simulate(each, months).items():
            np.testing.assert_array_equal(batch[name][row], values[0], err_msg=name)


@unhurried
@given(VALUES, CALENDAR)
def test_a_shorter_calendar_is_the_beginning_of_a_longer_one(values: dict[str, float], months: int):
    long = simulate(values, MONTHS)
    for name, rows in simulate(values, months).items():
        np.testing.assert_array_equal(rows[0], long[name][0, :months], err_msg=name)


@unhurried
@given(VALUES)
def test_nothing_is_negative_lasting_jobs_never_fall_and_add_up_from_their_parts(values: dict[str, float]):
    found = simulate(values, MONTHS)
    for name, rows in found.items():
        assert (rows >= 0.0).all(), name
    for name in STOCKS:
        assert (np.diff(found[name]) >= -1e-6).all(), name
    np.testing.assert_allclose(found["lasting_jobs"], found["project_jobs"] + found["zone_jobs"], rtol=1e-12)
    money = found["completed_investment_usd"]
    assert (found["completed_energy_usd"] <= money + 1e-13 * money.sum()).all()


@unhurried
@given(VALUES)
def test_never_more_megawatts_money_or_acres_than_listed(values: dict[str, float]):
    found = simulate(values, MONTHS)
    listed = ROWS["usd"].sum() + ROWS["pkr"].sum() / values["pkr_per_usd"]
    assert found["commissioned_mw"].sum() <= ROWS["mw"].sum() * (1 + 1e-12)
    assert found["completed_investment_usd"].sum() <= listed * (1 + values["cost_overrun"]) * (1 + 1e-12)
    most = ROWS["acres"].sum() * values["zone_occupancy"] * values["jobs_per_acre"]
    assert found["zone_jobs"].max() <= most * (1 + 1e-9)
    assert found["construction_job_years"].sum() <= listed / 1e6 * values["job_years_per_usd_m"] * (1 + 1e-9)


@unhurried
@given(VALUES, st.floats(0.0, 60.0))
def test_more_delay_never_brings_anything_forward(values: dict[str, float], more: float):
    soon = simulate(values, MONTHS)
    late = simulate(values | {"delay_months": values["delay_months"] + more}, MONTHS)
    for name in ("completed_investment_usd", "commissioned_mw"):
        ahead = np.cumsum(late[name]) - np.cumsum(soon[name])
        assert ahead.max() <= 1e-9 * max(1.0, float(soon[name].sum())), name
    for name in STOCKS:
        assert (late[name] <= soon[name] * (1 + 1e-9) + 1e-6).all(), name


def test_all_that_is_listed_comes_to_the_listed_costs_megawatts_and_acres_once_there_is_time():
    values = DEFAULTS | dict.fromkeys(TABLE.shares, 1.0)
    values |= {"cost_overrun": 0.0, "start_years": 1.0, "zone_occupancy": 1.0, "jobs_per_acre": 1.0}
    values |= {"zone_fill_years": 1.0, "jobs_per_mw": 1.0}
    found = simulate(values, MONTHS)
    dollars, rupees = ROWS["usd"].sum(), ROWS["pkr"].sum()
    assert found["completed_investment_usd"].sum() == pytest.approx(dollars + rupees / values["pkr_per_usd"])
    assert found["commissioned_mw"].sum() == pytest.approx(ROWS["mw"].sum())
    assert found["project_jobs"][0, -1] == pytest.approx(ROWS["mw"].sum())
    assert found["zone_jobs"][0, -1] == pytest.approx(ROWS["acres"].sum())


def test_every_setting_and_every_pair_at_their_ends_gives_finite_sensible_outcomes():
    ends = [{}, *({p.name: value} for p in PARAMETERS for value in (p.low, p.default, p.high))]
    for one, other in itertools.combinations(PARAMETERS, 2):
        pairs = itertools.product((one.low, one.high), (other.low, other.high))
        ends += [{one.name: a, other.name: b} for a, b in pairs]
    cases = [DEFAULTS | changes for changes in ends]
    found = simulate({name: np.array([[case[name]] for case in cases]) for name in ALL_NAMES}, MONTHS)
    rate = np.array([case["pkr_per_usd"] for case in cases])
    overrun = np.array([case["cost_overrun"] for case in cases])
    listed = (ROWS["usd"].sum() + ROWS["pkr"].sum() / rate) * (1 + overrun)
    assert len(cases) > 900
    for name, rows in found.items():
        assert np.isfinite(rows).all(), name
        assert (rows >= 0).all(), name
    assert (found["completed_investment_usd"].sum(axis=1) <= listed * (1 + 1e-12)).all()
    assert (found["commissioned_mw"].sum(axis=1) <= ROWS["mw"].sum()).all()
    assert (found["lasting_jobs"] <= ROWS["acres"].sum() * 300 + ROWS["mw"].sum() * 3).all()


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.name)
def test_one_step_of_a_slider_moves_what_is_reached_by_a_small_part_of_its_span(parameter: Parameter):
    # From one year to one and a half, half as much again, is a third of all that the slider can do.
    small = 1 / 3 if parameter.name in {"start_years", "zone_fill_years"} else 0.05
    found = simulate(DEFAULTS | {parameter.name: parameter.grid().reshape(-1, 1)}, MONTHS)
    for name, rows in found.items():
        level = np.cumsum(rows, axis=1) if name in FLOWS else rows
        span = np.ptp(level, axis=0).max()
        assert np.abs(np.diff(level, axis=0)).max(initial=0.0) <= small * span + 1e-6, name


TOUCHED = {
    "share_energy_planned": {
        "completed_investment_usd",
        "completed_energy_usd",
        "commissioned_mw",
        "construction_job_years",
        "project_jobs",
        "lasting_jobs",
    },
    "share_transport_under_construction": {"completed_investment_usd", "construction_job_years"},
    "share_industrial_zone_planned": {"zone_jobs", "lasting_jobs"},
    "cost_overrun": {"completed_investment_usd", "completed_energy_usd"},
    "pkr_per_usd": {"completed_investment_usd", "construction_job_years"},
    "job_years_per_usd_m": {"construction_job_years"},
    "jobs_per_mw": {"project_jobs", "lasting_jobs"},
    "jobs_per_acre": {"zone_jobs", "lasting_jobs"},
    "zone_fill_years": {"zone_jobs", "lasting_jobs"},
    "construction_years_transport": {"completed_investment_usd", "construction_job_years"},
    "delay_months": {outcome.name for outcome in OUTCOMES},
}


@pytest.mark.parametrize("name", TOUCHED)
def test_outcomes_that_a_setting_does_not_touch_stay_one_row_in_memory(name: str):
    parameter = next(p for p in PARAMETERS if p.name == name)
    values = DEFAULTS | {name: parameter.grid().reshape(-1, 1)}
    found = simulate(values, MONTHS)
    assert {each for each, rows in found.items() if rows.strides[0] != 0} == TOUCHED[name]
    figures = PIPELINE.key_figures(values, found)
    assert {rows.shape for rows in figures.values()} == {(parameter.count,)}
    assert ("mw_2030" in {each for each, rows in figures.items() if rows.strides[0] != 0}) == (
        "commissioned_mw" in TOUCHED[name]
    )


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.name)
def test_the_model_says_which_parameters_enter_an_outcome(parameter: Parameter):
    found = simulate(DEFAULTS | {parameter.name: parameter.grid().reshape(-1, 1)}, MONTHS)
    varying = {name for name, rows in found.items() if rows.strides[0] != 0}
    assert varying == {name for name, names in PIPELINE.depends().items() if parameter.name in names}


def test_key_figures_of_values_that_were_not_run_are_refused():
    found = simulate(DEFAULTS | {"delay_months": np.array([[0.0], [1.0]])}, MONTHS)
    with pytest.raises(ValueError, match="hold 2 scenarios, the values 1; give the values that were run"):
        PIPELINE.key_figures(DEFAULTS, found)


def test_power_lines_add_cost_and_no_megawatts():
    line = (PROJECTS["project_id"] == "matiari-faisalabad-hvdc").to_numpy()
    changed = PROJECTS.assign(
        capacity_mw=PROJECTS["capacity_mw"].mask(line, 4000.0), cost_usd_m=PROJECTS["cost_usd_m"].mask(line, 1500.0)
    )
    table, values = prepare(changed, ZONES), DEFAULTS | dict.fromkeys(TABLE.shares, 1.0)
    before, after = simulate_projects(TABLE, values, MONTHS), simulate_projects(table, values, MONTHS)
    np.testing.assert_array_equal(after["commissioned_mw"], before["commissioned_mw"])
    assert after["completed_energy_usd"].sum() > before["completed_energy_usd"].sum() + 1.49e9


def test_key_figures_are_sums_and_ends_and_stop_with_a_shorter_calendar():
    scenario = Scenario.of(START, MONTHS, DEFAULTS, "pipeline")
    figures = key_figures(scenario).set_index("figure")["value"]
    found = {name: rows[0] for name, rows in simulate(DEFAULTS, MONTHS).items()}
    assert list(figures.index) == [figure.name for figure in FIGURES]
    assert figures["investment_usd_2030"] == pytest.approx(found["completed_investment_usd"][:TO_2030].sum())
    assert figures["investment_usd_2040"] == pytest.approx(found["completed_investment_usd"].sum())
    assert figures["lasting_jobs_2030"] == found["lasting_jobs"][TO_2030 - 1]
    assert figures["lasting_jobs_2040"] == found["lasting_jobs"][-1]
    short = key_figures(Scenario.of(START, 24, DEFAULTS, "pipeline")).set_index("figure")["value"]
    assert short["mw_2040"] == short["mw_2030"] == pytest.approx(found["commissioned_mw"][:24].sum())


def test_the_calendar_reaches_december_2030_and_december_2040():
    assert pd.Period("2030-12", "M") == START + TO_2030 - 1
    assert pd.Period("2040-12", "M") == START + MONTHS - 1


def test_the_model_is_registered_with_all_it_needs():
    assert MODELS["pipeline"] is PIPELINE
    assert [p.name for p in PIPELINE.parameters(catalog.read)] == list(ALL_NAMES)
    assert list(simulate(DEFAULTS, 3)) == [outcome.name for outcome in OUTCOMES]
    assert {rows.shape for rows in simulate(DEFAULTS, 3).values()} == {(1, 3)}


def test_a_missing_or_unknown_setting_and_an_empty_calendar_are_refused():
    with pytest.raises(ValueError, match=r"missing parameters.*delay_months"):
        simulate({name: value for name, value in DEFAULTS.items() if name != "delay_months"}, 12)
    with pytest.raises(ValueError, match=r"unknown parameters.*speed"):
        simulate(DEFAULTS | {"speed": 1.0}, 12)
    with pytest.raises(ValueError, match="at least 1"):
        simulate(DEFAULTS, 0)
