"""The numbers that sum up a pipeline scenario, for one scenario or for many at once."""

import numpy as np

from analytics.what_if.model import Array, Figure, Outcomes, Values, distinct
from analytics.what_if.pipeline_projects import MONTHS, TO_2030

FIGURES = (
    Figure("investment_usd_2030", "Investment completed by the end of 2030", "US$"),
    Figure("investment_usd_2040", "Investment completed by the end of 2040", "US$"),
    Figure("mw_2030", "Power commissioned by the end of 2030", "MW"),
    Figure("mw_2040", "Power commissioned by the end of 2040", "MW"),
    Figure("job_years_2030", "Construction work to the end of 2030", "job-years"),
    Figure("lasting_jobs_2030", "Lasting jobs in December 2030", "jobs"),
    Figure("lasting_jobs_2040", "Lasting jobs in December 2040", "jobs"),
)

# Months of the calendar up to the end of a year.
LAST = {"2030": TO_2030, "2040": MONTHS}
_SUMS = {"investment_usd": "completed_investment_usd", "mw": "commissioned_mw", "job_years": "construction_job_years"}


def key_figures(values: Values, outcomes: Outcomes) -> dict[str, Array]:  # noqa: ARG001  # the same call for all models
    """Sum up n scenarios.

    Sums run from January 2026; on a calendar that ends earlier, each figure is that of its last month.

    Args:
        values: the values that were run; not needed here.
        outcomes: what `pipeline.simulate` returned, each [n, months].

    Returns:
        One read-only array [n] for every row of `FIGURES`, in that order; one number seen n times (`strides` zero)
        where no varied parameter matters to it.
    """
    n, months = outcomes["lasting_jobs"].shape
    found: dict[str, Array] = {}
    for figure in FIGURES:
        name, _, year = figure.name.rpartition("_")
        last = min(LAST[year], months)
        rows = distinct(outcomes[_SUMS.get(name, name)])
        found[figure.name] = rows[:, :last].sum(axis=1) if name in _SUMS else rows[:, last - 1]
    return {name: np.broadcast_to(numbers, (n,)) for name, numbers in found.items()}
