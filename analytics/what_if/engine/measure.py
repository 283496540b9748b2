"""One number read off every scenario of a run: what goals, probabilities, tornados, indices and bridges are about."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from analytics.what_if.engine.model import Array, Figure, Outcome, Outcomes, Values, Window, distinct, varied
from analytics.what_if.engine.periods import By, Period, periods
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario

# Rows simulated at once: three outcomes of 1,024 scenarios over ten years take under 3 MB and stay near the core.
CHUNK = 1024


class NoSuchPeriod(LookupError):  # noqa: N818  # what happened, not an error of the program
    """The scenario's calendar does not reach the period asked for; the message says which periods it covers."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is read off a run.

    Attributes:
        outcome: name of an outcome of the model; of a key figure when `window` is "figure".
        window: `in` the one period (flows summed, stocks averaged over its months), `until` its last month (flows
            summed from the start, stocks as in that month), or `figure` (a key figure; no period).
        period: "2024-03", "2024" or "FY2024" (July 2023 to June 2024); the form says how long it is.
    """

    outcome: str
    window: Literal["in", "until", "figure"] = "in"
    period: str = ""


def evaluate(scenario: Scenario, measure: Measure, changed: Mapping[str, Array] | None = None) -> Array:
    """The measure of a scenario, or of many that differ from it in some parameters.

    Args:
        scenario: model, calendar and the values of every parameter.
        measure: what to read off.
        changed: arrays [n, 1] of the parameters that differ; none means the scenario alone (n = 1).

    Returns:
        Array [n], in the unit of the outcome or key figure; it may be read-only.

    Raises:
        NoSuchPeriod: the calendar does not reach the period.
        KeyError: the model has no such outcome or key figure, or a changed parameter is unknown.
    """
    _check(scenario.model, measure)
    batches = runs(scenario, changed or {}, _read_off(scenario.model, measure), _window(scenario, measure))
    parts = [_read(scenario.model, measure, values, outcomes) for values, outcomes in batches]
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def runs(
    scenario: Scenario,
    changed: Mapping[str, Array],
    wanted: Collection[str] | None = None,
    window: Window | None = None,
) -> Iterator[tuple[dict[str, Array | float], Outcomes]]:
    """Run many variants of a scenario, a handful at a time, so that what each run leaves behind stays small.

    Args:
        scenario: model, calendar and the values of every parameter.
        changed: arrays [n, 1] (or [1, 1]) of the parameters that differ; none means the scenario alone.
        wanted: names of the outcomes that are wanted; all if nothing is said.
        window: the months that are wanted; all if nothing is said.

    Yields:
        The values and the outcomes [up to CHUNK, months] of the next variants, in order.

    Raises:
        KeyError: a changed parameter is unknown.
    """
    base = scenario.mapping()
    unknown = sorted(set(changed) - set(base))
    if unknown:
        raise KeyError(f"unknown parameters {unknown}; allowed: {list(base)}")
    n = max((array.shape[0] for array in changed.values()), default=1)
    simulate = MODELS[scenario.model].simulate
    for first in range(0, n, CHUNK):
        values: dict[str, Array | float] = {**base, **_rows(changed, first)}
        yield values, simulate(values, scenario.months, wanted, window)


def _rows(changed: Mapping[str, Array], first: int) -> dict[str, Array]:
    """Rows first .. first + CHUNK - 1 of every array; what is the same in all rows stays one row."""
    return {name: array if array.shape[0] == 1 else array[first : first + CHUNK] for name, array in changed.items()}


def _check(model: str, measure: Measure) -> None:
    """Refuse an outcome or key figure that the model does not have."""
    what = "key figure" if measure.window == "figure" else "outcome"
    rows: tuple[Figure | Outcome, ...] = MODELS[model].figures if what == "key figure" else MODELS[model].outcomes
    allowed = [row.name for row in rows]
    if measure.outcome not in allowed:
        raise KeyError(f"unknown {what} {measure.outcome!r}; allowed: {allowed}")


def _read_off(model: str, measure: Measure) -> tuple[str, ...]:
    """The outcome that a measure is read off; none for a figure that follows from the values alone."""
    if measure.window != "figure":
        return (measure.outcome,)
    return tuple(row.of for row in MODELS[model].figures if row.name == measure.outcome and row.of)


def _window(scenario: Scenario, measure: Measure) -> Window | None:
    """The months that a measure is read off; none in particular for a key figure.

    Raises:
        NoSuchPeriod: the calendar does not reach the period.
    """
    if measure.window == "figure":
        return None
    span = period_of(scenario, measure.period)
    if measure.window == "in":
        return span.first, span.last
    return (0 if _kind(scenario.model, measure.outcome) == "flow" else span.last - 1), span.last


def _kind(model: str, outcome: str) -> Literal["flow", "stock"]:
    return next(row.kind for row in MODELS[model].outcomes if row.name == outcome)


def entering(model: str, measure: Measure) -> frozenset[str]:
    """The parameters of a model that enter a measure at all."""
    name = next(iter(_read_off(model, measure)), measure.outcome)
    return MODELS[model].depends()[name]


def _read(model: str, measure: Measure, values: Values, outcomes: Outcomes) -> Array:
    """A measure of outcomes in its window."""
    if measure.window == "figure":
        return MODELS[model].key_figures(values, outcomes)[measure.outcome]
    monthly = outcomes[measure.outcome]
    rows = distinct(monthly, MODELS[model].depends()[measure.outcome], varied(values))
    return np.broadcast_to(_summed(model, measure, rows), monthly.shape[:1])


def _summed(model: str, measure: Measure, rows: Array) -> Array:
    """Rows of an outcome in a measure's window, summed or averaged over its months."""
    sums: Array = rows.sum(axis=1)
    stock = measure.window == "in" and _kind(model, measure.outcome) == "stock"
    return sums / rows.shape[1] if stock else sums


def of_outcome(scenario: Scenario, measure: Measure, outcomes: Outcomes) -> Array:
    """The measure of an outcome where the run is there already: the same as `evaluate` of what was run [n].

    Args:
        scenario: model and calendar.
        measure: what to read off; not a key figure.
        outcomes: what `simulate` returned for the whole calendar, each [n, months].

    Raises:
        NoSuchPeriod: the calendar does not reach the period.
    """
    first, last = _window(scenario, measure) or (0, scenario.months)
    return _summed(scenario.model, measure, outcomes[measure.outcome][:, first:last])


def length_of(period: str) -> By:
    """What a period's label says of its length: "2024-03" a month, "FY2024" a fiscal year, "2024" a year."""
    if period.startswith("FY"):
        return "fiscal_year"
    return "month" if "-" in period else "year"


def period_of(scenario: Scenario, period: str) -> Period:
    """The months of a scenario that a label names.

    Raises:
        NoSuchPeriod: the calendar does not reach it.
    """
    covered = periods(scenario.start, scenario.months, length_of(period))
    named = next((span for span in covered if span.label == period), None)
    if named is None:
        raise NoSuchPeriod(
            f"{period!r} is not covered; the scenario runs from {covered[0].label} to {covered[-1].label}"
        )
    return named
