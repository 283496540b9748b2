"""Jobs in special economic zones, ratios that planners use, and people trained."""

from collections.abc import Sequence

import pandas as pd

RATIO_GROUPS = {
    "handsets": (
        "jobs per million handsets",
        "jobs per plant",
        "jobs per production line",
        "production line capacity, handsets per line per year",
        "domestic value added share of gross output, percent",
    ),
    "investment": (
        "jobs per USD m",
        "jobs per USD m, direct and indirect",
        "jobs per USD m, direct indirect and induced",
        "jobs per USD m of output",
        "jobs per USD m of value added",
        "direct jobs per INR crore of investment",
    ),
    "power": ("jobs per MW",),
    "phases": ("construction-to-operation ratio",),
    "indirect": ("indirect-to-direct ratio", "direct and indirect jobs supported"),
    "workforce": (
        "Pakistani share of jobs, percent",
        "Pakistani share of construction workforce, percent",
        "Pakistani share of operation workforce, percent",
        "Pakistani workers per Chinese worker",
        "women share of workforce, percent",
        "semi-skilled and unskilled share of jobs, percent",
    ),
}


def zones(sez_progress: pd.DataFrame, job_statements: pd.DataFrame, *, measure: str) -> pd.DataFrame:
    """Figures on each special economic zone: one row a figure, the zone with the highest figure first.

    Projected jobs are taken from both datasets; a statement that stands in both (same zone, source and figure) counts
    once.

    Args:
        sez_progress: Dated counts for zones.
        job_statements: Statements on jobs, of which projections for a single named zone are used.
        measure: jobs_projected, plots_or_enterprises, investment_usd_m or area_acres.

    Returns:
        sez, as_of, as_of_precision, low, high, source_ids, note, most (the highest figure of the zone).
    """
    columns = ["sez", "as_of", "as_of_precision", "low", "high", "source_ids", "note"]
    counts = sez_progress.dropna(subset=[measure])
    rows = counts.assign(low=counts[measure], high=counts[measure])[columns]
    if measure == "jobs_projected":
        rows = pd.concat([rows, _zone_statements(job_statements)[columns]], ignore_index=True)
        rows = rows.drop_duplicates(["sez", "source_ids", "low"], keep="first")
    return rows.assign(most=rows.groupby("sez")["high"].transform("max")).sort_values(
        ["most", "sez", "as_of"], ascending=[False, True, True], kind="stable", na_position="last"
    )


def _zone_statements(job_statements: pd.DataFrame) -> pd.DataFrame:
    single = job_statements["zones"].str.count(";") == 0
    rows = job_statements[single & (job_statements["status"] == "projected")]
    counted = rows["as_of"].notna()
    return rows.assign(
        sez=rows["zones"],
        as_of=rows["as_of"].where(counted, rows["stated_on"]),
        as_of_precision=rows["as_of_precision"].where(counted, rows["stated_on_precision"]),
        low=rows["jobs_low"],
        high=rows["jobs_high"],
        note=rows["measure"].where(rows["measure"] != "total", "total or not said") + "; " + rows["note"].fillna(""),
    )


def zone_jobs_created(sez_progress: pd.DataFrame) -> int:
    """The number of figures on jobs created in any zone."""
    return int(sez_progress["jobs_created"].notna().sum())


def ratios(job_ratios: pd.DataFrame, *, groups: Sequence[str] = ()) -> pd.DataFrame:
    """The ratios, in groups of like ones.

    Args:
        job_ratios: The dataset of that name.
        groups: Some of `RATIO_GROUPS`; none means all.

    Returns:
        group, metric, subject, value_low, value_high, how (published or derived), measure, denominator, status,
        evidence, comparability (as in the dataset), note, source_ids.
    """
    group_of = {metric: group for group, metrics in RATIO_GROUPS.items() for metric in metrics}
    order = {metric: place for place, metric in enumerate(group_of)}
    rows = job_ratios.assign(group=job_ratios["metric"].map(group_of).fillna("other"))
    if groups:
        rows = rows[rows["group"].isin(groups)]
    rows = rows.assign(how=rows["derivation"], place=rows["metric"].map(order))
    return rows.sort_values(["place", "value_high"], kind="stable")[
        [
            "group", "metric", "subject", "value_low", "value_high", "how", "measure", "denominator", "status",
            "evidence", "comparability", "note", "source_ids",
        ]
    ]  # fmt: skip


def indirect_ratios(job_ratios: pd.DataFrame) -> pd.DataFrame:
    """Indirect jobs for each direct one: columns of `ratios` and `basis` (claim or study) and `unfit`, low to high."""
    rows = ratios(job_ratios, groups=("indirect",))
    rows = rows[rows["metric"] == "indirect-to-direct ratio"]
    return rows.assign(basis=rows["evidence"], unfit=rows["comparability"] == "not_comparable").sort_values(
        "value_high", kind="stable"
    )


def handset_ratios(job_ratios: pd.DataFrame) -> pd.DataFrame:
    """Jobs for each million handsets a year, low to high: columns of `ratios` and `basis`.

    `basis` says what the ratio really is: planned (a plan, scenario or target), with_indirect (indirect jobs are in
    it), capacity (divided by what a plant could make) or output (divided by what was made).
    """
    rows = ratios(job_ratios, groups=("handsets",))
    rows = rows[rows["metric"] == "jobs per million handsets"]
    basis = rows["denominator"].mask(rows["measure"] == "total", "with_indirect")
    basis = basis.mask(rows["status"] != "observed", "planned")
    return rows.assign(basis=basis).sort_values("value_high", kind="stable")


def trained(skills: pd.DataFrame, *, it_only: bool = False) -> pd.DataFrame:
    """People trained, by programme, the largest first.

    Returns:
        The dataset's columns and `planned`: whether the figure is a plan, a capacity or an intake, not an outcome.
    """
    rows = skills[skills["field"] == "it"] if it_only else skills
    return rows.assign(planned=rows["status"] != "completed").sort_values("trained", ascending=False, kind="stable")
