"""Statements as inequalities on months, and the linear programmes over them.

The unknowns are handsets per month of `local_2g` and `local_smartphone` (their sum is `local`), or of `imported`. None
is negative. They are in ten thousands, the size of the usual rounding, which keeps the solver's tolerance (1e-7) far
below one handset.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from curation.build.reconcile.statements import Statement

PARTS = {
    "local": ("local_2g", "local_smartphone"),
    "local_2g": ("local_2g",),
    "local_smartphone": ("local_smartphone",),
    "imported": ("imported",),
}
FAMILIES = (("local", "local_2g", "local_smartphone"), ("imported",))
"""Measures that limit each other."""

SCALE_UNITS = 10_000.0
TOUCH_UNITS = 1.0
SLACK_TOLERANCE = 1e-6
DUAL_TOLERANCE = 1e-7
ROUNDING_UNITS = 0.01

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Bounds:
    """Lowest and highest whole number of handsets, None where nothing limits it, and the statements that set them."""

    low_units: int
    high_units: int | None
    binding: frozenset[int]


@dataclass(frozen=True)
class System:
    """The statements about one family of measures; statements are named by their position."""

    statements: tuple[Statement, ...]

    @cached_property
    def first(self) -> int:
        """First month of any statement."""
        return min(s.first for s in self.statements)

    @cached_property
    def last(self) -> int:
        """Last month of any statement."""
        return max(s.last for s in self.statements)

    @cached_property
    def unknowns(self) -> tuple[str, ...]:
        """Measures counted by themselves, in the order of the columns."""
        return tuple(sorted({part for s in self.statements for part in PARTS[s.measure]}))

    @cached_property
    def matrix(self) -> Vector:
        """One row a statement, one column a month of an unknown."""
        return np.array([self.sum_of(s.measure, s.first, s.last) for s in self.statements])

    @cached_property
    def figures(self) -> Vector:
        """Printed figures, in ten thousands."""
        return np.array([s.units for s in self.statements]) / SCALE_UNITS

    @cached_property
    def half_widths(self) -> Vector:
        """Roundings, in ten thousands."""
        return np.array([s.half_width for s in self.statements]) / SCALE_UNITS

    def sum_of(self, measure: str, first: int, last: int) -> Vector:
        """Coefficients that add the months of a window; months that no statement covers are left out."""
        months = self.last - self.first + 1
        row = np.zeros((len(self.unknowns), months))
        for part in PARTS[measure]:
            row[self.unknowns.index(part), max(first - self.first, 0) : max(last - self.first + 1, 0)] = 1.0
        return row.ravel()

    def slack(self, asked: Iterable[int]) -> tuple[float, frozenset[int]]:
        """Least weighted absolute slack that makes the statements consistent, and the statements that force it.

        Figures are rounded half up: 24.65 ends one handset below 24,655,000, where 24.66 begins. Two intervals that
        only touch are therefore inconsistent.
        """
        rows = sorted(asked)
        matrix, figures = self.matrix[rows], self.figures[rows]
        touch = TOUCH_UNITS / SCALE_UNITS
        widths = self.half_widths[rows]
        tops = figures + np.where(widths > touch, widths - touch, widths)
        own = np.eye(len(rows))
        weights = np.array([self.statements[i].weight for i in rows], dtype=float)
        solved = linprog(
            np.concatenate([np.zeros(matrix.shape[1]), weights]),
            A_ub=np.block([[matrix, -own], [-matrix, -own]]),
            b_ub=np.concatenate([tops, widths - figures]),
            method="highs",
        )
        return float(solved.fun), _forcing(rows, solved.ineqlin.marginals)

    def contradictory(self, asked: Iterable[int]) -> frozenset[int]:
        """Statements that cannot all be true, or none."""
        slack, forcing = self.slack(asked)
        return forcing if slack > SLACK_TOLERANCE else frozenset()

    def bounds(self, kept: Iterable[int], row: Vector) -> Bounds:
        """What kept statements allow for a sum of months.

        Raises:
            ValueError: the kept statements contradict each other.
        """
        rows = sorted(kept)
        low, binding_low = self._least(rows, row)
        high, binding_high = None, frozenset[int]()
        covered = self.matrix[rows].sum(axis=0) > 0
        if covered[row > 0].all():  # otherwise a month of the sum has no limit
            negative, binding_high = self._least(rows, -row)
            high = int(np.floor(-negative * SCALE_UNITS + ROUNDING_UNITS))
        return Bounds(int(np.ceil(low * SCALE_UNITS - ROUNDING_UNITS)), high, binding_low | binding_high)

    def _least(self, rows: list[int], objective: Vector) -> tuple[float, frozenset[int]]:
        """Least value of the objective, in ten thousands, and the statements that stop it from being lower."""
        matrix, figures, widths = self.matrix[rows], self.figures[rows], self.half_widths[rows]
        limits = np.concatenate([figures + widths, widths - figures])
        solved = linprog(objective, A_ub=np.vstack([matrix, -matrix]), b_ub=limits, method="highs")
        if not solved.success:
            raise ValueError("the kept statements contradict each other: set more of them aside first")
        return float(solved.fun), _forcing(rows, solved.ineqlin.marginals)


def _forcing(rows: list[int], marginals: Vector) -> frozenset[int]:
    """Statements whose upper or lower limit has a price."""
    prices = np.abs(marginals).reshape(2, -1).sum(axis=0)
    return frozenset(i for i, price in zip(rows, prices, strict=True) if price > DUAL_TOLERANCE)
