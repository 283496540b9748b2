"""A study: a grid or a random sample of scenarios, cut into parts of fixed rows that any worker computes alike."""

import math
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from scipy.stats import qmc

from analytics.what_if.analyses.uncertainty import SEED, Spreads, law
from analytics.what_if.engine.model import Array, Outcome
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.engine.periods import Period, aggregate, periods
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario
from curation import catalog

# Scenarios of a part: what is computed, kept and, after an interruption, lost at once.
ROWS = 1024


@dataclass(frozen=True, slots=True)
class Axis:
    """The values of one parameter in a grid."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """What is run: a scenario in which some parameters vary, on a grid or drawn at random.

    Attributes:
        scenario: model, calendar, and the values of what does not vary.
        axes: of a grid; every combination is run, the last axis changing fastest.
        draws: of a sample; Sobol points carried through these distributions.
        n: scenarios of a sample. A power of two fills the space most evenly.
        seed: of the scrambling of a sample.
    """

    scenario: Scenario
    axes: tuple[Axis, ...] = ()
    draws: Spreads = ()
    n: int = 0
    seed: int = SEED

    @property
    def size(self) -> int:
        """Number of scenarios."""
        return self.n if self.draws else math.prod(len(axis.values) for axis in self.axes)

    @property
    def parts(self) -> int:
        """Number of parts."""
        return -(-self.size // ROWS)

    @property
    def varied(self) -> tuple[str, ...]:
        """Names of the parameters that vary, in order."""
        return tuple(name for name, _ in self.draws) if self.draws else tuple(axis.name for axis in self.axes)

    def described(self) -> dict[str, object]:
        """All of the above in plain values, for a file: two studies are one if these agree."""
        return {
            "model": self.scenario.model,
            "start": str(self.scenario.start),
            "months": self.scenario.months,
            "values": dict(self.scenario.values),
            "grid": {axis.name: list(axis.values) for axis in self.axes},
            "sample": {name: [d.kind, d.low, d.mode, d.high] for name, d in self.draws},
            "scenarios": self.size,
            "seed": self.seed if self.draws else None,
        }


def changed(study: Study, first: int, last: int) -> dict[str, Array]:
    """Values of what varies in scenarios first .. last - 1, each [last - first, 1]."""
    if study.draws:
        points = _sobol(len(study.draws), study.seed, first, last)
        return {name: law(spread).ppf(points[:, [place]]) for place, (name, spread) in enumerate(study.draws)}
    places = np.unravel_index(np.arange(first, last), [len(axis.values) for axis in study.axes])
    return {
        axis.name: np.array(axis.values)[place].reshape(-1, 1) for axis, place in zip(study.axes, places, strict=True)
    }


def part(study: Study, number: int) -> dict[str, Array]:
    """One part of a study: arrays over its scenarios, one for every column but `scenario`, in the order of `schema`.

    Args:
        study: what is run.
        number: which part, from 0.
    """
    first, last = span_of(study, number)
    model, scenario = MODELS[study.scenario.model], study.scenario
    values: dict[str, Array | float] = {**scenario.mapping(), **changed(study, first, last)}
    outcomes = model.simulate(values, scenario.months)
    years = periods(scenario.start, scenario.months, "year")
    columns = {name: np.asarray(values[name], dtype=np.float64) for name in parameter_columns(study)}
    columns |= model.key_figures(values, outcomes)
    for outcome in model.outcomes:
        yearly = aggregate(outcomes[outcome.name], outcome.kind, years)
        columns |= {year_column(outcome, year): yearly[:, place] for place, year in enumerate(years)}
    return {name: _flat(column, last - first) for name, column in columns.items()}


def span_of(study: Study, number: int) -> tuple[int, int]:
    """First scenario of a part, and the one after its last."""
    return number * ROWS, min((number + 1) * ROWS, study.size)


def schema(study: Study) -> pa.Schema:
    """The columns of a study's file, each with label and unit in its metadata.

    `scenario` (place in the grid or sample, from 0); every parameter of the model in its own unit (shares as
    fractions), those that vary first; every key figure; and every outcome in every calendar year, named
    outcome_in_year: flows summed, stocks averaged over the months of that year that the calendar covers (`months`).
    """
    model = MODELS[study.scenario.model]
    parameters = {row.name: row for row in model.parameters(catalog.read)}
    fields = [pa.field("scenario", pa.int64(), nullable=False, metadata={"label": "Scenario", "unit": ""})]
    fields += [_parameter(parameters[name]) for name in parameter_columns(study)]
    fields += [_field(row.name, row.label, row.unit) for row in model.figures]
    fields += [
        _field(year_column(row, year), f"{row.label}, {year.label}", row.unit, months=str(year.last - year.first))
        for row in model.outcomes
        for year in periods(study.scenario.start, study.scenario.months, "year")
    ]
    return pa.schema(fields)


def parameter_columns(study: Study) -> tuple[str, ...]:
    """Names of the model's parameters, those that vary first."""
    return (*study.varied, *(name for name, _ in study.scenario.values if name not in study.varied))


def year_column(outcome: Outcome, year: Period) -> str:
    """Name of the column that holds an outcome in a calendar year."""
    return f"{outcome.name}_in_{year.label}"


def _parameter(parameter: Parameter) -> pa.Field:
    """The column of a parameter; `unit` is that of the value times `scale`, as a page shows it."""
    return _field(parameter.name, parameter.label, parameter.unit, kind=parameter.kind, scale=repr(parameter.scale))


def _field(name: str, label: str, unit: str, **more: str) -> pa.Field:
    """A column of numbers, none of them missing."""
    return pa.field(name, pa.float64(), nullable=False, metadata={"label": label, "unit": unit, **more})


def _flat(values: Array, n: int) -> Array:
    """A parameter or figure as an array [n] of its own."""
    return np.array(np.broadcast_to(values.reshape(-1), (n,)))


def _sobol(dimensions: int, seed: int, first: int, last: int) -> Array:
    """Points first .. last - 1 of a scrambled Sobol sequence [last - first, dimensions], as if drawn in one go."""
    engine = qmc.Sobol(dimensions, rng=seed)
    if first:
        engine.fast_forward(first)
    # A whole power of two is drawn: of fewer points, the first ones, scipy warns that they are out of balance.
    drawn: Array = engine.random_base2(math.ceil(math.log2(last - first))) if not first else engine.random(last - first)
    return drawn[: last - first]
