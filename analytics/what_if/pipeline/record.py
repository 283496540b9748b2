"""What the record says of the corridor's projects: realised plans, construction times, changed costs, jobs, zones.

The defaults and ranges of the pipeline's parameters rest on these figures; every number is looked up or computed.
"""

from dataclasses import dataclass
from statistics import median

import pandas as pd

from analytics.common.partial_dates import middle_of
from analytics.common.source_ids import union
from analytics.record.projects import PLAN, began_outside, generation
from analytics.what_if.engine import curated
from analytics.what_if.engine.curated import FactNotFound, PublishedRange
from analytics.what_if.engine.model import Read
from analytics.what_if.pipeline.projects import kind_of, pending, taken

# The plan as the minister gave it to the National Assembly in August 2017, by part, and what his ministry gave
# parliament as completed at the end of 2024.
PLANNED = {"cpec": "st030", "energy": "st031", "transport": "st032"}
COMPLETED = {"cpec": "st107", "energy": "st106", "transport": "st110"}
# Projects counted as completed, under way and in the pipeline in June 2022; completed and under way in December 2024.
COUNTED_2022 = ("st077", "st078", "st079")
COUNTED_2024 = ("st107", "st108")
YEARLY_JOBS_STUDY = "wb-2012-mena-infra"
NINE_PLANTS_JOBS, NINE_PLANTS_MW = "pakobserver-2020-bajwa-s01", "t2021-02-5340mw"
# Two promises of megawatts by 2018, and the one of 10,400 MW by 2017.
PROMISED_MW = ("t2017-01-5000mw", "t2015-09-5600mw")


@dataclass(frozen=True, slots=True)
class Several:
    """Several figures of one kind: how many, the lowest, the middle one and the highest, and their sources."""

    count: int
    low: float
    middle: float
    high: float
    source_ids: str

    @classmethod
    def of(cls, values: "pd.Series[float] | list[float]", source_ids: str) -> "Several":
        """The spread of some figures."""
        figures = [float(value) for value in values]
        if not figures:
            raise FactNotFound(f"no figure with sources {source_ids!r} is left in the curated data")
        return cls(len(figures), min(figures), float(median(figures)), max(figures), source_ids)


def statement(read: Read, statement_id: str) -> "pd.Series":
    """One row of `investment_statements`."""
    return _row(read, "investment_statements", "statement_id", statement_id)


def realised(read: Read, part: str) -> tuple[float, float, float, str]:
    """Completed and planned [USD billion], the share of the plan realised [0-1], and the sources.

    Args:
        read: reads a curated dataset.
        part: "energy", "transport" or "cpec".
    """
    planned, completed = statement(read, PLANNED[part]), statement(read, COMPLETED[part])
    done, plan = float(completed["amount_usd_bn"]), float(planned["amount_usd_bn"])
    return done, plan, done / plan, union([planned["source_ids"], completed["source_ids"]])


@dataclass(frozen=True, slots=True)
class Counted:
    """Projects counted by the government: done, under way and waiting in June 2022; done and under way in 2024."""

    done_before: int
    under_way_before: int
    waiting_before: int
    done_after: int
    under_way_after: int
    source_ids: str

    @property
    def finished_share(self) -> float:
        """Of what was done or under way, the share done two and a half years later [0-1]."""
        return self.done_after / (self.done_before + self.under_way_before)


def counted(read: Read) -> Counted:
    """The two counts."""
    rows = [statement(read, each) for each in (*COUNTED_2022, *COUNTED_2024)]
    done, under_way, waiting, done_after, under_way_after = (int(row["projects_count"]) for row in rows)
    sources = union(row["source_ids"] for row in rows)
    return Counted(done, under_way, waiting, done_after, under_way_after, sources)


def durations(read: Read) -> pd.DataFrame:
    """Finished projects with both dates.

    Returns:
        project_id, kind, years (from the start of works to completion), source_ids.
    """
    rows = read("projects")
    # A plan's months say nothing of construction.
    rows = rows[(rows["status"] == "operational") & ~began_outside(rows) & (rows["technology"] != PLAN)]
    start = middle_of(rows["construction_start"], rows["construction_start_precision"])
    end = middle_of(rows["completed_on"], rows["completed_on_precision"])
    rows = rows.assign(kind=kind_of(rows), years=(end - start).dt.days / 365.25)
    return rows.dropna(subset=["years"])[["project_id", "kind", "years", "source_ids"]]


def construction_years(read: Read, kind: str) -> Several:
    """Years from the start of works to completion at finished projects of a kind."""
    rows = durations(read)
    rows = rows[rows["kind"] == kind]
    return Several.of(rows["years"], union(rows["source_ids"]))


def overdue(read: Read, kind: str, years: float) -> tuple[int, int]:
    """Projects of a kind begun on a known date and not finished, and how many of them are past some years."""
    rows = pending(read("projects"), read("sez_progress"))
    start = rows.loc[(rows["kind"] == kind) & (rows["status"] == "under_construction"), "start"].dropna()
    return len(start), int((start < -12.0 * years).sum())


def cost_changes(read: Read) -> Several:
    """Later over earlier published cost, less one, at projects with two figures for the same works."""
    rows = read("cost_revisions")
    return Several.of(rows["later_cost_m"] / rows["earlier_cost_m"] - 1.0, union(rows["source_ids"]))


def late_megawatts(read: Read) -> Several:
    """Months by which finished capacity passed a promised total after the promised year's end."""
    rows = generation(read("projects")).dropna(subset=["completed_on"]).sort_values("completed_on")
    reached = rows["capacity_mw"].cumsum()
    months, cells = [], []
    for target_id in PROMISED_MW:
        promise = _row(read, "targets", "target_id", target_id)
        passed = rows.loc[reached >= promise["low"], "completed_on"]
        if passed.empty:
            raise FactNotFound(f"targets: {target_id} has not been reached by the finished projects")
        months.append(curated.months_between(promise["horizon_end"].to_period("M"), passed.iloc[0].to_period("M")))
        cells.append(union([promise["source_ids"], *rows.loc[reached <= promise["low"], "source_ids"]]))
    return Several.of(months, union(cells))


def job_years(read: Read) -> tuple[Several, PublishedRange]:
    """Job-years per USD million if every counted head had worked from start to opening, and a study's yearly jobs.

    Heads are those at work on finished projects with both dates; promises and counts of everyone ever hired are left
    out.
    """
    rows = _ratios(read, "jobs per USD m", "construction")
    rows = rows[(rows["status"] == "observed") & (rows["aggregation"] != "cumulative")]
    years = rows["project_id"].map(durations(read).set_index("project_id")["years"]).dropna()
    rows = rows.loc[years.index]
    full = (rows["value_low"] + rows["value_high"]) / 2.0 * years
    return Several.of(full, union(rows["source_ids"])), curated.ratio(read, "jobs per USD m", (YEARLY_JOBS_STUDY,))


def operation_jobs(read: Read) -> tuple[PublishedRange, PublishedRange, float, str]:
    """Lasting jobs per megawatt: at a coal plant, at a hydropower plant, and over nine plants; all sources."""
    rows = _ratios(read, "jobs per MW", "operation")
    technology = rows["project_id"].map(read("projects").set_index("project_id")["technology"])
    thermal, hydro = (curated.span(rows[technology == each], f"jobs per MW, {each}") for each in ("coal", "hydro"))
    staff = _row(read, "job_statements", "statement_id", NINE_PLANTS_JOBS)
    plants = curated.target(read, NINE_PLANTS_MW)
    nine = float(staff["jobs_low"]) / plants.low
    cells = [thermal.source_ids, hydro.source_ids, staff["source_ids"], plants.source_ids]
    return thermal, hydro, nine, union(cells)


def hydro_share(read: Read) -> float:
    """Hydropower's share of the megawatts planned [0-1]."""
    rows = pending(read("projects"), read("sez_progress"))
    rows = rows[rows["status"] == "planned"]
    total = float(rows["mw"].sum())
    return float(rows.loc[rows["kind"] == "hydro", "mw"].sum()) / total if total else 0.0


def occupancy(read: Read) -> Several:
    """Share of a zone sold, allotted or leased at the last report [0-1]."""
    rows = taken(read("sez_progress"), read("projects"))
    return Several.of(rows["share"], union(rows["source_ids"]))


def years_to_let(read: Read) -> Several:
    """Years from ground-breaking in which a zone would be fully taken at the pace of its last report."""
    projects = read("projects")
    rows = taken(read("sez_progress"), projects).merge(
        projects[["project_id", "construction_start", "construction_start_precision"]], on="project_id"
    )
    start = middle_of(rows["construction_start"], rows["construction_start_precision"])
    years = ((rows["as_of"] - start).dt.days / 365.25 / rows["share"]).dropna()
    return Several.of(years, union(rows.loc[years.index, "source_ids"]))


def jobs_per_acre(read: Read) -> Several:
    """Direct jobs promised per acre of whole zones, over statements on direct jobs; none reports jobs created."""
    acres = read("projects").set_index("project_id")["area_acres"]
    zones = read("sez_progress").drop_duplicates("sez").set_index("sez")["project_id"].map(acres)
    rows = read("job_statements").dropna(subset=["zones"])
    rows = rows[(rows["measure"] == "direct") & (rows["status"] == "projected")]
    # A statement on a zone of unknown area has no ratio.
    area = rows["zones"].map(lambda names: zones.reindex(names.split(";")).sum(skipna=False))
    ratios = (rows["jobs_low"] / area).dropna()
    return Several.of(ratios, union(rows.loc[ratios.index, "source_ids"]))


def latest_rate(read: Read) -> tuple[str, float, PublishedRange]:
    """The latest calendar year with an average rate, that rate [Rs per US$], and the span of the last four years."""
    rows = read("fx")
    rows = rows[rows["period_kind"] == "calendar"].sort_values("period")
    last = rows.tail(4)["pkr_per_usd_avg"]
    newest = rows.iloc[-1]
    span = PublishedRange(float(last.min()), float(last.max()), str(newest["source_ids"]))
    return str(newest["period"]), float(newest["pkr_per_usd_avg"]), span


def left_out_until(read: Read) -> tuple[float, str]:
    """The latest year up to which the national power plan leaves out plants that are planned, and the sources."""
    rows = read("projects")
    rows = rows[rows["status"] == "planned"].dropna(subset=["igcep_excluded_until"])
    if rows.empty:
        raise FactNotFound("projects: no planned plant with igcep_excluded_until is in the curated data")
    return float(rows["igcep_excluded_until"].max()), union(rows["source_ids"])


def _ratios(read: Read, metric: str, phase: str) -> pd.DataFrame:
    """Rows of `job_ratios` with a metric, at one project in a phase of its life."""
    rows = read("job_ratios")
    return rows[(rows["metric"] == metric) & (rows["phase"] == phase) & rows["project_id"].notna()]


def _row(read: Read, dataset: str, key: str, wanted: str) -> "pd.Series":
    """One row by its key."""
    rows = read(dataset)
    matching = rows[rows[key] == wanted]
    if matching.empty:
        raise FactNotFound(f"{dataset}: {wanted} is not in the curated data")
    return matching.iloc[0]
