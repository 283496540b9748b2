"""The relations of the handset model: numbers worked by hand, an independent oracle, and what must always hold."""

from decimal import Decimal, getcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.what_if.engine.parameters import defaults
from analytics.what_if.engine.scenario import Scenario, key_figures
from analytics.what_if.handsets.model import CELLS, HANDSETS, NAMES, OUTCOMES, ramp, simulate
from analytics.what_if.handsets.parameters import parameters

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


def test_a_batch_that_is_run_in_blocks_equals_its_scenarios_one_by_one():
    rng, months = np.random.default_rng(0), 36
    n = 3 * CELLS // months + 1
    values = {p.name: rng.uniform(p.low, p.high, (n, 1)) for p in TABLE}
    batch = simulate(values, months)
    for row in (0, n // 3, n - 1):
        for name, alone in simulate({name: array[row, 0] for name, array in values.items()}, months).items():
            np.testing.assert_allclose(batch[name][row], alone[0], rtol=1e-13, atol=1e-6, err_msg=name)


DIRECT_JOBS = {"direct_jobs", "indirect_jobs", "payroll_usd"}
EXCHANGE = {"net_foreign_exchange_usd"}
LOCAL = {"local_value_added_usd", "component_imports_usd"} | EXCHANGE
REPLACED = {"imports_replaced_usd"} | EXCHANGE
SALES = {"revenue_usd", "revenue_pkr", "exports_usd"} | LOCAL | REPLACED
EVERYTHING = {outcome.name for outcome in OUTCOMES}
DEPENDS = {
    "revenue_per_unit": SALES,
    "price_trend": SALES,
    "local_value_added_start": LOCAL,
    "local_value_added_end": LOCAL,
    "export_share": {"exports_usd"} | REPLACED,
    "import_replaced_share": REPLACED,
    "import_price_premium": REPLACED,
    "jobs_per_million_units": DIRECT_JOBS,
    "indirect_per_direct": {"indirect_jobs"},
    "monthly_wage_usd": {"payroll_usd"},
    "pkr_per_usd": {"revenue_pkr"},
    "pkr_depreciation": {"revenue_pkr"},
}


@pytest.mark.parametrize("rows", [2, CELLS // 60 + 1, 2 * CELLS])
@pytest.mark.parametrize("name", NAMES)
def test_an_outcome_that_a_parameter_does_not_enter_is_one_row_seen_many_times(name: str, rows: int):
    parameter = next(p for p in TABLE if p.name == name)
    values = defaults(TABLE) | {name: np.linspace(parameter.low, parameter.high, rows).reshape(-1, 1)}
    outcomes = simulate(values, 60)
    assert {array.shape for array in outcomes.values()} == {(rows, 60)}
    varying = {each for each, array in outcomes.items() if array.strides[0] != 0}
    assert varying == DEPENDS.get(name, EVERYTHING)
    assert varying == {each for each in outcomes if name in HANDSETS.depends()[each]}
    figures = HANDSETS.key_figures(values, outcomes)
    assert {array.shape for array in figures.values()} == {(rows,)}
    assert all(array.min() == array.max() for array in figures.values() if array.strides == (0,))
    assert (figures["direct_jobs_end"].strides == (0,)) == ("direct_jobs" not in varying)


def test_outcomes_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        simulate(BY_HAND, 12)["units"][0, 0] = 1.0


@given(st.floats(0.0, 48.0), st.lists(st.floats(-60.0, 120.0), min_size=2, max_size=30))
def test_a_ramp_never_falls_and_runs_from_nothing_to_all(months: float, times: list[float]):
    t = np.array(sorted(times)).reshape(-1, 1)
    share = ramp(t, np.array([[months]]))[:, 0]
    assert (np.diff(share) >= -1e-15).all()
    assert (share[t[:, 0] < 0] == 0.0).all()
    assert share[t[:, 0] >= months] == pytest.approx(1.0, rel=1e-15)
    assert ((share >= 0.0) & (share <= 1.0 + 1e-15)).all()


# Measured in other units, the same plant: which parameters are multiplied, and which outcomes follow.
OTHER_UNITS = {
    "dozens": ({"target_units_per_year": 1, "revenue_per_unit": -1, "jobs_per_million_units": -1}, {"units"}),
    "cents": (
        {"revenue_per_unit": 1, "monthly_wage_usd": 1, "pkr_per_usd": -1},
        {outcome.name for outcome in OUTCOMES if outcome.unit == "US$"},
    ),
    "paisa": ({"pkr_per_usd": 1}, {"revenue_pkr"}),
    "shifts": ({"jobs_per_million_units": 1, "monthly_wage_usd": -1}, {"direct_jobs", "indirect_jobs"}),
}


@pytest.mark.parametrize("unit", OTHER_UNITS)
@given(VALUES, MONTHS, st.floats(0.01, 100.0))
def test_a_change_of_units_changes_what_has_that_unit_and_nothing_else(
    unit: str, values: dict[str, float], months: int, factor: float
):
    powers, scaled = OTHER_UNITS[unit]
    one = simulate(values, months)
    other = simulate(values | {name: values[name] * factor**power for name, power in powers.items()}, months)
    for name, array in one.items():
        change = factor if name in scaled else 1.0
        size = change * (one["revenue_usd"].max() + one["imports_replaced_usd"].max())
        np.testing.assert_allclose(other[name], array * change, rtol=1e-11, atol=1e-11 * size, err_msg=name)


@given(VALUES, MONTHS)
def test_totals_are_the_sums_of_the_months(values: dict[str, float], months: int):
    outcomes = simulate(values, months)
    figures = HANDSETS.key_figures(values, outcomes)
    for name in ("units", "revenue_usd", "local_value_added_usd", "net_foreign_exchange_usd"):
        size = np.abs(outcomes[name]).sum()
        assert figures[f"{name}_total"][0] == pytest.approx(
            sum(outcomes[name][0].tolist()), rel=1e-12, abs=1e-12 * size
        )


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


def test_key_figures_of_a_scenario_name_their_units():
    figures = key_figures(Scenario.of("2022-01", 12, BY_HAND)).set_index("figure")
    assert figures.loc["units_per_year_full_rate", "value"] == 600_000
    assert figures.loc["revenue_usd_per_year_full_rate", "value"] == 120_000_000
    assert figures.loc["revenue_usd_per_year_full_rate", "unit"] == "US$ a year"
