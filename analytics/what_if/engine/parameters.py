"""One table of parameters drives widgets, addresses, documentation, command line and tests: the row of that table."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

Kind = Literal["lever", "assumption"]
Display = Literal["number", "percent", "usd", "pkr", "months"]
DistributionKind = Literal["fixed", "triangular", "uniform"]


@dataclass(frozen=True, slots=True)
class Distribution:
    """How a value is drawn when uncertainty is studied: the spread of published figures, not a confidence interval.

    Attributes:
        kind: `triangular` (peak at `mode`), `uniform` (`mode` marks the default only), or `fixed` (never drawn: a
            decision, or an assumption for which no source gives a spread).
        low, mode, high: in the parameter's own unit, low <= mode <= high; all equal when fixed.
    """

    kind: DistributionKind
    low: float
    mode: float
    high: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a default and a range are what they are: a sentence with named places, and the figures that fill them.

    Kept apart so that a page can translate the sentence and still show figures computed from the data.
    """

    template: str
    figures: tuple[tuple[str, float], ...] = ()

    @classmethod
    def of(cls, template: str, **figures: float) -> Self:
        """A reason from a template such as `"{low:.1f} million"` and its figures."""
        return cls(template, tuple(figures.items()))

    def __str__(self) -> str:
        """The sentence in English."""
        return self.template.format(**dict(self.figures))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One input of a model, with its range, its default and the reason for both.

    Attributes:
        name: the keyword of the model, the address and the command line.
        label: what a reader calls it.
        unit: unit of the value *as shown*, that is after multiplying by `scale` ("%" for a share kept as a fraction).
        kind: `lever` (a target or a decision) or `assumption` (how the world is).
        low, high, step, default: in the model's unit; `default - low` and `high - low` are whole numbers of steps.
        distribution: spread for studies of uncertainty, inside low..high.
        reason: why; `why` gives it as one English string.
        source_ids: ids of `sources`, joined by `;`; empty when no source was found (the reason then says so).
        low_means, default_means, high_means: what the ends and the default stand for, in a few words.
        display: how a page formats the shown value, with `digits` decimals.
        scale: shown value / model value, 100 for percents.
    """

    name: str
    label: str
    unit: str
    kind: Kind
    low: float
    high: float
    step: float
    default: float
    distribution: Distribution
    reason: Reason
    source_ids: str
    low_means: str
    default_means: str
    high_means: str
    display: Display = "number"
    scale: float = 1.0
    digits: int = 0

    @property
    def why(self) -> str:
        """Why the default and the range are what they are, in English."""
        return str(self.reason)

    @property
    def count(self) -> int:
        """Number of positions of the slider."""
        return round((self.high - self.low) / self.step) + 1

    def position(self, value: float) -> int:
        """Index of the slider position nearest to a finite `value`; values outside the range go to its ends."""
        return round((min(max(value, self.low), self.high) - self.low) / self.step)

    def at(self, position: int) -> float:
        """Value at a slider position, free of accumulated rounding: low, default and high come back exactly."""
        exact = {0: self.low, self.position(self.default): self.default, self.count - 1: self.high}
        return exact.get(position, round(self.low + position * self.step, 10))

    def snap(self, value: float) -> float:
        """The allowed value nearest to a finite `value`."""
        return self.at(self.position(value))

    def grid(self) -> NDArray[np.float64]:
        """Every value the slider can take, ascending [count]."""
        return np.array([self.at(position) for position in range(self.count)])

    def shown(self, value: float) -> float:
        """Model value to shown value (0.14 to 14.0 for a percent)."""
        return value if self.scale == 1.0 else round(value * self.scale, 10)

    def from_shown(self, value: float) -> float:
        """Shown value to model value (14.0 to 0.14 for a percent)."""
        return value if self.scale == 1.0 else round(value / self.scale, 12)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one given value: an `unknown` name, or a value `out_of_range` (NaN is, too)."""

    code: Literal["unknown", "out_of_range"]
    name: str
    value: float


def problems(values: Mapping[str, float], parameters: Iterable[Parameter]) -> tuple[Problem, ...]:
    """What keeps `values` from being run: unknown names and values outside low..high, in the order given."""
    table = {parameter.name: parameter for parameter in parameters}
    wrong: list[Problem] = []
    for name, value in values.items():
        if name not in table:
            wrong.append(Problem("unknown", name, value))
        elif math.isnan(value) or not table[name].low <= value <= table[name].high:
            wrong.append(Problem("out_of_range", name, value))
    return tuple(wrong)


def defaults(parameters: Iterable[Parameter]) -> dict[str, float]:
    """The default of every parameter, by name."""
    return {parameter.name: parameter.default for parameter in parameters}
