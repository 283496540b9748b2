"""What handset scenarios are held against: capacity, best years, policy's aims, ratios. All read from the data."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from analytics.common.source_ids import union
from analytics.promises.rows import CAPACITY, DEVICES, EXPORTS, FLOW, HANDSETS
from analytics.record.handsets import IMPORTED, LOCAL
from analytics.what_if.engine import curated
from analytics.what_if.engine.curated import FactNotFound, PublishedFigure, PublishedRange
from analytics.what_if.engine.model import Read
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.engine.preset import Preset
from analytics.what_if.handsets.parameters import parameters
from analytics.what_if.handsets.presets import presets
from analytics.what_if.handsets.reported import reported_by
from curation import catalog

RATIO = "jobs per million handsets"
# What policy or a scenario only wishes for says nothing of jobs at a plant.
WISHES = ("scenario", "target")
# How often its period is in a year, by the metric in which a capacity was stated.
A_YEAR = {"capacity_units_per_year": 1.0, "units_per_year": 1.0, "units_per_month": 12.0}


@dataclass(frozen=True, slots=True)
class Capacity:
    """The most that a maker is stated to be able to make.

    Attributes:
        maker: its name.
        units: handsets a year, the highest of all statements.
        one_shift: whether that figure is for one shift.
        source_ids: sources of that figure.
    """

    maker: str
    units: float
    one_shift: bool
    source_ids: str


@dataclass(frozen=True, slots=True)
class Record:
    """The record for one maker. Kept apart so that whoever asks often reads the data once.

    Attributes:
        table: the parameters of the handset model by name.
        maker: whether the company is one of the makers (the whole industry is not).
        capacity: what the maker is stated to be able to make; None where no source says, or where more was since made.
        best_output: the most that all makers together made in a calendar year [handsets].
        best_market: the most that was made and imported together in a calendar year [handsets].
        local_share: the highest share of value added, or of localisation, that any policy aims at [0-1].
        exported_units: policy's path of exported handsets [a year], by year.
        exported_usd: policy's aims for yearly exports of handsets [US$ a year], by year.
        jobs: the span of published direct jobs per million handsets.
        published: for each assumption that sources give a spread, the span of all figures found: the table's and those
            of every preset.
    """

    table: Mapping[str, Parameter]
    maker: bool
    capacity: Capacity | None
    best_output: PublishedFigure
    best_market: PublishedFigure
    local_share: PublishedFigure
    exported_units: tuple[PublishedFigure, ...]
    exported_usd: tuple[PublishedFigure, ...]
    jobs: PublishedRange
    published: Mapping[str, PublishedRange]


def record(company: str, brand: str, read: Read = catalog.read) -> Record:
    """The record for one maker's brand.

    Args:
        company: id of the maker in `manufacturers`; another ("industry") has no capacity.
        brand: its brand, or several joined by ";"; "" for all of a maker's brands.
        read: reads a curated dataset by name.

    Raises:
        DatasetUnavailable: a dataset cannot be read (raised by `read`).
        FactNotFound: a row that the record rests on is gone.
    """
    read = lru_cache(maxsize=None)(read)
    table = parameters(read)
    policy = read("targets")
    policy = policy[(policy["company"] == "government") & policy["horizon_end"].notna()]
    exported_units, exported_usd = _exports(policy)
    makers = read("manufacturers")
    output, market = _best_years(read)
    shares = _aims(policy[policy["metric"] == "localisation_pct"], 0.01, "localisation_pct")
    highest = max(aim.value for aim in shares)
    return Record(
        table={parameter.name: parameter for parameter in table},
        maker=bool((makers["company"] == company).any()),
        capacity=_capacity(company, brand, read),
        best_output=output,
        best_market=market,
        local_share=next(aim for aim in shares if aim.value == highest),
        exported_units=exported_units,
        exported_usd=exported_usd,
        jobs=_jobs(read),
        published=_published(table, presets(read)),
    )


def _capacity(company: str, brand: str, read: Read) -> Capacity | None:
    """The highest of what `manufacturers`, `targets` and `outcomes` say a maker's plant can make."""
    makers = read("manufacturers")
    own = makers[makers["company"] == company]
    stated = [own.assign(units=own["capacity_units_per_year"])]
    promised, seen = read("targets"), read("outcomes")
    promised = promised.assign(value=promised["high"].fillna(promised["low"]), shifts=float("nan"))
    for rows in (promised, seen):
        capacity = (rows["counts"] == CAPACITY) & (rows["product"] == HANDSETS)
        mine = rows[capacity & (rows["company"] == company) & _about(rows, brand)]
        stated.append(mine.assign(units=mine["value"] * mine["metric"].map(A_YEAR).astype(float)))
    columns = {"units": float, "shifts": float, "source_ids": str}
    capacities = pd.concat([rows[list(columns)].astype(columns) for rows in stated])
    capacities = capacities.dropna(subset=["units"])
    if capacities.empty:
        return None
    most = capacities[capacities["units"] == capacities["units"].max()]
    if float(most["units"].iloc[0]) < _best_reported(company, brand, read):
        return None  # a statement that later output has overtaken says nothing of the plant as it is
    shift = (most["shifts"] == 1).any()
    name = str(own["company_name"].iloc[0]) if len(own) else company
    return Capacity(name, float(most["units"].iloc[0]), bool(shift), union(most["source_ids"]))


def _best_reported(company: str, brand: str, read: Read) -> float:
    """The most handsets reported for a maker's brands in twelve months, 0 for none."""
    makers = read("manufacturers")
    brands = brand or ";".join(makers.loc[makers["company"] == company, "brands"].dropna())
    if not brands:
        return 0.0
    windows = reported_by(company, brands, read)
    return float(windows.loc[windows["full_year"], "units"].max()) if windows["full_year"].any() else 0.0


def _about(rows: pd.DataFrame, brand: str) -> "pd.Series[bool]":
    """Which rows are about any of the brands; those that name none are about all."""
    wanted = set(brand.split(";"))
    return rows["brand"].map(lambda cell: not brand or pd.isna(cell) or bool(wanted & set(str(cell).split(";"))))


def _best_years(read: Read) -> tuple[PublishedFigure, PublishedFigure]:
    """The best year of output, and of output and imports together, at the upper end where a year is a range."""
    annual = read("handset_supply_annual")
    output = annual[annual["measure"] == LOCAL].set_index("year")
    imports = annual[annual["measure"] == IMPORTED].set_index("year")
    both = output.merge(imports, left_index=True, right_index=True, suffixes=("", "_imported"))
    if both.empty:
        raise FactNotFound("handset_supply_annual: no year with both output and imports")
    total = both["high_units"] + both["high_units_imported"]
    best, most = total.idxmax(), output["high_units"].idxmax()
    sources = union([both.loc[best, "source_ids"], both.loc[best, "source_ids_imported"]])
    market = PublishedFigure(float(total.loc[best]), sources, int(best))
    return PublishedFigure(
        float(output.loc[most, "high_units"]), str(output.loc[most, "source_ids"]), int(most)
    ), market


def _exports(policy: pd.DataFrame) -> tuple[tuple[PublishedFigure, ...], tuple[PublishedFigure, ...]]:
    """Policy's path of exported handsets [a year], and of what they are to earn in a year [US$]."""
    units = policy[(policy["metric"] == "units_per_year") & (policy["counts"] == EXPORTS)]
    # An aim for handsets and other devices together is above what handsets alone are to earn.
    earned = policy[(policy["metric"] == "exports_usd_m") & policy["product"].isin((HANDSETS, DEVICES))]
    return (
        _aims(units[units["product"] == HANDSETS], 1.0, "exported handsets"),
        _aims(earned[earned["aggregation"] == FLOW], 1e6, "exports_usd_m"),
    )


def _aims(rows: pd.DataFrame, scale: float, wanted: str) -> tuple[PublishedFigure, ...]:
    """Policy's aims in order of the year they are due by: the highest for each year."""
    if rows.empty:
        raise FactNotFound(f"targets: {wanted} of the government with a date is not in the curated data")
    rows = rows.assign(year=rows["horizon_end"].dt.year, most=rows["high"].fillna(rows["low"]))
    aims = []
    for year, due in rows.groupby("year"):
        highest = due[due["most"] == due["most"].max()]
        aims.append(
            PublishedFigure(float(highest["most"].iloc[0]) * scale, union(highest["source_ids"]), int(str(year)))
        )
    return tuple(aims)


def _jobs(read: Read) -> PublishedRange:
    """The span of published ratios of jobs to a million handsets, in any country, that are not known to be indirect."""
    rows = read("job_ratios")
    return curated.span(rows[(rows["metric"] == RATIO) & (rows["measure"] != "total") & ~rows["status"].isin(WISHES)])


def _published(table: tuple[Parameter, ...], presets: tuple[Preset, ...]) -> dict[str, PublishedRange]:
    """The span of figures for each assumption that is drawn from sources, and whose they are."""
    spans = {}
    for parameter in table:
        name, spread = parameter.name, parameter.distribution
        if parameter.kind == "lever" or spread.kind == "fixed":
            continue
        low, high, sources = spread.low, spread.high, [parameter.source_ids]
        for preset in presets:
            own, value = dict(preset.spreads).get(name, spread), preset.scenario.mapping()[name]
            least, most = min(own.low, value), max(own.high, value)
            if least < low or most > high:
                sources.append(preset.source_ids)
            low, high = min(low, least), max(high, most)
        spans[name] = PublishedRange(low, high, union(sources))
    return spans
