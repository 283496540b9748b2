"""Which parameters an outcome hangs on: one at a time (tornado), and all at once (Sobol indices)."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import pandas as pd
from scipy import stats  # sobol_indices: Saltelli's estimator, with the sampling it needs

from analytics.what_if.analyses.uncertainty import SEED, Spreads, draws, law
from analytics.what_if.engine.measure import Measure, entering, evaluate
from analytics.what_if.engine.model import Array
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.engine.scenario import Scenario

Over: TypeAlias = Literal["spread", "slider"]

N = 1024
# Draws that differ by less than this share of their size differ by rounding only.
ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Swing:
    """What a measure becomes at the ends of one parameter's range.

    Attributes:
        name: the parameter.
        low, high: ends of the range, in the model's unit.
        at_low, at_high: the measure there.
        base: the measure of the scenario.
        swing: largest less smallest of those three: one that pushes the same way at both ends counts.
    """

    name: str
    low: float
    high: float
    at_low: float
    at_high: float
    base: float
    swing: float


def tornado(
    scenario: Scenario, measure: Measure, table: tuple[Parameter, ...], spreads: Spreads, over: Over = "spread"
) -> pd.DataFrame:
    """What a measure becomes when one parameter goes to the ends of its range while all others stay as they are.

    Args:
        scenario: where all other parameters stay.
        measure: what is read off.
        table: the parameters of the model.
        spreads: what is drawn, from `uncertainty.spreads`; read when `over` is "spread".
        over: "spread" for the range each drawn parameter is drawn from; "slider" for every parameter's slider.

    Returns:
        Columns name, label, unit (as shown, see `Parameter`), kind, low, high (ends of the range, in the model's unit),
        at_low, at_high (the measure there), base (the measure of the scenario), swing (largest less smallest of those
        three: one that pushes the same way at both ends counts), the largest swing first; no rows without spreads.

    Raises:
        NoSuchPeriod, KeyError: as in `measure.evaluate`.
    """
    rows = {parameter.name: parameter for parameter in table}
    bars = swings(scenario, measure, table, spreads, over)
    return pd.DataFrame(
        {
            "name": [swing.name for swing in bars],
            "label": [rows[swing.name].label for swing in bars],
            "unit": [rows[swing.name].unit for swing in bars],
            "kind": [rows[swing.name].kind for swing in bars],
            **{
                field: np.array([getattr(swing, field) for swing in bars], dtype=np.float64)
                for field in ("low", "high", "at_low", "at_high", "base", "swing")
            },
        }
    )


def swings(
    scenario: Scenario, measure: Measure, table: tuple[Parameter, ...], spreads: Spreads, over: Over = "spread"
) -> tuple[Swing, ...]:
    """The rows of `tornado` without the words, for what is asked after every release.

    Raises:
        NoSuchPeriod, KeyError: as in `measure.evaluate`.
    """
    ends = {name: (spread.low, spread.high) for name, spread in spreads}
    if over == "slider":
        ends = {parameter.name: (parameter.low, parameter.high) for parameter in table}
    at_low, at_high, base = _at_ends(scenario, measure, ends)
    corners = np.vstack([at_low, at_high, base])
    reach = corners.max(axis=0) - corners.min(axis=0)
    numbers = zip(at_low.tolist(), at_high.tolist(), base.tolist(), reach.tolist(), strict=True)
    bars = [Swing(name, *ends[name], *row) for name, row in zip(ends, numbers, strict=True)]
    return tuple(sorted(bars, key=lambda swing: -swing.swing))


def indices(scenario: Scenario, measure: Measure, spreads: Spreads, n: int = N, seed: int = SEED) -> pd.DataFrame:
    """How much of a measure's variance each drawn parameter accounts for, when all are drawn at once.

    Args:
        scenario: the values of what is not drawn.
        measure: what is read off.
        spreads: what is drawn, from `uncertainty.spreads`.
        n: number of base draws, a power of two; n runs are made for each parameter that enters the measure, and 3 n.
        seed: of the draws.

    Returns:
        Columns name, first_order (share of variance that would go if this parameter alone were known), total (share it
        takes part in, with what it does together with others), in the order of `spreads`. Estimates: they may lie
        outside 0 to 1 by a few thousandths. All zero where the measure does not vary; no rows without spreads.

    Raises:
        NoSuchPeriod, KeyError: as in `measure.evaluate`.
        ValueError: n is not a power of two.
    """
    parameters = entering(scenario.model, measure)
    moving = tuple((name, spread) for name, spread in spreads if name in parameters)
    first, total = _estimated(scenario, measure, moving, n, seed)
    table = pd.DataFrame({"first_order": first, "total": total}, index=[name for name, _spread in moving])
    names = pd.Index([name for name, _spread in spreads], name="name", dtype=str)
    return table.reindex(names, fill_value=0.0).reset_index()


def _estimated(scenario: Scenario, measure: Measure, spreads: Spreads, n: int, seed: int) -> tuple[Array, Array]:
    """First-order and total indices of parameters that enter the measure."""
    k = len(spreads)
    if not _varies(evaluate(scenario, measure, draws(spreads, n, seed))):
        return np.zeros(k), np.zeros(k)
    if k == 1:
        return np.ones(1), np.ones(1)
    names = [name for name, _spread in spreads]
    estimate = stats.sobol_indices(
        func=lambda points: evaluate(scenario, measure, _columns(names, points)).copy(),  # it works in place
        n=n,
        dists=[law(spread) for _name, spread in spreads],
        rng=seed,
    )
    return estimate.first_order, estimate.total_order


def _at_ends(scenario: Scenario, measure: Measure, ends: dict[str, tuple[float, float]]) -> tuple[Array, Array, Array]:
    """The measure at the low and at the high end of each parameter, and as it is: one run of 2k + 1 rows."""
    k, values = len(ends), scenario.mapping()
    changed = {name: np.full((2 * k + 1, 1), values[name]) for name in ends}
    for row, (name, (low, high)) in enumerate(ends.items()):
        changed[name][row], changed[name][k + row] = low, high
    values_at_ends = evaluate(scenario, measure, changed)
    return values_at_ends[:k], values_at_ends[k : 2 * k], np.repeat(values_at_ends[-1:], k)


def _columns(names: list[str], points: Array) -> dict[str, Array]:
    """Points [parameters, n] as one array [n, 1] per parameter."""
    return {name: row.reshape(-1, 1) for name, row in zip(names, points, strict=True)}


def _varies(values: Array) -> bool:
    """Whether values differ by more than rounding."""
    return bool(np.ptp(values) > ROUNDING * np.abs(values).max())
