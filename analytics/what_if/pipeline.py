"""The corridor's pipeline: from the projects not yet in operation to investment, megawatts and jobs, month by month.

The relations are stated here and nowhere else. Time t is counted in months from the beginning of month m = 0, which is
January 2026 (`pipeline_projects.START`). A flow of month m is what is reached at t = m + 1 less what was reached at
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
capacity or area add nothing there (`pipeline_projects.without_cost` names them); power lines add no megawatts.
"""  # noqa: E501  # an equation stays on one line

from functools import partial

import numpy as np
from numpy.typing import NDArray

from analytics.what_if.model import Array, Model, Outcome, Outcomes, Values, columns
from analytics.what_if.pipeline_figures import FIGURES, key_figures
from analytics.what_if.pipeline_parameters import parameters
from analytics.what_if.pipeline_projects import Block, Table, prepared

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


def even(t: Array, first: Array, width: Array) -> Array:
    """Share reached at t of something spread evenly over `width` months from `first` [0-1]."""
    return np.clip((t - first) / width, 0.0, 1.0)


def drawn_out(t: Array, first: Array, width: Array, length: Array) -> Array:
    """Share done at t of something that takes `length` months evenly and starts evenly within first .. first + width.

    The mean of clip((t - u) / length, 0, 1) over u uniform on first .. first + width [0-1].
    """
    since = t - first

    def area(x: Array) -> Array:
        """Twice the integral of max(x, 0)."""
        positive: Array = np.maximum(x, 0.0)
        return positive * positive

    rising = area(since) - area(since - length) - area(since - width) + area(since - width - length)
    return np.clip(rising / (2.0 * width * length), 0.0, 1.0)


class _Course:
    """When the projects of one block are worked on, open and fill up; every array is [n, cohorts, times]."""

    def __init__(self, block: Block, p: dict[str, Array]) -> None:
        """The dates of a block under the parameters p, each [n, 1] or [1, 1]."""
        years = 12.0 * p[f"construction_years_{block.kind}"][:, :, np.newaxis]
        self.begun = block.begun
        self.length = years + p["delay_months"][:, :, np.newaxis]
        self.fill = 12.0 * p["zone_fill_years"][:, :, np.newaxis]
        if block.begun:
            self.start = np.where(np.isnan(block.starts), block.seen - years / 2.0, block.starts)
            self.opening = np.maximum(self.start + self.length, HALF_WINDOW)
            self.first, self.width = self.opening - HALF_WINDOW, np.full((1, 1, 1), 2.0 * HALF_WINDOW)
        else:
            self.first, self.width = self.length, 12.0 * p["start_years"][:, :, np.newaxis]

    def opened(self, t: Array) -> Array:
        """Share of each cohort in operation at t."""
        return even(t, self.first, self.width)

    def worked(self, t: Array) -> Array:
        """Share of each cohort's works done at t."""
        if self.begun:
            return even(t, self.start, self.opening - self.start)
        return drawn_out(t, np.zeros((1, 1, 1)), self.width, self.length)

    def settled(self, t: Array, cohorts: NDArray[np.intp]) -> Array:
        """Share of the acres to be taken that are taken at t, in these cohorts only."""
        first = self.first[:, cohorts] if self.begun else self.first
        return drawn_out(t, first, self.width, self.fill)


def _weighed(p: dict[str, Array], block: Block, amounts: Array, reached: Array) -> Array:
    """Amounts [groups, cohorts] reached [n, cohorts, times], times the share built of each group: [n, times].

    Groups without an amount are left out, so that a parameter of theirs does not make rows differ.
    """
    total = np.zeros((1, 1))
    known = np.flatnonzero(amounts.any(axis=1))
    by_group = np.matmul(amounts[known], reached)
    for place, group in enumerate(known):
        total = total + p[block.shares[group]] * by_group[:, place]
    return total


def _money(p: dict[str, Array], block: Block, dollars: Array, rupees: Array, reached: Array) -> Array:
    """Listed costs reached, in dollars [n, times]."""
    found = _weighed(p, block, dollars, reached)
    if rupees.any():
        found = found + _weighed(p, block, rupees, reached) / p["pkr_per_usd"]
    return found


def _added(p: dict[str, Array], block: Block, months: int) -> Outcomes:
    """What one block adds to each outcome [n, months]; what it has nothing of is left out."""
    edges = np.arange(months + 1, dtype=np.float64)
    middles = edges[:-1] + 0.5
    course = _Course(block, p)
    found: Outcomes = {}
    change = partial(np.diff, axis=1)
    opened = course.opened(edges)
    if block.usd.any() or block.pkr.any():
        factor = 1.0 + p["cost_overrun"]
        found["completed_investment_usd"] = change(_money(p, block, block.usd, block.pkr, opened)) * factor
        works = change(_money(p, block, block.usd, block.pkr, course.worked(edges)))
        # The closed form of `drawn_out` leaves rounding of both signs where nothing is worked on any more.
        found["construction_job_years"] = np.maximum(works, 0.0) / 1e6 * p["job_years_per_usd_m"]
    if block.power_usd.any() or block.power_pkr.any():
        found["completed_energy_usd"] = change(_money(p, block, block.power_usd, block.power_pkr, opened)) * factor
    if block.mw.any():
        found["commissioned_mw"] = change(_weighed(p, block, block.mw, opened))
        found["project_jobs"] = _weighed(p, block, block.mw, course.opened(middles)) * p["jobs_per_mw"]
    cohorts = np.flatnonzero(block.acres.any(axis=0))
    if cohorts.size:
        taken = _weighed(p, block, block.acres[:, cohorts], course.settled(middles, cohorts))
        found["zone_jobs"] = taken * p["zone_occupancy"] * p["jobs_per_acre"]
    return found


def simulate_projects(table: Table, values: Values, months: int) -> Outcomes:
    """Run n scenarios of a prepared table of projects for `months` months in one call.

    Args:
        table: what `pipeline_projects.prepare` returned.
        values: every share of `table.shares` and every parameter of `NAMES`, each a number or an array [n, 1]; shares
            as fractions. Ranges are not checked here; years, and `pkr_per_usd`, must be above 0.
        months: length of the calendar from `pipeline_projects.START`, at least 1.

    Returns:
        One read-only array [n, months] for every row of `OUTCOMES`, in that order. Rows of an outcome that depend on
        none of the parameters that differ are one row in memory (stride 0).

    Raises:
        ValueError: a parameter is missing, unknown or misshapen, or `months` is below 1.
    """
    if months < 1:
        raise ValueError(f"months is {months}; at least 1 is needed")
    p = columns(values, (*table.shares, *NAMES))
    shape = np.broadcast_shapes(*(array.shape for array in p.values()), (1, months))
    found: Outcomes = {outcome.name: np.zeros((1, months)) for outcome in OUTCOMES}
    for block in table.blocks:
        for name, part in _added(p, block, months).items():
            found[name] = found[name] + part
    found["lasting_jobs"] = found["project_jobs"] + found["zone_jobs"]
    return {outcome.name: np.broadcast_to(found[outcome.name], shape) for outcome in OUTCOMES}


def simulate(values: Values, months: int) -> Outcomes:
    """The same on the projects of the built data (`simulate_projects`).

    Raises:
        ValueError: a parameter is missing, unknown or misshapen, or `months` is below 1.
        DatasetUnavailable: the projects or the zones cannot be read.
    """
    return simulate_projects(prepared(), values, months)


PIPELINE = Model("pipeline", parameters, simulate, OUTCOMES, key_figures, FIGURES)
