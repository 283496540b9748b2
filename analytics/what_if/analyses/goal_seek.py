"""What it would take: the value of one parameter that brings a measure to a goal, or a refusal that teaches.

The slider's range is scanned in one vectorised call, turning points are sharpened, every crossing is solved. A curve
may jump (a month counts from its middle, so handsets of a month jump with the delay): a goal that lies inside a jump is
not reached, and the answer says so.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# scipy's bracketing solvers: they cannot leave the slider's range and they survive jumps.
from scipy.optimize import minimize_scalar, toms748

from analytics.what_if.engine.measure import Measure, evaluate
from analytics.what_if.engine.model import Array
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.engine.scenario import Scenario

# Points scanned between the slider's own positions.
FINE = 1025
# A goal counts as reached within this share of itself, or within the rounding of the largest value scanned.
RELATIVE, ROUNDING = 1e-9, 1e-14
# Settings of all other parameters that are tried before a measure is said never to depend on one.
ELSEWHERE, ACROSS = 64, 5
# Turning points sharpened on one curve: the nearest to the goal.
TURNS = 8

Curve = Callable[[Array], Array]


@dataclass(frozen=True, slots=True)
class Position:
    """One place of a slider, in the model's unit, and what the measure is there."""

    value: float
    gives: float


@dataclass(frozen=True, slots=True)
class Mover:
    """What one parameter alone does to the measure, all others as in the scenario.

    Attributes:
        name: of the parameter.
        low, high: least and most that the measure takes over the positions of its slider.
        swing: high - low.
        reaches: whether some value in its range brings the measure to the goal.
        value: that value (of several, the one nearest to the present setting), else the closest.
    """

    name: str
    low: float
    high: float
    swing: float
    reaches: bool
    value: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What it would take, in the units of the model and of the measure.

    Attributes:
        name: the parameter asked about.
        goal: what the measure should be.
        present, now: the parameter's value in the scenario, and what the measure is there.
        reached: whether some value in the slider's range gives the goal.
        value: the value that gives it; the closest one when none does. Of several, the one nearest to `present`; of a
            stretch over which the measure stays at the goal, its nearest slider position, or `present` itself.
        gives: what the measure is at `value`.
        ways: how many separate values give the goal, a stretch counted as one; 0 when none does.
        positions: the slider position that is `value`, or the two around it, ascending.
        moves: False when the measure is the same over the whole range, all others as in the scenario.
        depends: False when it was the same with every other setting tried too ("jobs do not depend on the exchange
            rate"); True without `moves` means that it would matter with other settings.
        matter: the parameters that do move the measure in this scenario, this one included, most first.
    """

    name: str
    goal: float
    present: float
    now: float
    reached: bool
    value: float
    gives: float
    ways: int
    positions: tuple[Position, ...]
    moves: bool
    depends: bool
    matter: tuple[Mover, ...]


def seek(scenario: Scenario, measure: Measure, goal: float, name: str, table: tuple[Parameter, ...]) -> Answer:
    """The value of one parameter that brings a measure of a scenario to a goal, all others as they are.

    Args:
        scenario: where one stands.
        measure: any outcome or key figure, in or until any period.
        goal: what it should be, in the measure's unit.
        name: the parameter that may change, within its slider's range.
        table: the model's table of parameters.

    Raises:
        KeyError: the table has no such parameter, or the model no such outcome or key figure.
        NoSuchPeriod: the calendar does not reach the measure's period.
        ValueError: the goal is not finite.
    """
    if not math.isfinite(goal):
        raise ValueError(f"the goal is {goal}; give a finite number")
    parameter = _named(name, table)
    present = scenario.mapping()[name]
    curve = _curve(scenario, measure, name)
    search = _search(curve, parameter, goal, present, FINE)
    moves = _varies(search.values)
    return Answer(
        name=name,
        goal=goal,
        present=present,
        now=float(evaluate(scenario, measure)[0]),
        reached=search.ways > 0,
        value=search.value,
        gives=float(curve(np.array([search.value]))[0]),
        ways=search.ways,
        positions=_around(parameter, search.value, curve),
        moves=moves,
        depends=moves or _elsewhere(scenario, measure, parameter, table),
        matter=movers(scenario, measure, goal, table),
    )


def movers(scenario: Scenario, measure: Measure, goal: float, table: tuple[Parameter, ...]) -> tuple[Mover, ...]:
    """The parameters that move a measure of a scenario, by swing over their slider's range, most first.

    Raises:
        KeyError, NoSuchPeriod: as for `seek`.
    """
    moving = []
    for parameter in table:
        present = scenario.mapping()[parameter.name]
        curve = _curve(scenario, measure, parameter.name)
        search = _search(curve, parameter, goal, present, 2)
        if _varies(search.values):
            low, high = float(search.values.min()), float(search.values.max())
            moving.append(Mover(parameter.name, low, high, high - low, search.ways > 0, search.value))
    return tuple(sorted(moving, key=lambda mover: -mover.swing))


@dataclass(frozen=True, slots=True)
class _Search:
    """A searched curve: its values at the points scanned, ways to the goal, and the value chosen."""

    values: Array
    ways: int
    value: float


def _named(name: str, table: tuple[Parameter, ...]) -> Parameter:
    parameters = {parameter.name: parameter for parameter in table}
    if name not in parameters:
        raise KeyError(f"unknown parameter {name!r}; allowed: {list(parameters)}")
    return parameters[name]


def _curve(scenario: Scenario, measure: Measure, name: str) -> Curve:
    """The measure as a function of one parameter: [n] -> [n]."""
    return lambda points: evaluate(scenario, measure, {name: points.reshape(-1, 1)})


def _varies(values: Array) -> bool:
    """Whether values differ by more than rounding."""
    return bool(np.ptp(values) > 1e-12 * np.abs(values).max())


def _search(curve: Curve, parameter: Parameter, goal: float, present: float, fine: int) -> _Search:
    """Every way to the goal over a slider's range, or the closest value."""
    inside = min(max(present, parameter.low), parameter.high)
    preferred = np.union1d(parameter.grid(), [inside])
    points = np.union1d(preferred, np.linspace(parameter.low, parameter.high, fine))
    scanned = curve(points)
    tolerance = max(RELATIVE * abs(goal), ROUNDING * float(np.abs(scanned).max()))
    points, gaps = _add(points, scanned - goal, _turns(curve, points, scanned - goal, goal), curve, goal)
    points, gaps = _add(points, gaps, _crossings(curve, points, gaps, goal, tolerance), curve, goal)
    ways = _runs(np.abs(gaps) <= tolerance)
    reaching = [_nearest(points[first:last], preferred, present) for first, last in ways]
    if not reaching:
        least = np.abs(gaps).min()
        closest = points[np.abs(gaps) <= least + tolerance]
        reaching = [_nearest(closest, preferred, present)]
    return _Search(scanned, len(ways), min(reaching, key=lambda value: abs(value - present)))


def _add(points: Array, gaps: Array, more: list[float], curve: Curve, goal: float) -> tuple[Array, Array]:
    """Points and their distances from the goal, with more points taken in, ascending."""
    if not more:
        return points, gaps
    joined, first = np.unique(np.concatenate([points, more]), return_index=True)
    return joined, np.concatenate([gaps, curve(np.array(more)) - goal])[first]


def _turns(curve: Curve, points: Array, gaps: Array, goal: float) -> list[float]:
    """Where the curve comes nearest to the goal between points without passing it: each to within rounding."""
    size, same = np.abs(gaps), np.sign(gaps)
    left, middle, right = size[:-2], size[1:-1], size[2:]
    ripple = ROUNDING * (float(size.max()) + abs(goal))
    turning = (middle <= left) & (middle <= right) & ((middle < left - ripple) | (middle < right - ripple))
    turning &= (same[1:-1] == same[:-2]) & (same[1:-1] == same[2:])
    chosen = np.flatnonzero(turning)
    chosen = chosen[np.argsort(middle[chosen], kind="stable")][:TURNS]
    turns = []
    for index in chosen:
        bounds = (points[index], points[index + 2])
        sign = same[index + 1]

        def height(x: float, sign: float = sign) -> float:
            return sign * float(curve(np.array([x]))[0] - goal)

        options = {"xatol": 1e-12 * max(abs(bounds[0]), abs(bounds[1]), bounds[1] - bounds[0])}
        turns.append(float(minimize_scalar(height, bounds=bounds, method="bounded", options=options).x))
    return turns


def _crossings(curve: Curve, points: Array, gaps: Array, goal: float, tolerance: float) -> list[float]:
    """Where the curve passes the goal between two points; both sides of it where it jumps over the goal."""
    away = np.where(np.abs(gaps) > tolerance, np.sign(gaps), 0.0)
    crossings = []

    def gap(x: float) -> float:
        return float(curve(np.array([x]))[0] - goal)

    for index in np.flatnonzero(away[:-1] * away[1:] < 0.0):
        low, high = float(points[index]), float(points[index + 1])
        # Down to neighbouring floats, near zero too: a jump is then pinned to its two sides.
        root = float(toms748(gap, low, high, xtol=1e-30, rtol=4 * np.finfo(float).eps, maxiter=500))
        crossings.append(root)
        if abs(gap(root)) > tolerance:
            beside = 1e-14 * max(abs(root), high - low)
            crossings += [max(root - beside, low), min(root + beside, high)]
    return crossings


def _runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Bounds of each stretch of True, the end excluded."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def _nearest(points: Array, preferred: Array, present: float) -> float:
    """Of some points, the one nearest to the present setting; those the slider can take go first."""
    allowed = points[np.isin(points, preferred)]
    pool = allowed if allowed.size else points
    return float(pool[np.abs(pool - present).argmin()])


def _around(parameter: Parameter, value: float, curve: Curve) -> tuple[Position, ...]:
    """The slider position at a value, or those on either side of it."""
    steps = (value - parameter.low) / parameter.step
    places = {math.floor(steps + 1e-9), math.ceil(steps - 1e-9)}
    values = [parameter.at(place) for place in sorted(min(max(place, 0), parameter.count - 1) for place in places)]
    values = list(dict.fromkeys(values))
    gives = curve(np.array(values))
    return tuple(Position(at, float(given)) for at, given in zip(values, gives, strict=True))


def _elsewhere(scenario: Scenario, measure: Measure, parameter: Parameter, table: tuple[Parameter, ...]) -> bool:
    """Whether a parameter moves the measure under any of many other settings, drawn evenly over all ranges."""
    draws = np.random.default_rng(0).random((ELSEWHERE, len(table)))
    changed = {
        other.name: np.repeat(other.low + draws[:, [column]] * (other.high - other.low), ACROSS, axis=0)
        for column, other in enumerate(table)
    }
    across = np.linspace(parameter.low, parameter.high, ACROSS)
    changed[parameter.name] = np.tile(across, ELSEWHERE).reshape(-1, 1)
    values = evaluate(scenario, measure, changed).reshape(ELSEWHERE, ACROSS)
    return any(_varies(row) for row in values)
