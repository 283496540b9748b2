"""Partial dates and promised periods."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation import dates


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2030", "2030-12-31"),
        ("FY2014", "2014-06-30"),
        ("2025-Q2", "2025-06-30"),
        ("2025-Q4", "2025-12-31"),
        ("2022/2023", "2023-12-31"),
        ("2022-01", "2022-01-31"),
        ("2024-02", "2024-02-29"),
        ("2019-10-06", "2019-10-06"),
    ],
)
def test_a_promise_ends_on_the_last_day_of_the_latest_period_it_names(text: str, end: str) -> None:
    assert dates.is_horizon(text)
    assert dates.horizon_end(text) == dt.date.fromisoformat(end)


@pytest.mark.parametrize(
    "text", ["", "21", "2021-13", "2021-00", "2021-02-29", "2021-1-1", "2021-11-02T00", " 2021", "FY2021"]
)
def test_what_is_no_date_of_the_calendar_is_no_date(text: str) -> None:
    assert not dates.is_partial_date(text)


@pytest.mark.parametrize("text", ["2023/2022", "2022/2022", "2025-Q5", "FY14", "soon"])
def test_what_names_no_period_is_no_horizon(text: str) -> None:
    assert not dates.is_horizon(text)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), st.sampled_from([4, 7, 10]))
def test_a_partial_date_spans_the_days_it_may_mean(day: dt.date, length: int) -> None:
    text = day.isoformat()[:length]
    assert dates.is_partial_date(text)
    assert dates.first_day(text) <= day <= dates.last_day(text)
    assert dates.first_day(text).isoformat().startswith(text)
    assert dates.last_day(text).isoformat().startswith(text)
    assert dates.precision(text) == {4: "year", 7: "month", 10: "day"}[length]
    assert dates.horizon_end(text) == dates.last_day(text)
