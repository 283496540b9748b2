"""Tornados and Sobol indices: against published values, closed forms, and one run at a time."""

import dataclasses
import math
import warnings
from collections.abc import Collection

import numpy as np
import pytest

from analytics.what_if.analyses.sensitivity import indices, swings, tornado
from analytics.what_if.analyses.uncertainty import Spreads, law, spreads
from analytics.what_if.engine.measure import Measure, NoSuchPeriod, evaluate
from analytics.what_if.engine.model import Figure, Model, Outcome, Outcomes, Values, Window, columns, within
from analytics.what_if.engine.parameters import Distribution, Parameter, Reason
from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario
from analytics.what_if.handsets.parameters import parameters
from analytics.what_if.pipeline.parameters import parameters as pipeline_parameters
from curation import catalog

TABLE = parameters()
START = presets()[0].scenario
DRAWN = spreads(START, START, TABLE)
REVENUE_2024 = Measure("revenue_usd", "in", "2024")
HALF_TURN = Distribution("uniform", -math.pi, 0.0, math.pi)
ISHIGAMI = Scenario.of("2020-01", 1, {"a": 0.0, "b": 0.0, "c": 0.0}, "ishigami")
SPREADS: Spreads = (("a", HALF_TURN), ("b", HALF_TURN), ("c", HALF_TURN))
READ = Measure("y", "in", "2020-01")


def ishigami(
    values: Values, months: int, _wanted: Collection[str] | None = None, window: Window | None = None
) -> Outcomes:
    """The usual test function of sensitivity analysis (Ishigami and Homma 1990), with its usual 7 and 0.1."""
    p = columns(values, ("a", "b", "c"))
    y = np.sin(p["a"]) + 7.0 * np.sin(p["b"]) ** 2 + 0.1 * p["c"] ** 4 * np.sin(p["a"])
    first, last = within(months, window)
    shape = np.broadcast_shapes(*(array.shape for array in p.values()), (1, last - first))
    return {"y": np.broadcast_to(y, shape)}


def one(name: str) -> Parameter:
    return Parameter(
        name=name, label=name.upper(), unit="", kind="assumption", low=-3.0, high=3.0, step=0.5, default=0.0,
        distribution=HALF_TURN, reason=Reason("A test function."), source_ids="", low_means="", default_means="",
        high_means="",
    )  # fmt: skip


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    model = Model(
        "ishigami", lambda _read: (one("a"), one("b"), one("c")), ishigami, (Outcome("y", "Y", "", "flow"),),
        lambda _values, outcomes: {"y_end": outcomes["y"][:, -1]}, (Figure("y_end", "Y", "", "y"),),
        lambda: {"y": frozenset({"a", "b", "c"})}, lambda _read: (),
    )  # fmt: skip
    monkeypatch.setitem(MODELS, "ishigami", model)


def test_indices_of_the_ishigami_function_are_the_published_ones():
    found = indices(ISHIGAMI, READ, SPREADS, 4096)
    assert found["name"].to_list() == ["a", "b", "c"]
    assert found["first_order"].to_list() == pytest.approx([0.3139, 0.4424, 0.0], abs=5e-3)
    assert found["total"].to_list() == pytest.approx([0.5576, 0.4424, 0.2437], abs=5e-3)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_indices_of_a_product_are_those_of_its_closed_form(seed: int):
    # Revenue of 2024 is target x share reached x price: of a product of independent factors, the variance is known.
    found = indices(START, REVENUE_2024, DRAWN, 1024, seed).set_index("name")
    factors = ["target_units_per_year", "utilisation", "revenue_per_unit"]
    moments = {name: (law(dict(DRAWN)[name]).mean() ** 2, law(dict(DRAWN)[name]).var()) for name in factors}
    whole = math.prod(mean + var for mean, var in moments.values())
    variance = whole - math.prod(mean for mean, _var in moments.values())
    for name, (mean, var) in moments.items():
        alone = var * math.prod(moments[other][0] for other in factors if other != name)
        taking_part = var * whole / (mean + var)
        assert found.loc[name, "first_order"] == pytest.approx(alone / variance, abs=0.02)
        assert found.loc[name, "total"] == pytest.approx(taking_part / variance, abs=0.02)


def test_a_parameter_that_the_measure_does_not_depend_on_has_no_index():
    found = indices(START, REVENUE_2024, DRAWN).set_index("name")
    outside = ["pkr_per_usd", "pkr_depreciation", "jobs_per_million_units", "monthly_wage_usd", "indirect_per_direct"]
    assert (found.loc[outside, ["first_order", "total"]] == 0.0).all(axis=None)
    # A late opening enters the sum, but by 2024 the plant has long been open.
    assert found.loc["delay_months"].to_list() == pytest.approx([0.0, 0.0], abs=1e-9)


def test_indices_add_up_to_about_one_or_less_alone_and_more_together():
    found = indices(START, Measure("direct_jobs", "in", "2022"), DRAWN, 1024)
    assert found["first_order"].sum() <= 1.02
    assert found["total"].sum() >= 0.98
    assert (found["total"] >= found["first_order"] - 0.02).all()


def test_what_does_not_vary_has_indices_of_zero_without_a_warning():
    idle = START.changed(utilisation=0.0)
    drawn = spreads(idle, START, TABLE)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = indices(idle, REVENUE_2024, drawn)
        nothing = indices(START, Measure("units", "in", "2024"), DRAWN[-1:])
    assert (found[["first_order", "total"]] == 0.0).all(axis=None)
    assert nothing.to_dict("records") == [{"name": DRAWN[-1][0], "first_order": 0.0, "total": 0.0}]


def test_one_spread_accounts_for_everything_and_none_for_nothing():
    assert indices(START, REVENUE_2024, DRAWN[:1]).to_dict("records") == [
        {"name": "target_units_per_year", "first_order": 1.0, "total": 1.0}
    ]
    empty = indices(START, REVENUE_2024, ())
    assert (list(empty), len(empty)) == (["name", "first_order", "total"], 0)


def test_the_same_question_has_the_same_answer_and_draws_come_in_powers_of_two():
    assert indices(ISHIGAMI, READ, SPREADS, 64).equals(indices(ISHIGAMI, READ, SPREADS, 64))
    with pytest.raises(ValueError, match="1000 draws; give a power of two"):
        indices(ISHIGAMI, READ, SPREADS, 1000)


@pytest.mark.parametrize("over", ["spread", "slider"])
@pytest.mark.parametrize("outcome", ["units", "net_foreign_exchange_usd", "direct_jobs", "revenue_pkr"])
def test_a_tornado_is_every_end_run_by_itself(over: str, outcome: str):
    measure = Measure(outcome, "in", "FY2024")
    found = tornado(START, measure, TABLE, DRAWN, over)
    ranges = dict(DRAWN)
    assert len(found) == (len(DRAWN) if over == "spread" else len(TABLE))
    for row in found.itertuples():
        parameter = next(each for each in TABLE if each.name == row.name)
        source = ranges[row.name] if over == "spread" else parameter
        assert (row.low, row.high) == (source.low, source.high)
        assert (row.label, row.unit, row.kind) == (parameter.label, parameter.unit, parameter.kind)
        ends = [evaluate(START.changed(**{row.name: value}), measure)[0] for value in (row.low, row.high)]
        assert [row.at_low, row.at_high] == pytest.approx(ends, rel=1e-12)
        assert row.base == pytest.approx(evaluate(START, measure)[0], rel=1e-12)
        assert row.swing == pytest.approx(np.ptp([*ends, row.base]), rel=1e-9, abs=1e-9 * abs(row.base))
    assert (np.diff(found["swing"]) <= 0).all()


@pytest.mark.parametrize("over", ["spread", "slider"])
def test_swings_are_the_rows_of_a_tornado(over: str):
    table = tornado(START, REVENUE_2024, TABLE, DRAWN, over)
    fields = ["name", "low", "high", "at_low", "at_high", "base", "swing"]
    rows = [tuple(row) for row in table[fields].itertuples(index=False)]
    assert rows == [dataclasses.astuple(one) for one in swings(START, REVENUE_2024, TABLE, DRAWN, over)]
    assert swings(START, REVENUE_2024, TABLE, ()) == ()


def test_a_parameter_that_pushes_the_same_way_at_both_ends_still_swings():
    # 7 sin(b)^2 is 0 at b = 0 and the same at both ends of b.
    found = tornado(ISHIGAMI, READ, (one("a"), one("b"), one("c")), (("b", Distribution("uniform", -1.0, 0.0, 1.0)),))
    row = found.iloc[0]
    assert row["at_low"] == row["at_high"]
    assert row["base"] == 0.0
    assert row["swing"] == pytest.approx(7 * math.sin(1.0) ** 2, rel=1e-12)


def test_jobs_do_not_swing_with_the_exchange_rate():
    found = tornado(START, Measure("direct_jobs", "in", "2024"), TABLE, DRAWN, "slider").set_index("name")
    assert found.loc[["pkr_per_usd", "pkr_depreciation", "revenue_per_unit"], "swing"].to_list() == [0.0, 0.0, 0.0]
    assert found.loc["jobs_per_million_units", "swing"] > 0.0


def test_a_tornado_without_spreads_has_no_rows_but_all_columns():
    found = tornado(START, REVENUE_2024, TABLE, ())
    assert len(found) == 0
    assert list(found) == list(tornado(START, REVENUE_2024, TABLE, DRAWN))


def test_a_period_outside_the_calendar_is_refused_by_both():
    for asked in (lambda m: tornado(START, m, TABLE, DRAWN), lambda m: indices(START, m, DRAWN)):
        with pytest.raises(NoSuchPeriod, match="2031"):
            asked(Measure("units", "in", "2031"))


@pytest.mark.parametrize(
    ("outcome", "year", "without"),
    [
        ("completed_investment_usd", "2030", "jobs_per_mw"),
        ("commissioned_mw", "2032", "pkr_per_usd"),
        ("construction_job_years", "2035", "cost_overrun"),
        ("lasting_jobs", "2040", "job_years_per_usd_m"),
    ],
)
def test_what_moves_the_pipeline_is_finite_and_leaves_out_what_does_not_enter(outcome: str, year: str, without: str):
    start, table = presets(catalog.read, "pipeline")[0].scenario, pipeline_parameters(catalog.read)
    drawn = spreads(start, start, table)
    swings = tornado(start, Measure(outcome, "in", year), table, drawn, "slider").set_index("name")
    shares = indices(start, Measure(outcome, "in", year), drawn, 16).set_index("name")
    assert np.isfinite(swings[["at_low", "at_high", "base", "swing"]]).all(axis=None)
    assert np.isfinite(shares[["first_order", "total"]]).all(axis=None)
    assert swings["swing"].max() > 0
    assert shares["total"].max() > 0
    assert (swings.loc[without, "swing"], shares.loc[without, "total"]) == (0.0, 0.0)
