"""A finished figure in its plain form, for charts that are drawn on every rerun.

Plotly's own class checks every value it is given, some 10 ms a chart; Streamlit asks it for the plain form each time.
Figures that are drawn again and again are built as plain dictionaries instead; tests give them to Plotly's class, which
then checks them once and for all.
"""

from typing import Any

import plotly.graph_objects as go


class Plain(go.Figure):
    """A figure whose plain form is given: nothing is worked out or checked again."""

    def __init__(self, plain: dict[str, Any]) -> None:  # the parent's own start would check every value
        self._plain = plain

    def to_dict(self) -> dict[str, Any]:
        """The figure as Plotly's JSON has it; read-only."""
        return self._plain
