"""Slider positions that bring a setting within a limit."""

import math

from analytics.what_if.engine.parameters import Parameter

# Differences that are only rounding, as a share of the limit, or of 1 where the limit is smaller.
SLACK = 1e-9
# Settings that mend a scenario: (name, value) pairs, each value a position of its slider.
Fix = tuple[tuple[str, float], ...]


def above(value: float, limit: float) -> bool:
    """Whether a value is above a limit by more than rounding."""
    return value > limit + SLACK * max(abs(limit), 1.0)


def below(value: float, limit: float) -> bool:
    """Whether a value is below a limit by more than rounding."""
    return value < limit - SLACK * max(abs(limit), 1.0)


def at_most(parameter: Parameter, value: float) -> float:
    """The highest slider position not above a value; the lowest of all where every one is."""
    return _at(parameter, math.floor(_steps(parameter, value)))


def at_least(parameter: Parameter, value: float) -> float:
    """The lowest slider position not below a value; the highest of all where every one is."""
    return _at(parameter, math.ceil(_steps(parameter, value)))


def _steps(parameter: Parameter, value: float) -> float:
    """Steps from the low end of a slider to a value, a whole number where only rounding keeps it from one."""
    steps = (value - parameter.low) / parameter.step
    return float(round(steps)) if math.isclose(steps, round(steps), rel_tol=0.0, abs_tol=1e-10) else steps


def _at(parameter: Parameter, position: int) -> float:
    return parameter.at(min(max(position, 0), parameter.count - 1))
