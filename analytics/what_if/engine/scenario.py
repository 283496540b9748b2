"""Running a scenario and summing it up."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import pandas as pd

from analytics.what_if.engine.model import Outcomes
from analytics.what_if.engine.preset import Scenario
from analytics.what_if.engine.registry import MODELS

__all__ = ["Scenario", "figures", "key_figures", "outcomes_of", "run", "scenario_of"]


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
    arrays = model.key_figures(scenario.mapping(), outcomes_of(scenario))
    return MappingProxyType({figure.name: float(arrays[figure.name][0]) for figure in model.figures})


def key_figures(scenario: Scenario) -> pd.DataFrame:
    """The numbers that sum a scenario up: columns figure, label, unit, value."""
    values = figures(scenario)
    rows = [(figure.name, figure.label, figure.unit, values[figure.name]) for figure in MODELS[scenario.model].figures]
    return pd.DataFrame(rows, columns=["figure", "label", "unit", "value"])


@lru_cache(maxsize=256)
def scenario_of(start: str, months: int, values: tuple[tuple[str, float], ...], model: str) -> Scenario:
    """A scenario from plain values, kept, because a page asks for the same one many times."""
    return Scenario.of(start, months, dict(values), model)
