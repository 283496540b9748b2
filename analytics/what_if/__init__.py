"""What-if models: parameters in, monthly outcomes out, many scenarios at once.

In here: one module per model with its relations, one table of parameters per model with the reason and the sources of
every default, and what is written once for all models (scenarios, presets, periods, backtest).
`python -m analytics.what_if` runs a model from the command line. Not in here: widgets, links, charts, and any figure
that no source supports.

Shapes and time, stated once: a parameter is a float or an array [n, 1] over n scenarios; an outcome is an array
[n, months]; month m = 0 is the first month of the scenario's calendar, and a month counts from its middle (m + 0.5).
Shares and rates are fractions here; a page shows them as percents with `Parameter.shown`.
"""

from analytics.what_if.engine import presets, scenario
from analytics.what_if.engine.registry import register
from analytics.what_if.handsets.model import HANDSETS
from analytics.what_if.pipeline.model import PIPELINE

__all__ = ["presets", "scenario"]

register(HANDSETS, PIPELINE)
