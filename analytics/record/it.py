"""IT cooperation: meetings of the Joint Cooperation Committee, its working groups, acts of cooperation, IT exports."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analytics.common.calendar import fiscal_year_label, fiscal_year_number, fiscal_years
from analytics.common.partial_dates import end_of, middle_of

KINDS = ("working_group", "agreement", "project", "statement")
SCOPES = ("ict", "it")
# Field of the working group that this page follows.
_IT = "it"


def meetings(jcc_meetings: pd.DataFrame) -> pd.DataFrame:
    """Every meeting of the committee from the first to the latest number. Unreported meetings are gaps.

    Returns:
        The dataset's columns and `found`, `at` (the middle of the stated period), `after` and `before` (for a gap: the
        meetings around it, between which it must lie), in order of number.
    """
    rows = jcc_meetings.assign(at=middle_of(jcc_meetings["held_on"], jcc_meetings["held_on_precision"]))
    numbers = range(int(rows["number"].min()), int(rows["number"].max()) + 1)
    table = rows.set_index("number").reindex(pd.Index(numbers, name="number"))
    reported = table["held_on"].notna()
    return table.assign(
        found=reported,
        after=table["at"].ffill().mask(reported),
        before=table["at"].bfill().mask(reported),
        source_ids=table["source_ids"].fillna(""),
    ).reset_index()


def groups(working_groups: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """The joint working groups, those with a known founding date first, by that date.

    Returns:
        The dataset's columns and `at`, `is_it`, and `known_by`: where the founding date was not found, the latest that
        it can be, which is when a page that shows the group at work was published.
    """
    dated = (sources if sources.index.name == "source_id" else sources.set_index("source_id"))["published"]
    seen = working_groups["source_ids"].str.split(";").str[0].map(dated)
    return working_groups.assign(
        at=middle_of(working_groups["established_on"], working_groups["established_on_precision"]),
        known_by=seen.mask(working_groups["established_on"].notna()),
        is_it=working_groups["field"] == _IT,
    ).sort_values(["established_on", "known_by", "joint_working_group"], kind="stable")


def acts(it_cooperation: pd.DataFrame, *, kinds: Sequence[str] = ()) -> pd.DataFrame:
    """Acts of cooperation in order of date: the dataset's columns, `at`, and `level`.

    `level` counts acts of one kind in the same quarter, from 0, so that marks can be stacked.
    """
    rows = it_cooperation[it_cooperation["kind"].isin(kinds)] if kinds else it_cooperation
    rows = rows.assign(at=middle_of(rows["date"], rows["date_precision"])).sort_values("at", kind="stable")
    quarter = rows["at"].dt.to_period("Q")
    return rows.assign(level=rows.groupby([rows["kind"], quarter]).cumcount())


@dataclass(frozen=True)
class GroupFacts:
    """The IT working group and the meeting that set it up.

    Attributes:
        meeting: The row of `jcc_meetings`.
        group: The row of `working_groups`.
        company_agreements: How many agreements of companies it announced; None when no number is stated.
        acts: The acts of cooperation of that day, and every later act of the working group.
        meetings: How many meetings of the committee are in the data.
        meetings_with_documents: For how many of them a number of documents is stated.
    """

    meeting: "pd.Series"
    group: "pd.Series"
    company_agreements: int | None
    acts: pd.DataFrame
    meetings: int
    meetings_with_documents: int


def group_facts(
    working_groups: pd.DataFrame, jcc_meetings: pd.DataFrame, it_cooperation: pd.DataFrame
) -> GroupFacts | None:
    """The facts on the IT working group; None when the group or its meeting is not in the data."""
    group = working_groups[working_groups["field"] == _IT]
    meeting = jcc_meetings[jcc_meetings["number"].isin(founded_at(working_groups))]
    if group.empty or meeting.empty:
        return None
    day = meeting["held_on"].iloc[0]
    agreements = meeting["company_agreements"].iloc[0]
    same_day = it_cooperation["date"] == day
    later = (it_cooperation["kind"] == "working_group") & (it_cooperation["date"] > day)
    return GroupFacts(
        meeting=meeting.iloc[0],
        group=group.iloc[0],
        company_agreements=None if pd.isna(agreements) else int(agreements),
        acts=it_cooperation[same_day | later].sort_values("date", kind="stable"),
        meetings=len(jcc_meetings),
        meetings_with_documents=int(jcc_meetings["documents_signed"].notna().sum()),
    )


def founded_at(working_groups: pd.DataFrame) -> "pd.Series[float]":
    """Numbers of the committee's meetings at which the IT working group was set up; none if that is not known."""
    groups_ = working_groups[working_groups["field"] == _IT]
    numbers: pd.Series[float] = groups_["established_at_jcc"].dropna()
    return numbers


def exports(it_exports: pd.DataFrame, *, scopes: Sequence[str] = ()) -> pd.DataFrame:
    """IT exports by fiscal year and scope, gaps left open.

    Args:
        it_exports: The dataset of that name.
        scopes: `ict` (telecom, computer and information services) or `it` (the narrower: computer services and call
            centres); none means both.

    Returns:
        family (ict or it), fiscal_year, year (in which it ends), value_usd_m (null in a gap), months (from July),
        definition (as published), source_ids; one row a year from a family's first to its last, in order.
    """
    rows = it_exports.assign(
        family=it_exports["scope"],
        year=it_exports["fiscal_year"].map(fiscal_year_number),
        months=it_exports["period_months"],
    )
    if scopes:
        rows = rows[rows["family"].isin(scopes)]
    parts = [_gapless(str(family), group) for family, group in rows.groupby("family")]
    return pd.concat(parts, ignore_index=True) if parts else rows


def _gapless(family: str, rows: pd.DataFrame) -> pd.DataFrame:
    years = pd.Index(range(rows["year"].min(), rows["year"].max() + 1), name="year")
    filled = rows.set_index("year").reindex(years).reset_index()
    return filled.assign(
        family=family,
        fiscal_year=filled["year"].map(fiscal_year_label),
        months=filled["months"].fillna(12).astype(int),
        source_ids=filled["source_ids"].fillna(""),
    )


def export_targets(targets: pd.DataFrame) -> pd.DataFrame:
    """Targets for IT exports: the dataset's columns and `year`, the fiscal year in which the horizon ends."""
    rows = targets[(targets["company"] == "it-sector") & (targets["metric"] == "exports_usd_m")]
    return rows.assign(year=fiscal_years(rows["horizon_end"])).sort_values(["year", "announced_on"], kind="stable")


def other_prints(outcomes: pd.DataFrame, exported: pd.DataFrame) -> pd.DataFrame:
    """IT exports that another page printed differently for the same fiscal year.

    Returns:
        Rows of `outcomes` and `year`, `used_usd_m` (the figure drawn).
    """
    rows = outcomes[(outcomes["company"] == "it-sector") & (outcomes["metric"] == "exports_usd_m")]
    used = exported[exported["family"] == "ict"].set_index("year")["value_usd_m"]
    rows = rows.assign(year=fiscal_years(end_of(rows["period_end"], rows["period_end_precision"])))
    rows = rows.assign(used_usd_m=rows["year"].map(used))
    return rows[rows["used_usd_m"].notna() & (rows["value"] != rows["used_usd_m"])]


@dataclass(frozen=True)
class ExportHeadline:
    """IT exports of the latest full fiscal year, and their target.

    Attributes:
        latest: The latest full fiscal year of the wider scope (a row of `exports`).
        target: The target for that year announced last (a row of `export_targets`); None when there was none.
    """

    latest: "pd.Series"
    target: "pd.Series | None"


def answer(it_exports: pd.DataFrame, targets: pd.DataFrame) -> ExportHeadline:
    """The latest full year's exports beside its target.

    Raises:
        ValueError: no full year of exports in the wider scope.
    """
    rows = exports(it_exports, scopes=("ict",)).dropna(subset=["value_usd_m"])
    full = rows[rows["months"] == 12]
    if full.empty:
        raise ValueError("no full fiscal year of ICT services exports")
    latest = full.iloc[-1]
    aims = export_targets(targets)
    same = aims[aims["year"] == latest["year"]]
    return ExportHeadline(latest, None if same.empty else same.iloc[-1])


def training_acts(it_cooperation: pd.DataFrame) -> pd.DataFrame:
    """Acts that name a number of people to train or trained, in the columns of `zones_and_ratios.trained`.

    `planned` is False only where people were trained.
    """
    rows = it_cooperation[it_cooperation["trainees"].notna()]
    return pd.DataFrame(
        {
            "as_of": rows["date"],
            "as_of_precision": rows["date_precision"],
            "trained": rows["trainees"].astype(float),
            "programme": rows["title"],
            "planned": rows["training_status"] != "completed",
            "source_ids": rows["source_ids"],
            "note": rows["parties"],
        }
    )
