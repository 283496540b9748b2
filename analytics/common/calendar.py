"""Months and Pakistan's fiscal year: FY2025 runs from July 2024 to June 2025."""

import pandas as pd


def fiscal_year_number(fiscal_year: str) -> int:
    """FY2025 -> 2025, the calendar year it ends in."""
    return int(fiscal_year.removeprefix("FY")[:4])


def fiscal_year_start(fiscal_year: str) -> pd.Timestamp:
    """FY2025 -> 1 July 2024."""
    return pd.Timestamp(fiscal_year_number(fiscal_year) - 1, 7, 1)


def fiscal_year_label(number: int) -> str:
    """2025 -> FY2025."""
    return f"FY{number}"


def fiscal_year_of(day: pd.Timestamp | pd.Period) -> str:
    """1 July 2024 -> FY2025."""
    return fiscal_year_label(day.year + (day.month >= 7))


def fiscal_years(days: "pd.Series[pd.Timestamp]") -> "pd.Series[int]":
    """The calendar year in which the fiscal year of each day ends: 1 July 2024 -> 2025."""
    return days.dt.year + (days.dt.month >= 7)


def months_spanned(start: pd.Timestamp, end: pd.Timestamp) -> int:
    """Calendar months from one day to another, the months of both included."""
    return int((end.year - start.year) * 12 + end.month - start.month + 1)


def months_in(windows: pd.DataFrame) -> "pd.Series[int]":
    """Calendar months of each window (columns period_start and period_end, both included)."""
    start, end = windows["period_start"].dt, windows["period_end"].dt
    months: pd.Series[int] = (end.year - start.year) * 12 + end.month - start.month + 1
    return months
