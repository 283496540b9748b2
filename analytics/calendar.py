"""Pakistan's fiscal year: FY2025 runs from July 2024 to June 2025."""

import pandas as pd


def fiscal_year_number(fiscal_year: str) -> int:
    """FY2025 -> 2025, the calendar year it ends in."""
    return int(fiscal_year.removeprefix("FY")[:4])


def fiscal_year_start(fiscal_year: str) -> pd.Timestamp:
    """FY2025 -> 1 July 2024."""
    return pd.Timestamp(fiscal_year_number(fiscal_year) - 1, 7, 1)


def fiscal_year_end(fiscal_year: str) -> pd.Timestamp:
    """FY2025 -> 30 June 2025."""
    return pd.Timestamp(fiscal_year_number(fiscal_year), 6, 30)


def fiscal_year_of(day: pd.Timestamp) -> str:
    """1 July 2024 -> FY2025."""
    return f"FY{day.year + (day.month >= 7)}"
