"""A finished figure in its plain form, for charts that are drawn on every rerun.

Plotly's own class checks every value, which takes some 10 ms a chart, and Streamlit asks it for the plain form each
time. Figures that are drawn often are therefore built as plain dictionaries. Tests pass them to Plotly's class, which
checks them there.
"""

from typing import Any

import plotly.graph_objects as go


class Plain(go.Figure):
    """A figure whose plain form is given. Nothing is computed or checked again."""

    def __init__(self, plain: dict[str, Any]) -> None:  # the parent's initialiser would check every value
        self._plain = plain

    def to_dict(self) -> dict[str, Any]:
        """The figure as Plotly's JSON has it; read-only."""
        return self._plain
