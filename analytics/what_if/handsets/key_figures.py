"""The numbers that sum up a handset scenario, for one scenario or for many at once."""

import numpy as np

from analytics.what_if.engine.model import Array, Figure, Outcomes, Values, count, distinct, varied
from analytics.what_if.handsets.dependencies import DEPENDS

FIGURES = (
    Figure("units_total", "Handsets made over the period", "handsets", "units"),
    Figure("units_per_year_full_rate", "Handsets a year at full rate", "handsets a year"),
    Figure("revenue_usd_per_year_full_rate", "Revenue a year at full rate", "US$ a year"),
    Figure("revenue_usd_total", "Revenue over the period", "US$", "revenue_usd"),
    Figure("local_value_added_usd_total", "Value added in Pakistan over the period", "US$", "local_value_added_usd"),
    Figure("net_foreign_exchange_usd_total", "Net foreign exchange over the period", "US$", "net_foreign_exchange_usd"),
    Figure("direct_jobs_end", "Direct jobs in the last month", "jobs", "direct_jobs"),
    Figure("direct_jobs_peak", "Direct jobs at the peak", "jobs", "direct_jobs"),
    Figure("indirect_jobs_end", "Indirect jobs in the last month", "jobs", "indirect_jobs"),
)


def key_figures(values: Values, outcomes: Outcomes) -> dict[str, Array]:
    """Sum up n scenarios.

    Full rate means: the ramp is over and growth has not begun, at the price of the start (target times utilisation, and
    that times revenue per handset). Totals run over all months of the outcomes.

    Args:
        values: the values that were run, each a number or an array [n, 1].
        outcomes: what `handsets.simulate` returned, each [n, months]; a figure whose outcome is not there is left out.

    Returns:
        One read-only array [n] for every row of `FIGURES`, in that order.
    """
    n, varying = count(values, outcomes), varied(values)
    figures = {
        figure.name: _read_off(figure, values, outcomes, varying)
        for figure in FIGURES
        if not figure.of or figure.of in outcomes
    }
    return {name: np.broadcast_to(numbers, (n,)) for name, numbers in figures.items()}


def _read_off(figure: Figure, values: Values, outcomes: Outcomes, varying: frozenset[str]) -> Array:
    """One figure [n], or [1] where it is the same for all scenarios."""
    if not figure.of:
        full_rate = _flat(values, "target_units_per_year") * _flat(values, "utilisation")
        return full_rate * _flat(values, "revenue_per_unit") if figure.name.startswith("revenue") else full_rate
    rows = distinct(outcomes[figure.of], DEPENDS[figure.of], varying)
    if figure.name.endswith("_end"):
        return rows[:, -1]
    summed: Array = rows.max(axis=1) if figure.name.endswith("_peak") else rows.sum(axis=1)
    return summed


def _flat(values: Values, name: str) -> Array:
    """A parameter as an array [n], or [1] where it is the same for all scenarios."""
    return np.asarray(values[name], dtype=np.float64).reshape(-1)
