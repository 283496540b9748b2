"""What every position of every slider would show: the curves and key figures that are painted while a thumb moves.

A sweep runs the model once per slider, over all of the slider's positions (`Parameter.grid`), while the other settings
stay as they are. How it travels to the browser is said in `ui.live_preview.live_message`.

What one outcome would show depends on the parameters that enter it and on no others (`model.Model.depends`), so it is
kept under these: a parameter that enters jobs alone leaves the curves of handsets and revenue as they were.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from analytics.what_if.engine.caches import SizedCache
from analytics.what_if.engine.model import Array, Model, Outcomes, Values
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.engine.periods import By, Period, aggregate, periods
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Line:
    """One curve of a chart.

    Attributes:
        name: what its traces are called on the page.
        outcome: name of an outcome of the model.
        cumulative: a flow run up from the first period; a stock stays as it is.
    """

    name: str
    outcome: str
    cumulative: bool = False


@dataclass(frozen=True, slots=True)
class Track:
    """What one slider does. Curves and figures that do not depend on it are left out.

    Attributes:
        name: the parameter.
        count: positions of the slider.
        position: where the scenario has it.
        lines: each curve's values [count, periods].
        ends: the value at each curve's end [count].
        figures: each key figure [count].
    """

    name: str
    count: int
    position: int
    lines: Mapping[str, Array]
    ends: Mapping[str, Array]
    figures: Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class Sweep:
    """The tracks of all sliders around one scenario.

    Attributes:
        tracks: one for each parameter of the table, in its order.
        lines: the curves that were asked for.
        figures: names of the key figures that were asked for.
        periods: number of periods of a curve.
    """

    tracks: tuple[Track, ...]
    lines: tuple[Line, ...]
    figures: tuple[str, ...]
    periods: int


def sweep(
    scenario: Scenario, table: Sequence[Parameter], by: By, lines: Sequence[Line], figures: Sequence[str]
) -> Sweep:
    """Everything that the sliders around a scenario would show.

    Args:
        scenario: where the sliders stand.
        table: the model's parameters; each is moved over its grid while the others stay.
        by: length of a period.
        lines: curves by period: flows summed (or run up), stocks averaged over the months covered.
        figures: names of the model's key figures.

    Raises:
        KeyError: the model has no such outcome or key figure.
    """
    allowed = [figure.name for figure in MODELS[scenario.model].figures]
    if unknown := [name for name in figures if name not in allowed]:
        raise KeyError(f"unknown key figures {unknown}; allowed: {allowed}")
    sliders = _sliders(scenario.model, tuple(table), scenario.start, scenario.months, by)
    requests = _requests(sliders, lines, figures)
    results = _results(sliders, scenario, requests)
    values = scenario.mapping()
    tracks = tuple(
        _track(parameter, values[parameter.name], [results[request] for request in requests]) for parameter in table
    )
    return Sweep(tracks, tuple(lines), tuple(figures), len(sliders.spans))


def forget() -> None:
    """Let go of what is kept: the data that a model reads has changed."""
    _CACHE.clear()
    _sliders.cache_clear()


@dataclass(frozen=True, eq=False)
class _Sliders:
    """The sliders of a model on a calendar: what does not depend on where they stand.

    Attributes:
        model: the model.
        table: its parameters.
        months, spans: the calendar and its periods.
        matter: the parameters that enter each outcome, and under "" those that enter key figures read off none.
    """

    model: Model
    table: tuple[Parameter, ...]
    months: int
    spans: tuple[Period, ...]
    matter: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Request:
    """What is asked for of one outcome: its curves, with the period that each ends at, and its key figures.

    Without an outcome, key figures that follow from the settings alone.
    """

    outcome: str
    lines: tuple[tuple[Line, int], ...]
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Moved:
    """What one slider does to one outcome, as in `Track`."""

    lines: Mapping[str, Array]
    ends: Mapping[str, Array]
    figures: Mapping[str, Array]


def _bytes_of(results: Mapping[str, _Moved]) -> int:
    """Size of the arrays of one outcome; the ends of curves are part of the curves."""
    arrays = (array for moved in results.values() for kind in (moved.lines, moved.figures) for array in kind.values())
    return sum(array.nbytes for array in arrays)


# What one outcome would show, by slider. Enough for some hundred scenarios by year.
_CACHE: SizedCache[Mapping[str, _Moved]] = SizedCache(48_000_000, _bytes_of)


@lru_cache(maxsize=32)
def _sliders(model: str, table: tuple[Parameter, ...], start: pd.Period, months: int, by: By) -> _Sliders:
    """Kept: the same on every release."""
    entering = dict(MODELS[model].depends())
    alone = frozenset().union(*(entering[figure.name] for figure in MODELS[model].figures if not figure.of))
    return _Sliders(MODELS[model], table, months, periods(start, months, by), {**entering, "": alone})


def _requests(sliders: _Sliders, lines: Sequence[Line], figures: Sequence[str]) -> list[_Request]:
    """What is asked for, outcome by outcome."""
    ends = {line: _end(line, sliders) for line in lines}
    of = {figure.name: figure.of for figure in sliders.model.figures}
    names = dict.fromkeys([*(line.outcome for line in lines), *(of[name] for name in figures)])
    return [
        _Request(
            outcome,
            tuple((line, end) for line, end in ends.items() if line.outcome == outcome),
            tuple(name for name in figures if of[name] == outcome),
        )
        for outcome in names
    ]


def _results(sliders: _Sliders, scenario: Scenario, requests: list[_Request]) -> dict[_Request, Mapping[str, _Moved]]:
    """What is asked for, from what is kept or from the model."""
    values = scenario.mapping()
    keys = {request: (sliders, request, _values_of(sliders, request, scenario)) for request in requests}
    kept = {request: results for request, key in keys.items() if (results := _CACHE.get(key)) is not None}
    missing = [request for request in requests if request not in kept]
    computed: dict[_Request, dict[str, _Moved]] = {request: {} for request in missing}
    for parameter in sliders.table:
        wanted = [request for request in missing if parameter.name in sliders.matter[request.outcome]]
        for request, moved in _moved(sliders, values, parameter, wanted):
            computed[request][parameter.name] = moved
    for request, results in computed.items():
        _CACHE.put(keys[request], results)
    return {**kept, **computed}


def _values_of(sliders: _Sliders, request: _Request, scenario: Scenario) -> tuple[float, ...]:
    """Where the settings stand that matter, and those that have no slider here."""
    matter, rest = sliders.matter[request.outcome], {parameter.name for parameter in sliders.table}
    values = scenario.mapping()
    return tuple(value for name, value in values.items() if name in matter or name not in rest)


def _moved(
    sliders: _Sliders, values: Mapping[str, float], parameter: Parameter, wanted: list[_Request]
) -> Iterator[tuple[_Request, _Moved]]:
    """One vectorised run over all positions of one slider, for the outcomes that it matters to."""
    if not wanted:
        return
    given: Values = {**values, parameter.name: _grid(parameter)}
    names = [request.outcome for request in wanted if request.outcome]
    outcomes = sliders.model.simulate(given, sliders.months, names) if names else {}
    figures = sliders.model.key_figures(given, outcomes)
    for request in wanted:
        moving = _moving(sliders, request, outcomes)
        numbers = {name: figures[name] for name in request.figures if figures[name].min() != figures[name].max()}
        ends = {line.name: moving[line.name][:, end] for line, end in request.lines if line.name in moving}
        yield request, _Moved(moving, ends, numbers)


def _track(parameter: Parameter, value: float, results: list[Mapping[str, _Moved]]) -> Track:
    """What one slider does to everything that is asked for."""
    parts = [moved[parameter.name] for moved in results if parameter.name in moved]
    return Track(
        parameter.name,
        parameter.count,
        parameter.position(value),
        {name: array for part in parts for name, array in part.lines.items()},
        {name: array for part in parts for name, array in part.ends.items()},
        {name: array for part in parts for name, array in part.figures.items()},
    )


@lru_cache(maxsize=256)
def _grid(parameter: Parameter) -> Array:
    """All values of a slider [count, 1]: the same on every release."""
    return parameter.grid().reshape(-1, 1)


def _moving(sliders: _Sliders, request: _Request, outcomes: Outcomes) -> dict[str, Array]:
    """The curves of an outcome that the parameter moves, by name, each [positions, periods]."""
    curves: dict[str, Array] = {}
    for line, _end in request.lines:
        kind = _kind(sliders.model, line.outcome)
        matrix = aggregate(outcomes[line.outcome], kind, sliders.spans)
        if line.cumulative and kind == "flow":
            matrix = np.cumsum(matrix, axis=1)
        if (matrix != matrix[0]).any():
            curves[line.name] = matrix
    return curves


def _kind(model: Model, outcome: str) -> Literal["flow", "stock"]:
    kind = next((row.kind for row in model.outcomes if row.name == outcome), None)
    if kind is None:
        raise KeyError(f"unknown outcome {outcome!r}; allowed: {[row.name for row in model.outcomes]}")
    return kind


def _end(line: Line, sliders: _Sliders) -> int:
    """The last period that stands on the line: a sum over part of a year does not, an average or a running sum does."""
    kind = _kind(sliders.model, line.outcome)
    whole = [i for i, span in enumerate(sliders.spans) if span.complete or kind == "stock" or line.cumulative]
    return whole[-1] if whole else len(sliders.spans) - 1
