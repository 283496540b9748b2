"""Bars in named rows with words at their ends: how much room the words need on a phone, and where ticks go then."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from charts.kit.rows import ROW_HEIGHT
from charts.kit.style import style
from charts.kit.wrap import capped

# A phone's plot and the letters of its labels, in pixels: what fits there fits anywhere.
PHONE, LETTER, MARGIN = 326, 7.0, 8
BAR = 0.34  # height of a bar, in rows
LONGEST = 49  # letters of a name that fit on a phone
BELOW = 0.04  # its middle lies so far below the row's, to keep off the name
Ticks = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Tag:
    """Words at a bar's end: where on the value axis, in which row, and whether they stand left of it."""

    at: float
    row: float
    words: str
    left: bool = False


def reach(tags: Sequence[Tag], low: float, high: float) -> tuple[float, float]:
    """The ends of a value axis that holds low..high and, on a phone, every tag."""
    if not high > low:
        low, high = low - 1.0, high + 1.0
    start, end = low, high
    for _round in range(40):
        pixel = (end - start) / PHONE
        wide = {tag: (len(tag.words) + 2) * LETTER * pixel for tag in tags}
        start = min([low, *(tag.at - wide[tag] for tag in tags if tag.left)])
        end = max([high, *(tag.at + wide[tag] for tag in tags if not tag.left)])
    return start, end


def value_axis(start: float, end: float, words: Ticks) -> dict[str, Any]:
    """An axis from start to end with ticks at round values, so few that their words do not touch on a phone."""
    length = end - start
    for step in _round_steps(length):
        marks = [step * n for n in range(math.ceil(start / step), math.floor(end / step) + 1)]
        labels = [words(mark) for mark in marks]
        wide = max((len(label) for label in labels), default=0) * LETTER
        if step / length * PHONE >= wide + 12 and len(set(labels)) == len(labels):
            kept = [
                (mark, label) for mark, label in zip(marks, labels, strict=True) if _inside(mark, label, start, end)
            ]
            return {"range": [start, end], "tickvals": [m for m, _s in kept], "ticktext": [s for _m, s in kept]}
    return {"range": [start, end], "tickvals": [], "ticktext": []}


def _inside(mark: float, words: str, start: float, end: float) -> bool:
    """Whether the words under a tick stay within the figure, a margin beside the plot included."""
    from_edge = min(mark - start, end - mark) / (end - start) * PHONE
    return len(words) * LETTER / 2 <= from_edge + MARGIN


def level_axis(start: float, end: float, words: Ticks) -> dict[str, Any]:
    """A vertical value axis from start to end with four to six ticks at round values."""
    step = next(step for step in _round_steps(end - start) if step >= (end - start) / 5)
    marks = [step * n for n in range(math.ceil(start / step), math.floor(end / step) + 1)]
    return {"range": [start, end], "tickvals": marks, "ticktext": [words(mark) for mark in marks]}


def _round_steps(length: float) -> list[float]:
    """Steps of 1, 2, 2.5 and 5 times a power of ten, from a sixth of the length to all of it."""
    first = math.floor(math.log10(length / 6))
    steps = [times * 10.0**power for power in (first, first + 1, first + 2) for times in (1, 2, 2.5, 5)]
    return [step for step in steps if length / 6 <= step <= length]


def tagged(figure: go.Figure, tags: Sequence[Tag]) -> go.Figure:
    """The words at the bars' ends."""
    for left in (True, False):
        side = [tag for tag in tags if tag.left is left]
        if side:
            figure.add_scatter(
                x=[tag.at for tag in side], y=[tag.row for tag in side], mode="text", showlegend=False,
                text=[f"{tag.words} " if left else f" {tag.words}" for tag in side], hoverinfo="skip",
                textposition="middle left" if left else "middle right", cliponaxis=False, textfont={"size": 12},
            )  # fmt: skip
    return figure


def rows(
    figure: go.Figure, names: Sequence[str], axis: dict[str, Any], *, legend: bool, head: str = "", at: float = 0.0
) -> go.Figure:
    """The house style for rows at y = 0, 1, 2, ... from the top, with their names above them.

    Args:
        figure: Changed in place and returned; values run along x.
        names: The rows' names, from the top.
        axis: What `value_axis` returned.
        legend: Whether a line of keys stands above the plot.
        head: Words in a line of their own above the first row.
        at: Where on the value axis they stand.
    """
    start, end = axis["range"]
    height = ROW_HEIGHT * len(names) + (ROW_HEIGHT // 2 if head else 0) + (90 if legend else 60)
    style(figure, height=height, legend=legend, zero=False, horizontal=True)
    # One trace of words rather than an annotation a row: those take Plotly some milliseconds each.
    _words(figure, [start] * len(names), [place - 0.17 for place in range(len(names))], names, "right")
    if head:
        share = (at - start) / (end - start)
        _words(figure, [at], [-0.78], [head], "right" if share < 0.3 else "left" if share > 0.7 else "center")
    figure.update_layout(
        xaxis={**axis, "tickangle": 0},
        yaxis={"showticklabels": False, "range": [len(names) - 0.6, -1.25 if head else -0.75], "automargin": False},
    )
    return figure


def _words(figure: go.Figure, x: Sequence[float], y: Sequence[float], words: Sequence[str], towards: str) -> None:
    figure.add_scatter(
        x=x, y=y, mode="text", text=[capped(word, LONGEST) for word in words], textposition=f"top {towards}",
        cliponaxis=False, hoverinfo="skip", showlegend=False, textfont={"size": 13},
    )  # fmt: skip
