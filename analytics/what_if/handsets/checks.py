"""Handset scenarios that contradict themselves or the record, and for each a change that mends it.

A warning keeps nobody from running a scenario: it says what the record holds, with its sources.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from analytics.common.source_ids import union
from analytics.what_if.engine.model import Read
from analytics.what_if.engine.scenario import Scenario
from analytics.what_if.handsets.readings import (
    SLACK,
    Fix,
    at_least,
    at_most,
    best_year,
    exported_units,
    exported_usd,
    fewer,
    highest_aim,
    made,
    next_aim,
    peak_rate,
    shares,
    sold_at_home,
    value_of,
)
from analytics.what_if.handsets.record import Mark, Record, record
from curation import catalog

__all__ = ["TEMPLATES", "Contradiction", "Fix", "Record", "Severity", "against", "check", "record"]

Severity = Literal["high", "medium", "low"]
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
EXTRAPOLATED = "No figure found supports so extreme a value of: {parameters}."

# Every sentence a reader may see, for the catalogue of messages.
TEMPLATES = (
    CAPACITY, CAPACITY_ONE_SHIFT, OUTPUT, MARKET, SHARE, FALLING, EXPORTED_UNITS, EXPORTED_USD, JOBS_HIGH, JOBS_LOW,
    UTILISATION, EXTRAPOLATED,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """One thing in a scenario that the record, or the scenario itself, speaks against.

    Attributes:
        code: what is wrong, one of a fixed list.
        severity: `high` (no plant or market on record is that large), `medium` (beyond every aim or ratio published),
            `low` (worth knowing).
        template: the sentence in English with named places, to be translated before it is filled.
        figures: what fills the places, computed from data and scenario.
        names: proper names that fill places, never translated.
        parameters: the settings that it is about; a place `{parameters}` takes their labels.
        source_ids: sources of what the scenario is held against, joined by `;`; empty where it contradicts itself.
        fix: (name, value) pairs that mend it when applied to the scenario, each a position of its slider.
    """

    code: str
    severity: Severity
    template: str
    figures: tuple[tuple[str, float], ...]
    names: tuple[tuple[str, str], ...] = ()
    parameters: tuple[str, ...]
    source_ids: str
    fix: Fix

    def __str__(self) -> str:
        """The sentence in English, parameters by name."""
        return self.template.format(**dict(self.figures), **dict(self.names), parameters=", ".join(self.parameters))


def check(
    scenario: Scenario, preset_company: str, preset_brand: str, read: Read = catalog.read
) -> tuple[Contradiction, ...]:
    """What a handset scenario contradicts, the gravest first; nothing when it is in keeping with the record.

    Args:
        scenario: of the handset model.
        preset_company: id of the maker whose plant it is (`Preset.company`); "industry" has no capacity to pass.
        preset_brand: its brand (`Preset.brand`).
        read: reads a curated dataset by name.

    Raises:
        ValueError: the scenario is of another model.
        DatasetUnavailable: a dataset cannot be read (raised by `read`).
        FactNotFound: a row that a check rests on is gone.
    """
    return against(scenario, record(preset_company, preset_brand, read))


def against(scenario: Scenario, known: Record) -> tuple[Contradiction, ...]:
    """`check` against a record already read.

    Raises:
        ValueError: the scenario is of another model.
    """
    if scenario.model != "handsets":
        raise ValueError(f"the scenario is of the model {scenario.model!r}; these checks are for 'handsets'")
    found = [rule(scenario, known) for rule in RULES]
    ranks = ("high", "medium", "low")
    return tuple(sorted((one for one in found if one is not None), key=lambda one: ranks.index(one.severity)))


def _above_capacity(scenario: Scenario, known: Record) -> Contradiction | None:
    """Output at a yearly rate above what the maker is stated to be able to make."""
    if known.capacity is None:
        return None
    output, limit = peak_rate(scenario), known.capacity.units
    if output <= limit * (1.0 + SLACK):
        return None
    return Contradiction(
        code="above_capacity",
        # A second shift could make more than was stated for one.
        severity="medium" if known.capacity.one_shift else "high",
        template=CAPACITY_ONE_SHIFT if known.capacity.one_shift else CAPACITY,
        figures=(("output", output / MILLION), ("capacity", limit / MILLION)),
        names=(("maker", known.capacity.maker),),
        parameters=("target_units_per_year",),
        source_ids=known.capacity.source_ids,
        fix=fewer(scenario, known, peak_rate, limit),
    )


def _above_all_makers(scenario: Scenario, known: Record) -> Contradiction | None:
    """One maker above the best year of all makers together."""
    output, year = best_year(scenario, made)
    best = known.best_output
    if not known.maker or output <= best.value * (1.0 + SLACK):
        return None
    return Contradiction(
        code="above_all_makers",
        severity="high",
        template=OUTPUT,
        figures=_against_best("output", output, year, best),
        parameters=("target_units_per_year",),
        source_ids=best.source_ids,
        fix=fewer(scenario, known, lambda one: best_year(one, made)[0], best.value),
    )


def _above_market(scenario: Scenario, known: Record) -> Contradiction | None:
    """More handsets sold at home in a calendar year than the country made and imported in its best one."""
    sold, year = best_year(scenario, sold_at_home)
    best = known.best_market
    if sold <= best.value * (1.0 + SLACK):
        return None
    return Contradiction(
        code="above_market",
        severity="high",
        template=MARKET,
        figures=_against_best("sold", sold, year, best),
        parameters=("target_units_per_year",),
        source_ids=best.source_ids,
        fix=fewer(scenario, known, lambda one: best_year(one, sold_at_home)[0], best.value),
    )


def _share_above_policy(scenario: Scenario, known: Record) -> Contradiction | None:
    """A local share, in the first or the last month, above the highest that any policy aims at."""
    limit, values = known.local_share.value, shares(scenario)
    over = {name: value for name, value in values.items() if value > limit + SLACK}
    if not over:
        return None
    return Contradiction(
        code="local_share_above_policy",
        severity="medium",
        template=SHARE,
        figures=(("share", 100.0 * max(over.values())), ("aim", 100.0 * limit), ("by", float(known.local_share.year))),
        parameters=tuple(over),
        source_ids=known.local_share.source_ids,
        fix=tuple((name, at_most(known.parameter(name), limit)) for name in over),
    )


def _share_falling(scenario: Scenario, known: Record) -> Contradiction | None:
    """A local share that falls over the period, against the direction of every policy."""
    values, aim = shares(scenario), known.local_share
    start, end = values["local_value_added_start"], values.get("local_value_added_end", np.inf)
    if end >= start - SLACK:
        return None
    parameter = known.parameter("local_value_added_end")
    return Contradiction(
        code="local_share_falling",
        severity="low",
        template=FALLING,
        figures=(("start", 100.0 * start), ("end", 100.0 * end), ("aim", 100.0 * aim.value), ("by", float(aim.year))),
        parameters=tuple(values),
        source_ids=aim.source_ids,
        fix=((parameter.name, at_least(parameter, start)),),
    )


def _exported_units(scenario: Scenario, known: Record) -> Contradiction | None:
    """More handsets exported in a year than policy's path has for the whole country by the scenario's end."""
    ahead = next_aim(known.exported_units, scenario)
    return None if ahead is None else _exports("exports_above_policy_units", EXPORTED_UNITS, scenario, known, ahead)


def _exported_usd(scenario: Scenario, known: Record) -> Contradiction | None:
    """Exports worth more in a year than the highest aim of policy that is not past when the scenario ends."""
    ahead = highest_aim(known.exported_usd, scenario)
    return _exports("exports_above_policy_usd", EXPORTED_USD, scenario, known, ahead)


def _jobs(scenario: Scenario, known: Record) -> Contradiction | None:
    """Direct jobs per million handsets outside every published ratio."""
    parameter, jobs = known.parameter("jobs_per_million_units"), value_of(scenario, "jobs_per_million_units")
    low, high = known.jobs.low, known.jobs.high
    if low * (1.0 - SLACK) <= jobs <= high * (1.0 + SLACK):
        return None
    above = jobs > high
    return Contradiction(
        code="jobs_outside_ratios",
        severity="medium",
        template=JOBS_HIGH if above else JOBS_LOW,
        figures=(("jobs", jobs), ("limit", high if above else low)),
        parameters=(parameter.name,),
        source_ids=known.jobs.source_ids,
        fix=((parameter.name, at_most(parameter, high) if above else at_least(parameter, low)),),
    )


def _over_target(scenario: Scenario, known: Record) -> Contradiction | None:
    """More than the whole of the target."""
    share = value_of(scenario, "utilisation")
    if share <= 1.0 + SLACK:
        return None
    return Contradiction(
        code="over_target",
        severity="low",
        template=UTILISATION,
        figures=(("share", 100.0 * share),),
        parameters=("utilisation", "target_units_per_year"),
        source_ids="",
        fix=(("utilisation", at_most(known.parameter("utilisation"), 1.0)),),
    )


def _extrapolated(scenario: Scenario, known: Record) -> Contradiction | None:
    """Assumptions outside everything published for them, all in one note. Levers are decisions and may go anywhere."""
    fixes, sources = {}, []
    for name, span in known.published:
        parameter, value = known.parameter(name), value_of(scenario, name)
        slack = SLACK * parameter.step
        if value > span.high + slack:
            fixes[name] = at_most(parameter, span.high)
        elif value < span.low - slack:
            fixes[name] = at_least(parameter, span.low)
        else:
            continue
        sources.append(span.source_ids)
    if not fixes:
        return None
    return Contradiction(
        code="extrapolated",
        severity="low",
        template=EXTRAPOLATED,
        figures=(),
        parameters=tuple(fixes),
        source_ids=union(sources),
        fix=tuple(fixes.items()),
    )


RULES: tuple[Callable[[Scenario, Record], Contradiction | None], ...] = (
    _above_capacity,
    _above_all_makers,
    _above_market,
    _share_above_policy,
    _exported_units,
    _exported_usd,
    _jobs,
    _share_falling,
    _over_target,
    _extrapolated,
)


def _against_best(name: str, value: float, year: int, best: Mark) -> tuple[tuple[str, float], ...]:
    return (
        (name, value / MILLION),
        ("year", float(year)),
        ("best", best.value / MILLION),
        ("best_year", float(best.year)),
    )


def _exports(code: str, template: str, scenario: Scenario, known: Record, aim: Mark) -> Contradiction | None:
    """Exports of the best year above an aim; a smaller share exported mends it, in proportion."""
    read = exported_units if template == EXPORTED_UNITS else exported_usd
    exported, year = best_year(scenario, read)
    if exported <= aim.value * (1.0 + SLACK):
        return None
    parameter = known.parameter("export_share")
    needed = value_of(scenario, parameter.name) * aim.value / exported
    return Contradiction(
        code=code,
        severity="medium",
        template=template,
        figures=(
            ("exported", exported / MILLION),
            ("year", float(year)),
            ("aim", aim.value / MILLION),
            ("by", float(aim.year)),
        ),
        parameters=(parameter.name,),
        source_ids=aim.source_ids,
        fix=((parameter.name, at_most(parameter, needed)),),
    )
