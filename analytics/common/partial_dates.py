"""Dates known only to the month or year: their end, middle and text. A date here is the first day of its period."""

from collections.abc import Hashable

import pandas as pd

from curation.dates import LENGTHS

_TO_MIDDLE = {"day": 0, "month": 14, "year": 181}


def end_of(dates: "pd.Series[pd.Timestamp]", precision: "pd.Series[str]") -> "pd.Series[pd.Timestamp]":
    """The last day of each stated period: 2021 -> 31 December 2021."""
    ends: pd.Series[pd.Timestamp] = dates.copy()
    for kind, offset in (("month", pd.offsets.MonthEnd(0)), ("year", pd.offsets.YearEnd(0))):
        chosen = precision == kind
        ends[chosen] = dates[chosen] + offset
    return ends


def middle_of(dates: "pd.Series[pd.Timestamp]", precision: "pd.Series[str]") -> "pd.Series[pd.Timestamp]":
    """About the middle of each stated period, where a mark for it stands on a time axis: 2021 -> 1 July 2021."""
    days = precision.map(_TO_MIDDLE).fillna(0)
    middle: pd.Series[pd.Timestamp] = dates + pd.to_timedelta(days, unit="D")
    return middle


def iso(dates: "pd.Series[pd.Timestamp]", precision: "pd.Series[str]") -> "pd.Series[str]":
    """Each date as ISO text no finer than stated: 2021, 2021-11 or 2021-11-02; missing stays missing."""
    return pd.Series([iso_text(*pair) for pair in zip(dates, precision, strict=True)], index=dates.index, dtype="str")


def iso_text(date: pd.Timestamp | None, precision: Hashable) -> str | None:
    """One date as `iso` writes it; None where it is missing."""
    return None if date is None or pd.isna(date) else date.strftime("%Y-%m-%d")[: LENGTHS.get(str(precision), 10)]
