"""Handset measures: made and imported, self-sufficiency, brands, import value, devices on the networks."""

from dataclasses import dataclass

import pandas as pd

from analytics.common.calendar import fiscal_year_of, months_in
from analytics.common.source_ids import union

LOCAL, IMPORTED, SMARTPHONE, FEATURE_2G = "local", "imported", "local_smartphone", "local_2g"


def supply(annual: pd.DataFrame, monthly: pd.DataFrame, grain: str, first: int, last: int) -> pd.DataFrame:
    """Made and imported handsets by year or month, each a figure or a range.

    Args:
        annual: `handset_supply_annual`.
        monthly: `handset_supply_monthly`.
        grain: "year" or "month".
        first: First calendar year.
        last: Last calendar year.

    Returns:
        Columns start (timestamp), measure, low_units, high_units, units (null where only a range is known), source_ids;
        in order of measure and time.
    """
    if grain == "month":
        rows = monthly.rename(columns={"month": "start"})
    else:
        rows = annual.assign(start=pd.to_datetime(annual["year"].astype(int).astype(str) + "-01-01"))
    rows = rows[rows["start"].dt.year.between(first, last)]
    columns = ["start", "measure", "low_units", "high_units", "units", "source_ids"]
    return rows[columns].sort_values(["measure", "start"]).reset_index(drop=True)


def self_sufficiency(supply_rows: pd.DataFrame) -> pd.DataFrame:
    """Handsets made here per handset made or imported, as a fraction with the range that both ranges allow.

    Args:
        supply_rows: As `supply` returns them.

    Returns:
        Columns start, low_share, high_share, share (null unless both figures are known), source_ids; only periods for
        which both measures exist.
    """
    output = supply_rows[supply_rows["measure"] == LOCAL].set_index("start")
    imports = supply_rows[supply_rows["measure"] == IMPORTED].set_index("start")
    both = output.merge(imports, left_index=True, right_index=True, suffixes=("_made", "_bought"))
    share = pd.DataFrame(
        {
            "low_share": both["low_units_made"] / (both["low_units_made"] + both["high_units_bought"]),
            "high_share": both["high_units_made"] / (both["high_units_made"] + both["low_units_bought"]),
            "share": both["units_made"] / (both["units_made"] + both["units_bought"]),
            "source_ids": [union(ids) for ids in zip(both["source_ids_made"], both["source_ids_bought"], strict=True)],
        }
    )
    return share.reset_index()


@dataclass(frozen=True)
class Sufficiency:
    """Self-sufficiency in the first and the last full year: shares as fractions."""

    first_year: int
    first_share: float
    last_year: int
    last_share: float
    evidence: pd.DataFrame


def first_and_last(annual: pd.DataFrame, since: int = 2019) -> Sufficiency:
    """Self-sufficiency of the first year from `since` on and of the last year, from years whose figures are both known.

    Raises:
        ValueError: no year has both figures.
    """
    rows = self_sufficiency(supply(annual, annual, "year", since, 9999)).dropna(subset=["share"])
    if rows.empty:
        raise ValueError("no year with both output and imports")
    a, b = rows.iloc[0], rows.iloc[-1]
    return Sufficiency(a["start"].year, float(a["share"]), b["start"].year, float(b["share"]), rows.iloc[[0, -1]])


def brands(handset_brands: pd.DataFrame, first: int, last: int, most: int = 8) -> pd.DataFrame:
    """Output by brand and calendar year: for each the longest window that starts in January.

    Returns:
        Columns year, brand, units, period_start, period_end and their precision, months (12 for a full year),
        source_ids, note; the brands with the highest single count, at most `most`.
    """
    rows = handset_brands[handset_brands["period_start"].dt.month == 1].copy()
    rows["year"] = rows["period_start"].dt.year
    rows["months"] = rows["period_end"].dt.month
    rows = rows[(rows["period_end"].dt.year == rows["year"]) & rows["year"].between(first, last)]
    longest = rows.sort_values("months", kind="stable").drop_duplicates(["year", "brand"], keep="last")
    leading = longest.groupby("brand")["units"].max().nlargest(most).index
    window = ["period_start", "period_start_precision", "period_end", "period_end_precision"]
    columns = ["year", "brand", "units", *window, "months", "source_ids", "note"]
    return longest.loc[longest["brand"].isin(leading), columns].sort_values(["brand", "year"]).reset_index(drop=True)


def import_value(handset_import_value: pd.DataFrame, grain: str, first: int, last: int) -> pd.DataFrame:
    """Value of mobile phone imports by fiscal year or month: the latest print of each window, earlier ones beside it.

    Args:
        handset_import_value: Rows as published.
        grain: "year" for fiscal years, "month" for single months.
        first: First calendar year a window may end in.
        last: Last calendar year a window may end in.

    Returns:
        Columns start, period (FY2025 or 2025-01), value_usd_m, prints (how many statements of this window), low_usd_m,
        high_usd_m (over the prints), published_on, published_on_precision, source_ids (of the print used), note.
    """
    rows = handset_import_value.dropna(subset=["value_usd_m"]).copy()
    rows["months"] = months_in(rows)
    rows = rows[rows["period_end"].dt.year.between(first, last)]
    if grain == "month":
        rows = rows[rows["months"] == 1]
        rows["period"] = rows["period_start"].dt.strftime("%Y-%m")
    else:
        rows = rows[(rows["months"] == 12) & (rows["period_start"].dt.month == 7)]
        rows["period"] = rows["period_start"].map(fiscal_year_of)
    rows = rows.sort_values(["period_start", "published_on"], na_position="first", kind="stable")
    spread = rows.groupby("period")["value_usd_m"].agg(prints="size", low_usd_m="min", high_usd_m="max")
    used = (
        rows.drop_duplicates("period", keep="last").rename(columns={"period_start": "start"}).join(spread, on="period")
    )
    columns = ["start", "period", "value_usd_m", "prints", "low_usd_m", "high_usd_m"]
    return used[[*columns, "published_on", "published_on_precision", "source_ids", "note"]].reset_index(drop=True)


NETWORK_SHARES = {
    "smartphones_pct": "smartphones",
    "feature_2g_pct": "2g",
    "g4_pct": "4g",
    "g3_pct": "3g",
    "g5_pct": "5g",
}


def network_mix(network: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Share of devices on the networks by kind, long.

    Returns:
        Columns as_of, as_of_precision, kind (smartphones, 2g, 3g, 4g, 5g), share (fraction), source_ids; in order of
        kind and date.
    """
    rows = network[network["as_of"].dt.year.between(first, last)]
    dated = ["as_of", "as_of_precision"]
    long = rows.melt([*dated, "source_ids"], list(NETWORK_SHARES), "kind", "share").dropna(subset=["share"])
    long["kind"] = long["kind"].map(NETWORK_SHARES)
    long["share"] = long["share"] / 100
    return long.sort_values(["kind", "as_of"])[[*dated, "kind", "share", "source_ids"]].reset_index(drop=True)


_PUBLISHED = {
    "local_units": LOCAL,
    "imported_units": IMPORTED,
    "local_smartphone_units": SMARTPHONE,
    "local_2g_units": FEATURE_2G,
}


def windows(handset_supply: pd.DataFrame, reconciliation: pd.DataFrame) -> pd.DataFrame:
    """Every published window as one row per measure, marked with why it was set aside, if it was.

    Returns:
        Columns period_start, period_end, measure, units, source_ids, note, reason ("" for windows that were kept).
    """
    keys = ["period_start", "period_end", "source_ids", "note"]
    long = handset_supply.melt(keys, list(_PUBLISHED), "measure", "units").dropna(subset=["units"])
    long["measure"] = long["measure"].map(_PUBLISHED)
    at = ["measure", "period_start", "period_end", "units"]
    aside = reconciliation.rename(columns={"published_units": "units"})[[*at, "reason"]]
    rows = long.merge(aside, on=at, how="left")
    return rows.assign(reason=rows["reason"].fillna("")).sort_values(at).reset_index(drop=True)
