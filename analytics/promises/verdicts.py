"""Promises compared with later reports, each with a verdict by one stated rule.

Which report: the same maker (reports on the whole industry for the government and the makers' association), the same
measure, every brand promised, and a period that begins after the promise or is the very period promised. Yearly amounts
need twelve months. Of several reports for one period the headline rule chooses. The report at the date promised
decides, else the first after it. Without a date the latest report decides.

Which verdict: kept if the lower end was reached by the date; late if it was first reported as reached afterwards; too
early while the date is ahead of the data (or, without a date, for a year after the promise); no figure if nothing fits;
partly if more than half of the lower end was reported; missed if half or less. A count of the present state is not a
promise. The size of a plant or of the energy programme is not one either, unless it has a date. Both get no verdict.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from analytics.common.headline import choose
from analytics.common.source_ids import union
from analytics.promises.rows import (
    CAPACITY,
    CUMULATIVE,
    ENERGY,
    HANDSETS_A_YEAR,
    INDUSTRY,
    OPENING,
    UPPER,
    YEARLY,
    Promise,
    Report,
    power_reports,
    promises,
    reports,
)

KEPT, LATE, PARTLY, MISSED = "kept", "late", "partly", "missed"
TOO_EARLY, NO_FIGURE, NO_PROMISE = "too_early", "no_figure", "no_promise"
VERDICTS = (KEPT, LATE, PARTLY, MISSED, TOO_EARLY, NO_FIGURE)
JUDGED = (KEPT, LATE, PARTLY, MISSED)
PARTLY_OVER = 0.5
UNDATED_AFTER = pd.DateOffset(years=1)

KINDS = {
    "units_per_year": "output",
    "units_per_month": "output",
    "capacity_units_per_year": "output",
    OPENING: "opening",
    "jobs": "jobs",
    "exports_usd_m": "exports",
    "localisation_pct": "localisation",
    "investment_usd_m": "money",
    "revenue_usd_m_per_year": "money",
    "capacity_mw": "power",
}


@dataclass(frozen=True)
class Judged:
    """A promise with its verdict.

    Attributes:
        promise: What was promised.
        verdict: One of `VERDICTS`, or `NO_PROMISE`.
        why: A code for the sentence that explains it: reached, reached_later, over_half, half_or_less, date_ahead,
            recent, nothing, none_fits, count, size, on_time, opened_later.
        report: The report the verdict rests on, or the latest so far; None when there is none.
        considered: Every report on the same maker and measure, with the reason why it was set aside: "" (used), period,
            headline, counts, before, part_year, other_year, brands or bound.
    """

    promise: Promise
    verdict: str
    why: str
    report: Report | None
    considered: tuple[tuple[Report, str], ...]

    @property
    def share(self) -> float | None:
        """The report's upper end as a fraction of the promise's lower end; None for dates and without a report."""
        if self.report is None or self.report.high is None or not self.promise.low:
            return None
        return self.report.high / self.promise.low

    @property
    def source_ids(self) -> str:
        """Sources of the promise, then of the report."""
        return union([self.promise.source_ids, self.report.source_ids if self.report else ""])


def judge(
    targets: pd.DataFrame,
    outcomes: pd.DataFrame,
    handset_brands: pd.DataFrame,
    projects: pd.DataFrame,
    sources: pd.DataFrame,
) -> list[Judged]:
    """Every row of `targets` with its verdict, in the table's order.

    Args:
        targets: The dataset of that name.
        outcomes: The dataset of that name.
        handset_brands: The dataset of that name; its calendar years stand beside `outcomes`.
        projects: The dataset of that name: megawatts are derived from the plants completed by a day.
        sources: The dataset of that name, for the headline rule.
    """
    reach = data_reach(outcomes, projects)
    announced = promises(targets)
    days = {reach} | {min(promise.due, reach) for promise in announced if promise.company == ENERGY and promise.due}
    published = reports(outcomes, handset_brands) + power_reports(projects, days)
    return [judge_promise(promise, published, reach, sources) for promise in announced]


def data_reach(outcomes: pd.DataFrame, projects: pd.DataFrame) -> pd.Timestamp:
    """The last day that any later report covers. It is too early to judge promises for later dates."""
    return max(outcomes["period_end"].max(), projects["status_as_of"].max())


def judge_promise(promise: Promise, published: Sequence[Report], reach: pd.Timestamp, sources: pd.DataFrame) -> Judged:
    """One promise with its verdict, from all reports; `reach` is the last day that reports cover."""
    excused = no_promise(promise)
    if excused:
        return Judged(promise, NO_PROMISE, excused, None, ())
    considered = consider(promise, published)
    fitting = [report for report, aside in considered if not aside]
    chosen = headlines(fitting, sources)
    decide = _decide_date if promise.metric == OPENING else _decide_amount
    verdict, why, used = decide(promise, chosen, is_early(promise, reach))
    if why == "nothing" and considered:
        why = "none_fits"
    kept_aside = {id(report) for report in chosen}
    marked = tuple((report, aside or _aside(report, used, kept_aside)) for report, aside in considered)
    return Judged(promise, verdict, why, used, marked)


def _aside(report: Report, used: Report | None, chosen: set[int]) -> str:
    if report is used:
        return ""
    return "period" if id(report) in chosen else "headline"


def no_promise(promise: Promise) -> str:
    """Why a row is not a promise: "count" (of the present state) or "size" (without a date); "" for a promise."""
    if promise.due is None:
        return "size" if promise.company == ENERGY or promise.measure.counts == CAPACITY else ""
    if promise.company != ENERGY or promise.announced is None:
        return ""
    return "count" if _period_start(promise.horizon, promise.due) <= promise.announced else ""


def _period_start(horizon: str, due: pd.Timestamp) -> pd.Timestamp:
    """First day of the period that a horizon names by its length: 2017 a year, 2017-05 a month, 2017-05-03 a day."""
    unit = {10: "D", 7: "M"}.get(len(horizon), "Y")
    return due.to_period(unit).start_time


def is_early(promise: Promise, reach: pd.Timestamp) -> bool:
    """Whether the date promised lies beyond the data; without a date, whether they end within a year of the promise."""
    if promise.due is not None:
        return bool(promise.due > reach)
    return promise.announced is not None and bool(promise.announced + UNDATED_AFTER > reach)


def consider(promise: Promise, published: Sequence[Report]) -> list[tuple[Report, str]]:
    """Every report on the promise's maker and kind of measure, with why it does not fit ("" if it does)."""
    kind = KINDS[promise.metric]
    related = [report for report in published if same_maker(promise, report) and KINDS[report.measure.metric] == kind]
    related = list({(r.measure, r.brands, r.start, r.end, r.low, r.on, r.source_ids): r for r in related}.values())
    related += brand_sums(promise, related)
    return [(report, misfit(promise, report)) for report in related]


def same_maker(promise: Promise, report: Report) -> bool:
    """Whether a report is about the maker who promised. A brand table without a company counts for its brands."""
    if promise.company in INDUSTRY:
        return report.company in INDUSTRY
    if not report.company:
        return bool(set(promise.brands) & set(report.brands))
    return report.company == promise.company


def brand_sums(promise: Promise, related: Iterable[Report]) -> list[Report]:
    """For a promise of several brands: totals of the twelve-month periods in which each brand has a figure."""
    if len(promise.brands) < 2 or promise.measure != HANDSETS_A_YEAR:
        return []
    windows: defaultdict[tuple[pd.Timestamp, pd.Timestamp], dict[tuple[str, ...], Report]] = defaultdict(dict)
    for report in related:
        if report.measure == promise.measure and len(report.brands) == 1 and set(report.brands) <= set(promise.brands):
            windows[report.start, report.end].setdefault(report.brands, report)
    return [_sum(promise, list(parts.values())) for parts in windows.values() if len(parts) == len(promise.brands)]


def _sum(promise: Promise, parts: Sequence[Report]) -> Report:
    total = sum(part.low or 0.0 for part in parts)
    notes = dict.fromkeys(filter(None, (part.note for part in parts)))
    return replace(
        parts[0], brands=promise.brands, low=total, high=total, basis="sum",
        source_ids=union(part.source_ids for part in parts),
        note="; ".join(notes),
    )  # fmt: skip


def misfit(promise: Promise, report: Report) -> str:
    """Why a report on the same maker and kind of measure says nothing about the promise; "" if it does."""
    sum_of_years = promise.metric in YEARLY and promise.aggregation == CUMULATIVE
    if report.measure != promise.measure or sum_of_years:
        return "counts"
    if report.brands and not set(promise.brands) <= set(report.brands):
        return "brands"
    on_date = promise.due is not None and report.end == promise.due
    if promise.announced is not None and report.start <= promise.announced and not on_date:
        return "before"
    if promise.metric in YEARLY and report.months != 12:
        return "part_year"
    # Exports are promised to grow from year to year, so a later year would flatter an earlier promise.
    if promise.metric == "exports_usd_m" and promise.due is not None and not on_date:
        return "other_year"
    return "bound" if report.bound == UPPER and promise.low is not None and (report.high or 0) >= promise.low else ""


def headlines(fitting: Sequence[Report], sources: pd.DataFrame) -> list[Report]:
    """One report for each period, by its last day: the headline among those that state it."""
    periods: defaultdict[pd.Timestamp, list[Report]] = defaultdict(list)
    # Where the rule leaves a draw, a month is a better date than the year that ends with it.
    for report in sorted(fitting, key=lambda report: report.start, reverse=True):
        periods[report.end].append(report)
    return [group[0] if len(group) == 1 else _headline(group, sources) for _end, group in sorted(periods.items())]


def _headline(group: Sequence[Report], sources: pd.DataFrame) -> Report:
    rows = pd.DataFrame(
        {"source_ids": [report.source_ids for report in group], "end": [report.end for report in group]}
    )
    return group[int(str(choose(rows, sources, date="end").row.name))]


def _decide_amount(promise: Promise, chosen: Sequence[Report], early: bool) -> tuple[str, str, Report | None]:
    low, due = promise.low or 0.0, promise.due
    reached = [report for report in chosen if report.reaches(low)]
    on_time = [report for report in reached if due is None or report.end <= due]
    if on_time:
        return KEPT, "reached", on_time[-1]
    if reached:
        return LATE, "reached_later", reached[0]
    if early:
        return TOO_EARLY, "date_ahead" if due is not None else "recent", chosen[-1] if chosen else None
    if not chosen:
        return NO_FIGURE, "nothing", None
    used = nearest(chosen, due)
    over_half = (used.high or 0.0) > PARTLY_OVER * low
    return (PARTLY, "over_half", used) if over_half else (MISSED, "half_or_less", used)


def nearest(chosen: Sequence[Report], due: pd.Timestamp | None) -> Report:
    """The report at the date, else the first after it, else the last before; the latest where there is no date."""
    after = [] if due is None else [report for report in chosen if report.end >= due]
    return after[0] if after else chosen[-1]


def _decide_date(promise: Promise, chosen: Sequence[Report], early: bool) -> tuple[str, str, Report | None]:
    openings = [(report.on.to_period("M"), report) for report in chosen if report.on is not None]
    if not openings:
        return (TOO_EARLY, "date_ahead", None) if early else (NO_FIGURE, "nothing", None)
    # The first opening counts. Within its month, a report that names the day is preferred.
    same_month = [report for month, report in openings if month == openings[0][0]]
    used = min(same_month, key=lambda report: report.precision != "day")
    if promise.due is None or (used.on is not None and used.on <= promise.due):
        return KEPT, "on_time", used
    return LATE, "opened_later", used


def lateness(judged: Judged) -> tuple[int, str] | None:
    """How long after the last day promised something opened: (days, "day"), or months where no day was reported.

    None unless the verdict is `LATE` and rests on an opening.
    """
    report, due = judged.report, judged.promise.due
    if judged.verdict != LATE or report is None or report.on is None or due is None:
        return None
    if report.precision == "day":
        return (report.on - due).days, "day"
    return (report.on.year - due.year) * 12 + report.on.month - due.month, "month"


@dataclass(frozen=True)
class Selection:
    """Which promises to show: these verdicts, kinds (values of `KINDS`) and groups (`Promise.who`); none: all."""

    verdicts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    who: tuple[str, ...] = ()

    def of(self, judged: Iterable[Judged]) -> list[Judged]:
        """The promises that fit, in their order."""
        return [case for case in judged if self._fits(case)]

    def _fits(self, judged: Judged) -> bool:
        return (
            (not self.verdicts or judged.verdict in self.verdicts)
            and (not self.kinds or KINDS[judged.promise.metric] in self.kinds)
            and (not self.who or judged.promise.who in self.who)
        )


@dataclass(frozen=True)
class VerdictCounts:
    """How many promises have which verdict.

    Attributes:
        total: Promises, without the rows that are not promises.
        verdicts: Promises by verdict.
        judged: Promises kept, late, partly kept or missed.
        reach: The last day that the later reports cover.
    """

    total: int
    verdicts: dict[str, int]
    judged: int
    reach: pd.Timestamp


def verdict_counts(judged: Iterable[Judged], reach: pd.Timestamp) -> VerdictCounts:
    """Counts of promises by verdict."""
    tally = Counter(case.verdict for case in judged if case.verdict != NO_PROMISE)
    return VerdictCounts(tally.total(), {v: tally[v] for v in VERDICTS}, sum(tally[v] for v in JUDGED), reach)


# The parts of the promise that the dashboard began with.
WORKED_EXAMPLE = {
    "opening": "xiaomi-2021-operational",
    "units": "xiaomi-2021-units",
    "revenue": "xiaomi-2021-revenue",
    "jobs": "xiaomi-2021-jobs",
}


def worked_example(judged: Iterable[Judged]) -> dict[str, Judged]:
    """The parts of the promise by Xiaomi and Air Link that are in the data, by what they promise."""
    by_id = {case.promise.target_id: case for case in judged}
    return {part: by_id[target_id] for part, target_id in WORKED_EXAMPLE.items() if target_id in by_id}


def representative(judged: Sequence[Judged]) -> list[Judged]:
    """A few representative promises: the worked example's output, and the largest judged promise of each metric."""
    amounts = [case for case in judged if case.verdict in JUDGED and case.share is not None]
    largest: dict[str, Judged] = {}
    for case in amounts:
        best = largest.get(case.promise.metric)
        if best is None or (case.promise.low or 0.0) > (best.promise.low or 0.0):
            largest[case.promise.metric] = case
    example = [case for case in amounts if case.promise.target_id == WORKED_EXAMPLE["units"]]
    chosen = {case.promise.target_id: case for case in [*example, *largest.values()]}
    return list(chosen.values())
