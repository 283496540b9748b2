"""The rules that `parameters.toml` names: defaults and ranges of pipeline parameters, computed from the record."""

from collections.abc import Mapping
from types import MappingProxyType

from analytics.what_if.engine.model import Read
from analytics.what_if.engine.parameter_table import Computed, Rule
from analytics.what_if.pipeline import record
from analytics.what_if.pipeline.projects import START, Kind

# Parts of the plan of 2017 for which a planned and a completed amount are published.
PARTS_WITH_OWN_PLAN = ("energy", "transport")


def projects_finished(read: Read, _sector: str) -> Computed:
    """Of the projects done or under way in June 2022, those done in December 2024: share, counts and percents."""
    count = record.counted(read)
    return Computed.of(
        count.source_ids, finished=count.finished_share, before=count.done_before + count.under_way_before,
        after=count.done_after, share=100.0 * count.finished_share,
    )  # fmt: skip


def plan_realised(read: Read, sector: str) -> Computed:
    """What of the plan of 2017 was completed, of a sector or of the whole, and how the counts of projects moved."""
    own = sector in PARTS_WITH_OWN_PLAN
    done, plan, part, sources = record.realised(read, sector if own else "cpec")
    best = max(record.realised(read, each)[2] for each in record.PLANNED)
    count = record.counted(read)
    return Computed.of(
        sources, count.source_ids, variant="own_plan" if own else "whole_plan",
        middle=round(part, 2), highest=max(best, round(part, 2)), plan=plan, done=done, part=100.0 * part,
        waiting=count.waiting_before, before=count.done_before + count.under_way_before,
        after=count.done_after + count.under_way_after,
    )  # fmt: skip


def power_plan(read: Read) -> Computed:
    """The year up to which the national power plan leaves planned plants out, and years from the start to its end."""
    year, sources = record.left_out_until(read)
    return Computed.of(sources, year=year, years=year + 1.0 - START.year)


def late_megawatts(read: Read) -> Computed:
    """Months by which finished capacity passed promised totals too late."""
    late = record.late_megawatts(read)
    return Computed.of(late.source_ids, low=late.low, high=late.high)


def cost_changes(read: Read) -> Computed:
    """Later over earlier published cost, less one: shares [0-1] and percents."""
    change = record.cost_changes(read)
    return Computed.of(
        change.source_ids, least=change.low, middle=round(change.middle, 2), most=change.high, count=change.count,
        low=100.0 * change.low, high=100.0 * change.high,
    )  # fmt: skip


def construction_years(read: Read, kind: Kind) -> Computed:
    """Years from the start of works to completion at finished projects of a kind, and how many begun ones are late."""
    years = record.construction_years(read, kind)
    middle = round(years.middle, 1)
    begun, overdue = record.overdue(read, kind, middle)
    return Computed.of(
        years.source_ids, variant="begun" if begun else "not_begun", middle=middle, low=years.low, high=years.high,
        count=years.count, begun=begun, overdue=overdue,
    )  # fmt: skip


def construction_work(read: Read) -> Computed:
    """Job-years per USD million: heads times years at finished projects, half of that, and a study's yearly jobs."""
    full, study = record.job_years(read)
    return Computed.of(
        full.source_ids, study.source_ids, half_low=full.low / 2.0, half=round(full.middle / 2.0, 1), study=study.high,
        low=full.low, high=full.high, count=full.count,
    )  # fmt: skip


def operation_jobs(read: Read) -> Computed:
    """Jobs per megawatt in operation, by technology and weighed by planned capacity; hydropower's share of it [%]."""
    thermal, hydro, nine, sources = record.operation_jobs(read)
    share = record.hydro_share(read)
    weighed = round(share * hydro.middle + (1.0 - share) * thermal.middle, 2)
    return Computed.of(
        sources, weighed=weighed, hydro_low=hydro.low, hydro=hydro.middle, thermal=thermal.middle, nine=nine,
        share=100.0 * share,
    )  # fmt: skip


def zone_occupancy(read: Read) -> Computed:
    """Share of a zone sold or leased at the last report: shares [0-1] and percents."""
    taken = record.occupancy(read)
    return Computed.of(
        taken.source_ids, least=taken.low, middle=round(taken.middle, 2), most=taken.high, count=taken.count,
        low=100.0 * taken.low, high=100.0 * taken.high,
    )  # fmt: skip


def jobs_promised_per_acre(read: Read) -> Computed:
    """Direct jobs promised per acre of a whole zone."""
    promised = record.jobs_per_acre(read)
    return Computed.of(
        promised.source_ids, lowest=round(promised.low), low=promised.low, high=promised.high, count=promised.count
    )


def pace_of_letting(read: Read) -> Computed:
    """Years in which zones would be fully sold or leased; the middle is to half a year."""
    pace = record.years_to_let(read)
    return Computed.of(
        pace.source_ids, low=pace.low, middle=round(2.0 * pace.middle) / 2.0, high=pace.high, count=pace.count
    )


def latest_rate(read: Read) -> Computed:
    """The latest yearly average of rupees per dollar, and the span of the last four."""
    year, newest, span = record.latest_rate(read)
    rounded = float(round(newest))
    return Computed.of(
        span.source_ids, rounded=rounded, low=span.low, high=span.high, highest=max(span.high, rounded),
        year=float(year), newest=newest,
    )  # fmt: skip


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.__name__: rule
        for rule in (
            projects_finished,
            plan_realised,
            power_plan,
            late_megawatts,
            cost_changes,
            construction_years,
            construction_work,
            operation_jobs,
            zone_occupancy,
            jobs_promised_per_acre,
            pace_of_letting,
            latest_rate,
        )
    }
)
