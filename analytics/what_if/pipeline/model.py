"""The corridor's pipeline: from the projects not yet in operation to investment, megawatts and jobs, month by month.

The relations are stated here and nowhere else. Time t is counted in months from the beginning of month m = 0, which is
January 2026 (`projects.START`). A flow of month m is what is reached at t = m + 1 less what was reached at
t = m; a stock is taken at the month's middle, t = m + 0.5. Outcomes are expected values: of a group with a share built
of 0.5, half of every project counts.

A project of sector and status g, of a kind k (hydro, transport, other):

    length    = 12 * construction_years_k + delay_months                       from the first works to the opening
    cost      = (listed dollars + listed rupees / pkr_per_usd) * share_g

Under construction. Works began at the published start; where none is published, half a construction time before the
status date (works met on any day are, on average, half done). They go on evenly up to the opening:

    opening   = max(start + length, 6)                                         what is overdue opens in the first year
    worked    = clip((t - start) / (opening - start), 0, 1)
    opened    = clip((t - (opening - 6)) / 12, 0, 1)                           a reckoned date is good to a year

Planned or shelved. No dates are published, so starts are spread evenly over the years to come, S = 12 * start_years:

    worked    = E[clip((t - u) / length, 0, 1)],  u uniform on 0 .. S
    opened    = clip((t - length) / S, 0, 1)

Outcomes, summed over projects:

    completed_investment_usd = cost * (1 + cost_overrun) * change of opened    counted when a project opens
    completed_energy_usd     = the same, energy projects only
    commissioned_mw          = share_g * generating capacity * change of opened
    construction_job_years   = cost / 1e6 * job_years_per_usd_m * change of worked    an overrun buys no more work
    project_jobs             = share_g * generating capacity * opened * jobs_per_mw
    zone_jobs                = share_g * free acres * zone_occupancy * jobs_per_acre * E[clip((t - o) / (12 * zone_fill_years), 0, 1)]
    lasting_jobs             = project_jobs + zone_jobs

where o, the opening, is spread evenly over the same twelve months or S months as above, and free acres are those of a
special economic zone that were neither sold nor leased at the last report. What opened before January 2026, what was
worked off before it and whoever works in a zone already are not in any outcome. Projects without a published cost,
capacity or area add nothing there (`projects.without_cost` names them); power lines add no megawatts.

Each of these is an amount that comes evenly over some time: the clip of a straight line, or its mean over starts or
openings that come evenly themselves. So this module says what comes when (`Spread`), and `piecewise` adds it up
by month. Inside, cohorts run down and scenarios across: a parameter is [1, n] or [1, 1].
"""  # noqa: E501  # an equation stays on one line

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Self, TypeAlias

import numpy as np

from analytics.what_if.engine.model import Array, Model, Outcome, Outcomes, Values, Window, chosen, columns, within
from analytics.what_if.pipeline.dependencies import depends
from analytics.what_if.pipeline.key_figures import FIGURES, key_figures
from analytics.what_if.pipeline.parameters import parameters
from analytics.what_if.pipeline.piecewise import Spread, Spreads, monthly
from analytics.what_if.pipeline.presets import presets
from analytics.what_if.pipeline.projects import Block, Listed, Table, blocks, prepared

Columns: TypeAlias = dict[str, Array]

# Beside the shares of the groups, which the table of projects names.
NAMES = (
    "start_years",
    "delay_months",
    "cost_overrun",
    "construction_years_hydro",
    "construction_years_transport",
    "construction_years_other",
    "job_years_per_usd_m",
    "jobs_per_mw",
    "zone_occupancy",
    "jobs_per_acre",
    "zone_fill_years",
    "pkr_per_usd",
)

OUTCOMES = (
    Outcome("completed_investment_usd", "Investment completed", "US$", "flow"),
    Outcome("completed_energy_usd", "Investment completed in energy", "US$", "flow"),
    Outcome("commissioned_mw", "Power commissioned", "MW", "flow"),
    Outcome("construction_job_years", "Construction work", "job-years", "flow"),
    Outcome("lasting_jobs", "Lasting jobs", "jobs", "stock"),
    Outcome("project_jobs", "Lasting jobs at power plants", "jobs", "stock"),
    Outcome("zone_jobs", "Lasting jobs in special economic zones", "jobs", "stock"),
)

# Half the twelve months over which one reckoned opening is spread.
HALF_WINDOW = 6.0


@dataclass(frozen=True, slots=True)
class Course:
    """When the cohorts of a block are worked on and open [months from `START`]; each array [cohorts, n], or one row.

    Attributes:
        start, over: the works go on evenly over start .. start + over.
        each: None; or works begin evenly within that span, and take so many months each.
        first, width: openings are spread evenly over first .. first + width.
    """

    start: Array
    over: Array
    each: Array | None
    first: Array
    width: Array

    @classmethod
    def of(cls, block: Block, p: Columns) -> Self:
        """The course of some cohorts under some parameters."""
        years = 12.0 * p[f"construction_years_{block.kind}"]
        length, window = years + p["delay_months"], np.full((1, 1), 2.0 * HALF_WINDOW)
        if not block.begun:
            starts = 12.0 * p["start_years"]
            return cls(np.zeros((1, 1)), starts, length, length, starts)
        start = np.where(np.isnan(block.start), block.seen - years / 2.0, block.start)
        opening = np.maximum(start + length, HALF_WINDOW)
        return cls(start, opening - start, None, opening - HALF_WINDOW, window)

    def worked(self, amount: Array) -> Spread:
        """An amount that comes as works go on."""
        return Spread(amount, self.start, self.over, self.each)

    def opened(self, amount: Array) -> Spread:
        """An amount that comes as works open."""
        return Spread(amount, self.first, self.width)

    def filled(self, amount: Array, months: Array) -> Spread:
        """An amount that comes evenly within some months of each opening."""
        return Spread(amount, self.first, self.width, months)


def built(p: Columns, listed: tuple[Listed, ...]) -> Array:
    """What is listed times the share built of each group, costs in dollars [cohorts, n].

    What was published in dollars does not depend on the rupee.
    """
    terms = [p[each.share] * each.plain for each in listed if each.plain is not None]
    terms += [p[each.share] * (each.rupees / p["pkr_per_usd"]) for each in listed if each.rupees is not None]
    return sum(terms[1:], start=terms[0])


# What comes month by month in money is listed before an overrun; lasting jobs are the sum of two stocks.
MONEY = ("completed_investment_usd", "completed_energy_usd")
LASTING = ("project_jobs", "zone_jobs")


def spreads(p: Columns, table: Table, wanted: Collection[str]) -> tuple[Spreads, Spreads]:
    """What comes when, by outcome: flows, those of money without an overrun, and stocks; only what is wanted."""
    kinds = {outcome.name: outcome.kind for outcome in OUTCOMES}
    by_outcome: dict[str, list[Spread]] = {name: [] for name in kinds if name in wanted}
    for block in blocks(table):
        for name, spread in _coming(block, p, wanted):
            if name in by_outcome:
                by_outcome[name].append(spread)
    flows, stocks = (
        {name: some for name, some in by_outcome.items() if kinds[name] == kind} for kind in ("flow", "stock")
    )
    return flows, stocks


def _coming(block: Block, p: Columns, wanted: Collection[str]) -> Iterator[tuple[str, Spread]]:
    """What comes when of a block, with the outcome that it adds to; what is worked out along with that, too."""
    course = Course.of(block, p)
    if block.cost and not {"completed_investment_usd", "construction_job_years"}.isdisjoint(wanted):
        cost = built(p, block.cost)
        yield "completed_investment_usd", course.opened(cost)
        yield "construction_job_years", course.worked(cost * (p["job_years_per_usd_m"] / 1e6))
    if block.energy_cost and "completed_energy_usd" in wanted:
        yield "completed_energy_usd", course.opened(built(p, block.energy_cost))
    if block.mw and not {"commissioned_mw", "project_jobs"}.isdisjoint(wanted):
        mw = built(p, block.mw)
        yield "commissioned_mw", course.opened(mw)
        yield "project_jobs", course.opened(mw * p["jobs_per_mw"])
    if block.acres and "zone_jobs" in wanted:
        jobs = built(p, block.acres) * (p["zone_occupancy"] * p["jobs_per_acre"])
        yield "zone_jobs", course.filled(jobs, 12.0 * p["zone_fill_years"])


def simulate_projects(
    table: Table, values: Values, months: int, wanted: Collection[str] | None = None, window: Window | None = None
) -> Outcomes:
    """Run n scenarios of a prepared table of projects for `months` months in one call.

    Args:
        table: what `projects.prepare` returned.
        values: every share of `table.shares` and every parameter of `NAMES`, each a number or an array [n, 1]; shares
            as fractions. Ranges are not checked here; years, and `pkr_per_usd`, must be above 0.
        months: length of the calendar from `projects.START`, at least 1.
        wanted: names of the outcomes that are wanted; all if nothing is said.
        window: the months that are wanted, the last excluded; all if nothing is said.

    Returns:
        One read-only array [n, months wanted] for every wanted row of `OUTCOMES`, in that order. In memory the
        scenarios of one month lie side by side, which is what sums over months and sorts over scenarios are fastest on.
        An outcome that none of the parameters that differ enters (`dependencies.depends`) is one row in memory.

    Raises:
        ValueError: a parameter is missing, unknown or misshapen, `months` is below 1, or the window has none of them.
        KeyError: an outcome is wanted that the model does not have.
    """
    first, last = within(months, window)
    names = chosen(OUTCOMES, wanted)
    given = columns(values, (*table.shares, *NAMES))
    n, _one = np.broadcast_shapes(*(array.shape for array in given.values()))
    p = {name: array.T for name, array in given.items()}
    parts = {*names, *LASTING} if "lasting_jobs" in names else names
    flows, stocks = spreads(p, table, [name for name in parts if name != "lasting_jobs"])
    # A shorter calendar is the beginning of a longer one.
    results = {name: level[first:] for name, level in monthly(flows, stocks, last).items()}
    for name in MONEY:
        if name in names:
            results[name] = results[name] * (1.0 + p["cost_overrun"])
    if "lasting_jobs" in names:
        results["lasting_jobs"] = results["project_jobs"] + results["zone_jobs"]
    return {name: np.broadcast_to(results[name].T, (n, last - first)) for name in names}


def simulate(
    values: Values, months: int, wanted: Collection[str] | None = None, window: Window | None = None
) -> Outcomes:
    """The same on the projects of the built data (`simulate_projects`).

    Raises:
        ValueError: a parameter is missing, unknown or misshapen, `months` is below 1, or the window has none of them.
        KeyError: an outcome is wanted that the model does not have.
        DatasetUnavailable: the projects or the zones cannot be read.
    """
    return simulate_projects(prepared(), values, months, wanted, window)


PIPELINE = Model("pipeline", parameters, simulate, OUTCOMES, key_figures, FIGURES, depends, presets)
