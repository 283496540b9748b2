"""The numbers that sum up a pipeline scenario, for one scenario or for many at once."""

import numpy as np

from analytics.what_if.model import Array, Figure, Outcomes, Values
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

_SUMS = {"investment_usd": "completed_investment_usd", "mw": "commissioned_mw", "job_years": "construction_job_years"}


def key_figures(values: Values, outcomes: Outcomes) -> dict[str, Array]:  # noqa: ARG001  # the same call for all models
    """Sum up n scenarios.

    Sums run from January 2026; on a calendar that ends earlier, each figure is that of its last month.

    Args:
        values: the values that were run; not needed here.
        outcomes: what `pipeline.simulate` returned, each [n, months].

    Returns:
        One array [n] for every row of `FIGURES`, in that order.
    """
    found: dict[str, Array] = {}
    for figure in FIGURES:
        name, _, year = figure.name.rpartition("_")
        last = min({"2030": TO_2030, "2040": MONTHS}[year], outcomes["lasting_jobs"].shape[1])
        if name in _SUMS:
            found[figure.name] = np.asarray(outcomes[_SUMS[name]][:, :last].sum(axis=1))
        else:
            found[figure.name] = outcomes[name][:, last - 1]
    return found
