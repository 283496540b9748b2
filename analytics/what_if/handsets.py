"""Handset production: from a yearly target to handsets, revenue, foreign exchange and jobs, month by month.

The relations are stated here and nowhere else. t is the time since opening [months]: t = m + 0.5 - delay_months, for
m = 0 .. months - 1. Nothing is made while t < 0.

Inside this module months run down and scenarios across: m is [months, 1], a parameter [1, n] or [1, 1].
"""

from typing import TypeAlias

import numpy as np

from analytics.what_if.handset_figures import FIGURES, key_figures
from analytics.what_if.handset_parameters import parameters
from analytics.what_if.model import Array, Model, Outcome, Outcomes, Values, columns

Columns: TypeAlias = dict[str, Array]

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


# Cells of one array in a block. Under 128 KB, a dozen arrays stay near the core, and the C library keeps their memory
# for the next block; above, it would ask the system for each one anew.
CELLS = 16_000


def ramp(t: Array, ramp_months: Array) -> Array:
    """Share of the full rate reached t months after opening [0-1]: a smooth step, or 1 when `ramp_months` is 0.

    Before the opening it is 0 either way.
    """
    s: Array = np.clip(t, 0.0, ramp_months) / np.where(ramp_months > 0.0, ramp_months, 1.0)
    return np.where(ramp_months > 0.0, s * s * (3.0 - 2.0 * s), t >= 0.0)


def production(p: Columns, m: Array) -> Array:
    """Handsets made in month m [handsets a month]."""
    t = m + 0.5 - p["delay_months"]
    growth = (1.0 + p["annual_growth"]) ** (np.maximum(0.0, t - p["ramp_months"]) / 12.0)
    full_rate = p["target_units_per_year"] / 12.0 * p["utilisation"]
    made: Array = full_rate * ramp(t, p["ramp_months"]) * growth
    return made


def local_share(p: Columns, m: Array, months: int) -> Array:
    """Share of revenue added in Pakistan [0-1]: a straight line from the first month to the last."""
    start, end = p["local_value_added_start"], p["local_value_added_end"]
    share: Array = start + (end - start) * (m / max(months - 1, 1))
    return share


def money(p: Columns, m: Array, units: Array, share: Array) -> Outcomes:
    """Revenue, where it goes, and what it does to foreign exchange [US$ a month; revenue_pkr: Rs a month]."""
    years = (m + 0.5) / 12.0
    price = p["revenue_per_unit"] * (1.0 + p["price_trend"]) ** years
    revenue = units * price
    local = revenue * share
    components = revenue - local
    exports = revenue * p["export_share"]
    replaced_per_sold = (1.0 - p["export_share"]) * p["import_replaced_share"] * (1.0 + p["import_price_premium"])
    replaced = revenue * replaced_per_sold
    return {
        "revenue_usd": revenue,
        "local_value_added_usd": local,
        "component_imports_usd": components,
        "exports_usd": exports,
        "imports_replaced_usd": replaced,
        "net_foreign_exchange_usd": exports + replaced - components,
        "revenue_pkr": revenue * (p["pkr_per_usd"] * (1.0 + p["pkr_depreciation"]) ** years),
    }


def work(p: Columns, units: Array) -> Outcomes:
    """Jobs at the month's rate of output [jobs] and what direct jobs are paid [US$ a month]."""
    direct = units * (12.0 / 1e6 * p["jobs_per_million_units"])
    return {
        "direct_jobs": direct,
        "indirect_jobs": direct * p["indirect_per_direct"],
        "payroll_usd": direct * p["monthly_wage_usd"],
    }


def relations(p: Columns, m: Array, months: int) -> Outcomes:
    """All of the above for the months in m: each outcome [m, n], or [m, 1] if no parameter it depends on varies."""
    units = production(p, m)
    return {"units": units} | money(p, m, units, local_share(p, m, months)) | work(p, units)


def simulate(values: Values, months: int) -> Outcomes:
    """Run n scenarios for `months` months in one call.

    Args:
        values: every parameter of `NAMES`, each a number or an array [n, 1]; shares and rates as fractions. Ranges are
            not checked here (see `parameters.problems`).
        months: length of the calendar, at least 1.

    Returns:
        One read-only array [n, months] for every row of `OUTCOMES`, in that order. In memory the scenarios of one month
        lie side by side, which is what sums over months and sorts over scenarios are fastest on. An outcome that
        depends on no parameter given as [n, 1] with n > 1 is one row seen n times (`strides[0] == 0`): that it does
        not vary can be read off without comparing numbers.

    Raises:
        ValueError: a parameter is missing, unknown or misshapen, or `months` is below 1.
    """
    if months < 1:
        raise ValueError(f"months is {months}; at least 1 is needed")
    given = columns(values, NAMES)
    n, _one = np.broadcast_shapes(*(array.shape for array in given.values()))
    found = _in_blocks({name: array.T for name, array in given.items()}, months, n)
    return {outcome.name: np.broadcast_to(found[outcome.name].T, (n, months)) for outcome in OUTCOMES}


def _in_blocks(p: Columns, months: int, n: int) -> Outcomes:
    """`relations` of all months, a few at a time where scenarios are many."""
    m = np.arange(months, dtype=np.float64).reshape(months, 1)
    tall = max(1, CELLS // n)
    if tall >= months:
        return relations(p, m, months)
    widths = {name: month.shape[1] for name, month in relations(p, m[:1], months).items()}
    varying = [name for name, width in widths.items() if width > 1]
    # One allocation for all that varies: the system hands out one large piece faster than many.
    whole = dict(zip(varying, np.empty((len(varying), months, n)), strict=True))
    found = {name: np.empty((months, 1)) for name in widths} | whole
    for first in range(0, months, tall):
        for name, part in relations(p, m[first : first + tall], months).items():
            found[name][first : first + tall] = part
    return found


HANDSETS = Model("handsets", parameters, simulate, OUTCOMES, key_figures, FIGURES)
