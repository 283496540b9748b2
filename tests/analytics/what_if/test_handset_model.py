"""The relations of the handset model: numbers worked by hand, an independent oracle, and what must always hold."""

from decimal import Decimal, getcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.what_if.handset_parameters import parameters
from analytics.what_if.handsets import HANDSETS, NAMES, OUTCOMES, simulate
from analytics.what_if.parameters import defaults
from analytics.what_if.scenario import Scenario, key_figures

TABLE = parameters()
MONTHS = st.integers(1, 90)
VALUES = st.fixed_dictionaries({p.name: st.floats(p.low, p.high, allow_subnormal=False) for p in TABLE})
WHOLE = Decimal(1)

BY_HAND = {
    "target_units_per_year": 1_200_000,
    "ramp_months": 4,
    "annual_growth": 0.21,
    "local_value_added_end": 0.3,
    "export_share": 0.25,
    "delay_months": 0.5,
    "utilisation": 0.5,
    "revenue_per_unit": 200,
    "price_trend": 0,
    "local_value_added_start": 0.1,
    "import_replaced_share": 0.5,
    "import_price_premium": 0.5,
    "jobs_per_million_units": 1000,
    "indirect_per_direct": 0.5,
    "monthly_wage_usd": 125,
    "pkr_per_usd": 180,
    "pkr_depreciation": 0,
}


def oracle(values: dict[str, float], months: int, month: int) -> dict[str, Decimal]:
    """One month of one scenario in decimal arithmetic, written from the published equations."""
    getcontext().prec = 50
    v = {name: Decimal(value) for name, value in values.items()}
    t = Decimal(month) + Decimal("0.5") - v["delay_months"]
    years = (Decimal(month) + Decimal("0.5")) / 12
    if v["ramp_months"] == 0:
        ramp = WHOLE
    else:
        s = min(max(t / v["ramp_months"], Decimal(0)), WHOLE)
        ramp = 3 * s**2 - 2 * s**3
    growth = (1 + v["annual_growth"]) ** (max(Decimal(0), t - v["ramp_months"]) / 12)
    units = Decimal(0) if t < 0 else v["target_units_per_year"] / 12 * ramp * v["utilisation"] * growth
    price = v["revenue_per_unit"] * (1 + v["price_trend"]) ** years
    part = Decimal(month) / (months - 1) if months > 1 else Decimal(0)
    share = (1 - part) * v["local_value_added_start"] + part * v["local_value_added_end"]
    exports = units * price * v["export_share"]
    at_home = units * (1 - v["export_share"]) * v["import_replaced_share"]
    replaced = at_home * price * (1 + v["import_price_premium"])
    jobs = units * 12 / 1_000_000 * v["jobs_per_million_units"]
    return {
        "units": units,
        "revenue_usd": units * price,
        "local_value_added_usd": units * price * share,
        "component_imports_usd": units * price * (1 - share),
        "exports_usd": exports,
        "imports_replaced_usd": replaced,
        "net_foreign_exchange_usd": exports + replaced - units * price * (1 - share),
        "direct_jobs": jobs,
        "indirect_jobs": jobs * v["indirect_per_direct"],
        "revenue_pkr": units * price * v["pkr_per_usd"] * (1 + v["pkr_depreciation"]) ** years,
        "payroll_usd": jobs * v["monthly_wage_usd"],
    }


def test_a_case_worked_by_hand_comes_out_to_full_precision():
    found = simulate(BY_HAND, 11)
    # 1.2 million a year, half used, is 50,000 a month; s = 0, 1/4, 1/2, 3/4, 1 gives 0, 5/32, 1/2, 27/32, 1 of it.
    assert found["units"][0, :5] == pytest.approx([0.0, 7812.5, 25000.0, 42187.5, 50000.0], rel=1e-15, abs=0.0)
    # Six months after the ramp, growth of 21 % a year has added 10 %: 55,000 at 200 dollars.
    last = {name: values[0, 10] for name, values in found.items()}
    assert last == pytest.approx(
        {
            "units": 55_000,
            "revenue_usd": 11_000_000,
            "local_value_added_usd": 3_300_000,
            "component_imports_usd": 7_700_000,
            "exports_usd": 2_750_000,
            "imports_replaced_usd": 6_187_500,
            "net_foreign_exchange_usd": 1_237_500,
            "direct_jobs": 660,
            "indirect_jobs": 330,
            "revenue_pkr": 1_980_000_000,
            "payroll_usd": 82_500,
        },
        rel=1e-14,
    )


@given(VALUES, MONTHS, st.data())
def test_every_outcome_equals_the_published_equations(values: dict[str, float], months: int, data: st.DataObject):
    month = data.draw(st.integers(0, months - 1))
    found = simulate(values, months)
    expected = oracle(values, months, month)
    size = float(expected["revenue_usd"] + expected["imports_replaced_usd"])
    for name, value in expected.items():
        tolerance = 1e-12 * size if name == "net_foreign_exchange_usd" else 1e-12
        assert found[name][0, month] == pytest.approx(float(value), rel=1e-11, abs=tolerance), name


@given(VALUES, MONTHS, st.integers(0, 50_000).map(lambda thousandths: thousandths / 1000))
def test_every_outcome_scales_with_the_target(values: dict[str, float], months: int, factor: float):
    one = simulate(values, months)
    scaled = simulate(values | {"target_units_per_year": values["target_units_per_year"] * factor}, months)
    for name in one:
        size = np.abs(one["revenue_usd"]).max() * factor
        np.testing.assert_allclose(scaled[name], one[name] * factor, rtol=1e-9, atol=1e-9 * size, err_msg=name)


@given(VALUES, MONTHS)
def test_a_target_of_zero_gives_zero_in_every_outcome(values: dict[str, float], months: int):
    for name, made in simulate(values | {"target_units_per_year": 0.0}, months).items():
        assert not made.any(), name


@given(VALUES, MONTHS)
def test_nothing_happens_before_the_opening(values: dict[str, float], months: int):
    closed = np.arange(months) + 0.5 < values["delay_months"]
    for name, made in simulate(values, months).items():
        assert not made[0, closed].any(), name
    at_once = simulate(values | {"ramp_months": 0.0, "utilisation": 1.0}, months)["units"][0]
    assert (at_once[~closed] > 0).all()


@given(VALUES, MONTHS)
def test_without_growth_output_rises_to_the_target_and_stays_there(values: dict[str, float], months: int):
    units = simulate(values | {"annual_growth": 0.0}, months)["units"][0]
    full = values["target_units_per_year"] / 12 * values["utilisation"]
    assert (np.diff(units) >= -1e-9 * full).all()
    after = np.arange(months) + 0.5 - values["delay_months"] >= values["ramp_months"]
    assert units[after] == pytest.approx(full, rel=1e-12)


@given(st.lists(VALUES, min_size=1, max_size=6), MONTHS)
def test_a_batch_equals_its_scenarios_one_by_one(scenarios: list[dict[str, float]], months: int):
    batch = simulate({name: np.array([[each[name]] for each in scenarios]) for name in NAMES}, months)
    for row, each in enumerate(scenarios):
        for name, values in simulate(each, months).items():
            np.testing.assert_array_equal(batch[name][row], values[0], err_msg=name)


@given(VALUES, MONTHS)
def test_money_balances_in_every_month(values: dict[str, float], months: int):
    found = simulate(values, months)
    size = max(found["revenue_usd"].max(), found["imports_replaced_usd"].max())
    parts = found["local_value_added_usd"] + found["component_imports_usd"]
    np.testing.assert_allclose(parts, found["revenue_usd"], rtol=1e-12)
    exchange = found["exports_usd"] + found["imports_replaced_usd"] - found["component_imports_usd"]
    np.testing.assert_allclose(found["net_foreign_exchange_usd"], exchange, rtol=1e-12, atol=1e-12 * size)


@given(VALUES, MONTHS)
def test_key_figures_are_the_sums_and_ends_of_the_months(values: dict[str, float], months: int):
    figures = HANDSETS.key_figures(values, simulate(values, months))
    expected = [oracle(values, months, month)["units"] for month in range(months)]
    assert figures["units_total"][0] == pytest.approx(float(sum(expected)), rel=1e-11)
    assert list(figures) == [figure.name for figure in HANDSETS.figures]
    assert figures["direct_jobs_end"][0] <= figures["direct_jobs_peak"][0]


def test_a_single_month_takes_the_local_share_of_the_start():
    found = simulate(BY_HAND | {"delay_months": 0, "ramp_months": 0}, 1)
    assert found["local_value_added_usd"][0, 0] == pytest.approx(0.1 * found["revenue_usd"][0, 0], rel=1e-15)
    assert all(values.shape == (1, 1) for values in found.values())


def test_without_a_ramp_the_first_month_is_at_the_full_rate():
    found = simulate(BY_HAND | {"ramp_months": 0, "annual_growth": 0}, 24)
    np.testing.assert_array_equal(found["units"], np.full((1, 24), 50_000.0))


def test_a_month_counts_from_its_middle():
    opened = [simulate(BY_HAND | {"ramp_months": 0, "delay_months": delay}, 3)["units"][0] > 0 for delay in (0.5, 0.6)]
    np.testing.assert_array_equal(opened, [[True, True, True], [False, True, True]])


def test_one_varied_parameter_spreads_to_every_outcome():
    found = simulate(BY_HAND | {"pkr_per_usd": np.array([[100.0], [200.0], [300.0]])}, 7)
    assert list(found) == [outcome.name for outcome in OUTCOMES]
    assert {values.shape for values in found.values()} == {(3, 7)}
    assert {values.dtype for values in found.values()} == {np.dtype("float64")}


def test_the_table_of_parameters_lists_what_the_model_takes():
    assert tuple(parameter.name for parameter in TABLE) == NAMES


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"speed": 1.0}, "unknown parameters: \\['speed'\\]; allowed"),
        ({"utilisation": np.ones(3)}, "utilisation has shape \\(3,\\)"),
        ({"utilisation": np.ones((2, 5))}, "utilisation has shape \\(2, 5\\)"),
    ],
)
def test_values_the_model_cannot_take_are_named(change: dict[str, float | np.ndarray], message: str):
    with pytest.raises(ValueError, match=message):
        simulate(BY_HAND | change, 12)


def test_a_missing_parameter_and_a_calendar_without_months_are_refused():
    with pytest.raises(ValueError, match=r"missing parameters: \['utilisation'\]"):
        simulate({name: value for name, value in BY_HAND.items() if name != "utilisation"}, 12)
    with pytest.raises(ValueError, match="months is 0; at least 1"):
        simulate(BY_HAND, 0)


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


def test_key_figures_of_a_scenario_name_their_units():
    figures = key_figures(Scenario.of("2022-01", 12, BY_HAND)).set_index("figure")
    assert figures.loc["units_per_year_full_rate", "value"] == 600_000
    assert figures.loc["revenue_usd_per_year_full_rate", "value"] == 120_000_000
    assert figures.loc["revenue_usd_per_year_full_rate", "unit"] == "US$ a year"
