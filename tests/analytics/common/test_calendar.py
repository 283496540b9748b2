"""Months and fiscal years."""

import pandas as pd
import pytest

from analytics.common.calendar import (
    fiscal_year_label,
    fiscal_year_number,
    fiscal_year_of,
    fiscal_year_start,
    months_in,
    months_spanned,
)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2024-01-01", "2024-12-31", 12),
        ("2024-07-01", "2025-06-30", 12),
        ("2022-03-01", "2022-03-31", 1),
        ("2022-11-01", "2025-02-28", 28),
        ("2024-12-31", "2025-01-01", 2),
    ],
)
def test_a_window_counts_the_months_of_both_its_ends(start: str, end: str, months: int):
    first, last = pd.Timestamp(start), pd.Timestamp(end)
    assert months_spanned(first, last) == months
    assert months_in(pd.DataFrame({"period_start": [first], "period_end": [last]})).tolist() == [months]


@pytest.mark.parametrize(("month", "number"), [("2024-06", 2024), ("2024-07", 2025)])
def test_a_fiscal_year_begins_in_july(month: str, number: int):
    assert fiscal_year_of(pd.Period(month)) == fiscal_year_of(pd.Timestamp(month)) == fiscal_year_label(number)


@pytest.mark.parametrize("text", ["FY2025", "FY2025H1"])
def test_a_fiscal_year_is_numbered_by_the_year_in_which_it_ends(text: str):
    assert fiscal_year_number(text) == 2025
    assert fiscal_year_start(text) == pd.Timestamp("2024-07-01")


@pytest.mark.parametrize("day", ["2024-06-30", "2024-07-01", "2025-06-30", "2025-07-01"])
def test_a_fiscal_year_holds_its_first_and_last_day_and_no_more(day: str):
    inside = pd.Timestamp("2024-07-01") <= pd.Timestamp(day) <= pd.Timestamp("2025-06-30")
    assert (fiscal_year_of(pd.Timestamp(day)) == "FY2025") == inside
