"""Monthly values of piecewise linear and quadratic curves, by prefix sums.

A *spread* is an amount that accrues evenly over some time. What has accrued by time t is a piecewise polynomial: at
each of its breakpoints it gains rate * (t - breakpoint), or rate * (t - breakpoint)**2 / 2 where its order is 2.
Sampled by month, the finite differences of that order are zero except in the months just after a breakpoint. So the
differences of all spreads of an outcome are scattered onto their months, and as many prefix sums along the months
restore the curve. The cost is a little for each breakpoint and a few additions for each month; to evaluate every
spread in every month costs several times as much.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from analytics.what_if.engine.model import Array, Outcomes

# In a month, rounding leaves less than 1e-15 of all that ever comes if that takes years; what is below this is nothing.
ROUNDING = 1e-14
# Differences vanish at the latest three months after a breakpoint.
AFTER = 3
# From so many columns on, adding row to row takes less time than numpy's running sum, which goes column by column.
WIDE = 150
# Breakpoints scattered at once: arrays under 128 KB stay near the core, and the C library keeps their memory for
# the next ones; above, it would ask the system for each one anew.
BREAKPOINTS = 16_000


@dataclass(frozen=True, slots=True)
class Spread:
    """Amounts that accrue evenly over some time, one a row; an array has n columns, or one for all.

    Attributes:
        amount: what comes in all, at least 0 [rows, n]; the other arrays have as many rows, or one for all.
        first, width: it comes evenly over first .. first + width [months from the beginning of the calendar]; what
            comes before the calendar is left out. The width is above 0; if it is far below a month, digits are lost.
        drawn_out: if given, what begins at any moment of that span comes evenly over so many months from then on,
            above 0; the span then begins with the calendar or later.
    """

    amount: Array
    first: Array
    width: Array
    drawn_out: Array | None = None

    @property
    def arrays(self) -> tuple[Array, ...]:
        """All that is given."""
        plain = (self.amount, self.first, self.width)
        return plain if self.drawn_out is None else (*plain, self.drawn_out)

    @property
    def order(self) -> int:
        """Order of the finite differences: 1 for linear, 2 for quadratic pieces."""
        return 1 if self.drawn_out is None else 2


Spreads: TypeAlias = Mapping[str, Sequence[Spread]]


@dataclass(frozen=True, slots=True)
class _Curve:
    """What is wanted of some spreads, and the columns where it is added up; a stock takes one sum more than a flow."""

    name: str
    spreads: Sequence[Spread]
    columns: slice
    stock: bool
    sums: int


def monthly(flows: Spreads, stocks: Spreads, months: int) -> Outcomes:
    """Add spreads up by month.

    Args:
        flows: spreads by name, of which is wanted what comes in each month.
        stocks: the same, of which is wanted what has come by the middle of each month.
        months: length of the calendar, at least 1.

    Returns:
        One array [months, n] for every name, or [months, 1] where all arrays of its spreads have one column.
    """
    curves = _side_by_side(flows, stocks)
    wide = max((curve.columns.stop for curve in curves), default=0)
    level, ever = np.zeros((months + AFTER, wide)), np.zeros(wide)
    for sums in (3, 2, 1):
        for curve in curves:
            if some := [spread for spread in curve.spreads if spread.order + curve.stock == sums]:
                _put(level, ever, curve, some)
        _prefix_sum(level[:months, : max((curve.columns.stop for curve in curves if curve.sums >= sums), default=0)])
    begin = max((curve.columns.stop for curve in curves if curve.stock), default=0)
    come = level[:months, begin:]
    come *= come > ROUNDING * ever[begin:]
    return {curve.name: level[:months, curve.columns] for curve in curves}


def _side_by_side(flows: Spreads, stocks: Spreads) -> list[_Curve]:
    """Columns of one table for all that is wanted: stocks, then flows, and what takes more sums before the others."""
    curves: list[_Curve] = []
    end = 0
    for group, stock in ((stocks, True), (flows, False)):
        order = {name: max((spread.order for spread in spreads), default=0) for name, spreads in group.items()}
        for name in sorted(group, key=order.__getitem__, reverse=True):
            n = max((array.shape[1] for spread in group[name] for array in spread.arrays), default=1)
            curves.append(_Curve(name, group[name], slice(end, end + n), stock, order[name] + stock))
            end += n
    return curves


def _put(level: Array, ever: Array, curve: _Curve, spreads: list[Spread]) -> None:
    """Put the differences of spreads of one order on their months, some columns at a time; `ever` sums the amounts."""
    begin, end = curve.columns.start, curve.columns.stop
    step = max(1, BREAKPOINTS // (2 * spreads[0].order * sum(len(spread.amount) for spread in spreads)))
    for first in range(begin, end, step):
        columns = slice(first, min(first + step, end))
        arrays = _stacked(spreads, slice(columns.start - begin, columns.stop - begin))
        ever[columns] += np.add.accumulate(arrays[0], axis=0)[-1]  # row after row, however many columns
        dates, rates = _breakpoints(*arrays)
        np.maximum(dates, 0.0, out=dates)
        if curve.stock:
            dates += 0.5
        _scatter(level, columns, dates, rates, spreads[0].order)


def _stacked(spreads: list[Spread], columns: slice) -> Array:
    """Some columns of what spreads of one order are given by, one spread below the other [arrays, rows, columns]."""
    ends = list(itertools.accumulate(len(spread.amount) for spread in spreads))
    stacked = np.empty((2 + spreads[0].order, ends[-1], columns.stop - columns.start))
    for spread, end in zip(spreads, ends, strict=True):
        for whole, array in zip(stacked, spread.arrays, strict=True):
            whole[end - len(spread.amount) : end] = array if array.shape[1] == 1 else array[:, columns]
    return stacked


def _breakpoints(amount: Array, first: Array, width: Array, drawn_out: Array | None = None) -> tuple[Array, Array]:
    """Breakpoints of the curves, and the change of rate at each [breakpoints, n]."""
    if drawn_out is None:
        rate = amount / width
        return np.concatenate((first, first + width)), np.concatenate((rate, -rate))
    rate, later = amount / (width * drawn_out), first + drawn_out
    return np.concatenate((first, first + width, later, later + width)), np.concatenate((rate, -rate, -rate, rate))


def _scatter(level: Array, columns: slice, dates: Array, rates: Array, order: int) -> None:
    """Add the differences of each breakpoint to its months; those after the calendar go below its last month."""
    months, wide = len(level) - AFTER, level.shape[1]
    np.minimum(dates, months, out=dates)
    month = np.floor(dates)
    cell = month.astype(np.intp)
    cell *= wide
    cell += np.arange(columns.start, columns.stop)
    for later, part in enumerate(_differences(dates - month, order)):
        np.add.at(level[later:].reshape(-1), cell.reshape(-1), (rates * part).reshape(-1))


def _differences(into: Array, order: int) -> tuple[Array, ...]:
    """Differences in the month of a breakpoint so far into it [0-1] and in the months after, for a rate of 1."""
    left = 1.0 - into
    if order == 1:
        return left, into
    return left * left / 2.0, into * left + 0.5, into * into / 2.0


def _prefix_sum(table: Array) -> None:
    """Prefix sum along the months, in place."""
    if table.shape[1] < WIDE:
        np.cumsum(table, axis=0, out=table)
        return
    for before, month in itertools.pairwise(table):
        np.add(before, month, out=month)
