"""The visual style of all charts: quiet axes, few gridlines, labels at line ends, one mark for each kind of figure.

Fonts, backgrounds and grid colours come from the app's theme in the browser. One figure serves both themes.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import plotly.graph_objects as go

from presentation import palette
from presentation.safe_text import bare

HEIGHT = 360

# One mark for each kind of figure, the same on every page; the frame explains them.
STATED: dict[str, Any] = {"symbol": "circle", "size": 9}
REPORTED: dict[str, Any] = {"symbol": "circle-open", "size": 9, "line": {"width": 2}}
DERIVED: dict[str, Any] = {"symbol": "line-ew-open", "size": 11, "line": {"width": 2}}
SCENARIO: dict[str, Any] = {"dash": "dash", "width": 2.5}


def style(
    figure: go.Figure,
    *,
    height: int = HEIGHT,
    legend: bool = False,
    zero: bool = True,
    right: int = 16,
    horizontal: bool = False,
) -> go.Figure:
    """The house style on a figure.

    Args:
        figure: Changed in place and returned.
        height: Pixels.
        legend: A line of keys above the plot; leave out where lines carry their own labels.
        zero: Whether the value axis starts at zero (bars always should).
        right: Pixels kept free on the right for labels at line ends.
        horizontal: The values run along x (bars to the right): gridlines are vertical then.
    """
    value, other = ("x", "y") if horizontal else ("y", "x")
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": right, "t": 40 if legend else 12, "b": 8, "pad": 4},
        showlegend=legend,
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 1.02, "yanchor": "bottom", "title": {"text": ""}},
        title={"text": ""},
        hovermode="closest",
        hoverlabel={"align": "left", "namelength": -1},
        dragmode=False,
        bargap=0.25,
        # Keeps zoom, hidden series and selection when a filter redraws the chart.
        uirevision="keep",
        **{
            # No axis titles, not even empty ones: Plotly keeps room for those. Units stand in the card's subtitle.
            f"{value}axis": {
                "showgrid": True, "zeroline": zero, "rangemode": "tozero" if zero else "normal", "automargin": True,
            },
            f"{other}axis": {"showgrid": False, "zeroline": False, "automargin": True},
        },
    )  # fmt: skip
    return figure


def annotate(figure: go.Figure, notes: Iterable[dict[str, Any]]) -> go.Figure:
    """Adds words without arrows to a figure, all at once: Plotly checks all earlier ones again at each addition.

    Args:
        figure: Changed in place and returned.
        notes: What `Figure.add_annotation` takes, for each.
    """
    more = [{"showarrow": False, **note} for note in notes]
    return figure.update_layout(annotations=[*figure.layout.annotations, *more])


def panel_name(panel: int, words: str) -> dict[str, Any]:
    """A note (see `annotate`) that names a panel at its upper left; panels count from 1."""
    return {
        "x": 0, "xref": "paper", "y": 1.0, "yref": f"y{panel if panel > 1 else ''} domain", "xanchor": "left",
        "yanchor": "bottom", "text": f"<b>{bare(words)}</b>", "font": {"size": 12},
    }  # fmt: skip


def end_labels(
    figure: go.Figure, ends: Sequence[tuple[Any, float, str]], scale: float, height: int = HEIGHT
) -> go.Figure:
    """Words at line ends instead of a legend, moved where they would overlap.

    Args:
        figure: Changed in place and returned.
        ends: (x, y, words) of each line's last point; a line break in the words starts a second line.
        scale: The length of the value axis in its own unit, from which the distance between labels is worked out.
        height: The figure's height in pixels.
    """
    pixel = scale / max(height - 60, 1)
    # Words of a line that ends near zero stand above the axis, not on its marks.
    free_from = 0.0 if all(y >= 0 for _x, y, _words in ends) else float("-inf")
    for x, y, words in sorted(ends, key=lambda end: end[1]):
        lines = [bare(line) for line in words.split("\n")]
        half = 9 * len(lines) * pixel
        at = max(y, free_from + half)
        free_from = at + half
        # A trace rather than an annotation: annotations stretch the axes to make room for themselves.
        figure.add_scatter(
            x=[x], y=[at], mode="text", text=["<br>".join(f"  {line}" for line in lines)], textposition="middle right",
            cliponaxis=False, hoverinfo="skip", showlegend=False, textfont={"size": 13},
        )  # fmt: skip
    return figure


def mark_dates(figure: go.Figure, dates: Iterable[Any], words: Sequence[str]) -> go.Figure:
    """Dated steps as triangles along the top edge, each with its words on hover; a table should list them."""
    figure.add_scatter(
        x=list(dates), y=[1] * len(words), yaxis="y2", mode="markers", cliponaxis=False, showlegend=False,
        marker={"symbol": "triangle-down", "size": 8, "color": palette.GREY}, customdata=words,
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    return figure.update_layout(yaxis2={"overlaying": "y", "range": [0, 1], "visible": False, "fixedrange": True})
