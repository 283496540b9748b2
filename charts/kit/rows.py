"""Charts of rows with long names. Each name stands above its row, which leaves a phone's width for the plot."""

import math
import textwrap
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from charts.kit.style import annotate, style
from presentation.numbers import is_missing, short
from presentation.safe_text import bare

ROW_HEIGHT = 42
LINE_HEIGHT = 17
LONGEST_LINE = 50  # characters that a phone holds side by side
FLOOR = 0.01  # the least that a logarithmic axis shows


def name_lines(name: str) -> list[str]:
    """A name in lines that fit a phone, none of it cut off."""
    plain = bare(name)
    return textwrap.wrap(plain[:1].upper() + plain[1:], LONGEST_LINE) or [""]


def named_rows(
    figure: go.Figure, names: Sequence[str], *, legend: bool, zero: bool = True, row: int = ROW_HEIGHT
) -> go.Figure:
    """The house style for rows at y = 0, 1, 2, ... from the top, with their names above them.

    Args:
        figure: Changed in place and returned; values run along x.
        names: The rows' names, from the top. Where one takes several lines, every row is as much higher.
        legend: Whether a line of keys stands above the plot.
        zero: Whether the value axis starts at zero.
        row: Pixels for each row whose name is one line.
    """
    named = [name_lines(name) for name in names]
    row += LINE_HEIGHT * (max(map(len, named), default=1) - 1)
    style(figure, height=row * len(names) + (90 if legend else 60), legend=legend, zero=zero, horizontal=True)
    figure.update_yaxes(showticklabels=False, range=[len(names) - 0.6, -0.75], automargin=False)
    look = {"x": 0, "xref": "paper", "xanchor": "left", "yshift": 7, "yanchor": "bottom", "align": "left"}
    return annotate(
        figure,
        ({**look, "y": place, "text": "<br>".join(lines), "font": {"size": 13}} for place, lines in enumerate(named)),
    )


def log_ticks(low: float, high: float) -> tuple[list[float], list[str]]:
    """Positions 1, 2, 5, 10, ... that cover a range on a logarithmic axis, and their words; powers of ten if long."""
    low, high = _within_log(low, high)
    steps = (1, 2, 5) if high / low < 30 else (1, 3) if high / low < 300 else (1,)
    marks = [step * 10.0**decade for decade in range(-2, 10) for step in steps]
    kept = [mark for mark in marks if low / 1.5 <= mark <= high * 1.5]
    return kept, [short(mark) for mark in kept]


def _within_log(low: float, high: float) -> tuple[float, float]:
    """A range that has logarithms: a missing end or one at zero or below is put at the floor."""
    low = FLOOR if is_missing(low) else max(low, FLOOR)
    return low, low if is_missing(high) else max(low, high)


def log_axis(low: float, high: float, top: float = 0.08) -> dict[str, Any]:
    """A logarithmic axis with words at its marks and a little room at both ends: `top` of its length above."""
    low, high = _within_log(low, high)
    marks, words = log_ticks(low, high)
    length = max(math.log10(high / low), 1)
    ends = [math.log10(low) - 0.06 * length, math.log10(high) + top * length]
    return {"type": "log", "tickvals": marks, "ticktext": words, "range": ends, "rangemode": "normal"}


def linear_axis(high: float, room: float = 1.06, most: int = 4) -> dict[str, Any]:
    """An axis from zero with at most `most` round marks above it, in words, up to `room` times the highest value.

    Marks along a phone's width must be few; up an axis five find their place.
    """
    high = high if not is_missing(high) and high > 0 else 1.0
    rough = high / most
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(times * size for times in (1, 2, 2.5, 5, 10) if times * size >= rough)
    marks = [step * place for place in range(int(high * room / step) + 1)]
    return {"tickvals": marks, "ticktext": [short(mark) for mark in marks], "range": [0, high * room]}
