"""From the baseline to a scenario, step by step: first how the world differs, then what was decided."""

import numpy as np
import pandas as pd

from analytics.what_if.engine.measure import Measure, evaluate
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.engine.scenario import Scenario

COLUMNS = ["step", "name", "label", "before", "after", "change", "running"]


def bridge(scenario: Scenario, baseline: Scenario, measure: Measure, table: tuple[Parameter, ...]) -> pd.DataFrame:
    """What each changed parameter adds to a measure on the way from a baseline to a scenario.

    Parameters change one after another, assumptions before levers, each group in the order of the table, and those
    changed stay changed. **The order matters**: effects multiply (a higher price is worth more on more handsets), and
    what two changes do only together is booked on the later one. The ends and their difference do not depend on it.

    Args:
        scenario: where the bridge ends.
        baseline: where it starts; same model, first month and length.
        measure: any outcome or key figure, in or until any period.
        table: the model's table of parameters.

    Returns:
        One row for the baseline, one for each changed parameter, one for the scenario. Columns step ("baseline",
        "assumption", "lever", "scenario"), name and label (of the parameter, "" at both ends), before and after (its
        values, in the model's unit; missing at both ends), change (in the measure; missing at both ends) and running
        (the measure so far: exactly the baseline's in the first row, exactly the scenario's in the last two).

    Raises:
        ValueError: the two differ in model or calendar, or in a parameter that the table does not hold.
        KeyError, NoSuchPeriod: as for `measure.evaluate`.
    """
    if _calendar(scenario) != _calendar(baseline):
        raise ValueError("a bridge needs two scenarios of one model with the same first month and length")
    changed = changes(scenario, baseline, table)
    reached, running = baseline, _read(baseline, measure)
    rows: list[tuple[str | float, ...]] = [("baseline", "", "", np.nan, np.nan, np.nan, running)]
    for parameter in changed:
        before, after = baseline.mapping()[parameter.name], scenario.mapping()[parameter.name]
        # One run a step, not one batch: the last step then is the scenario itself, to the last digit.
        reached = reached.changed(**{parameter.name: after})
        now = _read(reached, measure)
        rows.append((parameter.kind, parameter.name, parameter.label, before, after, now - running, now))
        running = now
    rows.append(("scenario", "", "", np.nan, np.nan, np.nan, running))
    return pd.DataFrame(rows, columns=COLUMNS)


def changes(scenario: Scenario, baseline: Scenario, table: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    """The parameters in which two scenarios differ: assumptions, then levers, each in the order of the table.

    Raises:
        ValueError: they differ in a parameter that the table does not hold.
    """
    ours, theirs = scenario.mapping(), baseline.mapping()
    names = {name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)}
    unknown = sorted(names - {parameter.name for parameter in table})
    if unknown:
        raise ValueError(f"the table does not hold {unknown}")
    changed = [parameter for parameter in table if parameter.name in names]
    return tuple(sorted(changed, key=lambda parameter: parameter.kind != "assumption"))


def _calendar(scenario: Scenario) -> tuple[str, pd.Period, int]:
    return scenario.model, scenario.start, scenario.months


def _read(scenario: Scenario, measure: Measure) -> float:
    return float(evaluate(scenario, measure)[0])
