"""Outcomes and bands as tidy tables, for assertions that name a period."""

import pandas as pd

from analytics.what_if.analyses.uncertainty import N, Spreads, fans
from analytics.what_if.engine.model import Outcome, Outcomes
from analytics.what_if.engine.periods import By, aggregate, periods
from analytics.what_if.engine.scenario import Scenario
from analytics.what_if.engine.timeline import calendar

CALENDAR = ["period", "period_start", "period_end", "middle", "months", "complete"]


def by_period(
    outcomes: Outcomes, table: tuple[Outcome, ...], start: pd.Period, by: By, scenario: int = 0
) -> pd.DataFrame:
    """One scenario as a tidy table.

    Args:
        outcomes: monthly outcomes, each [n, months].
        table: the model's table of outcomes; its order is kept.
        start: month m = 0.
        by: length of a period.
        scenario: which of the n scenarios.

    Returns:
        Columns period, period_start, period_end, complete (bool: False for a year the scenario covers in part), outcome
        (name), kind, unit, value.
    """
    months = next(iter(outcomes.values())).shape[1]
    spans = periods(start, months, by)
    calendar = pd.DataFrame(
        {
            "period": [span.label for span in spans],
            "period_start": [span.start for span in spans],
            "period_end": [span.end for span in spans],
            "complete": [span.complete for span in spans],
        },
    )
    parts = [
        calendar.assign(
            outcome=row.name,
            kind=row.kind,
            unit=row.unit,
            value=aggregate(outcomes[row.name][scenario : scenario + 1], row.kind, spans)[0],
        )
        for row in table
    ]
    return pd.concat(parts, ignore_index=True)


def bands(
    scenario: Scenario, spreads: Spreads, by: By, outcomes: tuple[str, ...], n: int = N, *, cumulative: bool = False
) -> pd.DataFrame:
    """Median and bands of outcomes, period by period.

    Args:
        scenario: model, calendar, and the values of what is not drawn.
        spreads: what is drawn.
        by: length of a period.
        outcomes: names of outcomes of the model.
        n: number of draws, a power of two.
        cumulative: flows run up from the start; a stock stays as it is.

    Returns:
        One row for each outcome and period: columns period, period_start, period_end, middle, months, complete (as in
        `timeline.timeline`), outcome, then low90, low50, median, high50, high90 (5, 25, 50, 75 and 95 % of the draws
        lie below), in the outcome's unit; flows summed, stocks averaged over the months covered.

    Raises:
        KeyError: the model has no such outcome.
        ValueError: n is not a power of two.
    """
    found = fans(scenario, spreads, by, outcomes, n, cumulative=cumulative)
    rows = calendar(scenario.start, scenario.months, by)[CALENDAR]
    return pd.concat([rows.assign(outcome=name, **quantiles) for name, quantiles in found.items()], ignore_index=True)
