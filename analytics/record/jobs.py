"""Jobs: statements on jobs created and projected, jobs at projects, and why the figures must not be added up."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from analytics.common.headline import choose, ordered
from analytics.common.partial_dates import middle_of

MEASURES = ("direct", "indirect", "total")
ORIGINS = ("all", "pakistani", "chinese")


def statements(
    job_statements: pd.DataFrame,
    *,
    status: str,
    scope: str = "cpec",
    measures: Sequence[str] = (),
    origins: Sequence[str] = (),
) -> pd.DataFrame:
    """Statements on jobs, one row each, in order of their date, undated ones last.

    Args:
        job_statements: The dataset of that name.
        status: `created` or `projected`.
        scope: `cpec` for statements on the corridor as a whole, `all` for those on parts of it as well.
        measures: Some of `MEASURES`; none means all.
        origins: Some of `ORIGINS`; none means all.

    Returns:
        The dataset's columns and: `dated`, `dated_precision` (the date of the count, else the day it was said; both
        null for an undated page), `dated_by` (as_of, stated_on or undated), `at` (the middle of that period), `unsaid`
        (the source gave no measure), `outlier` (the curation calls it one).
    """
    rows = job_statements[job_statements["status"] == status]
    if scope != "all":
        rows = rows[rows["scope"] == scope]
    if measures:
        rows = rows[rows["measure"].isin(measures)]
    if origins:
        rows = rows[rows["worker_origin"].isin(origins)]
    counted = rows["as_of"].notna()
    dated = rows["as_of"].where(counted, rows["stated_on"])
    precision = rows["as_of_precision"].where(counted, rows["stated_on_precision"])
    basis = counted.map({True: "as_of", False: "stated_on"}).where(dated.notna(), "undated")
    return rows.assign(
        dated=dated,
        dated_precision=precision,
        dated_by=basis,
        at=middle_of(dated, precision),
        unsaid=rows["measure_basis"] == "not_stated",
        outlier=rows["reliability"] == "outlier",
    ).sort_values(["dated", "jobs_high"], kind="stable", na_position="last")


@dataclass(frozen=True)
class JobHeadlines:
    """The headline on jobs with its alternatives; every frame has the columns of `statements`.

    Attributes:
        created: Corridor-wide jobs created, all workers, direct and indirect: the headline first, the rest in the order
            of the headline rule.
        first: The earliest statement of the headline's count.
        pakistani: The same for Pakistani workers; empty when nobody stated it.
        projected: Corridor-wide projections of direct or all jobs, without those the curation calls outliers.
        outliers: The projections that the curation calls outliers.
    """

    created: pd.DataFrame
    first: "pd.Series"
    pakistani: pd.DataFrame
    projected: pd.DataFrame
    outliers: pd.DataFrame

    @property
    def repeats(self) -> pd.DataFrame:
        """Statements of the same count as the headline's."""
        return self.created[self.created["jobs_low"] == self.created["jobs_low"].iloc[0]]

    @property
    def others(self) -> pd.DataFrame:
        """Statements of the same quantity with another count."""
        return self.created[self.created["jobs_low"] != self.created["jobs_low"].iloc[0]]

    @property
    def part(self) -> pd.DataFrame:
        """The Pakistani part of the headline's count, from the page that first stated it; empty when it gave none."""
        return self.pakistani[self.pakistani["source_ids"] == self.first["source_ids"]].head(1)


def answer(job_statements: pd.DataFrame, sources: pd.DataFrame) -> JobHeadlines:
    """The headline on jobs by the one rule of `analytics.common.headline`.

    Raises:
        ValueError: no corridor-wide statement on jobs created by all workers.
    """
    created = statements(job_statements, status="created", measures=("total",))
    everybody, pakistani = (
        ordered(created[created["worker_origin"] == origin], sources, date="dated") for origin in ("all", "pakistani")
    )
    if everybody.empty:
        raise ValueError("no rows to choose a headline from")
    expected = statements(job_statements, status="projected", measures=("direct", "total"))
    same = everybody[everybody["jobs_low"] == everybody["jobs_low"].iloc[0]]
    return JobHeadlines(
        created=everybody,
        first=same.sort_values(["dated", "stated_on"], kind="stable").iloc[0],
        pakistani=pakistani,
        projected=expected[~expected["outlier"]],
        outliers=expected[expected["outlier"]],
    )


@dataclass(frozen=True)
class Pitfall:
    """One reason why jobs must not be added, with the statements that show it.

    Attributes:
        code: part, repeat, stock, unsaid, place or sum.
        rows: Statements (columns of `statements`).
        figures: Named numbers for the sentence: jobs, unless the name is `times`, `count` or `of`.
    """

    code: str
    rows: pd.DataFrame
    figures: dict[str, float] = field(default_factory=dict)


def pitfalls(job_statements: pd.DataFrame) -> tuple[Pitfall, ...]:
    """Why the figures must not be added up, each reason with an example from the data; others are left out.

    - part: one page counts everybody and, within that, Pakistanis (`whole`, `part`, `wrong`: their sum).
    - repeat: one count said again and again (`count` jobs said `times` times, `wrong`: the sum).
    - stock: one page gives a running total and the number at work (`total`, `stock`).
    - unsaid: `times` of `of` totals do not say whether indirect jobs are in them.
    - place: `times` statements on single projects also stand among the jobs at projects.
    - sum: what adding every corridor-wide count would give (`wrong`, of `of` statements; `largest` single one).
    """
    created = statements(job_statements, status="created")
    everything = statements(job_statements, status="created", scope="all")
    parts = (_unsaid(everything), _place(everything))
    return tuple(filter(None, (_part(created), _repeat(created), _stock(created), *parts, _sum(created))))


def _part(created: pd.DataFrame) -> Pitfall | None:
    whole = created[created["worker_origin"] == "all"]
    part = created[created["worker_origin"] == "pakistani"]
    pairs = whole.merge(part, on=["source_ids", "as_of", "measure"], suffixes=("", "_part"))
    if pairs.empty:
        return None
    top = pairs.loc[pairs["jobs_low"].idxmax()]
    rows = created[created["statement_id"].isin([top["statement_id"], top["statement_id_part"]])]
    counts = {"whole": top["jobs_low"], "part": top["jobs_low_part"]}
    return Pitfall("part", rows, counts | {"wrong": sum(counts.values())})


def _repeat(created: pd.DataFrame) -> Pitfall | None:
    times = created[created["worker_origin"] == "all"].groupby("jobs_low").size()
    times = times[times > 1]
    if times.empty:
        return None
    count = times[times == times.max()].index.max()
    rows = created[(created["jobs_low"] == count) & (created["worker_origin"] == "all")]
    return Pitfall("repeat", rows, {"count": count, "times": len(rows), "wrong": count * len(rows)})


def _stock(created: pd.DataFrame) -> Pitfall | None:
    stock, running = (created[created["aggregation"] == kind] for kind in ("stock", "cumulative"))
    pairs = running.merge(stock, on=["source_ids", "worker_origin"], suffixes=("", "_stock"))
    if pairs.empty:
        return None
    top = pairs.loc[pairs["jobs_low"].idxmax()]
    rows = created[created["statement_id"].isin([top["statement_id"], top["statement_id_stock"]])]
    return Pitfall("stock", rows, {"total": top["jobs_low"], "stock": top["jobs_low_stock"]})


def _unsaid(created: pd.DataFrame) -> Pitfall | None:
    totals = created[created["measure"] == "total"]
    rows = totals[totals["unsaid"]]
    return None if rows.empty else Pitfall("unsaid", rows, {"times": len(rows), "of": len(totals)})


def _place(created: pd.DataFrame) -> Pitfall | None:
    rows = created[created["also_in"] == "project_jobs"]
    return None if rows.empty else Pitfall("place", rows, {"times": len(rows), "largest": rows["jobs_high"].max()})


def _sum(created: pd.DataFrame) -> Pitfall | None:
    if len(created) < 2:
        return None
    wrong = created["jobs_low"].sum()
    return Pitfall("sum", created, {"wrong": wrong, "of": len(created), "largest": created["jobs_low"].max()})


def at_projects(
    project_jobs: pd.DataFrame, projects: pd.DataFrame, *, phase: str, origins: Sequence[str] = ()
) -> pd.DataFrame:
    """Every count of jobs at a project in one phase, the project with the highest count first.

    Args:
        project_jobs: The dataset of that name.
        projects: The projects, for sector and status.
        phase: construction, operation or total, which means construction and operation counted together.
        origins: Some of `ORIGINS`; none means all.

    Returns:
        The dataset's columns and: `promised` (stated in advance), `sector`, `status` (of the first
        project of a group; null where none is linked), `most` (the highest count at that project).
    """
    rows = project_jobs[project_jobs["phase"] == phase]
    if origins:
        rows = rows[rows["worker_origin"].isin(origins)]
    first = rows["project_ids"].str.split(";").str[0]
    about = projects.set_index("project_id")[["sector", "status"]]
    return rows.assign(
        promised=rows["timing"] == "ex_ante",
        sector=first.map(about["sector"]),
        status=first.map(about["status"]),
        most=rows.groupby("project_slug")["jobs"].transform("max"),
    ).sort_values(["most", "project_slug", "jobs"], ascending=[False, True, False], kind="stable")


def project_headlines(counts: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """The headline count of each project, in the order of `counts`.

    Rule: counts before promises; all workers before Pakistani before Chinese (a part is not the whole); then the one
    rule of `analytics.common.headline`. A project with promises only has none.

    Returns:
        The chosen rows of `counts` (as `at_projects` gives them).
    """
    chosen = []
    for _slug, rows in counts[~counts["promised"]].groupby("project_slug", sort=False):
        widest = min(rows["worker_origin"], key=ORIGINS.index)
        chosen.append(choose(rows[rows["worker_origin"] == widest], sources, date="as_of").row.name)
    return counts.loc[chosen]
