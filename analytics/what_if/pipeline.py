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

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np

from analytics.what_if.model import Array, Model, Outcome, Outcomes, Values, columns
from analytics.what_if.pipeline_figures import FIGURES, key_figures
from analytics.what_if.pipeline_parameters import parameters
from analytics.what_if.pipeline_projects import Amounts, Cohort, Table, prepared

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


@dataclass(frozen=True, slots=True)
class Course:
    """When a cohort is worked on and opens, in months from `START`; every array is [n, 1] or [1, 1].

    Attributes:
        start, start_width: works begin evenly within start .. start + start_width; at once where the width is 0.
        length: from the start of works to the opening.
        first, width: openings are spread evenly over first .. first + width.
    """

    start: Array
    start_width: Array
    length: Array
    first: Array
    width: Array

    @classmethod
    def of(cls, cohort: Cohort, p: dict[str, Array]) -> Self:
        """The course of a cohort under some parameters."""
        years = 12.0 * p[f"construction_years_{cohort.kind}"]
        length, none = years + p["delay_months"], np.zeros((1, 1))
        if not cohort.begun:
            over = 12.0 * p["start_years"]
            return cls(none, over, length, length, over)
        start = none + cohort.start if math.isfinite(cohort.start) else cohort.seen - years / 2.0
        opening = np.maximum(start + length, HALF_WINDOW)
        return cls(start, none, opening - start, opening - HALF_WINDOW, none + 2.0 * HALF_WINDOW)

    def opened(self, t: Array) -> Array:
        """Share in operation at t [0-1]."""
        return even(t, self.first, self.width)

    def worked(self, t: Array) -> Array:
        """Share of the works done at t [0-1]."""
        if self.start_width.any():
            return drawn_out(t, self.start, self.start_width, self.length)
        return even(t, self.start, self.length)

    def filled(self, t: Array, months: Array) -> Array:
        """Share taken at t of what fills up evenly within some months of the opening [0-1]."""
        return drawn_out(t, self.first, self.width, months)


def _built(p: dict[str, Array], cohort: Cohort, of: Callable[[Amounts], Array | float]) -> Array | None:
    """An amount of a cohort times the share built of each group, or None where it has none [n, 1].

    Groups without that amount are left out, so that a parameter of theirs does not make rows differ.
    """
    known = [(share, of(amounts)) for share, amounts in cohort.parts]
    terms = [p[share] * amount for share, amount in known if np.any(amount)]
    return sum(terms[1:], start=terms[0]) if terms else None


def _dollars(p: dict[str, Array], usd: float, pkr: float) -> Array | float:
    """A listed cost in dollars; one published in dollars does not depend on the rupee."""
    return usd + pkr / p["pkr_per_usd"] if pkr else usd


def _added(p: dict[str, Array], cohort: Cohort, months: int) -> Outcomes:
    """What one cohort adds to each outcome [n or 1, months]; what it has nothing of is left out."""
    edges = np.arange(months + 1, dtype=np.float64).reshape(1, -1)
    middles = edges[:, :-1] + 0.5
    course = Course.of(cohort, p)
    found: Outcomes = {}
    opening = np.diff(course.opened(edges))
    cost = _built(p, cohort, lambda each: _dollars(p, each.usd, each.pkr))
    energy = _built(p, cohort, lambda each: _dollars(p, each.energy_usd, each.energy_pkr))
    mw, acres = _built(p, cohort, lambda each: each.mw), _built(p, cohort, lambda each: each.acres)
    if cost is not None:
        found["completed_investment_usd"] = cost * (1.0 + p["cost_overrun"]) * opening
        found["construction_job_years"] = cost / 1e6 * p["job_years_per_usd_m"] * _change(course.worked(edges))
    if energy is not None:
        found["completed_energy_usd"] = energy * (1.0 + p["cost_overrun"]) * opening
    if mw is not None:
        found["commissioned_mw"] = mw * opening
        found["project_jobs"] = mw * p["jobs_per_mw"] * course.opened(middles)
    if acres is not None:
        jobs = acres * p["zone_occupancy"] * p["jobs_per_acre"]
        found["zone_jobs"] = jobs * course.filled(middles, 12.0 * p["zone_fill_years"])
    return found


def _change(reached: Array) -> Array:
    """Change from month to month [n or 1, months]; `drawn_out` leaves rounding where nothing goes on, cut here."""
    return np.maximum(np.diff(reached), 0.0)


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
    for cohort in table.cohorts:
        for name, part in _added(p, cohort, months).items():
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
