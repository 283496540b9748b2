"""The numbers that sum up a pipeline scenario, for one scenario or for many at once."""

import numpy as np

from analytics.what_if.engine.model import Array, Figure, Outcomes, Values, count, distinct, varied
from analytics.what_if.pipeline.dependencies import depends
from analytics.what_if.pipeline.projects import MONTHS, TO_2030

FIGURES = (
    Figure("investment_usd_2030", "Investment completed by the end of 2030", "US$", "completed_investment_usd"),
    Figure("investment_usd_2040", "Investment completed by the end of 2040", "US$", "completed_investment_usd"),
    Figure("mw_2030", "Power commissioned by the end of 2030", "MW", "commissioned_mw"),
    Figure("mw_2040", "Power commissioned by the end of 2040", "MW", "commissioned_mw"),
    Figure("job_years_2030", "Construction work to the end of 2030", "job-years", "construction_job_years"),
    Figure("lasting_jobs_2030", "Lasting jobs in December 2030", "jobs", "lasting_jobs"),
    Figure("lasting_jobs_2040", "Lasting jobs in December 2040", "jobs", "lasting_jobs"),
)

# Months of the calendar up to the end of a year.
LAST = {"2030": TO_2030, "2040": MONTHS}


def key_figures(values: Values, outcomes: Outcomes) -> dict[str, Array]:
    """Sum up n scenarios.

    Sums run from January 2026; on a calendar that ends earlier, each figure is that of its last month.

    Args:
        values: the values that were run, each a number or an array [n, 1].
        outcomes: what `pipeline.simulate` returned, each [n, months]; a figure whose outcome is not there is left out.

    Returns:
        One read-only array [n] for every row of `FIGURES`, in that order.
    """
    n, varying, parameters = count(values, outcomes), varied(values), depends()
    figures: dict[str, Array] = {}
    for figure in FIGURES:
        if figure.of in outcomes:
            rows = distinct(outcomes[figure.of], parameters[figure.of], varying)
            last = min(LAST[figure.name[-4:]], rows.shape[1])
            # Jobs that last are a level, all else comes month by month.
            figures[figure.name] = rows[:, last - 1] if figure.of == "lasting_jobs" else rows[:, :last].sum(axis=1)
    return {name: np.broadcast_to(numbers, (n,)) for name, numbers in figures.items()}
