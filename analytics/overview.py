"""The corridor in numbers: six headlines with what else was said, the events, and how far each dataset reaches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analytics.common.calendar import fiscal_year_start
from analytics.common.headline import Headline, choose
from analytics.common.source_ids import union
from analytics.record import handsets
from analytics.record.data_quality import PLACED_BY
from analytics.record.direct_investment import period_end
from analytics.record.projects import began_outside, generation
from curation.fields import Dataset

CATEGORIES = ("cpec", "policy", "handsets", "it", "finance")

_ENDS = {"projects": "status_as_of", "cost_revisions": "later_as_of"}


@dataclass(frozen=True)
class Completed:
    """Completed projects: as stated, and as the list of projects here has them.

    Attributes:
        stated: Headline among statements on the whole corridor that give a number of completed projects.
        listed: Projects of the list in operation, without those that began outside the corridor.
    """

    stated: Headline
    listed: pd.DataFrame


def completed(statements: pd.DataFrame, projects: pd.DataFrame, sources: pd.DataFrame) -> Completed:
    """Completed projects of the corridor.

    Raises:
        ValueError: no statement gives a number.
    """
    rows = statements[(statements["measure"] == "completed") & (statements["scope"] == "cpec")]
    listed = projects[(projects["status"] == "operational") & ~began_outside(projects)]
    return Completed(choose(rows.dropna(subset=["projects_count"]), sources, date="as_of"), listed)


@dataclass(frozen=True)
class Power:
    """Generating capacity in operation.

    Attributes:
        mw: Sum over the plants of the list of projects [MW].
        plants: Those plants.
        as_of: The latest date of their status.
        stated: Counts of running megawatts as stated, in the order of the headline rule; rows of `targets`.
    """

    mw: float
    plants: pd.DataFrame
    as_of: pd.Timestamp
    stated: pd.DataFrame


def power(projects: pd.DataFrame, targets: pd.DataFrame, sources: pd.DataFrame) -> Power:
    """Megawatts of generation in operation: derived from the list of projects, with what was stated beside."""
    plants = generation(projects[projects["status"] == "operational"])
    rows = targets[(targets["metric"] == "capacity_mw") & (targets["stage"] == "operational")]
    ranked = rows
    if not rows.empty:
        found = choose(rows, sources, date="announced_on")
        ranked = rows.loc[[found.row.name, *found.alternatives.index]]
    return Power(float(plants["capacity_mw"].sum()), plants, plants["status_as_of"].max(), ranked)


@dataclass(frozen=True)
class HandsetYear:
    """The last full year of handset supply: output and the import share, each a figure within a range.

    Attributes:
        year: Calendar year.
        made: The row of output: low_units, high_units, units, source_ids.
        before: Output of the year before; None when it is not known.
        import_low: Lowest share of imports that the ranges allow, as a fraction.
        import_high: The highest.
        import_share: The share; None unless both figures are known.
        source_ids: Sources of output and imports.
    """

    year: int
    made: "pd.Series"
    before: float | None
    import_low: float
    import_high: float
    import_share: float | None
    source_ids: str


def handset_year(annual: pd.DataFrame) -> HandsetYear:
    """The last calendar year with both output and imports.

    Raises:
        ValueError: there is no such year.
    """
    shares = handsets.self_sufficiency(handsets.supply(annual, annual, "year", 0, 9999))
    if shares.empty:
        raise ValueError("no year with both output and imports")
    last = shares.sort_values("start").iloc[-1]
    output = annual[annual["measure"] == handsets.LOCAL].set_index("year")
    year = int(last["start"].year)
    before = output["units"].get(year - 1)
    return HandsetYear(
        year=year,
        made=output.loc[year],
        before=None if before is None or pd.isna(before) else float(before),
        import_low=1 - float(last["high_share"]),
        import_high=1 - float(last["low_share"]),
        import_share=None if pd.isna(last["share"]) else 1 - float(last["share"]),
        source_ids=str(last["source_ids"]),
    )


def supply_windows(
    published: pd.DataFrame, set_aside: pd.DataFrame, year: int, measures: Sequence[str]
) -> pd.DataFrame:
    """Published windows that end in a year, as `analytics.record.handsets.windows` gives them, of these measures."""
    rows = handsets.windows(published, set_aside)
    return rows[(rows["period_end"].dt.year == year) & rows["measure"].isin(measures)]


def timeline(events: pd.DataFrame, categories: Sequence[str], first: int, last: int) -> pd.DataFrame:
    """Events of these categories (none: all) in these years, by date: the dataset's columns."""
    rows = events[events["date"].dt.year.between(first, last)]
    if categories:
        rows = rows[rows["category"].isin(categories)]
    return rows.sort_values("date", kind="stable").reset_index(drop=True)


def reach(frames: Mapping[str, pd.DataFrame], described: Mapping[str, Dataset]) -> pd.DataFrame:
    """How far each dataset with dates reaches.

    Returns:
        Columns name, title, first, last (days), rows, source_ids (of the first and the last row); the latest first.
    """
    found = [_reach(described[name], rows) for name, rows in frames.items() if not rows.empty]
    table = pd.DataFrame(
        [one for one in found if one], columns=["name", "title", "first", "last", "rows", "source_ids"]
    )
    return table.sort_values(["last", "first"], ascending=[False, True], kind="stable").reset_index(drop=True)


def _reach(dataset: Dataset, rows: pd.DataFrame) -> dict[str, object] | None:
    ends = _dates(dataset, rows)
    if ends is None:
        return None
    begin, end = ends[0].dropna(), ends[1].dropna()
    if begin.empty or end.empty:
        return None
    at = [begin.idxmin(), end.idxmax()]
    # The table of sources names itself.
    ids = rows.loc[at, "source_ids" if "source_ids" in rows else "source_id"]
    return {
        "name": dataset.name,
        "title": dataset.title,
        "first": begin.min(),
        "last": end.max(),
        "rows": len(rows),
        "source_ids": union(ids),
    }


def _dates(dataset: Dataset, rows: pd.DataFrame) -> "tuple[pd.Series[pd.Timestamp], pd.Series[pd.Timestamp]] | None":
    """First and last day of each row's own period; None for datasets without dates.

    A date known only to the year or month counts with its first day: no dataset seems to reach beyond its facts.
    """
    if "fiscal_year" in rows:
        return rows["fiscal_year"].map(fiscal_year_start), _fiscal_ends(rows)
    for column in ("year", "period"):
        if column in rows:
            return _years(rows[column].astype(str))
    dates = [field.name for field in dataset.fields if field.kind in ("date", "day")]
    if not dates:
        return None
    begins = PLACED_BY.get(dataset.name, dates[0])
    return rows[begins], rows[_ENDS.get(dataset.name, "period_end" if "period_end" in dates else begins)]


def _fiscal_ends(rows: pd.DataFrame) -> "pd.Series[pd.Timestamp]":
    """Last day of each fiscal year, or of the part that a row covers."""
    if "period_months" in rows:
        months = rows["period_months"]
    else:
        part = rows["fiscal_year"].str.extract(r"(?P<unit>[HMQ])(?P<number>\d)$")
        months = (part["unit"].map({"H": 6, "M": 1, "Q": 3}) * part["number"].astype("Float64")).fillna(12)
    ends = [period_end(*pair) for pair in zip(rows["fiscal_year"], months, strict=True)]
    return pd.Series(ends, index=rows.index)


def _years(text: "pd.Series[str]") -> "tuple[pd.Series[pd.Timestamp], pd.Series[pd.Timestamp]]":
    fiscal = text.str.startswith("FY")
    number = text.str.removeprefix("FY").str[:4].astype(int)
    first = pd.to_datetime((number - fiscal).astype(str) + fiscal.map({True: "-07-01", False: "-01-01"}))
    last = pd.to_datetime(number.astype(str) + fiscal.map({True: "-06-30", False: "-12-31"}))
    return first, last
