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


@pytest.mark.parametrize(
    ("text", "months", "first", "last"),
    [
        ("FY2025", 12, "2024-07-01", "2025-06-30"),
        ("FY2025", 1, "2024-07-01", "2024-07-31"),
        ("FY2025", 6, "2024-07-01", "2024-12-31"),
        ("FY2025", 7, "2024-07-01", "2025-01-31"),
        ("FY2025H1", 12, "2024-07-01", "2024-12-31"),
        ("FY2025H2", 12, "2025-01-01", "2025-06-30"),
        ("FY2025Q1", 12, "2024-07-01", "2024-09-30"),
        ("FY2025Q3", 12, "2025-01-01", "2025-03-31"),
        ("FY2025M9", 12, "2024-07-01", "2025-03-31"),
        ("2025-Q1", 12, "2025-01-01", "2025-03-31"),
        ("2025-Q4", 12, "2025-10-01", "2025-12-31"),
        ("2022/2024", 12, "2022-01-01", "2024-12-31"),
        ("2024", 12, "2024-01-01", "2024-12-31"),
        ("2024-02", 12, "2024-02-01", "2024-02-29"),
        ("2024-02-03", 12, "2024-02-03", "2024-02-03"),
    ],
)
def test_every_form_of_a_period_has_its_first_and_last_day(text: str, months: int, first: str, last: str) -> None:
    assert dates.span(text, months) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-12", "2024-12-01"),  # the running month counts from its first day
        ("2024", "2024-12-31"),
        ("2024-12-15", "2024-12-15"),
        ("2024-Q4", "2024-12-31"),
        ("2023/2024", "2024-12-31"),
        ("FY2024", "2024-06-30"),
    ],
)
def test_a_period_is_over_from_its_last_day_on(text: str, day: str) -> None:
    by = dt.date.fromisoformat(day)
    assert dates.is_over(text, by)
    assert not dates.is_over(text, by - dt.timedelta(days=1))


@pytest.mark.parametrize(
    ("text", "is_date"),
    [
        ("1900", True),
        ("1899", False),
        ("2099-12-31", True),
        ("2100", False),
        ("2021-04-30", True),
        ("2021-04-31", False),
    ],
)
def test_dates_are_of_two_centuries_and_of_the_calendar(text: str, is_date: bool) -> None:
    assert dates.is_partial_date(text) == is_date


@pytest.mark.parametrize("text", ["FY1999", "2021-Q0", "", "2022/2022", "soon"])
def test_what_names_no_period_has_no_days(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        dates.first_day(text)
    assert not dates.is_horizon(text)
