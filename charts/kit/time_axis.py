"""Axes of time that are readable on a phone, also where a filter leaves a single year or a single day.

By default Plotly divides an axis of a single date into milliseconds, and an axis of a single year into tenths.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd

MOST_YEARS = 7  # labels of four figures that fit side by side on a phone
ROOM = 0.03  # what stays free at both ends, as part of the span: half a mark


def years(shown: Iterable[int], prefix: str = "", most: int = MOST_YEARS) -> dict[str, Any]:
    """An axis of whole years, such as bars stand on: every year, or every second, third, ..., from the first.

    Args:
        shown: The years drawn; at least one.
        prefix: What stands before each label: FY for fiscal years.
        most: How many labels fit.
    """
    drawn = list(shown)
    first, last = int(min(drawn)), int(max(drawn))
    step = max(1, -(-(last - first + 1) // most))
    marks = list(range(first, last + 1, step))
    return {"tickvals": marks, "ticktext": [f"{prefix}{year}" for year in marks], "range": [first - 0.7, last + 0.7]}


def dates(shown: Iterable[Any]) -> dict[str, Any]:
    """An axis of dates that holds at least one year, with the marks Plotly chooses; missing dates are left out.

    Args:
        shown: The dates drawn; at least one of them known.
    """
    days = pd.DatetimeIndex(pd.to_datetime(list(shown))).dropna()
    first, last = days.min(), days.max()
    room = max((last - first) * ROOM, (pd.Timedelta(days=366) - (last - first)) / 2)
    return {"range": [first - room, last + room]}


def whole_years(shown: Iterable[Any]) -> dict[str, Any]:
    """An axis of dates for figures of calendar years, each of which stands in the middle of its year.

    Args:
        shown: The first days of the years drawn; at least one.
    """
    drawn = sorted({day.year for day in pd.DatetimeIndex(list(shown))})
    step = max(1, -(-(drawn[-1] - drawn[0] + 1) // MOST_YEARS))
    marks = range(drawn[0], drawn[-1] + 1, step)
    return {
        "tickvals": [middle(pd.Timestamp(year, 1, 1)) for year in marks],
        "ticktext": [str(year) for year in marks],
        "range": [pd.Timestamp(drawn[0], 1, 1), pd.Timestamp(drawn[-1], 12, 31)],
    }


def middle(first_day: pd.Timestamp) -> pd.Timestamp:
    """The middle of the year that begins on a day."""
    return first_day + pd.DateOffset(months=6)
