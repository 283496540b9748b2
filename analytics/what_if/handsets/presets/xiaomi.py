"""The presets of Xiaomi's handsets at Select Technologies, Air Link's plant: as announced, as opened, as said then."""

import pandas as pd

from analytics.common.source_ids import union
from analytics.what_if.engine import curated
from analytics.what_if.engine.curated import FactNotFound, PublishedRange
from analytics.what_if.engine.parameters import Reason
from analytics.what_if.engine.preset import Preset
from analytics.what_if.handsets import announcement as promise
from analytics.what_if.handsets.presets.parts import (
    Later,
    PresetBuilder,
    PresetInputs,
    announced_in,
    best_year_since,
    handsets,
    joined,
    preset,
    reached,
    target,
    when,
    windows_since,
)

OPENING_UNITS, OPENING_REVENUE, OPENING_JOBS = "xiaomi-2022-units", "xiaomi-2022-revenue", "xiaomi-2022-jobs"
# The one half year whose revenue the plant's own company reported, and the year whose average rupee is nearest.
HALF_YEAR, HALF_YEAR_RUPEES = "FY2025H1", "2024"


def announced(builder: PresetBuilder) -> Preset:
    """What Air Link told the stock exchange in November 2021: every parameter at its default."""
    read = builder.read
    start, opening_source = curated.promised_opening(read, promise.OPENING)
    units, revenue, jobs = (curated.target(read, name) for name in (promise.UNITS, promise.REVENUE, promise.JOBS))
    announced_on, later = announced_in(read, promise.UNITS), _later(builder, start, units.middle)
    return Preset(
        name="xiaomi-airlink-2021",
        label="Xiaomi with Air Link, as announced in 2021",
        scenario=builder.scenario(start),
        company=promise.MAKER,
        brand=promise.BRAND,
        source_ids=union([units.source_ids, revenue.source_ids, jobs.source_ids, opening_source]),
        story=Reason.of(
            "Promised in {said:.0f}-{said_month:02.0f}: {low:.1f} to {high:.1f} million handsets a year, about USD "
            "{revenue:.0f} million of revenue a year and at least {jobs:,.0f} jobs, in operation in "
            "{opened:.0f}-{opened_month:02.0f}. The middle of the handsets is the target; what was not promised "
            "stands where its own guidance says.",
            **when("said", announced_on),
            low=units.low / 1e6,
            high=units.high / 1e6,
            revenue=revenue.middle,
            jobs=jobs.low,
            **when("opened", start),
        ),
        later=later.reason,
        later_source_ids=later.source_ids,
    )


def opened_late(builder: PresetBuilder) -> Preset:
    """The same promise, with the delay that there was."""
    start, _said = curated.promised_opening(builder.read, promise.OPENING)
    units = curated.target(builder.read, promise.UNITS)
    promises = [
        curated.target(builder.read, name).source_ids for name in (promise.UNITS, promise.REVENUE, promise.JOBS)
    ]
    slip, slip_sources = promise.slip(builder.read)
    later = _later(builder, start, units.middle)
    return Preset(
        name="xiaomi-airlink-as-it-opened",
        label="The same promise, opened when it did",
        scenario=builder.scenario(start, [builder.setting("delay_months", float(slip))]),
        company=promise.MAKER,
        brand=promise.BRAND,
        source_ids=union([*promises, slip_sources]),
        story=Reason.of(
            "The announcement as it stands, but the plant opens {slip:.0f} months after the month promised, as it did.",
            slip=float(slip),
        ),
        later=later.reason,
        later_source_ids=later.source_ids,
    )


def at_the_opening(builder: PresetBuilder) -> Preset:
    """What was said for the plant when it opened in March 2022."""
    read = builder.read
    start, seen = curated.opening(read, promise.MAKER, promise.BRAND)
    units, revenue = handsets(read, OPENING_UNITS), curated.target(read, OPENING_REVENUE)
    jobs = curated.target(read, OPENING_JOBS)
    windows = windows_since(builder, promise.MAKER, promise.BRAND, start)
    settings = [
        target(builder, OPENING_UNITS),
        builder.setting("delay_months", 0.0),
        builder.setting("revenue_per_unit", revenue.middle * 1e6 / units.middle),
        builder.setting("jobs_per_million_units", jobs.low * 1e6 / units.middle),
        *reached(builder, windows, units.middle),
    ]
    rests_on = (seen, revenue.source_ids, jobs.source_ids)
    inputs = PresetInputs(promise.MAKER, promise.BRAND, start, settings, rests_on)
    story = Reason.of(
        "Said at the opening: about {units:.0f} million handsets and USD {revenue:.0f} million of sales a year, "
        "over {jobs:,.0f} direct jobs. Revenue per handset is the slider’s position nearest to {price:.2f} "
        "dollars; what was not said stays as in the announcement of 2021.",
        units=units.middle / 1e6,
        revenue=revenue.middle,
        jobs=jobs.low,
        price=revenue.middle * 1e6 / units.middle,
    )
    label = "Xiaomi with Air Link, as said at the opening in 2022"
    return preset(builder, "xiaomi-airlink-2022", label, inputs, story, _later(builder, start, units.middle))


def _later(builder: PresetBuilder, start: pd.Period, yearly: float) -> Later:
    """When the plant opened, its best year, and the one figure on its revenue."""
    opened, seen = curated.opening(builder.read, promise.MAKER, promise.BRAND)
    half, rate = half_year_revenue(builder), curated.rupees_per_dollar(builder.read, HALF_YEAR_RUPEES)
    more = Reason.of(
        "The plant opened in {opened:.0f}-{opened_month:02.0f}. No revenue of it over a whole year was found; its "
        "company reported Rs {rupees:.1f} billion for the half year to December 2024, about USD {dollars:.0f} million "
        "at the average rate of 2024. No count of its jobs was found.",
        **when("opened", opened),
        rupees=half.middle / 1e3,
        dollars=half.middle / rate.middle,
    )
    best = best_year_since(windows_since(builder, promise.MAKER, promise.BRAND, start), yearly)
    return Later(joined(best.reason, more), union([best.source_ids, seen, half.source_ids, rate.source_ids]))


def half_year_revenue(builder: PresetBuilder) -> PublishedRange:
    """What Select Technologies itself sold in a half year [Rs million]."""
    rows = builder.read("company_financials")
    mine = (rows["company"] == promise.MAKER) & (rows["metric"] == "revenue")
    revenue = rows[mine & (rows["fiscal_year"].astype(str) == HALF_YEAR)]
    if revenue.empty:
        raise FactNotFound(f"company_financials: {promise.MAKER} revenue {HALF_YEAR} is not in the curated data")
    values = revenue["value_pkr_m"].astype(float)
    return PublishedRange(float(values.min()), float(values.max()), union(revenue["source_ids"]))
