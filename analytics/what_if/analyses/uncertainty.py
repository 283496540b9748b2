"""How far a scenario may be off: every undecided parameter drawn from the range its sources leave, many runs at once.

The bands are ranges of sources and of stated choices carried through the model, not confidence intervals. Parameters
are drawn independently of each other: no source found says how they move together.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
from scipy import stats
from scipy.stats import qmc  # scrambled Sobol points: about a hundred times fewer runs than plain random draws

from analytics.what_if.engine.measure import Measure, evaluate, runs
from analytics.what_if.engine.model import Array, distinct, varied
from analytics.what_if.engine.parameters import Distribution, Parameter
from analytics.what_if.engine.periods import By, aggregate, periods
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario

Spreads: TypeAlias = tuple[tuple[str, Distribution], ...]

N = 2048
# Any fixed number: the same settings must always show the same band.
SEED = 2015
QUANTILES = MappingProxyType({"low90": 0.05, "low50": 0.25, "median": 0.5, "high50": 0.75, "high90": 0.95})
# A target reached but for rounding is reached: twelve months of a twelfth add up to a whole only to sixteen digits.
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Reading:
    """One measure over all draws, in its own unit: the median and the ends of the 50 % and 90 % bands."""

    low90: float
    low50: float
    median: float
    high50: float
    high90: float


def spreads(scenario: Scenario, start: Scenario, table: tuple[Parameter, ...], overrides: Spreads = ()) -> Spreads:
    """Which parameters are drawn, and from what: those that the reader has left alone.

    A value moved away from where it started is a choice, so it is held. One left alone is drawn from the override of
    the preset if there is one; else from the parameter's own spread, provided the preset starts at the default that
    this spread lies around; else it is held. Spreads that are `fixed` or have no width are never drawn.

    Args:
        scenario: the values as they are now.
        start: the preset's scenario, where the reader began.
        table: the parameters of the model.
        overrides: spreads that belong to the preset.

    Returns:
        (name, distribution) of every parameter that is drawn, in the table's order; a key for any cache.

    Raises:
        KeyError: a scenario lacks a parameter of the table.
    """
    now, begun, own = scenario.mapping(), start.mapping(), dict(overrides)
    drawn = []
    for parameter in table:
        value = begun[parameter.name]
        spread = own.get(parameter.name)
        if spread is None and _same(value, parameter.default, parameter):
            spread = parameter.distribution
        # A preset's value may lie between two steps; a slider left there gives the step beside it.
        alone = any(_same(now[parameter.name], left, parameter) for left in (value, parameter.snap(value)))
        if alone and spread is not None and spread.kind != "fixed" and spread.low < spread.high:
            drawn.append((parameter.name, spread))
    return tuple(drawn)


@lru_cache(maxsize=256)
def law(spread: Distribution) -> Any:
    """The distribution as one of scipy's, with `ppf`; kept, since making one takes longer than drawing from it.

    Raises:
        ValueError: the spread is fixed or has no width, so there is nothing to draw.
    """
    width = spread.high - spread.low
    if spread.kind == "fixed" or not width > 0.0:
        raise ValueError(f"{spread} is a single value; give a spread with low < high")
    if spread.kind == "uniform":
        return stats.uniform(loc=spread.low, scale=width)
    return stats.triang((spread.mode - spread.low) / width, loc=spread.low, scale=width)


def draws(spreads: Spreads, n: int = N, seed: int = SEED) -> dict[str, Array]:
    """Values of every drawn parameter, the same on each call with the same arguments.

    Args:
        spreads: what `spreads` returned.
        n: number of draws, a power of two (where the points fill the space evenly).
        seed: of the scrambling.

    Returns:
        One read-only array [n, 1] per name, for `measure.evaluate`; empty without spreads.

    Raises:
        ValueError: n is not a power of two, or a spread is a single value.
    """
    return {name: values for (name, _), values in zip(spreads, _drawn(spreads, n, seed), strict=True)}


def fans(
    scenario: Scenario, spreads: Spreads, by: By, outcomes: tuple[str, ...], n: int = N, *, cumulative: bool = False
) -> dict[str, dict[str, Array]]:
    """Median and bands of outcomes, period by period.

    Args:
        scenario: model, calendar, and the values of what is not drawn.
        spreads: what is drawn.
        by: length of a period.
        outcomes: names of outcomes of the model.
        n: number of draws, a power of two.
        cumulative: flows run up from the start; a stock stays as it is.

    Returns:
        By outcome and band (low90, low50, median, high50, high90: 5, 25, 50, 75 and 95 % of the draws lie below), one
        array [periods] in the outcome's unit; flows summed, stocks averaged over the months covered.

    Raises:
        KeyError: the model has no such outcome.
        ValueError: n is not a power of two.
    """
    kinds = {row.name: row.kind for row in MODELS[scenario.model].outcomes}
    unknown = [name for name in outcomes if name not in kinds]
    if unknown:
        raise KeyError(f"unknown outcomes {unknown}; allowed: {list(kinds)}")
    spans = periods(scenario.start, scenario.months, by)
    collected: dict[str, list[Array]] = {name: [] for name in outcomes}
    parameters = MODELS[scenario.model].depends()
    for values, monthly in runs(scenario, draws(spreads, n), outcomes):
        varying = varied(values)
        for name, parts in collected.items():
            by_period = aggregate(distinct(monthly[name], parameters[name], varying), kinds[name], spans)
            running = cumulative and kinds[name] == "flow"
            parts.append(np.cumsum(by_period, axis=1) if running else by_period)
    return {name: _quantiles(np.concatenate(parts).T) for name, parts in collected.items()}


@lru_cache(maxsize=32)
def measured(scenario: Scenario, spreads: Spreads, measure: Measure, n: int = N) -> Array:
    """One measure of every draw [n], read-only; kept, because its chance and its bands are asked for together."""
    values = np.array(evaluate(scenario, measure, draws(spreads, n)))
    values.flags.writeable = False
    return values


def reading(scenario: Scenario, spreads: Spreads, measure: Measure, n: int = N) -> Reading:
    """One measure with its bands.

    Args:
        scenario: model, calendar, and the values of what is not drawn.
        spreads: what is drawn.
        measure: what is read off each run.
        n: number of draws, a power of two.

    Raises:
        NoSuchPeriod, KeyError: as in `measure.evaluate`.
        ValueError: n is not a power of two.
    """
    percentiles = _quantiles(measured(scenario, spreads, measure, n).reshape(1, -1))
    return Reading(**{name: float(values[0]) for name, values in percentiles.items()})


def probability(scenario: Scenario, spreads: Spreads, measure: Measure, at_least: float, n: int = N) -> float:
    """Share of draws in which a measure reaches a target: how often, if the ranges hold and nothing ties them together.

    Args:
        scenario: model, calendar, and the values of what is not drawn.
        spreads: what is drawn.
        measure: outcome and date of the target.
        at_least: the target, in the measure's unit.
        n: number of draws, a power of two.

    Returns:
        0 to 1; without spreads 0 or 1.

    Raises:
        NoSuchPeriod, KeyError: as in `measure.evaluate`.
        ValueError: n is not a power of two.
    """
    values = measured(scenario, spreads, measure, n)
    return float(np.mean(values >= at_least - ROUNDING * abs(at_least)))


@lru_cache(maxsize=64)
def _drawn(spreads: Spreads, n: int, seed: int) -> tuple[Array, ...]:
    """Read-only arrays [n, 1], one per spread."""
    if n < 1 or n & (n - 1):
        raise ValueError(f"{n} draws; give a power of two, such as {N}")
    if not spreads:
        return ()
    points = qmc.Sobol(len(spreads), rng=seed).random(n)
    columns = tuple(law(spread).ppf(points[:, [place]]) for place, (_, spread) in enumerate(spreads))
    for column in columns:
        column.flags.writeable = False
    return columns


def _quantiles(values: Array) -> dict[str, Array]:
    """Quantiles along the last axis of [rows, n], interpolated as `numpy.quantile` does: one array [rows] each.

    One sort serves all five.
    """
    ordered = np.sort(values, axis=-1)
    last = ordered.shape[-1] - 1
    quantiles = {}
    for name, share in QUANTILES.items():
        below, part = divmod(share * last, 1.0)
        left, right = ordered[:, int(below)], ordered[:, math.ceil(share * last)]
        quantiles[name] = left + (right - left) * part
    return quantiles


def _same(value: float, other: float, parameter: Parameter) -> bool:
    """Whether two values are one, up to the rounding of an address."""
    return abs(value - other) <= 1e-6 * parameter.step
