"""The rules that `parameters.toml` names: defaults and ranges of handset parameters, computed from the curated data."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from analytics.common.calendar import months_in
from analytics.what_if.engine import curated
from analytics.what_if.engine.backtest import reported
from analytics.what_if.engine.curated import PublishedRange, months_between
from analytics.what_if.engine.model import Read
from analytics.what_if.engine.parameter_table import Computed, Rule
from analytics.what_if.handsets import announcement, industry

HIGHEST_CLAIM = ("cnp-rashakai-312000",)
LABOUR_COST = ("Monthly labour cost, Pakistan assembly worker", "Monthly cost of a Pakistani assembly line worker")
EARLIER_OPENING = "xiaomi-2021-07-operational"
# The rupee up to the announcement, and the length of the windows whose average falls are compared [years].
RUPEE_FROM, RUPEE_TO, RUPEE_WINDOW = 2010, 2021, 5


def announced_units(read: Read) -> Computed:
    """Handsets a year: as announced, the plant's best year, and the country's."""
    units, group = announcement.units(read), curated.target(read, "transsion-2020-units")
    country = industry.best_year(read)
    windows = reported(announcement.MAKER, announcement.BRAND, read)
    best = windows[windows["full_year"]].nlargest(1, "units").iloc[0]
    return Computed.of(
        units.source_ids, str(best["source_ids"]), group.source_ids, country.source_ids,
        least=units.low, middle=units.middle, most=units.high, low=units.low / 1e6, high=units.high / 1e6,
        best=float(best["units"]) / 1e6, group=group.high / 1e6, country=country.units / 1e6, year=country.year,
    )  # fmt: skip


def local_value_policy(read: Read) -> Computed:
    """Share of revenue added in Pakistan today [0-1], and what policies aim at [%]."""
    share, today = announcement.local_value(read)
    policy = curated.target(read, "gov-2020-localisation-49-app")
    newest = curated.target(read, "gov-2026-value-addition-2033")
    return Computed.of(
        today.source_ids, policy.source_ids, newest.source_ids, share=share, policy=policy.high, newest=newest.high
    )


def export_goal(read: Read) -> Computed:
    """Handsets exported from the whole country that policy aims at [million]."""
    goal = curated.target(read, "gov-2026-export-units-2033")
    return Computed.of(goal.source_ids, goal=goal.high / 1e6)


def opening_delay(read: Read) -> Computed:
    """Months from the announced opening, and from an earlier announcement of it, to the real one."""
    slip, slip_sources = announcement.slip(read)
    earlier, earlier_sources = curated.promised_opening(read, EARLIER_OPENING)
    between = months_between(earlier, curated.promised_opening(read, announcement.OPENING)[0])
    return Computed.of(slip_sources, earlier_sources, slip=slip, longest=slip + between)


def share_reached(read: Read) -> Computed:
    """Output reported over the middle of the target, over the same months: lowest [0-1], least and most [%]."""
    units, windows = announcement.units(read), reported(announcement.MAKER, announcement.BRAND, read)
    counted = windows[windows["full_year"] | ~windows["superseded"]]
    reached = counted["units"] / (units.middle * months_in(counted) / 12.0)
    lowest, highest = float(reached.min()), float(reached.max())
    return Computed.of(
        units.source_ids, *counted["source_ids"], lowest=lowest, least=100.0 * lowest, most=100.0 * highest
    )


def announced_revenue(read: Read) -> Computed:
    """Revenue per handset [US$]: announced over announced, with the figures repeated at the opening.

    The slider is in steps of USD 2.5 million of revenue a year at the announced volume, so that the announced USD 450
    million is exactly one of its positions.
    """
    units, revenue = announcement.units(read), curated.target(read, announcement.REVENUE)
    later_units, later_revenue = curated.target(read, "xiaomi-2022-units"), curated.target(read, "xiaomi-2022-revenue")
    later = later_revenue.high * 1e6 / later_units.high
    return Computed.of(
        units.source_ids, revenue.source_ids, later_units.source_ids, later_revenue.source_ids,
        slider_low=110e6 / units.middle, slider_high=1100e6 / units.middle, slider_step=2.5e6 / units.middle,
        middle=revenue.middle * 1e6 / units.middle, low=revenue.low * 1e6 / units.high,
        high=max(revenue.high * 1e6 / units.low, later), revenue=revenue.middle,
    )  # fmt: skip


def local_value_today(read: Read) -> Computed:
    """Share of revenue added in Pakistan today: shares [0-1], and the published figures [%]."""
    share, span = announcement.local_value(read)
    bound = curated.price(read, ("Localisation of most devices (upper bound)",), "pct")
    return Computed.of(
        span.source_ids, bound.source_ids, share=share, share_low=span.low / 100.0, share_high=span.high / 100.0,
        low=span.low, high=span.high, bound=bound.high,
    )  # fmt: skip


def foreign_exchange_claim(read: Read) -> Computed:
    """Foreign exchange that assemblers claim to save [% of import value]."""
    claim = curated.price(read, ("Foreign exchange saved by local assembly, share of import value",), "pct")
    return Computed.of(claim.source_ids, low=claim.low, high=claim.high)


def direct_jobs_over_output(read: Read) -> PublishedRange:
    """Direct staff over handsets made or promised a year, at plants in Pakistan.

    Ratios by capacity, and those that count indirect jobs, measure something else and are left out.
    """
    metric, rows = "jobs per million handsets", read("job_ratios")
    counted = (rows["metric"] == metric) & (rows["measure"] == "direct") & (rows["denominator"] == "output")
    return curated.span(rows[counted & rows["company"].notna()], metric)


def announced_jobs(read: Read) -> Computed:
    """Direct jobs per million handsets a year: announced over announced, and the span of ratios of plants.

    The slider is in steps of 25 jobs at the announced volume, so that the announced 3,000 is one of its positions.
    """
    units, jobs = announcement.units(read), curated.target(read, announcement.JOBS)
    other = curated.target(read, "xiaomi-2021-jobs-indirect")
    span = direct_jobs_over_output(read)
    per_million = 1e6 / units.middle
    return Computed.of(
        units.source_ids, jobs.source_ids, other.source_ids, span.source_ids,
        slider_low=150.0 * per_million, slider_high=7500.0 * per_million, slider_step=25.0 * per_million,
        middle=jobs.low * per_million, low=span.low, high=span.high, jobs=jobs.low,
    )  # fmt: skip


def indirect_jobs_studies(read: Read) -> Computed:
    """Indirect jobs per direct job: the span of studies, and the highest claim."""
    metric, rows = "indirect-to-direct ratio", read("job_ratios")
    # What promoters claim (1.7 to 3) is left out.
    span = curated.span(rows[(rows["metric"] == metric) & (rows["evidence"] == "study")], metric)
    claim = curated.ratio(read, metric, HIGHEST_CLAIM)
    return Computed.of(
        span.source_ids, claim.source_ids, middle=round(span.middle, 2), low=span.low, high=span.high, claim=claim.high
    )


def labour_cost(read: Read) -> Computed:
    """What an assembly worker in Pakistan costs [US$ a month]."""
    span = curated.price(read, LABOUR_COST, "usd")
    return Computed.of(span.source_ids, low=span.low, high=span.high)


def rupee_at_the_start(read: Read) -> Computed:
    """Rupees per dollar in the fiscal year around January 2022, and in the calendar years before and after it."""
    around = curated.rupees_per_dollar(read, "FY2022")
    before, after = curated.rupees_per_dollar(read, "2021"), curated.rupees_per_dollar(read, "2022")
    return Computed.of(
        around.source_ids, before.source_ids, after.source_ids,
        rounded=round(around.middle), around=around.middle, before=before.low, after=after.high,
    )  # fmt: skip


def rupee_trend(read: Read) -> Computed:
    """Yearly rise of the dollar up to the announcement, and over any five years: as shares and as percents."""
    rates = yearly_rupee_rates(read)
    span = float((rates.loc[RUPEE_TO] / rates.loc[RUPEE_FROM]) ** (1.0 / (RUPEE_TO - RUPEE_FROM)) - 1.0)
    windows = ((rates / rates.shift(RUPEE_WINDOW)) ** (1.0 / RUPEE_WINDOW) - 1.0).dropna()
    slowest, fastest = float(windows.min()), float(windows.max())
    return Computed.of(
        curated.rupees_per_dollar(read, str(RUPEE_TO)).source_ids,
        rounded=round(span, 2), slowest=slowest, fastest=fastest,
        span=100.0 * span, least=100.0 * slowest, most=100.0 * fastest,
    )  # fmt: skip


def yearly_rupee_rates(read: Read) -> pd.Series:
    """Average rupees per dollar by calendar year (index: year), one row a year without gaps."""
    rows = read("fx")
    calendar = rows[rows["period_kind"].astype(str) == "calendar"]
    rates = pd.Series(
        calendar["pkr_per_usd_avg"].to_numpy(float), index=calendar["period"].astype(str).str[:4].astype(int)
    )
    return rates.sort_index()


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.__name__: rule
        for rule in (
            announced_units,
            local_value_policy,
            export_goal,
            opening_delay,
            share_reached,
            announced_revenue,
            local_value_today,
            foreign_exchange_claim,
            announced_jobs,
            indirect_jobs_studies,
            labour_cost,
            rupee_at_the_start,
            rupee_trend,
        )
    }
)
