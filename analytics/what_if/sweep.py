"""What every position of every slider would show: the curves and key figures that are painted while a thumb moves.

A sweep runs the model once per slider, over all of the slider's positions (`Parameter.grid`), while the other settings
stay as they are. How it travels to the browser is said in `ui.live_message`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from analytics.what_if.model import Array, Outcomes, Values
from analytics.what_if.parameters import Parameter
from analytics.what_if.periods import By, Period, aggregate, periods
from analytics.what_if.registry import MODELS
from analytics.what_if.scenario import Scenario


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
    known = [figure.name for figure in MODELS[scenario.model].figures]
    if unknown := [name for name in figures if name not in known]:
        raise KeyError(f"unknown key figures {unknown}; allowed: {known}")
    spans = periods(scenario.start, scenario.months, by)
    ends = {line.name: _end(line, scenario.model, spans) for line in lines}
    tracks = tuple(_track(scenario, parameter, spans, ends, (lines, figures)) for parameter in table)
    return Sweep(tracks, tuple(lines), tuple(figures), len(spans))


def _track(
    scenario: Scenario,
    parameter: Parameter,
    spans: tuple[Period, ...],
    ends: Mapping[str, int],
    wanted: tuple[Sequence[Line], Sequence[str]],
) -> Track:
    """One vectorised run over all positions of one slider."""
    model, base = MODELS[scenario.model], scenario.mapping()
    grid = _grid(parameter)
    values: Values = {**base, parameter.name: grid}
    outcomes = model.simulate(values, scenario.months)
    lines, figures = wanted
    moving = _moving(lines, scenario.model, outcomes, spans)
    found = model.key_figures(values, outcomes)
    return Track(
        parameter.name,
        len(grid),
        parameter.position(base[parameter.name]),
        moving,
        {name: matrix[:, ends[name]] for name, matrix in moving.items()},
        {name: found[name] for name in figures if found[name].min() != found[name].max()},
    )


@lru_cache(maxsize=256)
def _grid(parameter: Parameter) -> Array:
    """All values of a slider [count, 1]: the same on every release."""
    return parameter.grid().reshape(-1, 1)


def _moving(lines: Sequence[Line], model: str, outcomes: Outcomes, spans: tuple[Period, ...]) -> dict[str, Array]:
    """The curves that the parameter moves, by name, each [positions, periods]."""
    kinds = {outcome.name: outcome.kind for outcome in MODELS[model].outcomes}
    found: dict[str, Array] = {}
    for line in lines:
        monthly = outcomes[line.outcome]
        # An outcome without the parameter comes back as one row seen many times.
        if monthly.strides[0] == 0 or len(monthly) == 1:
            continue
        matrix = aggregate(monthly, kinds[line.outcome], spans)
        if line.cumulative and kinds[line.outcome] == "flow":
            matrix = np.cumsum(matrix, axis=1)
        if (matrix != matrix[0]).any():
            found[line.name] = matrix
    return found


def _end(line: Line, model: str, spans: tuple[Period, ...]) -> int:
    """The last period that stands on the line: a sum over part of a year does not, an average or a running sum does."""
    kind = next((outcome.kind for outcome in MODELS[model].outcomes if outcome.name == line.outcome), None)
    if kind is None:
        raise KeyError(f"unknown outcome {line.outcome!r}; allowed: {[one.name for one in MODELS[model].outcomes]}")
    whole = [i for i, span in enumerate(spans) if span.complete or kind == "stock" or line.cumulative]
    return whole[-1] if whole else len(spans) - 1
