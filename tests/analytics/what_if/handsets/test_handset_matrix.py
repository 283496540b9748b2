"""The handset model under every parameter at low, default and high, and all pairs at the extremes, in words."""

import numpy as np
import pytest

from analytics.what_if.engine.parameters import defaults
from analytics.what_if.handsets.model import NAMES, simulate
from analytics.what_if.handsets.parameters import parameters

TABLE = parameters()


def matrix() -> dict[str, np.ndarray]:
    """Every parameter at low, default and high alone, and every pair of parameters at their four corners."""
    base = defaults(TABLE)
    cases = [base | {p.name: value} for p in TABLE for value in (p.low, p.default, p.high)]
    for index, one in enumerate(TABLE):
        for two in TABLE[index + 1 :]:
            cases += [base | {one.name: a, two.name: b} for a in (one.low, one.high) for b in (two.low, two.high)]
    return {name: np.array([[case[name]] for case in cases]) for name in NAMES}


def test_at_every_extreme_and_pair_of_extremes_outcomes_are_finite_and_have_the_right_sign():
    values = matrix()
    found = simulate(values, 120)
    assert found["units"].shape == (3 * 17 + 4 * 17 * 16 // 2, 120)
    for name, made in found.items():
        assert np.isfinite(made).all(), name
        assert name == "net_foreign_exchange_usd" or (made >= 0).all(), name
    assert (found["local_value_added_usd"] <= found["revenue_usd"]).all()
    assert (found["exports_usd"] <= found["revenue_usd"]).all()


WORDS = {
    "a month never makes more than the target, its share reached and the fastest growth allow": lambda v, o: (
        o["units"] <= v["target_units_per_year"] / 12 * v["utilisation"] * 1.5**10 * (1 + 1e-12)
    ),
    "parts and value added make up revenue": lambda _v, o: np.isclose(
        o["component_imports_usd"] + o["local_value_added_usd"], o["revenue_usd"], rtol=1e-12
    ),
    "imported parts never cost more than revenue": lambda _v, o: o["component_imports_usd"] <= o["revenue_usd"],
    "exports are part of revenue": lambda _v, o: o["exports_usd"] <= o["revenue_usd"],
    "what is exported replaces no imports": lambda v, o: (v["export_share"] < 1) | (o["imports_replaced_usd"] == 0),
    "foreign exchange gained is at most what is sold": lambda v, o: (
        o["net_foreign_exchange_usd"] <= o["revenue_usd"] * np.maximum(1, 1 + v["import_price_premium"]) * (1 + 1e-12)
    ),
    "foreign exchange lost is at most what parts cost": lambda _v, o: (
        o["net_foreign_exchange_usd"] >= -o["component_imports_usd"] * (1 + 1e-12)
    ),
    "indirect jobs follow direct ones": lambda v, o: np.isclose(
        o["indirect_jobs"], o["direct_jobs"] * v["indirect_per_direct"], rtol=1e-12
    ),
    "who works is paid the wage": lambda v, o: np.isclose(
        o["payroll_usd"], o["direct_jobs"] * v["monthly_wage_usd"], rtol=1e-12
    ),
    "nobody works, earns or sells where nothing is made": lambda _v, o: (
        (o["units"] > 0) | np.logical_and.reduce([array == 0 for array in o.values()])
    ),
}


@pytest.mark.parametrize("words", WORDS)
def test_in_words_at_every_extreme_and_pair_of_extremes(words: str):
    values = matrix()
    outcomes = simulate(values, 120)
    held = WORDS[words](values, outcomes)
    assert held.shape == outcomes["units"].shape
    assert held.all(), f"not so in {np.unique(np.nonzero(~held)[0])[:5]} of the matrix"


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("target_units_per_year", "units"),
        ("utilisation", "units"),
        ("annual_growth", "units"),
        ("revenue_per_unit", "revenue_usd"),
        ("price_trend", "revenue_usd"),
        ("local_value_added_start", "net_foreign_exchange_usd"),
        ("local_value_added_end", "net_foreign_exchange_usd"),
        ("export_share", "exports_usd"),
        ("import_replaced_share", "net_foreign_exchange_usd"),
        ("import_price_premium", "net_foreign_exchange_usd"),
        ("jobs_per_million_units", "direct_jobs"),
        ("indirect_per_direct", "indirect_jobs"),
        ("monthly_wage_usd", "payroll_usd"),
        ("pkr_per_usd", "revenue_pkr"),
        ("pkr_depreciation", "revenue_pkr"),
    ],
)
def test_a_higher_value_means_more_of_what_it_drives(name: str, outcome: str):
    parameter = next(p for p in TABLE if p.name == name)
    totals = simulate(defaults(TABLE) | {name: parameter.grid().reshape(-1, 1)}, 60)[outcome].sum(axis=1)
    assert (np.diff(totals) > 0).all()


@pytest.mark.parametrize("name", ["ramp_months", "delay_months"])
def test_a_slower_start_means_fewer_handsets(name: str):
    parameter = next(p for p in TABLE if p.name == name)
    totals = simulate(defaults(TABLE) | {name: parameter.grid().reshape(-1, 1)}, 60)["units"].sum(axis=1)
    assert (np.diff(totals) < 0).all()
