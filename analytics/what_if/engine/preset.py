"""A scenario, one complete set of values on a calendar, and a preset: a named scenario with its sources."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

import pandas as pd

from analytics.what_if.engine.parameters import Distribution, Reason


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


@dataclass(frozen=True, slots=True)
class Preset:
    """A scenario with a name, what was said, what later happened, and the sources of each.

    Attributes:
        name: key in addresses and on the command line.
        label: what a reader calls it.
        scenario: complete explicit values on the sliders' positions, start month and length.
        company, brand: whose output is laid over it (`handsets.presets.reported_for`); several brands are joined by
            `;`, and "industry" with no brand is the whole country.
        source_ids: sources of what makes this preset, joined by `;`.
        spreads: (name, distribution) of parameters whose range is another one for this preset than in the model's
            table: what this maker announced or reached. `fixed` where nothing is left to draw.
        highs: (name, high, what it stands for) of parameters whose slider ends sooner than the model allows: one plant
            needs finer steps of the thumb than a whole industry.
        story: what was promised or reported, what was taken from elsewhere, and what was not found.
        later: what later happened; None where nothing can have happened yet.
        later_source_ids: sources of `later`, joined by `;`.
    """

    name: str
    label: str
    scenario: Scenario
    company: str
    brand: str
    source_ids: str
    spreads: tuple[tuple[str, Distribution], ...] = ()
    highs: tuple[tuple[str, float, str], ...] = ()
    story: Reason | None = None
    later: Reason | None = None
    later_source_ids: str = ""


def _pairs(values: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Values as pairs in order of name."""
    return tuple(sorted((name, float(value)) for name, value in values.items()))
