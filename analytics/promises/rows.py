"""Promises and later reports as typed rows, which the rule of verdicts compares."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from analytics.common.calendar import months_spanned
from analytics.common.source_ids import union
from analytics.record.projects import generation

ENERGY = "energy"
INDUSTRY = ("government", "industry")
IT = "it-sector"
YEARLY = ("units_per_year", "exports_usd_m", "revenue_usd_m_per_year")
OPENING = "operational_on"
OUTPUT, CAPACITY, EXPORTS = "output", "capacity", "exports"
HANDSETS, DEVICES, POWER = "handsets", "devices", "power"
EXACT, LOWER, UPPER = "exact", "lower", "upper"
FLOW, CUMULATIVE = "flow", "cumulative"


class Measure(NamedTuple):
    """What a figure measures. Only figures of the same measure are compared.

    Capacity, output and exports are three measures, and so are televisions and handsets. IT services are a part of the
    ICT services that later reports count.

    Attributes:
        metric: As in `targets` and `outcomes`: the measure and its unit.
        counts: For a number of devices: output, capacity, exports or sales; else "".
        product: The product or service counted.
    """

    metric: str
    counts: str
    product: str


HANDSETS_A_YEAR = Measure("units_per_year", OUTPUT, HANDSETS)
MEGAWATTS = Measure("capacity_mw", "", POWER)


@dataclass(frozen=True)
class Promise:
    """One row of `targets`.

    Attributes:
        measure: What is promised.
        aggregation: How it adds up over time: flow, stock or cumulative; "" for a share or a date.
        due: Last day of the period promised; None where none was named.
    """

    target_id: str
    announced: pd.Timestamp | None
    announced_precision: str
    announced_basis: str
    announcer: str
    subject: str
    company: str
    brands: tuple[str, ...]
    measure: Measure
    aggregation: str
    low: float | None
    high: float | None
    horizon: str
    due: pd.Timestamp | None
    source_ids: str
    note: str

    @property
    def metric(self) -> str:
        """The measure's metric, which says the unit of `low` and `high`."""
        return self.measure.metric

    @property
    def who(self) -> str:
        """Who promised: makers, industry (the government or the makers' association), it or energy."""
        if self.company in INDUSTRY:
            return "industry"
        return {ENERGY: "energy", IT: "it"}.get(self.company, "makers")


@dataclass(frozen=True)
class Report:
    """One figure reported later.

    Attributes:
        company: As in `outcomes`; "" for a brand table that names no company; "energy" for the power programme.
        brands: Brands counted; none where the report names none.
        measure: What is measured.
        start: First day of the period reported.
        end: Last day of it.
        low: The figure, or the lower end of a printed range; None for a date.
        high: The upper end; the figure itself where no range was printed.
        on: The date reported, for openings.
        precision: How precisely `on` was published.
        bound: `exact`, `lower` (the source says over or at least) or `upper` (below or at most).
        basis: reported, sum (of brands over one window) or derived (from the project list).
        source_ids: Sources, joined by ";".
        note: The curation's doubt.
    """

    company: str
    brands: tuple[str, ...]
    measure: Measure
    start: pd.Timestamp
    end: pd.Timestamp
    low: float | None
    high: float | None
    on: pd.Timestamp | None = None
    precision: str = "month"
    bound: str = EXACT
    basis: str = "reported"
    source_ids: str = ""
    note: str = ""

    @property
    def months(self) -> int:
        """Calendar months from the first to the last day."""
        return months_spanned(self.start, self.end)

    def reaches(self, low: float) -> bool:
        """Whether the report shows that at least `low` was reached; an upper bound cannot show that."""
        return self.bound != UPPER and self.high is not None and self.high >= low


def promises(targets: pd.DataFrame) -> list[Promise]:
    """The rows of `targets` in their order; rows of the energy programme get the company "energy"."""
    return [_promise(row) for row in targets.to_dict("records")]


def _promise(row: dict[str, object]) -> Promise:
    low, high = _number(row["low"]), _number(row["high"])
    return Promise(
        target_id=_text(row["target_id"]),
        announced=_day(row["announced_on"]),
        announced_precision=_text(row["announced_on_precision"]),
        announced_basis=_text(row["announced_on_basis"]),
        announcer=_text(row["announcer"]),
        subject=_text(row["subject"]),
        company=_text(row["company"]) or ENERGY,
        brands=_brands(row["brand"]),
        measure=_measure(row),
        aggregation=_text(row["aggregation"]),
        low=high if low is None else low,
        high=high,
        horizon=_text(row["horizon"]),
        due=_day(row["horizon_end"]),
        source_ids=_text(row["source_ids"]),
        note=_text(row["note"]),
    )


def reports(outcomes: pd.DataFrame, handset_brands: pd.DataFrame) -> list[Report]:
    """All reports: `outcomes`, then every calendar year of the brand tables. A figure may be in both."""
    brand_years = (_brand_year(row) for row in handset_brands.to_dict("records"))
    return [_outcome(row) for row in outcomes.to_dict("records")] + [year for year in brand_years if year.months == 12]


def _outcome(row: dict[str, object]) -> Report:
    low, high, on = _number(row["value"]), _number(row["value_high"]), _day(row["value_date"])
    return Report(
        company=_text(row["company"]),
        brands=_brands(row["brand"]),
        measure=_measure(row),
        start=_required(row["period_start"]),
        end=_required(row["period_end"]),
        low=low,
        high=low if high is None else high,
        on=on,
        precision=_text(row["value_date_precision"]) if on is not None else _text(row["period_end_precision"]),
        bound=_text(row["bound"]),
        source_ids=_text(row["source_ids"]),
        note=_text(row["note"]),
    )


def _brand_year(row: dict[str, object]) -> Report:
    units = _number(row["units"])
    return Report(
        company=_text(row["company"]),
        brands=_brands(row["brand"]),
        measure=HANDSETS_A_YEAR,
        start=_required(row["period_start"]),
        end=_required(row["period_end"]),
        low=units,
        high=units,
        source_ids=_text(row["source_ids"]),
        note=_text(row["note"]),
    )


def power_reports(projects: pd.DataFrame, days: Iterable[pd.Timestamp]) -> list[Report]:
    """Capacity of the plants completed by each of these days and by each day on which a plant was completed [MW].

    A plant whose completion has no date is counted on no day. A day before the first completion has no report.
    """
    rows = generation(projects[projects["status"] == "operational"]).dropna(subset=["completed_on"])
    when = sorted({*days, *rows["completed_on"]})
    done = [rows[rows["completed_on"] <= day] for day in when]
    return [_running(plants, day) for plants, day in zip(done, when, strict=True) if not plants.empty]


def _running(rows: pd.DataFrame, day: pd.Timestamp) -> Report:
    total = float(rows["capacity_mw"].sum())
    # One source for each plant, the first named, keeps the evidence readable.
    ids = union(str(cell).split(";", maxsplit=1)[0] for cell in rows["source_ids"])
    return Report(ENERGY, (), MEGAWATTS, day, day, total, total, precision="day", basis="derived", source_ids=ids)


def _measure(row: Mapping[str, object]) -> Measure:
    return Measure(_text(row["metric"]), _text(row["counts"]), _text(row["product"]))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not pd.isna(value) else None


def _day(value: object) -> pd.Timestamp | None:
    return value if isinstance(value, pd.Timestamp) else None


def _required(value: object) -> pd.Timestamp:
    if not isinstance(value, pd.Timestamp):
        raise TypeError(f"a date was expected, not {value!r}")
    return value


def _brands(value: object) -> tuple[str, ...]:
    return tuple(sorted(_text(value).split(";"))) if _text(value) else ()
