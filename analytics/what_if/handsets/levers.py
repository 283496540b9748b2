"""The levers of the handset model: what a maker or a government sets, with the reason for each default and range."""

from analytics.common.source_ids import union
from analytics.what_if.engine import curated
from analytics.what_if.engine.backtest import reported
from analytics.what_if.engine.model import Read
from analytics.what_if.engine.parameters import Distribution, Parameter, Reason
from analytics.what_if.handsets import announcement as promise
from analytics.what_if.handsets import industry
from analytics.what_if.handsets.announcement import fixed, percent


def target_units_per_year(read: Read) -> Parameter:
    """Handsets a year at full rate."""
    units = promise.units(read)
    group = curated.target(read, "transsion-2020-units")
    country = industry.best_year(read)
    made = reported(promise.MAKER, promise.BRAND, read)
    best = made[made["full_year"]].nlargest(1, "units").iloc[0]
    return Parameter(
        name="target_units_per_year",
        label="Target",
        unit="handsets a year",
        kind="lever",
        low=250_000.0,
        high=40_000_000.0,
        step=50_000.0,
        default=units.middle,
        distribution=Distribution("triangular", units.low, units.middle, units.high),
        reason=Reason.of(
            "Announced: {low:.1f} to {high:.1f} million handsets a year; the default is the middle. The best year "
            "reported since is {best:.2f} million. The largest promise by one group of makers is {group:.0f} million; "
            "all makers together made {country:.2f} million in their best year, {year:.0f}, and the range ends above "
            "that.",
            low=units.low / 1e6,
            high=units.high / 1e6,
            best=float(best["units"]) / 1e6,
            group=group.high / 1e6,
            country=country.units / 1e6,
            year=float(country.year),
        ),
        source_ids=union([units.source_ids, str(best["source_ids"]), group.source_ids, country.source_ids]),
        low_means="a small plant",
        default_means="the middle of what was announced",
        high_means="more than the whole country has made in a year",
    )


def ramp_months() -> Parameter:
    """Months from opening to full rate."""
    return Parameter(
        name="ramp_months",
        label="Ramp-up",
        unit="months",
        kind="lever",
        low=0.0,
        high=48.0,
        step=1.0,
        default=0.0,
        distribution=fixed(0.0),
        reason=Reason.of(
            "The announcement names a yearly figure and an opening month but no build-up, so the full rate from the "
            "first month is taken at its word. No source on the time other plants took was found; the range is a "
            "choice."
        ),
        source_ids="",
        low_means="full rate from the first month",
        default_means="no build-up, as announced",
        high_means="four years to full rate",
        display="months",
    )


def annual_growth() -> Parameter:
    """Growth of output once the ramp is over."""
    return percent(
        name="annual_growth",
        label="Growth after ramp-up",
        unit="% a year",
        kind="lever",
        low=-0.2,
        high=0.5,
        default=0.0,
        distribution=fixed(0.0),
        reason=Reason.of(
            "The announcement names one yearly figure and no growth, so none is assumed. No source for a rate at one "
            "plant was found; the range is a choice."
        ),
        source_ids="",
        low_means="output shrinks by a fifth each year",
        default_means="steady output",
        high_means="half as much again each year",
    )


def local_value_added_end(read: Read) -> Parameter:
    """Share of revenue added in Pakistan in the last month."""
    default, current = promise.local_value(read)
    policy = curated.target(read, "gov-2020-localisation-49-app")
    newest = curated.target(read, "gov-2026-value-addition-2033")
    return percent(
        name="local_value_added_end",
        label="Value added in Pakistan, last month",
        unit="% of revenue",
        kind="lever",
        low=0.0,
        high=0.6,
        default=default,
        distribution=fixed(default),
        reason=Reason.of(
            "The announcement promises no rise, so the share of the first month is kept. Policy promises are higher: "
            "{policy:.0f} % localisation by 2023, {newest:.0f} % value addition by 2033; localisation counts parts, "
            "so it is near this share but not the same.",
            policy=policy.high,
            newest=newest.high,
        ),
        source_ids=union([current.source_ids, policy.source_ids, newest.source_ids]),
        low_means="every part imported",
        default_means="no change from the first month",
        high_means="above every policy target found",
    )


def export_share(read: Read) -> Parameter:
    """Share of handsets sold abroad."""
    goal = curated.target(read, "gov-2026-export-units-2033")
    return percent(
        name="export_share",
        label="Share exported",
        unit="% of handsets",
        kind="lever",
        low=0.0,
        high=1.0,
        default=0.0,
        distribution=fixed(0.0),
        reason=Reason.of(
            "No promise of exports from this plant was found, so all handsets are sold at home. For scale, policy "
            "aims at {goal:.2f} million exported handsets from the whole country in 2033.",
            goal=goal.high / 1e6,
        ),
        source_ids=goal.source_ids,
        low_means="all sold in Pakistan",
        default_means="no exports, as announced",
        high_means="all exported",
    )
