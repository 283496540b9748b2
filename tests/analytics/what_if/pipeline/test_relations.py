"""The published relations of the pipeline, drawn cohort by cohort and month by month as they are written down."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.what_if.engine.model import Array, Outcomes
from analytics.what_if.pipeline.model import OUTCOMES, simulate
from analytics.what_if.pipeline.parameters import parameters
from analytics.what_if.pipeline.projects import MONTHS, Cohort, prepared

TABLE, PARAMETERS = prepared(), parameters()
EDGES = np.arange(MONTHS + 1, dtype=np.float64)
MIDDLES = EDGES[:-1] + 0.5
VALUES = st.fixed_dictionaries({p.name: st.floats(p.low, p.high, allow_subnormal=False) for p in PARAMETERS})


def even(t: Array, first: float, width: float) -> Array:
    """clip((t - first) / width, 0, 1)."""
    return np.clip((t - first) / width, 0.0, 1.0)


def mean_even(t: Array, first: float, width: float, spread: float) -> Array:
    """The mean of clip((t - u) / width, 0, 1) over u uniform on first .. first + spread, in closed form."""

    def area(x: Array) -> Array:
        return np.maximum(x, 0.0) ** 2 / 2.0

    since = t - first
    found = area(since) - area(since - width) - area(since - spread) + area(since - width - spread)
    return np.clip(found / (width * spread), 0.0, 1.0)


def curves(cohort: Cohort, v: dict[str, float]) -> tuple[Array, Array, Array, Array]:
    """What is opened and worked at the months' edges, opened at their middles, and settled there [0-1]."""
    years, fill = 12.0 * v[f"construction_years_{cohort.kind}"], 12.0 * v["zone_fill_years"]
    length, starts = years + v["delay_months"], 12.0 * v["start_years"]
    if not cohort.begun:
        first, width, worked = length, starts, mean_even(EDGES, 0.0, length, starts)
    else:
        start = cohort.start if math.isfinite(cohort.start) else cohort.seen - years / 2.0
        opening = max(start + length, 6.0)
        first, width, worked = opening - 6.0, 12.0, even(EDGES, start, opening - start)
    return even(EDGES, first, width), worked, even(MIDDLES, first, width), mean_even(MIDDLES, first, fill, width)


def drawn(v: dict[str, float]) -> Outcomes:
    """Every outcome as the sum of all cohorts' curves [months]."""
    found = {outcome.name: np.zeros(MONTHS) for outcome in OUTCOMES}
    for cohort in TABLE.cohorts:
        opened, worked, middle, settled = curves(cohort, v)
        opening, work = np.diff(opened), np.diff(worked)
        for share, listed in cohort.parts:
            built, rate = v[share], v["pkr_per_usd"]
            cost, energy = listed.usd + listed.pkr / rate, listed.energy_usd + listed.energy_pkr / rate
            found["completed_investment_usd"] += built * cost * (1.0 + v["cost_overrun"]) * opening
            found["completed_energy_usd"] += built * energy * (1.0 + v["cost_overrun"]) * opening
            found["commissioned_mw"] += built * listed.mw * opening
            found["construction_job_years"] += built * cost / 1e6 * v["job_years_per_usd_m"] * work
            found["project_jobs"] += built * listed.mw * v["jobs_per_mw"] * middle
            found["zone_jobs"] += built * listed.acres * v["zone_occupancy"] * v["jobs_per_acre"] * settled
    return found | {"lasting_jobs": found["project_jobs"] + found["zone_jobs"]}


@settings(deadline=None)
@given(VALUES)
def test_every_month_of_every_outcome_is_what_the_relations_say(values: dict[str, float]):
    for name, expected in drawn(values).items():
        # The curves of works are differences of squares, which keep some thirteen digits.
        np.testing.assert_allclose(
            simulate(values, MONTHS)[name][0], expected, rtol=1e-9, atol=2e-12 * expected.max(initial=0.0), err_msg=name
        )
