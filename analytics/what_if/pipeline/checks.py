"""Pipeline scenarios that contradict themselves or the record, and for each a change that mends it.

A warning keeps nobody from running a scenario: it says what the record holds, with its sources.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
import pandas as pd

from analytics.common.partial_dates import middle_of
from analytics.common.source_ids import union
from analytics.record.projects import costed, generation
from analytics.what_if.engine import curated
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
from analytics.what_if.engine.curated import PublishedFigure, PublishedRange
from analytics.what_if.engine.model import Array, Read
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario, outcomes_of
from analytics.what_if.engine.slider_limits import Fix, above, at_most
from analytics.what_if.pipeline.parameters import parameters
from analytics.what_if.pipeline.projects import KINDS, START
from analytics.what_if.pipeline.record import (
    PLANNED,
    construction_years,
    job_years,
    jobs_per_acre,
    occupancy,
    operation_jobs,
    realised,
)
from curation import catalog

MILLION, BILLION = 1e6, 1e9
# The largest capacity ever given for the whole corridor when complete [MW].
ANNOUNCED_MW = "t2021-05-17000mw"

FASTER = (
    "Works take {years:.3g} years, less than any finished project of their kind took; the fastest took {fastest:.3g}."
)
MONEY_YEAR = (
    "Projects worth USD {reached:,.1f} billion open in {year:.0f}. The most that opened in one year so far was USD "
    "{best:,.1f} billion, in {best_year:.0f}."
)
POWER_YEAR = (
    "{reached:,.0f} MW are commissioned in {year:.0f}. The most in one year so far was {best:,.0f} MW, in "
    "{best_year:.0f}."
)
TOTAL_MW = (
    "With the {running:,.0f} MW in operation, the corridor comes to {total:,.0f} MW. The most ever announced for it, "
    "when complete, was {announced:,.0f} MW."
)
DROPPED = (
    "{shelved:.3g} % of what was shelved gets built, but only {planned:.3g} % of what is still planned in that sector."
)
REALISED = (
    "Up to {share:.3g} % of what is planned gets built. Of no part of the plan of 2017 was more than {best:.3g} % "
    "completed by the end of 2024."
)
OCCUPANCY = (
    "{value:.3g} % of free acres in special economic zones are taken. In no zone was more than {most:.3g} % of the "
    "whole reported as sold or leased."
)
ACRE_JOBS = (
    "{value:,.0f} direct jobs per acre is more than any promise of direct jobs comes to; the highest is {most:,.0f}."
)
WORK = "{value:.3g} job-years per USD million of construction is above every figure found; the highest is {most:.3g}."
MW_JOBS = "{value:.3g} lasting jobs per MW is above every figure found for large plants; the highest is {most:.3g}."

# Every sentence a reader may see, for the catalogue of messages.
TEMPLATES = (
    FASTER, MONEY_YEAR, POWER_YEAR, TOTAL_MW, DROPPED, REALISED, OCCUPANCY, ACRE_JOBS, WORK, MW_JOBS, EXTRAPOLATED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """The record that scenarios are checked against. Kept apart so that whoever asks often reads the data once.

    Attributes:
        table: the parameters of the pipeline model by name.
        published: for each assumption that sources give a spread, the span of all figures found.
        fastest: years of the fastest finished project, by the parameter of its construction time.
        money, power: the calendar year in which most investment was completed [US$] and most power commissioned [MW].
        running: generating capacity in operation [MW].
        announced: the most ever announced for the whole corridor [MW].
        realised: the largest share of any part of the plan of 2017 that was completed [0-1].
        highest: the highest figure found for an assumption, by its name.
    """

    table: Mapping[str, Parameter]
    published: Mapping[str, PublishedRange]
    fastest: Mapping[str, PublishedFigure]
    money: PublishedFigure
    power: PublishedFigure
    running: PublishedFigure
    announced: PublishedFigure
    realised: PublishedFigure
    highest: Mapping[str, PublishedFigure]

    def shares(self, status: str) -> tuple[str, ...]:
        """The share parameters of a status."""
        return tuple(name for name in self.table if name.startswith("share_") and name.endswith(f"_{status}"))


def record(read: Read = catalog.read) -> Record:
    """The record that scenarios are checked against.

    Raises:
        DatasetUnavailable: a dataset cannot be read (raised by `read`).
        FactNotFound: a row that the record rests on is gone.
    """
    read = lru_cache(maxsize=None)(read)
    table = parameters(read)
    years = {f"construction_years_{kind}": construction_years(read, kind) for kind in KINDS}
    power = generation(read("projects"))
    running = power[power["status"] == "operational"]
    announced = curated.target(read, ANNOUNCED_MW)
    parts = [realised(read, part) for part in PLANNED]
    money = best_year_of(costed(read("projects")), "cost_usd_m")
    return Record(
        table={parameter.name: parameter for parameter in table},
        published={
            parameter.name: PublishedRange(
                parameter.distribution.low, parameter.distribution.high, parameter.source_ids
            )
            for parameter in table
            if parameter.kind == "assumption" and parameter.distribution.kind != "fixed"
        },
        fastest={name: PublishedFigure(span.low, span.source_ids) for name, span in years.items()},
        money=PublishedFigure(money.value * MILLION, money.source_ids, money.year),
        power=best_year_of(power, "capacity_mw"),
        running=PublishedFigure(float(running["capacity_mw"].sum()), union(running["source_ids"])),
        announced=PublishedFigure(announced.high, announced.source_ids),
        realised=PublishedFigure(max(part[2] for part in parts), union(part[3] for part in parts)),
        highest=_highest(read),
    )


def _highest(read: Read) -> dict[str, PublishedFigure]:
    """The highest figure found for each of some assumptions."""
    taken, acre = occupancy(read), jobs_per_acre(read)
    full, study = job_years(read)
    thermal, hydro, nine, plants = operation_jobs(read)
    return {
        "zone_occupancy": PublishedFigure(taken.high, taken.source_ids),
        "jobs_per_acre": PublishedFigure(acre.high, acre.source_ids),
        "job_years_per_usd_m": PublishedFigure(max(full.high, study.high), union([full.source_ids, study.source_ids])),
        "jobs_per_mw": PublishedFigure(max(thermal.high, hydro.high, nine), plants),
    }


def best_year_of(rows: pd.DataFrame, column: str) -> PublishedFigure:
    """The calendar year in which finished projects with a date add up to most of a column."""
    rows = rows[(rows["status"] == "operational") & rows["completed_on"].notna()]
    year = middle_of(rows["completed_on"], rows["completed_on_precision"]).dt.year
    sums = rows.groupby(year)[column].sum()
    best = int(sums.idxmax())
    return PublishedFigure(float(sums[best]), union(rows.loc[year == best, "source_ids"]), best)


def check(scenario: Scenario, record: Record) -> tuple[Contradiction, ...]:
    """What a pipeline scenario contradicts, the gravest first; nothing when it is in keeping with the record.

    Raises:
        ValueError: the scenario is of another model.
    """
    items = contradictions(scenario, record, RULES, "pipeline")
    named = {name for contradiction in items for name in contradiction.parameters}
    return ranked([*items, *extrapolated(scenario, record, named)])


def by_year(monthly: Array) -> Array:
    """Sums of whole calendar years from `START`, which is a January [n, years]."""
    years = monthly.shape[1] // 12
    sums: Array = monthly[:, : 12 * years].reshape(monthly.shape[0], years, 12).sum(axis=2)
    return sums


def _best_year(outcome: str) -> Callable[[Scenario], tuple[float, int]]:
    """Reads off a scenario the most that an outcome adds up to in a whole calendar year, and the year."""

    def reading(scenario: Scenario) -> tuple[float, int]:
        sums = by_year(outcomes_of(scenario)[outcome])[0]
        return (float(sums.max()), START.year + int(sums.argmax())) if sums.size else (0.0, START.year)

    return reading


def _spread_out(outcome: str) -> Callable[[Scenario, Record, Callable[[Scenario], float], float], Fix]:
    """Works begun over more years, as few more as bring every year down to a limit; over the most if none does."""

    def fix(scenario: Scenario, record: Record, _reading: Callable[[Scenario], float], limit: float) -> Fix:
        grid = record.table["start_years"].grid()
        longer = grid[grid > scenario.mapping()["start_years"]]
        if not longer.size:
            return tuple((name, 0.0) for name in record.shares("shelved"))
        varied: dict[str, Array | float] = {**scenario.mapping(), "start_years": longer.reshape(-1, 1)}
        simulate = MODELS[scenario.model].simulate
        peaks = by_year(simulate(varied, scenario.months, (outcome,))[outcome]).max(axis=1)
        enough = np.flatnonzero(peaks <= limit)
        return (("start_years", float(longer[enough[0] if enough.size else -1])),)

    return fix


def _total_mw(scenario: Scenario, record: Record) -> Contradiction | None:
    """More megawatts in all than were ever announced for the corridor; only what was shelved can bring them there."""
    running, announced, setting = record.running, record.announced, scenario.mapping()
    added = float(outcomes_of(scenario)["commissioned_mw"].sum())
    if not above(running.value + added, announced.value):
        return None
    names = [name for name in record.shares("shelved") if setting[name] > 0.0]
    without = outcomes_of(scenario.changed(**dict.fromkeys(names, 0.0)))
    from_shelved = added - float(without["commissioned_mw"].sum())
    excess = running.value + added - announced.value
    keep = max(0.0, 1.0 - excess / from_shelved) if from_shelved > 0.0 else 1.0
    return Contradiction(
        code="power_above_announced",
        severity="high",
        template=TOTAL_MW,
        figures=(("running", running.value), ("total", running.value + added), ("announced", announced.value)),
        parameters=tuple(names),
        source_ids=union([announced.source_ids, running.source_ids]),
        fix=tuple((name, at_most(record.table[name], keep * setting[name])) for name in names),
    )


def _dropped_first(scenario: Scenario, record: Record) -> Contradiction | None:
    """More of what was shelved gets built than of what is still planned in the sector."""
    setting = scenario.mapping()
    pairs = [(name, name.replace("_shelved", "_planned")) for name in record.shares("shelved")]
    over = [(first, second) for first, second in pairs if second in setting and above(setting[first], setting[second])]
    if not over:
        return None
    shelved, planned = over[0]
    return Contradiction(
        code="shelved_before_planned",
        severity="medium",
        template=DROPPED,
        figures=(("shelved", 100.0 * setting[shelved]), ("planned", 100.0 * setting[planned])),
        parameters=(shelved, planned),
        source_ids="",
        fix=((shelved, at_most(record.table[shelved], setting[planned])),),
    )


def _realised(scenario: Scenario, record: Record) -> Contradiction | None:
    """More of what is planned gets built than of any part of the plan of 2017."""
    best, table, setting = record.realised, record.table, scenario.mapping()
    # A default rounded up to a position of its slider is not more than the record.
    over = [name for name in record.shares("planned") if above(setting[name], max(best.value, table[name].default))]
    if not over:
        return None
    return Contradiction(
        code="share_above_realised",
        severity="low",
        template=REALISED,
        figures=(("share", 100.0 * max(setting[name] for name in over)), ("best", 100.0 * best.value)),
        parameters=tuple(over),
        source_ids=best.source_ids,
        fix=tuple((name, table[name].default) for name in over),
    )


_above_best_year = partial(
    AboveBestYear[Record],
    severity="high",
    parameters=("start_years",),
    places=("reached", "year", "best", "best_year"),
)


def _above_highest(name: str, template: str, code: str) -> Outside[Record]:
    """A rule: one assumption above the highest figure found for it."""
    return Outside(
        code=code,
        severity="medium",
        template=template,
        places=("value", "most"),
        limits=lambda record, _scenario: {name: record.highest[name]},
    )


RULES: tuple[Rule[Record], ...] = (
    Outside[Record](
        code="faster_than_finished",
        severity="high",
        template=FASTER,
        places=("years", "fastest"),
        limits=lambda record, _scenario: record.fastest,
        beneath=True,
    ),
    _above_best_year(
        code="investment_above_best_year",
        template=MONEY_YEAR,
        unit=BILLION,
        best=_best_year("completed_investment_usd"),
        limit=lambda record, _scenario: record.money,
        fix=_spread_out("completed_investment_usd"),
    ),
    _above_best_year(
        code="power_above_best_year",
        template=POWER_YEAR,
        unit=1.0,
        best=_best_year("commissioned_mw"),
        limit=lambda record, _scenario: record.power,
        fix=_spread_out("commissioned_mw"),
    ),
    _total_mw,
    _dropped_first,
    _above_highest("zone_occupancy", OCCUPANCY, "occupancy_above_reported"),
    _above_highest("jobs_per_acre", ACRE_JOBS, "jobs_per_acre_above_promises"),
    _above_highest("job_years_per_usd_m", WORK, "work_above_ratios"),
    _above_highest("jobs_per_mw", MW_JOBS, "jobs_per_mw_above_ratios"),
    _realised,
)
