"""Handset scenarios that contradict themselves or the record, and for each a change that mends it.

A warning keeps nobody from running a scenario: it says what the record holds, with its sources.
"""

from functools import partial

import numpy as np

from analytics.what_if.engine.contradiction import (
    EXTRAPOLATED,
    AboveBestYear,
    Contradiction,
    Outside,
    Rule,
    contradictions,
    extrapolated,
    ranked,
)
from analytics.what_if.engine.curated import PublishedFigure
from analytics.what_if.engine.scenario import Scenario
from analytics.what_if.engine.slider_limits import above, at_least, below
from analytics.what_if.handsets.readings import (
    best_year,
    exported_units,
    exported_usd,
    fewer,
    fewer_exports,
    highest_aim,
    next_aim,
    peak_rate,
    production,
    shares,
    sold_at_home,
)
from analytics.what_if.handsets.record import Record

MILLION = 1e6

CAPACITY = (
    "At its peak, output runs at {output:,.2f} million handsets a year. {maker} is stated to be able to make "
    "{capacity:,.2f} million a year."
)
CAPACITY_ONE_SHIFT = (
    "At its peak, output runs at {output:,.2f} million handsets a year. {maker} is stated to be able to make "
    "{capacity:,.2f} million a year on one shift."
)
OUTPUT = (
    "One maker makes {output:,.2f} million handsets in {year:.0f}, more than all makers in Pakistan together in their "
    "best year ({best:,.1f} million in {best_year:.0f})."
)
MARKET = (
    "{sold:,.2f} million handsets are sold in Pakistan in {year:.0f}. The most it made and imported in a year was "
    "{best:,.1f} million, in {best_year:.0f}."
)
SHARE = (
    "Value added in Pakistan reaches {share:.3g} % of revenue. The highest aim of any policy is {aim:.3g} %, by "
    "{by:.0f}."
)
FALLING = (
    "Value added in Pakistan falls from {start:.3g} to {end:.3g} % of revenue. Policy aims at a rise, to {aim:.3g} % "
    "by {by:.0f}."
)
EXPORTED_UNITS = (
    "{exported:,.2f} million handsets are exported in {year:.0f}. Policy aims at {aim:,.2f} million a year from the "
    "whole country, by {by:.0f}."
)
EXPORTED_USD = (
    "Handsets worth USD {exported:,.0f} million are exported in {year:.0f}. The highest yearly aim of policy for the "
    "whole country is USD {aim:,.0f} million, by {by:.0f}."
)
JOBS_HIGH = (
    "{jobs:,.0f} direct jobs per million handsets is above every published ratio of direct jobs; the highest is "
    "{limit:,.0f}."
)
JOBS_LOW = (
    "{jobs:,.0f} direct jobs per million handsets is below every published ratio of direct jobs; the lowest is "
    "{limit:,.0f}."
)
UTILISATION = "Output is {share:.4g} % of the target: more than the whole of it. A higher target says the same plainly."

# Every sentence a reader may see, for the catalogue of messages.
TEMPLATES = (
    CAPACITY, CAPACITY_ONE_SHIFT, OUTPUT, MARKET, SHARE, FALLING, EXPORTED_UNITS, EXPORTED_USD, JOBS_HIGH, JOBS_LOW,
    UTILISATION, EXTRAPOLATED,
)  # fmt: skip


def check(scenario: Scenario, record: Record) -> tuple[Contradiction, ...]:
    """What a handset scenario contradicts, the gravest first; nothing when it is in keeping with the record.

    Raises:
        ValueError: the scenario is of another model.
    """
    return ranked([*contradictions(scenario, record, RULES, "handsets"), *extrapolated(scenario, record)])


def _above_capacity(scenario: Scenario, record: Record) -> Contradiction | None:
    """Output at a yearly rate above what the maker is stated to be able to make."""
    capacity, output = record.capacity, peak_rate(scenario)
    if capacity is None or not above(output, capacity.units):
        return None
    return Contradiction(
        code="above_capacity",
        # A second shift could make more than was stated for one.
        severity="medium" if capacity.one_shift else "high",
        template=CAPACITY_ONE_SHIFT if capacity.one_shift else CAPACITY,
        figures=(("output", output / MILLION), ("capacity", capacity.units / MILLION)),
        names=(("maker", capacity.maker),),
        parameters=("target_units_per_year",),
        source_ids=capacity.source_ids,
        fix=fewer(scenario, record, peak_rate, capacity.units),
    )


def _share_falling(scenario: Scenario, record: Record) -> Contradiction | None:
    """A local share that falls over the period, against the direction of every policy."""
    values, aim = shares(scenario), record.local_share
    start, end = values["local_value_added_start"], values.get("local_value_added_end", np.inf)
    if not below(end, start):
        return None
    parameter = record.table["local_value_added_end"]
    return Contradiction(
        code="local_share_falling",
        severity="low",
        template=FALLING,
        figures=(("start", 100.0 * start), ("end", 100.0 * end), ("aim", 100.0 * aim.value), ("by", float(aim.year))),
        parameters=tuple(values),
        source_ids=aim.source_ids,
        fix=((parameter.name, at_least(parameter, start)),),
    )


_above_production = partial(
    AboveBestYear[Record], severity="high", unit=MILLION, parameters=("target_units_per_year",), fix=fewer
)
_above_exports = partial(
    AboveBestYear[Record],
    severity="medium",
    unit=MILLION,
    parameters=("export_share",),
    places=("exported", "year", "aim", "by"),
    fix=fewer_exports,
)
_outside_ratios = partial(Outside[Record], code="jobs_outside_ratios", severity="medium", places=("jobs", "limit"))

RULES: tuple[Rule[Record], ...] = (
    _above_capacity,
    _above_production(
        code="above_all_makers",
        template=OUTPUT,
        places=("output", "year", "best", "best_year"),
        best=best_year(production),
        limit=lambda record, _scenario: record.best_output if record.maker else None,
    ),
    _above_production(
        code="above_market",
        template=MARKET,
        places=("sold", "year", "best", "best_year"),
        best=best_year(sold_at_home),
        limit=lambda record, _scenario: record.best_market,
    ),
    Outside[Record](
        code="local_share_above_policy",
        severity="medium",
        template=SHARE,
        places=("share", "aim", "by"),
        limits=lambda record, scenario: {name: record.local_share for name in shares(scenario)},  # noqa: C420
    ),
    _above_exports(
        code="exports_above_policy_units",
        template=EXPORTED_UNITS,
        best=best_year(exported_units),
        limit=lambda record, scenario: next_aim(record.exported_units, scenario),
    ),
    _above_exports(
        code="exports_above_policy_usd",
        template=EXPORTED_USD,
        best=best_year(exported_usd),
        limit=lambda record, scenario: highest_aim(record.exported_usd, scenario),
    ),
    _outside_ratios(
        template=JOBS_HIGH,
        limits=lambda record, _scenario: {
            "jobs_per_million_units": PublishedFigure(record.jobs.high, record.jobs.source_ids)
        },
    ),
    _outside_ratios(
        template=JOBS_LOW,
        limits=lambda record, _scenario: {
            "jobs_per_million_units": PublishedFigure(record.jobs.low, record.jobs.source_ids)
        },
        beneath=True,
    ),
    _share_falling,
    Outside[Record](
        code="over_target",
        severity="low",
        template=UTILISATION,
        places=("share",),
        limits=lambda _record, _scenario: {"utilisation": PublishedFigure(1.0, "")},
        also=("target_units_per_year",),
    ),
)
