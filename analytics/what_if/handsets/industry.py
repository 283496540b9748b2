"""The whole industry as curated: what all makers made in a year, and what the parts of one handset cost at most."""

from dataclasses import dataclass

import pandas as pd

from analytics.common.source_ids import union
from analytics.record.handsets import LOCAL, import_value
from analytics.what_if.engine.curated import FactNotFound
from analytics.what_if.engine.model import Read


@dataclass(frozen=True, slots=True)
class Made:
    """Handsets made in Pakistan by all makers in one calendar year, and whose figures these are."""

    year: int
    units: float
    source_ids: str


def years(read: Read) -> tuple[Made, ...]:
    """Every calendar year whose output is known to a figure (`handset_supply_annual`), in order."""
    rows = read("handset_supply_annual")
    known = rows[(rows["measure"] == LOCAL) & rows["units"].notna()].sort_values("year")
    return tuple(Made(int(row.year), float(row.units), str(row.source_ids)) for row in known.itertuples())


def made_in(read: Read, year: int) -> Made:
    """Output of one calendar year.

    Raises:
        FactNotFound: the year's output is not known to a figure.
    """
    found = [made for made in years(read) if made.year == year]
    if not found:
        raise FactNotFound(f"handset_supply_annual: local output of {year} is not in the curated data")
    return found[0]


def best_year(read: Read) -> Made:
    """The year with the highest output.

    Raises:
        FactNotFound: no year's output is known to a figure.
    """
    known = years(read)
    if not known:
        raise FactNotFound("handset_supply_annual: local output is not in the curated data")
    return max(known, key=lambda made: made.units)


@dataclass(frozen=True, slots=True)
class Parts:
    """Value of phone imports, finished phones and kits together, in one calendar year [US$], and its sources."""

    usd: float
    source_ids: str


def imports_in(read: Read, year: int) -> Parts:
    """Twelve months of phone imports, the latest print of each month.

    Finished phones are in it, so that per handset made here it is an upper bound of imported parts.

    Raises:
        FactNotFound: a month of the year is not in the curated data.
    """
    months = import_value(read("handset_import_value"), "month", year, year)
    if len(months) != 12:
        raise FactNotFound(f"handset_import_value: {len(months)} of the 12 months of {year} are in the curated data")
    return Parts(float(months["value_usd_m"].sum()) * 1e6, union(months["source_ids"]))


def windows(read: Read) -> pd.DataFrame:
    """Output of all makers by calendar year, in the columns of `backtest.reported` without `superseded`."""
    return pd.DataFrame(
        [
            (pd.Timestamp(made.year, 1, 1), pd.Timestamp(made.year, 12, 31), made.units, made.source_ids, "")
            for made in years(read)
        ],
        columns=["period_start", "period_end", "units", "source_ids", "note"],
    )
