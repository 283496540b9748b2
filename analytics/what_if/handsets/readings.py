"""What is read off one handset scenario to check it, and settings that bring a reading down to a limit."""

from collections.abc import Callable

from analytics.what_if.engine.curated import PublishedFigure
from analytics.what_if.engine.model import Array
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.engine.periods import aggregate, periods
from analytics.what_if.engine.scenario import Scenario, outcomes_of
from analytics.what_if.engine.slider_limits import Fix, at_most
from analytics.what_if.handsets.record import Record


def value_of(scenario: Scenario, name: str) -> float:
    """The scenario's value of one parameter."""
    return scenario.mapping()[name]


def production(scenario: Scenario) -> Array:
    """Handsets made by month [months]."""
    units: Array = outcomes_of(scenario)["units"][0]
    return units


def sold_at_home(scenario: Scenario) -> Array:
    """Handsets sold in Pakistan by month [months]."""
    return production(scenario) * (1.0 - value_of(scenario, "export_share"))


def exported_units(scenario: Scenario) -> Array:
    """Handsets exported by month [months]."""
    return production(scenario) * value_of(scenario, "export_share")


def exported_usd(scenario: Scenario) -> Array:
    """What they are worth by month [months, US$]."""
    exports: Array = outcomes_of(scenario)["exports_usd"][0]
    return exports


def peak_rate(scenario: Scenario) -> float:
    """Output of the best month, as handsets a year."""
    return 12.0 * float(production(scenario).max())


def best_year(monthly: Callable[[Scenario], Array]) -> Callable[[Scenario], tuple[float, int]]:
    """Reads off a scenario the most that a monthly flow adds up to in a calendar year, covered in full or not."""

    def reading(scenario: Scenario) -> tuple[float, int]:
        spans = periods(scenario.start, scenario.months, "year")
        sums = aggregate(monthly(scenario).reshape(1, -1), "flow", spans)[0]
        best = int(sums.argmax())
        return float(sums[best]), int(spans[best].label)

    return reading


def shares(scenario: Scenario) -> dict[str, float]:
    """The local shares that the scenario reaches; one month has no last share of its own."""
    names = ("local_value_added_start", "local_value_added_end")
    return {name: value_of(scenario, name) for name in (names if scenario.months > 1 else names[:1])}


def next_aim(path: tuple[PublishedFigure, ...], scenario: Scenario) -> PublishedFigure | None:
    """Policy's aim for the scenario's end: the first one due then or later, else the last. None before the path begins.

    The end counts and not each year, since a scenario exports the same share throughout where policy's path rises.
    """
    end = _last_year(scenario)
    return None if end < path[0].year else next((aim for aim in path if aim.year >= end), path[-1])


def highest_aim(aims: tuple[PublishedFigure, ...], scenario: Scenario) -> PublishedFigure:
    """The highest aim due when the scenario ends or later; the last one where all are past."""
    end = _last_year(scenario)
    return max((aim for aim in aims if aim.year >= end), key=lambda aim: aim.value, default=aims[-1])


def _last_year(scenario: Scenario) -> int:
    return int((scenario.start + scenario.months - 1).year)


def fewer(scenario: Scenario, record: Record, reading: Callable[[Scenario], float], limit: float) -> Fix:
    """Settings that bring a reading that is proportional to handsets made down to a limit.

    A lower target; where the lowest does not do, no growth; where that does not do, a part of the target. A reading
    proportional to handsets made is so to the target and to the share reached, so that one division finds each.
    """
    target, used = record.table["target_units_per_year"], record.table["utilisation"]
    steady = {"annual_growth": 0.0} if value_of(scenario, "annual_growth") > 0.0 else {}
    ways: tuple[tuple[dict[str, float], Parameter], ...] = (
        ({}, target),
        (steady, target),
        (steady | {target.name: target.low}, used),
    )
    for first, last in ways:
        eased = scenario.changed(**first)
        needed = value_of(eased, last.name) * limit / max(reading(eased), limit)
        if needed >= last.low:
            return _changes(scenario, first | {last.name: at_most(last, needed)})
    return _changes(scenario, steady | {target.name: target.low, used.name: used.low})


def fewer_exports(scenario: Scenario, record: Record, reading: Callable[[Scenario], float], limit: float) -> Fix:
    """A smaller share exported, in proportion to a reading that is proportional to exports."""
    parameter = record.table["export_share"]
    needed = value_of(scenario, parameter.name) * limit / reading(scenario)
    return ((parameter.name, at_most(parameter, needed)),)


def _changes(scenario: Scenario, values: dict[str, float]) -> Fix:
    """Those of some values in which they differ from the scenario's."""
    return tuple((name, value) for name, value in values.items() if value != value_of(scenario, name))
