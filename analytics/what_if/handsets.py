"""Handset production: from a yearly target to handsets, revenue, foreign exchange and jobs, month by month.

The relations are stated here and nowhere else. t is the time since opening [months]: t = m + 0.5 - delay_months, for
m = 0 .. months - 1. Nothing is made while t < 0.
"""

import numpy as np

from analytics.what_if.handset_figures import FIGURES, key_figures
from analytics.what_if.handset_parameters import parameters
from analytics.what_if.model import Array, Model, Outcome, Outcomes, Values, columns

NAMES = (
    "target_units_per_year",
    "ramp_months",
    "annual_growth",
    "local_value_added_end",
    "export_share",
    "delay_months",
    "utilisation",
    "revenue_per_unit",
    "price_trend",
    "local_value_added_start",
    "import_replaced_share",
    "import_price_premium",
    "jobs_per_million_units",
    "indirect_per_direct",
    "monthly_wage_usd",
    "pkr_per_usd",
    "pkr_depreciation",
)

OUTCOMES = (
    Outcome("units", "Handsets made", "handsets", "flow"),
    Outcome("revenue_usd", "Revenue", "US$", "flow"),
    Outcome("local_value_added_usd", "Value added in Pakistan", "US$", "flow"),
    Outcome("component_imports_usd", "Imported components", "US$", "flow"),
    Outcome("exports_usd", "Exports", "US$", "flow"),
    Outcome("imports_replaced_usd", "Imports replaced", "US$", "flow"),
    Outcome("net_foreign_exchange_usd", "Net foreign exchange", "US$", "flow"),
    Outcome("direct_jobs", "Direct jobs", "jobs", "stock"),
    Outcome("indirect_jobs", "Indirect jobs", "jobs", "stock"),
    Outcome("revenue_pkr", "Revenue in rupees", "Rs", "flow"),
    Outcome("payroll_usd", "Payroll", "US$", "flow"),
)


def ramp(t: Array, ramp_months: Array) -> Array:
    """Share of the full rate reached t months after opening [0-1]: a smooth step, or 1 when `ramp_months` is 0."""
    s: Array = np.clip(t, 0.0, ramp_months) / np.where(ramp_months > 0.0, ramp_months, 1.0)
    return np.where(ramp_months > 0.0, s * s * (3.0 - 2.0 * s), 1.0)


def production(p: dict[str, Array], m: Array) -> Array:
    """Handsets made in month m [handsets a month]."""
    t = m + 0.5 - p["delay_months"]
    growth: Array = (1.0 + p["annual_growth"]) ** (np.maximum(0.0, t - p["ramp_months"]) / 12.0)
    units = p["target_units_per_year"] / 12.0 * ramp(t, p["ramp_months"]) * p["utilisation"] * growth
    made: Array = np.where(t < 0.0, 0.0, units)
    return made


def local_share(p: dict[str, Array], m: Array) -> Array:
    """Share of revenue added in Pakistan [0-1]: a straight line from the first month to the last."""
    last = max(m.shape[1] - 1, 1)
    start, end = p["local_value_added_start"], p["local_value_added_end"]
    share: Array = start + (end - start) * m / last
    return share


def money(p: dict[str, Array], m: Array, units: Array) -> Outcomes:
    """Revenue, where it goes, and what it does to foreign exchange [US$ a month; revenue_pkr: Rs a month]."""
    years = (m + 0.5) / 12.0
    price = p["revenue_per_unit"] * (1.0 + p["price_trend"]) ** years
    revenue = units * price
    local = revenue * local_share(p, m)
    components = revenue - local
    exports = revenue * p["export_share"]
    import_price = price * (1.0 + p["import_price_premium"])
    replaced = units * (1.0 - p["export_share"]) * p["import_replaced_share"] * import_price
    return {
        "revenue_usd": revenue,
        "local_value_added_usd": local,
        "component_imports_usd": components,
        "exports_usd": exports,
        "imports_replaced_usd": replaced,
        "net_foreign_exchange_usd": exports + replaced - components,
        "revenue_pkr": revenue * p["pkr_per_usd"] * (1.0 + p["pkr_depreciation"]) ** years,
    }


def work(p: dict[str, Array], units: Array) -> Outcomes:
    """Jobs at the month's rate of output [jobs] and what direct jobs are paid [US$ a month]."""
    direct = 12.0 * units / 1e6 * p["jobs_per_million_units"]
    return {
        "direct_jobs": direct,
        "indirect_jobs": direct * p["indirect_per_direct"],
        "payroll_usd": direct * p["monthly_wage_usd"],
    }


def simulate(values: Values, months: int) -> Outcomes:
    """Run n scenarios for `months` months in one call.

    Args:
        values: every parameter of `NAMES`, each a number or an array [n, 1]; shares and rates as fractions. Ranges are
            not checked here (see `parameters.problems`).
        months: length of the calendar, at least 1.

    Returns:
        One read-only array [n, months] for every row of `OUTCOMES`, in that order.

    Raises:
        ValueError: a parameter is missing, unknown or misshapen, or `months` is below 1.
    """
    if months < 1:
        raise ValueError(f"months is {months}; at least 1 is needed")
    p = columns(values, NAMES)
    shape = np.broadcast_shapes(*(array.shape for array in p.values()), (1, months))
    m = np.arange(months, dtype=np.float64).reshape(1, months)
    units = production(p, m)
    found = {"units": units} | money(p, m, units) | work(p, units)
    return {outcome.name: np.broadcast_to(found[outcome.name], shape) for outcome in OUTCOMES}


HANDSETS = Model("handsets", parameters, simulate, OUTCOMES, key_figures, FIGURES)
