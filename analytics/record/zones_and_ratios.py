"""Jobs by their conditions: special economic zones, ratios used to reckon with, and people trained."""

from collections.abc import Sequence

import pandas as pd

ZONE_OF_SCOPE = {
    "sez:rashakai": "Rashakai",
    "sez:allama-iqbal": "Allama Iqbal Industrial City",
    "sez:dhabeji": "Dhabeji",
    "sez:hub": "Hub",
}

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

# Who made a ratio stands in no column: these two pages report World Bank studies, the rest what promoters said.
STUDIES = frozenset({"wb-2012-mena-infra", "energyupdate-2022-07-wb-re"})
# The note says of a ratio that it does not fit assembly: it stays in the table and off the chart.
_UNFIT = r"\bunfit\b"
_PLANNED = r"\bprojection\b|\bplanned for\b|; plan$|\bscenario\b|\bpolicy target\b"
_WITH_INDIRECT = r"direct and indirect|government claim|industry claim"
_CAPACITY = r"\b(?:year|month) capacity\b"
_NOT_DONE = r"\bplan(?:ned)?\b|\bpledge\b|\btarget\b|\bcapacity\b|\benrolled\b"
_IT = r"\bICT\b|\bIT\b|\bHuawei\b"


def zones(sez_progress: pd.DataFrame, job_statements: pd.DataFrame, *, measure: str) -> pd.DataFrame:
    """What was said of each special economic zone: one row a figure, the zone with the highest figure first.

    Projected jobs are taken from both datasets; a statement that stands in both (same zone, source and figure) counts
    once.

    Args:
        sez_progress: Dated counts for zones.
        job_statements: Statements on jobs, of which those with a `sez:` scope are used.
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
    said = job_statements[job_statements["scope"].isin(ZONE_OF_SCOPE) & (job_statements["status"] == "projected")]
    counted = said["as_of"].notna()
    return said.assign(
        sez=said["scope"].map(ZONE_OF_SCOPE),
        as_of=said["as_of"].where(counted, said["stated_on"]),
        as_of_precision=said["as_of_precision"].where(counted, said["stated_on_precision"]),
        low=said["jobs_low"],
        high=said["jobs_high"],
        note=said["measure"].where(said["measure"] != "total", "total or not said") + "; " + said["note"].fillna(""),
    )


def zone_jobs_created(sez_progress: pd.DataFrame) -> int:
    """How many figures for jobs created in any zone the data holds."""
    return int(sez_progress["jobs_created"].notna().sum())


def ratios(job_ratios: pd.DataFrame, *, groups: Sequence[str] = ()) -> pd.DataFrame:
    """The ratios, in groups of like ones.

    Args:
        job_ratios: The dataset of that name.
        groups: Some of `RATIO_GROUPS`; none means all.

    Returns:
        group, metric, subject, value_low, value_high, how (published or derived), note (without that word), source_ids.
    """
    group_of = {metric: group for group, metrics in RATIO_GROUPS.items() for metric in metrics}
    order = {metric: place for place, metric in enumerate(group_of)}
    rows = job_ratios.assign(group=job_ratios["metric"].map(group_of).fillna("other"))
    if groups:
        rows = rows[rows["group"].isin(groups)]
    parts = rows["note"].str.partition(":")
    rows = rows.assign(how=parts[0], note=parts[2].str.strip(), place=rows["metric"].map(order))
    return rows.sort_values(["place", "value_high"], kind="stable")[
        ["group", "metric", "subject", "value_low", "value_high", "how", "note", "source_ids"]
    ]


def indirect_ratios(job_ratios: pd.DataFrame) -> pd.DataFrame:
    """Indirect jobs for each direct one: columns of `ratios` and `basis` (claim or study) and `unfit`, low to high."""
    rows = ratios(job_ratios, groups=("indirect",))
    rows = rows[rows["metric"] == "indirect-to-direct ratio"]
    studied = rows["source_ids"].isin(STUDIES)
    return rows.assign(
        basis=studied.map({True: "study", False: "claim"}), unfit=rows["note"].str.contains(_UNFIT)
    ).sort_values("value_high", kind="stable")


def handset_ratios(job_ratios: pd.DataFrame) -> pd.DataFrame:
    """Jobs for each million handsets a year, low to high: columns of `ratios` and `basis`.

    `basis` says what the ratio really is: planned (a plan, scenario or target), with_indirect (indirect jobs are in
    it), capacity (divided by what a plant could make) or output (divided by what was made).
    """
    rows = ratios(job_ratios, groups=("handsets",))
    rows = rows[rows["metric"] == "jobs per million handsets"]
    basis = pd.Series("output", index=rows.index)
    for code, words in (("capacity", _CAPACITY), ("with_indirect", _WITH_INDIRECT), ("planned", _PLANNED)):
        basis = basis.mask(rows["note"].str.contains(words), code)
    return rows.assign(basis=basis).sort_values("value_high", kind="stable")


def trained(skills: pd.DataFrame, *, it_only: bool = False) -> pd.DataFrame:
    """People trained, by programme, the largest first.

    Returns:
        The dataset's columns and `planned`: whether the figure is a plan, a capacity or an intake, not an outcome.
    """
    rows = skills[skills["programme"].str.contains(_IT)] if it_only else skills
    words = rows["programme"] + " " + rows["note"].fillna("")
    return rows.assign(planned=words.str.contains(_NOT_DONE)).sort_values("trained", ascending=False, kind="stable")
