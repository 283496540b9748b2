"""The numbers that sum up a handset scenario, for one scenario or for many at once."""

import numpy as np

from analytics.what_if.model import Array, Figure, Outcomes, Values, distinct

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
        One read-only array [n] for every row of `FIGURES`, in that order; one number seen n times (`strides` zero)
        where no varied parameter matters to it.
    """
    n = outcomes["units"].shape[0]
    rows = {name: distinct(outcomes[name]) for name in (*TOTALS, "direct_jobs", "indirect_jobs")}
    full_rate = _flat(values, "target_units_per_year") * _flat(values, "utilisation")
    found = {f"{name}_total": rows[name].sum(axis=1) for name in TOTALS} | {
        "units_per_year_full_rate": full_rate,
        "revenue_usd_per_year_full_rate": full_rate * _flat(values, "revenue_per_unit"),
        "direct_jobs_end": rows["direct_jobs"][:, -1],
        "direct_jobs_peak": rows["direct_jobs"].max(axis=1),
        "indirect_jobs_end": rows["indirect_jobs"][:, -1],
    }
    return {figure.name: np.broadcast_to(found[figure.name], (n,)) for figure in FIGURES}


def _flat(values: Values, name: str) -> Array:
    """A parameter as an array [n], or [1] where it is the same for all scenarios."""
    return np.asarray(values[name], dtype=np.float64).reshape(-1)
