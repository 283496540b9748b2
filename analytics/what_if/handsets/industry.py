"""The whole industry as curated: what all makers made in a year, and what the parts of one handset cost at most."""

from dataclasses import dataclass

import pandas as pd

from analytics.common.source_ids import union
from analytics.record.handsets import LOCAL, import_value
from analytics.what_if.engine.curated import FactNotFound
from analytics.what_if.engine.model import Read


@dataclass(frozen=True, slots=True)
class YearOutput:
    """Handsets made in Pakistan by all makers in one calendar year, and whose figures these are."""

    year: int
    units: float
    source_ids: str


def years(read: Read) -> tuple[YearOutput, ...]:
    """Every calendar year whose output is known to a figure (`handset_supply_annual`), in order."""
    rows = read("handset_supply_annual")
    counted = rows[(rows["measure"] == LOCAL) & rows["units"].notna()].sort_values("year")
    return tuple(YearOutput(int(row.year), float(row.units), str(row.source_ids)) for row in counted.itertuples())


def output_of(read: Read, year: int) -> YearOutput:
    """Output of one calendar year.

    Raises:
        FactNotFound: the year's output is not known to a figure.
    """
    matching = [output for output in years(read) if output.year == year]
    if not matching:
        raise FactNotFound(f"handset_supply_annual: local output of {year} is not in the curated data")
    return matching[0]


def best_year(read: Read) -> YearOutput:
    """The year with the highest output.

    Raises:
        FactNotFound: no year's output is known to a figure.
    """
    counted = years(read)
    if not counted:
        raise FactNotFound("handset_supply_annual: local output is not in the curated data")
    return max(counted, key=lambda output: output.units)


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
            (pd.Timestamp(output.year, 1, 1), pd.Timestamp(output.year, 12, 31), output.units, output.source_ids, "")
            for output in years(read)
        ],
        columns=["period_start", "period_end", "units", "source_ids", "note"],
    )
