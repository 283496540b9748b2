"""The chart that every peer draws: handsets a month over five years, computed anew from the model on each change."""

import plotly.graph_objects as go

from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.scenario import Scenario, run
from analytics.what_if.handsets.parameters import parameters

TARGET = "target_units_per_year"
MONTHS = 60

# Read once when the peer starts, as any of them would.
PARAMETER = next(parameter for parameter in parameters() if parameter.name == TARGET)
ANNOUNCED = presets()[0].scenario
# With a ramp and growth the lines are curves: a straight line would be drawn from two points.
CURVED = {"ramp_months": 12.0, "annual_growth": 0.05}
BASELINE = Scenario.of(ANNOUNCED.start, MONTHS, ANNOUNCED.mapping() | CURVED)


def figure(target: float) -> go.Figure:
    """The baseline and the scenario with another target, handsets a month."""
    months = [(BASELINE.start + month).to_timestamp() for month in range(MONTHS)]
    drawn = go.Figure()
    lines = (("as announced", BASELINE, "dash"), ("scenario", BASELINE.changed(**{TARGET: target}), "solid"))
    for name, scenario, dash in lines:
        drawn.add_scatter(x=months, y=run(scenario)["units"][0], name=name, mode="lines", line={"dash": dash})
    drawn.update_layout(height=420, yaxis={"rangemode": "tozero", "title": "handsets a month"})
    return drawn
