"""The numbers that sum up a handset scenario, for one scenario or for many at once."""

import numpy as np

from analytics.what_if.model import Array, Figure, Outcomes, Values

FIGURES = (
    Figure("units_total", "Handsets made over the period", "handsets"),
    Figure("units_per_year_full_rate", "Handsets a year at full rate", "handsets a year"),
    Figure("revenue_usd_per_year_full_rate", "Revenue a year at full rate", "US$ a year"),
    Figure("revenue_usd_total", "Revenue over the period", "US$"),
    Figure("local_value_added_usd_total", "Value added in Pakistan over the period", "US$"),
    Figure("net_foreign_exchange_usd_total", "Net foreign exchange over the period", "US$"),
    Figure("direct_jobs_end", "Direct jobs in the last month", "jobs"),
    Figure("direct_jobs_peak", "Direct jobs at the peak", "jobs"),
    Figure("indirect_jobs_end", "Indirect jobs in the last month", "jobs"),
)

TOTALS = ("units", "revenue_usd", "local_value_added_usd", "net_foreign_exchange_usd")


def key_figures(values: Values, outcomes: Outcomes) -> dict[str, Array]:
    """Sum up n scenarios.

    Full rate means: the ramp is over and growth has not begun, at the price of the start (target times utilisation, and
    that times revenue per handset). Totals run over all months of the outcomes.

    Args:
        values: the values that were run, each a number or an array [n, 1].
        outcomes: what `handsets.simulate` returned, each [n, months].

    Returns:
        One array [n] for every row of `FIGURES`, in that order.
    """
    n = outcomes["units"].shape[0]
    full_rate = _flat(values, "target_units_per_year", n) * _flat(values, "utilisation", n)
    found = {f"{name}_total": outcomes[name].sum(axis=1) for name in TOTALS} | {
        "units_per_year_full_rate": full_rate,
        "revenue_usd_per_year_full_rate": full_rate * _flat(values, "revenue_per_unit", n),
        "direct_jobs_end": outcomes["direct_jobs"][:, -1],
        "direct_jobs_peak": outcomes["direct_jobs"].max(axis=1),
        "indirect_jobs_end": outcomes["indirect_jobs"][:, -1],
    }
    return {figure.name: found[figure.name] for figure in FIGURES}


def _flat(values: Values, name: str, n: int) -> Array:
    """A parameter as an array [n]."""
    return np.broadcast_to(np.asarray(values[name], dtype=np.float64).reshape(-1), (n,))
