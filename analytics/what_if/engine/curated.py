"""Single facts looked up in the curated data, each with its sources. No number of a model is typed in here."""

from dataclasses import dataclass

import pandas as pd

from analytics.common.source_ids import union
from analytics.promises.rows import HANDSETS, OPENING
from analytics.what_if.engine.model import Read


class FactNotFound(LookupError):  # noqa: N818  # the name says what happened; it is caught as a LookupError
    """A row that a default rests on is no longer in the curated data."""


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One published figure, its sources, and the calendar year it is of or due by (0 for none)."""

    value: float
    source_ids: str
    year: int = 0


@dataclass(frozen=True, slots=True)
class PublishedRange:
    """One or several published figures for one thing: the lowest, the highest, and whose they are."""

    low: float
    high: float
    source_ids: str

    @property
    def middle(self) -> float:
        """Halfway between the lowest and the highest."""
        return (self.low + self.high) / 2.0


def target(read: Read, target_id: str) -> PublishedRange:
    """What was promised, by id of `targets`, in the unit of its metric; a promise of "at least" has high = low."""
    rows = read("targets")
    return _fact(rows[rows["target_id"] == target_id], "low", "high", f"targets: {target_id}")


def promised_opening(read: Read, target_id: str) -> tuple[pd.Period, str]:
    """The month by which a plant was promised to be in operation, by id of `targets`, and the sources."""
    rows = read("targets")
    dated = rows[rows["target_id"] == target_id].dropna(subset=["value_date"])
    if dated.empty:
        raise FactNotFound(f"targets: {target_id} with a value_date is not in the curated data")
    return dated["value_date"].iloc[0].to_period("M"), union(dated["source_ids"])


def opening(read: Read, company: str, brand: str) -> tuple[pd.Period, str]:
    """The first month in which a plant of handsets was reported in operation (`outcomes`), and the sources."""
    rows = read("outcomes")
    mine = (rows["company"] == company) & (rows["brand"] == brand) & (rows["product"] == HANDSETS)
    dated = rows[mine & (rows["metric"] == OPENING)].dropna(subset=["value_date"])
    if dated.empty:
        raise FactNotFound(f"outcomes: {company} operational_on is not in the curated data")
    return dated["value_date"].min().to_period("M"), union(dated["source_ids"])


def months_between(earlier: pd.Period, later: pd.Period) -> int:
    """Whole months from one month to another."""
    return int((later.year - earlier.year) * 12 + later.month - earlier.month)


def rupees_per_dollar(read: Read, period: str) -> PublishedRange:
    """Average rupees per dollar of a calendar ("2021") or fiscal ("FY2022") year."""
    rows = read("fx")
    return _fact(rows[rows["period"].astype(str) == period], "pkr_per_usd_avg", "pkr_per_usd_avg", f"fx: {period}")


def price(read: Read, subjects: tuple[str, ...], unit: str) -> PublishedRange:
    """Span of the rows of `prices` on any of these subjects, in `unit` ("usd", "pkr" or "pct")."""
    rows = read("prices")
    return _fact(rows[rows["subject"].isin(subjects)], f"low_{unit}", f"high_{unit}", f"prices: {subjects}")


def ratio(read: Read, metric: str, source_ids: tuple[str, ...]) -> PublishedRange:
    """Span of the rows of `job_ratios` with this metric and one of these source cells."""
    rows = read("job_ratios")
    return span(rows[(rows["metric"] == metric) & rows["source_ids"].isin(source_ids)], metric)


def span(ratios: pd.DataFrame, wanted: str = "a ratio") -> PublishedRange:
    """Span of some rows of `job_ratios`; `wanted` names them where there are none.

    Raises:
        FactNotFound: there is no row.
    """
    return _fact(ratios, "value_low", "value_high", f"job_ratios: {wanted}")


def _fact(rows: pd.DataFrame, low: str, high: str, wanted: str) -> PublishedRange:
    """The span of some rows; an empty end takes the other end of its row."""
    lows, highs = rows[low].fillna(rows[high]).dropna(), rows[high].fillna(rows[low]).dropna()
    if lows.empty:
        raise FactNotFound(f"{wanted} is not in the curated data")
    return PublishedRange(float(lows.min()), float(highs.max()), union(rows["source_ids"]))
