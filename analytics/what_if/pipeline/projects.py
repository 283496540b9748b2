"""The projects of the corridor that are not in operation yet, prepared for the pipeline model.

A project belongs to a *group* (its sector and status; one share built each), to a *kind* (how long such works take) and
to a *cohort* (projects of one kind whose works have the same dates). Costs, megawatts and acres are summed by group and
cohort, so that a run handles a dozen cohorts instead of all projects. Projects without a published cost, capacity or
area take part with what is known of them; `without_cost` names them. To a run, cohorts that depend on the same
parameters come as one *block* of arrays.
"""

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self, get_args

import numpy as np
import pandas as pd

from analytics.common.partial_dates import middle_of
from analytics.record.projects import SECTORS, began_outside, generation
from analytics.what_if.engine.model import Array, Read
from curation import catalog

Kind = Literal["hydro", "transport", "other"]
KINDS: tuple[Kind, ...] = get_args(Kind)

# The month of the latest status in the data: month m = 0 of every pipeline scenario.
START = pd.Period("2026-01", freq="M")
# Sixty months are five years: m = 59 is December 2030, and 180 months reach December 2040.
MONTHS, TO_2030 = 180, 60
MONTH_DAYS = 365.25 / 12.0

# What the model adds up; a project of which none is known has nothing to add.
AMOUNTS = ("usd", "pkr", "mw", "acres")
STATUSES = ("under_construction", "planned", "shelved")
ZONE = "sez"
# What an area of `sez_progress` covers, where its acres are taken.
_TAKEN = ("allotted", "leased", "sold")


@dataclass(frozen=True, slots=True)
class Amounts:
    """What the projects of one group and cohort add up to.

    Attributes:
        usd, energy_usd: listed costs published in dollars, and those of energy projects among them [US$].
        pkr, energy_pkr: listed costs published in rupees only, and those of energy projects [Rs].
        mw: generating capacity [MW].
        acres: acres of special economic zones neither sold nor leased at the last report.
    """

    usd: float
    pkr: float
    energy_usd: float
    energy_pkr: float
    mw: float
    acres: float


@dataclass(frozen=True, slots=True)
class Cohort:
    """Projects of one kind whose works have the same dates; what is planned or shelved has none yet.

    Attributes:
        kind: which construction time holds.
        begun: under construction; otherwise planned or shelved.
        start: months from `START` to the known start of works, negative before it; NaN where unknown.
        seen: months from `START` to the date of the status, where that has to stand in for the start.
        parts: amounts by name of the share parameter of their group.
    """

    kind: Kind
    begun: bool
    start: float
    seen: float
    parts: tuple[tuple[str, Amounts], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """What `pipeline.simulate_projects` runs on: `shares` names the share parameters in the order of a page.

    Each table is a key of its own, so that a run finds its `blocks` without comparing projects.
    """

    shares: tuple[str, ...]
    cohorts: tuple[Cohort, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """What cohorts have of an amount, as far as one group goes.

    Attributes:
        share: name of the group's share parameter.
        plain: in dollars, megawatts or acres [cohorts, 1]; None if there is none.
        rupees: costs published in rupees only [cohorts, 1]; None if there are none.
    """

    share: str
    plain: Array | None
    rupees: Array | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Cohorts of one kind, all under construction or none of them, one a row.

    Attributes:
        kind, begun: as of each cohort.
        start, seen: as of the cohorts [cohorts, 1].
        cost, energy_cost, mw, acres: what is listed, by group; empty where there is none.
    """

    kind: Kind
    begun: bool
    start: Array
    seen: Array
    cost: tuple[Listed, ...]
    energy_cost: tuple[Listed, ...]
    mw: tuple[Listed, ...]
    acres: tuple[Listed, ...]

    @classmethod
    def of(cls, cohorts: list[Cohort]) -> Self:
        """Put cohorts of one kind, begun or not, below each other."""
        return cls(
            kind=cohorts[0].kind,
            begun=cohorts[0].begun,
            start=np.array([[cohort.start] for cohort in cohorts]),
            seen=np.array([[cohort.seen] for cohort in cohorts]),
            cost=_listed(cohorts, "usd", "pkr"),
            energy_cost=_listed(cohorts, "energy_usd", "energy_pkr"),
            mw=_listed(cohorts, "mw"),
            acres=_listed(cohorts, "acres"),
        )


def share_name(sector: str, status: str) -> str:
    """Name of the parameter that says how much of a group gets built."""
    return f"share_{sector}_{status}"


def kind_of(projects: pd.DataFrame) -> "pd.Series[str]":
    """How long such works take: `hydro`, `transport` (roads and rails, Gwadar's roads too) or `other`."""
    kind = pd.Series("other", index=projects.index)
    kind = kind.mask((projects["sector"] == "transport") | (projects["technology"] == "road"), "transport")
    return kind.mask(projects["technology"] == "hydro", "hydro")


def months_from_start(dates: "pd.Series[pd.Timestamp]", precision: "pd.Series[str]") -> "pd.Series[float]":
    """Months from the beginning of `START` to the middle of each stated period; NaN where there is no date."""
    months: pd.Series[float] = (middle_of(dates, precision) - START.start_time) / pd.Timedelta(days=MONTH_DAYS)
    return months


def taken(sez_progress: pd.DataFrame, projects: pd.DataFrame) -> pd.DataFrame:
    """How much of each zone was sold, allotted or leased at the last report that says so.

    Zones are measured by acres; one that reports plots only, by plots.

    Returns:
        project_id, area_acres, share (0-1), acres, as_of, source_ids; zones without such a report are left out.
    """
    rows = sez_progress.dropna(subset=["project_id"])
    rows = rows.merge(projects[["project_id", "area_acres"]], on="project_id", suffixes=("_taken", ""))
    by_acres = (rows["area_acres_taken"] / rows["area_acres"]).where(rows["area_basis"].isin(_TAKEN))
    # By way of the nullable type: an empty cell becomes NaN.
    leased = (rows["plots_or_enterprises"] / rows["plots_total"]).astype("Float64").astype("float64")
    by_plots = leased.where(rows["count_basis"] == "plots_leased")
    rows = rows.assign(share=by_acres.fillna(by_plots)).dropna(subset=["share"])
    rows = rows.sort_values("as_of").drop_duplicates("project_id", keep="last").reset_index(drop=True)
    return rows.assign(acres=rows["share"] * rows["area_acres"])[
        ["project_id", "area_acres", "share", "acres", "as_of", "source_ids"]
    ]


def pending(projects: pd.DataFrame, sez_progress: pd.DataFrame) -> pd.DataFrame:
    """Every project not in operation, with what the model uses of it.

    Left out are works that began before or outside the corridor.

    Returns:
        project_id, name, sector, status, technology, kind, usd, pkr (listed cost in dollars, or in rupees where no
        dollars are published; both 0 when unknown), mw (generation; 0 when none or unknown), acres (of a special
        economic zone, not yet taken; 0 when none or unknown), start, seen (months from `START`; NaN when unknown),
        source_ids.
    """
    rows = projects[(projects["status"] != "operational") & ~began_outside(projects)]
    power = generation(rows)["capacity_mw"]
    let = taken(sez_progress, projects).set_index("project_id")["acres"]
    free = rows["area_acres"] - rows["project_id"].map(let).fillna(0.0)
    dollars, rupees = rows["cost_usd_m"] * 1e6, rows["cost_pkr_m"] * 1e6
    return rows.assign(
        kind=kind_of(rows),
        usd=dollars.fillna(0.0),
        pkr=rupees.where(dollars.isna()).fillna(0.0),
        mw=power.reindex(rows.index).fillna(0.0),
        acres=free.where(rows["technology"] == ZONE).fillna(0.0).clip(lower=0.0),
        start=months_from_start(rows["construction_start"], rows["construction_start_precision"]),
        seen=months_from_start(rows["status_as_of"], rows["status_as_of_precision"]).fillna(0.0).clip(upper=0.0),
    )[
        ["project_id", "name", "sector", "status", "technology", "kind", *AMOUNTS, "start", "seen", "source_ids"]
    ].reset_index(drop=True)


def groups(rows: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """The (sector, status) groups of `pending` in which any project has a cost, a capacity or an area, in order."""
    listed = rows[rows[list(AMOUNTS)].gt(0.0).any(axis=1)]
    there = set(zip(listed["sector"], listed["status"], strict=True))
    return tuple((sector, status) for status in STATUSES for sector in SECTORS if (sector, status) in there)


def prepare(projects: pd.DataFrame, sez_progress: pd.DataFrame) -> Table:
    """The table that the model runs on, from the curated datasets of these names."""
    rows = pending(projects, sez_progress)
    shares = {group: share_name(*group) for group in groups(rows)}
    rows = rows[rows[list(AMOUNTS)].gt(0.0).any(axis=1)]
    begun, energy = rows["status"] == "under_construction", rows["sector"] == "energy"
    # What waits has no dates of its own: one cohort a kind.
    start = rows["start"].where(begun)
    rows = rows.assign(
        share=[shares[group] for group in zip(rows["sector"], rows["status"], strict=True)],
        begun=begun,
        start=start,
        seen=rows["seen"].where(begun & start.isna(), 0.0),
        energy_usd=rows["usd"].where(energy, 0.0),
        energy_pkr=rows["pkr"].where(energy, 0.0),
    )
    dates = rows.groupby(["kind", "begun", "start", "seen"], dropna=False, sort=False)
    cohorts = [
        Cohort(kind, bool(begun_), float(start_), float(seen), _parts(same))
        for (kind, begun_, start_, seen), same in dates
    ]
    return Table(tuple(shares.values()), tuple(cohorts))


def _parts(rows: pd.DataFrame) -> tuple[tuple[str, Amounts], ...]:
    """Some rows summed by group."""
    names = [field.name for field in fields(Amounts)]
    sums = rows.groupby("share", sort=False)[names].sum()
    return tuple((str(share), Amounts(*map(float, sums.loc[share]))) for share in sums.index)


@lru_cache(maxsize=8)
def blocks(table: Table) -> tuple[Block, ...]:
    """The cohorts of a table in blocks, in the order of the table; kept, since every run needs them."""
    alike: dict[tuple[Kind, bool], list[Cohort]] = {}
    for cohort in table.cohorts:
        alike.setdefault((cohort.kind, cohort.begun), []).append(cohort)
    return tuple(map(Block.of, alike.values()))


def _listed(cohorts: list[Cohort], *names: str) -> tuple[Listed, ...]:
    """What cohorts have in some fields of `Amounts` (rupees second), by group; groups that have none are left out."""
    listed = []
    for share in dict.fromkeys(share for cohort in cohorts for share, _amounts in cohort.parts):
        amounts = [dict(cohort.parts).get(share) for cohort in cohorts]
        columns = [np.array([[getattr(each, name, 0.0)] for each in amounts]) for name in names]
        if any(column.any() for column in columns):
            listed.append(Listed(share, *(column if column.any() else None for column in columns)))
    return tuple(listed)


def prepared() -> Table:
    """The table of the built data, made once and anew when a file of it changes.

    Raises:
        DatasetUnavailable: a dataset cannot be read.
    """
    return _prepared(_stamp("projects"), _stamp("sez_progress"))


def _stamp(name: str) -> int:
    """When a built dataset was last written; 0 when it is missing."""
    try:
        return _file(catalog.DATA, name).stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=4)
def _file(folder: Path, name: str) -> Path:
    """Where a dataset is built; kept, since each run asks and to join a path takes longer than to stat the file."""
    return folder / f"{name}.parquet"


@lru_cache(maxsize=1)
def _prepared(_projects: int, _zones: int) -> Table:
    return prepare(catalog.read("projects"), catalog.read("sez_progress"))


def without_cost(read: Read = catalog.read) -> pd.DataFrame:
    """Projects not in operation of which a figure is missing, so that the model counts less than is listed.

    Returns:
        project_id, name, sector, status, missing (`cost`, `capacity_mw` of a power plant, `area_acres` of a special
        economic zone; a project that lacks two has two rows), source_ids; by status, sector and name.
    """
    projects = read("projects")
    rows = pending(projects, read("sez_progress"))
    makes_power = (rows["sector"] == "energy") & ~rows["technology"].isin(("transmission", "mining"))
    unknown_area = rows["project_id"].map(projects.set_index("project_id")["area_acres"]).isna()
    lacking = {
        "cost": (rows["usd"] == 0) & (rows["pkr"] == 0),
        "capacity_mw": makes_power & (rows["mw"] == 0),
        "area_acres": (rows["technology"] == ZONE) & unknown_area,
    }
    missing = pd.concat([rows[lacks].assign(missing=what) for what, lacks in lacking.items()])
    place = {status: order for order, status in enumerate(STATUSES)}
    missing = missing.assign(_place=missing["status"].map(place)).sort_values(
        ["_place", "sector", "name"], kind="stable"
    )
    return missing[["project_id", "name", "sector", "status", "missing", "source_ids"]].reset_index(drop=True)
