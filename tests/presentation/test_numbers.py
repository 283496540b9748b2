"""One formatter: three significant digits in words, missing shown as missing."""

import math
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from presentation import numbers

finite = st.floats(min_value=-1e15, max_value=1e15, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (-0.0, "0"),
        (0.00034, "0.00034"),
        (0.00000012345, "0.000000123"),
        (0.25, "0.25"),
        (8_904, "8,900"),
        (999, "999"),
        (999.6, "1,000"),
        (236_000, "236,000"),
        (999_499, "999,000"),
        (999_999, "1 million"),
        (31_380_000, "31.4 million"),
        (999_999_999, "1 billion"),
        (25.4e9, "25.4 billion"),
        (1e12, "1 trillion"),
        (-3_200_000, "−3.2 million"),
        (-20.3, "−20.3"),
        (math.inf, "∞"),
        (math.nan, "–"),
        (None, "–"),
        (pd.NA, "–"),
    ],
)
def test_short_rounds_to_three_digits_in_words(value: float | None, words: str) -> None:
    assert numbers.short(value) == words


@given(finite)
def test_short_is_never_further_off_than_half_of_its_third_digit(value: float) -> None:
    assert math.isclose(numbers.rounded(value), value, rel_tol=0.00501, abs_tol=1e-300)


@given(finite)
def test_short_of_a_negative_mirrors_the_positive(value: float) -> None:
    words = numbers.short(abs(value))
    assert numbers.short(-abs(value)) in (f"−{words}", words if words == "0" else f"−{words}")


@given(st.integers(-(10**15), 10**15))
def test_exact_keeps_every_digit_of_a_whole_number(value: int) -> None:
    assert int(numbers.exact(value).replace(",", "").replace("−", "-")) == value


def test_exact_keeps_decimals_as_the_data_hold_them() -> None:
    assert [numbers.exact(v) for v in (85.19382, 0.1 + 0.2, 1_234.5, -0.0000001, None)] == [
        "85.19382", "0.3", "1,234.5", "0", "–",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (25.4e9, "$25.4 billion"),
        (450e6, "$450 million"),
        (-1.2e9, "−$1.2 billion"),
        (0, "$0"),
        (-0.0, "$0"),
        (None, "–"),
    ],
)
def test_money_is_in_dollars_with_the_sign_in_front(value: float | None, words: str) -> None:
    assert numbers.money(value) == words


@pytest.mark.parametrize(
    ("share", "digits", "words"),
    [
        (0.931, 2, "93\N{NO-BREAK SPACE}%"),
        (0.931, 3, "93.1\N{NO-BREAK SPACE}%"),
        (1.473, 2, "147\N{NO-BREAK SPACE}%"),
        (0.0341, 2, "3.4\N{NO-BREAK SPACE}%"),
        (0.00034, 2, "0.034\N{NO-BREAK SPACE}%"),
        (0, 2, "0\N{NO-BREAK SPACE}%"),
        (1, 2, "100\N{NO-BREAK SPACE}%"),
        (-0.12, 2, "−12\N{NO-BREAK SPACE}%"),
        (math.nan, 2, "–"),
    ],
)
def test_percent_rounds_a_fraction(share: float, digits: int, words: str) -> None:
    assert numbers.percent(share, digits) == words


def test_a_change_carries_its_sign() -> None:
    assert [numbers.signed(v) for v in (47, -3.2e6, 0, math.nan)] == ["+47", "−3.2 million", "±0", "–"]


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (75_000, 192_000, "75,000–192,000"),
        (1_000_000, 12_000_000, "1–12 million"),
        (950_000, 1_200_000, "950,000–1.2 million"),
        (31_380_001, 31_380_002, "31.4 million"),
        (5, 5, "5"),
        (None, 7, "7"),
        (7, math.nan, "7"),
        (None, None, "–"),
    ],
)
def test_a_range_names_its_unit_once_and_a_single_figure_once(
    low: float | None, high: float | None, words: str
) -> None:
    assert numbers.span(low, high) == words


def test_a_date_is_no_finer_than_the_source_gave_it() -> None:
    when = date(2022, 3, 4)
    assert [numbers.day(when, p) for p in ("day", "month", "year")] == ["4 Mar 2022", "Mar 2022", "2022"]
    assert numbers.day(None) == numbers.day(pd.NaT) == "undated"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2024-01-01", "2024-12-31", "2024"),
        ("2025-01-01", "2025-05-31", "Jan–May 2025"),
        ("2024-07-01", "2025-06-30", "Jul 2024–Jun 2025"),
        ("2022-03-01", "2022-03-31", "Mar 2022"),
        ("2022-03-01", None, "undated"),
    ],
)
def test_a_window_reads_as_months(start: str, end: str | None, words: str) -> None:
    assert numbers.period(pd.Timestamp(start), None if end is None else pd.Timestamp(end)) == words
