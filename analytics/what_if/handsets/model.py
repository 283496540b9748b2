"""Handset production: from a yearly target to handsets, revenue, foreign exchange and jobs, month by month.

The relations are stated here and nowhere else. t is the time since opening [months]: t = m + 0.5 - delay_months, for
m = 0 .. months - 1. Nothing is made while t < 0.

Inside this module months run down and scenarios across: m is [months, 1], a parameter [1, n] or [1, 1].
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np

from analytics.what_if.engine.model import Array, Model, Outcome, Outcomes, Values, Window, chosen, columns, within
from analytics.what_if.handsets.dependencies import DEPENDS
from analytics.what_if.handsets.key_figures import FIGURES, key_figures
from analytics.what_if.handsets.parameters import parameters
from analytics.what_if.handsets.presets import presets

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


@dataclass(frozen=True)
class Relations:
    """The relations for the months in m: each outcome [m, n], or [m, 1] if no parameter it depends on varies.

    A relation is worked out when it is first asked for, and then kept for those that follow from it.

    Attributes:
        p: every parameter, [1, n] or [1, 1].
        m: months since the start of the calendar [months, 1].
        months: length of the calendar.
    """

    p: Columns
    m: Array
    months: int

    @cached_property
    def units(self) -> Array:
        """Handsets made in month m [handsets a month]."""
        p = self.p
        t = self.m + 0.5 - p["delay_months"]
        growth = (1.0 + p["annual_growth"]) ** (np.maximum(0.0, t - p["ramp_months"]) / 12.0)
        full_rate = p["target_units_per_year"] / 12.0 * p["utilisation"]
        output: Array = full_rate * ramp(t, p["ramp_months"]) * growth
        return output

    @cached_property
    def years(self) -> Array:
        """Years from the start to the middle of the month."""
        return (self.m + 0.5) / 12.0

    @cached_property
    def local_share(self) -> Array:
        """Share of revenue added in Pakistan [0-1]: a straight line from the first month to the last."""
        start, end = self.p["local_value_added_start"], self.p["local_value_added_end"]
        share: Array = start + (end - start) * (self.m / max(self.months - 1, 1))
        return share

    @cached_property
    def revenue_usd(self) -> Array:
        """What the handsets are sold for [US$ a month]."""
        price = self.p["revenue_per_unit"] * (1.0 + self.p["price_trend"]) ** self.years
        return self.units * price

    @cached_property
    def local_value_added_usd(self) -> Array:
        """What of the revenue is added in Pakistan [US$ a month]."""
        return self.revenue_usd * self.local_share

    @cached_property
    def component_imports_usd(self) -> Array:
        """What of the revenue pays for imported components [US$ a month]."""
        return self.revenue_usd - self.local_value_added_usd

    @cached_property
    def exports_usd(self) -> Array:
        """What is sold abroad [US$ a month]."""
        return self.revenue_usd * self.p["export_share"]

    @cached_property
    def imports_replaced_usd(self) -> Array:
        """What the handsets that would else have been imported would have cost [US$ a month]."""
        p = self.p
        replaced_per_sold = (1.0 - p["export_share"]) * p["import_replaced_share"] * (1.0 + p["import_price_premium"])
        return self.revenue_usd * replaced_per_sold

    @cached_property
    def net_foreign_exchange_usd(self) -> Array:
        """What comes in or stays in the country, less what goes out [US$ a month]."""
        return self.exports_usd + self.imports_replaced_usd - self.component_imports_usd

    @cached_property
    def direct_jobs(self) -> Array:
        """Jobs in the plant at the month's rate of output [jobs]."""
        return self.units * (12.0 / 1e6 * self.p["jobs_per_million_units"])

    @cached_property
    def indirect_jobs(self) -> Array:
        """Jobs around the plant [jobs]."""
        return self.direct_jobs * self.p["indirect_per_direct"]

    @cached_property
    def revenue_pkr(self) -> Array:
        """The revenue at the month's rate of the rupee [Rs a month]."""
        p = self.p
        return self.revenue_usd * (p["pkr_per_usd"] * (1.0 + p["pkr_depreciation"]) ** self.years)

    @cached_property
    def payroll_usd(self) -> Array:
        """What direct jobs are paid [US$ a month]."""
        return self.direct_jobs * self.p["monthly_wage_usd"]

    def of(self, names: list[str]) -> Outcomes:
        """Some outcomes."""
        return {name: getattr(self, name) for name in names}


def simulate(
    values: Values, months: int, wanted: Collection[str] | None = None, window: Window | None = None
) -> Outcomes:
    """Run n scenarios for `months` months in one call.

    Args:
        values: every parameter of `NAMES`, each a number or an array [n, 1]; shares and rates as fractions. Ranges are
            not checked here (see `parameters.problems`).
        months: length of the calendar, at least 1.
        wanted: names of the outcomes that are wanted; all if nothing is said.
        window: the months that are wanted, the last excluded; all if nothing is said.

    Returns:
        One read-only array [n, months wanted] for every wanted row of `OUTCOMES`, in that order. In memory the
        scenarios of one month lie side by side, which is what sums over months and sorts over scenarios are fastest on.
        An outcome that no parameter given as [n, 1] with n > 1 enters (`dependencies.DEPENDS`) is one row in memory.

    Raises:
        ValueError: a parameter is missing, unknown or misshapen, `months` is below 1, or the window has none of them.
        KeyError: an outcome is wanted that the model does not have.
    """
    first, last = within(months, window)
    names = chosen(OUTCOMES, wanted)
    given = columns(values, NAMES)
    n, _one = np.broadcast_shapes(*(array.shape for array in given.values()))
    m = np.arange(first, last, dtype=np.float64).reshape(-1, 1)
    results = _in_blocks({name: array.T for name, array in given.items()}, m, months, n, names)
    return {name: np.broadcast_to(results[name].T, (n, last - first)) for name in names}


def _in_blocks(p: Columns, m: Array, months: int, n: int, names: list[str]) -> Outcomes:
    """The relations of the months in m, a few at a time where scenarios are many."""
    tall = max(1, CELLS // n)
    if tall >= len(m):
        return Relations(p, m, months).of(names)
    widths = {name: month.shape[1] for name, month in Relations(p, m[:1], months).of(names).items()}
    varying = [name for name, width in widths.items() if width > 1]
    # One allocation for all that varies: the system hands out one large piece faster than many.
    whole = dict(zip(varying, np.empty((len(varying), len(m), n)), strict=True))
    results = {name: np.empty((len(m), 1)) for name in widths} | whole
    for first in range(0, len(m), tall):
        for name, part in Relations(p, m[first : first + tall], months).of(names).items():
            results[name][first : first + tall] = part
    return results


HANDSETS = Model("handsets", parameters, simulate, OUTCOMES, key_figures, FIGURES, lambda: DEPENDS, presets)
