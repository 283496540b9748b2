"""The peer in Dash, `python -m bench.peers.dash_page PORT`: a slider that reports while it is dragged, and a graph."""

import sys

import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html

from bench.peers.chart import PARAMETER, figure

app = Dash(__name__)
app.layout = html.Div(
    [
        html.Div(
            dcc.Slider(
                PARAMETER.low,
                PARAMETER.high,
                PARAMETER.step,
                value=PARAMETER.default,
                marks=None,
                updatemode="drag",
                id="target",
                allow_direct_input=False,
            ),
            style={"width": "25%"},
        ),
        html.Div(dcc.Graph(id="chart", figure=figure(PARAMETER.default)), style={"width": "75%"}),
    ],
    style={"display": "flex"},
)


@app.callback(Output("chart", "figure"), Input("target", "value"), prevent_initial_call=True)
def redraw(target: float) -> go.Figure:
    """The chart for where the slider stands."""
    return figure(target)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), debug=False)
