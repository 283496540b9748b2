"""What a model is: a table of parameters, one vectorised function, a table of outcomes, and its key figures."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.engine.preset import Preset

Array: TypeAlias = NDArray[np.float64]
Values: TypeAlias = Mapping[str, Array | float]
Outcomes: TypeAlias = dict[str, Array]
# The first month, and the one after the last.
Window: TypeAlias = tuple[int, int]
Depends: TypeAlias = Mapping[str, frozenset[str]]
Read: TypeAlias = Callable[[str], pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One result of a model.

    Attributes:
        name: key in what the model returns.
        label: what a reader calls it.
        unit: unit of a monthly value (a flow is per month).
        kind: `flow` (adds up over months: handsets, money) or `stock` (a level: jobs; averaged over months).
    """

    name: str
    label: str
    unit: str
    kind: Literal["flow", "stock"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that sums a scenario up.

    Attributes:
        name: key in what `Model.key_figures` returns.
        label: what a reader calls it.
        unit: its unit.
        of: the outcome that it is read off; empty where it follows from the values alone.
    """

    name: str
    label: str
    unit: str
    of: str = ""


class Simulate(Protocol):
    """What runs a model; positional, so that a model may name its arguments as it likes."""

    def __call__(
        self, values: Values, months: int, wanted: Collection[str] | None = None, window: Window | None = None, /
    ) -> Outcomes:
        """Run n scenarios on a calendar of some months; only the `wanted` outcomes and the months of the `window`."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model and its tables.

    Attributes:
        name: key of the model in addresses and on the command line.
        version: raised whenever the same settings give other results; saved views carry it.
        parameters: reads the table of parameters from the curated data.
        simulate: (values, months, wanted, window) to outcomes, each [n, months]. Without `wanted` all outcomes, without
            a `window` all months; what is not wanted is not worked out, and what is has the same digits either way.
        outcomes: one row for every outcome that `simulate` returns.
        key_figures: (values, outcomes) to one array [n] per row of `figures` whose outcome is there.
        figures: the table of key figures.
        depends: the parameters that enter each outcome, and each key figure that is read off no outcome, by name. What
            no varied parameter enters is worked out once, for all scenarios (see `distinct`).
        presets: reads the named scenarios from the curated data, the baseline first.
    """

    name: str
    parameters: Callable[[Read], tuple[Parameter, ...]]
    simulate: Simulate
    outcomes: tuple[Outcome, ...]
    key_figures: Callable[[Values, Outcomes], dict[str, Array]]
    figures: tuple[Figure, ...]
    depends: Callable[[], Depends]
    presets: Callable[[Read], tuple[Preset, ...]]
    version: int = 1


def columns(values: Values, names: tuple[str, ...]) -> dict[str, Array]:
    """Check the values of one call and bring each to shape [n, 1] or [1, 1].

    Raises:
        ValueError: a parameter is missing or unknown, or an array is not [n, 1].
    """
    missing, unknown = [n for n in names if n not in values], [n for n in values if n not in names]
    if missing or unknown:
        raise ValueError(f"missing parameters: {missing}; unknown parameters: {unknown}; allowed: {list(names)}")
    shaped: dict[str, Array] = {}
    for name in names:
        array = np.asarray(values[name], dtype=np.float64)
        if array.ndim == 0:
            array = array.reshape(1, 1)
        if array.ndim != 2 or array.shape[1] != 1:
            raise ValueError(f"{name} has shape {array.shape}; give a number or an array of shape (n, 1)")
        shaped[name] = array
    return shaped


def varied(values: Values) -> frozenset[str]:
    """Names of the parameters that differ between the scenarios of one call."""
    return frozenset(name for name, value in values.items() if isinstance(value, np.ndarray) and value.size > 1)


def distinct(outcome: Array, parameters: frozenset[str], varied: frozenset[str]) -> Array:
    """The rows of an outcome [n, months] that can differ: all, or the first where no varied parameter enters it."""
    return outcome[:1] if parameters.isdisjoint(varied) else outcome


def within(months: int, window: Window | None) -> Window:
    """The months that are wanted; all where nothing is said.

    Raises:
        ValueError: the calendar has no month, or the window none of its months.
    """
    if months < 1:
        raise ValueError(f"months is {months}; at least 1 is needed")
    first, last = window or (0, months)
    if not 0 <= first < last <= months:
        raise ValueError(f"no months from {first} up to {last} in a calendar of {months}")
    return first, last


def chosen(outcomes: tuple[Outcome, ...], wanted: Collection[str] | None) -> list[str]:
    """Names of the outcomes that are wanted, in the order of the table; all where nothing is said.

    Raises:
        KeyError: the model has no such outcome.
    """
    names = [outcome.name for outcome in outcomes]
    if wanted is None:
        return names
    if unknown := sorted(set(wanted) - set(names)):
        raise KeyError(f"unknown outcomes {unknown}; allowed: {names}")
    return [name for name in names if name in wanted]


def count(values: Values, outcomes: Outcomes) -> int:
    """How many scenarios were run.

    Raises:
        ValueError: the outcomes hold several scenarios, the values only one: they are not those that were run.
    """
    given = max((array.size for array in values.values() if isinstance(array, np.ndarray)), default=1)
    run = max((array.shape[0] for array in outcomes.values()), default=given)
    if run > given:
        raise ValueError(f"the outcomes hold {run} scenarios, the values {given}; give the values that were run")
    return given
