"""Axes of time stay readable, also where a filter leaves a single year or a single day."""

from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from charts.kit import time_axis

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@given(st.lists(st.integers(1990, 2060), min_size=1, max_size=40))
def test_years_are_marked_whole_few_and_within_the_axis(shown: list[int]) -> None:
    axis = time_axis.years(shown, "FY")
    first, last = axis["range"]
    assert first < min(shown) <= max(shown) < last
    assert axis["ticktext"] == [f"FY{year}" for year in axis["tickvals"]]
    assert axis["tickvals"][0] == min(shown)
    assert 1 <= len(axis["tickvals"]) <= time_axis.MOST_YEARS
    assert all(isinstance(year, int) and year <= max(shown) for year in axis["tickvals"])


@given(st.lists(DAYS, min_size=1, max_size=20))
def test_an_axis_of_dates_holds_every_date_with_room_and_at_least_a_year(shown: list[date]) -> None:
    begin, end = time_axis.dates([*shown, None, pd.NaT])["range"]
    assert begin < pd.Timestamp(min(shown)) <= pd.Timestamp(max(shown)) < end
    assert end - begin >= pd.Timedelta(days=365)


@given(st.lists(st.integers(1990, 2060), min_size=1, max_size=40))
def test_calendar_years_are_marked_in_their_middle(shown: list[int]) -> None:
    axis = time_axis.whole_years(pd.Timestamp(year, 1, 1) for year in shown)
    assert [mark.month for mark in axis["tickvals"]] == [7] * len(axis["tickvals"])
    assert [str(mark.year) for mark in axis["tickvals"]] == axis["ticktext"]
    assert axis["range"] == [pd.Timestamp(min(shown), 1, 1), pd.Timestamp(max(shown), 12, 31)]
