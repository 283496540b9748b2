"""Months to calendar and fiscal years: flows add up, stocks are averaged over the months of the period."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from analytics.common.calendar import fiscal_year_of
from analytics.what_if.engine.model import Array

By = Literal["month", "year", "fiscal_year"]


@dataclass(frozen=True, slots=True)
class Period:
    """A run of months of a scenario: months first .. last - 1.

    Attributes:
        label: "2022-01", "2022" or "FY2022" (July 2021 to June 2022).
        start, end: first and last day that the scenario covers in it.
        first, last: column bounds in an outcome [n, months], last excluded.
        complete: the scenario covers the whole period.
    """

    label: str
    start: pd.Timestamp
    end: pd.Timestamp
    first: int
    last: int
    complete: bool


@lru_cache(maxsize=64)
def periods(start: pd.Period, months: int, by: By) -> tuple[Period, ...]:
    """Cut a calendar of `months` months from `start` into months, calendar years or fiscal years, in order.

    Kept: a calendar is the same for every setting, and is asked for with each.
    """
    calendar = [start + m for m in range(months)]
    labels = [_label(month, by) for month in calendar]
    spans = []
    for label in dict.fromkeys(labels):
        first, length = labels.index(label), labels.count(label)
        begin, end = calendar[first], calendar[first + length - 1]
        complete = length == (1 if by == "month" else 12)
        spans.append(
            Period(label, begin.start_time, end.end_time.normalize(), first, first + length, complete),
        )
    return tuple(spans)


def aggregate(values: Array, kind: Literal["flow", "stock"], spans: tuple[Period, ...]) -> Array:
    """One outcome by period, for all scenarios.

    Args:
        values: monthly values [n, months].
        kind: a `flow` is summed, a `stock` is the mean over the months covered.
        spans: what `periods` returned.

    Returns:
        Array [n, periods].
    """
    sums = np.add.reduceat(values, [span.first for span in spans], axis=1)
    if kind == "flow":
        return sums
    return sums / np.array([span.last - span.first for span in spans], dtype=np.float64)


def _label(month: pd.Period, by: By) -> str:
    """Name of the period a month falls in."""
    if by == "month":
        return f"{month.year}-{month.month:02d}"
    if by == "year":
        return str(month.year)
    return fiscal_year_of(month)
