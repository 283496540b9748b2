"""The assumptions of the handset model: how the world is, each with the reason for its default and range."""

import pandas as pd

from analytics.common.calendar import months_in
from analytics.common.source_ids import union
from analytics.what_if.engine import curated
from analytics.what_if.engine.backtest import reported
from analytics.what_if.engine.curated import Fact, months_between
from analytics.what_if.engine.model import Read
from analytics.what_if.engine.parameters import Distribution, Parameter, Reason
from analytics.what_if.handsets import announcement as promise
from analytics.what_if.handsets.announcement import fixed, percent

HIGHEST_CLAIM = ("cnp-rashakai-312000",)
LABOUR_COST = ("Monthly labour cost, Pakistan assembly worker", "Monthly cost of a Pakistani assembly line worker")
EARLIER_OPENING = "xiaomi-2021-07-operational"
# The rupee up to the announcement, and the length of the windows whose average falls are compared [years].
RUPEE_FROM, RUPEE_TO, RUPEE_WINDOW = 2010, 2021, 5


def delay_months(read: Read) -> Parameter:
    """Months from the announced opening to the real one."""
    slip, seen = promise.slip(read)
    earlier, said = curated.promised_opening(read, EARLIER_OPENING)
    longest = float(slip + months_between(earlier, curated.promised_opening(read, promise.OPENING)[0]))
    return Parameter(
        name="delay_months",
        label="Delay of the opening",
        unit="months",
        kind="assumption",
        low=0.0,
        high=36.0,
        step=1.0,
        default=0.0,
        distribution=Distribution("triangular", 0.0, 0.0, longest),
        reason=Reason.of(
            "The announcement is taken at its word: no delay. The plant opened {slip:.0f} months after the month "
            "announced to the stock exchange, and {longest:.0f} after that of an earlier, weaker report. Nobody "
            "decides to be late, so this is an assumption; the end of the range is a choice.",
            slip=float(slip),
            longest=longest,
        ),
        source_ids=union([seen, said]),
        low_means="opens in the month announced",
        default_means="opens in the month announced",
        high_means="opens three years late",
        display="months",
    )


def utilisation(read: Read) -> Parameter:
    """Share of the target that is really made at full rate."""
    made = reported(promise.MAKER, promise.BRAND, read)
    span = made[made["full_year"] | ~made["superseded"]]
    reached = span["units"] / (promise.units(read).middle * months_in(span) / 12.0)
    return percent(
        name="utilisation",
        label="Share of the target reached",
        unit="% of target",
        kind="assumption",
        low=0.0,
        high=1.2,
        default=1.0,
        distribution=Distribution("triangular", float(reached.min()), 1.0, 1.0),
        reason=Reason.of(
            "The announcement counts its target in full. Output reported since was {least:.0f} to {most:.0f} % of "
            "the middle of the target, over the same months.",
            least=100.0 * float(reached.min()),
            most=100.0 * float(reached.max()),
        ),
        source_ids=union([promise.units(read).source_ids, *span["source_ids"]]),
        low_means="nothing is made",
        default_means="the target is met, as announced",
        high_means="the target is passed by a fifth",
    )


def revenue_per_unit(read: Read) -> Parameter:
    """What the maker earns per handset.

    The range is in steps of USD 2.5 million of revenue a year at the announced volume, so that the announced USD 450
    million is exactly one of the slider's positions.
    """
    units, revenue = promise.units(read), curated.target(read, promise.REVENUE)
    later_units, later_revenue = curated.target(read, "xiaomi-2022-units"), curated.target(read, "xiaomi-2022-revenue")
    default, later = revenue.middle * 1e6 / units.middle, later_revenue.high * 1e6 / later_units.high
    low, high = revenue.low * 1e6 / units.high, max(revenue.high * 1e6 / units.low, later)
    return Parameter(
        name="revenue_per_unit",
        label="Revenue per handset",
        unit="US$ a handset",
        kind="assumption",
        low=110e6 / units.middle,
        high=1100e6 / units.middle,
        step=2.5e6 / units.middle,
        default=default,
        distribution=Distribution("triangular", low, default, high),
        reason=Reason.of(
            "Announced revenue of USD {revenue:.0f} million a year over the middle of the announced handsets; the "
            "ends of the announced range, and the figures repeated at the opening, give {low:.0f} to {high:.0f} "
            "dollars. Each step is worth USD 2.5 million a year at the announced volume.",
            revenue=revenue.middle,
            low=low,
            high=high,
        ),
        source_ids=union(
            [units.source_ids, revenue.source_ids, later_units.source_ids, later_revenue.source_ids],
        ),
        low_means="simple phones",
        default_means="announced revenue over announced handsets",
        high_means="costly phones only",
        display="usd",
    )


def price_trend() -> Parameter:
    """Yearly change of revenue per handset in dollars."""
    return percent(
        name="price_trend",
        label="Price trend",
        unit="% a year, in dollars",
        kind="assumption",
        low=-0.2,
        high=0.2,
        default=0.0,
        distribution=fixed(0.0),
        reason=Reason.of(
            "No source for the yearly change of a dollar price of these handsets was found, so the price stays. The "
            "range is a choice."
        ),
        source_ids="",
        low_means="a fifth cheaper each year",
        default_means="the same price throughout",
        high_means="a fifth dearer each year",
    )


def local_value_added_start(read: Read) -> Parameter:
    """Share of revenue added in Pakistan in the first month."""
    default, span = promise.local_value(read)
    bound = curated.price(read, ("Localisation of most devices (upper bound)",), "pct")
    return percent(
        name="local_value_added_start",
        label="Value added in Pakistan, first month",
        unit="% of revenue",
        kind="assumption",
        low=0.0,
        high=0.6,
        default=default,
        distribution=Distribution("triangular", span.low / 100.0, default, span.high / 100.0),
        reason=Reason.of(
            "Reported in 2025 at {low:.0f} to {high:.0f} % by method, and below {bound:.0f} % for most devices; the "
            "default is the middle. No figure for 2022 or for this plant was found.",
            low=span.low,
            high=span.high,
            bound=bound.high,
        ),
        source_ids=union([span.source_ids, bound.source_ids]),
        low_means="every part imported",
        default_means="the middle of what is reported for the industry",
        high_means="above every figure found",
    )


def import_replaced_share() -> Parameter:
    """How many handsets sold at home stand in for an imported one."""
    return percent(
        name="import_replaced_share",
        label="Home sales that replace an import",
        unit="% of handsets sold at home",
        kind="assumption",
        low=0.0,
        high=1.0,
        default=1.0,
        distribution=fixed(1.0),
        reason=Reason.of(
            "No source measures this. The default holds the market's size fixed: every handset made for Pakistan is "
            "one fewer imported, the most favourable reading. Lower values say that some would not have been bought."
        ),
        source_ids="",
        low_means="all are additional sales",
        default_means="each replaces one import",
        high_means="each replaces one import",
    )


def import_price_premium(read: Read) -> Parameter:
    """How much dearer the replaced import is than the handset made here, before duties."""
    claim = curated.price(read, ("Foreign exchange saved by local assembly, share of import value",), "pct")
    return percent(
        name="import_price_premium",
        label="Import price above the local one",
        unit="%",
        kind="assumption",
        low=-0.3,
        high=0.5,
        default=0.0,
        distribution=fixed(0.0),
        reason=Reason.of(
            "No source compares the two prices before duties, so they are taken as equal. With it and the defaults "
            "above, the foreign exchange saved equals the value added in Pakistan; assemblers claim {low:.0f} to "
            "{high:.0f} % of import value. The range is a choice.",
            low=claim.low,
            high=claim.high,
        ),
        source_ids=claim.source_ids,
        low_means="imports are cheaper",
        default_means="the same price",
        high_means="imports cost half as much again",
    )


def _direct_jobs_over_output(read: Read) -> Fact:
    """Direct staff over handsets made or promised a year, at plants in Pakistan.

    Ratios by capacity, and those that count indirect jobs, measure something else and are left out.
    """
    metric, rows = "jobs per million handsets", read("job_ratios")
    counted = (rows["metric"] == metric) & (rows["measure"] == "direct") & (rows["denominator"] == "output")
    return curated.span(rows[counted & rows["company"].notna()], metric)


def jobs_per_million_units(read: Read) -> Parameter:
    """Direct jobs for every million handsets a year.

    The range is in steps of 25 jobs at the announced volume, so that the announced 3,000 is one of its positions.
    """
    units, jobs = promise.units(read), curated.target(read, promise.JOBS)
    other = curated.target(read, "xiaomi-2021-jobs-indirect")
    span = _direct_jobs_over_output(read)
    per_million = 1e6 / units.middle
    default = jobs.low * per_million
    return Parameter(
        name="jobs_per_million_units",
        label="Direct jobs per million handsets",
        unit="jobs per million handsets a year",
        kind="assumption",
        low=150.0 * per_million,
        high=7500.0 * per_million,
        step=25.0 * per_million,
        default=default,
        distribution=Distribution("triangular", span.low, default, span.high),
        reason=Reason.of(
            "Announced: at least {jobs:.0f} jobs, over the middle of the announced handsets; one report reads them "
            "as direct and indirect together. Plants in Pakistan, direct staff over handsets made or promised a "
            "year: {low:.0f} to {high:.0f}. Ratios by capacity are left out.",
            jobs=jobs.low,
            low=span.low,
            high=span.high,
        ),
        source_ids=union([units.source_ids, jobs.source_ids, other.source_ids, span.source_ids]),
        low_means="below the lowest ratio published, for simple phones",
        default_means="announced jobs over announced handsets",
        high_means="above the highest ratio published for plants in Pakistan, small ones",
    )


def indirect_per_direct(read: Read) -> Parameter:
    """Indirect jobs for every direct job."""
    metric, rows = "indirect-to-direct ratio", read("job_ratios")
    # What promoters claim (1.7 to 3) is left out.
    span = curated.span(rows[(rows["metric"] == metric) & (rows["evidence"] == "study")], metric)
    claim = curated.ratio(read, metric, HIGHEST_CLAIM)
    default = round(span.middle, 2)
    return Parameter(
        name="indirect_per_direct",
        label="Indirect jobs per direct job",
        unit="jobs per direct job",
        kind="assumption",
        low=0.0,
        high=3.0,
        step=0.01,
        default=default,
        distribution=Distribution("uniform", span.low, default, span.high),
        reason=Reason.of(
            "Studies of other sectors give {low:.2f} to {high:.2f}; none is on handsets in Pakistan. The default is "
            "the middle. Promoters of a special zone claim {claim:.0f}, the end of the range.",
            low=span.low,
            high=span.high,
            claim=claim.high,
        ),
        source_ids=union([span.source_ids, claim.source_ids]),
        low_means="no indirect jobs",
        default_means="the middle of what studies found",
        high_means="what promoters of a special zone claim",
        digits=2,
    )


def monthly_wage_usd(read: Read) -> Parameter:
    """What a direct job costs a month."""
    span = curated.price(read, LABOUR_COST, "usd")
    return Parameter(
        name="monthly_wage_usd",
        label="Monthly wage",
        unit="US$ a month",
        kind="assumption",
        low=50.0,
        high=400.0,
        step=5.0,
        default=span.high,
        distribution=Distribution("triangular", span.low, span.high, span.high),
        reason=Reason.of(
            "Labour cost of an assembly worker in Pakistan: {high:.0f} dollars in April 2022, the figure nearest to "
            "the start, and {low:.0f} in May 2023. The range is a choice.",
            low=span.low,
            high=span.high,
        ),
        source_ids=span.source_ids,
        low_means="half the lowest figure found",
        default_means="what an industry executive said in 2022",
        high_means="more than three times the default",
        display="usd",
    )


def pkr_per_usd(read: Read) -> Parameter:
    """Rupees per dollar at the start."""
    around = curated.rupees_per_dollar(read, "FY2022")
    before, after = curated.rupees_per_dollar(read, "2021"), curated.rupees_per_dollar(read, "2022")
    return Parameter(
        name="pkr_per_usd",
        label="Rupees per dollar at the start",
        unit="Rs per US$",
        kind="assumption",
        low=100.0,
        high=400.0,
        step=1.0,
        default=float(round(around.middle)),
        distribution=Distribution("triangular", before.low, float(round(around.middle)), after.high),
        reason=Reason.of(
            "The average of the fiscal year around January 2022 was {around:.2f}, rounded to a rupee; the averages "
            "of 2021 and 2022 were {before:.2f} and {after:.2f}.",
            around=around.middle,
            before=before.low,
            after=after.high,
        ),
        source_ids=union([around.source_ids, before.source_ids, after.source_ids]),
        low_means="near the rate of 2013",
        default_means="the average around the start",
        high_means="far above any yearly average to 2024",
        display="pkr",
    )


def pkr_depreciation(read: Read) -> Parameter:
    """Yearly fall of the rupee, as growth of rupees per dollar."""
    rates = yearly_rupee_rates(read)
    span = (rates.loc[RUPEE_TO] / rates.loc[RUPEE_FROM]) ** (1.0 / (RUPEE_TO - RUPEE_FROM)) - 1.0
    windows = ((rates / rates.shift(RUPEE_WINDOW)) ** (1.0 / RUPEE_WINDOW) - 1.0).dropna()
    default = round(float(span), 2)
    return percent(
        name="pkr_depreciation",
        label="Rise of the dollar in rupees",
        unit="% a year",
        kind="assumption",
        low=-0.05,
        high=0.4,
        default=default,
        distribution=Distribution("triangular", float(windows.min()), default, float(windows.max())),
        reason=Reason.of(
            "From 2010 to 2021 the dollar rose by {span:.1f} % a year in rupees, rounded to a percent: what one knew "
            "when the plan was announced. Over any five years on record it rose by {least:.1f} to {most:.1f} % a "
            "year.",
            span=100.0 * float(span),
            least=100.0 * float(windows.min()),
            most=100.0 * float(windows.max()),
        ),
        source_ids=curated.rupees_per_dollar(read, str(RUPEE_TO)).source_ids,
        low_means="the rupee gains",
        default_means="as in the eleven years before",
        high_means="beyond the worst single year on record, every year",
    )


def yearly_rupee_rates(read: Read) -> pd.Series:
    """Average rupees per dollar by calendar year (index: year), one row a year without gaps."""
    rows = read("fx")
    calendar = rows[rows["period_kind"].astype(str) == "calendar"]
    rates = pd.Series(
        calendar["pkr_per_usd_avg"].to_numpy(float), index=calendar["period"].astype(str).str[:4].astype(int)
    )
    return rates.sort_index()
