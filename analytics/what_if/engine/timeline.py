"""A scenario beside its baseline, period by period, and reported windows brought to the same scale."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import pandas as pd

from analytics.common.calendar import months_in
from analytics.what_if.engine.backtest import backtest
from analytics.what_if.engine.periods import By, aggregate, periods
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario, run, scenario_of

BASELINE = "baseline_"


@dataclass(frozen=True, slots=True)
class ScenarioPair:
    """A scenario and its baseline on one calendar, in plain values so that any cache can key on it.

    Attributes:
        model: name of the model in `registry.MODELS`.
        start: first month, "2022-01".
        months: length of the calendar.
        values, baseline_values: every parameter of the model, as (name, value) pairs in order of name.
    """

    model: str
    start: str
    months: int
    values: tuple[tuple[str, float], ...]
    baseline_values: tuple[tuple[str, float], ...]

    @classmethod
    def of(cls, scenario: Scenario, baseline: Scenario) -> Self:
        """A scenario beside a baseline, whose length is taken to be the scenario's.

        Raises:
            ValueError: the two do not share model and start.
        """
        if (scenario.model, scenario.start) != (baseline.model, baseline.start):
            raise ValueError("a scenario and its baseline share model and start")
        return cls(scenario.model, str(scenario.start), scenario.months, scenario.values, baseline.values)

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return scenario_of(self.start, self.months, self.values, self.model)

    @property
    def baseline(self) -> Scenario:
        """The baseline."""
        return scenario_of(self.start, self.months, self.baseline_values, self.model)

    @property
    def equal(self) -> bool:
        """Whether the two differ in nothing."""
        return self.values == self.baseline_values


@lru_cache(maxsize=64)
def calendar(start: pd.Period, months: int, by: By) -> pd.DataFrame:
    """The periods of a calendar, one a row; read-only, kept, because they are the same for every setting.

    Returns:
        Columns period ("2022", "FY2022", "2022-01"), period_start, period_end (first and last day covered), middle
        (timestamp), months (covered), complete (bool).
    """
    spans = periods(start, months, by)
    table = pd.DataFrame(
        {
            "period": [span.label for span in spans],
            "period_start": [span.start for span in spans],
            "period_end": [span.end for span in spans],
            "months": [span.last - span.first for span in spans],
            "complete": [span.complete for span in spans],
        }
    )
    table.insert(3, "middle", middle(table))
    return table


@lru_cache(maxsize=64)
def timeline(pair: ScenarioPair, by: By) -> pd.DataFrame:
    """Every outcome of a scenario and of its baseline, one row for each period; kept for the charts that share it.

    Read-only: the same table is handed to every caller.

    Args:
        pair: what is looked at, and what it is held against.
        by: length of a period.

    Returns:
        The columns of `calendar`; then one column for each outcome of the model, and `baseline_` + its name for the
        baseline: flows summed, stocks averaged over the months covered.
    """
    start = pair.scenario.start
    spans = periods(start, pair.months, by)
    ours, theirs = run(pair.scenario), run(pair.baseline)
    columns = {
        prefix + outcome.name: aggregate(values[outcome.name], outcome.kind, spans)[0]
        for prefix, values in (("", ours), (BASELINE, theirs))
        for outcome in MODELS[pair.model].outcomes
    }
    return calendar(start, pair.months, by).assign(**columns)


def middle(windows: pd.DataFrame) -> "pd.Series[pd.Timestamp]":
    """The middle of each window (columns period_start and period_end, both included)."""
    after = windows["period_end"] + pd.Timedelta(days=1)
    halfway: pd.Series[pd.Timestamp] = windows["period_start"] + (after - windows["period_start"]) / 2
    return halfway


def laid_over(scenario: Scenario, by: By, windows: pd.DataFrame) -> pd.DataFrame:
    """What was reported for a plant, beside what the scenario projects for the same months.

    Args:
        scenario: what is looked at.
        by: length of a period, which sets the unit of the pace.
        windows: what `backtest.reported` returned.

    Returns:
        The columns of `backtest.backtest`, and: months (in the window), middle, rate (reported handsets at
        the window's average pace, per month when `by` is a month and per year otherwise), inside (bool, the scenario
        covers the window).
    """
    windows = backtest(scenario.start, run(scenario), windows)
    months = months_in(windows)
    scale = (1.0 if by == "month" else 12.0) / months
    return windows.assign(
        months=months,
        middle=middle(windows),
        rate=windows["units"] * scale,
        inside=windows["projected_units"].notna(),
    )


def best_year(windows: pd.DataFrame) -> pd.DataFrame:
    """The twelve-month window with most handsets reported: one row of `backtest.reported`, or none."""
    return windows[windows["full_year"]].nlargest(1, "units")
