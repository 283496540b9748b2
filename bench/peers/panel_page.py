"""The peer in Panel, `python -m bench.peers.panel_page PORT`: a slider whose live value is bound to a Plotly pane."""

import sys

import panel as pn

from bench.peers.chart import PARAMETER, figure

pn.extension("plotly")


def page() -> pn.Row:
    """One reader's page."""
    slider = pn.widgets.FloatSlider(
        name="Target, handsets a year",
        start=PARAMETER.low,
        end=PARAMETER.high,
        step=PARAMETER.step,
        value=PARAMETER.default,
        width=320,
    )
    return pn.Row(slider, pn.pane.Plotly(pn.bind(figure, slider), width=900, height=420))


if __name__ == "__main__":
    pn.serve(page, address="127.0.0.1", port=int(sys.argv[1]), show=False)
