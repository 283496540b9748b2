"""A scenario: one complete set of values on a calendar. Running one, summing it up, laying it beside a baseline."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Self

import pandas as pd

from analytics.what_if.engine.model import Outcomes
from analytics.what_if.engine.registry import MODELS


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is run. Hashable and picklable, so that it can be the key of a cache.

    Attributes:
        start: calendar month of m = 0.
        months: length of the calendar.
        values: every parameter of the model with its value, as (name, value) pairs in order of name.
        model: name of the model in `registry.MODELS`.
    """

    start: pd.Period
    months: int
    values: tuple[tuple[str, float], ...]
    model: str = "handsets"

    @classmethod
    def of(cls, start: pd.Period | str, months: int, values: Mapping[str, float], model: str = "handsets") -> Self:
        """A scenario from a mapping of values; `start` may be written "2022-01"."""
        return cls(pd.Period(start, freq="M"), months, _pairs(values), model)

    def mapping(self) -> dict[str, float]:
        """The values by name."""
        return dict(self.values)

    def changed(self, **values: float) -> Self:
        """The same scenario with other values.

        Raises:
            KeyError: a name that the scenario does not have.
        """
        unknown = sorted(set(values) - set(self.mapping()))
        if unknown:
            raise KeyError(f"unknown parameters {unknown}; allowed: {[name for name, _ in self.values]}")
        return replace(self, values=_pairs(self.mapping() | values))


def run(scenario: Scenario) -> Outcomes:
    """Monthly outcomes of one scenario, each [1, months]."""
    return MODELS[scenario.model].simulate(scenario.mapping(), scenario.months)


@lru_cache(maxsize=256)
def outcomes_of(scenario: Scenario) -> Outcomes:
    """The same, kept for the charts, checks and analyses that share it; read-only."""
    return run(scenario)


@lru_cache(maxsize=256)
def figures(scenario: Scenario) -> Mapping[str, float]:
    """The numbers that sum a scenario up, by name; kept, because a page asks for them several times."""
    model = MODELS[scenario.model]
    found = model.key_figures(scenario.mapping(), outcomes_of(scenario))
    return MappingProxyType({figure.name: float(found[figure.name][0]) for figure in model.figures})


def key_figures(scenario: Scenario) -> pd.DataFrame:
    """The numbers that sum a scenario up: columns figure, label, unit, value."""
    found = figures(scenario)
    rows = [(figure.name, figure.label, figure.unit, found[figure.name]) for figure in MODELS[scenario.model].figures]
    return pd.DataFrame(rows, columns=["figure", "label", "unit", "value"])


def compare(scenario: Scenario, baseline: Scenario) -> pd.DataFrame:
    """Key figures beside those of a baseline.

    Returns:
        The columns of `key_figures` plus baseline, difference (value - baseline) and difference_pct (of the baseline's
        size; missing where the baseline is zero).
    """
    table = key_figures(scenario)
    base = key_figures(baseline)["value"]
    difference = table["value"] - base
    pct = 100.0 * difference / base.abs().where(base != 0.0)
    return table.assign(baseline=base, difference=difference, difference_pct=pct)


@lru_cache(maxsize=256)
def made(start: str, months: int, values: tuple[tuple[str, float], ...], model: str) -> Scenario:
    """A scenario from plain values, kept, because a page asks for the same one many times."""
    return Scenario.of(start, months, dict(values), model)


def _pairs(values: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Values as pairs in order of name."""
    return tuple(sorted((name, float(value)) for name, value in values.items()))
