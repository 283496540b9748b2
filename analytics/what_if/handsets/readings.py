"""What is read off one handset scenario to hold it against the record, and how to bring it back within a limit."""

import math
from collections.abc import Callable

from analytics.what_if.engine.model import Array
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.engine.periods import aggregate, periods
from analytics.what_if.engine.scenario import Scenario, outcomes_of
from analytics.what_if.handsets.record import Mark, Record

# Differences that are only rounding, as a share of the limit.
SLACK = 1e-9
Fix = tuple[tuple[str, float], ...]


def value_of(scenario: Scenario, name: str) -> float:
    """The scenario's value of one parameter."""
    return scenario.mapping()[name]


def made(scenario: Scenario) -> Array:
    """Handsets made by month [months]."""
    units: Array = outcomes_of(scenario)["units"][0]
    return units


def sold_at_home(scenario: Scenario) -> Array:
    """Handsets sold in Pakistan by month [months]."""
    return made(scenario) * (1.0 - value_of(scenario, "export_share"))


def exported_units(scenario: Scenario) -> Array:
    """Handsets exported by month [months]."""
    return made(scenario) * value_of(scenario, "export_share")


def exported_usd(scenario: Scenario) -> Array:
    """What they are worth by month [months, US$]."""
    exports: Array = outcomes_of(scenario)["exports_usd"][0]
    return exports


def peak_rate(scenario: Scenario) -> float:
    """Output of the best month, as handsets a year."""
    return 12.0 * float(made(scenario).max())


def _years(scenario: Scenario, monthly: Array) -> dict[int, float]:
    """A monthly flow by calendar year, as far as the scenario covers it."""
    spans = periods(scenario.start, scenario.months, "year")
    sums = aggregate(monthly.reshape(1, -1), "flow", spans)[0]
    return {int(span.label): float(total) for span, total in zip(spans, sums, strict=True)}


def best_year(scenario: Scenario, monthly: Callable[[Scenario], Array]) -> tuple[float, int]:
    """The most that a monthly flow adds up to in a calendar year, and the year."""
    totals = _years(scenario, monthly(scenario))
    year = max(totals, key=totals.__getitem__)
    return totals[year], year


def shares(scenario: Scenario) -> dict[str, float]:
    """The local shares that the scenario reaches; one month has no last share of its own."""
    names = ("local_value_added_start", "local_value_added_end")
    return {name: value_of(scenario, name) for name in (names if scenario.months > 1 else names[:1])}


def next_aim(path: tuple[Mark, ...], scenario: Scenario) -> Mark | None:
    """Policy's aim for the scenario's end: the first one due then or later, else the last. None before the path begins.

    The end counts and not each year, since a scenario exports the same share throughout where policy's path rises.
    """
    end = _last_year(scenario)
    return None if end < path[0].year else next((mark for mark in path if mark.year >= end), path[-1])


def highest_aim(aims: tuple[Mark, ...], scenario: Scenario) -> Mark:
    """The highest aim due when the scenario ends or later; the last one where all are past."""
    end = _last_year(scenario)
    return max((mark for mark in aims if mark.year >= end), key=lambda mark: mark.value, default=aims[-1])


def _last_year(scenario: Scenario) -> int:
    return int((scenario.start + scenario.months - 1).year)


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


def fewer(scenario: Scenario, known: Record, read: Callable[[Scenario], float], limit: float) -> Fix:
    """Settings that bring what is read off a scenario down to a limit.

    A lower target; where the lowest does not do, no growth; where that does not do, a part of the target. What is read
    must be proportional to handsets made: then it is so to the target and to the share reached, and one division
    finds each.
    """
    target, used = known.parameter("target_units_per_year"), known.parameter("utilisation")
    steady = {"annual_growth": 0.0} if value_of(scenario, "annual_growth") > 0.0 else {}
    ways: tuple[tuple[dict[str, float], Parameter], ...] = (
        ({}, target),
        (steady, target),
        (steady | {target.name: target.low}, used),
    )
    for first, last in ways:
        eased = scenario.changed(**first)
        needed = value_of(eased, last.name) * limit / max(read(eased), limit)
        if needed >= last.low:
            return _changes(scenario, first | {last.name: at_most(last, needed)})
    return _changes(scenario, steady | {target.name: target.low, used.name: used.low})


def _changes(scenario: Scenario, values: dict[str, float]) -> Fix:
    """Those of some values in which they differ from the scenario's."""
    return tuple((name, value) for name, value in values.items() if value != value_of(scenario, name))
