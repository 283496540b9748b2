"""Several scenarios of one model side by side: the settings that differ, what follows by period, and key figures."""

from collections.abc import Mapping

import pandas as pd

from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.engine.periods import By
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario, key_figures
from analytics.what_if.engine.timeline import ScenarioPair, timeline

# More lines than this cannot be told apart in one chart, on a phone least of all.
MOST = 4
DIFFERENCE = "difference_"
HEAD = ("kind", "name", "label", "unit")


def settings(scenarios: Mapping[str, Scenario], table: tuple[Parameter, ...]) -> pd.DataFrame:
    """The settings in which scenarios differ: first month and length, then parameters in the order of the table.

    Args:
        scenarios: one to four of one model, by the name that heads their column.
        table: the model's table of parameters.

    Returns:
        Columns kind ("calendar", "lever", "assumption"), name, label, unit, and one for each scenario: parameters as
        shown, in `unit` (percents as percents); `start` as "2022-01", `months` as a number of months. No rows when
        they do not differ.

    Raises:
        ValueError: no scenario or more than four, different models, or a name that heads another column.
    """
    _check(scenarios)
    compared = list(scenarios.values())
    rows: list[tuple[str | float, ...]] = [
        ("calendar", "start", "First month", "", *(str(scenario.start) for scenario in compared)),
        ("calendar", "months", "Length", "months", *(float(scenario.months) for scenario in compared)),
    ]
    values = [scenario.mapping() for scenario in compared]
    for parameter in table:
        shown = (parameter.shown(setting[parameter.name]) for setting in values)
        rows.append((parameter.kind, parameter.name, parameter.label, parameter.unit, *shown))
    differing = [row for row in rows if len(set(row[len(HEAD) :])) > 1]
    return pd.DataFrame(differing, columns=[*HEAD, *scenarios])


def outcomes(scenarios: Mapping[str, Scenario], by: By) -> pd.DataFrame:
    """Every outcome of several scenarios, each on its own calendar.

    Args:
        scenarios: one to four of one model, by name.
        by: length of a period.

    Returns:
        One row for each scenario and period, in order of both: columns scenario (its name), period, period_start,
        period_end (first and last day that the scenario covers), middle, months (covered), complete (bool), and one
        for each outcome of the model (flows summed, stocks averaged over the months covered). Two scenarios share a
        row's `period` where both cover it; compare them where `complete` is true of both.

    Raises:
        ValueError: as for `settings`.
    """
    model = _check(scenarios)
    names = [outcome.name for outcome in MODELS[model].outcomes]
    calendar = ["period", "period_start", "period_end", "middle", "months", "complete"]
    parts = []
    for name, scenario in scenarios.items():
        part = timeline(ScenarioPair.of(scenario, scenario), by)[[*calendar, *names]].copy()
        part.insert(0, "scenario", name)
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def figures(scenarios: Mapping[str, Scenario]) -> pd.DataFrame:
    """Key figures of several scenarios. Totals run over each scenario's own months: lengths that differ show in them.

    Returns:
        Columns figure, label, unit, one for each scenario, and for each but the first `difference_` + its name (its
        figure less the first scenario's).

    Raises:
        ValueError: as for `settings`.
    """
    _check(scenarios)
    tables = {name: key_figures(scenario) for name, scenario in scenarios.items()}
    first, *others = tables
    table = tables[first][["figure", "label", "unit"]].copy()
    for name, each in tables.items():
        table[name] = each["value"]
    for name in others:
        table[DIFFERENCE + name] = table[name] - table[first]
    return table


def _check(scenarios: Mapping[str, Scenario]) -> str:
    """The model that scenarios share, once they are found fit to be compared."""
    if not 1 <= len(scenarios) <= MOST:
        raise ValueError(f"{len(scenarios)} scenarios; one to {MOST} can be compared")
    models = sorted({scenario.model for scenario in scenarios.values()})
    if len(models) > 1:
        raise ValueError(f"the scenarios are of different models, {models}; compare those of one model")
    heads = {*HEAD, "figure"} | {DIFFERENCE + name for name in scenarios}
    taken = sorted(heads & scenarios.keys())
    if taken:
        raise ValueError(f"{taken} head other columns of the comparison; give those scenarios other names")
    return models[0]
