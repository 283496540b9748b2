"""What was reported as made by a maker of one or several brands, or by the whole industry, window by window."""

from functools import reduce

import pandas as pd

from analytics.common.calendar import months_in
from analytics.common.source_ids import union
from analytics.promises.rows import HANDSETS, OUTPUT
from analytics.what_if.engine import backtest
from analytics.what_if.engine.model import Read
from analytics.what_if.handsets import industry

INDUSTRY = "industry"
COLUMNS = [*backtest.WINDOW, "units", "full_year", "superseded", "source_ids", "note"]


def reported_by(company: str, brand: str, read: Read) -> pd.DataFrame:
    """Handsets reported as made, one row for each published window and figure.

    For one brand: what `backtest.reported` gives. For several: their sum over each window in which every one of them
    has a figure; the authority counts a brand at all its assemblers, so such a sum can be above one maker's output.
    For the industry: every calendar year of `handset_supply_annual` whose output is known to a figure. To each are
    added single months of output that `outcomes` reports for the company and at least these brands.

    Args:
        company: id of the maker in `outcomes`; "industry" for all.
        brand: brands joined by `;`; empty for the industry.
        read: reads a curated dataset by name.

    Returns:
        The columns of `backtest.reported`: period_start, period_end, units [handsets in the window], full_year,
        superseded, source_ids, note; ordered by period_end, then period_start. No row where nothing was found.
    """
    brands = [name for name in brand.split(";") if name]
    if company == INDUSTRY:
        whole = industry.windows(read)
    else:
        whole = reduce(_together, (backtest.reported(company, name, read) for name in brands))
    windows = pd.concat([whole, _single_months(read("outcomes"), company, set(brands))], ignore_index=True)
    windows["full_year"] = months_in(windows) == 12
    windows["superseded"] = windows["period_end"] < windows.groupby("period_start")["period_end"].transform("max")
    return windows.sort_values(["period_end", "period_start"], ignore_index=True, kind="stable")[COLUMNS]


def _together(left: pd.DataFrame, right: pd.DataFrame) -> pd.DataFrame:
    """Windows that both tables have, their handsets added; every pair where a table states two figures for one."""
    columns = [*backtest.WINDOW, "units", "source_ids", "note"]
    both = left[columns].merge(right[columns], on=backtest.WINDOW, suffixes=("", "_right"))
    return both.assign(
        units=both["units"] + both["units_right"],
        source_ids=[union(pair) for pair in zip(both["source_ids"], both["source_ids_right"], strict=True)],
        note=[_notes(pair) for pair in zip(both["note"], both["note_right"], strict=True)],
    )[columns]


def _single_months(outcomes: pd.DataFrame, company: str, brands: set[str]) -> pd.DataFrame:
    """Months whose output is reported for a company and all of these brands."""
    output = (outcomes["counts"] == OUTPUT) & (outcomes["product"] == HANDSETS)
    rows = outcomes[output & (outcomes["company"] == company) & (outcomes["metric"] == "units_per_month")]
    fits = [brands <= set(str(cell).split(";")) for cell in rows["brand"]]
    chosen = rows[pd.Series(fits, index=rows.index, dtype=bool)]
    return chosen.assign(units=chosen["value"].astype(float))[[*backtest.WINDOW, "units", "source_ids", "note"]]


def _notes(pair: tuple[object, object]) -> str:
    """Notes of added rows, each once."""
    return "; ".join(dict.fromkeys(filter(None, (note for note in pair if isinstance(note, str)))))
