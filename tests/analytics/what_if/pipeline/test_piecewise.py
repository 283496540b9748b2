"""Amounts that come evenly over time: against plain formulas and means, for one and for many at once."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.what_if.engine.model import Array
from analytics.what_if.pipeline.piecewise import BREAKPOINTS, WIDE, Spread, monthly

# The machine may be busy: how long an example takes says nothing of the sums.
unhurried = settings(deadline=None)
AMOUNTS, DATES, SPANS = st.floats(0.0, 1e10, allow_subnormal=False), st.floats(0.0, 300.0), st.floats(1.0, 240.0)
SEVERAL = st.lists(st.tuples(AMOUNTS, DATES, SPANS), min_size=1, max_size=12)
CALENDAR = st.integers(1, 200)


def one(number: float) -> Array:
    return np.array([[number]])


def rows(numbers: list[tuple[float, ...]]) -> list[Array]:
    return [np.array(column).reshape(-1, 1) for column in zip(*numbers, strict=True)]


def flow(spread: Spread, months: int) -> Array:
    return monthly({"x": [spread]}, {}, months)["x"]


def stock(spread: Spread, months: int) -> Array:
    return monthly({}, {"x": [spread]}, months)["x"]


def overlap(month: float, first: Array, width: Array) -> Array:
    """Months of first .. first + width that lie within one month."""
    return np.maximum(np.minimum(month + 1.0, first + width) - np.maximum(month, first), 0.0)


def test_an_amount_over_a_year_worked_by_hand():
    found = flow(Spread(one(120.0), one(2.5), one(12.0)), 18)[:, 0]
    assert found.tolist() == [0.0, 0.0, 5.0, *([10.0] * 11), 5.0, 0.0, 0.0, 0.0]
    come = stock(Spread(one(120.0), one(2.5), one(12.0)), 18)[:, 0]
    assert come.tolist() == pytest.approx([0.0, 0.0, 0.0, *range(10, 120, 10), *([120.0] * 4)], rel=1e-14)


def test_an_amount_that_begins_over_a_year_and_is_drawn_out_for_one_rises_and_falls_like_a_tent():
    found = flow(Spread(one(144.0), one(0.0), one(12.0), one(12.0)), 30)[:, 0]
    rise = [m + 0.5 for m in range(12)]
    assert found.tolist() == pytest.approx([*rise, *rise[::-1], *([0.0] * 6)], rel=1e-12)


@unhurried
@given(SEVERAL, CALENDAR)
def test_what_comes_in_a_month_is_the_part_of_each_span_that_lies_in_it(several: list[tuple[float, ...]], months: int):
    amount, first, width = rows(several)
    found = flow(Spread(amount, first, width), months)[:, 0]
    expected = [(amount * overlap(month, first, width) / width).sum() for month in range(months)]
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=2e-14 * amount.sum())


@unhurried
@given(st.floats(0.0, 400.0), SPANS, SPANS, CALENDAR)
def test_what_is_drawn_out_has_come_as_far_as_the_mean_over_all_beginnings(
    first: float, width: float, drawn_out: float, months: int
):
    found = stock(Spread(one(1.0), one(first), one(width), one(drawn_out)), months)[:, 0]
    begins = first + width * (np.arange(4000) + 0.5) / 4000
    middles = np.arange(months).reshape(-1, 1) + 0.5
    expected = np.clip((middles - begins) / drawn_out, 0.0, 1.0).mean(axis=1)
    np.testing.assert_allclose(found, expected, atol=2e-4)


@unhurried
@given(AMOUNTS, DATES, SPANS, st.none() | SPANS)
def test_everything_comes_once_and_nothing_before_or_after(
    amount: float, first: float, width: float, drawn_out: float | None
):
    last = first + width + (drawn_out or 0.0)
    months = int(last) + 12
    spread = Spread(one(amount), one(first), one(width), None if drawn_out is None else one(drawn_out))
    come, level = flow(spread, months)[:, 0], stock(spread, months)[:, 0]
    assert (come >= 0.0).all()
    assert (level >= 0.0).all()
    assert come.sum() == pytest.approx(amount, rel=1e-10)
    assert level[-1] == pytest.approx(amount, rel=1e-10)
    assert not come[: int(first)].any()
    assert not level[: int(first)].any()
    if width >= 12.0 and (drawn_out is None or drawn_out >= 12.0):
        assert not come[int(last) + 1 :].any()


@unhurried
@given(SEVERAL, DATES)
def test_what_comes_before_the_calendar_is_left_out_and_nothing_else_changes(
    several: list[tuple[float, ...]], earlier: float
):
    amount, first, width = rows(several)
    whole = int(earlier)
    shifted = flow(Spread(amount, first - whole, width), 60)[:, 0]
    later = flow(Spread(amount, first, width), 60 + whole)[whole:, 0]
    np.testing.assert_allclose(shifted, later, rtol=1e-10, atol=3e-14 * amount.sum())
    level = stock(Spread(amount, first - whole, width), 60)[:, 0]
    ends = np.minimum(np.arange(60) + 0.5, first - whole + width)
    since = np.maximum(ends - np.maximum(first - whole, 0.0), 0.0)
    np.testing.assert_allclose(level, (amount * since / width).sum(axis=0), rtol=1e-10, atol=3e-13 * amount.sum())


def table(rng: np.random.Generator, count: int, n: int, *, drawn_out: bool) -> Spread:
    """Random spreads [count, n]; the dates of each row are the same in all columns."""
    spans = (rng.uniform(1.0, 60.0, (count, n)), rng.uniform(12.0, 90.0, (1, n)))
    return Spread(rng.random((count, n)), rng.uniform(0.0, 90.0, (count, 1)), spans[0], spans[1] if drawn_out else None)


def column(spread: Spread, j: int) -> Spread:
    return Spread(*(array if array.shape[1] == 1 else array[:, [j]] for array in spread.arrays))


@pytest.mark.parametrize("n", [1, 7, WIDE, BREAKPOINTS // 10])
def test_many_columns_equal_each_one_alone(n: int):
    rng = np.random.default_rng(n)
    flows = {
        "a": [table(rng, 9, n, drawn_out=False), table(rng, 3, n, drawn_out=True)],
        "b": [table(rng, 2, n, drawn_out=False)],
    }
    stocks = {"c": [table(rng, 5, n, drawn_out=True)], "d": [table(rng, 4, n, drawn_out=False)]}
    found = monthly(flows, stocks, 120)
    assert {name: rows.shape for name, rows in found.items()} == dict.fromkeys("abcd", (120, n))
    for j in range(0, n, max(1, n // 5)):
        alone = [
            {name: [column(each, j) for each in some] for name, some in group.items()} for group in (flows, stocks)
        ]
        for name, rows in monthly(*alone, 120).items():
            np.testing.assert_array_equal(found[name][:, [j]], rows, err_msg=name)


def test_sums_of_several_spreads_are_the_sums_of_each():
    rng = np.random.default_rng(3)
    some = [table(rng, 4, 5, drawn_out=drawn_out) for drawn_out in (False, True, False)]
    for whole, each in ((flow, "flow"), (stock, "stock")):
        found = monthly({"x": some}, {}, 90)["x"] if each == "flow" else monthly({}, {"x": some}, 90)["x"]
        np.testing.assert_allclose(found, sum(whole(spread, 90) for spread in some), rtol=1e-11, atol=1e-13)


def test_what_has_one_column_stays_one_column_beside_what_has_many():
    rng = np.random.default_rng(5)
    flows = {
        "one": [table(rng, 3, 1, drawn_out=False)],
        "many": [table(rng, 3, 1, drawn_out=True), table(rng, 3, 4, drawn_out=False)],
    }
    found = monthly(flows, {"none": []}, 24)
    assert {name: rows.shape for name, rows in found.items()} == {"one": (24, 1), "many": (24, 4), "none": (24, 1)}
    assert not found["none"].any()
    np.testing.assert_array_equal(found["one"], flow(flows["one"][0], 24))
