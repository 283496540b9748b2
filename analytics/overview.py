"""The corridor in numbers: six headlines with their alternatives, the events, and how far each dataset reaches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analytics.common.headline import Headline, choose, ordered
from analytics.common.source_ids import union
from analytics.record import handsets
from analytics.record.data_quality import PLACED_BY
from analytics.record.projects import began_outside, generation
from curation.dates import span
from curation.fields import Dataset

CATEGORIES = ("cpec", "policy", "handsets", "it", "finance")

# The column in which a row's period ends, where that is neither period_end nor the column that it begins in.
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
    stated = ordered(rows, sources, date="announced_on")
    return Power(float(plants["capacity_mw"].sum()), plants, plants["status_as_of"].max(), stated)


@dataclass(frozen=True)
class HandsetYear:
    """The last full year of handset supply: output and the import share, each a figure within a range.

    Attributes:
        year: Calendar year.
        output: The row of output: low_units, high_units, units, source_ids.
        before: Output of the year before; None when it is not known.
        import_low: Lowest share of imports that the ranges allow, as a fraction.
        import_high: The highest.
        import_share: The share; None unless both figures are known.
        source_ids: Sources of output and imports.
    """

    year: int
    output: "pd.Series"
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
        output=output.loc[year],
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
    reached = (_reach(described[name], rows) for name, rows in frames.items() if not rows.empty)
    columns = ["name", "title", "first", "last", "rows", "source_ids"]
    table = pd.DataFrame(list(filter(None, reached)), columns=columns)
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

    A date known only to the year or month counts as its first day, so that no dataset seems to reach beyond its facts.
    """
    for column in ("fiscal_year", "year", "period"):
        if column in rows:
            months = rows["period_months"] if "period_months" in rows else [12] * len(rows)
            spans = [span(str(text), int(n)) for text, n in zip(rows[column], months, strict=True)]
            days = pd.DataFrame(spans, rows.index, ["first", "last"]).apply(pd.to_datetime)
            return days["first"], days["last"]
    dates = [field.name for field in dataset.fields if field.kind in ("date", "day")]
    if not dates:
        return None
    begins = PLACED_BY.get(dataset.name, dates[0])
    return rows[begins], rows[_ENDS.get(dataset.name, "period_end" if "period_end" in dates else begins)]
