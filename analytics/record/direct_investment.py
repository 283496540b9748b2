"""Foreign direct investment as the State Bank of Pakistan records it: by origin, by sector, and how it was revised."""

from collections.abc import Hashable
from dataclasses import dataclass

import pandas as pd

from analytics.common.calendar import fiscal_year_number, fiscal_year_start
from analytics.common.headline import ordered
from analytics.common.source_ids import union

WORLD, CHINA = "World", "China"
FULL_YEAR = 12
# Contained in another sector, so never drawn beside it.
PART_OF_SECTOR = {"power_hydel": "power", "it": "communications", "telecom": "communications"}


def fdi_series(fdi: pd.DataFrame, sources: pd.DataFrame, origin: str, first: int, last: int) -> pd.DataFrame:
    """Net direct investment from one origin, one row for each fiscal year.

    Rule: the twelve-month figure shown latest; where a year has none, its longest part-year (period_months < 12);
    figures of one month by the headline rule.

    Args:
        fdi: The `fdi` dataset.
        sources: The `sources` dataset.
        origin: A value of `origin`; "World" is all of them together.
        first: First fiscal year, as the calendar year it ends in.
        last: Last fiscal year.

    Returns:
        Columns of `fdi` and year (int), in order of year; the index is that of `fdi`.
    """
    rows = _with_year(fdi[fdi["origin"] == origin], first, last)
    return _one_a_group(rows, sources, ["year"]).sort_values("year")


def sector_series(
    sectors: pd.DataFrame, sources: pd.DataFrame, first: int, last: int, fewest_years: int = 3
) -> pd.DataFrame:
    """Net direct investment by sector, all origins, one row for each fiscal year and sector, chosen as in `fdi_series`.

    Args:
        sectors: The `fdi_sectors` dataset.
        sources: The `sources` dataset.
        first: First fiscal year, as the calendar year it ends in.
        last: Last fiscal year.
        fewest_years: Sectors with twelve-month figures for fewer years (in the whole dataset) are left out.

    Returns:
        Columns of `fdi_sectors` and year (int); the sector with the largest sum first, then by year. Parts of another
        sector are left out. The index is that of `fdi_sectors`.
    """
    drawn = sectors[sectors["sector"].isin(drawn_sectors(sectors, fewest_years))]
    rows = _one_a_group(_with_year(drawn, first, last), sources, ["sector", "year"])
    order = rows.groupby("sector")["net_fdi_usd_m"].sum().rank(ascending=False)
    return rows.assign(_rank=rows["sector"].map(order)).sort_values(["_rank", "year"]).drop(columns="_rank")


def drawn_sectors(sectors: pd.DataFrame, fewest_years: int = 3) -> tuple[str, ...]:
    """Sectors that are no part of another and have twelve-month figures for enough years to be compared."""
    whole = sectors[(sectors["period_months"] == FULL_YEAR) & ~sectors["sector"].isin(PART_OF_SECTOR)]
    years = whole.groupby("sector")["fiscal_year"].nunique()
    return tuple(str(name) for name in years[years >= fewest_years].index)


def reasons_unused(rows: pd.DataFrame, used: pd.DataFrame, by: str) -> "pd.Series[str]":
    """Why each published row is unused: part_year, revised_later, same_release, other_selection; "" for rows in use.

    Args:
        rows: Rows of `fdi` or `fdi_sectors`.
        used: What `fdi_series` or `sector_series` chose among them.
        by: The column that names the series: origin or sector.
    """
    chosen = used.set_index([by, "fiscal_year"])[["period_months", "figure_as_of"]].T.to_dict("list")
    return pd.Series(
        [
            "" if index in used.index else _reason_unused(row, chosen.get((row[by], row["fiscal_year"])))
            for index, row in rows.iterrows()
        ],
        index=rows.index,
        dtype="str",
    )


def _reason_unused(row: "pd.Series[Hashable]", chosen: list[object] | None) -> str:
    if chosen is None:
        return "other_selection"
    months, as_of = chosen
    if row["period_months"] != months:
        return "part_year"
    return "same_release" if row["figure_as_of"] == as_of else "revised_later"


def fdi_revisions(fdi: pd.DataFrame, sources: pd.DataFrame, origin: str, first: int, last: int) -> pd.DataFrame:
    """First release and latest revision of each whole fiscal year.

    Returns:
        Columns fiscal_year, year, first_usd_m, first_as_of (null if the first release was not found), latest_usd_m,
        latest_as_of (null if it was not revised), the precision of both dates, change_usd_m (latest less first),
        source_ids; in order of year.
    """
    rows = _with_year(fdi[(fdi["origin"] == origin) & (fdi["period_months"] == FULL_YEAR)], first, last)
    released = _one_a_group(rows[rows["basis"] == "first_release"], sources, ["year"])
    revised = _one_a_group(rows[rows["basis"] == "revised"], sources, ["year"])
    columns = ["fiscal_year", "net_fdi_usd_m", "figure_as_of", "figure_as_of_precision", "source_ids"]
    pairs = released.set_index("year")[columns].join(
        revised.set_index("year")[columns], how="outer", suffixes=("_first", "_latest")
    )
    return pd.DataFrame(
        {
            "fiscal_year": pairs["fiscal_year_first"].fillna(pairs["fiscal_year_latest"]),
            "first_usd_m": pairs["net_fdi_usd_m_first"],
            "first_as_of": pairs["figure_as_of_first"],
            "first_as_of_precision": pairs["figure_as_of_precision_first"],
            "latest_usd_m": pairs["net_fdi_usd_m_latest"],
            "latest_as_of": pairs["figure_as_of_latest"],
            "latest_as_of_precision": pairs["figure_as_of_precision_latest"],
            "change_usd_m": pairs["net_fdi_usd_m_latest"] - pairs["net_fdi_usd_m_first"],
            "source_ids": [
                union(pair) for pair in zip(pairs["source_ids_first"], pairs["source_ids_latest"], strict=True)
            ],
        }
    ).reset_index(names="year")


@dataclass(frozen=True)
class Total:
    """A sum over consecutive whole fiscal years: from, to, USD million, and the rows summed."""

    first_year: str
    last_year: str
    usd_m: float
    rows: pd.DataFrame


def fdi_total(series: pd.DataFrame) -> Total:
    """The sum over the longest run of consecutive whole years that ends with the last one of a series.

    Args:
        series: As `fdi_series` returns it.

    Raises:
        ValueError: the series has no whole year.
    """
    whole = series[series["period_months"] == FULL_YEAR].sort_values("year")
    if whole.empty:
        raise ValueError("no whole fiscal year to sum")
    breaks = whole["year"].diff().fillna(1).ne(1).cumsum()
    run = whole[breaks == breaks.iloc[-1]]
    return Total(run["fiscal_year"].iloc[0], run["fiscal_year"].iloc[-1], float(run["net_fdi_usd_m"].sum()), run)


def period_end(fiscal_year: str, months: int) -> pd.Timestamp:
    """Last day of the first `months` of a fiscal year: FY2026, 8 -> 28 February 2026."""
    return fiscal_year_start(fiscal_year) + pd.DateOffset(months=int(months)) - pd.Timedelta(days=1)


def _with_year(rows: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    rows = rows.assign(year=rows["fiscal_year"].map(fiscal_year_number).astype("int64"))
    return rows[rows["year"].between(first, last)]


def _one_a_group(rows: pd.DataFrame, sources: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """One row for each group: the longest period, then the latest figure, then the headline rule."""
    order = ordered(rows, sources, date="figure_as_of", months="period_months")
    order = order.sort_values(["period_months", "figure_as_of"], ascending=False, kind="stable")
    return rows.loc[order.drop_duplicates(by).index.sort_values()]
