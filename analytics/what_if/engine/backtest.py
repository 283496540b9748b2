"""What was reported later, laid over what a scenario projected for the same months."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.common.calendar import fiscal_year_of, months_in
from analytics.common.source_ids import union
from analytics.promises.rows import HANDSETS, OUTPUT
from analytics.what_if.engine.model import Array, Outcomes, Read
from curation import catalog

WINDOW = ["period_start", "period_end"]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How far off the years of a scenario were, taken together.

    Attributes:
        years: windows of twelve months compared. Calendar and fiscal years share months, so this is no length of time.
        mean_absolute_pct: mean size of the error, in percent of what was reported; NaN when no year was compared.
        bias_pct: mean error with its sign, positive when more was projected than reported; NaN likewise.
        over, under: years in which more, and in which less, was projected than reported.
        source_ids: sources of the reported figures, joined by `;`.
    """

    years: int
    mean_absolute_pct: float
    bias_pct: float
    over: int
    under: int
    source_ids: str


def reported(company: str, brand: str, read: Read = catalog.read) -> pd.DataFrame:
    """Handsets reported as made for one maker's brand, one row for each published window and figure.

    Windows overlap: cumulative part-years run from January, and a fiscal year crosses two calendar years. Never add
    rows. A window in two datasets is one row; two figures for one window are two rows. Windows without a published
    figure are absent, not filled.

    Args:
        company: id of the maker in `outcomes` ("select-technologies").
        brand: the brand in `handset_brands` ("Xiaomi"; sources that print Redmi are curated under it).
        read: reads a curated dataset by name.

    Returns:
        Columns period_start, period_end (dates, first and last day), units [handsets in the window], full_year (bool,
        the window is twelve months), superseded (bool, a longer window from the same start exists), source_ids, note;
        ordered by period_end, then period_start.
    """
    brands, outcomes = read("handset_brands"), read("outcomes")
    output = (outcomes["counts"] == OUTPUT) & (outcomes["product"] == HANDSETS)
    stated = outcomes[output & (outcomes["metric"] == "units_per_year") & (outcomes["company"] == company)]
    windows = pd.concat(
        [brands[brands["brand"] == brand], stated[stated["brand"] == brand].assign(units=stated["value"])]
    )
    windows = windows.dropna(subset=["units"]).astype({"units": float})
    merged = windows.groupby([*WINDOW, "units"], as_index=False).agg(
        source_ids=("source_ids", union), note=("note", _join)
    )
    merged["full_year"] = months_in(merged) == 12
    merged["superseded"] = merged["period_end"] < merged.groupby("period_start")["period_end"].transform("max")
    order = [*WINDOW, "units", "full_year", "superseded", "source_ids", "note"]
    return merged.sort_values(["period_end", "period_start"], ignore_index=True)[order]


def backtest(start: pd.Period, outcomes: Outcomes, windows: pd.DataFrame) -> pd.DataFrame:
    """Projected against reported handsets over the same months.

    Args:
        start: month m = 0 of the outcomes.
        outcomes: of one scenario, each [1, months].
        windows: what `reported` returned.

    Returns:
        `windows` with projected_units [handsets in the window], error_units (projected - reported) and error_pct (of
        reported) added; the three are missing where the window reaches outside the scenario's months.

    Raises:
        ValueError: the outcomes hold more than one scenario.
    """
    units = outcomes["units"]
    if units.shape[0] != 1:
        raise ValueError(f"the outcomes hold {units.shape[0]} scenarios; a backtest takes one")
    first = (windows["period_start"].dt.year - start.year) * 12 + windows["period_start"].dt.month - start.month
    last = first + months_in(windows)
    inside = (first >= 0) & (last <= units.shape[1])
    running = np.concatenate([[0.0], units[0].cumsum()])
    bounds = [np.where(inside, edge, 0).astype(int) for edge in (first, last)]
    projected = pd.Series(running[bounds[1]] - running[bounds[0]], index=windows.index).where(inside)
    error = projected - windows["units"]
    return windows.assign(projected_units=projected, error_units=error, error_pct=100.0 * error / windows["units"])


def by_year(start: pd.Period, outcomes: Outcomes, windows: pd.DataFrame) -> pd.DataFrame:
    """How far off projected handsets were in each year that was reported in full.

    Calendar and fiscal years overlap, and one year may have two reported figures, each its own row: never add rows.

    Args:
        start: month m = 0 of the outcomes.
        outcomes: of one scenario, each [1, months].
        windows: what `reported` returned.

    Returns:
        Columns year ("2024", "FY2025", or "2023-04/2024-03" for twelve other months), period_start, period_end,
        projected, reported, error (projected - reported) [handsets], error_pct (of reported), source_ids, note; ordered
        by period_end. projected and the errors are missing for a year that the scenario does not cover in full.

    Raises:
        ValueError: the outcomes hold more than one scenario.
    """
    full = windows[windows["full_year"]].reset_index(drop=True)
    table = backtest(start, outcomes, full).rename(
        columns={"projected_units": "projected", "units": "reported", "error_units": "error"}
    )
    spans = zip(table["period_start"], table["period_end"], strict=True)
    table["year"] = pd.Series([_year(first, last) for first, last in spans], dtype=str)
    columns = ["year", *WINDOW, "projected", "reported", "error", "error_pct", "source_ids", "note"]
    return table.sort_values(["period_end", "period_start"], ignore_index=True, kind="stable")[columns]


def accuracy(years: pd.DataFrame) -> Accuracy:
    """The years of `by_year` that its scenario covers, summed up."""
    compared = years.dropna(subset=["error_pct"])
    return _accuracy(compared["error"].to_numpy(float), compared["error_pct"].to_numpy(float), compared["source_ids"])


@dataclass(frozen=True, slots=True)
class Years:
    """The reported years that a calendar covers in full, ready to be held against many scenarios.

    Attributes:
        first, last: months of the calendar, last excluded [years].
        reported: handsets reported [years].
        source_ids: sources of all of them, joined by `;`.
    """

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    reported: Array
    source_ids: str


def covered(start: pd.Period, months: int, windows: pd.DataFrame) -> Years:
    """The years of `windows` (what `reported` returned) that a calendar covers in full."""
    full = windows[windows["full_year"]]
    began = full["period_start"].dt
    first = (began.year * 12 + began.month - (start.year * 12 + start.month)).to_numpy(np.int64)
    inside = (first >= 0) & (first + 12 <= months)
    reported_units = full["units"].to_numpy(float)[inside]
    return Years(first[inside], first[inside] + 12, reported_units, union(full["source_ids"][inside]))


def accuracy_over(units: Array, years: Years) -> Accuracy:
    """`accuracy` of one scenario's monthly handsets [months] over years already picked out."""
    running = np.concatenate([[0.0], units.cumsum()])
    error = running[years.last] - running[years.first] - years.reported
    return _accuracy(error, 100.0 * error / years.reported, [years.source_ids])


def _accuracy(error: Array, pct: Array, source_ids: Iterable[str]) -> Accuracy:
    """Errors [handsets] and the same in percent of what was reported, one a year, summed up."""
    return Accuracy(
        years=len(pct),
        mean_absolute_pct=float(np.abs(pct).mean()) if len(pct) else float("nan"),
        bias_pct=float(pct.mean()) if len(pct) else float("nan"),
        over=int((error > 0).sum()),
        under=int((error < 0).sum()),
        source_ids=union(source_ids),
    )


def _year(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Name of a window of twelve months."""
    if first.month == 1:
        return str(first.year)
    return fiscal_year_of(first) if first.month == 7 else f"{first:%Y-%m}/{last:%Y-%m}"


def _join(notes: "pd.Series[str]") -> str:
    """Notes of merged rows, each once."""
    return "; ".join(dict.fromkeys(note for note in notes.dropna() if note))
