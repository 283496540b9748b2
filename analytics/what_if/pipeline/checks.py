"""Pipeline scenarios that contradict themselves or the record, and for each a change that mends it.

A warning keeps nobody from running a scenario: it says what the record holds, with its sources.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from analytics.common.partial_dates import middle_of
from analytics.common.source_ids import union
from analytics.record.projects import costed, generation
from analytics.what_if.engine import curated
from analytics.what_if.engine.model import Array, Outcomes, Read
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario, outcomes_of
from analytics.what_if.handsets.checks import EXTRAPOLATED, Contradiction
from analytics.what_if.handsets.readings import SLACK, Fix, at_least, at_most
from analytics.what_if.pipeline import record
from analytics.what_if.pipeline.parameters import parameters
from analytics.what_if.pipeline.projects import KINDS, START
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

# Every sentence a reader may see, for the catalogue of messages; `EXTRAPOLATED` is the handset model's.
TEMPLATES = (FASTER, MONEY_YEAR, POWER_YEAR, TOTAL_MW, DROPPED, REALISED, OCCUPANCY, ACRE_JOBS, WORK, MW_JOBS)


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure of the record that a scenario is held against, its year where it has one, and its sources."""

    value: float
    source_ids: str
    year: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """All that scenarios are held against.

    Attributes:
        table: the parameters by name.
        fastest: years of the fastest finished project, by the parameter of its construction time.
        money, power: the calendar year in which most investment was completed [US$] and most power commissioned [MW].
        running: generating capacity in operation [MW].
        announced: the most ever announced for the whole corridor [MW].
        realised: the largest share of any part of the plan of 2017 that was completed [0-1].
        highest: the highest figure found for an assumption, by its name.
    """

    table: Mapping[str, Parameter]
    fastest: Mapping[str, Mark]
    money: Mark
    power: Mark
    running: Mark
    announced: Mark
    realised: Mark
    highest: Mapping[str, Mark]


def contradictions(scenario: Scenario, read: Read = catalog.read) -> tuple[Contradiction, ...]:
    """What a pipeline scenario contradicts, the gravest first; nothing when it is in keeping with the record.

    Reads the record anew on each call; who asks often keeps `known` and calls `against`.

    Args:
        scenario: of the pipeline model.
        read: reads a curated dataset by name.

    Raises:
        ValueError: the scenario is of another model.
        DatasetUnavailable: a dataset cannot be read (raised by `read`).
        FactNotFound: a row that a check rests on is gone.
    """
    return against(scenario, known(read))


def known(read: Read = catalog.read) -> Known:
    """What scenarios are held against.

    Raises:
        DatasetUnavailable: a dataset cannot be read (raised by `read`).
        FactNotFound: a row is gone.
    """
    read = lru_cache(maxsize=None)(read)
    years = {f"construction_years_{kind}": record.construction_years(read, kind) for kind in KINDS}
    power = generation(read("projects"))
    runs = power[power["status"] == "operational"]
    announced = curated.target(read, ANNOUNCED_MW)
    parts = [record.realised(read, part) for part in record.PLANNED]
    money = best_year(costed(read("projects")), "cost_usd_m")
    return Known(
        table={parameter.name: parameter for parameter in parameters(read)},
        fastest={name: Mark(found.low, found.source_ids) for name, found in years.items()},
        money=Mark(money.value * MILLION, money.source_ids, money.year),
        power=best_year(power, "capacity_mw"),
        running=Mark(float(runs["capacity_mw"].sum()), union(runs["source_ids"])),
        announced=Mark(announced.high, announced.source_ids),
        realised=Mark(max(part[2] for part in parts), union(part[3] for part in parts)),
        highest=_highest(read),
    )


def _highest(read: Read) -> dict[str, Mark]:
    """The highest figure found for each of some assumptions."""
    occupancy, acre = record.occupancy(read), record.jobs_per_acre(read)
    full, study = record.job_years(read)
    thermal, hydro, nine, plants = record.operation_jobs(read)
    return {
        "zone_occupancy": Mark(occupancy.high, occupancy.source_ids),
        "jobs_per_acre": Mark(acre.high, acre.source_ids),
        "job_years_per_usd_m": Mark(max(full.high, study.high), union([full.source_ids, study.source_ids])),
        "jobs_per_mw": Mark(max(thermal.high, hydro.high, nine), plants),
    }


def against(scenario: Scenario, held: Known) -> tuple[Contradiction, ...]:
    """`contradictions` against a record already read.

    Raises:
        ValueError: the scenario is of another model.
    """
    if scenario.model != "pipeline":
        raise ValueError(f"the scenario is of the model {scenario.model!r}; these checks are for 'pipeline'")
    case = Case(scenario, scenario.mapping(), outcomes_of(scenario), held)
    found = [one for rule in RULES if (one := rule(case)) is not None]
    rest = _extrapolated(case, {name for one in found for name in one.parameters})
    ranks = ("high", "medium", "low")
    return tuple(sorted([*found, *([rest] if rest else [])], key=lambda one: ranks.index(one.severity)))


@dataclass(frozen=True, slots=True)
class Case:
    """A scenario under examination, its settings by name, what it comes to, and the record."""

    scenario: Scenario
    setting: Mapping[str, float]
    outcomes: Outcomes
    known: Known

    def shares(self, status: str) -> tuple[str, ...]:
        """The share parameters of a status."""
        return tuple(name for name in self.known.table if name.startswith("share_") and name.endswith(f"_{status}"))


def best_year(rows: pd.DataFrame, column: str) -> Mark:
    """The calendar year in which finished projects with a date add up to most of a column."""
    rows = rows[(rows["status"] == "operational") & rows["completed_on"].notna()]
    year = middle_of(rows["completed_on"], rows["completed_on_precision"]).dt.year
    sums = rows.groupby(year)[column].sum()
    best = int(sums.idxmax())
    return Mark(float(sums[best]), union(rows.loc[year == best, "source_ids"]), best)


def _faster(case: Case) -> Contradiction | None:
    """Construction in less time than the fastest finished project of the kind took."""
    over = {name: mark for name, mark in case.known.fastest.items() if case.setting[name] < mark.value - SLACK}
    if not over:
        return None
    worst = min(over, key=lambda name: case.setting[name] / over[name].value)
    return Contradiction(
        code="faster_than_finished",
        severity="high",
        template=FASTER,
        figures=(("years", case.setting[worst]), ("fastest", over[worst].value)),
        parameters=tuple(over),
        source_ids=union(mark.source_ids for mark in over.values()),
        fix=tuple((name, at_least(case.known.table[name], mark.value)) for name, mark in over.items()),
    )


def _money_year(case: Case) -> Contradiction | None:
    """More investment completed in a year than in any year so far."""
    outcome = ("completed_investment_usd", BILLION)
    return _year(case, "investment_above_best_year", MONEY_YEAR, outcome, case.known.money)


def _power_year(case: Case) -> Contradiction | None:
    """More megawatts commissioned in a year than in any year so far."""
    return _year(case, "power_above_best_year", POWER_YEAR, ("commissioned_mw", 1.0), case.known.power)


def _year(case: Case, code: str, template: str, outcome: tuple[str, float], best: Mark) -> Contradiction | None:
    name, unit = outcome
    yearly = by_year(case.outcomes[name])[0]
    if yearly.max(initial=0.0) <= best.value * (1.0 + SLACK):
        return None
    worst = int(yearly.argmax())
    return Contradiction(
        code=code,
        severity="high",
        template=template,
        figures=(
            ("reached", float(yearly[worst]) / unit),
            ("year", float(START.year + worst)),
            ("best", best.value / unit),
            ("best_year", float(best.year)),
        ),
        parameters=("start_years",),
        source_ids=best.source_ids,
        fix=_spread_out(case, name, best.value),
    )


def by_year(monthly: Array) -> Array:
    """Sums of whole calendar years from `START`, which is a January [n, years]."""
    years = monthly.shape[1] // 12
    sums: Array = monthly[:, : 12 * years].reshape(monthly.shape[0], years, 12).sum(axis=2)
    return sums


def _spread_out(case: Case, outcome: str, limit: float) -> Fix:
    """Works begun over more years, as few more as bring every year down to a limit; over the most if none does."""
    grid = case.known.table["start_years"].grid()
    longer = grid[grid > case.setting["start_years"]]
    if not longer.size:
        return tuple((name, 0.0) for name in case.shares("shelved"))
    changed: dict[str, Array | float] = {**case.setting, "start_years": longer.reshape(-1, 1)}
    simulate = MODELS[case.scenario.model].simulate
    peaks = by_year(simulate(changed, case.scenario.months, (outcome,))[outcome]).max(axis=1)
    enough = np.flatnonzero(peaks <= limit)
    return (("start_years", float(longer[enough[0] if enough.size else -1])),)


def _total_mw(case: Case) -> Contradiction | None:
    """More megawatts in all than were ever announced for the corridor; only what was shelved can bring them there."""
    running, announced = case.known.running, case.known.announced
    added = float(case.outcomes["commissioned_mw"].sum())
    excess = running.value + added - announced.value
    if excess <= SLACK * announced.value:
        return None
    names = [name for name in case.shares("shelved") if case.setting[name] > 0.0]
    without = outcomes_of(case.scenario.changed(**dict.fromkeys(names, 0.0)))
    from_shelved = added - float(without["commissioned_mw"].sum())
    keep = max(0.0, 1.0 - excess / from_shelved) if from_shelved > 0.0 else 1.0
    return Contradiction(
        code="power_above_announced",
        severity="high",
        template=TOTAL_MW,
        figures=(("running", running.value), ("total", running.value + added), ("announced", announced.value)),
        parameters=tuple(names),
        source_ids=union([announced.source_ids, running.source_ids]),
        fix=tuple((name, at_most(case.known.table[name], keep * case.setting[name])) for name in names),
    )


def _dropped_first(case: Case) -> Contradiction | None:
    """More of what was shelved gets built than of what is still planned in the sector."""
    pairs = [(name, name.replace("_shelved", "_planned")) for name in case.shares("shelved")]
    over = [(a, b) for a, b in pairs if b in case.setting and case.setting[a] > case.setting[b] + SLACK]
    if not over:
        return None
    shelved, planned = over[0]
    return Contradiction(
        code="shelved_before_planned",
        severity="medium",
        template=DROPPED,
        figures=(("shelved", 100.0 * case.setting[shelved]), ("planned", 100.0 * case.setting[planned])),
        parameters=(shelved, planned),
        source_ids="",
        fix=((shelved, at_most(case.known.table[shelved], case.setting[planned])),),
    )


def _realised(case: Case) -> Contradiction | None:
    """More of what is planned gets built than of any part of the plan of 2017."""
    best, table = case.known.realised, case.known.table
    # A default rounded up to a position of its slider is not more than the record.
    over = [n for n in case.shares("planned") if case.setting[n] > max(best.value, table[n].default) + SLACK]
    if not over:
        return None
    return Contradiction(
        code="share_above_realised",
        severity="low",
        template=REALISED,
        figures=(("share", 100.0 * max(case.setting[name] for name in over)), ("best", 100.0 * best.value)),
        parameters=tuple(over),
        source_ids=best.source_ids,
        fix=tuple((name, table[name].default) for name in over),
    )


def _above(name: str, template: str, code: str) -> Callable[[Case], Contradiction | None]:
    """A rule: one assumption above the highest figure found for it."""

    def rule(case: Case) -> Contradiction | None:
        most, parameter = case.known.highest[name], case.known.table[name]
        if case.setting[name] <= most.value + SLACK:
            return None
        return Contradiction(
            code=code,
            severity="medium",
            template=template,
            figures=(("value", parameter.shown(case.setting[name])), ("most", parameter.shown(most.value))),
            parameters=(name,),
            source_ids=most.source_ids,
            fix=((name, at_most(parameter, most.value)),),
        )

    return rule


RULES: tuple[Callable[[Case], Contradiction | None], ...] = (
    _faster,
    _money_year,
    _power_year,
    _total_mw,
    _dropped_first,
    _above("zone_occupancy", OCCUPANCY, "occupancy_above_reported"),
    _above("jobs_per_acre", ACRE_JOBS, "jobs_per_acre_above_promises"),
    _above("job_years_per_usd_m", WORK, "work_above_ratios"),
    _above("jobs_per_mw", MW_JOBS, "jobs_per_mw_above_ratios"),
    _realised,
)


def _extrapolated(case: Case, spoken_of: set[str]) -> Contradiction | None:
    """Assumptions outside the spread of their sources that no rule above names. Levers may go anywhere."""
    fixes, sources = {}, []
    for parameter in case.known.table.values():
        spread, value = parameter.distribution, case.setting[parameter.name]
        if parameter.kind == "lever" or spread.kind == "fixed" or parameter.name in spoken_of:
            continue
        slack = SLACK * parameter.step
        if spread.low - slack <= value <= spread.high + slack:
            continue
        mend = at_most if value > spread.high else at_least
        fixes[parameter.name] = mend(parameter, spread.high if value > spread.high else spread.low)
        sources.append(parameter.source_ids)
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
